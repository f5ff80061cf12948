//! Were they real customers? (`docs/METRICS.md`, section 5.9)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::referrals::shared::referred;
use crate::metrics::dataset::{JoinedMember, PeriodView};
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "referral_qualified_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "referrals_reviews",
    reads: Reads::VISITS.windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "came within {window} days",
    den: "joined through another member, {window} days before the period's days",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let window = view.dataset.window;
    let came = |person: u32, member: &JoinedMember| {
        view.dataset
            .visits_of(person)
            .any(|visit| (member.join_day..=member.join_day + window).contains(&visit.day))
    };
    let matured: Vec<(u32, &JoinedMember)> = referred(view)
        .filter(|(_, member)| view.covers_day(member.join_day + window))
        .collect();
    let num = matured
        .iter()
        .filter(|(person, member)| came(*person, member))
        .map(|(person, _)| *person)
        .collect();
    Figure::Share {
        num,
        den: matured
            .iter()
            .map(|(person, _)| *person)
            .collect(),
    }
}
