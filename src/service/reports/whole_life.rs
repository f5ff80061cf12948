//! Every metric of a shop over its whole life: what a move of the database compares.

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::metrics::{self, MetricsQuery, Period, Query, Report};
use crate::service::reports::query::{ask, zone};
use crate::store::Tenant;

/// How far ahead is looked: an event of a clock that ran ahead is counted as well, and each follow-up window is over.
const AHEAD_S: i64 = 400 * 86_400;

/// All metrics from the day on which the first member joined. They are made of the log itself and nothing is stored for them.
pub async fn whole_life(app: &App, tenant: Tenant, now: Timestamp) -> Result<Report> {
    let zone = zone(app, tenant).await?;
    let as_of = now.plus_s(AHEAD_S);
    let today = as_of.date_in(&zone);
    let today = Period {
        from: today,
        to: today.tomorrow().unwrap_or(today),
    };
    let about = Query {
        as_of: Some(as_of),
        ..Query::new(zone, today)
    };
    ask(app, tenant, about, |facts, about| {
        let days = about.period;
        let from = metrics::first_day(facts, about)
            .unwrap_or(days.from)
            .min(days.from);
        let query = MetricsQuery {
            about: Query {
                period: Period { from, ..days },
                ..about.clone()
            },
            metrics: metrics::all().collect(),
            series: None,
            compared_with: None,
        };
        metrics::report(facts, &query)
    })
    .await
}
