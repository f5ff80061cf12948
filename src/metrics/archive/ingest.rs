//! Takes the log's next events into the archive.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::codec::{decode, is_ordered_entry};
use super::{Archive, Kind, Shelf, kind_of, partition_of};
use crate::domain::event::Event;
use crate::metrics::facts::records::{Entry, Id, Issued, Names, Record, entry_of};
use crate::metrics::facts::{Survivors, member_of};

/// New records, sorted out.
#[derive(Default)]
struct Batch {
    parts: BTreeMap<(Kind, i32), Vec<Record>>,
    register: Vec<Record>,
    /// What says something of another record.
    references: Vec<Record>,
    /// Where the batch's own facts lie.
    targets: HashMap<Id, i32>,
}

/// The record that this one says something of.
fn target_of(entry: &Entry) -> Option<(Kind, Id)> {
    Some(match *entry {
        Entry::VisitVoided { visit } | Entry::AmountRecorded { visit, .. } => (Kind::Visits, visit),
        Entry::StampsChanged { visit, .. } | Entry::ReviewRequested { visit, .. } => {
            (Kind::Visits, visit?)
        }
        Entry::RewardEnded { reward, .. } | Entry::RewardRedeemed { reward, .. } => {
            (Kind::Rewards, reward)
        }
        Entry::RedemptionVoided { redemption } => (Kind::Rewards, redemption),
        Entry::ReviewSubmitted { request, .. } => (Kind::Talk, request?),
        _ => return None,
    })
}

/// Where something was found, and what it is.
type Found = HashMap<Id, (i32, Record)>;

impl Archive {
    /// Takes events of the log that follow what it holds, in any order of time; `ignored` are the sequence numbers of those
    /// that are duplicates of others.
    pub fn take<S: Shelf>(
        &mut self,
        shelf: &mut S,
        events: &[(i64, Event)],
        ignored: &HashSet<i64>,
    ) -> Result<(), S::Error> {
        self.stale |= !events.is_empty();
        let mut names = Names::after(std::mem::take(&mut self.head.texts));
        let mut batch = Batch::default();
        for (seq, event) in events {
            if ignored.contains(seq) {
                self.head.duplicates += 1;
            } else if let Some(entry) = entry_of(event, &mut names) {
                self.head.used += 1;
                let event_id = if is_ordered_entry(&entry) {
                    event.event_id.as_str().into()
                } else {
                    Box::default()
                };
                self.sort_out(
                    &mut batch,
                    Record {
                        at: event.occurred_at,
                        received: event.received_at,
                        event_id,
                        entry,
                    },
                );
            }
        }
        self.head.texts = names.into_texts();
        for ((kind, partition), records) in std::mem::take(&mut batch.parts) {
            self.append(shelf, kind, partition, records)?;
        }
        self.register(std::mem::take(&mut batch.register));
        self.refer(shelf, batch)
    }

    fn sort_out(&mut self, batch: &mut Batch, record: Record) {
        let partition = partition_of(record.at);
        if let Some(member) = member_of(&record.entry) {
            self.head.meet(member, partition);
        }
        match record.entry {
            Entry::CardSignal { card, .. } | Entry::CardIssued(Issued { card, .. }) => {
                self.head.meet(card, partition)
            }
            _ => {}
        }
        match kind_of(&record.entry) {
            None => return batch.register.push(record),
            Some(Kind::Echoes) => {}
            Some(kind) => {
                self.head.partitions.insert(partition);
                self.head.change(partition);
                batch
                    .parts
                    .entry((kind, partition))
                    .or_default()
                    .push(record.clone());
            }
        }
        if let Some(id) = record.entry.business_id() {
            batch.targets.insert(id, partition);
            if matches!(record.entry, Entry::Visit { .. }) && self.head.loose.contains(&id) {
                // Stamps elsewhere wait for it.
                self.head.change(i32::MIN);
                self.stray(record.clone());
            }
        }
        if target_of(&record.entry).is_some() {
            batch.references.push(record);
        }
    }

    /// Keeps a record where it is read always.
    fn stray(&mut self, record: Record) {
        self.head.strays.push(record);
    }

