//! Of the cards that were in a wallet, how many were thrown out? (`docs/METRICS.md`, section 5.2)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::saved_cards::shared::{cards_in_scope, held_at, owners};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "card_removal_rate",
    unit: MetricUnit::Share,
    better: Better::Less,
    family: "saved_cards",
    reads: Reads::of(&[Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, in no wallet at the end",
    den: "cards that were in a wallet at the start or saved in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let (before, after) = (held_at(view, view.start), held_at(view, view.end));
    let signals = view.dataset.facts.signals.iter();
    let saved_meanwhile: HashSet<u32> = signals
        .filter(|s| s.saved && view.covers(s.at))
        .map(|s| s.card)
        .collect();
    // Of everybody in scope: cards of people who were erased
    // since were thrown out or not, too (`docs/METRICS.md`, section 2.2, rule 6).
    let were_held: Vec<u32> = cards_in_scope(view)
        .filter(|card| before[*card as usize].anywhere() || saved_meanwhile.contains(card))
        .collect();
    let gone = were_held
        .iter()
        .copied()
        .filter(|card| !after[*card as usize].anywhere());
    Figure::Ratio {
        num: owners(view, gone),
        den: owners(view, were_held.iter().copied()),
    }
}
