//! How often did those come who came? (section 5.3 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "visits_per_active_member", unit: Unit::Number, family: "activity", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Visitors, num: "visits in the period", den: "members with a visit in the period" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio { num: Parts::each(view.visits().map(|visit| visit.person)), den: Parts::each(view.visitors()) }
}

const WORDS: Words = Words {
    en: Text {
        name: "Visits per customer",
        question: "How often did those come who came?",
        formula: "Visits in the period over members with at least one visit in it.",
        caveat: "Only those who still come are in it; the visit rate per 30 days is the fair frequency.",
    },
    ar: Text {
        name: "Visits per customer",
        question: "How often did those come who came?",
        formula: "Visits in the period over members with at least one visit in it.",
        caveat: "Only those who still come are in it; the visit rate per 30 days is the fair frequency.",
    },
    fa: Text {
        name: "Visits per customer",
        question: "How often did those come who came?",
        formula: "Visits in the period over members with at least one visit in it.",
        caveat: "Only those who still come are in it; the visit rate per 30 days is the fair frequency.",
    },
    tr: Text {
        name: "Visits per customer",
        question: "How often did those come who came?",
        formula: "Visits in the period over members with at least one visit in it.",
        caveat: "Only those who still come are in it; the visit rate per 30 days is the fair frequency.",
    },
    uz: Text {
        name: "Visits per customer",
        question: "How often did those come who came?",
        formula: "Visits in the period over members with at least one visit in it.",
        caveat: "Only those who still come are in it; the visit rate per 30 days is the fair frequency.",
    },
    id: Text {
        name: "Visits per customer",
        question: "How often did those come who came?",
        formula: "Visits in the period over members with at least one visit in it.",
        caveat: "Only those who still come are in it; the visit rate per 30 days is the fair frequency.",
    },
};