    fn append<S: Shelf>(
        &mut self,
        shelf: &mut S,
        kind: Kind,
        partition: i32,
        new: Vec<Record>,
    ) -> Result<(), S::Error> {
        let bytes = self.bytes(shelf, kind, partition)?;
        let mut records =
            decode(&bytes, self.head.texts.len())?.collect::<Result<Vec<Record>, _>>()?;
        records.extend(new);
        records.sort_by(Record::replay_order);
        self.put(kind, partition, &records);
        Ok(())
    }

    /// Takes what the head keeps. Joining, merging and leaving change what a person's earlier records mean.
    fn register(&mut self, new: Vec<Record>) {
        if new.is_empty() {
            return;
        }
        self.head.register.extend(new.iter().cloned());
        self.head.register.sort_by(Record::replay_order);
        let mut survivors = Survivors::of(self.head.texts.len(), self.head.register.iter());
        let mut since = HashMap::new();
        for record in &self.head.register {
            if let Entry::MemberMerged { survivor, merged } = record.entry {
                for name in [survivor, merged] {
                    let first = since.entry(survivors.survivor(name)).or_insert(i32::MAX);
                    *first = self.head.since(name).min(*first);
                }
            }
        }
        for record in new {
            let changed = match record.entry {
                Entry::CardIssued(Issued { card, member, .. }) => {
                    let person = since
                        .get(&survivors.survivor(member))
                        .copied()
                        .unwrap_or(i32::MAX);
                    person
                        .min(self.head.since(member))
                        .min(self.head.since(card))
                }
                Entry::MemberMerged { survivor, .. } => since
                    .get(&survivors.survivor(survivor))
                    .copied()
                    .unwrap_or(i32::MIN),
                Entry::MemberDeleted { .. } => partition_of(record.at),
                _ => continue,
            };
            self.head.change(changed);
        }
    }

    /// Files each reference where the record lies that it speaks of.
    fn refer<S: Shelf>(&mut self, shelf: &mut S, batch: Batch) -> Result<(), S::Error> {
        let at_home = |record: &Record, id: &Id| {
            batch
                .targets
                .get(id)
                .is_some_and(|partition| *partition == partition_of(record.at))
        };
        let is_settled = |record: &Record| {
            kind_of(&record.entry) != Some(Kind::Echoes)
                && target_of(&record.entry).is_none_or(|(_, id)| at_home(record, &id))
        };
        let (stamps, others): (Vec<Record>, Vec<Record>) = batch
            .references
            .into_iter()
            .filter(|record| !is_settled(record))
            .partition(|record| matches!(record.entry, Entry::StampsChanged { .. }));
        let (voids, others): (Vec<Record>, Vec<Record>) = others
            .into_iter()
            .partition(|record| matches!(record.entry, Entry::RedemptionVoided { .. }));
        let (words, others): (Vec<Record>, Vec<Record>) = others.into_iter().partition(|record| {
            matches!(
                record.entry,
                Entry::AmountRecorded {
                    receipt: Some(_),
                    ..
                }
            )
        });
        let mut echoes: BTreeMap<i32, Vec<Record>> = BTreeMap::new();
        let found = self.find(
            shelf,
            others.iter().chain(&stamps).chain(&voids).chain(&words),
        )?;
        for record in others {
            self.refer_one(record, &found, &mut echoes);
        }
        self.void_redemptions(shelf, voids, &found, &mut echoes)?;
        for (partition, records) in echoes {
            self.append(shelf, Kind::Echoes, partition, records)?;
        }
        self.loosen(shelf, stamps, &found)?;
        self.take_receipts(shelf, words, &found)
    }

    fn refer_one(
        &mut self,
        record: Record,
        found: &Found,
        echoes: &mut BTreeMap<i32, Vec<Record>>,
    ) {
        let Some((_, id)) = target_of(&record.entry) else {
            return;
        };
        let Some((there, _)) = found.get(&id) else {
            if let Entry::RewardRedeemed { redemption, .. } = record.entry {
                self.head.loose.insert(redemption);
            }
            return self.stray(record);
        };
        match record.entry {
            Entry::VisitVoided { visit } if self.head.loose.contains(&visit) => {
                self.head.change(i32::MIN);
                self.stray(record.clone());
            }
            Entry::VisitVoided { .. }
            | Entry::AmountRecorded { .. }
            | Entry::RewardEnded { .. } => self.head.change(*there),
            _ => {}
        }
        let copied =
            kind_of(&record.entry) == Some(Kind::Echoes) || *there != partition_of(record.at);
        if copied {
            echoes.entry(*there).or_default().push(record);
        }
    }

