//! Updates that are prepared once.

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::{QueryResult, RunQueryDsl};

/// An update with `RETURNING` that may be kept prepared. Diesel prepares every update anew, because a changeset can leave
/// columns out; the kept statement is found by its whole text, so that one with another text can never be taken for it.
///
/// Only what answers rows: `execute` hands the statement on by reference, and there diesel asks the statement inside.
#[derive(Clone, Copy, Debug)]
pub struct PreparedUpdate<Q>(pub Q);

impl<Q> QueryId for PreparedUpdate<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for PreparedUpdate<Q> {
    type SqlType = Q::SqlType;
}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for PreparedUpdate<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q, Conn> RunQueryDsl<Conn> for PreparedUpdate<Q> {}
