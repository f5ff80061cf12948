//! After how many visits did we ask? (section 5.9 of the dictionary)

use std::collections::HashSet;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::journal::Name;

pub(super) const METRIC: Definition =
    Definition { id: "review_request_rate", unit: Unit::Share, family: "referrals_reviews", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let requests = view.book.ledger.requests.iter().filter(|request| request.at < view.end);
    let asked: HashSet<Name> = requests.filter_map(|request| request.visit).collect();
    let (num, den) = view.visits().fold((0, 0), |(num, den), visit| (num + i64::from(asked.contains(&visit.id)), den + 1));
    Figure::Ratio(num, den)
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
