//! Of the people who joined, how many came back on another day? (section 5.4 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::coming_back::by_return;
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "repeat_visit_rate", unit: Unit::Share, family: "coming_back", words: WORDS, opens: OPENS, measure };

const OPENS: Opens =
    Opens { of: Population::Matured, num: "came back within {window} days", den: "joined {window} days before the period's days" };

fn measure(view: &View<'_>) -> Figure {
    by_return(view, true)
}

const WORDS: Words = Words {
    en: Text {
        name: "Joiners who came back",
        question: "Of the people who joined, how many came back on another day?",
        formula: "Members with a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Speaks about people who joined one window ago, so that all had the same time to come back.",
    },
    ar: Text {
        name: "Joiners who came back",
        question: "Of the people who joined, how many came back on another day?",
        formula: "Members with a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Speaks about people who joined one window ago, so that all had the same time to come back.",
    },
    fa: Text {
        name: "Joiners who came back",
        question: "Of the people who joined, how many came back on another day?",
        formula: "Members with a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Speaks about people who joined one window ago, so that all had the same time to come back.",
    },
    tr: Text {
        name: "Joiners who came back",
        question: "Of the people who joined, how many came back on another day?",
        formula: "Members with a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Speaks about people who joined one window ago, so that all had the same time to come back.",
    },
    uz: Text {
        name: "Joiners who came back",
        question: "Of the people who joined, how many came back on another day?",
        formula: "Members with a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Speaks about people who joined one window ago, so that all had the same time to come back.",
    },
    id: Text {
        name: "Joiners who came back",
        question: "Of the people who joined, how many came back on another day?",
        formula: "Members with a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Speaks about people who joined one window ago, so that all had the same time to come back.",
    },
};
