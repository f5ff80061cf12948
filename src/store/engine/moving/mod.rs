//! Moves a whole database to another one: every row of every table, in batches that are noted where they arrive, so that a move that was
//! broken off goes on where it was. Nothing is changed where the rows come from.

mod ends;
mod rows;
mod tables;
pub(super) mod unfinished_move;

use std::collections::HashMap;
use std::sync::mpsc::{SyncSender, sync_channel};

use diesel::QueryResult;

use crate::store::engine::inspect;
use crate::store::{Diagnosis, Schema};
use ends::MovingEnd;
use rows::{Datum, DatumRow, TableDigest, misfit};
use tables::{MovedTable, moved_tables};
use unfinished_move::{CopiedRows, MoveHeader};

/// Bytes of one batch, about: rows are of very different sizes.
const BATCH_BYTES: usize = 2 << 20;
/// Rows of one batch at most.
const BATCH_ROWS: usize = 4_000;
/// Rows of a table's first batch, of whose size nothing is known.
const FIRST_ROWS: usize = 64;

/// How far a move is.
#[derive(Clone, Debug)]
pub struct MoveProgress<'a> {
    /// What is being done.
    pub doing: &'static str,
    /// With which table.
    pub table: &'a str,
    /// Rows that are done, of all tables.
    pub done: u64,
    /// Of so many.
    pub of: u64,
}

/// How a move began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveStart {
    /// The database was empty.
    New,
    /// So many rows were there from an earlier run.
    Resumed(u64),
    /// What was there from an earlier run was taken out, since the source had changed or the two differed.
    Anew,
}

/// A move between two databases. Both are held until it is dropped.
pub struct DatabaseMove {
    source: MovingEnd,
    target: MovingEnd,
    tables: Vec<MovedTable>,
    /// Rows of each table in the source.
    rows: Vec<u64>,
    header: MoveHeader,
    copied: HashMap<String, CopiedRows>,
    started: MoveStart,
}

impl DatabaseMove {
    /// Looks at both databases, takes hold of them and makes the target ready.
    pub fn begin(from: &str, to: &str) -> anyhow::Result<DatabaseMove> {
        let tables = moved_tables()?;
        refuse_same_server(from, to)?;
        let mut source = MovingEnd::source(from, &tables)?;
        let rows = tables
            .iter()
            .map(|table| source.count(&count_of(table)))
            .collect::<QueryResult<Vec<u64>>>()?;
        let header = header(&mut source, &tables, &rows)?;
        let mut target = MovingEnd::target(to)?;
        let (copied, started) = make_ready(&mut target, &tables, &header)?;
        Ok(DatabaseMove {
            source,
            target,
            tables,
            rows,
            header,
            copied,
            started,
        })
    }

    /// How it began.
    pub fn started(&self) -> MoveStart {
        self.started
    }

    /// Each table with its number of rows.
    pub fn tables(&self) -> impl Iterator<Item = (&str, u64)> {
        self.tables
            .iter()
            .zip(&self.rows)
            .map(|(table, rows)| (table.name.as_str(), *rows))
    }

