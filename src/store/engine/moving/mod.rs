//! Moves a whole database to another one: every row of every table, in batches that are noted where they arrive, so that a move that was
//! broken off goes on where it was. Nothing is changed where the rows come from.

mod batches;
mod ends;
mod faults;
mod rows;
mod table_digest;
mod tables;
pub(super) mod unfinished_move;

use std::collections::HashMap;

use diesel::QueryResult;

use crate::store::engine::inspect;
use crate::store::{Diagnosis, Schema};
use batches::{TableReading, digest_first};
use ends::MovingEnd;
use faults::{AtSide as _, MoveSide, breaks_a_rule, unfit};
use rows::{Datum, DatumRow, misfit};
use table_digest::TableDigest;
use tables::{MovedTable, moved_tables};
pub use unfinished_move::AnewReason;
use unfinished_move::{CopiedRows, MoveHeader};

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
    /// So many rows were there from an earlier run, and are still so in the source.
    Resumed(u64),
    /// What was there from an earlier run cannot be gone on with, and is taken out before anything is copied.
    Anew(AnewReason),
}

/// A move between two databases. Both are held until it is dropped.
pub struct DatabaseMove {
    source: MovingEnd,
    target: MovingEnd,
    /// The target's address.
    to: String,
    tables: Vec<MovedTable>,
    /// Rows of each table in the source, as it counts them itself.
    rows: Vec<u64>,
    header: MoveHeader,
    copied: HashMap<String, CopiedRows>,
    started: MoveStart,
}

impl DatabaseMove {
    /// Refuses a SQLite file that is somebody's, before anything is made beside it.
    pub fn check_target(to: &str) -> anyhow::Result<()> {
        let Some(mut target) = MovingEnd::existing_target(to)? else {
            return Ok(());
        };
        if is_marked(&mut target)? {
            return Ok(());
        }
        let schema = schema_of(&mut target)?;
        refuse_used(&mut target, &moved_tables()?, &schema)
    }

