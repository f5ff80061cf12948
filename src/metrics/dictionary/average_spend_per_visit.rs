//! How much does a visit bring? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::revenue;

pub(super) const METRIC: Definition =
    Definition { id: "average_spend_per_visit", unit: Unit::Minor, family: "money", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio(revenue(view), view.visits().filter(|visit| visit.amount.is_some()).count() as i64)
}

const WORDS: Words = Words {
    en: Text {
        name: "Spend per visit",
        question: "How much does a visit bring?",
        formula: "The sum of the amounts of visits in the period over the visits in it that have an amount.",
        caveat: "",
    },
    ar: Text {
        name: "Spend per visit",
        question: "How much does a visit bring?",
        formula: "The sum of the amounts of visits in the period over the visits in it that have an amount.",
        caveat: "",
    },
    fa: Text {
        name: "Spend per visit",
        question: "How much does a visit bring?",
        formula: "The sum of the amounts of visits in the period over the visits in it that have an amount.",
        caveat: "",
    },
    tr: Text {
        name: "Spend per visit",
        question: "How much does a visit bring?",
        formula: "The sum of the amounts of visits in the period over the visits in it that have an amount.",
        caveat: "",
    },
    uz: Text {
        name: "Spend per visit",
        question: "How much does a visit bring?",
        formula: "The sum of the amounts of visits in the period over the visits in it that have an amount.",
        caveat: "",
    },
    id: Text {
        name: "Spend per visit",
        question: "How much does a visit bring?",
        formula: "The sum of the amounts of visits in the period over the visits in it that have an amount.",
        caveat: "",
    },
};
