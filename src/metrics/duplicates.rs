//! Finds the records of a log that repeat others (rule 1 of section 2.2) in eight bytes a record: who looks alike is found
//! first, and only those are looked at.

use std::collections::{HashMap, HashSet};

use super::journal::{Id, Names, Record, Space, entry_of};
use crate::domain::event::Event;

/// Hashes of keys and of business ids, each with the sequence number of its record.
pub struct Suspects {
    /// Bits of a number that are the sequence number.
    bits: u32,
    marks: Vec<u64>,
    names: Names,
}

impl Suspects {
    /// Of a log that ends at this sequence number.
    pub fn new(last_seq: i64) -> Suspects {
        let bits = 64 - last_seq.max(1).leading_zeros();
        Suspects { bits, marks: Vec::new(), names: Names::default() }
    }

    /// Notes a record.
    pub fn note(&mut self, seq: i64, event: &Event) {
        // The names grow with the members only; what they number is of no use here.
        let Some(entry) = entry_of(event, &mut self.names) else { return };
        self.mark(Space::Key.id(&event.idempotency_key), seq);
        if let Some(id) = entry.business_id() {
            self.mark(id, seq);
        }
    }

    fn mark(&mut self, id: Id, seq: i64) {
        self.marks.push((id.0[0] >> self.bits << self.bits) | seq as u64);
    }

    /// The sequence numbers of the records that look like another, in order.
    pub fn close(self) -> Vec<i64> {
        let Suspects { bits, mut marks, .. } = self;
        marks.sort_unstable();
        let alike = |pair: &[u64]| pair[0] >> bits == pair[1] >> bits;
        let pairs = marks.windows(2).filter(|pair| alike(pair)).flat_map(|pair| [pair[0], pair[1]]);
        let mut seqs: Vec<i64> = pairs.map(|mark| (mark & !(u64::MAX << bits)) as i64).collect();
        seqs.sort_unstable();
        seqs.dedup();
        seqs
    }
}

/// Of these records, the sequence numbers of those that repeat another: first by idempotency key, then, among those that are
/// left, by business id.
pub fn duplicates_among(events: &[(i64, Event)]) -> HashSet<i64> {
    let mut names = Names::default();
    let mut by_key: HashMap<&str, (i64, Record)> = HashMap::new();
    let mut ignored = HashSet::new();
    for (seq, event) in events {
        let Some(entry) = entry_of(event, &mut names) else { continue };
        keep_senior(&mut by_key, &event.idempotency_key, (*seq, Record::of(event, entry)), &mut ignored);
    }
    let mut by_id: HashMap<Id, (i64, Record)> = HashMap::new();
    for (seq, record) in by_key.into_values() {
        if let Some(id) = record.entry.business_id() {
            keep_senior(&mut by_id, id, (seq, record), &mut ignored);
        }
    }
    ignored
}

fn keep_senior<K: std::hash::Hash + Eq>(kept: &mut HashMap<K, (i64, Record)>, key: K, new: (i64, Record), ignored: &mut HashSet<i64>) {
    match kept.entry(key) {
        std::collections::hash_map::Entry::Vacant(slot) => drop(slot.insert(new)),
        std::collections::hash_map::Entry::Occupied(mut slot) => {
            let goes = if new.1.is_senior_to(&slot.get().1) { slot.insert(new) } else { new };
            ignored.insert(goes.0);
        }
    }
}
