//! Saved cards: what is in the wallets (`docs/METRICS.md`, section 5.2).

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::domain::event::Wallet;
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::Contributions;

/// Which wallets hold a card.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct WalletState {
    pub apple: bool,
    pub google: bool,
}

impl WalletState {
    pub fn anywhere(self) -> bool {
        self.apple || self.google
    }
}

/// By card, which wallets hold it at an instant: the last signal of a (wallet, device) before it decides.
pub fn held_at(view: &PeriodView<'_>, instant: Timestamp) -> Vec<WalletState> {
    let mut last: HashMap<(u32, Wallet, Option<Id>), bool> = HashMap::new();
    for signal in view
        .dataset
        .facts
        .signals
        .iter()
        .filter(|signal| signal.at < instant)
    {
        // By device: a card on a phone and a watch is saved until it is gone from both.
        last.insert((signal.card, signal.wallet, signal.device), signal.saved);
    }
    let mut held = vec![WalletState::default(); view.dataset.facts.cards.len()];
    for ((card, wallet, _), _) in last
        .into_iter()
        .filter(|(_, saved)| *saved)
    {
        match wallet {
            Wallet::Apple => held[card as usize].apple = true,
            Wallet::Google => held[card as usize].google = true,
        }
    }
    held
}

/// The cards of members at the end that are saved then.
pub fn saved_at_end(view: &PeriodView<'_>) -> Vec<(u32, WalletState)> {
    let held = held_at(view, view.end);
    let mine = |card: &u32| view.is_member_at_end(view.dataset.facts.cards[*card as usize].owner);
    (0..held.len() as u32)
        .filter(mine)
        .map(|card| (card, held[card as usize]))
        .filter(|(_, held)| held.anywhere())
        .collect()
}

/// Saved cards with a visit on them in the period, and all saved cards.
pub fn active_saved_cards(view: &PeriodView<'_>) -> (Contributions, Contributions) {
    // By card, since a visit on the member's other card did not use this one.
    let used: HashSet<u32> = view
        .visits()
        .filter_map(|visit| visit.card)
        .collect();
    let saved = saved_at_end(view);
    let active = saved
        .iter()
        .filter(|(card, _)| used.contains(card));
    (
        owners(view, active.map(|(card, _)| *card)),
        owners(view, saved.iter().map(|(card, _)| *card)),
    )
}

/// Cards as parts of the people who own them.
pub fn owners(view: &PeriodView<'_>, cards: impl IntoIterator<Item = u32>) -> Contributions {
    Contributions::each(
        cards
            .into_iter()
            .map(|card| view.dataset.facts.cards[card as usize].owner),
    )
}

/// The cards of scope members, as indexes.
pub fn cards_in_scope<'v>(view: &'v PeriodView<'_>) -> impl Iterator<Item = u32> + 'v {
    let cards = &view.dataset.facts.cards;
    (0..cards.len() as u32).filter(|card| {
        view.dataset
            .in_scope(cards[*card as usize].owner)
    })
}
