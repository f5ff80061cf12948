//! Rows as values of their own kinds, read from and written to either database without a word about any table.

use data_encoding::HEXLOWER;
use diesel::backend::Backend;
use diesel::deserialize::{self, QueryableByName};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::row::{Field as _, NamedRow, Row};
use diesel::sql_types::{Array, BigInt, Binary, Bool, Bytea, Double, Nullable, Text, Untyped};
use diesel::sqlite::{Sqlite, SqliteType};
use diesel::{QueryResult, RunQueryDsl};
use openssl::sha::Sha256;
use serde_json::Value as Json;

use super::tables::{ColumnKind, MovedColumn};

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    Null,
    /// A whole number; yes or no is 1 or 0.
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
    /// Text that is none, which SQLite keeps all the same.
    NotUtf8(Vec<u8>),
}

impl Datum {
    /// Whether a column of this kind can hold it.
    pub fn fits(&self, kind: ColumnKind) -> bool {
        match (self, kind) {
            (Datum::Null, _) => true,
            (Datum::Integer(number), ColumnKind::Bool) => matches!(number, 0 | 1),
            (Datum::Integer(_), ColumnKind::Integer)
            | (Datum::Real(_), ColumnKind::Real)
            | (Datum::Text(_), ColumnKind::Text)
            | (Datum::Blob(_), ColumnKind::Blob) => true,
            _ => false,
        }
    }

    /// Its form in the note of how far a table is.
    pub fn to_json(&self) -> Json {
        match self {
            Datum::Integer(number) => Json::from(*number),
            Datum::Text(text) => Json::from(text.as_str()),
            Datum::NotUtf8(bytes) => Json::from(String::from_utf8_lossy(bytes)),
            // Told apart from text that reads the same.
            Datum::Blob(bytes) => serde_json::json!({ "hex": HEXLOWER.encode(bytes) }),
            Datum::Null | Datum::Real(_) => Json::Null,
        }
    }

    /// What such a note says.
    pub fn of_json(noted: &Json) -> Option<Datum> {
        match noted {
            Json::String(text) => Some(Datum::Text(text.clone())),
            Json::Number(number) => number.as_i64().map(Datum::Integer),
            Json::Object(tagged) => {
                let hex = tagged.get("hex")?.as_str()?;
                HEXLOWER
                    .decode(hex.as_bytes())
                    .ok()
                    .map(Datum::Blob)
            }
            _ => None,
        }
    }
}

/// A row, in the order of the columns that were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct DatumRow(pub Vec<Datum>);

impl QueryableByName<Sqlite> for DatumRow {
    fn build<'a>(row: &impl NamedRow<'a, Sqlite>) -> deserialize::Result<Self> {
        let mut data = Vec::with_capacity(row.field_count());
        for at in 0..row.field_count() {
            let field = Row::get(row, at).ok_or("a column is missing")?;
            let datum = match field.value() {
                None => Datum::Null,
                Some(mut value) => match value.value_type() {
                    None => Datum::Null,
                    Some(SqliteType::Binary) => Datum::Blob(value.read_blob().to_vec()),
                    // As bytes, since text that is not UTF-8 would be mended without a word.
                    Some(SqliteType::Text) => String::from_utf8(value.read_blob().to_vec())
                        .map_or_else(|error| Datum::NotUtf8(error.into_bytes()), Datum::Text),
                    Some(SqliteType::Float | SqliteType::Double) => {
                        Datum::Real(value.read_double())
                    }
                    Some(_) => Datum::Integer(value.read_long()),
                },
            };
            data.push(datum);
        }
        Ok(DatumRow(data))
    }
}

/// PostgreSQL's own numbers of the types that our tables have.
const BOOL: u32 = 16;
const BYTEA: u32 = 17;
const INT8: u32 = 20;
const TEXT: u32 = 25;
const FLOAT8: u32 = 701;

