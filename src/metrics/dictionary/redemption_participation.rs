//! How many different members redeemed anything? (section 5.5 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::rewards::redeemers;

pub(super) const METRIC: Definition =
    Definition { id: "redemption_participation", unit: Unit::Count, family: "rewards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::During, num: "redeemed a reward in the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::People(redeemers(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Members who redeemed",
        question: "How many different members redeemed anything?",
        formula: "Members with at least one redemption in the period.",
        caveat: "",
    },
    ar: Text {
        name: "Members who redeemed",
        question: "How many different members redeemed anything?",
        formula: "Members with at least one redemption in the period.",
        caveat: "",
    },
    fa: Text {
        name: "Members who redeemed",
        question: "How many different members redeemed anything?",
        formula: "Members with at least one redemption in the period.",
        caveat: "",
    },
    tr: Text {
        name: "Members who redeemed",
        question: "How many different members redeemed anything?",
        formula: "Members with at least one redemption in the period.",
        caveat: "",
    },
    uz: Text {
        name: "Members who redeemed",
        question: "How many different members redeemed anything?",
        formula: "Members with at least one redemption in the period.",
        caveat: "",
    },
    id: Text {
        name: "Members who redeemed",
        question: "How many different members redeemed anything?",
        formula: "Members with at least one redemption in the period.",
        caveat: "",
    },
};
