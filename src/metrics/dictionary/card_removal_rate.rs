//! Of the cards that were in a wallet, how many were thrown out? (section 5.2 of the dictionary)

use std::collections::HashSet;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::saved_cards::{cards_in_scope, held_at, owners};

pub(super) const METRIC: Definition =
    Definition { id: "card_removal_rate", unit: Unit::Share, family: "saved_cards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, in no wallet at the end",
    den: "cards that were in a wallet at the start or saved in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let (before, after) = (held_at(view, view.start), held_at(view, view.end));
    let signals = view.book.ledger.signals.iter();
    let saved_meanwhile: HashSet<u32> = signals.filter(|s| s.saved && view.covers(s.at)).map(|s| s.card).collect();
    let were_held: Vec<u32> =
        cards_in_scope(view).filter(|card| before[*card as usize].anywhere() || saved_meanwhile.contains(card)).collect();
    let gone = were_held.iter().copied().filter(|card| !after[*card as usize].anywhere());
    Figure::Ratio { num: owners(view, gone), den: owners(view, were_held.iter().copied()) }
}

const WORDS: Words = Words {
    en: Text {
        name: "Cards removed from the wallet",
        question: "Of the cards that were in a wallet, how many were thrown out?",
        formula: "Cards that are in no wallet at the end of the period, out of all that were in a wallet at its start or were saved \
                  during it.",
        caveat: "An early sign, before visits stop; but switching automatic updates off looks the same, and whoever removes the card \
                 stays a member.",
    },
    ar: Text {
        name: "Cards removed from the wallet",
        question: "Of the cards that were in a wallet, how many were thrown out?",
        formula: "Cards that are in no wallet at the end of the period, out of all that were in a wallet at its start or were saved \
                  during it.",
        caveat: "An early sign, before visits stop; but switching automatic updates off looks the same, and whoever removes the card \
                 stays a member.",
    },
    fa: Text {
        name: "Cards removed from the wallet",
        question: "Of the cards that were in a wallet, how many were thrown out?",
        formula: "Cards that are in no wallet at the end of the period, out of all that were in a wallet at its start or were saved \
                  during it.",
        caveat: "An early sign, before visits stop; but switching automatic updates off looks the same, and whoever removes the card \
                 stays a member.",
    },
    tr: Text {
        name: "Cards removed from the wallet",
        question: "Of the cards that were in a wallet, how many were thrown out?",
        formula: "Cards that are in no wallet at the end of the period, out of all that were in a wallet at its start or were saved \
                  during it.",
        caveat: "An early sign, before visits stop; but switching automatic updates off looks the same, and whoever removes the card \
                 stays a member.",
    },
    uz: Text {
        name: "Cards removed from the wallet",
        question: "Of the cards that were in a wallet, how many were thrown out?",
        formula: "Cards that are in no wallet at the end of the period, out of all that were in a wallet at its start or were saved \
                  during it.",
        caveat: "An early sign, before visits stop; but switching automatic updates off looks the same, and whoever removes the card \
                 stays a member.",
    },
    id: Text {
        name: "Cards removed from the wallet",
        question: "Of the cards that were in a wallet, how many were thrown out?",
        formula: "Cards that are in no wallet at the end of the period, out of all that were in a wallet at its start or were saved \
                  during it.",
        caveat: "An early sign, before visits stop; but switching automatic updates off looks the same, and whoever removes the card \
                 stays a member.",
    },
};
