//! Of the saved cards, how many were used? (section 5.2 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::saved_cards::active_saved_cards;

pub(super) const METRIC: Definition =
    Definition { id: "saved_card_usage_rate", unit: Unit::Share, family: "saved_cards", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let (active, saved) = active_saved_cards(view);
    Figure::Ratio(active, saved)
}

const WORDS: Words = Words {
    en: Text {
        name: "Share of saved cards in use",
        question: "Of the saved cards, how many were used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period, out of all cards in a \
                  wallet at its end.",
        caveat: "",
    },
    ar: Text {
        name: "Share of saved cards in use",
        question: "Of the saved cards, how many were used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period, out of all cards in a \
                  wallet at its end.",
        caveat: "",
    },
    fa: Text {
        name: "Share of saved cards in use",
        question: "Of the saved cards, how many were used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period, out of all cards in a \
                  wallet at its end.",
        caveat: "",
    },
    tr: Text {
        name: "Share of saved cards in use",
        question: "Of the saved cards, how many were used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period, out of all cards in a \
                  wallet at its end.",
        caveat: "",
    },
    uz: Text {
        name: "Share of saved cards in use",
        question: "Of the saved cards, how many were used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period, out of all cards in a \
                  wallet at its end.",
        caveat: "",
    },
    id: Text {
        name: "Share of saved cards in use",
        question: "Of the saved cards, how many were used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period, out of all cards in a \
                  wallet at its end.",
        caveat: "",
    },
};
