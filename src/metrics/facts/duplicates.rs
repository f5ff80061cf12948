//! Finds the records of a log that repeat others (`docs/METRICS.md`, section 2.2, rule 1) in eight bytes a record: who looks
//! alike is found first, and only those are looked at.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::domain::event::Event;
use crate::metrics::facts::records::{Id, IdNamespace, Interner, entry_of};

/// Hashes of keys and of business ids, each with the sequence number of its record.
pub struct Suspects {
    /// Bits of a number that are the sequence number.
    bits: u32,
    marks: Vec<u64>,
    names: Interner,
}

impl Suspects {
    /// Of a log that ends at this sequence number.
    pub fn new(last_seq: i64) -> Suspects {
        let bits = 64 - last_seq.max(1).leading_zeros();
        Suspects {
            bits,
            marks: Vec::new(),
            names: Interner::default(),
        }
    }

    /// Notes a record.
    pub fn note(&mut self, seq: i64, event: &Event) {
        // The names grow with the members only; what they number is of no use here.
        let Some(entry) = entry_of(event, &mut self.names) else {
            return;
        };
        self.mark(IdNamespace::Key.id(&event.idempotency_key), seq);
        if let Some(id) = entry.business_id() {
            self.mark(id, seq);
        }
    }

    fn mark(&mut self, id: Id, seq: i64) {
        self.marks
            .push((id.0[0] >> self.bits << self.bits) | seq as u64);
    }

    /// The sequence numbers of the records that look like another, in order.
    pub fn close(self) -> Vec<i64> {
        let Suspects {
            bits, mut marks, ..
        } = self;
        marks.sort_unstable();
        let alike = |pair: &[u64]| pair[0] >> bits == pair[1] >> bits;
        let pairs = marks
            .windows(2)
            .filter(|pair| alike(pair))
            .flat_map(|pair| [pair[0], pair[1]]);
        let mut seqs: Vec<i64> = pairs
            .map(|mark| (mark & !(u64::MAX << bits)) as i64)
            .collect();
        seqs.sort_unstable();
        seqs.dedup();
        seqs
    }
}

/// Of the records it is shown, which repeat another: first by idempotency key, then, among those that are left, by business id.
#[derive(Default)]
pub struct Repeats {
    names: Interner,
    by_key: HashMap<Id, FactKey>,
    ignored: HashSet<i64>,
}

/// What decides between two records of one fact.
struct FactKey {
    seq: i64,
    received: Timestamp,
    event_id: Box<str>,
    business_id: Option<Id>,
}

impl Repeats {
    /// Shows it a record.
    pub fn show(&mut self, seq: i64, event: &Event) {
        let Some(entry) = entry_of(event, &mut self.names) else {
            return;
        };
        let (received, event_id) = (event.received_at, event.event_id.as_str().into());
        let seen = FactKey {
            seq,
            received,
            event_id,
            business_id: entry.business_id(),
        };
        keep_senior(
            &mut self.by_key,
            IdNamespace::Key.id(&event.idempotency_key),
            seen,
            &mut self.ignored,
        );
    }

    /// The sequence numbers of those that repeat another.
    pub fn close(self) -> HashSet<i64> {
        let Repeats {
            by_key,
            mut ignored,
            ..
        } = self;
        let mut by_id = HashMap::new();
        // In any order: of several the first one received stays, whichever is met first.
        for seen in by_key.into_values() {
            if let Some(id) = seen.business_id {
                keep_senior(&mut by_id, id, seen, &mut ignored);
            }
        }
        ignored
    }
}

fn keep_senior(kept: &mut HashMap<Id, FactKey>, id: Id, new: FactKey, ignored: &mut HashSet<i64>) {
    match kept.entry(id) {
        Entry::Vacant(slot) => drop(slot.insert(new)),
        Entry::Occupied(mut slot) => {
            let senior =
                (new.received, &new.event_id) < (slot.get().received, &slot.get().event_id);
            let goes = if senior {
                slot.insert(new)
            } else {
                new
            };
            ignored.insert(goes.seq);
        }
    }
}
