//! What was used lately, up to so many bytes.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use lru::LruCache;

use crate::apple::bundle::SignedPass;
use crate::template::{PassFile, Raster, StripSet};

/// Something that knows how much memory it holds.
pub trait Weighed {
    /// Bytes that nobody else holds.
    fn own_bytes(&self) -> usize;

    /// What it holds together with others: where each part lies, and its bytes.
    fn shared(&self) -> Vec<(usize, usize)> {
        Vec::new()
    }
}

/// Values by key, the ones used last; a part that several of them hold is weighed once.
pub struct BoundedCache<K, V> {
    most: usize,
    shelf: Mutex<CacheEntries<K, V>>,
}

struct CacheEntries<K, V> {
    values: LruCache<K, V>,
    bytes: usize,
    /// How many values hold a shared part, by where it lies: it lies there as long as one of them does.
    holders: HashMap<usize, usize>,
}

/// Bytes of an entry beside its value: its key and its places in the lists.
const ENTRY: usize = 256;

impl<K: Hash + Eq, V: Weighed + Clone> BoundedCache<K, V> {
    /// Room for so many bytes.
    pub fn new(most: usize) -> BoundedCache<K, V> {
        BoundedCache {
            most,
            shelf: Mutex::new(CacheEntries {
                values: LruCache::unbounded(),
                bytes: 0,
                holders: HashMap::new(),
            }),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<V> {
        self.shelf()
            .values
            .get(key)
            .cloned()
    }

    /// Keeps a value; those that were not used for the longest time make room for it.
    pub fn put(&self, key: K, value: V) {
        let mut shelf = self.shelf();
        shelf.weigh(&value);
        // The list has no bound of its own, so what it gives back is the
        // same key's value of before.
        if let Some((_, before)) = shelf.values.push(key, value) {
            shelf.release(&before);
        }
        while shelf.bytes > self.most {
            let Some((_, oldest)) = shelf.values.pop_lru() else {
                return;
            };
            shelf.release(&oldest);
        }
    }

    /// Forgets the value of a key.
    pub fn forget(&self, key: &K) {
        let mut shelf = self.shelf();
        if let Some(value) = shelf.values.pop(key) {
            shelf.release(&value);
        }
    }

    /// Forgets everything.
    pub fn clear(&self) {
        let mut shelf = self.shelf();
        shelf.values.clear();
        shelf.holders.clear();
        shelf.bytes = 0;
    }

    /// Bytes of all that is kept.
    pub fn bytes(&self) -> usize {
        self.shelf().bytes
    }

    fn shelf(&self) -> MutexGuard<'_, CacheEntries<K, V>> {
        self.shelf
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Hash + Eq, V: Weighed> CacheEntries<K, V> {
    fn weigh(&mut self, value: &V) {
        self.bytes += value.own_bytes() + ENTRY;
        for (place, bytes) in value.shared() {
            let holders = self
                .holders
                .entry(place)
                .or_default();
            *holders += 1;
            if *holders == 1 {
                self.bytes += bytes;
            }
        }
    }

    fn release(&mut self, value: &V) {
        self.bytes -= value.own_bytes() + ENTRY;
        for (place, bytes) in value.shared() {
            let Some(holders) = self.holders.get_mut(&place) else {
                continue;
            };
            *holders -= 1;
            if *holders == 0 {
                self.holders.remove(&place);
                self.bytes -= bytes;
            }
        }
    }
}

impl Weighed for Bytes {
    fn own_bytes(&self) -> usize {
        self.len()
    }
}

impl Weighed for Arc<Raster> {
    fn own_bytes(&self) -> usize {
        self.bytes()
    }
}

impl Weighed for Arc<StripSet> {
    fn own_bytes(&self) -> usize {
        weight(&self.files)
    }
}

impl Weighed for Arc<[PassFile]> {
    fn own_bytes(&self) -> usize {
        weight(self)
    }
}

impl Weighed for (i64, Arc<SignedPass>) {
    fn own_bytes(&self) -> usize {
        self.1.own_bytes()
    }

    fn shared(&self) -> Vec<(usize, usize)> {
        let parts = self.1.shared_files();
        parts
            .map(|files| (files.as_ptr().addr(), weight(files)))
            .into()
    }
}

fn weight(files: &[PassFile]) -> usize {
    files
        .iter()
        .map(|file| file.bytes.len())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many bytes of its own, and a part of a thousand that all of its number share.
    #[derive(Clone)]
    struct Pass(usize, usize);

    impl Weighed for Pass {
        fn own_bytes(&self) -> usize {
            self.0
        }

        fn shared(&self) -> Vec<(usize, usize)> {
            vec![(self.1, 1_000)]
        }
    }

    #[test]
    fn what_was_not_used_for_the_longest_time_makes_room() {
        let kept = BoundedCache::new(3 * (ENTRY + 100));
        let value = || Bytes::from(vec![0; 100]);
        (0..3).for_each(|key| kept.put(key, value()));
        assert!(kept.get(&0).is_some());
        kept.put(3, value());
        assert_eq!(
            [0, 1, 2, 3].map(|key| kept.get(&key).is_some()),
            [true, false, true, true]
        );
        kept.put(4, Bytes::from(vec![0; 10_000]));
        assert_eq!(
            (kept.bytes(), kept.get(&3)),
            (0, None),
            "larger than the room"
        );
    }

    #[test]
    fn a_part_that_many_hold_is_weighed_once_and_as_long_as_one_holds_it() {
        let kept = BoundedCache::new(100_000);
        kept.put(1, Pass(10, 7));
        kept.put(2, Pass(10, 7));
        kept.put(3, Pass(10, 8));
        assert_eq!(kept.bytes(), 3 * (10 + ENTRY) + 2_000);
        kept.put(3, Pass(30, 7));
        kept.forget(&1);
        assert_eq!(kept.bytes(), 10 + 30 + 2 * ENTRY + 1_000);
        kept.forget(&2);
        kept.forget(&3);
        assert_eq!(kept.bytes(), 0);
    }
}
