//! The ledger cut into partitions of time, so that a question about a month reads that month and not the age of the shop.
//!
//! A partition holds the records of 28 days, by kind, in a few bytes each. Three things make a part of the log answer as the
//! whole would:
//! * The *head* holds what reaches through all time: cards, merges, deletions, assignments, costs, settings.
//! * The *opening* of a partition is what all before it comes to: for each member a balance, a sum and the first and last
//!   known visit; for each wallet that holds a card the signal that says so; the rewards still open; the tiers.
//! * An *echo* is a record that stands in one partition and says something of a record in another: the void of a visit, what a
//!   visit came to, the redemption of a reward, the request for a review. It is filed where that other record lies. What refers to nothing
//!   known is a *stray*, and read always.
//!
//! So a period is answered from the head, one opening and the partitions it touches, by the same [`Posting`] and the same
//! metrics as the whole log; a property test holds the two against each other.
//!
//! The archive follows the log and can be made from it at any time. It does not look for duplicates: it is told which records
//! to leave out ([`crate::metrics::facts::duplicates`]).

mod checkpoint;
mod codec;
mod ingest;
mod manifest;
mod query;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashSet};

pub use codec::Damaged;
use codec::{Records, decode, encode};
use manifest::Head;
pub use query::{Reads, report_from};

use crate::clock::Timestamp;
use crate::metrics::facts::records::{Entry, Record};
use crate::metrics::facts::{Ledger, Posting};

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
pub(super) const FACTS: [Kind; 5] = [
    Kind::Visits,
    Kind::Stamps,
    Kind::Rewards,
    Kind::Cards,
    Kind::Talk,
];

/// All that is stored beside the head.
const STORED: [Kind; 9] = [
    Kind::Visits,
    Kind::Stamps,
    Kind::Rewards,
    Kind::Cards,
    Kind::Talk,
    Kind::Echoes,
    Kind::Forward,
    Kind::OpenRewards,
    Kind::Held,
];

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
    at.0.div_euclid(PARTITION_MS)
        .clamp(i64::from(i32::MIN), i64::from(i32::MAX - 1)) as i32
}

/// The first instant of a partition.
fn start_of(partition: i32) -> Timestamp {
    Timestamp(i64::from(partition) * PARTITION_MS)
}

/// What a question needs of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Need {
    /// What is read, each from an instant on; all before it may be brought forward. [`ALWAYS`] where it may not.
    pub(super) kinds: BTreeMap<Kind, Timestamp>,
    /// The instant after the last.
    pub(super) until: Timestamp,
    /// Visits before that: from the first instant to the second.
    pub(super) visits: Option<(Timestamp, Timestamp)>,
}

/// Before everything.
pub(super) const ALWAYS: Timestamp = Timestamp(i64::MIN);

