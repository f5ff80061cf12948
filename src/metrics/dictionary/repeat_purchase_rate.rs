//! Of the customers of this period, how many bought at least twice? (section 5.3 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;

pub(super) const METRIC: Definition =
    Definition { id: "repeat_purchase_rate", unit: Unit::Share, family: "activity", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let den = view.visitors();
    let num = den.iter().copied().filter(|person| view.visit_days_of(*person).len() >= 2).collect();
    Figure::Share { num, den }
}

const WORDS: Words = Words {
    en: Text {
        name: "Customers who bought twice",
        question: "Of the customers of this period, how many bought at least twice?",
        formula: "Members with two or more visit days in the period, out of all with at least one.",
        caveat: "",
    },
    ar: Text {
        name: "Customers who bought twice",
        question: "Of the customers of this period, how many bought at least twice?",
        formula: "Members with two or more visit days in the period, out of all with at least one.",
        caveat: "",
    },
    fa: Text {
        name: "Customers who bought twice",
        question: "Of the customers of this period, how many bought at least twice?",
        formula: "Members with two or more visit days in the period, out of all with at least one.",
        caveat: "",
    },
    tr: Text {
        name: "Customers who bought twice",
        question: "Of the customers of this period, how many bought at least twice?",
        formula: "Members with two or more visit days in the period, out of all with at least one.",
        caveat: "",
    },
    uz: Text {
        name: "Customers who bought twice",
        question: "Of the customers of this period, how many bought at least twice?",
        formula: "Members with two or more visit days in the period, out of all with at least one.",
        caveat: "",
    },
    id: Text {
        name: "Customers who bought twice",
        question: "Of the customers of this period, how many bought at least twice?",
        formula: "Members with two or more visit days in the period, out of all with at least one.",
        caveat: "",
    },
};
