//! What the results page shows of some days, asked once.

use jiff::civil::Date;
use serde_json::Value;

use crate::app::App;
use crate::error::Result;
use crate::locale::calendar::{CalendarPeriod, CalendarUnit};
use crate::metrics;
use crate::service::reports::query;
use crate::service::reports::query::MetricsQuery;
use crate::store::Tenant;

pub use crate::metrics::{
    Better, DEFAULT, Definition, FOLLOW_UP_DAYS, MetricUnit as Measure, Overview, Period as Days,
    Week, all as metrics, by_id as metric, share_bounds, share_difference,
};
pub use crate::service::reports::query::first_day;

/// What rewards cost beside what returns bring.
pub const MONEY: [&str; 5] = [
    "reward_cost_minor",
    "programme_cost_minor",
    "repeat_revenue_minor",
    "repeat_margin_minor",
    "margin_impact_minor",
];

/// What the page counts beside.
const COUNTS: [&str; 3] = ["total_members", "visits", "rewards_redeemed"];

/// What a question to the metrics can keep: visits of a place, members of a place, members of a channel.
pub const FILTERS: [&str; 3] = ["visit_location", "join_location", "join_channel"];

/// So many places are offered as a filter.
const PLACES: i64 = 200;

/// The answers behind the page.
pub struct ResultsData {
    /// The metrics of the period, by id.
    pub now: Value,
    /// The same of the period before.
    pub before: Value,
    /// What is drawn.
    pub overview: Overview,
    /// The periods that are drawn, oldest first.
    pub drawn: Vec<CalendarPeriod>,
    /// How many of them make the year before those shown.
    pub year: usize,
}

/// Periods up to this one, a year of months or two of quarters, and the year before them; how many periods that year has.
fn drawn(last: CalendarPeriod) -> (Vec<CalendarPeriod>, usize) {
    let (year, shown) = match last.unit {
        CalendarUnit::Month => (12, 12),
        CalendarUnit::Quarter => (4, 8),
    };
    let mut periods: Vec<CalendarPeriod> =
        std::iter::successors(Some(last), |period| Some(period.previous()))
            .take(year + shown)
            .collect();
    periods.reverse();
    (periods, year)
}

/// Asks everything that the page shows of these days, of those they are compared with and of the periods up to `last`, which are
/// drawn. The numbers and amounts come from the very question that the API answers.
pub async fn ask(
    app: &App,
    tenant: Tenant,
    query: MetricsQuery,
    last: CalendarPeriod,
) -> Result<ResultsData> {
    let shown = [&metrics::DEFAULT[..], &MONEY[..], &COUNTS[..]].concat();
    let about = query.about.clone();
    let report = query::answer(
        app,
        tenant,
        MetricsQuery {
            metrics: shown
                .into_iter()
                .filter_map(metric)
                .collect(),
            ..query
        },
    )
    .await?;
    let before = report.previous.unwrap_or_default();
    let (drawn, year) = drawn(last);
    let pieces = drawn
        .iter()
        .map(|period| Days {
            from: period.from(),
            to: period.to(),
        })
        .collect();
    Ok(ResultsData {
        now: Value::Object(report.answer.metrics),
        before: Value::Object(before.metrics),
        overview: query::overview(app, tenant, about, pieces, year).await?,
        drawn,
        year,
    })
}

/// The shop's places, as (id, name).
pub async fn places(app: &App, tenant: Tenant) -> Result<Vec<(String, String)>> {
    let rows = app
        .store
        .read(move |tx| tx.locations(tenant, None, PLACES))
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id.to_string(), row.name))
        .collect())
}

/// So many days up to this one and with it.
pub fn last_days(today: Date, count: i32) -> Days {
    let to = today.saturating_add(jiff::Span::new().days(1));
    Days {
        from: to.saturating_add(jiff::Span::new().days(-count)),
        to,
    }
}
