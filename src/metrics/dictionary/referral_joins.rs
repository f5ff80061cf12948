//! How many members did members bring? (section 5.9 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::referrals_reviews::referred;

pub(super) const METRIC: Definition =
    Definition { id: "referral_joins", unit: Unit::Count, family: "referrals_reviews", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "joined through another member", den: "" };

fn measure(view: &View<'_>) -> Figure {
    let joined = referred(view).filter(|(_, member)| view.covers(member.joined_at));
    Figure::People(joined.map(|(person, _)| person).collect())
}

const WORDS: Words = Words {
    en: Text {
        name: "Members brought by members",
        question: "How many members did members bring?",
        formula: "Members who joined in the period and whose first card names another member as referrer.",
        caveat: "",
    },
    ar: Text {
        name: "Members brought by members",
        question: "How many members did members bring?",
        formula: "Members who joined in the period and whose first card names another member as referrer.",
        caveat: "",
    },
    fa: Text {
        name: "Members brought by members",
        question: "How many members did members bring?",
        formula: "Members who joined in the period and whose first card names another member as referrer.",
        caveat: "",
    },
    tr: Text {
        name: "Members brought by members",
        question: "How many members did members bring?",
        formula: "Members who joined in the period and whose first card names another member as referrer.",
        caveat: "",
    },
    uz: Text {
        name: "Members brought by members",
        question: "How many members did members bring?",
        formula: "Members who joined in the period and whose first card names another member as referrer.",
        caveat: "",
    },
    id: Text {
        name: "Members brought by members",
        question: "How many members did members bring?",
        formula: "Members who joined in the period and whose first card names another member as referrer.",
        caveat: "",
    },
};
