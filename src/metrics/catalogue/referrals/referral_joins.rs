//! How many members did members bring? (`docs/METRICS.md`, section 5.9)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::referrals::shared::referred;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "referral_joins",
    unit: MetricUnit::Count,
    better: Better::More,
    family: "referrals_reviews",
    reads: Reads::MANIFEST,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "joined through another member",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let joined = referred(view).filter(|(_, member)| view.covers(member.joined_at));
    Figure::People(
        joined
            .map(|(person, _)| person)
            .collect(),
    )
}