    /// Copies what is not there yet.
    pub fn copy(&mut self, mut told: impl FnMut(MoveProgress<'_>)) -> anyhow::Result<()> {
        let of = self.rows.iter().sum();
        let mut done = self
            .copied
            .values()
            .map(|at| at.copied)
            .sum();
        for table in &self.tables {
            let mut at = self
                .copied
                .remove(&table.name)
                .unwrap_or_default();
            let mut tell = |more: u64| {
                done += more;
                told(MoveProgress {
                    doing: "copying",
                    table: &table.name,
                    done,
                    of,
                });
            };
            tell(0);
            copy_table(&mut self.source, &mut self.target, table, &mut at, tell)?;
            fill_in_table(&mut self.source, &mut self.target, table)?;
        }
        if self.target.is_postgres() {
            // Without it the first questions are planned for empty tables.
            self.target.execute("ANALYZE")?;
        }
        Ok(())
    }

    /// Reads all rows of both again and names the tables that differ. If any does, the next run begins anew.
    pub fn compare(
        &mut self,
        mut told: impl FnMut(MoveProgress<'_>),
    ) -> anyhow::Result<Vec<String>> {
        let (of, mut done) = (self.rows.iter().sum(), 0);
        let mut differences = Vec::new();
        for (table, rows) in self.tables.iter().zip(&self.rows) {
            told(MoveProgress {
                doing: "comparing",
                table: &table.name,
                done,
                of,
            });
            let (source, target) = (&mut self.source, &mut self.target);
            let (here, there) = std::thread::scope(|scope| {
                let here = scope.spawn(|| digest(source, table));
                (here.join(), digest(target, table))
            });
            let here = here.map_err(|_| anyhow::anyhow!("a thread panicked"))?;
            let [here, there] =
                [here, there].map(|digest| digest.map_err(|error| stopped(&table.name, &error)));
            done += rows;
            differences.extend(difference(&table.name, here?, there?));
        }
        if !differences.is_empty() {
            self.begin_anew_next_time()?;
        }
        Ok(differences)
    }

    /// What is there cannot be trusted: the next run takes it out.
    pub fn begin_anew_next_time(&mut self) -> anyhow::Result<()> {
        let header = MoveHeader {
            fingerprint: "differs".into(),
            ..self.header.clone()
        };
        self.target
            .transaction(|end| unfinished_move::begin(&mut end.conn(), &header))
    }

    /// Says that the target is whole: from now on it can be served.
    pub fn finish(mut self) -> anyhow::Result<()> {
        Ok(unfinished_move::remove(&mut self.target.conn())?)
    }
}

fn count_of(table: &MovedTable) -> String {
    format!("SELECT count(*) AS count FROM \"{}\"", table.name)
}

/// By what the source is known again, and whether it changed. Every event stands in its shop's row, with the number of rows beside it that
/// is enough to notice a service that worked on; what else may have changed is found when all rows are compared.
fn header(
    source: &mut MovingEnd,
    tables: &[MovedTable],
    rows: &[u64],
) -> anyhow::Result<MoveHeader> {
    let mut fingerprint = String::new();
    let mut oldest = String::new();
    for (table, rows) in tables.iter().zip(rows) {
        fingerprint.push_str(&format!("{}:{rows} ", table.name));
        if table.name == "merchants" {
            let shops = digest(source, table)?;
            fingerprint.push_str(&format!("{} ", shops.text()));
            let first = source.page(table, &table.key, None, None, 1)?;
            oldest = first
                .iter()
                .flat_map(|row| &row.0)
                .map(|datum| datum.to_json().to_string())
                .collect();
        }
    }
    Ok(MoveHeader {
        source: oldest,
        fingerprint: fingerprint.trim_end().to_owned(),
    })
}

/// PostgreSQL's locks would only say that the database is in use.
fn refuse_same_server(from: &str, to: &str) -> anyhow::Result<()> {
    if from.starts_with("sqlite://") || to.starts_with("sqlite://") {
        return Ok(());
    }
    if MovingEnd::is_same_database(from, to)? {
        return Err(Diagnosis::new(
            "the database to move to is the one that is to be moved",
            "name another one with --to",
        )
        .into());
    }
    Ok(())
}

/// Gives an empty database its tables, or takes up the unfinished move of the same source. All else is refused.
fn make_ready(
    target: &mut MovingEnd,
    tables: &[MovedTable],
    header: &MoveHeader,
) -> anyhow::Result<(HashMap<String, CopiedRows>, MoveStart)> {
    let mut marked = unfinished_move::is_there(&mut target.conn())?;
    let schema = inspect::schema_of(&mut target.conn())?;
    if !marked {
        refuse_used(target, tables, &schema)?;
        unfinished_move::make(&mut target.conn())?;
        marked = true;
    }
    if schema != Schema::Current && marked {
        inspect::migrate_as_it_is(target.conn(), false)?;
    }
    let (noted, copied) = unfinished_move::read(&mut target.conn())?;
    match noted {
        Some(noted) if noted.source != header.source => Err(Diagnosis::new(
            "the database to move to holds the unfinished move of another database",
            "go on with that move, or delete this database, create it again, and run this again",
        )
        .into()),
        Some(noted) if noted == *header => {
            let rows = copied
                .values()
                .map(|at| at.copied)
                .sum();
            Ok((copied, MoveStart::Resumed(rows)))
        }
        Some(_) => {
            take_out(target, tables, header)?;
            Ok((HashMap::new(), MoveStart::Anew))
        }
        None => {
            target.transaction(|end| unfinished_move::begin(&mut end.conn(), header))?;
            Ok((HashMap::new(), MoveStart::New))
        }
    }
}

/// Refuses a database that is somebody's.
fn refuse_used(
    target: &mut MovingEnd,
    tables: &[MovedTable],
    schema: &Schema,
) -> anyhow::Result<()> {
    let what = match schema {
        Schema::Missing => match other_tables(target)? {
            0 => return Ok(()),
            count => format!("it has {count} tables of another program"),
        },
        Schema::Behind { at, .. } | Schema::Former { at } => {
            format!("it has the schema {at} of an earlier release")
        }
        Schema::Current => {
            let mut used = None;
            for table in tables {
                let look = format!(
                    "SELECT count(*) AS count FROM (SELECT 1 FROM \"{}\" LIMIT 1) one",
                    table.name
                );
                if target.count(&look)? > 0 {
                    used = Some(&table.name);
                    break;
                }
            }
            match used {
                None => return Ok(()),
                Some(table) => format!("there are rows in {table}"),
            }
        }
    };
    let fix = match target.is_postgres() {
        true => {
            "name a new database, made with: createdb --encoding UTF8 --template template0 NAME"
        }
        false => "name a file that does not exist yet",
    };
    Err(Diagnosis::new(
        format!("the database to move to is not empty: {what}. Nothing was changed in it"),
        fix,
    )
    .into())
}

/// How many tables there are, whosever.
fn other_tables(target: &mut MovingEnd) -> QueryResult<u64> {
    target.count(match target.is_postgres() {
        true => {
            "SELECT count(*) AS count FROM pg_tables WHERE schemaname = current_schema()"
        }
        false => {
            "SELECT count(*) AS count FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
        }
    })
}

/// Empties an unfinished target, those tables first that refer to others.
fn take_out(
    target: &mut MovingEnd,
    tables: &[MovedTable],
    header: &MoveHeader,
) -> anyhow::Result<()> {
    target.transaction(|end| {
        for table in tables.iter().rev() {
            end.execute(&format!("DELETE FROM \"{}\"", table.name))?;
        }
        unfinished_move::begin(&mut end.conn(), header)
    })
}

/// Copies the rest of a table. One thread reads ahead while the other writes.
fn copy_table(
    source: &mut MovingEnd,
    target: &mut MovingEnd,
    table: &MovedTable,
    at: &mut CopiedRows,
    mut tell: impl FnMut(u64),
) -> anyhow::Result<()> {
    let columns: Vec<usize> = (0..table.columns.len()).collect();
    let after = at
        .last_key
        .iter()
        .map(Datum::of_json)
        .collect::<Option<Vec<Datum>>>()
        .filter(|key| !key.is_empty());
    std::thread::scope(|scope| {
        let (send, batches) = sync_channel(2);
        scope.spawn(|| read_batches(source, table, &columns, None, after, send));
        for batch in batches {
            let mut batch: Vec<DatumRow> = batch.map_err(|error| stopped(&table.name, &error))?;
            let Some(last) = batch.last() else {
                break;
            };
            at.last_key = key_of(table, last);
            let rows = batch.len() as u64;
            at.copied += rows;
            for row in &mut batch {
                if let Some(what) = misfit(&table.columns, row, target.is_postgres()) {
                    return Err(unfit(&table.name, &what));
                }
                for column in &table.own_references {
                    row.0[*column] = Datum::Null;
                }
            }
            write(target, &table.name, |end| {
                end.insert(table, batch)?;
                unfinished_move::note(&mut end.conn(), &table.name, at)
            })?;
            tell(rows);
        }
        Ok(())
    })
}

/// Fills in what the rows of a table say of each other. Done again it changes nothing.
fn fill_in_table(
    source: &mut MovingEnd,
    target: &mut MovingEnd,
    table: &MovedTable,
) -> anyhow::Result<()> {
    if table.own_references.is_empty() {
        return Ok(());
    }
    let columns: Vec<usize> = table
        .key
        .iter()
        .chain(&table.own_references)
        .copied()
        .collect();
    let some: Vec<String> = table
        .own_references
        .iter()
        .map(|at| format!("{} IS NOT NULL", table.names([*at])))
        .collect();
    let some = format!("({})", some.join(" OR "));
    std::thread::scope(|scope| {
        let (send, batches) = sync_channel(2);
        scope.spawn(|| read_batches(source, table, &columns, Some(&some), None, send));
        for batch in batches {
            let batch: Vec<DatumRow> = batch.map_err(|error| stopped(&table.name, &error))?;
            write(target, &table.name, |end| end.fill_in(table, batch))?;
        }
        Ok(())
    })
}

/// The key in a row of all columns, as it is noted.
fn key_of(table: &MovedTable, row: &DatumRow) -> Vec<serde_json::Value> {
    table
        .key
        .iter()
        .map(|at| row.0[*at].to_json())
        .collect()
}

/// Reads a table from a key on, in batches of about one size, until it ends or nobody wants more.
fn read_batches(
    from: &mut MovingEnd,
    table: &MovedTable,
    columns: &[usize],
    condition: Option<&str>,
    mut after: Option<Vec<Datum>>,
    to: SyncSender<QueryResult<Vec<DatumRow>>>,
) {
    let key: Vec<usize> = table
        .key
        .iter()
        .filter_map(|at| {
            columns
                .iter()
                .position(|column| column == at)
        })
        .collect();
    let mut limit = FIRST_ROWS;
    loop {
        let page = from.page(table, columns, condition, after.as_deref(), limit);
        let (ends, bytes) = match &page {
            Ok(rows) => {
                if let Some(last) = rows.last() {
                    let last = key
                        .iter()
                        .map(|at| last.0[*at].clone());
                    after = Some(last.collect());
                }
                let bytes: usize = rows
                    .iter()
                    .flat_map(|row| &row.0)
                    .map(Datum::size)
                    .sum();
                (rows.len() < limit, bytes / rows.len().max(1))
            }
            Err(_) => (true, 0),
        };
        if to.send(page).is_err() || ends {
            return;
        }
        limit = (BATCH_BYTES / bytes.max(1)).clamp(1, BATCH_ROWS);
    }
}

/// Counts the rows of a table and digests them.
fn digest(end: &mut MovingEnd, table: &MovedTable) -> QueryResult<TableDigest> {
    let columns: Vec<usize> = (0..table.columns.len()).collect();
    let mut digest = TableDigest::default();
    std::thread::scope(|scope| {
        let (send, batches) = sync_channel(2);
        scope.spawn(|| read_batches(end, table, &columns, None, None, send));
        for batch in batches {
            batch?
                .iter()
                .for_each(|row| digest.add(row));
        }
        Ok(digest)
    })
}

/// What is not the same, in words.
fn difference(table: &str, here: TableDigest, there: TableDigest) -> Option<String> {
    if here.rows != there.rows {
        return Some(format!(
            "{table}: {} rows, and {} in the new database",
            here.rows, there.rows
        ));
    }
    (here != there).then(|| format!("{table}: as many rows in both, but not the same"))
}

/// Writes in a transaction of the target's own. A full disk is often found by its commit.
fn write(
    target: &mut MovingEnd,
    table: &str,
    work: impl FnOnce(&mut MovingEnd) -> QueryResult<()>,
) -> anyhow::Result<()> {
    target
        .transaction(|end| Ok(work(end)?))
        .map_err(|error| match error.downcast() {
            Ok(error) => stopped(table, &error),
            Err(other) => other,
        })
}

/// Why a move does not go on for now.
fn stopped(table: &str, error: &diesel::result::Error) -> anyhow::Error {
    let cause = error.to_string();
    let full = ["disk is full", "No space left"]
        .iter()
        .any(|sign| cause.contains(sign));
    let again = "run the same command again: it goes on where it was";
    let (what, fix) = match full {
        true => (
            "the disk of the database to move to is full".to_owned(),
            format!("free up some space there, and {again}"),
        ),
        false => (
            format!("the move stopped at the table {table} ({cause})"),
            format!("see to that, and {again}"),
        ),
    };
    Diagnosis::new(what, fix).into()
}

/// A row that only the one database could keep.
fn unfit(table: &str, what: &str) -> anyhow::Error {
    Diagnosis::new(
        format!("a row of {table} cannot be moved: {what}"),
        "somebody wrote it by hand, since no release does: correct it in the old database, and run the same command again",
    )
    .into()
}

#[cfg(test)]
mod tests;
