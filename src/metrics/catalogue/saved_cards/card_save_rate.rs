//! Of the cards we issued, how many reached a wallet? (`docs/METRICS.md`, section 5.2)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::saved_cards::shared::{cards_in_scope, owners};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "card_save_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "saved_cards",
    reads: Reads::of(&[Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, saved to a wallet before the end",
    den: "cards issued in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let cards = &view.dataset.facts.cards;
    let issued: HashSet<u32> = cards_in_scope(view)
        .filter(|card| view.covers(cards[*card as usize].issued_at))
        .collect();
    let saved: HashSet<u32> = view
        .dataset
        .facts
        .signals
        .iter()
        .filter(|signal| signal.saved && signal.at < view.end && issued.contains(&signal.card))
        .filter(|signal| signal.at >= cards[signal.card as usize].issued_at)
        .map(|signal| signal.card)
        .collect();
    Figure::Ratio {
        num: owners(view, saved),
        den: owners(view, issued),
    }
}
