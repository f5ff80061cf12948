//! How much do we nag? (`docs/METRICS.md`, section 5.10)

use std::collections::BTreeMap;

use serde_json::json;

use crate::clock::Timestamp;
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::Dataset;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure, mean};
use crate::metrics::period::date_of_day;

pub const METRIC: Definition = Definition {
    id: "messages_per_member",
    unit: MetricUnit::Table,
    better: Better::Less,
    family: "messages",
    reads: Reads::of(&[Kind::Engagement]).days_before(LONGEST_MONTH),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "campaign messages and reminders sent in the period",
    den: "members who got any",
};

const DAY_MS: i64 = 86_400_000;
/// Days of a month, at most.
const LONGEST_MONTH: i32 = 31;

fn measure(view: &PeriodView<'_>) -> Figure {
    // What a nudge looks back on lies within its own month and the day before.
    let since = view
        .start
        .plus_ms(-i64::from(LONGEST_MONTH + 1) * DAY_MS);
    let mut nudges: BTreeMap<u32, Vec<Timestamp>> = BTreeMap::new();
    let looked_at = view
        .dataset
        .messages()
        .filter(|message| message.nudge && since <= message.at && message.at < view.end);
    for message in looked_at {
        nudges
            .entry(message.person)
            .or_default()
            .push(message.at);
    }
    nudges.retain(|_, times| {
        times
            .iter()
            .any(|at| view.covers(*at))
    });
    let peaks = |count: fn(&Dataset<'_>, Timestamp, Timestamp) -> bool| -> Vec<f64> {
        nudges
            .values()
            .map(|times| peak(view, times, count))
            .collect()
    };
    let (days, months) = (peaks(within_a_day), peaks(within_its_month));
    let sent: Contributions = nudges
        .iter()
        .map(|(person, times)| {
            (
                *person,
                times
                    .iter()
                    .filter(|at| view.covers(**at))
                    .count() as i64,
            )
        })
        .collect();
    let most = |peaks: &[f64]| {
        peaks
            .iter()
            .copied()
            .reduce(f64::max)
            .map(|most| most as i64)
    };
    let value = json!({
        "members": nudges.len(), "messages": sent.sum(), "day_mean": mean(&days), "day_max": most(&days),
        "month_mean": mean(&months), "month_max": most(&months),
    });
    Figure::opened(value, sent, Contributions::each(nudges.into_keys()))
}

/// The most nudges of somebody that counted together at one nudge of the period.
fn peak(
    view: &PeriodView<'_>,
    times: &[Timestamp],
    counts: fn(&Dataset<'_>, Timestamp, Timestamp) -> bool,
) -> f64 {
    let looking_back = |at: &Timestamp| {
        times
            .iter()
            .filter(|earlier| **earlier <= *at && counts(view.dataset, **earlier, *at))
            .count()
    };
    let here = times
        .iter()
        .filter(|at| view.covers(**at));
    here.map(looking_back)
        .max()
        .unwrap_or(0) as f64
}

fn within_a_day(_: &Dataset<'_>, earlier: Timestamp, at: Timestamp) -> bool {
    // One that is exactly as old is over.
    earlier > at.plus_ms(-DAY_MS)
}

fn within_its_month(dataset: &Dataset<'_>, earlier: Timestamp, at: Timestamp) -> bool {
    let month = |at: Timestamp| {
        date_of_day(i64::from(dataset.day(at))).map(|date| (date.year(), date.month()))
    };
    month(earlier) == month(at)
}
