//! What do we still owe? (section 5.5 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::rewards::used_before_end;

pub(super) const METRIC: Definition = Definition { id: "rewards_outstanding", unit: Unit::Count, family: "rewards", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let used = used_before_end(view);
    let owed = view.book.rewards().filter(|reward| reward.at < view.end && view.is_member_at_end(reward.person));
    let waiting = owed.filter(|reward| !used.contains(&reward.id) && reward.expired_at.is_none_or(|ended| ended >= view.end));
    let (count, cost) = waiting.fold((0, 0), |(count, cost), reward| (count + 1, cost + reward.cost));
    Figure::Table(json!({ "value": count, "cost_minor": cost }))
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
