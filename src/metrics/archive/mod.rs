//! The facts cut into partitions of time, so that a question about a month reads that month and not the age of the shop.
//!
//! A partition holds the records of 28 days, by kind, in a few bytes each. Three things make a part of the log answer as
//! the whole would:
//! * The *manifest* names the parts that are stored, and holds the *dimensions*, which reach through all time: cards,
//!   merges, deletions, assignments, costs, settings.
//! * The *checkpoint* of a partition is what all before it comes to: for each member a balance, a sum and the first and
//!   last known visit; for each wallet that holds a card the signal that says so; the rewards still open; the tiers.
//! * A *back reference* is a record that stands in one partition and says something of a record in another: the void of a
//!   visit, what a visit came to, the redemption of a reward, the request for a review. It is filed where that other
//!   record lies. What refers to nothing known is *unresolved*, and read always. The use of a voucher takes its holder and
//!   its cost from the voucher, so that a copy of the voucher is filed where it was used as well.
//!
//! So a period is answered from the manifest, one checkpoint and the partitions it touches, by the same [`FactBuilder`] and
//! the same metrics as the whole log; a property test holds the two against each other.
//!
//! The archive follows the log and can be made from it at any time. It does not look for duplicates: it is told which
//! records to leave out ([`crate::metrics::facts::duplicates`]).

mod checkpoint;
mod codec;
mod ingest;
mod manifest;
mod query;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashSet};

pub use codec::Corrupt;
use codec::{Records, decode, encode};
use manifest::Manifest;
pub use query::{Reads, report_from};

use crate::clock::Timestamp;
use crate::metrics::facts::records::{Id, Record, RecordKind, Symbol};
use crate::metrics::facts::{FactBuilder, Facts};

/// What is stored under one number of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// The archive's manifest; there is one.
    Manifest = 0,
    /// Visits.
    Visits = 1,
    /// Changes of stamps.
    Stamps = 2,
    /// Rewards and redemptions.
    Rewards = 3,
    /// Cards saved and removed, tiers.
    Cards = 4,
    /// Page views, invitations, messages, reviews, links opened.
    Engagement = 5,
    /// What other partitions say of this one.
    BackReferences = 6,
    /// What the partitions before come to for each member.
    CarriedForward = 7,
    /// The rewards that are still open from before.
    OpenRewards = 8,
    /// The wallets that hold a card from before, and the tiers.
    WalletStates = 9,
    /// Where scans were made.
    Tills = 10,
    /// Vouchers given out and used.
    Vouchers = 11,
}

/// The kinds of a checkpoint.
const CHECKPOINTS: [Kind; 3] = [Kind::CarriedForward, Kind::OpenRewards, Kind::WalletStates];

/// The kinds that facts are filed under.
pub(super) const FACTS: [Kind; 7] = [
    Kind::Visits,
    Kind::Stamps,
    Kind::Rewards,
    Kind::Cards,
    Kind::Engagement,
    Kind::Tills,
    Kind::Vouchers,
];

/// Those of them that a checkpoint is made of.
const CARRIED: [Kind; 4] = [Kind::Visits, Kind::Stamps, Kind::Rewards, Kind::Cards];

/// All that is stored beside the manifest.
const STORED: [Kind; 11] = [
    Kind::Visits,
    Kind::Stamps,
    Kind::Rewards,
    Kind::Cards,
    Kind::Engagement,
    Kind::BackReferences,
    Kind::CarriedForward,
    Kind::OpenRewards,
    Kind::WalletStates,
    Kind::Tills,
    Kind::Vouchers,
];

/// Where the archive lies.
pub trait PartStore {
    /// Why something cannot be fetched.
    type Error: From<Corrupt>;

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
    /// What is read, each from an instant on; all before it may be carried forward. [`ALWAYS`] where it may not.
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
    manifest: Manifest,
    /// Whether the stored manifest is another.
    stale: bool,
    /// What is not stored yet.
    changed: BTreeMap<(Kind, i32), Vec<u8>>,
}

