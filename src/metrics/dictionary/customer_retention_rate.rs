//! Of the customers of the previous period, how many came again? (section 5.6 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "customer_retention_rate", unit: Unit::Share, family: "keeping", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::VisitorsBefore, num: "came in the period as well", den: "came in the period before" };

fn measure(view: &View<'_>) -> Figure {
    let den = view.previous().visitors();
    Figure::Share { num: den.iter().copied().filter(|person| view.has_visit(*person)).collect(), den }
}

const WORDS: Words = Words {
    en: Text {
        name: "Customers kept",
        question: "Of the customers of the previous period, how many came again?",
        formula: "Members with a visit in both periods, out of all with a visit in the previous one.",
        caveat: "Choose a period at least three times the typical gap between visits.",
    },
    ar: Text {
        name: "Customers kept",
        question: "Of the customers of the previous period, how many came again?",
        formula: "Members with a visit in both periods, out of all with a visit in the previous one.",
        caveat: "Choose a period at least three times the typical gap between visits.",
    },
    fa: Text {
        name: "Customers kept",
        question: "Of the customers of the previous period, how many came again?",
        formula: "Members with a visit in both periods, out of all with a visit in the previous one.",
        caveat: "Choose a period at least three times the typical gap between visits.",
    },
    tr: Text {
        name: "Customers kept",
        question: "Of the customers of the previous period, how many came again?",
        formula: "Members with a visit in both periods, out of all with a visit in the previous one.",
        caveat: "Choose a period at least three times the typical gap between visits.",
    },
    uz: Text {
        name: "Customers kept",
        question: "Of the customers of the previous period, how many came again?",
        formula: "Members with a visit in both periods, out of all with a visit in the previous one.",
        caveat: "Choose a period at least three times the typical gap between visits.",
    },
    id: Text {
        name: "Customers kept",
        question: "Of the customers of the previous period, how many came again?",
        formula: "Members with a visit in both periods, out of all with a visit in the previous one.",
        caveat: "Choose a period at least three times the typical gap between visits.",
    },
};
