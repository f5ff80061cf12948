//! Writes that are prepared once, and quickly found again.

use std::marker::PhantomData;

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel::{QueryResult, RunQueryDsl};

use crate::error::{Error, Result};
use crate::store::Conn;

/// An insert with a clause for conflicts that is kept prepared under a name. Left to itself diesel puts its text together each time, to look
/// for it, and prepares one that updates anew, because a changeset can leave columns out.
///
/// So the text must always be the same, and the name, a type, stands for it alone: it is made inside the function that writes.
///
/// SQLite still makes a plan for every value of a parameter that a partial index asks for, so such a column stands in no condition of
/// a statement that must be quick.
///
/// An upsert that updates must answer rows: `execute` hands the statement on by reference, and there diesel asks the statement inside.
#[derive(Clone, Copy, Debug)]
pub struct PreparedWrite<N, Q> {
    name: PhantomData<N>,
    write: Q,
}

impl<N, Q> PreparedWrite<N, Q> {
    /// The write of this name.
    pub fn named(_: N, write: Q) -> PreparedWrite<N, Q> {
        PreparedWrite {
            name: PhantomData,
            write,
        }
    }
}

impl<N: 'static, Q> QueryId for PreparedWrite<N, Q> {
    type QueryId = N;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<N, Q: Query> Query for PreparedWrite<N, Q> {
    type SqlType = Q::SqlType;
}

impl<DB: Backend, N, Q: QueryFragment<DB>> QueryFragment<DB> for PreparedWrite<N, Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.write.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<N, Q, C> RunQueryDsl<C> for PreparedWrite<N, Q> {}

/// An update whose text is fixed, so that it stays prepared though it answers no rows: to answer rows SQLite makes a table for them first.
#[derive(Clone, Copy, Debug)]
pub struct FixedUpdate<'a, const N: usize> {
    /// Each piece of its text with the value behind it.
    pub pieces: [(&'static str, Value<'a>); N],
}

/// A value in a [`FixedUpdate`].
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A number, or an instant.
    Integer(i64),
    /// A number, or an instant, if any.
    MaybeInteger(Option<i64>),
    /// Text.
    Text(&'a str),
    /// Text, if any.
    MaybeText(Option<&'a str>),
}

impl<const N: usize> QueryId for FixedUpdate<'_, N> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB: Backend, const N: usize> QueryFragment<DB> for FixedUpdate<'_, N>
where
    i64: ToSql<BigInt, DB>,
    str: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        for (text, value) in &self.pieces {
            pass.push_sql(text);
            match value {
                Value::Integer(number) => pass.push_bind_param::<BigInt, _>(number)?,
                Value::MaybeInteger(number) => {
                    pass.push_bind_param::<Nullable<BigInt>, _>(number)?
                }
                Value::Text(text) => pass.push_bind_param::<Text, _>(*text)?,
                Value::MaybeText(text) => pass.push_bind_param::<Nullable<Text>, _>(text)?,
            }
        }
        Ok(())
    }
}

impl<const N: usize, C> RunQueryDsl<C> for FixedUpdate<'_, N> {}

impl<const N: usize> FixedUpdate<'_, N> {
    /// Runs it. The one row that it is for must be there.
    pub fn run(self, conn: &mut Conn<'_>) -> Result<()> {
        match on_both!(*conn, |c| self.execute(c))? {
            1 => Ok(()),
            rows => Err(Error::internal(format!(
                "{rows} rows instead of one: {}…",
                self.pieces[0].0
            ))),
        }
    }
}
