//! The ledger cut into partitions of time, so that a question about a month reads that month and not the age of the shop.
//!
//! A partition holds the records of 28 days, by kind, in a few bytes each. Three things make a part of the log answer as the
//! whole would:
//! * The *head* holds what reaches through all time: cards, merges, deletions, assignments, costs, settings.
//! * The *opening* of a partition is what all before it comes to: for each member a balance, a sum and the first and last
//!   known visit; for each wallet that holds a card the signal that says so; the rewards still open; the tiers.
//! * An *echo* is a record that stands in one partition and says something of a record in another: the void of a visit, the
//!   redemption of a reward, the request for a review. It is filed where that other record lies. What refers to nothing
//!   known is a *stray*, and read always.
//!
//! So a period is answered from the head, one opening and the partitions it touches, by the same [`Posting`] and the same
//! metrics as the whole log; a property test holds the two against each other.
//!
//! The archive follows the log and can be made from it at any time. It does not look for duplicates: it is told which records
//! to leave out ([`super::duplicates`]).

mod answer;
mod codec;
mod fold;
mod forward;
mod head;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashSet};

pub use answer::{Reads, report_from};
pub use codec::Damaged;
use codec::{Records, decode, encode};
use head::Head;

use super::journal::{Entry, Record};
use super::ledger::{Ledger, Posting};
use crate::clock::Timestamp;

/// What is stored under one number of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// The archive's head; there is one.
    Head = 0,
    /// Visits.
    Visits = 1,
    /// Changes of stamps.
    Stamps = 2,
    /// Rewards and redemptions.
    Rewards = 3,
    /// Cards saved and removed, tiers.
    Cards = 4,
    /// Page views, invitations, messages, reviews.
    Talk = 5,
    /// What other partitions say of this one.
    Echoes = 6,
    /// What the partitions before come to for each member.
    Forward = 7,
    /// The rewards that are still open from before.
    OpenRewards = 8,
    /// The wallets that hold a card from before, and the tiers.
    Held = 9,
}

/// The kinds of an opening.
const OPENINGS: [Kind; 3] = [Kind::Forward, Kind::OpenRewards, Kind::Held];

/// The kinds that facts are filed under.
pub(super) const FACTS: [Kind; 5] = [Kind::Visits, Kind::Stamps, Kind::Rewards, Kind::Cards, Kind::Talk];

/// Where the archive lies.
pub trait Shelf {
    /// Why something cannot be fetched.
    type Error: From<Damaged>;

    /// What was stored under this kind and partition.
    fn fetch(&mut self, kind: Kind, partition: i32) -> Result<Option<Vec<u8>>, Self::Error>;
}

/// Milliseconds of a partition.
const PARTITION_MS: i64 = 28 * 86_400_000;

/// The partition of an instant.
pub fn partition_of(at: Timestamp) -> i32 {
    at.0.div_euclid(PARTITION_MS) as i32
}

/// The first instant of a partition.
fn start_of(partition: i32) -> Timestamp {
    Timestamp(i64::from(partition) * PARTITION_MS)
}

/// What a question needs of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Need {
    /// The first instant; all before it may be brought forward. None where it may not.
    pub(super) since: Option<Timestamp>,
    /// The instant after the last.
    pub(super) until: Timestamp,
    /// Visits before that: from the first instant to the second.
    pub(super) visits: Option<(Timestamp, Timestamp)>,
    /// What is read.
    pub(super) kinds: &'static [Kind],
}

/// The archive of one merchant.
pub struct Archive {
    head: Head,
    /// Whether the stored head is another.
    stale: bool,
    /// What is not stored yet.
    changed: BTreeMap<(Kind, i32), Vec<u8>>,
}

