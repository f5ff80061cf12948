//! The two ends of a move: each a connection of its own that nobody else writes beside.

use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel::sqlite::SqliteConnection;
use diesel::{
    Connection as _, QueryResult, QueryableByName, RunQueryDsl as _, sql_query, sql_types,
};

use super::faults::{AtSide as _, MoveSide};
use super::rows::{Datum, DatumRow, DynamicStatement, PgValue};
use super::tables::{ColumnKind, MovedTable};
use crate::store::engine::server::{AdvisoryLock, LockMode};
use crate::store::engine::{inspect, server};
use crate::store::{Conn, Diagnosis, create_private, prepare_sqlite};

/// Seconds for which a service that was just stopped is waited for.
const STOPPED_WITHIN: u32 = 5;

/// A move takes as long as it takes, and between two of its statements the other end may be at work for long. Which of these settings there are
/// depends on the server's age. Only a wait for somebody's lock ends, in words: it would be silent.
const PATIENT: &str = "SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN
    ('statement_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'transaction_timeout');
    SET lock_timeout = '10s'";

/// One end of a move.
pub enum MovingEnd {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

#[derive(QueryableByName)]
struct RowCount {
    #[diesel(sql_type = sql_types::BigInt)]
    count: i64,
}

#[derive(QueryableByName)]
struct RowSize {
    #[diesel(sql_type = sql_types::BigInt)]
    size: i64,
}

#[derive(QueryableByName)]
struct Identity {
    #[diesel(sql_type = sql_types::Text)]
    identity: String,
}

impl MovingEnd {
    /// Opens the database that is moved, and keeps others from writing to it while it is.
    pub fn source(url: &str, tables: &[MovedTable]) -> anyhow::Result<MovingEnd> {
        match url.strip_prefix("sqlite://") {
            Some(path) => sqlite_source(path),
            None => postgres_source(url, tables),
        }
        .at(MoveSide::Source, || "took hold of it".to_owned())
    }

    /// Opens the database that is moved to; a SQLite file is made.
    pub fn target(url: &str) -> anyhow::Result<MovingEnd> {
        match url.strip_prefix("sqlite://") {
            Some(path) => sqlite_target(path),
            None => postgres_target(url).map_err(about_target),
        }
        .at(MoveSide::Target, || "took hold of it".to_owned())
    }

    /// A SQLite file that is to be moved to, if something lies in it: it is only looked at, and nothing is made beside it.
    pub fn existing_target(url: &str) -> anyhow::Result<Option<MovingEnd>> {
        let Some(path) = url.strip_prefix("sqlite://") else {
            return Ok(None);
        };
        if std::fs::metadata(path).map_or(0, |about| about.len()) == 0 {
            return Ok(None);
        }
        let unusable = |cause: String| unusable_file(path, &cause);
        let mut conn = SqliteConnection::establish(&inspect::existing(path))
            .map_err(|error| unusable(error.to_string()))?;
        conn.batch_execute(
            "PRAGMA busy_timeout=5000; PRAGMA query_only=ON; SELECT count(*) FROM sqlite_master",
        )
        .map_err(|error| unusable(error.to_string()))?;
        Ok(Some(MovingEnd::Sqlite(conn)))
    }

    /// Takes a SQLite file away and makes it again. Rows that were deleted in it would leave what they said in its free pages.
    pub fn make_file_anew(&mut self, path: &str) -> anyhow::Result<()> {
        // The file is closed before it goes.
        *self = MovingEnd::Sqlite(SqliteConnection::establish(":memory:")?);
        let file = std::fs::canonicalize(path)
            .map(|file| file.display().to_string())
            .unwrap_or_else(|_| path.to_owned());
        // Without the first the others say nothing, so whatever comes between leaves no half of a database.
        for ending in ["", "-wal", "-shm"] {
            match std::fs::remove_file(format!("{file}{ending}")) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(unusable_file(path, &error.to_string()).into());
                }
                _ => {}
            }
        }
        *self = sqlite_target(&file)?;
        Ok(())
    }

    /// The connection.
    pub fn conn(&mut self) -> Conn<'_> {
        match self {
            MovingEnd::Sqlite(conn) => Conn::Sqlite(conn),
            MovingEnd::Postgres(conn) => Conn::Postgres(conn),
        }
    }

    /// Whether it is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        matches!(self, MovingEnd::Postgres(_))
    }

    /// Whether both addresses lead to the same database of one PostgreSQL server.
    pub fn is_same_database(one: &str, other: &str) -> anyhow::Result<bool> {
        let look = "SELECT oid::text || ' ' || extract(epoch FROM pg_postmaster_start_time())::text || ' ' || current_schema()::text AS identity
            FROM pg_database WHERE datname = current_database()";
        let (mut one, _) = server::reach(one)?;
        let (mut other, _) = server::reach(other).map_err(about_target)?;
        let [one, other] =
            [&mut one, &mut other].map(|conn| sql_query(look).get_result::<Identity>(conn));
        let step = || "asked which database it is".to_owned();
        let (one, other) = (
            one.at(MoveSide::Source, step)?,
            other.at(MoveSide::Target, step)?,
        );
        Ok(one.identity == other.identity)
    }

    /// Runs a statement that has no values.
    pub fn execute(&mut self, statement: &str) -> QueryResult<()> {
        on_both!(self.conn(), |c| c.batch_execute(statement))
    }

    /// A number that the database counts.
    pub fn count(&mut self, statement: &str) -> QueryResult<u64> {
        let found: RowCount = on_both!(self.conn(), |c| sql_query(statement).get_result(c))?;
        Ok(found.count.try_into().unwrap_or(0))
    }

    /// Runs `work` in a transaction.
    pub fn transaction<T>(
        &mut self,
        work: impl FnOnce(&mut MovingEnd) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        self.execute("BEGIN")?;
        match work(self) {
            Ok(value) => {
                self.execute("COMMIT")?;
                Ok(value)
            }
            Err(error) => {
                // It fails only with its connection, and then nothing was committed either.
                let _ = self.execute("ROLLBACK");
                Err(error)
            }
        }
    }

    /// The next rows of a table by its key: these columns of those that the condition keeps.
    pub fn page(
        &mut self,
        table: &MovedTable,
        columns: &[usize],
        condition: Option<&str>,
        after: Option<&[Datum]>,
        limit: usize,
    ) -> QueryResult<Vec<DatumRow>> {
        let names = table.names(columns.iter().copied());
        let after = after.unwrap_or_default();
        let pieces = paged(&names, table, condition, after, limit);
        match self {
            MovingEnd::Sqlite(conn) => DynamicStatement::new(&pieces, after).load(conn),
            MovingEnd::Postgres(conn) => {
                DynamicStatement::new(&pieces, &one_by_one(after)).load(conn)
            }
        }
    }

    /// About how many bytes each of those rows has. No long value is read for it.
    pub fn sizes(
        &mut self,
        table: &MovedTable,
        columns: &[usize],
        condition: Option<&str>,
        after: Option<&[Datum]>,
        limit: usize,
    ) -> QueryResult<Vec<usize>> {
        let of_each: Vec<String> = columns
            .iter()
            .map(|at| self.size_of(table, *at))
            .collect();
        let sum = format!("{} AS size", of_each.join(" + "));
        let after = after.unwrap_or_default();
        let pieces = paged(&sum, table, condition, after, limit);
        let sizes: Vec<RowSize> = match self {
            MovingEnd::Sqlite(conn) => DynamicStatement::new(&pieces, after).load(conn)?,
            MovingEnd::Postgres(conn) => {
                DynamicStatement::new(&pieces, &one_by_one(after)).load(conn)?
            }
        };
        Ok(sizes
            .into_iter()
            .map(|row| row.size.try_into().unwrap_or(0))
            .collect())
    }

    /// A column's bytes, in SQL.
    fn size_of(&self, table: &MovedTable, column: usize) -> String {
        let name = table.names([column]);
        match (table.columns[column].kind, self) {
            (ColumnKind::Text, MovingEnd::Sqlite(_)) => {
                format!("coalesce(length(CAST({name} AS BLOB)), 0)")
            }
            (ColumnKind::Blob, MovingEnd::Sqlite(_)) => format!("coalesce(length({name}), 0)"),
            (ColumnKind::Text | ColumnKind::Blob, MovingEnd::Postgres(_)) => {
                format!("coalesce(octet_length({name})::bigint, 0)")
            }
            (ColumnKind::Integer | ColumnKind::Bool | ColumnKind::Real, MovingEnd::Sqlite(_)) => {
                "8".to_owned()
            }
            (ColumnKind::Integer | ColumnKind::Bool | ColumnKind::Real, MovingEnd::Postgres(_)) => {
                "8::bigint".to_owned()
            }
        }
    }

    /// Adds whole rows.
    pub fn insert(&mut self, table: &MovedTable, rows: Vec<DatumRow>) -> QueryResult<()> {
        let (name, names) = (&table.name, table.all_names());
        match self {
            MovingEnd::Sqlite(conn) => {
                let pieces = list(
                    format!("INSERT INTO \"{name}\" ({names}) VALUES ("),
                    table.columns.len(),
                );
                for row in rows {
                    DynamicStatement::new(&pieces, &row.0).execute(conn)?;
                }
            }
            MovingEnd::Postgres(conn) => {
                let pieces = list(
                    format!("INSERT INTO \"{name}\" ({names}) SELECT * FROM unnest("),
                    table.columns.len(),
                );
                let mut columns: Vec<Vec<Datum>> = table
                    .columns
                    .iter()
                    .map(|_| Vec::with_capacity(rows.len()))
                    .collect();
                for row in rows {
                    for (column, datum) in columns.iter_mut().zip(row.0) {
                        column.push(datum);
                    }
                }
                let values: Vec<PgValue> = table
                    .columns
                    .iter()
                    .zip(columns)
                    .map(|(column, data)| PgValue::column(column.kind, data.into_iter()))
                    .collect();
                DynamicStatement::new(&pieces, &values).execute(conn)?;
            }
        }
        Ok(())
    }

    /// Fills in what rows that are there refer to in their own table. Each row begins with its key.
    pub fn fill_in(&mut self, table: &MovedTable, rows: Vec<DatumRow>) -> QueryResult<()> {
        let mut pieces = Vec::new();
        let mut text = format!("UPDATE \"{}\" SET ", table.name);
        for (at, column) in table
            .own_references
            .iter()
            .enumerate()
        {
            let comma = if at == 0 {
                ""
            } else {
                ", "
            };
            text.push_str(&format!("{comma}{} = ", table.names([*column])));
            pieces.push(std::mem::take(&mut text));
        }
        for (at, column) in table.key.iter().enumerate() {
            let word = if at == 0 {
                " WHERE "
            } else {
                " AND "
            };
            text.push_str(&format!("{word}{} = ", table.names([*column])));
            pieces.push(std::mem::take(&mut text));
        }
        pieces.push(String::new());
        for DatumRow(mut values) in rows {
            values.rotate_left(table.key.len());
            match self {
                MovingEnd::Sqlite(conn) => {
                    DynamicStatement::new(&pieces, &values).execute(conn)?;
                }
                MovingEnd::Postgres(conn) => {
                    DynamicStatement::new(&pieces, &one_by_one(&values)).execute(conn)?;
                }
            }
        }
        Ok(())
    }
}

