//! What the results page shows of a month or a quarter, asked once.

use serde_json::Value;

use crate::app::App;
use crate::domain::calendar::{Period, Unit};
use crate::domain::program::Program;
use crate::error::Result;
use crate::metrics;
use crate::service::report::{self, Words};
use crate::store::Tenant;

pub use crate::metrics::{DEFAULT, Definition, Overview, Unit as Measure, all as metrics, by_id as metric};

/// What rewards cost beside what returns bring.
pub const MONEY: [&str; 5] =
    ["reward_cost_minor", "programme_cost_minor", "repeat_revenue_minor", "repeat_margin_minor", "margin_impact_minor"];

/// The metric whose caveat says what the comparison of money assumes.
pub const ASSUMES: &str = "programme_roi_observed";

/// The answers behind the page.
pub struct Asked {
    /// The metrics of the period, by id.
    pub now: Value,
    /// The same of the period before.
    pub before: Value,
    /// What is drawn.
    pub overview: Overview,
    /// The periods that are drawn, oldest first.
    pub drawn: Vec<Period>,
    /// How many of them make the year before those shown.
    pub year: usize,
}

/// The words of a question to the metrics about a period of the shop's calendar.
pub fn words(period: Period, metrics: &str) -> Words {
    let words = [("from", period.from().to_string()), ("to", period.to().to_string()), ("metrics", metrics.to_owned())];
    words.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A year of months, or two of quarters, and the year before them; how many periods that year has.
fn drawn(period: Period) -> (Vec<Period>, usize) {
    let (year, shown) = match period.unit {
        Unit::Month => (12, 12),
        Unit::Quarter => (4, 8),
    };
    let mut periods: Vec<Period> = std::iter::successors(Some(period), |period| Some(period.previous())).take(year + shown).collect();
    periods.reverse();
    (periods, year)
}

/// Asks everything that the page shows. The four numbers and the amounts come from the very question that the API answers.
pub async fn ask(app: &App, tenant: Tenant, program: &Program, period: Period) -> Result<Asked> {
    let ids = [&metrics::DEFAULT[..], &MONEY[..], &["total_members", "visits"][..]].concat().join(",");
    let answer = async |period: Period| -> Result<Value> {
        let report = report::report(app, tenant, words(period, &ids)).await?;
        Ok(Value::Object(report.answer.metrics))
    };
    let (drawn, year) = drawn(period);
    let pieces = drawn.iter().map(|period| metrics::Period { from: period.from(), to: period.to() }).collect();
    Ok(Asked {
        now: answer(period).await?,
        before: answer(period.previous()).await?,
        overview: report::overview(app, tenant, program.zone(), pieces, year).await?,
        drawn,
        year,
    })
}
