//! Do members spend more after joining than before? (`docs/METRICS.md`, section 5.8)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::lift::shared::lift;
use crate::metrics::dataset::{PeriodView, Visit};
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "member_lift_spend",
    unit: MetricUnit::Minor,
    better: Better::More,
    family: "lift",
    reads: Reads::VISITS.windows(2),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Matured,
    num: "change in spend, added up",
    den: "stayed {window} days, had a visit before joining, and few amounts are missing",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    lift(view, spend)
}

/// Spend of a window, missing amounts filled with the mean; nothing where more than one in five is missing.
fn spend(visits: &[Visit]) -> Option<f64> {
    let amounts: Vec<i64> = visits
        .iter()
        .filter_map(|visit| visit.amount)
        .collect();
    // Who stayed away spent nothing, which is known; only missing amounts are not.
    if visits.is_empty() {
        return Some(0.0);
    }
    if (visits.len() - amounts.len()) * 5 > visits.len() {
        return None;
    }
    Some(amounts.iter().sum::<i64>() as f64 * visits.len() as f64 / amounts.len() as f64)
}
