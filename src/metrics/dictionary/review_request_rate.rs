//! After how many visits did we ask? (section 5.9 of the dictionary)

use std::collections::HashSet;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::journal::Name;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "review_request_rate", unit: Unit::Share, family: "referrals_reviews", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "of these, followed by a request", den: "visits in the period" };

fn measure(view: &View<'_>) -> Figure {
    let requests = view.book.ledger.requests.iter().filter(|request| request.at < view.end);
    let asked: HashSet<Name> = requests.filter_map(|request| request.visit).collect();
    Parts::counted(view.visits().map(|visit| (visit.person, asked.contains(&visit.id))))
}

const WORDS: Words = Words {
    en: Text {
        name: "Visits with a review request",
        question: "After how many visits did we ask?",
        formula: "Visits in the period for which a review was requested before its end, out of all visits in it.",
        caveat: "",
    },
    ar: Text {
        name: "Visits with a review request",
        question: "After how many visits did we ask?",
        formula: "Visits in the period for which a review was requested before its end, out of all visits in it.",
        caveat: "",
    },
    fa: Text {
        name: "Visits with a review request",
        question: "After how many visits did we ask?",
        formula: "Visits in the period for which a review was requested before its end, out of all visits in it.",
        caveat: "",
    },
    tr: Text {
        name: "Visits with a review request",
        question: "After how many visits did we ask?",
        formula: "Visits in the period for which a review was requested before its end, out of all visits in it.",
        caveat: "",
    },
    uz: Text {
        name: "Visits with a review request",
        question: "After how many visits did we ask?",
        formula: "Visits in the period for which a review was requested before its end, out of all visits in it.",
        caveat: "",
    },
    id: Text {
        name: "Visits with a review request",
        question: "After how many visits did we ask?",
        formula: "Visits in the period for which a review was requested before its end, out of all visits in it.",
        caveat: "",
    },
};
