//! Explains a number: the sets on the way to it, in order.

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::metrics::{self, Explanation};
use crate::service::reports::breakdown::metric;
use crate::service::reports::query::{QueryParams, ask, ask_nobody, one_period};
use crate::store::Tenant;

/// Tells how one metric's number comes about, for the period and filters of the query's words.
pub async fn explain(
    app: &App,
    tenant: Tenant,
    words: QueryParams,
    id: &str,
    language: &'static str,
) -> Result<Explanation> {
    let metric = metric(id)?;
    one_period(&words)?;
    ask(app, tenant, words, move |facts, question| {
        metrics::explain(facts, &question.query, metric, language)
    })
    .await
}

/// The same of a merchant that does not exist.
pub fn explain_nobody(
    words: &QueryParams,
    now: Timestamp,
    id: &str,
    language: &'static str,
) -> Result<Explanation> {
    let metric = metric(id)?;
    one_period(words)?;
    ask_nobody(words, now, |facts, question| {
        metrics::explain(facts, &question.query, metric, language)
    })
}
