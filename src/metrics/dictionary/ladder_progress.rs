//! Where on the ladder do members stand? (section 5.5 of the dictionary)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "ladder_progress", unit: Unit::Table, family: "rewards", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::AtEnd, num: "one or two stamps from the reward", den: "members at the end of the period" };

fn measure(view: &View<'_>) -> Figure {
    let mut balances = vec![0; view.book.ledger.people.len()];
    for change in view.book.ledger.stamps.iter().filter(|change| change.at < view.end) {
        balances[change.person as usize] += change.delta;
    }
    for reward in view.book.rewards().filter(|reward| reward.at < view.end) {
        balances[reward.person as usize] -= reward.stamps_spent;
    }
    let members = view.members_at_end();
    let standing = |person: &u32| balances[*person as usize].max(0);
    let mut distribution: BTreeMap<i64, i64> = BTreeMap::new();
    members.iter().map(standing).for_each(|balance| *distribution.entry(balance).or_default() += 1);
    let required = view.configuration().stamps_required;
    let near_to = |required: i64| members.iter().copied().filter(move |person| [required - 1, required - 2].contains(&standing(person)));
    let near: Option<Vec<u32>> = required.map(|required| near_to(required).collect());
    let by_balance: serde_json::Map<_, _> = distribution.iter().map(|(balance, n)| (balance.to_string(), json!(n))).collect();
    let value = json!({ "distribution": by_balance, "stamps_required": required, "near_reward": near.as_ref().map(Vec::len) });
    Figure::Table { value, num: near.map(|near| Parts::each(near).into()), den: Some(Parts::each(members).into()) }
}

const WORDS: Words = Words {
    en: Text {
        name: "Places on the ladder",
        question: "Where on the ladder do members stand?",
        formula: "For each stamp balance (stamps received − stamps spent on rewards, never below 0), how many members have it at the \
                  end of the period. Near the reward are those with one or two stamps to go.",
        caveat: "",
    },
    ar: Text {
        name: "Places on the ladder",
        question: "Where on the ladder do members stand?",
        formula: "For each stamp balance (stamps received − stamps spent on rewards, never below 0), how many members have it at the \
                  end of the period. Near the reward are those with one or two stamps to go.",
        caveat: "",
    },
    fa: Text {
        name: "Places on the ladder",
        question: "Where on the ladder do members stand?",
        formula: "For each stamp balance (stamps received − stamps spent on rewards, never below 0), how many members have it at the \
                  end of the period. Near the reward are those with one or two stamps to go.",
        caveat: "",
    },
    tr: Text {
        name: "Places on the ladder",
        question: "Where on the ladder do members stand?",
        formula: "For each stamp balance (stamps received − stamps spent on rewards, never below 0), how many members have it at the \
                  end of the period. Near the reward are those with one or two stamps to go.",
        caveat: "",
    },
    uz: Text {
        name: "Places on the ladder",
        question: "Where on the ladder do members stand?",
        formula: "For each stamp balance (stamps received − stamps spent on rewards, never below 0), how many members have it at the \
                  end of the period. Near the reward are those with one or two stamps to go.",
        caveat: "",
    },
    id: Text {
        name: "Places on the ladder",
        question: "Where on the ladder do members stand?",
        formula: "For each stamp balance (stamps received − stamps spent on rewards, never below 0), how many members have it at the \
                  end of the period. Near the reward are those with one or two stamps to go.",
        caveat: "",
    },
};
