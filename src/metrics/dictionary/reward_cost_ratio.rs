//! For every 1.00 of repeat sales, how much did we give away in rewards? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::{repeat_revenue, reward_cost};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "reward_cost_ratio", unit: Unit::Share, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens =
    Opens { of: Population::Things, num: "cost of the rewards handed over", den: "spent on later days than the first known one" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio { num: reward_cost(view), den: repeat_revenue(view) }
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
