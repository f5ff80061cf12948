//! Of the cards we issued, how many reached a wallet? (section 5.2 of the dictionary)

use std::collections::HashSet;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::saved_cards::{cards_in_scope, owners};

pub(super) const METRIC: Definition =
    Definition { id: "card_save_rate", unit: Unit::Share, family: "saved_cards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "of these, saved to a wallet before the end", den: "cards issued in the period" };

fn measure(view: &View<'_>) -> Figure {
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
    Figure::Ratio { num: owners(view, saved), den: owners(view, issued) }
}

const WORDS: Words = Words {
    en: Text {
        name: "Issued cards that were saved",
        question: "Of the cards we issued, how many reached a wallet?",
        formula: "Cards issued in the period that were saved to a wallet before its end, out of all cards issued in the period.",
        caveat: "",
    },
    ar: Text {
        name: "Issued cards that were saved",
        question: "Of the cards we issued, how many reached a wallet?",
        formula: "Cards issued in the period that were saved to a wallet before its end, out of all cards issued in the period.",
        caveat: "",
    },
    fa: Text {
        name: "Issued cards that were saved",
        question: "Of the cards we issued, how many reached a wallet?",
        formula: "Cards issued in the period that were saved to a wallet before its end, out of all cards issued in the period.",
        caveat: "",
    },
    tr: Text {
        name: "Issued cards that were saved",
        question: "Of the cards we issued, how many reached a wallet?",
        formula: "Cards issued in the period that were saved to a wallet before its end, out of all cards issued in the period.",
        caveat: "",
    },
    uz: Text {
        name: "Issued cards that were saved",
        question: "Of the cards we issued, how many reached a wallet?",
        formula: "Cards issued in the period that were saved to a wallet before its end, out of all cards issued in the period.",
        caveat: "",
    },
    id: Text {
        name: "Issued cards that were saved",
        question: "Of the cards we issued, how many reached a wallet?",
        formula: "Cards issued in the period that were saved to a wallet before its end, out of all cards issued in the period.",
        caveat: "",
    },
};