/// The kind that a record is filed under; none for what the head keeps.
fn kind_of(entry: &Entry) -> Option<Kind> {
    Some(match entry {
        Entry::Visit { .. } => Kind::Visits,
        Entry::StampsChanged { .. } => Kind::Stamps,
        Entry::RewardEarned { .. } | Entry::RewardEnded { .. } | Entry::RewardRedeemed { .. } => Kind::Rewards,
        Entry::CardSignal { .. } | Entry::TierChanged { .. } => Kind::Cards,
        Entry::VisitVoided { .. } | Entry::RedemptionVoided { .. } => Kind::Echoes,
        Entry::BroughtForward(_) => Kind::Forward,
        Entry::CardIssued(_)
        | Entry::MemberMerged { .. }
        | Entry::MemberDeleted { .. }
        | Entry::GroupAssigned { .. }
        | Entry::CostRecorded { .. }
        | Entry::ProgramConfigured(_) => return None,
        _ => Kind::Talk,
    })
}

impl Archive {
    /// Opens what lies on the shelf; an empty archive if there is nothing.
    pub fn open<S: Shelf>(shelf: &mut S) -> Result<Archive, S::Error> {
        let head = match shelf.fetch(Kind::Head, 0)? {
            Some(bytes) => Head::from_bytes(&bytes)?,
            None => Head::default(),
        };
        Ok(Archive { head, stale: false, changed: BTreeMap::new() })
    }

    /// An archive of nothing.
    pub fn empty() -> Archive {
        Archive { head: Head::default(), stale: false, changed: BTreeMap::new() }
    }

    /// The parts that are to be stored since it was opened or asked last, without the head.
    pub fn take_parts(&mut self) -> Vec<(Kind, i32, Vec<u8>)> {
        std::mem::take(&mut self.changed).into_iter().map(|((kind, partition), bytes)| (kind, partition, bytes)).collect()
    }

    /// The same with the head, whether it changed or not.
    pub fn take_all(&mut self) -> Vec<(Kind, i32, Vec<u8>)> {
        self.stale = true;
        self.take_changes()
    }

    /// Whether an opening was made that is not stored yet.
    pub fn has_new_openings(&self) -> bool {
        self.changed.keys().any(|(kind, _)| OPENINGS.contains(kind))
    }

    /// What is to be stored since it was opened or asked last; the head is the last of them.
    pub fn take_changes(&mut self) -> Vec<(Kind, i32, Vec<u8>)> {
        if !std::mem::take(&mut self.stale) {
            return Vec::new();
        }
        let mut parts = self.take_parts();
        parts.push((Kind::Head, 0, self.head.to_bytes()));
        parts
    }

    /// Bytes that are to be stored, without the head.
    pub fn unstored(&self) -> usize {
        self.changed.values().map(Vec::len).sum()
    }

    fn bytes<S: Shelf>(&self, shelf: &mut S, kind: Kind, partition: i32) -> Result<Vec<u8>, S::Error> {
        match self.changed.get(&(kind, partition)) {
            Some(bytes) => Ok(bytes.clone()),
            None => Ok(shelf.fetch(kind, partition)?.unwrap_or_else(|| encode(&[]))),
        }
    }

    /// Looks at the records of one kind in one partition.
    fn each<S: Shelf>(&self, shelf: &mut S, kind: Kind, partition: i32, mut look: impl FnMut(Record)) -> Result<(), S::Error> {
        let bytes = self.bytes(shelf, kind, partition)?;
        let records: Records<'_> = decode(&bytes)?;
        for record in records {
            look(record?);
        }
        Ok(())
    }

    /// The ledger as far as it is needed.
    pub(super) fn ledger<S: Shelf>(&mut self, shelf: &mut S, need: &Need) -> Result<Ledger, S::Error> {
        let first = need.since.and_then(|since| self.partition_from(partition_of(since)));
        let opening = match first {
            Some(first) => self.opening(shelf, first)?,
            None => None,
        };
        let begin = first.unwrap_or(i32::MIN);
        let last = partition_of(need.until.plus_ms(-1)).max(begin);
        let mut wanted: Vec<(Kind, i32)> = Vec::new();
        for partition in self.head.partitions.range(begin..=last) {
            wanted.extend(need.kinds.iter().map(|kind| (*kind, *partition)));
        }
        if let (Some((from, to)), Some(first)) = (need.visits, first) {
            let from = partition_of(from);
            let earlier = from..partition_of(to).saturating_add(1).min(first).max(from);
            wanted.extend(self.head.partitions.range(earlier).map(|partition| (Kind::Visits, *partition)));
        }
        let opening = opening.map(|opening| (opening, first.unwrap_or(opening)));
        self.post(shelf, opening, need.kinds, &wanted)
    }

