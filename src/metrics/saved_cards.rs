//! Saved cards: what is in the wallets (section 5.2 of the dictionary).

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::book::View;
use super::catalogue::{Definition, Unit};
use super::figure::Figure;
use super::journal::Name;
use crate::clock::Timestamp;
use crate::domain::event::Wallet;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "saved_cards",
        question: "On how many cards can we still write?",
        formula: "Cards of members at the end of the period that are in at least one wallet then.",
        caveat: "An estimate from signals: switching automatic updates off looks like removing the card, and a lost phone never signs off.",
        unit: Unit::Count,
        measure: saved_cards,
    },
    Definition {
        id: "card_save_rate",
        question: "Of the cards we issued, how many reached a wallet?",
        formula: "Cards issued in the period that were saved before its end, out of all cards issued in the period.",
        caveat: "",
        unit: Unit::Share,
        measure: card_save_rate,
    },
    Definition {
        id: "active_saved_cards",
        question: "How many saved cards were really used?",
        formula: "Saved cards at the end of the period with at least one visit on that card in the period.",
        caveat: "",
        unit: Unit::Count,
        measure: |view| Figure::Count(active_saved_cards(view).0),
    },
    Definition {
        id: "saved_card_usage_rate",
        question: "Of the saved cards, how many were used?",
        formula: "Active saved cards out of saved cards.",
        caveat: "",
        unit: Unit::Share,
        measure: |view| {
            let (active, saved) = active_saved_cards(view);
            Figure::Ratio(active, saved)
        },
    },
    Definition {
        id: "card_removal_rate",
        question: "Of the cards that were in a wallet, how many were thrown out?",
        formula: "Cards saved at the start of the period or during it that are in no wallet at its end, out of all of them.",
        caveat: "The wallet's own sign of leaving, earlier than missing visits.",
        unit: Unit::Share,
        measure: card_removal_rate,
    },
];

/// Which wallets hold a card.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Held {
    apple: bool,
    google: bool,
}

impl Held {
    pub(super) fn anywhere(self) -> bool {
        self.apple || self.google
    }
}

/// By card, which wallets hold it at an instant: the last signal of a (wallet, device) before it decides.
pub(super) fn held_at(view: &View<'_>, instant: Timestamp) -> Vec<Held> {
    let mut last: HashMap<(u32, Wallet, Option<Name>), bool> = HashMap::new();
    for signal in view.book.ledger.signals.iter().filter(|signal| signal.at < instant) {
        last.insert((signal.card, signal.wallet, signal.device), signal.saved);
    }
    let mut held = vec![Held::default(); view.book.ledger.cards.len()];
    for ((card, wallet, _), _) in last.into_iter().filter(|(_, saved)| *saved) {
        match wallet {
            Wallet::Apple => held[card as usize].apple = true,
            Wallet::Google => held[card as usize].google = true,
        }
    }
    held
}

/// The cards of members at the end that are saved then.
fn saved_at_end(view: &View<'_>) -> Vec<(u32, Held)> {
    let held = held_at(view, view.end);
    let mine = |card: &u32| view.is_member_at_end(view.book.ledger.cards[*card as usize].owner);
    (0..held.len() as u32).filter(mine).map(|card| (card, held[card as usize])).filter(|(_, held)| held.anywhere()).collect()
}

fn saved_cards(view: &View<'_>) -> Figure {
    let saved = saved_at_end(view);
    let apple = saved.iter().filter(|(_, held)| held.apple).count();
    let google = saved.iter().filter(|(_, held)| held.google).count();
    Figure::Table(json!({ "value": saved.len(), "apple": apple, "google": google }))
}

fn active_saved_cards(view: &View<'_>) -> (i64, i64) {
    let used: HashSet<u32> = view.visits().filter_map(|visit| visit.card).collect();
    let saved = saved_at_end(view);
    (saved.iter().filter(|(card, _)| used.contains(card)).count() as i64, saved.len() as i64)
}

/// The cards of scope members, as indexes.
fn cards_in_scope<'v>(view: &'v View<'_>) -> impl Iterator<Item = u32> + 'v {
    let cards = &view.book.ledger.cards;
    (0..cards.len() as u32).filter(|card| view.book.in_scope(cards[*card as usize].owner))
}

fn card_save_rate(view: &View<'_>) -> Figure {
    let cards = &view.book.ledger.cards;
    let issued: HashSet<u32> = cards_in_scope(view).filter(|card| view.covers(cards[*card as usize].issued_at)).collect();
    let saved: HashSet<u32> = view
        .book
        .ledger
        .signals
        .iter()
        .filter(|signal| signal.saved && signal.at < view.end && issued.contains(&signal.card))
        .filter(|signal| signal.at >= cards[signal.card as usize].issued_at)
        .map(|signal| signal.card)
        .collect();
    Figure::Ratio(saved.len() as i64, issued.len() as i64)
}

fn card_removal_rate(view: &View<'_>) -> Figure {
    let (before, after) = (held_at(view, view.start), held_at(view, view.end));
    let signals = view.book.ledger.signals.iter();
    let saved_meanwhile: HashSet<u32> = signals.filter(|s| s.saved && view.covers(s.at)).map(|s| s.card).collect();
    let were_held: Vec<u32> =
        cards_in_scope(view).filter(|card| before[*card as usize].anywhere() || saved_meanwhile.contains(card)).collect();
    let gone = were_held.iter().filter(|card| !after[**card as usize].anywhere()).count();
    Figure::Ratio(gone as i64, were_held.len() as i64)
}
