//! What is left of the sales from returns? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::repeat_margin;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "repeat_margin_minor", unit: Unit::Minor, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "margin on what was spent on later days than the first known one", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::valued(repeat_margin(view))
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