impl QueryableByName<Pg> for DatumRow {
    fn build<'a>(row: &impl NamedRow<'a, Pg>) -> deserialize::Result<Self> {
        let mut data = Vec::with_capacity(row.field_count());
        for at in 0..row.field_count() {
            let field = Row::get(row, at).ok_or("a column is missing")?;
            let datum = match field.value() {
                None => Datum::Null,
                Some(value) => {
                    let bytes = value.as_bytes();
                    match value.get_oid().get() {
                        BOOL => Datum::Integer(i64::from(bytes == [1])),
                        BYTEA => Datum::Blob(bytes.to_vec()),
                        INT8 => Datum::Integer(i64::from_be_bytes(bytes.try_into()?)),
                        TEXT => Datum::Text(String::from_utf8(bytes.to_vec())?),
                        FLOAT8 => Datum::Real(f64::from_be_bytes(bytes.try_into()?)),
                        other => return Err(format!("a column has the type {other}").into()),
                    }
                }
            };
            data.push(datum);
        }
        Ok(DatumRow(data))
    }
}

/// A statement that is made while the program runs: pieces of its text with a value between each two. It is kept prepared by its text.
pub struct DynamicStatement<'v, V> {
    /// One more than there are values.
    pieces: &'v [String],
    values: &'v [V],
}

impl<'v, V> DynamicStatement<'v, V> {
    /// The text of the pieces with the values in between.
    pub fn new(pieces: &'v [String], values: &'v [V]) -> Self {
        DynamicStatement { pieces, values }
    }

    fn walk<'b, DB: Backend>(
        &'b self,
        mut pass: AstPass<'_, 'b, DB>,
        bind: impl Fn(&mut AstPass<'_, 'b, DB>, &'b V) -> QueryResult<()>,
    ) -> QueryResult<()> {
        for (at, piece) in self.pieces.iter().enumerate() {
            pass.push_sql(piece);
            if let Some(value) = self.values.get(at) {
                bind(&mut pass, value)?;
            }
        }
        Ok(())
    }
}

impl<V> QueryId for DynamicStatement<'_, V> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<V> Query for DynamicStatement<'_, V> {
    type SqlType = Untyped;
}

impl<V, Conn> RunQueryDsl<Conn> for DynamicStatement<'_, V> {}

/// No text, for a value that is not there.
static NOTHING: Option<String> = None;

impl QueryFragment<Sqlite> for DynamicStatement<'_, Datum> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        self.walk(pass, |pass, datum| match datum {
            Datum::Null => pass.push_bind_param::<Nullable<Text>, _>(&NOTHING),
            Datum::Integer(number) => pass.push_bind_param::<BigInt, _>(number),
            Datum::Real(number) => pass.push_bind_param::<Double, _>(number),
            Datum::Text(text) => pass.push_bind_param::<Text, _>(text),
            Datum::Blob(bytes) | Datum::NotUtf8(bytes) => pass.push_bind_param::<Binary, _>(bytes),
        })
    }
}

/// What stands for a value in a statement for PostgreSQL: one, or a whole column of a batch.
pub enum PgValue {
    One(Datum),
    Texts(Vec<Option<String>>),
    Integers(Vec<Option<i64>>),
    Bools(Vec<Option<bool>>),
    Reals(Vec<Option<f64>>),
    Blobs(Vec<Option<Vec<u8>>>),
}

impl PgValue {
    /// A column of a batch; what does not fit the kind is left out, so it is looked at before.
    pub fn column(kind: ColumnKind, data: impl Iterator<Item = Datum>) -> PgValue {
        match kind {
            ColumnKind::Text => PgValue::Texts(
                data.map(|datum| match datum {
                    Datum::Text(text) => Some(text),
                    _ => None,
                })
                .collect(),
            ),
            ColumnKind::Integer => PgValue::Integers(
                data.map(|datum| whole(&datum))
                    .collect(),
            ),
            ColumnKind::Bool => PgValue::Bools(
                data.map(|datum| whole(&datum).map(|number| number != 0))
                    .collect(),
            ),
            ColumnKind::Real => PgValue::Reals(
                data.map(|datum| match datum {
                    Datum::Real(number) => Some(number),
                    _ => None,
                })
                .collect(),
            ),
            ColumnKind::Blob => PgValue::Blobs(
                data.map(|datum| match datum {
                    Datum::Blob(bytes) => Some(bytes),
                    _ => None,
                })
                .collect(),
            ),
        }
    }
}

fn whole(datum: &Datum) -> Option<i64> {
    match datum {
        Datum::Integer(number) => Some(*number),
        _ => None,
    }
}

