//! Writes that are prepared once.

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::{QueryResult, RunQueryDsl};

/// An update or upsert with `RETURNING` that may be kept prepared. Diesel prepares every one anew, because a changeset can leave
/// columns out; the kept statement is found by its whole text, so that one with another text can never be taken for it.
///
/// SQLite still makes a plan for every value of a parameter that a partial index asks for, so such a column stands in no condition of
/// a statement that must be quick.
///
/// Only what answers rows: `execute` hands the statement on by reference, and there diesel asks the statement inside.
#[derive(Clone, Copy, Debug)]
pub struct PreparedWrite<Q>(pub Q);

impl<Q> QueryId for PreparedWrite<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for PreparedWrite<Q> {
    type SqlType = Q::SqlType;
}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for PreparedWrite<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q, Conn> RunQueryDsl<Conn> for PreparedWrite<Q> {}