/// The pieces of a query for the next rows by the key; the values of a key go between them.
fn paged(
    what: &str,
    table: &MovedTable,
    condition: Option<&str>,
    after: &[Datum],
    limit: usize,
) -> Vec<String> {
    let key = table.key_names();
    let mut text = format!(
        "SELECT {what} FROM \"{}\" WHERE {}",
        table.name,
        condition.unwrap_or("true")
    );
    let mut pieces = Vec::with_capacity(after.len() + 1);
    if !after.is_empty() {
        text.push_str(&format!(" AND ({key}) > ("));
    }
    for at in 0..after.len() {
        pieces.push(std::mem::take(&mut text));
        text.push_str(if at + 1 == after.len() {
            ")"
        } else {
            ", "
        });
    }
    text.push_str(&format!(" ORDER BY {key} LIMIT {limit}"));
    pieces.push(text);
    pieces
}

fn one_by_one(values: &[Datum]) -> Vec<PgValue> {
    values
        .iter()
        .cloned()
        .map(PgValue::One)
        .collect()
}

/// The pieces of a statement that ends with so many values in brackets.
fn list(start: String, values: usize) -> Vec<String> {
    let mut pieces = vec![start];
    pieces.extend((1..values).map(|_| ", ".to_owned()));
    pieces.push(")".to_owned());
    pieces
}