/// The kind that a record is filed under; none for what the manifest keeps.
fn kind_of(entry: &RecordKind) -> Option<Kind> {
    Some(match entry {
        RecordKind::Visit { .. } => Kind::Visits,
        RecordKind::StampsChanged { .. } => Kind::Stamps,
        RecordKind::RewardEarned { .. }
        | RecordKind::RewardEnded { .. }
        | RecordKind::RewardRedeemed { .. } => Kind::Rewards,
        RecordKind::CardSignal { .. } | RecordKind::TierChanged { .. } => Kind::Cards,
        RecordKind::VoucherIssued { .. } | RecordKind::VoucherRedeemed(_) => Kind::Vouchers,
        RecordKind::Scanned { .. } => Kind::Tills,
        RecordKind::VisitVoided { .. }
        | RecordKind::AmountRecorded { .. }
        | RecordKind::RedemptionVoided { .. }
        | RecordKind::VoucherRedemptionVoided { .. }
        | RecordKind::VoucherEnded { .. } => Kind::BackReferences,
        RecordKind::BroughtForward(_) => Kind::CarriedForward,
        RecordKind::CardIssued(_)
        | RecordKind::MemberMerged { .. }
        | RecordKind::MemberDeleted { .. }
        | RecordKind::GroupAssigned { .. }
        | RecordKind::CostRecorded { .. }
        | RecordKind::ProgramConfigured(_) => return None,
        _ => Kind::Engagement,
    })
}

impl Archive {
    /// Opens what the store holds; an empty archive if there is nothing.
    pub fn open<S: PartStore>(store: &mut S) -> Result<Archive, S::Error> {
        let manifest = match store.fetch(Kind::Manifest, 0)? {
            Some(bytes) => Manifest::from_bytes(&bytes)?,
            None => Manifest::default(),
        };
        Ok(Archive {
            manifest,
            stale: false,
            changed: BTreeMap::new(),
        })
    }

    /// An archive of nothing.
    pub fn empty() -> Archive {
        Archive {
            manifest: Manifest::default(),
            stale: false,
            changed: BTreeMap::new(),
        }
    }

    /// The parts that are to be stored since it was opened or asked last, without the manifest.
    pub fn take_parts(&mut self) -> Vec<(Kind, i32, Vec<u8>)> {
        std::mem::take(&mut self.changed)
            .into_iter()
            .map(|((kind, partition), bytes)| (kind, partition, bytes))
            .collect()
    }

    /// The same with the manifest, whether it changed or not.
    pub fn take_all(&mut self) -> Vec<(Kind, i32, Vec<u8>)> {
        self.stale = true;
        self.take_changes()
    }

    /// Whether a checkpoint was made that is not stored yet.
    pub fn has_new_checkpoints(&self) -> bool {
        self.changed
            .keys()
            .any(|(kind, _)| CHECKPOINTS.contains(kind))
    }

    /// What is to be stored since it was opened or asked last; the manifest is the last of them.
    pub fn take_changes(&mut self) -> Vec<(Kind, i32, Vec<u8>)> {
        if !std::mem::take(&mut self.stale) {
            return Vec::new();
        }
        let mut parts = self.take_parts();
        parts.push((Kind::Manifest, 0, self.manifest.to_bytes()));
        parts
    }

    /// Bytes that are to be stored, without the manifest.
    pub fn unstored(&self) -> usize {
        self.changed
            .values()
            .map(Vec::len)
            .sum()
    }

    fn bytes<S: PartStore>(
        &self,
        store: &mut S,
        kind: Kind,
        partition: i32,
    ) -> Result<Vec<u8>, S::Error> {
        if let Some(bytes) = self.changed.get(&(kind, partition)) {
            return Ok(bytes.clone());
        }
        if !self
            .manifest
            .parts
            .contains(&(kind, partition))
        {
            return Ok(encode(&[]));
        }
        // A part that the manifest names and the store does not hold is lost.
        Ok(store
            .fetch(kind, partition)?
            .ok_or(Corrupt)?)
    }

    fn put(&mut self, kind: Kind, partition: i32, records: &[Record]) {
        self.put_bytes(kind, partition, encode(records));
    }

    fn put_bytes(&mut self, kind: Kind, partition: i32, bytes: Vec<u8>) {
        self.manifest
            .parts
            .insert((kind, partition));
        self.changed
            .insert((kind, partition), bytes);
    }

    /// How many members, cards and other names it knows: what its manifest weighs.
    pub fn names(&self) -> usize {
        self.manifest.texts.len()
    }

