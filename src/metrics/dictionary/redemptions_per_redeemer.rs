//! How often do those redeem who redeem? (section 5.5 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};
use crate::metrics::rewards::redeemers;

pub(super) const METRIC: Definition =
    Definition { id: "redemptions_per_redeemer", unit: Unit::Number, family: "rewards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::During, num: "rewards handed over in the period", den: "redeemed a reward in the period" };

fn measure(view: &View<'_>) -> Figure {
    let redeemed = view.redemptions().map(|redemption| redemption.person);
    Figure::Ratio { num: Parts::each(redeemed), den: Parts::each(redeemers(view)) }
}

const WORDS: Words = Words {
    en: Text {
        name: "Redemptions per redeeming member",
        question: "How often do those redeem who redeem?",
        formula: "Redemptions in the period over members with at least one redemption in it.",
        caveat: "",
    },
    ar: Text {
        name: "Redemptions per redeeming member",
        question: "How often do those redeem who redeem?",
        formula: "Redemptions in the period over members with at least one redemption in it.",
        caveat: "",
    },
    fa: Text {
        name: "Redemptions per redeeming member",
        question: "How often do those redeem who redeem?",
        formula: "Redemptions in the period over members with at least one redemption in it.",
        caveat: "",
    },
    tr: Text {
        name: "Redemptions per redeeming member",
        question: "How often do those redeem who redeem?",
        formula: "Redemptions in the period over members with at least one redemption in it.",
        caveat: "",
    },
    uz: Text {
        name: "Redemptions per redeeming member",
        question: "How often do those redeem who redeem?",
        formula: "Redemptions in the period over members with at least one redemption in it.",
        caveat: "",
    },
    id: Text {
        name: "Redemptions per redeeming member",
        question: "How often do those redeem who redeem?",
        formula: "Redemptions in the period over members with at least one redemption in it.",
        caveat: "",
    },
};
