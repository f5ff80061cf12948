//! How much does a visit bring? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::money::revenue;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "average_spend_per_visit", unit: Unit::Minor, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "spent in the period", den: "visits with an amount" };

fn measure(view: &View<'_>) -> Figure {
    let with_amount = view.visits().filter(|visit| visit.amount.is_some());
    Figure::Ratio { num: revenue(view), den: Parts::each(with_amount.map(|visit| visit.person)) }
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