    /// Looks at the records of one kind in one partition.
    fn each<S: PartStore>(
        &self,
        store: &mut S,
        kind: Kind,
        partition: i32,
        mut look: impl FnMut(Record),
    ) -> Result<(), S::Error> {
        let bytes = self.bytes(store, kind, partition)?;
        let records: Records<'_> = decode(&bytes, self.manifest.texts.len())?;
        if kind == Kind::Tills {
            // They lie as they came.
            let mut records = records.collect::<Result<Vec<Record>, _>>()?;
            records.sort_by(Record::replay_order);
            records.into_iter().for_each(look);
            return Ok(());
        }
        for record in records {
            look(record?);
        }
        Ok(())
    }

    /// The facts as far as they are needed, with the visits at these places, or at all.
    pub(super) fn facts<S: PartStore>(
        &mut self,
        store: &mut S,
        need: &Need,
        places: &[String],
    ) -> Result<Facts, S::Error> {
        let mut since: BTreeMap<Kind, i32> = need
            .kinds
            .iter()
            .map(|(kind, since)| (*kind, self.partition_from(partition_of(*since))))
            .collect();
        if since.contains_key(&Kind::Stamps) {
            // A balance is stamps less what rewards took, so all that it is made of goes on from one checkpoint.
            let first = since
                .values()
                .copied()
                .min()
                .unwrap_or(i32::MIN);
            since
                .values_mut()
                .for_each(|since| *since = first);
        }
        let last = partition_of(need.until.plus_ms(-1));
        let (mut wanted, mut checkpoints) = (Vec::new(), Vec::new());
        for (kind, since) in &since {
            self.open_up_to(store, *since)?;
            checkpoints.extend(self.checkpoint_of(*kind, *since));
            wanted.extend(
                self.manifest
                    .partitions
                    .range(*since..=last.max(*since))
                    .map(|partition| (*kind, *partition)),
            );
        }
        checkpoints.dedup();
        if let (Some((from, to)), Some(first)) = (need.visits, since.get(&Kind::Visits)) {
            let from = partition_of(from);
            let earlier = from..partition_of(to)
                .saturating_add(1)
                .min(*first)
                .max(from);
            wanted.extend(
                self.manifest
                    .partitions
                    .range(earlier)
                    .map(|partition| (Kind::Visits, *partition)),
            );
        }
        let places = self.manifest.texts.named(places);
        self.apply(store, &checkpoints, &wanted, places.as_deref())
    }

    /// The partition with records at or after this one, or the one behind the last.
    fn partition_from(&self, partition: i32) -> i32 {
        let next = self
            .manifest
            .partitions
            .range(partition..)
            .next()
            .copied();
        next.or_else(|| {
            self.manifest
                .partitions
                .last()
                .map(|last| last + 1)
        })
        .unwrap_or(partition)
    }

    /// Under what a checkpoint of this kind of fact lies; none where there is nothing before the partition.
    fn checkpoint_of(&self, kind: Kind, partition: i32) -> Option<(Kind, i32)> {
        let checkpoint = match kind {
            Kind::Visits | Kind::Stamps => Kind::CarriedForward,
            Kind::Rewards => Kind::OpenRewards,
            Kind::Cards => Kind::WalletStates,
            _ => return None,
        };
        self.manifest
            .partitions
            .first()
            .is_some_and(|first| *first < partition)
            .then_some((checkpoint, partition))
    }

