//! How many days pass between two visits? (section 5.3 of the dictionary)

use serde_json::json;

use crate::metrics::activity::mean_gap;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts, mean};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "visit_gap_days", unit: Unit::Days, family: "activity", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Visitors,
    num: "mean days between their visits, added up",
    den: "members with two or more visit days in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let gap = |person: u32| Some((person, mean_gap(&view.visit_days_of(person))?));
    let (people, gaps): (Vec<u32>, Vec<f64>) = view.book.scope().filter_map(|(person, _)| gap(person)).unzip();
    let value = json!({ "value": mean(&gaps), "n": gaps.len() });
    Figure::opened(value, people.iter().copied().zip(gaps).collect::<Parts<f64>>(), Parts::each(people.iter().copied()))
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
