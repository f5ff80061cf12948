//! How many days pass between two visits? (section 5.3 of the dictionary)

use serde_json::json;

use crate::metrics::activity::mean_gap;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, mean};

pub(super) const METRIC: Definition = Definition { id: "visit_gap_days", unit: Unit::Days, family: "activity", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let gaps: Vec<f64> = view.book.scope().filter_map(|(person, _)| mean_gap(&view.visit_days_of(person))).collect();
    Figure::Table(json!({ "value": mean(&gaps), "n": gaps.len() }))
}

const WORDS: Words = Words {
    en: Text {
        name: "Days between visits",
        question: "How many days pass between two visits?",
        formula: "For each member with two or more visit days in the period, the mean gap between one and the next; then the mean over \
                  these members, each weighing the same.",
        caveat: "Blind to members who did not come twice; read it with the visit rate per 30 days.",
    },
    ar: Text {
        name: "Days between visits",
        question: "How many days pass between two visits?",
        formula: "For each member with two or more visit days in the period, the mean gap between one and the next; then the mean over \
                  these members, each weighing the same.",
        caveat: "Blind to members who did not come twice; read it with the visit rate per 30 days.",
    },
    fa: Text {
        name: "Days between visits",
        question: "How many days pass between two visits?",
        formula: "For each member with two or more visit days in the period, the mean gap between one and the next; then the mean over \
                  these members, each weighing the same.",
        caveat: "Blind to members who did not come twice; read it with the visit rate per 30 days.",
    },
    tr: Text {
        name: "Days between visits",
        question: "How many days pass between two visits?",
        formula: "For each member with two or more visit days in the period, the mean gap between one and the next; then the mean over \
                  these members, each weighing the same.",
        caveat: "Blind to members who did not come twice; read it with the visit rate per 30 days.",
    },
    uz: Text {
        name: "Days between visits",
        question: "How many days pass between two visits?",
        formula: "For each member with two or more visit days in the period, the mean gap between one and the next; then the mean over \
                  these members, each weighing the same.",
        caveat: "Blind to members who did not come twice; read it with the visit rate per 30 days.",
    },
    id: Text {
        name: "Days between visits",
        question: "How many days pass between two visits?",
        formula: "For each member with two or more visit days in the period, the mean gap between one and the next; then the mean over \
                  these members, each weighing the same.",
        caveat: "Blind to members who did not come twice; read it with the visit rate per 30 days.",
    },
};
