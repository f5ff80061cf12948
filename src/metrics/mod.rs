//! The metric dictionary, `docs/METRICS.md`, as code: every number the shop sees is a pure function of its event log and a
//! query.
//!
//! Three steps lead from events to an answer. `Facts` is what the log says after duplicates, merges, voids and deletions
//! (section 2 there). `Dataset` is these facts in one time zone, seen through the filters of a query (section 4).
//! `PeriodView` adds a period, and each metric of section 5 is one small function from that view to a `Figure`.
//! The metrics are in the folder `catalogue`, one file each; what several of a family count lies in its `shared.rs`.
//! A series or a comparison with the previous period gathers the facts once and asks them several times.

mod archive;
mod breakdown;
mod catalogue;
mod dataset;
mod explain;
mod facts;
mod figure;
#[cfg(test)]
mod identities;
#[cfg(test)]
mod opened;
mod overview;
mod period;
mod query;
mod statistics;
#[cfg(test)]
mod tests;

pub use archive::{Archive, Corrupt, Kind, PartStore, Reads, partition_of, report_from};
pub use breakdown::{Breakdown, Population};
pub use catalogue::definition::{Better, Definition, MetricUnit};
pub use catalogue::texts::{LANGUAGES, MetricText};
pub use catalogue::{DEFAULT, all, by_id, by_ids};
pub use dataset::{Dataset, PeriodView};
pub use explain::{ExplainedMember, Explanation, Stage, explain};
pub use facts::duplicates::{Repeats, Suspects};
pub use facts::{EventCollector, Facts};
pub use figure::{Contributions, Figure, MetricResult, Quantity, Side};
pub use overview::{Cohort, Funnel, OVERVIEW_READS, Overview, Week, first_day, overview};
pub use period::{Period, Step, first_instant, last_full_month};
pub use query::{BadQuery, FOLLOW_UP_DAYS, Query};
pub use statistics::{share_bounds, share_difference};

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::clock::Timestamp;
use crate::domain::event::Event;

/// Number of the definitions (`docs/METRICS.md`, section 6); changes when an old question gets a new answer.
pub const DEFINITION: u32 = 2;

/// A question to the metrics of one merchant.
#[derive(Clone, Debug)]
pub struct MetricsQuery {
    /// Which days, and whose.
    pub about: Query,
    /// Which metrics, in the order of the answer.
    pub metrics: Vec<&'static Definition>,
    /// Whether it is answered for each month or quarter of the period, too.
    pub series: Option<Step>,
    /// The period that it is compared with.
    pub compared_with: Option<Period>,
}

/// The answer to a query for one period.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Answer {
    /// Its local dates; where they are not plain from the query, the answer's place in a report tells them.
    #[serde(skip)]
    pub period: Period,
    /// First instant of the period and of the day after it.
    pub period_utc: [Timestamp; 2],
    /// The results, in the order asked for; as JSON by metric id.
    #[serde(serialize_with = "by_metric_id")]
    pub metrics: Vec<(&'static Definition, MetricResult)>,
}

impl Answer {
    /// What was found for a metric that was asked about.
    pub fn of(&self, id: &str) -> Option<&MetricResult> {
        let found = self
            .metrics
            .iter()
            .find(|(metric, _)| metric.id == id);
        found.map(|(_, result)| result)
    }
}

fn by_metric_id<S: Serializer>(
    metrics: &[(&'static Definition, MetricResult)],
    to: S,
) -> Result<S::Ok, S::Error> {
    to.collect_map(
        metrics
            .iter()
            .map(|(metric, result)| (metric.id, result)),
    )
}

/// Answers a query from the events of one merchant; for several periods build a [`Facts`] and ask [`answer_from`].
pub fn answer<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    query: &Query,
    metrics: &[&'static Definition],
) -> Answer {
    answer_from(&Facts::from_events(events, query.as_of), query, metrics)
}

/// Answers a query from facts that were gathered with the same `as_of`.
pub fn answer_from(facts: &Facts, query: &Query, metrics: &[&'static Definition]) -> Answer {
    let dataset = Dataset::open(facts, query);
    answer_for(&dataset, query.period, metrics)
}

/// Answers for one period of a dataset: the piece of a series, or the period before.
pub fn answer_for(
    dataset: &Dataset<'_>,
    period: Period,
    metrics: &[&'static Definition],
) -> Answer {
    let view = dataset.view(period);
    Answer {
        period,
        period_utc: [view.start, view.end],
        metrics: metrics
            .iter()
            .map(|metric| (*metric, (metric.measure)(&view).result()))
            .collect(),
    }
}

/// An answer with what it is compared with, as the endpoint and the command line print it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Number of the definitions (`docs/METRICS.md`, section 6).
    pub definition: u32,
    /// The query with its defaults filled in.
    pub query: Query,
    /// The answer for the period asked about.
    #[serde(flatten)]
    pub answer: Answer,
    /// The same for the period it is compared with, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Answer>,
    /// The same for each month or quarter, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "with_dates")]
    pub series: Option<Vec<Answer>>,
}

/// Writes each answer of a series with its local dates.
fn with_dates<S: Serializer>(series: &Option<Vec<Answer>>, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Piece<'a> {
        #[serde(flatten)]
        period: Period,
        #[serde(flatten)]
        answer: &'a Answer,
    }
    to.collect_seq(
        series
            .iter()
            .flatten()
            .map(|answer| Piece {
                period: answer.period,
                answer,
            }),
    )
}

/// Answers a query with all that it is compared with.
pub fn report(facts: &Facts, query: &MetricsQuery) -> Report {
    let dataset = Dataset::open(facts, &query.about);
    let answer = |period| answer_for(&dataset, period, &query.metrics);
    Report {
        definition: DEFINITION,
        query: query.about.clone(),
        answer: answer(query.about.period),
        previous: query.compared_with.map(answer),
        series: query.series.map(|step| {
            query
                .about
                .period
                .cut(step)
                .into_iter()
                .map(answer)
                .collect()
        }),
    }
}

/// Whose parts one side of a number is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributors {
    /// Each member with a part, by member id; a merged member under the surviving one.
    pub members: BTreeMap<String, f64>,
    /// What is nobody's: a visitor who did not join, a cost of the whole shop, a stranger's voucher.
    pub unattributed: f64,
    /// All parts together: the side itself.
    pub total: f64,
}

/// Opens one side of a metric; `None` where it has no parts, or none in this period.
pub fn contributors(
    facts: &Facts,
    query: &Query,
    metric: &Definition,
    side: Side,
) -> Option<Contributors> {
    let dataset = Dataset::open(facts, query);
    let parts = (metric.measure)(&dataset.view(query.period)).parts(side)?;
    let members = parts
        .by_person()
        .into_iter()
        .map(|(person, part)| (facts.member_id(person).to_owned(), part))
        .collect();
    Some(Contributors {
        members,
        unattributed: parts.unattributed(),
        total: parts.sum(),
    })
}
