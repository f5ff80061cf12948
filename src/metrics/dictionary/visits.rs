//! How many visits were there? (section 5.3 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "visits", unit: Unit::Count, family: "activity", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "visits in the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(Parts::each(view.visits().map(|visit| visit.person)))
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
