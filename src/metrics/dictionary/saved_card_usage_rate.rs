//! Of the saved cards, how many were used? (section 5.2 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::saved_cards::active_saved_cards;

pub(super) const METRIC: Definition =
    Definition { id: "saved_card_usage_rate", unit: Unit::Share, family: "saved_cards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, with a visit on the card in the period",
    den: "cards in a wallet at the end of the period",
};

fn measure(view: &View<'_>) -> Figure {
    let (num, den) = active_saved_cards(view);
    Figure::Ratio { num, den }
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
