//! What did the rewards cost us? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::reward_cost;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "reward_cost_minor", unit: Unit::Minor, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "cost of the rewards handed over", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(reward_cost(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Cost of rewards",
        question: "What did the rewards cost us?",
        formula: "The sum of the costs of redemptions in the period; one without a cost adds 0.",
        caveat: "What it cost the shop, not the menu price.",
    },
    ar: Text {
        name: "Cost of rewards",
        question: "What did the rewards cost us?",
        formula: "The sum of the costs of redemptions in the period; one without a cost adds 0.",
        caveat: "What it cost the shop, not the menu price.",
    },
    fa: Text {
        name: "Cost of rewards",
        question: "What did the rewards cost us?",
        formula: "The sum of the costs of redemptions in the period; one without a cost adds 0.",
        caveat: "What it cost the shop, not the menu price.",
    },
    tr: Text {
        name: "Cost of rewards",
        question: "What did the rewards cost us?",
        formula: "The sum of the costs of redemptions in the period; one without a cost adds 0.",
        caveat: "What it cost the shop, not the menu price.",
    },
    uz: Text {
        name: "Cost of rewards",
        question: "What did the rewards cost us?",
        formula: "The sum of the costs of redemptions in the period; one without a cost adds 0.",
        caveat: "What it cost the shop, not the menu price.",
    },
    id: Text {
        name: "Cost of rewards",
        question: "What did the rewards cost us?",
        formula: "The sum of the costs of redemptions in the period; one without a cost adds 0.",
        caveat: "What it cost the shop, not the menu price.",
    },
};
