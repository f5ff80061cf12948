//! One page of a list.

use serde::Serialize;

/// One page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// What `cursor` takes for the next page.
    pub next_cursor: Option<String>,
    pub(crate) has_more: bool,
}

impl<T> Page<T> {
    /// A page made from one row more than was asked for.
    pub(crate) fn new<R>(
        mut rows: Vec<R>,
        limit: i64,
        cursor: impl Fn(&R) -> String,
        view: impl Fn(R) -> T,
    ) -> Page<T> {
        let has_more = rows.len() as i64 > limit;
        rows.truncate(limit.max(0) as usize);
        let next_cursor = rows
            .last()
            .filter(|_| has_more)
            .map(cursor);
        Page {
            data: rows.into_iter().map(view).collect(),
            next_cursor,
            has_more,
        }
    }
}
