//! The tables that are moved, with their columns and the order of their references: read from what the migrations make, so that no list
//! of them can be forgotten when a migration adds one.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sqlite::SqliteConnection;
use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, sql_query, sql_types};

use crate::store::Conn;
use crate::store::engine::inspect;

/// What a column holds, on either database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A whole number of 64 bits.
    Integer,
    /// Yes or no; SQLite keeps 1 or 0.
    Bool,
    /// A number with a fraction.
    Real,
    /// Bytes.
    Blob,
}

/// A column of a table that is moved.
#[derive(Clone, Debug)]
pub struct MovedColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// A table that is moved.
#[derive(Clone, Debug)]
pub struct MovedTable {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<MovedColumn>,
    /// The columns of its primary key, in the key's order.
    pub key: Vec<usize>,
    /// The columns that name other rows of the same table. They are filled in when all its rows are there.
    pub own_references: Vec<usize>,
}

impl MovedTable {
    /// Columns by their names in SQL, commas between them.
    pub fn names(&self, columns: impl IntoIterator<Item = usize>) -> String {
        let quoted = columns
            .into_iter()
            .map(|at| format!("\"{}\"", self.columns[at].name));
        quoted
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// All columns by their names in SQL.
    pub fn all_names(&self) -> String {
        self.names(0..self.columns.len())
    }

    /// The key's columns by their names in SQL.
    pub fn key_names(&self) -> String {
        self.names(self.key.iter().copied())
    }
}

#[derive(QueryableByName)]
struct TableName {
    #[diesel(sql_type = sql_types::Text)]
    name: String,
}

#[derive(QueryableByName)]
struct DeclaredColumn {
    #[diesel(sql_type = sql_types::Text)]
    name: String,
    #[diesel(sql_type = sql_types::Text)]
    kind: String,
    /// Its place in the primary key, from 1; 0 if it is not in it.
    #[diesel(sql_type = sql_types::Integer)]
    in_key: i32,
}

#[derive(QueryableByName)]
struct DeclaredReference {
    #[diesel(sql_type = sql_types::Text)]
    parent: String,
    #[diesel(sql_type = sql_types::Text)]
    column: String,
}

/// The tables of this release, those that others refer to first.
pub fn moved_tables() -> anyhow::Result<Vec<MovedTable>> {
    let mut conn = SqliteConnection::establish(":memory:")?;
    inspect::migrate(Conn::Sqlite(&mut conn), false)?;
    let names: Vec<TableName> = sql_query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> '__diesel_schema_migrations' ORDER BY name",
    )
    .load(&mut conn)?;
    let (mut tables, mut parents) = (BTreeMap::new(), BTreeMap::new());
    for TableName { name } in names {
        let (table, refers_to) = declared(&mut conn, &name)?;
        parents.insert(name.clone(), refers_to);
        tables.insert(name, table);
    }
    in_order(tables, parents)
}

/// A table, and the other tables that it refers to.
fn declared(
    conn: &mut SqliteConnection,
    name: &str,
) -> anyhow::Result<(MovedTable, BTreeSet<String>)> {
    let columns: Vec<DeclaredColumn> =
        sql_query("SELECT name, type AS kind, pk AS in_key FROM pragma_table_info(?) ORDER BY cid")
            .bind::<sql_types::Text, _>(name)
            .load(conn)?;
    let references: Vec<DeclaredReference> = sql_query(
        "SELECT \"table\" AS parent, \"from\" AS \"column\" FROM pragma_foreign_key_list(?)",
    )
    .bind::<sql_types::Text, _>(name)
    .load(conn)?;
    let mut key: Vec<(i32, usize)> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.in_key > 0)
        .map(|(at, column)| (column.in_key, at))
        .collect();
    key.sort_unstable();
    anyhow::ensure!(!key.is_empty(), "the table {name} has no primary key");
    let own_references = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.in_key == 0)
        .filter(|(_, column)| {
            references
                .iter()
                .any(|one| one.parent == name && one.column == column.name)
        })
        .map(|(at, _)| at)
        .collect();
    let columns = columns
        .into_iter()
        .map(|column| {
            Ok(MovedColumn {
                kind: kind_of(&column.kind).ok_or_else(|| {
                    anyhow::anyhow!("{name}.{} is declared {}", column.name, column.kind)
                })?,
                name: column.name,
            })
        })
        .collect::<anyhow::Result<_>>()?;
    let others = references
        .into_iter()
        .map(|one| one.parent)
        .filter(|parent| parent != name)
        .collect();
    let table = MovedTable {
        name: name.to_owned(),
        columns,
        key: key
            .into_iter()
            .map(|(_, at)| at)
            .collect(),
        own_references,
    };
    Ok((table, others))
}

fn kind_of(declared: &str) -> Option<ColumnKind> {
    match declared {
        "TEXT" => Some(ColumnKind::Text),
        "BIGINT" => Some(ColumnKind::Integer),
        "BOOLEAN" => Some(ColumnKind::Bool),
        "DOUBLE PRECISION" | "REAL" | "DOUBLE" => Some(ColumnKind::Real),
        "BLOB" => Some(ColumnKind::Blob),
        _ => None,
    }
}

/// Takes again and again what refers to nothing that is still to come.
fn in_order(
    mut left: BTreeMap<String, MovedTable>,
    parents: BTreeMap<String, BTreeSet<String>>,
) -> anyhow::Result<Vec<MovedTable>> {
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let next = left
            .keys()
            .find(|name| {
                parents[*name]
                    .iter()
                    .all(|parent| !left.contains_key(parent))
            })
            .cloned()
            .ok_or_else(|| anyhow::anyhow!("tables refer to each other in a circle"))?;
        ordered.extend(left.remove(&next));
    }
    Ok(ordered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_come_after_those_that_they_refer_to() {
        let tables = moved_tables().unwrap();
        let at = |name: &str| {
            tables
                .iter()
                .position(|table| table.name == name)
                .unwrap()
        };
        assert!(at("merchants") < at("members") && at("members") < at("cards"));
        assert!(at("cards") < at("scans") && at("rewards") < at("redemptions"));
        let members = &tables[at("members")];
        assert_eq!(members.key_names(), "\"merchant_id\", \"id\"");
        assert_eq!(
            members.names(members.own_references.clone()),
            "\"merged_into\""
        );
    }

    #[test]
    fn every_key_is_made_of_what_the_progress_can_note() {
        for table in moved_tables().unwrap() {
            for at in table.key {
                assert!(
                    matches!(
                        table.columns[at].kind,
                        ColumnKind::Text | ColumnKind::Integer | ColumnKind::Blob
                    ),
                    "{}",
                    table.name
                );
            }
        }
    }
}
