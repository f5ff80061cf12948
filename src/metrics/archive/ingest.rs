//! Takes the log's next events into the archive.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::codec::{decode, encode, is_ordered_entry};
use super::{Archive, Kind, PartStore, kind_of, partition_of};
use crate::domain::event::{Event, RewardEnd};
use crate::metrics::facts::records::{
    Id, Interner, Issued, Record, RecordKind, UsedVoucher, entry_of,
};
use crate::metrics::facts::{Survivors, member_of};

/// New records, sorted out.
#[derive(Default)]
struct RecordBatch {
    parts: BTreeMap<(Kind, i32), Vec<Record>>,
    dimensions: Vec<Record>,
    /// What says something of another record.
    references: Vec<Record>,
    /// Where the batch's own facts lie.
    targets: HashMap<Id, i32>,
}

/// The record that this one says something of.
fn target_of(entry: &RecordKind) -> Option<(Kind, Id)> {
    Some(match *entry {
        RecordKind::VisitVoided { visit } | RecordKind::AmountRecorded { visit, .. } => {
            (Kind::Visits, visit)
        }
        RecordKind::StampsChanged { visit, .. } | RecordKind::ReviewRequested { visit, .. } => {
            (Kind::Visits, visit?)
        }
        RecordKind::RewardEnded { reward, .. } | RecordKind::RewardRedeemed { reward, .. } => {
            (Kind::Rewards, reward)
        }
        RecordKind::RedemptionVoided { redemption } => (Kind::Rewards, redemption),
        RecordKind::VoucherRedeemed(UsedVoucher { voucher, .. })
        // One that ran out stays given out, so nothing is said of it.
        | RecordKind::VoucherEnded {
            voucher,
            end: RewardEnd::Revoked,
        } => (Kind::Vouchers, voucher),
        RecordKind::VoucherRedemptionVoided { redemption } => (Kind::Vouchers, redemption),
        RecordKind::ReviewSubmitted { request, .. } => (Kind::Engagement, request?),
        _ => return None,
    })
}

/// A record with the event's id only where that can decide between facts of one instant.
fn record_of(event: &Event, entry: RecordKind) -> Record {
    let event_id = if is_ordered_entry(&entry) {
        event.event_id.as_str().into()
    } else {
        Box::default()
    };
    Record {
        at: event.occurred_at,
        received: event.received_at,
        event_id,
        entry,
    }
}

/// Where something was found, and what it is.
type Found = HashMap<Id, (i32, Record)>;

impl Archive {
    /// Takes events of the log that follow what it holds, in any order of time; `ignored` are the sequence numbers of those
    /// that are duplicates of others.
    pub fn ingest<S: PartStore>(
        &mut self,
        store: &mut S,
        events: &[(i64, Event)],
        ignored: &HashSet<i64>,
    ) -> Result<(), S::Error> {
        self.stale |= !events.is_empty();
        let mut names = Interner::after(std::mem::take(&mut self.manifest.texts));
        let mut batch = RecordBatch::default();
        for (seq, event) in events {
            if ignored.contains(seq) {
                self.manifest.duplicates += 1;
            } else if let Some(entry) = entry_of(event, &mut names) {
                self.manifest.used += 1;
                self.sort_out(&mut batch, record_of(event, entry));
                if let RecordKind::Visit {
                    visit,
                    imported: false,
                    till,
                    ..
                } = entry
                {
                    self.sort_out(
                        &mut batch,
                        record_of(event, RecordKind::Scanned { visit, till }),
                    );
                }
            }
        }
        self.manifest.texts = names.into_texts();
        for ((kind, partition), records) in std::mem::take(&mut batch.parts) {
            self.append(store, kind, partition, records)?;
        }
        self.add_dimensions(std::mem::take(&mut batch.dimensions));
        self.add_back_references(store, batch)
    }

