//! What do we still owe? (section 5.5 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};
use crate::metrics::rewards::used_before_end;

pub(super) const METRIC: Definition =
    Definition { id: "rewards_outstanding", unit: Unit::Count, family: "rewards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "rewards waiting at the end of the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    let used = used_before_end(view);
    let owed = view.book.rewards().filter(|reward| reward.at < view.end && view.is_member_at_end(reward.person));
    let waiting = owed.filter(|reward| !used.contains(&reward.id) && reward.expired_at.is_none_or(|ended| ended >= view.end));
    let (mut owners, mut cost) = (Parts::default(), 0);
    for reward in waiting {
        owners.extend([(reward.person, 1)]);
        cost += reward.cost;
    }
    let value = json!({ "value": owners.sum(), "cost_minor": cost });
    Figure::Table { value, num: Some(owners.into()), den: None }
}

const WORDS: Words = Words {
    en: Text {
        name: "Rewards still owed",
        question: "What do we still owe?",
        formula: "Rewards of members at the end of the period that were earned before its end and neither redeemed nor expired by \
                  then, and the sum of their estimated costs.",
        caveat: "A reward without an estimated cost adds 0 to the cost.",
    },
    ar: Text {
        name: "Rewards still owed",
        question: "What do we still owe?",
        formula: "Rewards of members at the end of the period that were earned before its end and neither redeemed nor expired by \
                  then, and the sum of their estimated costs.",
        caveat: "A reward without an estimated cost adds 0 to the cost.",
    },
    fa: Text {
        name: "Rewards still owed",
        question: "What do we still owe?",
        formula: "Rewards of members at the end of the period that were earned before its end and neither redeemed nor expired by \
                  then, and the sum of their estimated costs.",
        caveat: "A reward without an estimated cost adds 0 to the cost.",
    },
    tr: Text {
        name: "Rewards still owed",
        question: "What do we still owe?",
        formula: "Rewards of members at the end of the period that were earned before its end and neither redeemed nor expired by \
                  then, and the sum of their estimated costs.",
        caveat: "A reward without an estimated cost adds 0 to the cost.",
    },
    uz: Text {
        name: "Rewards still owed",
        question: "What do we still owe?",
        formula: "Rewards of members at the end of the period that were earned before its end and neither redeemed nor expired by \
                  then, and the sum of their estimated costs.",
        caveat: "A reward without an estimated cost adds 0 to the cost.",
    },
    id: Text {
        name: "Rewards still owed",
        question: "What do we still owe?",
        formula: "Rewards of members at the end of the period that were earned before its end and neither redeemed nor expired by \
                  then, and the sum of their estimated costs.",
        caveat: "A reward without an estimated cost adds 0 to the cost.",
    },
};