    /// The void of a redemption is filed beside the redemption and beside its reward.
    fn void_redemptions<S: Shelf>(
        &mut self,
        shelf: &mut S,
        voids: Vec<Record>,
        found: &Found,
        echoes: &mut BTreeMap<i32, Vec<Record>>,
    ) -> Result<(), S::Error> {
        let mut known = Vec::new();
        for record in voids {
            let target = target_of(&record.entry).and_then(|(_, id)| found.get(&id));
            match target {
                Some((there, redemption)) => {
                    self.head.change(*there);
                    echoes.entry(*there).or_default().push(record.clone());
                    known.push((record, redemption));
                }
                None => self.stray(record),
            }
        }
        let rewards = self.find(shelf, known.iter().map(|(_, redemption)| *redemption))?;
        for (record, redemption) in known {
            let reward = target_of(&redemption.entry).and_then(|(_, id)| rewards.get(&id));
            let loose = redemption
                .entry
                .business_id()
                .is_some_and(|id| self.head.loose.contains(&id));
            if loose {
                self.stray(record.clone());
            }
            if let Some((there, _)) = reward {
                echoes.entry(*there).or_default().push(record);
            }
        }
        Ok(())
    }

    /// Stamps of a visit that lies elsewhere, or is not known yet: the visit and its void are read always from now on.
    fn loosen<S: Shelf>(
        &mut self,
        shelf: &mut S,
        stamps: Vec<Record>,
        found: &Found,
    ) -> Result<(), S::Error> {
        for record in stamps {
            let Some((_, visit)) = target_of(&record.entry) else {
                continue;
            };
            let there = found.get(&visit);
            if there.is_none_or(|(there, _)| *there != partition_of(record.at)) {
                self.read_always(shelf, visit, there)?;
            }
        }
        Ok(())
    }

    /// A receipt may name several visits and is the one's that its first word names, so whoever asks about one of them has to
    /// know of all: its words, these visits and their voids are read always from now on.
    fn take_receipts<S: Shelf>(
        &mut self,
        shelf: &mut S,
        words: Vec<Record>,
        found: &Found,
    ) -> Result<(), S::Error> {
        for record in words {
            let Some((_, visit)) = target_of(&record.entry) else {
                continue;
            };
            self.head.change(i32::MIN);
            self.read_always(shelf, visit, found.get(&visit))?;
            self.stray(record);
        }
        Ok(())
    }

    fn read_always<S: Shelf>(
        &mut self,
        shelf: &mut S,
        visit: Id,
        there: Option<&(i32, Record)>,
    ) -> Result<(), S::Error> {
        if !self.head.loose.insert(visit) {
            return Ok(());
        }
        if let Some((there, target)) = there {
            self.stray(target.clone());
            let mut voids = Vec::new();
            self.each(shelf, Kind::Echoes, *there, |echo| {
                if matches!(echo.entry, Entry::VisitVoided { visit: voided } if voided == visit) {
                    voids.push(echo);
                }
            })?;
            voids.into_iter().for_each(|void| self.stray(void));
        }
        Ok(())
    }

    /// Looks for what these records speak of, from the latest partition back.
    fn find<'r, S: Shelf>(
        &self,
        shelf: &mut S,
        records: impl Iterator<Item = &'r Record>,
    ) -> Result<Found, S::Error> {
        let mut wanted: BTreeMap<Kind, HashSet<Id>> = BTreeMap::new();
        for (kind, id) in records.filter_map(|record| target_of(&record.entry)) {
            wanted.entry(kind).or_default().insert(id);
        }
        let mut found = Found::new();
        for partition in self.head.partitions.iter().rev() {
            for (kind, ids) in wanted.iter_mut().filter(|(_, ids)| !ids.is_empty()) {
                self.each(shelf, *kind, *partition, |record| {
                    if let Some(id) = record.entry.business_id().filter(|id| ids.remove(id)) {
                        found.insert(id, (*partition, record));
                    }
                })?;
            }
        }
        Ok(found)
    }
}
