//! Whose turn it is: one merchant's writes may hold only a part of the connections.
//!
//! All writes of a merchant wait for its row. Were they to wait with a connection in hand, a shop whose row is held for
//! long, or one with a hundred scans at once, would have all connections and every other shop none. So a few wait at the
//! row, and the rest wait here with empty hands.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::ids::MerchantId;

/// Who is at work and who waits, by merchant. Cheap to clone.
#[derive(Clone)]
pub(super) struct Turns {
    lines: Arc<Mutex<HashMap<MerchantId, Arc<Line>>>>,
    /// Turns that one merchant may have at once.
    at_once: usize,
    /// Requests of one merchant that may wait.
    waiting: usize,
}

#[derive(Default)]
struct Line {
    count: Mutex<Count>,
    freed: Condvar,
}

#[derive(Default)]
struct Count {
    taken: usize,
    waiting: usize,
}

/// A place at the merchant's row, given back when dropped.
pub(super) struct Turn {
    turns: Turns,
    line: Arc<Line>,
    merchant: MerchantId,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Turns {
    pub(super) fn new(at_once: usize, waiting: usize) -> Turns {
        Turns { lines: Arc::default(), at_once, waiting }
    }

    fn line(&self, merchant: MerchantId) -> Arc<Line> {
        locked(&self.lines).entry(merchant).or_default().clone()
    }

    /// A turn, if one is free.
    pub(super) fn take(&self, merchant: MerchantId) -> Option<Turn> {
        let line = self.line(merchant);
        let mut count = locked(&line.count);
        let free = count.taken < self.at_once;
        count.taken += usize::from(free);
        drop(count);
        free.then(|| Turn { turns: self.clone(), line, merchant })
    }

    /// Waits for a turn; none if too many wait already or the time is over.
    pub(super) fn wait(&self, merchant: MerchantId, most: Duration) -> Option<Turn> {
        let (line, until) = (self.line(merchant), Instant::now() + most);
        let mut count = locked(&line.count);
        if count.waiting >= self.waiting {
            return None;
        }
        count.waiting += 1;
        while count.taken >= self.at_once {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            count = line.freed.wait_timeout(count, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        count.waiting -= 1;
        let free = count.taken < self.at_once;
        count.taken += usize::from(free);
        drop(count);
        free.then(|| Turn { turns: self.clone(), line, merchant })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut lines = locked(&self.turns.lines);
        let mut count = locked(&self.line.count);
        count.taken -= 1;
        self.line.freed.notify_one();
        // Nobody can join the line meanwhile: joining needs the lock on all lines. One other holder of it is the map.
        if count.taken == 0 && count.waiting == 0 && Arc::strong_count(&self.line) == 2 {
            lines.remove(&self.merchant);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_merchant_never_has_more_than_its_share_and_another_has_its_own() {
        let (turns, busy, quiet) = (Turns::new(2, 1), MerchantId::new(), MerchantId::new());
        let first = turns.take(busy).unwrap();
        let _second = turns.take(busy).unwrap();
        assert!(turns.take(busy).is_none(), "the share is used up");
        assert!(turns.take(quiet).is_some(), "another merchant has a share of its own");
        assert!(turns.wait(busy, Duration::ZERO).is_none(), "nobody gave a turn back in time");
        drop(first);
        assert!(turns.take(busy).is_some());
    }

    #[test]
    fn a_turn_given_back_goes_to_one_who_waits_and_no_more_wait_than_may() {
        let (turns, merchant) = (Turns::new(1, 1), MerchantId::new());
        let held = turns.take(merchant).unwrap();
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| turns.wait(merchant, Duration::from_secs(20)).is_some());
            while locked(&turns.line(merchant).count).waiting == 0 {
                std::thread::yield_now();
            }
            assert!(turns.wait(merchant, Duration::from_secs(20)).is_none(), "one waits already");
            drop(held);
            assert!(waiter.join().unwrap());
        });
        assert!(locked(&turns.lines).is_empty(), "nothing is kept of a merchant at rest");
    }
}
