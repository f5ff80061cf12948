//! Does the margin on returns pay for the programme? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::margin_impact;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "margin_impact_minor", unit: Unit::Minor, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "margin on returns less the cost of rewards and of the whole shop", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::valued(margin_impact(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Margin after costs",
        question: "Does the margin on returns pay for the programme?",
        formula: "Margin on sales from returns − cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal. Empty while no margin is set.",
    },
    ar: Text {
        name: "Margin after costs",
        question: "Does the margin on returns pay for the programme?",
        formula: "Margin on sales from returns − cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal. Empty while no margin is set.",
    },
    fa: Text {
        name: "Margin after costs",
        question: "Does the margin on returns pay for the programme?",
        formula: "Margin on sales from returns − cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal. Empty while no margin is set.",
    },
    tr: Text {
        name: "Margin after costs",
        question: "Does the margin on returns pay for the programme?",
        formula: "Margin on sales from returns − cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal. Empty while no margin is set.",
    },
    uz: Text {
        name: "Margin after costs",
        question: "Does the margin on returns pay for the programme?",
        formula: "Margin on sales from returns − cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal. Empty while no margin is set.",
    },
    id: Text {
        name: "Margin after costs",
        question: "Does the margin on returns pay for the programme?",
        formula: "Margin on sales from returns − cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal. Empty while no margin is set.",
    },
};