impl Need {
    /// What both need.
    fn with(self, other: Need) -> Need {
        let visits = match (self.visits, other.visits) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (one, another) => one.or(another),
        };
        let mut kinds = self.kinds;
        for (kind, since) in other.kinds {
            kinds
                .entry(kind)
                .and_modify(|first| *first = since.min(*first))
                .or_insert(since);
        }
        Need {
            kinds,
            until: self.until.max(other.until),
            visits,
        }
    }
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
        Entry::RewardEarned { .. } | Entry::RewardEnded { .. } | Entry::RewardRedeemed { .. } => {
            Kind::Rewards
        }
        Entry::CardSignal { .. } | Entry::TierChanged { .. } => Kind::Cards,
        Entry::VisitVoided { .. }
        | Entry::AmountRecorded { .. }
        | Entry::RedemptionVoided { .. } => Kind::Echoes,
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
        Ok(Archive {
            head,
            stale: false,
            changed: BTreeMap::new(),
        })
    }

    /// An archive of nothing.
    pub fn empty() -> Archive {
        Archive {
            head: Head::default(),
            stale: false,
            changed: BTreeMap::new(),
        }
    }

    /// The parts that are to be stored since it was opened or asked last, without the head.
    pub fn take_parts(&mut self) -> Vec<(Kind, i32, Vec<u8>)> {
        std::mem::take(&mut self.changed)
            .into_iter()
            .map(|((kind, partition), bytes)| (kind, partition, bytes))
            .collect()
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

    fn bytes<S: Shelf>(
        &self,
        shelf: &mut S,
        kind: Kind,
        partition: i32,
    ) -> Result<Vec<u8>, S::Error> {
        if let Some(bytes) = self.changed.get(&(kind, partition)) {
            return Ok(bytes.clone());
        }
        if !self.head.parts.contains(&(kind, partition)) {
            return Ok(encode(&[]));
        }
        // What the head knows of and the shelf has not is lost.
        Ok(shelf.fetch(kind, partition)?.ok_or(Damaged)?)
    }

    fn put(&mut self, kind: Kind, partition: i32, records: &[Record]) {
        self.head.parts.insert((kind, partition));
        self.changed.insert((kind, partition), encode(records));
    }

    /// How many members, cards and other names it knows: what its head weighs.
    pub fn names(&self) -> usize {
        self.head.texts.len()
    }

    /// Looks at the records of one kind in one partition.
    fn each<S: Shelf>(
        &self,
        shelf: &mut S,
        kind: Kind,
        partition: i32,
        mut look: impl FnMut(Record),
    ) -> Result<(), S::Error> {
        let bytes = self.bytes(shelf, kind, partition)?;
        let records: Records<'_> = decode(&bytes, self.head.texts.len())?;
        for record in records {
            look(record?);
        }
        Ok(())
    }

    /// The ledger as far as it is needed.
    pub(super) fn ledger<S: Shelf>(
        &mut self,
        shelf: &mut S,
        need: &Need,
    ) -> Result<Ledger, S::Error> {
        let mut since: BTreeMap<Kind, i32> = need
            .kinds
            .iter()
            .map(|(kind, since)| (*kind, self.partition_from(partition_of(*since))))
            .collect();
        if since.contains_key(&Kind::Stamps) {
            // A balance is stamps less what rewards took, so all that it is made of goes on from one opening.
            let first = since.values().copied().min().unwrap_or(i32::MIN);
            since.values_mut().for_each(|since| *since = first);
        }
        let last = partition_of(need.until.plus_ms(-1));
        let (mut wanted, mut openings) = (Vec::new(), Vec::new());
        for (kind, since) in &since {
            self.open_up_to(shelf, *since)?;
            openings.extend(self.opening_of(*kind, *since));
            wanted.extend(
                self.head
                    .partitions
                    .range(*since..=last.max(*since))
                    .map(|partition| (*kind, *partition)),
            );
        }
        openings.dedup();
        if let (Some((from, to)), Some(first)) = (need.visits, since.get(&Kind::Visits)) {
            let from = partition_of(from);
            let earlier = from..partition_of(to).saturating_add(1).min(*first).max(from);
            wanted.extend(
                self.head
                    .partitions
                    .range(earlier)
                    .map(|partition| (Kind::Visits, *partition)),
            );
        }
        self.post(shelf, &openings, &wanted)
    }

    /// The partition with records at or after this one, or the one behind the last.
    fn partition_from(&self, partition: i32) -> i32 {
        let next = self.head.partitions.range(partition..).next().copied();
        next.or_else(|| self.head.partitions.last().map(|last| last + 1))
            .unwrap_or(partition)
    }

    /// Under what an opening of this kind of fact lies; none where there is nothing before the partition.
    fn opening_of(&self, kind: Kind, partition: i32) -> Option<(Kind, i32)> {
        let opening = match kind {
            Kind::Visits | Kind::Stamps => Kind::Forward,
            Kind::Rewards => Kind::OpenRewards,
            Kind::Cards => Kind::Held,
            _ => return None,
        };
        self.head
            .partitions
            .first()
            .is_some_and(|first| *first < partition)
            .then_some((opening, partition))
    }

    /// Posts the head, openings, and the wanted parts with what others say of them.
    fn post<S: Shelf>(
        &self,
        shelf: &mut S,
        openings: &[(Kind, i32)],
        wanted: &[(Kind, i32)],
    ) -> Result<Ledger, S::Error> {
        let head = &self.head;
        let mut posting = Posting::open(head.texts.clone(), head.register.iter());
        head.register.iter().for_each(|record| posting.post(record));
        for (kind, partition) in openings.iter().chain(wanted) {
            self.each(shelf, *kind, *partition, |record| posting.post(&record))?;
        }
        // A copy of what is read at its own place would count twice.
        let at_home: HashSet<(Kind, i32)> = wanted.iter().copied().collect();
        let is_copy = |record: &Record| {
            kind_of(&record.entry)
                .is_some_and(|kind| at_home.contains(&(kind, partition_of(record.at))))
        };
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
        let forward = openings.iter().find(|(kind, _)| *kind == Kind::Forward);
        ledger.since = forward.map_or(Timestamp(i64::MIN), |(_, partition)| start_of(*partition));
        (ledger.events_used, ledger.duplicates_ignored) =
            (head.used as usize, head.duplicates as usize);
        Ok(ledger)
    }

    /// Makes the openings up to this partition's, as far as they do not hold.
    fn open_up_to<S: Shelf>(&mut self, shelf: &mut S, partition: i32) -> Result<(), S::Error> {
        while self.next_closed().is_some_and(|next| next <= partition) {
            self.open_next(shelf)?;
        }
        Ok(())
    }

    /// The first partition that has others before it and no opening that holds.
    fn next_closed(&self) -> Option<i32> {
        let behind = self.head.partitions.last().map(|last| last + 1);
        let mut partitions = self.head.partitions.iter().copied().skip(1).chain(behind);
        // Those that hold are the first ones: what changes one changes all after it.
        match self.head.opened.last() {
            Some(last) => partitions.find(|partition| partition > last),
            None => partitions.next(),
        }
    }

    /// Makes the opening of one more partition; false when all have one.
    pub fn open_next<S: Shelf>(&mut self, shelf: &mut S) -> Result<bool, S::Error> {
        let Some(next) = self.next_closed() else {
            return Ok(false);
        };
        let Some(before) = self.head.partitions.range(..next).next_back().copied() else {
            return Ok(false);
        };
        let openings: Vec<(Kind, i32)> = OPENINGS.iter().map(|kind| (*kind, before)).collect();
        let first = self.head.partitions.first() == Some(&before);
        let wanted: Vec<(Kind, i32)> = FACTS.iter().map(|kind| (*kind, before)).collect();
        let ledger = self.post(shelf, if first { &[] } else { &openings }, &wanted)?;
        // Not later than any period may end that lies between the two.
        for (kind, records) in checkpoint::bring_forward(&ledger, start_of(before + 1)) {
            self.put(kind, next, &records);
        }
        self.head.opened.insert(next);
        self.stale = true;
        Ok(true)
    }
}
