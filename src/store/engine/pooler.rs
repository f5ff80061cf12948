//! A pooler that gives a connection to whoever has a transaction under way, found out before it does harm.
//!
//! Statements are prepared once a connection, settings are made once a connection, and migrations hold a lock of the connection. Behind such a
//! pooler each of these is on another connection than the next statement: a prepared statement can even be somebody else's.

use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel::result::{DatabaseErrorKind, Error};
use diesel::{Connection as _, QueryResult, RunQueryDsl as _, sql_query, sql_types};

use crate::store::Diagnosis;
use crate::store::engine::address::with_time_outs;

/// How often it is looked. Where many are at work, two looks in three find it out.
const LOOKS: usize = 10;

#[derive(diesel::QueryableByName)]
struct ServerProcess {
    #[diesel(sql_type = sql_types::Integer)]
    pid: i32,
}

/// Refuses a server that is reached by way of a pooler in transaction mode: while another connection has a transaction, ours must stay the
/// process of the server that it was, and the other one must be another.
pub fn refuse_shared(url: &str, conn: &mut PgConnection) -> anyhow::Result<()> {
    // In a transaction, since what is asked is two messages there as well.
    let ServerProcess { pid } =
        conn.transaction(|conn| sql_query("SELECT pg_backend_pid() AS pid").get_result(conn))?;
    let mut another = PgConnection::establish(&with_time_outs(url))
        .map_err(|error| Diagnosis::of_connection(url, &error.to_string()))?;
    for _ in 0..LOOKS {
        let held = holds(&mut another, &format!("BEGIN; {}", unless("<>", pid)))?;
        // A pooler with one connection would keep ours waiting for the one that is held.
        let kept = held && holds(conn, &unless("=", pid))?;
        another.batch_execute("ROLLBACK")?;
        if !kept {
            return Err(Diagnosis::of_shared_connection().into());
        }
    }
    Ok(())
}

/// One message, which the server refuses unless its process compares so: nothing needs to be prepared for it.
fn unless(compares: &str, pid: i32) -> String {
    format!("SELECT 1 / (pg_backend_pid() {compares} {pid})::int")
}

fn holds(conn: &mut PgConnection, question: &str) -> QueryResult<bool> {
    match conn.batch_execute(question) {
        Ok(()) => Ok(true),
        Err(Error::DatabaseError(DatabaseErrorKind::Unknown, _)) => Ok(false),
        Err(error) => Err(error),
    }
}
