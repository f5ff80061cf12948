//! How much of the margin on returns do the rewards take? (section 5.7 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, quotient};
use crate::metrics::money::{repeat_margin, reward_cost};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "reward_cost_margin_ratio", unit: Unit::Share, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "cost of the rewards handed over",
    den: "margin on what was spent on later days than the first known one",
};

fn measure(view: &View<'_>) -> Figure {
    let (cost, margin) = (reward_cost(view), repeat_margin(view));
    let (margin, parts) = margin.unzip();
    let value = margin.and_then(|margin| quotient(cost.sum() as f64, margin));
    Figure::Table { value: json!({ "value": value, "num": cost.sum(), "den": margin }), num: Some(cost.into()), den: parts }
}

const WORDS: Words = Words {
    en: Text {
        name: "Reward cost in the margin",
        question: "How much of the margin on returns do the rewards take?",
        formula: "Cost of rewards over the margin on sales from returns.",
        caveat: "Above 1 the rewards eat the margin. Empty while no margin is set.",
    },
    ar: Text {
        name: "Reward cost in the margin",
        question: "How much of the margin on returns do the rewards take?",
        formula: "Cost of rewards over the margin on sales from returns.",
        caveat: "Above 1 the rewards eat the margin. Empty while no margin is set.",
    },
    fa: Text {
        name: "Reward cost in the margin",
        question: "How much of the margin on returns do the rewards take?",
        formula: "Cost of rewards over the margin on sales from returns.",
        caveat: "Above 1 the rewards eat the margin. Empty while no margin is set.",
    },
    tr: Text {
        name: "Reward cost in the margin",
        question: "How much of the margin on returns do the rewards take?",
        formula: "Cost of rewards over the margin on sales from returns.",
        caveat: "Above 1 the rewards eat the margin. Empty while no margin is set.",
    },
    uz: Text {
        name: "Reward cost in the margin",
        question: "How much of the margin on returns do the rewards take?",
        formula: "Cost of rewards over the margin on sales from returns.",
        caveat: "Above 1 the rewards eat the margin. Empty while no margin is set.",
    },
    id: Text {
        name: "Reward cost in the margin",
        question: "How much of the margin on returns do the rewards take?",
        formula: "Cost of rewards over the margin on sales from returns.",
        caveat: "Above 1 the rewards eat the margin. Empty while no margin is set.",
    },
};