fn sqlite_source(path: &str) -> anyhow::Result<MovingEnd> {
    let unreadable = |cause: String| inspect::unreadable(path, &cause);
    let mut conn = SqliteConnection::establish(&inspect::existing(path))
        .map_err(|error| unreadable(error.to_string()))?;
    inspect::require_current(&mut Conn::Sqlite(&mut conn))?;
    // The one place of a writer is taken and nothing is written: nobody else can meanwhile.
    conn.batch_execute("PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; BEGIN IMMEDIATE")
        .map_err(|error| match error.to_string() {
            cause if cause.contains("locked") => written_to(),
            cause => unreadable(cause),
        })?;
    Ok(MovingEnd::Sqlite(conn))
}

fn postgres_source(url: &str, tables: &[MovedTable]) -> anyhow::Result<MovingEnd> {
    let (mut conn, _) = server::reach(url)?;
    conn.batch_execute(PATIENT)?;
    inspect::require_current(&mut Conn::Postgres(&mut conn))?;
    hold_alone(&mut conn, "the database that is to be moved")?;
    let names: Vec<String> = tables
        .iter()
        .map(|table| format!("\"{}\"", table.name))
        .collect();
    // Reading goes on beside this lock, writing does not. Taken before the first look, so that all is seen as it stays.
    let lock = format!(
        "BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE {} IN EXCLUSIVE MODE",
        names.join(", ")
    );
    conn.batch_execute(&lock)
        .map_err(|error| match error.to_string() {
            cause if cause.contains("lock timeout") => written_to(),
            cause => Diagnosis::new(
                format!("the database that is to be moved cannot be kept from being written to ({cause})"),
                "connect as the role that owns its tables, to the primary",
            ),
        })?;
    Ok(MovingEnd::Postgres(conn))
}

