//! Whose turn it is: one merchant's writes may hold only a part of the connections.
//!
//! All writes of a merchant wait for its row. Were they to wait with a connection in hand, a shop whose row is held for
//! long, or one with a hundred scans at once, would have all connections and every other shop none. So a few wait at the
//! row, and the rest wait here with empty hands, first come, first served.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::ids::MerchantId;

/// Who is at work and who waits, by merchant. Cheap to clone.
#[derive(Clone)]
pub struct Turns {
    lines: Arc<Mutex<HashMap<MerchantId, Arc<Semaphore>>>>,
    /// Turns that one merchant may have at once.
    at_once: usize,
    /// Requests of one merchant that may wait or be at work.
    most: usize,
}

/// A place at the merchant's row, given back when dropped.
pub struct Turn {
    permit: Option<OwnedSemaphorePermit>,
    merchant: MerchantId,
    turns: Turns,
}

impl Turns {
    pub fn new(at_once: usize, most: usize) -> Turns {
        Turns {
            lines: Arc::default(),
            at_once,
            most,
        }
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<MerchantId, Arc<Semaphore>>> {
        self.lines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn line(&self, merchant: MerchantId) -> Arc<Semaphore> {
        self.lines()
            .entry(merchant)
            .or_insert_with(|| Arc::new(Semaphore::new(self.at_once)))
            .clone()
    }

    fn turn(&self, merchant: MerchantId, permit: Option<OwnedSemaphorePermit>) -> Option<Turn> {
        // Made in any case: dropping it tidies up behind whoever gets no permit.
        let turn = Turn {
            permit,
            merchant,
            turns: self.clone(),
        };
        turn.permit
            .is_some()
            .then_some(turn)
    }

    /// A turn, if one is free.
    pub fn take(&self, merchant: MerchantId) -> Option<Turn> {
        let permit = self
            .line(merchant)
            .try_acquire_owned()
            .ok();
        self.turn(merchant, permit)
    }

    /// Waits for a turn; none if too many wait already.
    pub async fn wait(&self, merchant: MerchantId) -> Option<Turn> {
        let line = self.line(merchant);
        // Whoever waits or is at work holds the line as well, and so does the map.
        let permit = if Arc::strong_count(&line) > self.most {
            None
        } else {
            line.acquire_owned().await.ok()
        };
        self.turn(merchant, permit)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut lines = self.turns.lines();
        drop(self.permit.take());
        // Nobody can join the line meanwhile: joining needs the lock on all lines.
        if lines
            .get(&self.merchant)
            .is_some_and(|line| Arc::strong_count(line) == 1)
        {
            lines.remove(&self.merchant);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_merchant_never_has_more_than_its_share_and_another_has_its_own() {
        let (turns, busy, quiet) = (Turns::new(2, 9), MerchantId::new(), MerchantId::new());
        let (first, second) = (turns.take(busy).unwrap(), turns.take(busy).unwrap());
        assert!(turns.take(busy).is_none(), "the share is used up");
        assert!(
            turns.take(quiet).is_some(),
            "another merchant has a share of its own"
        );
        drop(first);
        let third = turns.take(busy).unwrap();
        drop((second, third));
        assert!(
            turns.lines().is_empty(),
            "nothing is kept of a merchant at rest"
        );
    }

    #[tokio::test]
    async fn a_turn_given_back_goes_to_who_waits_and_no_more_wait_than_may() {
        let (turns, merchant) = (Turns::new(1, 3), MerchantId::new());
        let held = turns.take(merchant).unwrap();
        let mut waiting = std::pin::pin!(turns.wait(merchant));
        tokio::select! {
            biased;
            _ = &mut waiting => panic!("the turn is taken"),
            () = std::future::ready(()) => {}
        }
        assert!(
            turns.wait(merchant).await.is_none(),
            "one at work and one waiting are enough"
        );
        drop(held);
        assert!(
            turns.take(merchant).is_none(),
            "the turn is the waiting one's"
        );
        assert!(waiting.await.is_some());
        assert!(turns.lines().is_empty());
    }
}
