//! How many rewards were handed over? (section 5.5 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "rewards_redeemed", unit: Unit::Count, family: "rewards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "rewards handed over in the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(Parts::each(view.redemptions().map(|redemption| redemption.person)))
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
