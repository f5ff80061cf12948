//! How many rewards were handed over? (section 5.5 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;

pub(super) const METRIC: Definition = Definition { id: "rewards_redeemed", unit: Unit::Count, family: "rewards", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    Figure::Count(view.redemptions().count() as i64)
}

const WORDS: Words = Words {
    en: Text {
        name: "Rewards handed over",
        question: "How many rewards were handed over?",
        formula: "Redemptions in the period, without the voided ones.",
        caveat: "",
    },
    ar: Text {
        name: "Rewards handed over",
        question: "How many rewards were handed over?",
        formula: "Redemptions in the period, without the voided ones.",
        caveat: "",
    },
    fa: Text {
        name: "Rewards handed over",
        question: "How many rewards were handed over?",
        formula: "Redemptions in the period, without the voided ones.",
        caveat: "",
    },
    tr: Text {
        name: "Rewards handed over",
        question: "How many rewards were handed over?",
        formula: "Redemptions in the period, without the voided ones.",
        caveat: "",
    },
    uz: Text {
        name: "Rewards handed over",
        question: "How many rewards were handed over?",
        formula: "Redemptions in the period, without the voided ones.",
        caveat: "",
    },
    id: Text {
        name: "Rewards handed over",
        question: "How many rewards were handed over?",
        formula: "Redemptions in the period, without the voided ones.",
        caveat: "",
    },
};