    /// The partition with records at or after this one, or the one behind the last.
    fn partition_from(&self, partition: i32) -> Option<i32> {
        let next = self.head.partitions.range(partition..).next().copied();
        next.or_else(|| self.head.partitions.last().map(|last| last + 1))
    }

    /// Posts the head, an opening with the partition that it opens, and the wanted parts with what others say of them.
    fn post<S: Shelf>(
        &self,
        shelf: &mut S,
        opening: Option<(i32, i32)>,
        kinds: &[Kind],
        wanted: &[(Kind, i32)],
    ) -> Result<Ledger, S::Error> {
        let head = &self.head;
        let mut posting = Posting::open(head.texts.clone(), head.register.iter());
        head.register.iter().for_each(|record| posting.post(record));
        for kind in opening_kinds(kinds) {
            if let Some((opening, _)) = opening {
                self.each(shelf, kind, opening, |record| posting.post(&record))?;
            }
        }
        for (kind, partition) in wanted {
            self.each(shelf, *kind, *partition, |record| posting.post(&record))?;
        }
        // A copy of what is read at its own place would count twice.
        let at_home: HashSet<(Kind, i32)> = wanted.iter().copied().collect();
        let is_copy = |record: &Record| kind_of(&record.entry).is_some_and(|kind| at_home.contains(&(kind, partition_of(record.at))));
        let touched: BTreeSet<i32> = wanted.iter().map(|(_, partition)| *partition).collect();
        let mut seen = HashSet::new();
        let mut echo = |record: &Record| {
            let once = record.entry.business_id().is_none_or(|id| seen.insert(id));
            if once && !is_copy(record) {
                posting.post(record);
            }
        };
        for partition in touched {
            self.each(shelf, Kind::Echoes, partition, |record| echo(&record))?;
        }
        head.strays.iter().for_each(&mut echo);
        let mut ledger = posting.close();
        ledger.since = opening.map_or(Timestamp(i64::MIN), |(_, first)| start_of(first));
        (ledger.events_used, ledger.duplicates_ignored) = (head.used as usize, head.duplicates as usize);
        Ok(ledger)
    }

    /// Under which partition that lies to which all before this one comes; none if there is nothing before it.
    fn opening<S: Shelf>(&mut self, shelf: &mut S, partition: i32) -> Result<Option<i32>, S::Error> {
        let Some(first) = self.head.partitions.first().copied().filter(|first| *first < partition) else { return Ok(None) };
        let held = self.head.opened.range(..=partition).next_back().copied();
        let (mut at, mut opening) = (held.unwrap_or(first), held);
        while at < partition {
            let next = self.head.partitions.range(at + 1..).next().copied().unwrap_or(at + 1);
            let wanted: Vec<(Kind, i32)> = FACTS.iter().map(|kind| (*kind, at)).collect();
            let ledger = self.post(shelf, opening.map(|opening| (opening, at)), &FACTS, &wanted)?;
            // Not later than any period may end that lies between the two.
            for (kind, records) in forward::bring_forward(&ledger, start_of(at + 1)) {
                self.changed.insert((kind, next), encode(&records));
            }
            self.head.opened.insert(next);
            self.stale = true;
            (at, opening) = (next, Some(next));
        }
        Ok(opening)
    }
}

/// What of an opening these facts go on from.
fn opening_kinds(kinds: &[Kind]) -> impl Iterator<Item = Kind> {
    let wants = |kind: &Kind, facts: &[Kind]| facts.iter().any(|fact| kinds.contains(fact)).then_some(*kind);
    [
        wants(&Kind::Forward, &[Kind::Visits, Kind::Stamps]),
        wants(&Kind::OpenRewards, &[Kind::Rewards]),
        wants(&Kind::Held, &[Kind::Cards]),
    ]
    .into_iter()
    .flatten()
}
