//! Of the people who carry the card, how many opened a link? (`docs/METRICS.md`, section 5.13)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::saved_cards::shared::saved_at_end;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "action_tap_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "links",
    reads: Reads::of(&[Kind::Cards, Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::AtEnd,
    num: "of these, opened a link in the period",
    den: "have a card in a wallet then",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let tapped = view.marks(view.taps().map(|(owner, _)| owner));
    let mut den: Vec<u32> = saved_at_end(view)
        .into_iter()
        .map(|(card, _)| view.dataset.facts.cards[card as usize].owner)
        .collect();
    // Of somebody with two cards, either may have been tapped.
    den.sort_unstable();
    den.dedup();
    let num = den
        .iter()
        .copied()
        .filter(|person| tapped[*person as usize])
        .collect();
    Figure::Share { num, den }
}
