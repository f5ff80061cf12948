//! For every 1.00 of repeat sales, how much did we give away in rewards? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::{repeat_revenue, reward_cost};

pub(super) const METRIC: Definition = Definition { id: "reward_cost_ratio", unit: Unit::Share, family: "money", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio(reward_cost(view), repeat_revenue(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Reward cost per sales from returns",
        question: "For every 1.00 of repeat sales, how much did we give away in rewards?",
        formula: "Cost of rewards over sales from returns.",
        caveat: "Does not prove that the programme caused the sales.",
    },
    ar: Text {
        name: "Reward cost per sales from returns",
        question: "For every 1.00 of repeat sales, how much did we give away in rewards?",
        formula: "Cost of rewards over sales from returns.",
        caveat: "Does not prove that the programme caused the sales.",
    },
    fa: Text {
        name: "Reward cost per sales from returns",
        question: "For every 1.00 of repeat sales, how much did we give away in rewards?",
        formula: "Cost of rewards over sales from returns.",
        caveat: "Does not prove that the programme caused the sales.",
    },
    tr: Text {
        name: "Reward cost per sales from returns",
        question: "For every 1.00 of repeat sales, how much did we give away in rewards?",
        formula: "Cost of rewards over sales from returns.",
        caveat: "Does not prove that the programme caused the sales.",
    },
    uz: Text {
        name: "Reward cost per sales from returns",
        question: "For every 1.00 of repeat sales, how much did we give away in rewards?",
        formula: "Cost of rewards over sales from returns.",
        caveat: "Does not prove that the programme caused the sales.",
    },
    id: Text {
        name: "Reward cost per sales from returns",
        question: "For every 1.00 of repeat sales, how much did we give away in rewards?",
        formula: "Cost of rewards over sales from returns.",
        caveat: "Does not prove that the programme caused the sales.",
    },
};
