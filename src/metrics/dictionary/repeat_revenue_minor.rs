//! How much did returns bring? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::repeat_revenue;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "repeat_revenue_minor", unit: Unit::Minor, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "spent on later days than the first known one", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(repeat_revenue(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Sales from returns",
        question: "How much did returns bring?",
        formula: "The sum of the amounts of members' visits in the period on a later day than the member's first known visit, before \
                  joining or after.",
        caveat: "Holds every return, also of people who always came.",
    },
    ar: Text {
        name: "Sales from returns",
        question: "How much did returns bring?",
        formula: "The sum of the amounts of members' visits in the period on a later day than the member's first known visit, before \
                  joining or after.",
        caveat: "Holds every return, also of people who always came.",
    },
    fa: Text {
        name: "Sales from returns",
        question: "How much did returns bring?",
        formula: "The sum of the amounts of members' visits in the period on a later day than the member's first known visit, before \
                  joining or after.",
        caveat: "Holds every return, also of people who always came.",
    },
    tr: Text {
        name: "Sales from returns",
        question: "How much did returns bring?",
        formula: "The sum of the amounts of members' visits in the period on a later day than the member's first known visit, before \
                  joining or after.",
        caveat: "Holds every return, also of people who always came.",
    },
    uz: Text {
        name: "Sales from returns",
        question: "How much did returns bring?",
        formula: "The sum of the amounts of members' visits in the period on a later day than the member's first known visit, before \
                  joining or after.",
        caveat: "Holds every return, also of people who always came.",
    },
    id: Text {
        name: "Sales from returns",
        question: "How much did returns bring?",
        formula: "The sum of the amounts of members' visits in the period on a later day than the member's first known visit, before \
                  joining or after.",
        caveat: "Holds every return, also of people who always came.",
    },
};
