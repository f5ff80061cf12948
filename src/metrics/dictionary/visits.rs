//! How many visits were there? (section 5.3 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;

pub(super) const METRIC: Definition = Definition { id: "visits", unit: Unit::Count, family: "activity", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    Figure::Count(view.visits().count() as i64)
}

const WORDS: Words = Words {
    en: Text {
        name: "Visits",
        question: "How many visits were there?",
        formula: "Validated visits of members in the period, without the voided ones.",
        caveat: "Imported visits after joining are not counted, otherwise each scan would count twice.",
    },
    ar: Text {
        name: "Visits",
        question: "How many visits were there?",
        formula: "Validated visits of members in the period, without the voided ones.",
        caveat: "Imported visits after joining are not counted, otherwise each scan would count twice.",
    },
    fa: Text {
        name: "Visits",
        question: "How many visits were there?",
        formula: "Validated visits of members in the period, without the voided ones.",
        caveat: "Imported visits after joining are not counted, otherwise each scan would count twice.",
    },
    tr: Text {
        name: "Visits",
        question: "How many visits were there?",
        formula: "Validated visits of members in the period, without the voided ones.",
        caveat: "Imported visits after joining are not counted, otherwise each scan would count twice.",
    },
    uz: Text {
        name: "Visits",
        question: "How many visits were there?",
        formula: "Validated visits of members in the period, without the voided ones.",
        caveat: "Imported visits after joining are not counted, otherwise each scan would count twice.",
    },
    id: Text {
        name: "Visits",
        question: "How many visits were there?",
        formula: "Validated visits of members in the period, without the voided ones.",
        caveat: "Imported visits after joining are not counted, otherwise each scan would count twice.",
    },
};