    fn sort_out(&mut self, batch: &mut RecordBatch, record: Record) {
        let partition = partition_of(record.at);
        if let Some(member) = member_of(&record.entry) {
            self.manifest
                .note_name(member, partition);
        }
        match record.entry {
            RecordKind::CardSignal { card, .. } | RecordKind::CardIssued(Issued { card, .. }) => {
                self.manifest
                    .note_name(card, partition)
            }
            _ => {}
        }
        match kind_of(&record.entry) {
            None => return batch.dimensions.push(record),
            Some(Kind::BackReferences) => {}
            Some(kind) => {
                self.manifest
                    .partitions
                    .insert(partition);
                // A late record changes what every later checkpoint has brought forward.
                self.manifest.change(partition);
                batch
                    .parts
                    .entry((kind, partition))
                    .or_default()
                    .push(record.clone());
            }
        }
        if let Some(id) = record.entry.business_id() {
            batch.targets.insert(id, partition);
            let is_awaited = self
                .manifest
                .unresolved_ids
                .contains(&id);
            match record.entry {
                // Stamps elsewhere wait for it.
                RecordKind::Visit { .. } if is_awaited => {
                    self.manifest.change(i32::MIN);
                    self.leave_unresolved(record.clone());
                }
                // It was used before it was known.
                RecordKind::VoucherIssued { .. } if is_awaited => {
                    self.leave_unresolved(record.clone());
                }
                _ => {}
            }
        }
        if let RecordKind::MessageSent {
            campaign: Some(campaign),
            ..
        } = record.entry
        {
            self.manifest
                .campaigns
                .insert(campaign);
        }
        if target_of(&record.entry).is_some() {
            batch.references.push(record);
        }
    }

    /// Keeps a record where it is read always.
    fn leave_unresolved(&mut self, record: Record) {
        self.manifest
            .unresolved
            .push(record);
    }

    fn append<S: PartStore>(
        &mut self,
        store: &mut S,
        kind: Kind,
        partition: i32,
        new: Vec<Record>,
    ) -> Result<(), S::Error> {
        let mut bytes = self.bytes(store, kind, partition)?;
        if kind == Kind::Tills {
            // Read for one metric only, so all others' questions need not pay for its order.
            bytes.extend(encode(&new));
            self.put_bytes(kind, partition, bytes);
            return Ok(());
        }
        let mut records =
            decode(&bytes, self.manifest.texts.len())?.collect::<Result<Vec<Record>, _>>()?;
        records.extend(new);
        records.sort_by(Record::replay_order);
        self.put(kind, partition, &records);
        Ok(())
    }

    /// Takes what the manifest keeps. Joining, merging and leaving change what a person's earlier records mean.
    fn add_dimensions(&mut self, new: Vec<Record>) {
        if new.is_empty() {
            return;
        }
        self.manifest
            .dimensions
            .extend(new.iter().cloned());
        self.manifest
            .dimensions
            .sort_by(Record::replay_order);
        let mut survivors =
            Survivors::of(self.manifest.texts.len(), self.manifest.dimensions.iter());
        let mut since = HashMap::new();
        for record in &self.manifest.dimensions {
            if let RecordKind::MemberMerged { survivor, merged } = record.entry {
                for name in [survivor, merged] {
                    let first = since
                        .entry(survivors.survivor(name))
                        .or_insert(i32::MAX);
                    *first = self
                        .manifest
                        .since(name)
                        .min(*first);
                }
            }
        }
        for record in new {
            let changed = match record.entry {
                RecordKind::CardIssued(Issued { card, member, .. }) => {
                    let person = since
                        .get(&survivors.survivor(member))
                        .copied()
                        .unwrap_or(i32::MAX);
                    person
                        .min(self.manifest.since(member))
                        .min(self.manifest.since(card))
                }
                RecordKind::MemberMerged { survivor, .. } => since
                    .get(&survivors.survivor(survivor))
                    .copied()
                    .unwrap_or(i32::MIN),
                RecordKind::MemberDeleted { .. } => partition_of(record.at),
                _ => continue,
            };
            self.manifest.change(changed);
        }
    }

