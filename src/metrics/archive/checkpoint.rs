//! What the partitions before an instant come to: a short log from which everything later is answered as from the long one.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;

use super::super::period::Period;
use super::super::query::Query;
use super::Kind;
use crate::clock::Timestamp;
use crate::metrics::dataset::Dataset;
use crate::metrics::facts::Facts;
use crate::metrics::facts::records::{CarriedForward, Id, Record, RecordKind};

/// The records that stand for all before `until`, by kind.
pub(super) fn carry_forward(facts: &Facts, until: Timestamp) -> [(Kind, Vec<Record>); 3] {
    let epoch = jiff::civil::date(1970, 1, 1);
    // Any zone and period would do, since only instants are asked about.
    let query = Query::new(
        TimeZone::UTC,
        Period {
            from: epoch,
            to: epoch,
        },
    );
    let dataset = Dataset::open(facts, &query);
    let open = open_rewards(&dataset, until);
    let mut held = wallets(facts, until);
    held.extend(tiers(facts, until));
    let mut checkpoints = [
        (Kind::CarriedForward, members(&dataset, &open, until)),
        (Kind::OpenRewards, rewards(&dataset, &open, until)),
        (Kind::WalletStates, held),
    ];
    // In the order of time they are shortest.
    checkpoints
        .iter_mut()
        .for_each(|(_, records)| records.sort_by(Record::replay_order));
    checkpoints
}

fn record(at: Timestamp, received: Timestamp, entry: RecordKind) -> Record {
    Record {
        at,
        received,
        event_id: Box::default(),
        entry,
    }
}

/// The last signal of each wallet and device that holds a card.
fn wallets(facts: &Facts, until: Timestamp) -> Vec<Record> {
    let mut last = HashMap::new();
    for signal in facts
        .signals
        .iter()
        .filter(|signal| signal.at < until)
    {
        last.insert((signal.card, signal.wallet, signal.device), signal);
    }
    let held = last
        .into_values()
        .filter(|signal| signal.saved);
    held.map(|signal| {
        let card = facts.cards[signal.card as usize].name;
        let entry = RecordKind::CardSignal {
            card,
            wallet: signal.wallet,
            device: signal.device,
            saved: true,
        };
        record(signal.at, signal.received(), entry)
    })
    .collect()
}

/// The tier of each person.
fn tiers(facts: &Facts, until: Timestamp) -> Vec<Record> {
    let changes = facts
        .tiers
        .iter()
        .filter(|change| change.at < until);
    let last: HashMap<u32, _> = changes
        .map(|change| (change.person, change))
        .collect();
    let change = |(person, change): (u32, &crate::metrics::facts::TierFacts)| {
        let member = facts.people[person as usize].name;
        record(
            change.at,
            change.received(),
            RecordKind::TierChanged {
                member,
                tier: change.tier,
            },
        )
    };
    last.into_iter()
        .map(change)
        .collect()
}

/// The rewards that their owner has not used and that have not run out.
fn open_rewards(dataset: &Dataset<'_>, until: Timestamp) -> HashSet<Id> {
    let used: HashSet<(Id, u32)> = dataset
        .redemptions_anywhere()
        .filter(|redemption| redemption.at < until)
        .map(|redemption| (redemption.reward, redemption.person))
        .collect();
    let waits = |reward: &&crate::metrics::facts::RewardFacts| {
        reward.at < until
            && !used.contains(&(reward.id, reward.person))
            && reward
                .expired_at
                .is_none_or(|ended| ended >= until)
    };
    dataset
        .rewards()
        .filter(waits)
        .map(|reward| reward.id)
        .collect()
}

/// The open rewards, and what somebody else redeemed of them.
fn rewards(dataset: &Dataset<'_>, open: &HashSet<Id>, until: Timestamp) -> Vec<Record> {
    let name = |person: u32| dataset.facts.people[person as usize].name;
    let earned = dataset
        .rewards()
        .filter(|reward| reward.at < until && open.contains(&reward.id))
        .map(|reward| {
            let (member, stamps_spent, cost) =
                (name(reward.person), reward.stamps_spent, reward.cost);
            record(
                reward.at,
                reward.at,
                RecordKind::RewardEarned {
                    reward: reward.id,
                    member,
                    stamps_spent,
                    cost,
                },
            )
        });
    let redeemed = dataset
        .redemptions_anywhere()
        .filter(|redemption| redemption.at < until && open.contains(&redemption.reward));
    let redeemed = redeemed.map(|redemption| {
        let (member, cost, location) = (
            name(redemption.person),
            redemption.cost,
            redemption.location,
        );
        let entry = RecordKind::RewardRedeemed {
            redemption: redemption.id,
            reward: redemption.reward,
            member,
            cost,
            location,
            till: redemption.till,
        };
        record(redemption.at, redemption.at, entry)
    });
    earned.chain(redeemed).collect()
}

/// Balance, sum and known visits of each person.
fn members(dataset: &Dataset<'_>, open: &HashSet<Id>, until: Timestamp) -> Vec<Record> {
    let facts = dataset.facts;
    let mut sums = vec![(0i64, 0i64); facts.people.len()];
    for change in facts
        .stamps
        .iter()
        .filter(|change| change.at < until)
    {
        sums[change.person as usize].0 += change.delta;
    }
    for reward in dataset
        .rewards()
        .filter(|reward| reward.at < until && !open.contains(&reward.id))
    {
        // Open rewards are brought forward as such, and take their stamps there.
        sums[reward.person as usize].0 -= reward.stamps_spent;
    }
    for (person, amount) in &facts.brought {
        sums[*person as usize].1 += amount;
    }
    let of = |(person, (stamps, before)): (usize, (i64, i64))| {
        let mut known = dataset
            .known_of(person as u32)
            .filter(|visit| visit.at < until);
        let first = known.next();
        let last = known.next_back().or(first);
        let known = first
            .zip(last)
            .map(|(first, last)| [(first.at, first.imported), (last.at, last.imported)]);
        // What lies before is in the sum that the last checkpoint brought.
        let visits = dataset
            .visits_of(person as u32)
            .filter(|visit| facts.since <= visit.at && visit.at < until);
        let amount = before
            + visits
                .filter_map(|visit| visit.amount)
                .sum::<i64>();
        let forward = CarriedForward {
            member: facts.people[person].name,
            stamps,
            amount,
            known,
        };
        let something = stamps != 0 || amount != 0 || known.is_some();
        something.then(|| {
            record(
                until.plus_ms(-1),
                until.plus_ms(-1),
                RecordKind::BroughtForward(forward),
            )
        })
    };
    sums.into_iter()
        .enumerate()
        .filter_map(of)
        .collect()
}
