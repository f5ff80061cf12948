//! Explains a number: the sets on the way to it, in order.

use crate::app::App;
use crate::error::Result;
use crate::metrics::{self, Definition, Explanation, Query};
use crate::service::reports::query::{ask, no_facts};
use crate::store::Tenant;

/// Tells how one metric's number comes about, for the period and filters of the query.
pub async fn explain(
    app: &App,
    tenant: Tenant,
    about: Query,
    metric: &'static Definition,
    language: &'static str,
) -> Result<Explanation> {
    ask(app, tenant, about, move |facts, about| {
        metrics::explain(facts, about, metric, language)
    })
    .await
}

/// The same of a merchant that does not exist.
pub fn explain_nobody(
    about: &Query,
    metric: &'static Definition,
    language: &'static str,
) -> Explanation {
    metrics::explain(&no_facts(), about, metric, language)
}
