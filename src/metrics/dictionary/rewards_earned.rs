//! How many rewards did members earn? (section 5.5 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "rewards_earned", unit: Unit::Count, family: "rewards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "rewards earned in the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(Parts::each(view.rewards().map(|reward| reward.person)))
}

const WORDS: Words = Words {
    en: Text {
        name: "Rewards earned",
        question: "How many rewards did members earn?",
        formula: "Rewards that members earned in the period, without the revoked ones.",
        caveat: "",
    },
    ar: Text {
        name: "Rewards earned",
        question: "How many rewards did members earn?",
        formula: "Rewards that members earned in the period, without the revoked ones.",
        caveat: "",
    },
    fa: Text {
        name: "Rewards earned",
        question: "How many rewards did members earn?",
        formula: "Rewards that members earned in the period, without the revoked ones.",
        caveat: "",
    },
    tr: Text {
        name: "Rewards earned",
        question: "How many rewards did members earn?",
        formula: "Rewards that members earned in the period, without the revoked ones.",
        caveat: "",
    },
    uz: Text {
        name: "Rewards earned",
        question: "How many rewards did members earn?",
        formula: "Rewards that members earned in the period, without the revoked ones.",
        caveat: "",
    },
    id: Text {
        name: "Rewards earned",
        question: "How many rewards did members earn?",
        formula: "Rewards that members earned in the period, without the revoked ones.",
        caveat: "",
    },
};
