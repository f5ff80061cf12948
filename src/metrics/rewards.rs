//! Rewards, ladder and tiers (section 5.5 of the dictionary).

use std::collections::{BTreeMap, HashSet};

use serde_json::json;

use super::book::View;
use super::catalogue::{Definition, Unit};
use super::figure::Figure;
use super::journal::Name;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "rewards_earned",
        question: "How many rewards did members earn?",
        formula: "Rewards earned in the period, without the revoked ones.",
        caveat: "",
        unit: Unit::Count,
        measure: |view| Figure::Count(view.rewards().count() as i64),
    },
    Definition {
        id: "rewards_redeemed",
        question: "How many rewards were handed over?",
        formula: "Redemptions in the period, without the voided ones.",
        caveat: "",
        unit: Unit::Count,
        measure: |view| Figure::Count(view.redemptions().count() as i64),
    },
    Definition {
        id: "reward_redemption_rate",
        question: "Of the rewards people earned, how many did they use?",
        formula: "Rewards earned in the period and redeemed before its end, out of all rewards earned in it.",
        caveat: "Rewards earned in the last days had little time; compare with the previous period, or ask for a quarter.",
        unit: Unit::Share,
        measure: reward_redemption_rate,
    },
    Definition {
        id: "redemption_participation",
        question: "How many different members redeemed anything?",
        formula: "Members with a redemption in the period.",
        caveat: "",
        unit: Unit::Count,
        measure: |view| Figure::People(redeemers(view)),
    },
    Definition {
        id: "redemption_rate",
        question: "Of everybody who was a member, how many redeemed?",
        formula: "Members with a redemption in the period out of all who were members at some time in it.",
        caveat: "",
        unit: Unit::Share,
        measure: |view| Figure::Share { num: redeemers(view), den: view.members_during() },
    },
    Definition {
        id: "redemptions_per_redeemer",
        question: "How often do they redeem?",
        formula: "Redemptions in the period over members with one.",
        caveat: "",
        unit: Unit::Number,
        measure: |view| Figure::Ratio(view.redemptions().count() as i64, redeemers(view).len() as i64),
    },
    Definition {
        id: "rewards_outstanding",
        question: "What do we still owe?",
        formula: "Rewards of members at the end of the period that were earned and neither redeemed nor ended before it, and their \
                  estimated cost.",
        caveat: "",
        unit: Unit::Count,
        measure: rewards_outstanding,
    },
    Definition {
        id: "ladder_progress",
        question: "Where on the ladder do members stand?",
        formula: "Stamp balance of each member at the end of the period; near the reward are those with one or two stamps to go.",
        caveat: "",
        unit: Unit::Table,
        measure: ladder_progress,
    },
    Definition {
        id: "tier_distribution",
        question: "What share of members is in each tier?",
        formula: "The last tier of each member at the end of the period; `none` without one.",
        caveat: "Shares of all members.",
        unit: Unit::Table,
        measure: tier_distribution,
    },
];

fn redeemers(view: &View<'_>) -> Vec<u32> {
    let marks = view.marks(view.redemptions().map(|redemption| redemption.person));
    (0..marks.len() as u32).filter(|person| marks[*person as usize]).collect()
}

/// The rewards used before the end of the period, at whatever place.
fn used_before_end(view: &View<'_>) -> HashSet<Name> {
    view.book.redemptions_anywhere().filter(|redemption| redemption.at < view.end).map(|redemption| redemption.reward).collect()
}

fn reward_redemption_rate(view: &View<'_>) -> Figure {
    let used = used_before_end(view);
    let earned: Vec<Name> = view.rewards().map(|reward| reward.id).collect();
    Figure::Ratio(earned.iter().filter(|reward| used.contains(reward)).count() as i64, earned.len() as i64)
}

fn rewards_outstanding(view: &View<'_>) -> Figure {
    let used = used_before_end(view);
    let owed = view.book.rewards().filter(|reward| reward.at < view.end && view.is_member_at_end(reward.person));
    let waiting = owed.filter(|reward| !used.contains(&reward.id) && reward.expired_at.is_none_or(|ended| ended >= view.end));
    let (count, cost) = waiting.fold((0, 0), |(count, cost), reward| (count + 1, cost + reward.cost));
    Figure::Table(json!({ "value": count, "cost_minor": cost }))
}

fn ladder_progress(view: &View<'_>) -> Figure {
    let mut balances = vec![0; view.book.ledger.people.len()];
    for change in view.book.ledger.stamps.iter().filter(|change| change.at < view.end) {
        balances[change.person as usize] += change.delta;
    }
    for reward in view.book.rewards().filter(|reward| reward.at < view.end) {
        balances[reward.person as usize] -= reward.stamps_spent;
    }
    let standing = view.members_at_end().into_iter().map(|person| balances[person as usize].max(0));
    let mut distribution: BTreeMap<i64, i64> = BTreeMap::new();
    standing.for_each(|balance| *distribution.entry(balance).or_default() += 1);
    let required = view.configuration().stamps_required;
    let members_with = |balance: i64| distribution.get(&balance).copied().unwrap_or(0);
    let near = required.map(|required| members_with(required - 1) + members_with(required - 2));
    let by_balance: serde_json::Map<_, _> = distribution.iter().map(|(balance, n)| (balance.to_string(), json!(n))).collect();
    Figure::Table(json!({ "distribution": by_balance, "stamps_required": required, "near_reward": near }))
}

fn tier_distribution(view: &View<'_>) -> Figure {
    let mut tiers: Vec<Option<Name>> = vec![None; view.book.ledger.people.len()];
    for (person, _, tier) in view.book.ledger.tiers.iter().filter(|(_, at, _)| *at < view.end) {
        tiers[*person as usize] = Some(*tier);
    }
    let members = view.members_at_end();
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for person in &members {
        *counts.entry(tiers[*person as usize].map_or("none", |tier| view.book.ledger.text(tier))).or_default() += 1;
    }
    let shares: BTreeMap<&str, f64> = counts.iter().map(|(tier, n)| (*tier, *n as f64 / members.len() as f64)).collect();
    Figure::Table(json!({ "members": members.len(), "counts": counts, "shares": (!members.is_empty()).then_some(shares) }))
}