fn written_to() -> Diagnosis {
    Diagnosis::new(
        "another program is writing to the database that is to be moved",
        "stop the services and commands that use it, and run this again",
    )
}

fn sqlite_target(path: &str) -> anyhow::Result<MovingEnd> {
    create_private(path).map_err(|error| unusable_file(path, &error.to_string()))?;
    let unusable = |cause: String| unusable_file(path, &cause);
    let mut conn = SqliteConnection::establish(&inspect::existing(path))
        .map_err(|error| unusable(error.to_string()))?;
    prepare_sqlite(&mut conn)
        // As the service does it: what is deleted is overwritten.
        .and_then(|()| conn.batch_execute("PRAGMA secure_delete=ON"))
        .map_err(|error| unusable(error.to_string()))?;
    Ok(MovingEnd::Sqlite(conn))
}

/// A SQLite file that cannot be moved to. What is done about the database that is served would be wrong here, above all a restore.
fn unusable_file(path: &str, cause: &str) -> Diagnosis {
    let fix = if ["malformed", "not a database"]
        .iter()
        .any(|sign| cause.contains(sign))
    {
        "name a file that does not exist yet: --to. If an unfinished move lies in this one, delete it first"
            .to_owned()
    } else {
        inspect::owner_fix(path).unwrap_or_else(|| {
            "let this user write the file and its folder, or name another place: --to".to_owned()
        })
    };
    Diagnosis::new(
        format!("the SQLite file {path} cannot be moved to ({cause})"),
        fix,
    )
}

fn postgres_target(url: &str) -> anyhow::Result<MovingEnd> {
    let (mut conn, server) = server::reach(url)?;
    server.faults()?;
    server.check_writing()?;
    server.check_rights()?;
    conn.batch_execute(PATIENT)?;
    hold_alone(&mut conn, "the database to move to")?;
    Ok(MovingEnd::Postgres(conn))
}

/// What is wrong with the address is wrong with the flag's, and not with the setting's.
fn about_target(error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<Diagnosis>() {
        Ok(mut fault) => {
            for (setting, flag) in [
                ("STAMPWELL_DATABASE_URL_FILE", "--to-file"),
                ("STAMPWELL_DATABASE_URL", "--to"),
            ] {
                fault.fix = fault.fix.replace(setting, flag);
            }
            fault.what = format!("the database to move to: {}", fault.what);
            fault.into()
        }
        Err(error) => error,
    }
}

/// Takes the lock that every instance has a share in while it runs.
fn hold_alone(conn: &mut PgConnection, which: &str) -> anyhow::Result<()> {
    if AdvisoryLock::Served.take_within(conn, LockMode::Alone, STOPPED_WITHIN)? {
        return Ok(());
    }
    Err(Diagnosis::new(
        format!("{which} is in use: a service, a command or another move of stampwell is connected to it"),
        "stop every instance that has its address, wait for commands to end, and run this again",
    )
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_the_target_is_not_said_of_the_setting() {
        let refused = Diagnosis::of_connection(
            "postgres://shop@db/cards",
            "connection to server at \"db\", port 5432 failed: FATAL:  password authentication failed for user \"shop\"",
        );
        let told = about_target(refused.into()).to_string();
        assert!(
            told.contains("the database to move to") && told.contains("--to-file"),
            "{told}"
        );
        assert!(!told.contains("STAMPWELL_DATABASE_URL"), "{told}");
    }
}