    /// Looks at both databases, takes hold of them and makes the target ready. Rows that an earlier run copied are read again where they
    /// came from.
    pub fn begin(
        from: &str,
        to: &str,
        told: impl FnMut(MoveProgress<'_>),
    ) -> anyhow::Result<DatabaseMove> {
        let tables = moved_tables()?;
        refuse_same_server(from, to)?;
        let mut source = MovingEnd::source(from, &tables)?;
        let rows = tables
            .iter()
            .map(|table| count(&mut source, MoveSide::Source, table))
            .collect::<anyhow::Result<Vec<u64>>>()?;
        let header = header(&mut source, &tables)?;
        let mut target = MovingEnd::target(to)?;
        let noted = make_ready(&mut target, &tables, &header)?;
        let mut moving = DatabaseMove {
            source,
            target,
            to: to.to_owned(),
            tables,
            rows,
            header,
            copied: HashMap::new(),
            started: MoveStart::New,
        };
        if let Some((noted, copied)) = noted {
            moving.take_up(noted, copied, told)?;
        }
        Ok(moving)
    }

    /// Decides whether an earlier run is gone on with.
    fn take_up(
        &mut self,
        noted: MoveHeader,
        copied: HashMap<String, CopiedRows>,
        told: impl FnMut(MoveProgress<'_>),
    ) -> anyhow::Result<()> {
        let reason = match noted.begins_anew {
            Some(reason) => Some(reason),
            None => {
                let same = self.is_as_copied(&copied, told)?;
                (!same).then_some(AnewReason::SourceChanged)
            }
        };
        self.started = match reason {
            Some(reason) => MoveStart::Anew(reason),
            None => {
                let rows = copied
                    .values()
                    .map(|at| at.digest.rows);
                MoveStart::Resumed(rows.sum())
            }
        };
        if reason.is_none() {
            self.copied = copied;
        }
        Ok(())
    }

    /// Whether the rows that were copied are still so in the source. Whatever was not copied yet is copied as it is now.
    fn is_as_copied(
        &mut self,
        copied: &HashMap<String, CopiedRows>,
        mut told: impl FnMut(MoveProgress<'_>),
    ) -> anyhow::Result<bool> {
        let of = copied
            .values()
            .map(|at| at.digest.rows)
            .sum();
        let mut done = 0;
        for table in &self.tables {
            let Some(at) = copied.get(&table.name) else {
                continue;
            };
            let tell = |more| {
                done += more;
                told(MoveProgress {
                    doing: "checking",
                    table: &table.name,
                    done,
                    of,
                });
            };
            let (source, rows) = (&mut self.source, at.digest.rows);
            let (digest, last) = digest_first(source, MoveSide::Source, table, rows, tell)?;
            let last = last.map_or_else(Vec::new, |row| key_of(table, &row));
            if digest != at.digest || last != at.last_key {
                return Ok(false);
            }
        }
        Ok(true)
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

    /// Copies what is not there yet, of a move that begins anew everything.
    pub fn copy(&mut self, mut told: impl FnMut(MoveProgress<'_>)) -> anyhow::Result<()> {
        if let MoveStart::Anew(_) = self.started {
            self.empty()?;
        }
        let of = self.rows.iter().sum();
        let mut done = self
            .copied
            .values()
            .map(|at| at.digest.rows)
            .sum();
        let mut writing = CopyTarget {
            target: &mut self.target,
            header: &self.header,
            resumed: matches!(self.started, MoveStart::Resumed(_)),
        };
        for table in &self.tables {
            let at = self
                .copied
                .entry(table.name.clone())
                .or_default();
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
            copy_table(&mut self.source, &mut writing, table, at, tell)?;
            fill_in_table(&mut self.source, &mut writing, table)?;
        }
        self.plan()
    }

    /// Without it the first questions are planned for empty tables.
    fn plan(&mut self) -> anyhow::Result<()> {
        if !self.target.is_postgres() {
            return Ok(());
        }
        self.target
            .execute(&format!("ANALYZE {}", all_names(&self.tables)))
            .at(MoveSide::Target, || "counted for its plans".to_owned())
    }

    /// Takes out what an earlier run left. Row by row PostgreSQL would look for whatever refers to each, and SQLite would keep in its free
    /// pages what was there.
    fn empty(&mut self) -> anyhow::Result<()> {
        let step = || "took out what an earlier run left".to_owned();
        if let Some(path) = self.to.strip_prefix("sqlite://") {
            self.target.make_file_anew(path)?;
            make_ready(&mut self.target, &self.tables, &self.header)?;
            return Ok(());
        }
        let (truncate, header) = (
            format!("TRUNCATE {}", all_names(&self.tables)),
            &self.header,
        );
        self.target
            .transaction(|end| {
                end.execute(&truncate)?;
                unfinished_move::begin(&mut end.conn(), header)
            })
            .at(MoveSide::Target, step)
    }

    /// Reads all rows of the target and names the tables that differ from what was read in the source. If any does, the next run begins anew.
    pub fn compare(
        &mut self,
        mut told: impl FnMut(MoveProgress<'_>),
    ) -> anyhow::Result<Vec<String>> {
        let (of, mut done) = (self.rows.iter().sum(), 0);
        let mut differences = Vec::new();
        for (table, rows) in self.tables.iter().zip(&self.rows) {
            let tell = |more| {
                done += more;
                told(MoveProgress {
                    doing: "comparing",
                    table: &table.name,
                    done,
                    of,
                });
            };
            let (side, target) = (MoveSide::Target, &mut self.target);
            let counted = [*rows, count(target, side, table)?];
            let (there, _) = digest_first(target, side, table, u64::MAX, tell)?;
            let here = self
                .copied
                .get(&table.name)
                .map_or_else(TableDigest::default, |at| at.digest);
            differences.extend(difference(&table.name, counted, [here, there]));
        }
        if !differences.is_empty() {
            self.begin_anew_next_time()?;
        }
        Ok(differences)
    }

    /// The two differ, so what is there cannot be trusted: the next run takes it out.
    pub fn begin_anew_next_time(&mut self) -> anyhow::Result<()> {
        note_anew(&mut self.target, &self.header, AnewReason::Differed)
    }

    /// Says that the target is whole: from now on it can be served.
    pub fn finish(mut self) -> anyhow::Result<()> {
        unfinished_move::remove(&mut self.target.conn()).at(MoveSide::Target, || {
            "took the mark of an unfinished move away".to_owned()
        })
    }
}

/// The target with what a run says of itself in it.
struct CopyTarget<'a> {
    target: &'a mut MovingEnd,
    header: &'a MoveHeader,
    /// Whether there are rows of an earlier run.
    resumed: bool,
}

impl CopyTarget<'_> {
    /// Writes in a transaction of the target's own. A full disk is often found by its commit.
    fn write(
        &mut self,
        table: &MovedTable,
        work: impl FnOnce(&mut MovingEnd) -> QueryResult<()>,
    ) -> anyhow::Result<()> {
        let step = || format!("wrote {}", table.name);
        let Err(error) = self
            .target
            .transaction(|end| Ok(work(end)?))
        else {
            return Ok(());
        };
        let refused = error
            .downcast_ref()
            .is_some_and(breaks_a_rule);
        if !(refused && self.resumed) {
            return Err(error).at(MoveSide::Target, step);
        }
        note_anew(self.target, self.header, AnewReason::RowRefused)?;
        Err(Diagnosis::new(
            format!(
                "a row of {} does not go with what an earlier run copied ({error})",
                table.name
            ),
            "run the same command again: it begins anew",
        )
        .into())
    }
}

fn note_anew(
    target: &mut MovingEnd,
    header: &MoveHeader,
    reason: AnewReason,
) -> anyhow::Result<()> {
    let header = MoveHeader {
        begins_anew: Some(reason),
        ..header.clone()
    };
    target
        .transaction(|end| unfinished_move::begin(&mut end.conn(), &header))
        .at(MoveSide::Target, || {
            "noted that the next run begins anew".to_owned()
        })
}

fn all_names(tables: &[MovedTable]) -> String {
    let names: Vec<String> = tables
        .iter()
        .map(|table| format!("\"{}\"", table.name))
        .collect();
    names.join(", ")
}

fn count(end: &mut MovingEnd, side: MoveSide, table: &MovedTable) -> anyhow::Result<u64> {
    end.count(&format!("SELECT count(*) AS count FROM \"{}\"", table.name))
        .at(side, || format!("counted the rows of {}", table.name))
}

/// By what the source is known again.
fn header(source: &mut MovingEnd, tables: &[MovedTable]) -> anyhow::Result<MoveHeader> {
    let merchants = tables
        .iter()
        .find(|table| table.name == "merchants");
    let first = match merchants {
        Some(table) => source
            .page(table, &table.key, None, None, 1)
            .at(MoveSide::Source, || "read merchants".to_owned())?,
        None => Vec::new(),
    };
    Ok(MoveHeader {
        source: first
            .iter()
            .flat_map(|row| &row.0)
            .map(|datum| datum.to_json().to_string())
            .collect(),
        begins_anew: None,
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

fn is_marked(target: &mut MovingEnd) -> anyhow::Result<bool> {
    unfinished_move::is_there(&mut target.conn()).at(MoveSide::Target, || {
        "looked for the mark of an unfinished move".to_owned()
    })
}

fn schema_of(target: &mut MovingEnd) -> anyhow::Result<Schema> {
    inspect::schema_of(&mut target.conn())
        .at(MoveSide::Target, || "looked at its schema".to_owned())
}

/// Gives an empty database its tables and the mark, or reads what an unfinished move of the same source noted. All else is refused.
fn make_ready(
    target: &mut MovingEnd,
    tables: &[MovedTable],
    header: &MoveHeader,
) -> anyhow::Result<Option<(MoveHeader, HashMap<String, CopiedRows>)>> {
    let schema = schema_of(target)?;
    if !is_marked(target)? {
        refuse_used(target, tables, &schema)?;
        unfinished_move::make(&mut target.conn()).at(MoveSide::Target, || {
            "made the mark of an unfinished move".to_owned()
        })?;
    }
    if schema != Schema::Current {
        inspect::migrate_as_it_is(target.conn(), false)
            .at(MoveSide::Target, || "made its tables".to_owned())?;
    }
    let (noted, copied) = unfinished_move::read(&mut target.conn()).at(MoveSide::Target, || {
        "read how far an earlier run was".to_owned()
    })?;
    match noted {
        Some(noted) if noted.source != header.source => Err(Diagnosis::new(
            "the database to move to holds the unfinished move of another database",
            "go on with that move, or delete this database, create it again, and run this again",
        )
        .into()),
        Some(noted) => Ok(Some((noted, copied))),
        None => {
            target
                .transaction(|end| unfinished_move::begin(&mut end.conn(), header))
                .at(MoveSide::Target, || "noted that it begins".to_owned())?;
            Ok(None)
        }
    }
}

/// Refuses a database that is somebody's.
fn refuse_used(
    target: &mut MovingEnd,
    tables: &[MovedTable],
    schema: &Schema,
) -> anyhow::Result<()> {
    let step = || "looked whether it is empty".to_owned();
    let what = match schema {
        Schema::Missing => match other_tables(target).at(MoveSide::Target, step)? {
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
                if target
                    .count(&look)
                    .at(MoveSide::Target, step)?
                    > 0
                {
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

/// Copies the rest of a table. One thread reads ahead while the other writes.
fn copy_table(
    source: &mut MovingEnd,
    to: &mut CopyTarget<'_>,
    table: &MovedTable,
    at: &mut CopiedRows,
    mut tell: impl FnMut(u64),
) -> anyhow::Result<()> {
    let after = at
        .last_key
        .iter()
        .map(Datum::of_json)
        .collect::<Option<Vec<Datum>>>()
        .filter(|key| key.is_empty() || key.len() == table.key.len())
        // From the start it would copy again what is there.
        .ok_or_else(|| {
            Diagnosis::new(
                format!(
                    "the note in the database to move to about how far {} is cannot be read",
                    table.name
                ),
                "delete that database, create it again, and run the same command again",
            )
        })?;
    let reading = TableReading {
        after: (!after.is_empty()).then_some(after),
        ..TableReading::all(table)
    };
    reading.each(source, |batches| {
        for batch in batches {
            let mut batch = batch.at(MoveSide::Source, || format!("read {}", table.name))?;
            for row in &mut batch {
                if let Some(what) = misfit(&table.columns, row, to.target.is_postgres()) {
                    return Err(unfit(&table.name, &name_of(table, row), &what).into());
                }
                at.digest.add(row.digest());
                for column in &table.own_references {
                    row.0[*column] = Datum::Null;
                }
            }
            if let Some(last) = batch.last() {
                at.last_key = key_of(table, last);
            }
            let rows = batch.len() as u64;
            to.write(table, |end| {
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
    to: &mut CopyTarget<'_>,
    table: &MovedTable,
) -> anyhow::Result<()> {
    if table.own_references.is_empty() {
        return Ok(());
    }
    let some: Vec<String> = table
        .own_references
        .iter()
        .map(|at| format!("{} IS NOT NULL", table.names([*at])))
        .collect();
    let some = format!("({})", some.join(" OR "));
    let reading = TableReading {
        columns: table
            .key
            .iter()
            .chain(&table.own_references)
            .copied()
            .collect(),
        condition: Some(&some),
        ..TableReading::all(table)
    };
    reading.each(source, |batches| {
        for batch in batches {
            let batch = batch.at(MoveSide::Source, || format!("read {}", table.name))?;
            to.write(table, |end| end.fill_in(table, batch))?;
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

/// A row as it is named to people, by its key.
fn name_of(table: &MovedTable, row: &DatumRow) -> String {
    let key = key_of(table, row);
    let words: Vec<String> = key
        .iter()
        .map(|value| {
            value
                .as_str()
                .or_else(|| value["hex"].as_str())
                .map_or_else(|| value.to_string(), str::to_owned)
        })
        .collect();
    words.join("/")
}

/// What is not the same, in words: of the source and of the target the rows that the database counts, and those that were read.
fn difference(table: &str, counted: [u64; 2], read: [TableDigest; 2]) -> Option<String> {
    let [here, there] = read;
    if here.rows != counted[0] {
        return Some(format!(
            "{table}: {} rows, and only {} of them could be read",
            counted[0], here.rows
        ));
    }
    if there.rows != counted[1] {
        return Some(format!(
            "{table}: {} rows in the new database, and only {} of them could be read",
            counted[1], there.rows
        ));
    }
    if here.rows != there.rows {
        return Some(format!(
            "{table}: {} rows, and {} in the new database",
            here.rows, there.rows
        ));
    }
    (here != there).then(|| format!("{table}: as many rows in both, but not the same"))
}

#[cfg(test)]
mod tests;
