//! What the partitions before an instant come to: a short log from which everything later is answered as from the long one.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;

use super::super::period::Period;
use super::super::query::Query;
use super::Kind;
use crate::clock::Timestamp;
use crate::metrics::dataset::Book;
use crate::metrics::facts::Ledger;
use crate::metrics::facts::records::{Entry, Forward, Id, Record};

/// The records that stand for all before `until`, by kind.
pub(super) fn bring_forward(ledger: &Ledger, until: Timestamp) -> [(Kind, Vec<Record>); 3] {
    let epoch = jiff::civil::date(1970, 1, 1);
    let query = Query::new(
        TimeZone::UTC,
        Period {
            from: epoch,
            to: epoch,
        },
    );
    let book = Book::open(ledger, &query);
    let open = open_rewards(&book, until);
    let mut held = wallets(ledger, until);
    held.extend(tiers(ledger, until));
    let mut openings = [
        (Kind::Forward, members(&book, &open, until)),
        (Kind::OpenRewards, rewards(&book, &open, until)),
        (Kind::Held, held),
    ];
    // In the order of time they are shortest.
    openings
        .iter_mut()
        .for_each(|(_, records)| records.sort_by(Record::replay_order));
    openings
}

fn record(at: Timestamp, received: Timestamp, entry: Entry) -> Record {
    Record {
        at,
        received,
        event_id: Box::default(),
        entry,
    }
}

/// The last signal of each wallet and device that holds a card.
fn wallets(ledger: &Ledger, until: Timestamp) -> Vec<Record> {
    let mut last = HashMap::new();
    for signal in ledger.signals.iter().filter(|signal| signal.at < until) {
        last.insert((signal.card, signal.wallet, signal.device), signal);
    }
    let held = last.into_values().filter(|signal| signal.saved);
    held.map(|signal| {
        let card = ledger.cards[signal.card as usize].name;
        let entry = Entry::CardSignal {
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
fn tiers(ledger: &Ledger, until: Timestamp) -> Vec<Record> {
    let changes = ledger.tiers.iter().filter(|change| change.at < until);
    let last: HashMap<u32, _> = changes.map(|change| (change.person, change)).collect();
    let change = |(person, change): (u32, &crate::metrics::facts::Tier)| {
        let member = ledger.people[person as usize].name;
        record(
            change.at,
            change.received(),
            Entry::TierChanged {
                member,
                tier: change.tier,
            },
        )
    };
    last.into_iter().map(change).collect()
}

/// The rewards that their owner has not used and that have not run out.
fn open_rewards(book: &Book<'_>, until: Timestamp) -> HashSet<Id> {
    let used: HashSet<(Id, u32)> = book
        .redemptions_anywhere()
        .filter(|redemption| redemption.at < until)
        .map(|redemption| (redemption.reward, redemption.person))
        .collect();
    let waits = |reward: &&crate::metrics::facts::Reward| {
        reward.at < until
            && !used.contains(&(reward.id, reward.person))
            && reward.expired_at.is_none_or(|ended| ended >= until)
    };
    book.rewards()
        .filter(waits)
        .map(|reward| reward.id)
        .collect()
}

/// The open rewards, and what somebody else redeemed of them.
fn rewards(book: &Book<'_>, open: &HashSet<Id>, until: Timestamp) -> Vec<Record> {
    let name = |person: u32| book.ledger.people[person as usize].name;
    let earned = book
        .rewards()
        .filter(|reward| reward.at < until && open.contains(&reward.id))
        .map(|reward| {
            let (member, stamps_spent, cost) =
                (name(reward.person), reward.stamps_spent, reward.cost);
            record(
                reward.at,
                reward.at,
                Entry::RewardEarned {
                    reward: reward.id,
                    member,
                    stamps_spent,
                    cost,
                },
            )
        });
    let redeemed = book
        .redemptions_anywhere()
        .filter(|redemption| redemption.at < until && open.contains(&redemption.reward));
    let redeemed = redeemed.map(|redemption| {
        let (member, cost, location) = (
            name(redemption.person),
            redemption.cost,
            redemption.location,
        );
        let entry = Entry::RewardRedeemed {
            redemption: redemption.id,
            reward: redemption.reward,
            member,
            cost,
            location,
        };
        record(redemption.at, redemption.at, entry)
    });
    earned.chain(redeemed).collect()
}

/// Balance, sum and known visits of each person.
fn members(book: &Book<'_>, open: &HashSet<Id>, until: Timestamp) -> Vec<Record> {
    let ledger = book.ledger;
    let mut sums = vec![(0i64, 0i64); ledger.people.len()];
    for change in ledger.stamps.iter().filter(|change| change.at < until) {
        sums[change.person as usize].0 += change.delta;
    }
    for reward in book
        .rewards()
        .filter(|reward| reward.at < until && !open.contains(&reward.id))
    {
        sums[reward.person as usize].0 -= reward.stamps_spent;
    }
    for (person, amount) in &ledger.brought {
        sums[*person as usize].1 += amount;
    }
    let of = |(person, (stamps, before)): (usize, (i64, i64))| {
        let mut known = book
            .known_of(person as u32)
            .filter(|visit| visit.at < until);
        let first = known.next();
        let last = known.next_back().or(first);
        let known = first
            .zip(last)
            .map(|(first, last)| [(first.at, first.imported), (last.at, last.imported)]);
        let visits = book
            .visits_of(person as u32)
            .filter(|visit| ledger.since <= visit.at && visit.at < until);
        let amount = before + visits.filter_map(|visit| visit.amount).sum::<i64>();
        let forward = Forward {
            member: ledger.people[person].name,
            stamps,
            amount,
            known,
        };
        let something = stamps != 0 || amount != 0 || known.is_some();
        something.then(|| {
            record(
                until.plus_ms(-1),
                until.plus_ms(-1),
                Entry::BroughtForward(forward),
            )
        })
    };
    sums.into_iter().enumerate().filter_map(of).collect()
}
