//! PostgreSQL: a pool of connections, writes that are repeated when the fault was not theirs, and what the server must be
//! like.

use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager};
use diesel::pg::PgConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection};
use diesel::{RunQueryDsl as _, sql_query, sql_types};

use super::programs::Programs;
use super::signal::Signal;
use super::turns::{Turn, Turns};
use super::{Conn, POSTGRES_MIGRATIONS, Tx, busy, migrate};
use crate::error::{Code, Error, Result};
use crate::ids::MerchantId;

/// Connections of one instance.
const CONNECTIONS: u32 = 16;
/// How many of them the writes of one merchant may hold. They wait for each other anyway; two would do.
const ONE_MERCHANT: usize = 6;
/// Writes of one merchant that may wait beyond those.
const WAITING: usize = 128;
/// How long a write waits for a connection, for its merchant's turn and for a lock, each: longer than any of them takes
/// in good days, shorter than a person at the till waits.
const PATIENCE: Duration = Duration::from_secs(3);
/// Times a write is repeated when PostgreSQL says that two transactions crossed, or a connection is lost before the commit.
const REPEATS: u32 = 10;
/// The oldest server this is tried with.
const OLDEST: i32 = 12;

/// A lock that is waited for must not take a connection from others for long. What was acknowledged must be on the disk
/// whatever the server's own setting is. Messages are read in English, because diesel hands on no SQLSTATE; only a
/// superuser may ask for that.
const SESSION: &str = "SET lock_timeout = '3s'; SET idle_in_transaction_session_timeout = '30s';
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SELECT set_config('lc_messages', 'C', false) FROM pg_roles WHERE rolname = current_user AND rolsuper";

type Pooled = PooledConnection<ConnectionManager<PgConnection>>;

/// A PostgreSQL database. Cheap to clone.
#[derive(Clone)]
pub(super) struct Postgres {
    connections: Pool<ConnectionManager<PgConnection>>,
    turns: Turns,
    signal: Arc<Signal>,
}

#[derive(Debug)]
struct Session;

impl CustomizeConnection<PgConnection, diesel::r2d2::Error> for Session {
    fn on_acquire(&self, conn: &mut PgConnection) -> std::result::Result<(), diesel::r2d2::Error> {
        conn.batch_execute(SESSION).map_err(diesel::r2d2::Error::QueryError)
    }
}

impl Postgres {
    /// Opens the database, looks at its server and brings the schema up to date. `wake` is called when another instance
    /// owes a phone something.
    pub(super) fn open(url: &str, wake: impl Fn() + Send + 'static) -> anyhow::Result<Postgres> {
        let connections = Pool::builder()
            .connection_customizer(Box::new(Session))
            .max_size(CONNECTIONS)
            .min_idle(Some(2))
            .connection_timeout(PATIENCE)
            .build(ConnectionManager::new(url))?;
        let mut conn = connections.get()?;
        let server: Server = sql_query(LOOK).get_result(&mut conn)?;
        for fault in server.faults()? {
            tracing::warn!("{fault}");
        }
        bring_up_to_date(&mut conn)?;
        Ok(Postgres { connections, turns: Turns::new(ONE_MERCHANT, WAITING), signal: Signal::start(url, wake)? })
    }

    /// A connection, found alive.
    pub(super) fn connection(&self) -> Result<Pooled> {
        self.connections.get().map_err(busy)
    }

    /// Runs `work` in a transaction of its own, again if it crossed another or its connection was lost before the commit.
    pub(super) fn write<T>(&self, programs: &Programs, work: impl Fn(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let began = Instant::now();
        let (mut turn, mut repeats) = (None, 0);
        loop {
            let attempt = Attempt { turns: &self.turns, turn: turn.take(), programs };
            match attempt.run(&mut *self.connection()?, &work) {
                Outcome::Committed { value, owes } => {
                    if owes {
                        self.signal.owe();
                    }
                    return Ok(value);
                }
                Outcome::Crowded(merchant) => turn = Some(self.turn(merchant, began)?),
                Outcome::Refused(error) if error.transient && repeats < REPEATS => {
                    std::thread::sleep(pause(repeats));
                    repeats += 1;
                }
                Outcome::Refused(error) => return Err(error),
            }
        }
    }

    fn turn(&self, merchant: MerchantId, began: Instant) -> Result<Turn> {
        let left = PATIENCE.saturating_sub(began.elapsed());
        self.turns.wait(merchant, left).ok_or_else(|| {
            Code::Unavailable
                .because("Too many requests of this shop are waiting. Nothing was changed; try again in a moment.")
                .retry_after(1)
        })
    }
}

/// A few milliseconds that grow with each repeat, by chance, so that two that crossed do not cross again.
fn pause(repeats: u32) -> Duration {
    let mut byte = [128];
    let _ = openssl::rand::rand_bytes(&mut byte);
    Duration::from_micros((u64::from(byte[0]) + 64) * (16 << repeats.min(4)))
}

/// One try of a write.
struct Attempt<'a> {
    turns: &'a Turns,
    turn: Option<Turn>,
    programs: &'a Programs,
}

enum Outcome<T> {
    Committed { value: T, owes: bool },
    /// Nothing was done: so many writes of this merchant are under way that this one waits without a connection.
    Crowded(MerchantId),
    Refused(Error),
}

