//! Of the rewards people earned, how many did they use? (section 5.5 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};
use crate::metrics::rewards::used_before_end;

pub(super) const METRIC: Definition =
    Definition { id: "reward_redemption_rate", unit: Unit::Share, family: "rewards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "of these, used before the end", den: "rewards earned in the period" };

fn measure(view: &View<'_>) -> Figure {
    let used = used_before_end(view);
    Parts::counted(view.rewards().map(|reward| (reward.person, used.contains(&reward.id))))
}

const WORDS: Words = Words {
    en: Text {
        name: "Earned rewards that were used",
        question: "Of the rewards people earned, how many did they use?",
        formula: "Rewards earned in the period and redeemed before its end, at whatever location, out of all rewards earned in it. \
                  Expired rewards are in it, revoked ones are not.",
        caveat: "Rewards earned in the last days had little time; compare with the previous period, or ask for a quarter.",
    },
    ar: Text {
        name: "Earned rewards that were used",
        question: "Of the rewards people earned, how many did they use?",
        formula: "Rewards earned in the period and redeemed before its end, at whatever location, out of all rewards earned in it. \
                  Expired rewards are in it, revoked ones are not.",
        caveat: "Rewards earned in the last days had little time; compare with the previous period, or ask for a quarter.",
    },
    fa: Text {
        name: "Earned rewards that were used",
        question: "Of the rewards people earned, how many did they use?",
        formula: "Rewards earned in the period and redeemed before its end, at whatever location, out of all rewards earned in it. \
                  Expired rewards are in it, revoked ones are not.",
        caveat: "Rewards earned in the last days had little time; compare with the previous period, or ask for a quarter.",
    },
    tr: Text {
        name: "Earned rewards that were used",
        question: "Of the rewards people earned, how many did they use?",
        formula: "Rewards earned in the period and redeemed before its end, at whatever location, out of all rewards earned in it. \
                  Expired rewards are in it, revoked ones are not.",
        caveat: "Rewards earned in the last days had little time; compare with the previous period, or ask for a quarter.",
    },
    uz: Text {
        name: "Earned rewards that were used",
        question: "Of the rewards people earned, how many did they use?",
        formula: "Rewards earned in the period and redeemed before its end, at whatever location, out of all rewards earned in it. \
                  Expired rewards are in it, revoked ones are not.",
        caveat: "Rewards earned in the last days had little time; compare with the previous period, or ask for a quarter.",
    },
    id: Text {
        name: "Earned rewards that were used",
        question: "Of the rewards people earned, how many did they use?",
        formula: "Rewards earned in the period and redeemed before its end, at whatever location, out of all rewards earned in it. \
                  Expired rewards are in it, revoked ones are not.",
        caveat: "Rewards earned in the last days had little time; compare with the previous period, or ask for a quarter.",
    },
};
