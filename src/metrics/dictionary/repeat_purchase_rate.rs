//! Of the customers of this period, how many bought at least twice? (section 5.3 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "repeat_purchase_rate", unit: Unit::Share, family: "activity", words: WORDS, opens: OPENS, measure };

const OPENS: Opens =
    Opens { of: Population::Visitors, num: "came on two or more days of the period", den: "members with a visit in the period" };

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