impl Attempt<'_> {
    fn run<T>(self, conn: &mut PgConnection, work: &impl Fn(&mut Tx<'_>) -> Result<T>) -> Outcome<T> {
        if let Err(error) = AnsiTransactionManager::begin_transaction(conn) {
            return Outcome::Refused(error.into());
        }
        let mut tx = Tx::new(Conn::Postgres(conn), self.programs);
        (tx.turns, tx.turn) = (Some(self.turns), self.turn);
        let answer = work(&mut tx);
        let (owes, crowded, turn) = (tx.owes, tx.crowded, tx.turn.take());
        let outcome = match (answer, crowded) {
            (Ok(value), None) => commit(conn).map_or_else(Outcome::Refused, |()| Outcome::Committed { value, owes }),
            (answer, crowded) => {
                // It fails only with its connection, which the pool then drops: the refusal stands.
                let _ = AnsiTransactionManager::rollback_transaction(conn);
                match (crowded, answer) {
                    (Some(merchant), _) => Outcome::Crowded(merchant),
                    (None, Err(refusal)) => Outcome::Refused(refusal),
                    (None, Ok(_)) => Outcome::Refused(Error::internal("a write was rolled back without a reason")),
                }
            }
        };
        // The turn lasts until the merchant's row is free.
        drop(turn);
        outcome
    }
}

fn commit(conn: &mut PgConnection) -> Result<()> {
    let Err(error) = AnsiTransactionManager::commit_transaction(conn) else { return Ok(()) };
    let status = <AnsiTransactionManager as TransactionManager<PgConnection>>::transaction_manager_status_mut(conn);
    match status.transaction_depth() {
        // The server answered: it did not commit.
        Ok(None) => Err(error.into()),
        // The connection ended between the question and the answer. The commit may stand or not.
        _ => Err(outcome_unknown(error)),
    }
}

fn outcome_unknown(cause: diesel::result::Error) -> Error {
    Code::Unavailable
        .because(
            "The database went away while this was being saved, so it may be saved or not. Send the same request again with the same \
             Idempotency-Key: it is done once, and its answer comes back. Without a key, look first whether it was done.",
        )
        .retry_after(1)
        .caused_by(cause)
}

/// Two instances that start together must not migrate together; the second may wait as long as the first needs.
fn bring_up_to_date(conn: &mut PgConnection) -> anyhow::Result<()> {
    conn.batch_execute("SET lock_timeout = 0; SELECT pg_advisory_lock(7267381120)")?;
    let migrated = migrate(conn, POSTGRES_MIGRATIONS);
    conn.batch_execute("SELECT pg_advisory_unlock(7267381120); SET lock_timeout = '3s'")?;
    migrated
}

/// What the operator chose, not what [`SESSION`] made of it.
const LOOK: &str = "SELECT current_setting('server_version_num')::int / 10000 AS version,
    (SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit') AS synchronous_commit,
    current_setting('fsync') AS fsync, current_setting('lc_messages') AS lc_messages";

/// The server as far as it matters here.
#[derive(Debug, diesel::QueryableByName)]
struct Server {
    #[diesel(sql_type = sql_types::Integer)]
    version: i32,
    #[diesel(sql_type = sql_types::Text)]
    synchronous_commit: String,
    #[diesel(sql_type = sql_types::Text)]
    fsync: String,
    #[diesel(sql_type = sql_types::Text)]
    lc_messages: String,
}

impl Server {
    /// What is not as it should be, in words; an error if nothing can work.
    fn faults(&self) -> anyhow::Result<Vec<String>> {
        anyhow::ensure!(self.version >= OLDEST, "this is PostgreSQL {}; stampwell needs {OLDEST} or newer", self.version);
        let mut faults = Vec::new();
        if self.fsync == "off" {
            faults.push("fsync is off on this PostgreSQL server: a power cut loses acknowledged scans or the database. Set fsync = on".into());
        }
        if self.synchronous_commit == "off" {
            faults.push(
                "synchronous_commit is off on this PostgreSQL server, which loses acknowledged scans; stampwell switches it on for its own \
                 connections. Set synchronous_commit = on"
                    .into(),
            );
        }
        let english = ["C", "POSIX", "en", ""].iter().any(|name| self.lc_messages == *name)
            || ["en_", "C."].iter().any(|start| self.lc_messages.starts_with(start));
        if !english {
            faults.push(format!(
                "this PostgreSQL server speaks {}, so that lock time-outs and deadlocks are not recognised and answer 500. As a superuser: \
                 ALTER ROLE (stampwell's role) SET lc_messages = 'C'",
                self.lc_messages
            ));
        }
        Ok(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(version: i32, synchronous_commit: &str, fsync: &str, lc_messages: &str) -> Server {
        Server { version, synchronous_commit: synchronous_commit.into(), fsync: fsync.into(), lc_messages: lc_messages.into() }
    }

    #[test]
    fn a_server_that_would_lose_scans_is_named_at_the_start() {
        assert_eq!(server(15, "on", "on", "en_US.UTF-8").faults().unwrap(), Vec::<String>::new());
        assert_eq!(server(12, "remote_apply", "on", "C.UTF-8").faults().unwrap(), Vec::<String>::new());
        let faults = server(16, "off", "off", "de_DE.UTF-8").faults().unwrap();
        for (fault, word) in faults.iter().zip(["fsync is off", "synchronous_commit is off", "de_DE.UTF-8"]) {
            assert!(fault.contains(word), "{fault}");
        }
        assert_eq!(faults.len(), 3);
    }

    #[test]
    fn an_old_server_is_refused() {
        assert!(server(11, "on", "on", "C").faults().unwrap_err().to_string().contains("12 or newer"));
    }

    #[test]
    fn pauses_grow_from_a_millisecond_to_some_tens() {
        assert!((1..=6).contains(&pause(0).as_millis()), "{:?}", pause(0));
        assert!((16..=82).contains(&pause(9).as_millis()), "{:?}", pause(9));
    }
}
