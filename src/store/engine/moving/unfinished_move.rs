//! The table in a database that something is being moved to: it says how far the move is, and keeps everybody else out until its end.

use std::collections::HashMap;

use diesel::connection::SimpleConnection as _;
use diesel::{QueryResult, QueryableByName, RunQueryDsl as _, sql_query, sql_types};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::table_digest::TableDigest;
use crate::store::{Conn, Diagnosis};

/// From which database a move is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveHeader {
    /// The oldest shop of the database, by which it is known wherever it lies.
    pub source: String,
    /// Why what is there cannot be gone on with, if so.
    pub begins_anew: Option<AnewReason>,
}

/// Why a move begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnewReason {
    /// Rows that had been copied are others now in the database that is moved.
    SourceChanged,
    /// The two databases were compared and differed.
    Differed,
    /// A row did not go with those that were there.
    RowRefused,
}

/// How far a table is.
#[derive(Clone, Debug, Default)]
pub struct CopiedRows {
    /// The rows that are there, as they were read.
    pub digest: TableDigest,
    /// The key of the last one; empty if there is none.
    pub last_key: Vec<Json>,
}

#[derive(QueryableByName)]
struct MarkCount {
    #[diesel(sql_type = sql_types::BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct NotedTable {
    #[diesel(sql_type = sql_types::Text)]
    of_table: String,
    #[diesel(sql_type = sql_types::Text)]
    last_key: String,
    #[diesel(sql_type = sql_types::Text)]
    digest: String,
}

/// The row of the move itself.
const HEADER: &str = "";

/// Whether a move to this database is unfinished.
pub fn is_there(conn: &mut Conn<'_>) -> QueryResult<bool> {
    let look = match conn {
        Conn::Sqlite(_) => {
            "SELECT count(*) AS count FROM sqlite_master WHERE name = 'unfinished_move'"
        }
        Conn::Postgres(_) => "SELECT count(to_regclass('unfinished_move')) AS count",
    };
    let found: MarkCount = on_both!(*conn, |c| sql_query(look).get_result(c))?;
    Ok(found.count > 0)
}

/// Refuses a database that is not whole yet.
pub fn refuse(conn: &mut Conn<'_>) -> anyhow::Result<()> {
    if !is_there(conn)? {
        return Ok(());
    }
    Err(Diagnosis::new(
        "a move to this database is unfinished: a part of the rows is missing, or nobody has compared them yet",
        "run the same `stampwell move --to` again: it goes on where it was. To give the move up, delete this database; the one it came from is as it was",
    )
    .into())
}

/// Makes the table.
pub fn make(conn: &mut Conn<'_>) -> QueryResult<()> {
    let table = "CREATE TABLE unfinished_move (of_table TEXT PRIMARY KEY NOT NULL, last_key TEXT NOT NULL, digest TEXT NOT NULL)";
    on_both!(*conn, |c| c.batch_execute(table))
}

/// Takes it away: the database is whole.
pub fn remove(conn: &mut Conn<'_>) -> QueryResult<()> {
    on_both!(*conn, |c| c.batch_execute("DROP TABLE unfinished_move"))
}

/// Notes what is being moved, and that no table has begun.
pub fn begin(conn: &mut Conn<'_>, header: &MoveHeader) -> anyhow::Result<()> {
    on_both!(*conn, |c| c.batch_execute("DELETE FROM unfinished_move"))?;
    note_row(conn, HEADER, &serde_json::to_string(header)?, "")?;
    Ok(())
}

/// Notes how far a table is, in the transaction of its rows.
pub fn note(conn: &mut Conn<'_>, table: &str, at: &CopiedRows) -> QueryResult<()> {
    note_row(
        conn,
        table,
        &Json::from(at.last_key.clone()).to_string(),
        &at.digest.to_text(),
    )
}

fn note_row(conn: &mut Conn<'_>, table: &str, key: &str, digest: &str) -> QueryResult<()> {
    let row = "INSERT INTO unfinished_move (of_table, last_key, digest) VALUES ($1, $2, $3)
        ON CONFLICT (of_table) DO UPDATE SET last_key = excluded.last_key, digest = excluded.digest";
    on_both!(*conn, |c| sql_query(row)
        .bind::<sql_types::Text, _>(table)
        .bind::<sql_types::Text, _>(key)
        .bind::<sql_types::Text, _>(digest)
        .execute(c))
    .map(drop)
}

/// What was noted: whose move it is, unless it ended before it said so, and how far each table is.
pub fn read(
    conn: &mut Conn<'_>,
) -> anyhow::Result<(Option<MoveHeader>, HashMap<String, CopiedRows>)> {
    let rows: Vec<NotedTable> = on_both!(*conn, |c| sql_query(
        "SELECT of_table, last_key, digest FROM unfinished_move"
    )
    .load(c))?;
    let (mut header, mut tables) = (None, HashMap::new());
    for row in rows {
        if row.of_table == HEADER {
            header = Some(serde_json::from_str(&row.last_key)?);
            continue;
        }
        let at = CopiedRows {
            digest: TableDigest::of_text(&row.digest)
                .ok_or_else(|| anyhow::anyhow!("its note about {} cannot be read", row.of_table))?,
            last_key: serde_json::from_str(&row.last_key)?,
        };
        tables.insert(row.of_table, at);
    }
    Ok((header, tables))
}
