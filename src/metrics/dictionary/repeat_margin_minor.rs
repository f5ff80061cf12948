//! What is left of the sales from returns? (section 5.7 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::repeat_margin;

pub(super) const METRIC: Definition = Definition { id: "repeat_margin_minor", unit: Unit::Minor, family: "money", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    Figure::Table(json!(repeat_margin(view)))
}

const WORDS: Words = Words {
    en: Text {
        name: "Margin on returns",
        question: "What is left of the sales from returns?",
        formula: "Sales from returns × the gross margin in force at the end of the period.",
        caveat: "Empty while no margin is set.",
    },
    ar: Text {
        name: "Margin on returns",
        question: "What is left of the sales from returns?",
        formula: "Sales from returns × the gross margin in force at the end of the period.",
        caveat: "Empty while no margin is set.",
    },
    fa: Text {
        name: "Margin on returns",
        question: "What is left of the sales from returns?",
        formula: "Sales from returns × the gross margin in force at the end of the period.",
        caveat: "Empty while no margin is set.",
    },
    tr: Text {
        name: "Margin on returns",
        question: "What is left of the sales from returns?",
        formula: "Sales from returns × the gross margin in force at the end of the period.",
        caveat: "Empty while no margin is set.",
    },
    uz: Text {
        name: "Margin on returns",
        question: "What is left of the sales from returns?",
        formula: "Sales from returns × the gross margin in force at the end of the period.",
        caveat: "Empty while no margin is set.",
    },
    id: Text {
        name: "Margin on returns",
        question: "What is left of the sales from returns?",
        formula: "Sales from returns × the gross margin in force at the end of the period.",
        caveat: "Empty while no margin is set.",
    },
};
