//! How many members did anything at all with the programme? (`docs/METRICS.md`, section 5.3)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "participation_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "activity",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Cards, Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::During,
    num: "a visit, a redemption, a review, a card saved or a friend brought in the period",
    den: "members at some time in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let facts = view.dataset.facts;
    let saves = facts
        .signals
        .iter()
        .filter(|signal| signal.saved && view.covers(signal.at));
    let savers = saves.map(|signal| facts.cards[signal.card as usize].owner);
    // These count until the period's end for whoever is in
    // M(P), also after a deletion (`docs/METRICS.md`, section 2.2, rule 6).
    let doers = view
        .redemptions()
        .map(|r| r.person)
        .chain(view.reviews().map(|r| r.person))
        .chain(savers)
        .chain(view.referrers());
    let marks = view.marks(doers);
    let den = view.members_during();
    let num = den
        .iter()
        .copied()
        .filter(|person| marks[*person as usize] || view.has_visit(*person))
        .collect();
    Figure::Share { num, den }
}
