//! Of everybody who was a member, how many redeemed? (section 5.5 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};
use crate::metrics::rewards::redeemers;

pub(super) const METRIC: Definition =
    Definition { id: "redemption_rate", unit: Unit::Share, family: "rewards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::During, num: "redeemed a reward in the period", den: "members at some time in the period" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Share { num: redeemers(view), den: view.members_during() }
}

const WORDS: Words = Words {
    en: Text {
        name: "Share of members who redeemed",
        question: "Of everybody who was a member, how many redeemed?",
        formula: "Members with at least one redemption in the period, out of all who were members at some time in it.",
        caveat: "",
    },
    ar: Text {
        name: "Share of members who redeemed",
        question: "Of everybody who was a member, how many redeemed?",
        formula: "Members with at least one redemption in the period, out of all who were members at some time in it.",
        caveat: "",
    },
    fa: Text {
        name: "Share of members who redeemed",
        question: "Of everybody who was a member, how many redeemed?",
        formula: "Members with at least one redemption in the period, out of all who were members at some time in it.",
        caveat: "",
    },
    tr: Text {
        name: "Share of members who redeemed",
        question: "Of everybody who was a member, how many redeemed?",
        formula: "Members with at least one redemption in the period, out of all who were members at some time in it.",
        caveat: "",
    },
    uz: Text {
        name: "Share of members who redeemed",
        question: "Of everybody who was a member, how many redeemed?",
        formula: "Members with at least one redemption in the period, out of all who were members at some time in it.",
        caveat: "",
    },
    id: Text {
        name: "Share of members who redeemed",
        question: "Of everybody who was a member, how many redeemed?",
        formula: "Members with at least one redemption in the period, out of all who were members at some time in it.",
        caveat: "",
    },
};