    /// Files each reference where the record lies that it speaks of.
    fn add_back_references<S: PartStore>(
        &mut self,
        store: &mut S,
        batch: RecordBatch,
    ) -> Result<(), S::Error> {
        let at_home = |record: &Record, id: &Id| {
            batch
                .targets
                .get(id)
                .is_some_and(|partition| *partition == partition_of(record.at))
        };
        let is_settled = |record: &Record| {
            kind_of(&record.entry) != Some(Kind::BackReferences)
                && target_of(&record.entry).is_none_or(|(_, id)| at_home(record, &id))
        };
        let (stamps, others): (Vec<Record>, Vec<Record>) = batch
            .references
            .into_iter()
            .filter(|record| !is_settled(record))
            .partition(|record| matches!(record.entry, RecordKind::StampsChanged { .. }));
        let (voids, others): (Vec<Record>, Vec<Record>) = others
            .into_iter()
            .partition(|record| {
                matches!(
                    record.entry,
                    RecordKind::RedemptionVoided { .. }
                        | RecordKind::VoucherRedemptionVoided { .. }
                )
            });
        let (words, others): (Vec<Record>, Vec<Record>) = others
            .into_iter()
            .partition(|record| {
                matches!(
                    record.entry,
                    RecordKind::AmountRecorded {
                        receipt: Some(_),
                        ..
                    }
                )
            });
        let mut back_references: BTreeMap<i32, Vec<Record>> = BTreeMap::new();
        // For all in one walk, which may read every partition.
        let found = self.find(
            store,
            others
                .iter()
                .chain(&stamps)
                .chain(&voids)
                .chain(&words),
        )?;
        for record in others {
            self.add_back_reference(record, &found, &mut back_references);
        }
        self.void_redemptions(store, voids, &found, &mut back_references)?;
        for (partition, records) in back_references {
            self.append(store, Kind::BackReferences, partition, records)?;
        }
        self.make_unresolved(store, stamps, &found)?;
        self.take_receipts(store, words, &found)
    }

    fn add_back_reference(
        &mut self,
        record: Record,
        found: &Found,
        back_references: &mut BTreeMap<i32, Vec<Record>>,
    ) {
        let Some((_, id)) = target_of(&record.entry) else {
            return;
        };
        let Some((there, target)) = found.get(&id) else {
            // Its void, should one come, has to be read always as well, and the voucher too.
            match record.entry {
                RecordKind::RewardRedeemed { redemption, .. } => {
                    self.manifest
                        .unresolved_ids
                        .insert(redemption);
                }
                RecordKind::VoucherRedeemed(UsedVoucher {
                    redemption,
                    voucher,
                    ..
                }) => self
                    .manifest
                    .unresolved_ids
                    .extend([redemption, voucher]),
                _ => {}
            }
            return self.leave_unresolved(record);
        };
        if matches!(record.entry, RecordKind::VoucherRedeemed(_))
            && *there != partition_of(record.at)
        {
            // Where it was used, the voucher says whose it was and what it costs.
            back_references
                .entry(partition_of(record.at))
                .or_default()
                .push(target.clone());
        }
        match record.entry {
            RecordKind::VisitVoided { visit }
                if self
                    .manifest
                    .unresolved_ids
                    .contains(&visit) =>
            {
                self.manifest.change(i32::MIN);
                self.leave_unresolved(record.clone());
            }
            RecordKind::VisitVoided { .. }
            | RecordKind::AmountRecorded { .. }
            | RecordKind::RewardEnded { .. } => self.manifest.change(*there),
            _ => {}
        }
        let copied = kind_of(&record.entry) == Some(Kind::BackReferences)
            || *there != partition_of(record.at);
        if copied {
            back_references
                .entry(*there)
                .or_default()
                .push(record);
        }
    }