impl QueryFragment<Pg> for DynamicStatement<'_, PgValue> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.walk(pass, |pass, value| match value {
            PgValue::One(Datum::Null) => pass.push_bind_param::<Nullable<Text>, _>(&NOTHING),
            PgValue::One(Datum::Integer(number)) => pass.push_bind_param::<BigInt, _>(number),
            PgValue::One(Datum::Real(number)) => pass.push_bind_param::<Double, _>(number),
            PgValue::One(Datum::Text(text)) => pass.push_bind_param::<Text, _>(text),
            PgValue::One(Datum::Blob(bytes) | Datum::NotUtf8(bytes)) => {
                pass.push_bind_param::<Bytea, _>(bytes)
            }
            PgValue::Texts(all) => pass.push_bind_param::<Array<Nullable<Text>>, _>(all),
            PgValue::Integers(all) => pass.push_bind_param::<Array<Nullable<BigInt>>, _>(all),
            PgValue::Bools(all) => pass.push_bind_param::<Array<Nullable<Bool>>, _>(all),
            PgValue::Reals(all) => pass.push_bind_param::<Array<Nullable<Double>>, _>(all),
            PgValue::Blobs(all) => pass.push_bind_param::<Array<Nullable<Bytea>>, _>(all),
        })
    }
}

impl DatumRow {
    /// A digest of what stands in it.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for datum in &self.0 {
            let (sign, bytes): (u8, &[u8]) = match datum {
                Datum::Null => (0, &[]),
                Datum::Integer(number) => (1, &number.to_be_bytes()),
                Datum::Real(number) => (2, &number.to_bits().to_be_bytes()),
                Datum::Text(text) => (3, text.as_bytes()),
                Datum::Blob(bytes) => (4, bytes),
                Datum::NotUtf8(bytes) => (5, bytes),
            };
            // With its length before it no value can be taken for the end of another.
            hash.update(&[sign]);
            hash.update(&(bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
        hash.finish()
    }
}

/// What in a row a column cannot hold, in words.
pub fn misfit(columns: &[MovedColumn], row: &DatumRow, to_postgres: bool) -> Option<String> {
    columns
        .iter()
        .zip(&row.0)
        .find_map(|(column, datum)| match datum {
            Datum::NotUtf8(_) => Some(format!("{} is not UTF-8", column.name)),
            datum if !datum.fits(column.kind) => {
                Some(format!("{} is not {:?}", column.name, column.kind).to_lowercase())
            }
            Datum::Text(text) if to_postgres && text.contains('\0') => Some(format!(
                "{} has a NUL character, which PostgreSQL does not keep in text",
                column.name
            )),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_from_its_note_as_it_was() {
        for datum in [
            Datum::Integer(i64::MIN),
            Datum::Text("00ff".into()),
            Datum::Blob(vec![0, 255]),
            Datum::Blob(Vec::new()),
        ] {
            assert_eq!(Datum::of_json(&datum.to_json()), Some(datum));
        }
        for unreadable in [
            Json::Null,
            serde_json::json!({ "hex": "0" }),
            serde_json::json!({ "hex": 0 }),
            serde_json::json!({}),
        ] {
            assert_eq!(Datum::of_json(&unreadable), None, "{unreadable}");
        }
    }

    #[test]
    fn what_a_column_cannot_hold_is_named() {
        let columns =
            [("name", ColumnKind::Text), ("test", ColumnKind::Bool)].map(|(name, kind)| {
                MovedColumn {
                    name: name.into(),
                    kind,
                }
            });
        let misfit = |name: Datum, test: i64, to_postgres| {
            misfit(
                &columns,
                &DatumRow(vec![name, Datum::Integer(test)]),
                to_postgres,
            )
        };
        let nul = || Datum::Text("a\0b".into());
        assert!(
            misfit(nul(), 0, true)
                .unwrap()
                .contains("name has a NUL")
        );
        assert_eq!(misfit(nul(), 0, false), None);
        assert_eq!(misfit(Datum::Null, 2, false).unwrap(), "test is not bool");
        assert_eq!(
            misfit(Datum::NotUtf8(vec![255]), 0, false).unwrap(),
            "name is not UTF-8"
        );
    }
}
