//! What did the whole programme cost us? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::programme_cost;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "programme_cost_minor", unit: Unit::Minor, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "cost of the rewards handed over, and costs of the whole shop", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(programme_cost(view))
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