    /// The void of a redemption is filed beside the redemption and beside its reward or voucher.
    fn void_redemptions<S: PartStore>(
        &mut self,
        store: &mut S,
        voids: Vec<Record>,
        found: &Found,
        back_references: &mut BTreeMap<i32, Vec<Record>>,
    ) -> Result<(), S::Error> {
        let mut known = Vec::new();
        for record in voids {
            let target = target_of(&record.entry).and_then(|(_, id)| found.get(&id));
            match target {
                Some((there, redemption)) => {
                    self.manifest.change(*there);
                    back_references
                        .entry(*there)
                        .or_default()
                        .push(record.clone());
                    known.push((record, redemption));
                }
                None => self.leave_unresolved(record),
            }
        }
        let rewards = self.find(
            store,
            known
                .iter()
                .map(|(_, redemption)| *redemption),
        )?;
        for (record, redemption) in known {
            let reward = target_of(&redemption.entry).and_then(|(_, id)| rewards.get(&id));
            let unresolved = redemption
                .entry
                .business_id()
                .is_some_and(|id| {
                    self.manifest
                        .unresolved_ids
                        .contains(&id)
                });
            if unresolved {
                self.leave_unresolved(record.clone());
            }
            if let Some((there, _)) = reward {
                back_references
                    .entry(*there)
                    .or_default()
                    .push(record);
            }
        }
        Ok(())
    }

    /// Stamps of a visit that lies elsewhere, or is not known yet: the visit and its void are read always from now on.
    fn make_unresolved<S: PartStore>(
        &mut self,
        store: &mut S,
        stamps: Vec<Record>,
        found: &Found,
    ) -> Result<(), S::Error> {
        for record in stamps {
            let Some((_, visit)) = target_of(&record.entry) else {
                continue;
            };
            let there = found.get(&visit);
            if there.is_none_or(|(there, _)| *there != partition_of(record.at)) {
                self.mark_unresolved(store, visit, there)?;
            }
        }
        Ok(())
    }

    /// A receipt may name several visits and is the one's that its first word names, so whoever asks about one of them has to
    /// know of all: its words, these visits and their voids are read always from now on.
    fn take_receipts<S: PartStore>(
        &mut self,
        store: &mut S,
        words: Vec<Record>,
        found: &Found,
    ) -> Result<(), S::Error> {
        for record in words {
            let Some((_, visit)) = target_of(&record.entry) else {
                continue;
            };
            self.manifest.change(i32::MIN);
            self.mark_unresolved(store, visit, found.get(&visit))?;
            self.leave_unresolved(record);
        }
        Ok(())
    }

    fn mark_unresolved<S: PartStore>(
        &mut self,
        store: &mut S,
        visit: Id,
        there: Option<&(i32, Record)>,
    ) -> Result<(), S::Error> {
        if !self
            .manifest
            .unresolved_ids
            .insert(visit)
        {
            return Ok(());
        }
        if let Some((there, target)) = there {
            self.leave_unresolved(target.clone());
            let mut voids = Vec::new();
            self.each(store, Kind::BackReferences, *there, |reference| {
                if matches!(reference.entry, RecordKind::VisitVoided { visit: voided } if voided == visit) {
                    voids.push(reference);
                }
            })?;
            voids
                .into_iter()
                .for_each(|void| self.leave_unresolved(void));
        }
        Ok(())
    }

    /// Looks for what these records speak of, from the latest partition back.
    fn find<'r, S: PartStore>(
        &self,
        store: &mut S,
        records: impl Iterator<Item = &'r Record>,
    ) -> Result<Found, S::Error> {
        let mut wanted: BTreeMap<Kind, HashSet<Id>> = BTreeMap::new();
        for (kind, id) in records.filter_map(|record| target_of(&record.entry)) {
            wanted
                .entry(kind)
                .or_default()
                .insert(id);
        }
        let mut found = Found::new();
        for partition in self
            .manifest
            .partitions
            .iter()
            .rev()
        {
            for (kind, ids) in wanted
                .iter_mut()
                .filter(|(_, ids)| !ids.is_empty())
            {
                self.each(store, *kind, *partition, |record| {
                    if let Some(id) = record
                        .entry
                        .business_id()
                        .filter(|id| ids.remove(id))
                    {
                        found.insert(id, (*partition, record));
                    }
                })?;
            }
        }
        Ok(found)
    }
}
