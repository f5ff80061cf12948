//! What did the whole programme cost us? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::programme_cost;

pub(super) const METRIC: Definition = Definition { id: "programme_cost_minor", unit: Unit::Minor, family: "money", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    Figure::Count(programme_cost(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Cost of the programme",
        question: "What did the whole programme cost us?",
        formula: "Cost of rewards + other costs recorded in the period.",
        caveat: "Knows only the costs that somebody recorded.",
    },
    ar: Text {
        name: "Cost of the programme",
        question: "What did the whole programme cost us?",
        formula: "Cost of rewards + other costs recorded in the period.",
        caveat: "Knows only the costs that somebody recorded.",
    },
    fa: Text {
        name: "Cost of the programme",
        question: "What did the whole programme cost us?",
        formula: "Cost of rewards + other costs recorded in the period.",
        caveat: "Knows only the costs that somebody recorded.",
    },
    tr: Text {
        name: "Cost of the programme",
        question: "What did the whole programme cost us?",
        formula: "Cost of rewards + other costs recorded in the period.",
        caveat: "Knows only the costs that somebody recorded.",
    },
    uz: Text {
        name: "Cost of the programme",
        question: "What did the whole programme cost us?",
        formula: "Cost of rewards + other costs recorded in the period.",
        caveat: "Knows only the costs that somebody recorded.",
    },
    id: Text {
        name: "Cost of the programme",
        question: "What did the whole programme cost us?",
        formula: "Cost of rewards + other costs recorded in the period.",
        caveat: "Knows only the costs that somebody recorded.",
    },
};
