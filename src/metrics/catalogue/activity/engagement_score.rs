//! How engaged are members, 0 to 100? (`docs/METRICS.md`, section 5.3)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::saved_cards::shared::held_at;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure, mean};

pub const METRIC: Definition = Definition {
    id: "engagement_score",
    unit: MetricUnit::Number,
    better: Better::More,
    family: "activity",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Cards, Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::AtEnd,
    num: "points",
    den: "members at the end of the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let facts = view.dataset.facts;
    let cap = (view.period.days() / 7).max(1);
    let held = held_at(view, view.end);
    let savers = facts
        .cards
        .iter()
        .zip(&held)
        .filter(|(_, held)| held.anywhere())
        .map(|(card, _)| card.owner);
    let (saved, redeemed) = (
        view.marks(savers),
        view.marks(view.redemptions().map(|r| r.person)),
    );
    let vocal = view.marks(
        view.reviews()
            .map(|review| review.person)
            .chain(view.referrers()),
    );
    let score = |person: u32| {
        let days = (view.visit_days_of(person).len() as i32).min(cap);
        let points = |marks: &[bool], worth| {
            if marks[person as usize] {
                worth
            } else {
                0.0
            }
        };
        // The weights are a published convention; other ones would need another id.
        f64::from(40 * days) / f64::from(cap)
            + points(&redeemed, 30.0)
            + points(&saved, 20.0)
            + points(&vocal, 10.0)
    };
    let members = view.members_at_end();
    let scores: Vec<f64> = members
        .iter()
        .map(|person| score(*person))
        .collect();
    let between = |low: f64, high: f64| {
        scores
            .iter()
            .filter(|score| low <= **score && **score < high)
            .count()
    };
    let none = scores
        .iter()
        .filter(|score| **score == 0.0)
        .count();
    let value = json!({
        "value": mean(&scores), "n": scores.len(),
        "bands": { "none": none, "low": between(0.0, 40.0) - none, "medium": between(40.0, 70.0), "high": between(70.0, f64::INFINITY) },
    });
    let points: Contributions<f64> = members
        .iter()
        .copied()
        .zip(scores)
        .collect();
    Figure::opened(value, points, Contributions::each(members))
}