    /// Applies the manifest, checkpoints, and the wanted parts with what others say of them. Of the visits in these parts,
    /// those elsewhere than at the places are passed over.
    fn apply<S: PartStore>(
        &self,
        store: &mut S,
        checkpoints: &[(Kind, i32)],
        wanted: &[(Kind, i32)],
        places: Option<&[Symbol]>,
    ) -> Result<Facts, S::Error> {
        let manifest = &self.manifest;
        let mut builder = FactBuilder::open(manifest.texts.clone(), manifest.dimensions.iter());
        manifest
            .dimensions
            .iter()
            .for_each(|record| builder.apply(record));
        for (kind, partition) in checkpoints {
            self.each(store, *kind, *partition, |record| builder.apply(&record))?;
        }
        // A copy of what is read at its own place would count twice.
        let at_home: HashSet<(Kind, i32)> = wanted.iter().copied().collect();
        let is_copy = |record: &Record| {
            kind_of(&record.entry)
                .is_some_and(|kind| at_home.contains(&(kind, partition_of(record.at))))
        };
        let touched: BTreeSet<i32> = wanted
            .iter()
            .map(|(_, partition)| *partition)
            .collect();
        let mut seen = HashSet::new();
        let mut refer = |record: &Record| {
            let once = record
                .entry
                .business_id()
                .is_none_or(|id| seen.insert(id));
            if once && !is_copy(record) {
                builder.apply(record);
            }
        };
        for partition in touched {
            self.each(store, Kind::BackReferences, partition, |record| {
                refer(&record)
            })?;
        }
        manifest
            .unresolved
            .iter()
            .for_each(&mut refer);
        for (kind, partition) in wanted {
            self.each(store, *kind, *partition, |record| {
                match self.elsewhere(&record, places) {
                    Some(visit) => builder.pass_over(visit),
                    None => builder.apply(&record),
                }
            })?;
        }
        let mut facts = builder.close();
        let forward = checkpoints
            .iter()
            .find(|(kind, _)| *kind == Kind::CarriedForward);
        facts
            .campaigns
            .extend(&manifest.campaigns);
        facts.since = forward.map_or(Timestamp(i64::MIN), |(_, partition)| start_of(*partition));
        (facts.events_used, facts.duplicates_ignored) =
            (manifest.used as usize, manifest.duplicates as usize);
        Ok(facts)
    }

    /// The visit of a record that is elsewhere than at the places asked about. One whose receipt may name others too is none: whose
    /// receipt it is depends on it wherever it was.
    fn elsewhere(&self, record: &Record, places: Option<&[Symbol]>) -> Option<Id> {
        let RecordKind::Visit {
            visit, location, ..
        } = record.entry
        else {
            return None;
        };
        let is_elsewhere = places?
            .iter()
            .all(|place| Some(*place) != location);
        let passed_over = is_elsewhere
            && !self
                .manifest
                .unresolved_ids
                .contains(&visit);
        passed_over.then_some(visit)
    }

    /// Makes the checkpoints up to this partition's, as far as they do not hold.
    fn open_up_to<S: PartStore>(&mut self, store: &mut S, partition: i32) -> Result<(), S::Error> {
        while self
            .next_closed()
            .is_some_and(|next| next <= partition)
        {
            self.open_next(store)?;
        }
        Ok(())
    }

    /// The first partition that has others before it and no checkpoint that holds.
    fn next_closed(&self) -> Option<i32> {
        let behind = self
            .manifest
            .partitions
            .last()
            .map(|last| last + 1);
        let mut partitions = self
            .manifest
            .partitions
            .iter()
            .copied()
            .skip(1)
            .chain(behind);
        // Those that hold are the first ones: what changes one changes all after it.
        match self.manifest.checkpoints.last() {
            Some(last) => partitions.find(|partition| partition > last),
            None => partitions.next(),
        }
    }

    /// Makes the checkpoint of one more partition; false when all have one.
    pub fn open_next<S: PartStore>(&mut self, store: &mut S) -> Result<bool, S::Error> {
        let Some(next) = self.next_closed() else {
            return Ok(false);
        };
        let Some(before) = self
            .manifest
            .partitions
            .range(..next)
            .next_back()
            .copied()
        else {
            return Ok(false);
        };
        let checkpoints: Vec<(Kind, i32)> = CHECKPOINTS
            .iter()
            .map(|kind| (*kind, before))
            .collect();
        let first = self.manifest.partitions.first() == Some(&before);
        let wanted: Vec<(Kind, i32)> = CARRIED
            .iter()
            .map(|kind| (*kind, before))
            .collect();
        let facts = self.apply(
            store,
            if first {
                &[]
            } else {
                &checkpoints
            },
            &wanted,
            None,
        )?;
        // Not later than any period may end that lies between the two.
        for (kind, records) in checkpoint::carry_forward(&facts, start_of(before + 1)) {
            self.put(kind, next, &records);
        }
        self.manifest
            .checkpoints
            .insert(next);
        self.stale = true;
        Ok(true)
    }
}
