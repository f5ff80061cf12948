//! How many saved cards were really used? (section 5.2 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::saved_cards::active_saved_cards;

pub(super) const METRIC: Definition =
    Definition { id: "active_saved_cards", unit: Unit::Count, family: "saved_cards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "cards in a wallet at the end, with a visit in the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(active_saved_cards(view).0)
}

const WORDS: Words = Words {
    en: Text {
        name: "Saved cards in use",
        question: "How many saved cards were really used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period.",
        caveat: "",
    },
    ar: Text {
        name: "Saved cards in use",
        question: "How many saved cards were really used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period.",
        caveat: "",
    },
    fa: Text {
        name: "Saved cards in use",
        question: "How many saved cards were really used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period.",
        caveat: "",
    },
    tr: Text {
        name: "Saved cards in use",
        question: "How many saved cards were really used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period.",
        caveat: "",
    },
    uz: Text {
        name: "Saved cards in use",
        question: "How many saved cards were really used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period.",
        caveat: "",
    },
    id: Text {
        name: "Saved cards in use",
        question: "How many saved cards were really used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period.",
        caveat: "",
    },
};
