//! What was just committed goes straight to this process's own delivery workers: they need not look for it, and nobody else does.
//!
//! A queue lies in memory. What is lost with it is found in the database, by a look of the instance whose share it is.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::Notify;

use crate::ids::{DeliveryId, MerchantId};

/// Rows that wait for their worker at most. What is beyond it is found by a look.
const MOST: usize = 4_096;

/// A row of the outbox that is due by this transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwedDelivery {
    pub merchant_id: MerchantId,
    pub id: DeliveryId,
    pub channel: String,
}

/// The queues of this process's workers, by channel. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct OwedQueues(Arc<Mutex<HashMap<String, Weak<OwedQueue>>>>);

impl OwedQueues {
    /// The queue of a worker, until it drops it.
    pub fn of(&self, channel: &str) -> Arc<OwedQueue> {
        let queue = Arc::<OwedQueue>::default();
        self.queues()
            .insert(channel.to_owned(), Arc::downgrade(&queue));
        queue
    }

    /// Gives rows to their workers. False if one of them has no worker in this process, so that others must be told.
    pub fn hand_over(&self, owed: Vec<OwedDelivery>) -> bool {
        if owed.is_empty() {
            return true;
        }
        let mut all = true;
        let queues = self.queues();
        for row in owed {
            match queues
                .get(&row.channel)
                .and_then(Weak::upgrade)
            {
                Some(queue) => queue.push(row.merchant_id, row.id),
                None => all = false,
            }
        }
        all
    }

    /// Has every worker look at everything in the outbox.
    pub fn look(&self) {
        self.queues()
            .values()
            .filter_map(Weak::upgrade)
            .for_each(|queue| queue.look_at(LookAt::Everything));
    }

    fn queues(&self) -> MutexGuard<'_, HashMap<String, Weak<OwedQueue>>> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one worker is to do next.
#[derive(Debug, Default)]
pub struct OwedQueue {
    waiting: Mutex<QueuedDeliveries>,
    news: Notify,
}

#[derive(Debug, Default)]
struct QueuedDeliveries {
    rows: Vec<(MerchantId, DeliveryId)>,
    look: LookAt,
}

/// What of the outbox a worker is to look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookAt {
    /// Nothing just now.
    #[default]
    Nothing,
    /// The share of its instance.
    Share,
    /// All shops: another process owes something and has no worker for it.
    Everything,
}

impl OwedQueue {
    /// Resolves when there is something that was not there at the last call.
    pub async fn news(&self) {
        self.news.notified().await;
    }

    /// Up to so many rows, by shop. A row that was owed twice is here once.
    pub fn take(&self, most: usize) -> BTreeMap<MerchantId, Vec<DeliveryId>> {
        let mut waiting = self.waiting();
        let taken = waiting.rows.len().min(most);
        let mut by_shop: BTreeMap<MerchantId, Vec<DeliveryId>> = BTreeMap::new();
        for (shop, id) in waiting.rows.drain(..taken) {
            by_shop
                .entry(shop)
                .or_default()
                .push(id);
        }
        for ids in by_shop.values_mut() {
            ids.sort_unstable();
            ids.dedup();
        }
        by_shop
    }

    /// Whether rows wait.
    pub fn has_rows(&self) -> bool {
        !self.waiting().rows.is_empty()
    }

    /// Leaves all rows to a later look.
    pub fn clear(&self) {
        self.waiting().rows.clear();
    }

    /// What the worker is to look at; it then counts as told.
    pub fn take_look(&self) -> LookAt {
        std::mem::take(&mut self.waiting().look)
    }

    /// Has the worker look at the share of its instance.
    pub fn look(&self) {
        self.look_at(LookAt::Share);
    }

    fn look_at(&self, what: LookAt) {
        let mut waiting = self.waiting();
        waiting.look = waiting.look.max(what);
        drop(waiting);
        self.news.notify_one();
    }

    fn push(&self, shop: MerchantId, id: DeliveryId) {
        let mut waiting = self.waiting();
        if waiting.rows.len() < MOST {
            waiting.rows.push((shop, id));
        } else {
            waiting.look = LookAt::Everything;
        }
        drop(waiting);
        self.news.notify_one();
    }

    fn waiting(&self) -> MutexGuard<'_, QueuedDeliveries> {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(shop: MerchantId, channel: &str) -> OwedDelivery {
        OwedDelivery {
            merchant_id: shop,
            id: DeliveryId::new(shop.bucket()),
            channel: channel.into(),
        }
    }

    #[test]
    fn a_row_goes_to_its_channels_worker_and_is_there_once() {
        let (queues, shop) = (OwedQueues::default(), MerchantId::new());
        let (apple, google) = (queues.of("apple"), queues.of("google"));
        let (first, second) = (row(shop, "apple"), row(shop, "google"));
        assert!(queues.hand_over(vec![first.clone(), second.clone(), first.clone()]));
        assert_eq!(apple.take(9), BTreeMap::from([(shop, vec![first.id])]));
        assert_eq!(google.take(9), BTreeMap::from([(shop, vec![second.id])]));
        assert!(apple.take(9).is_empty());
        assert_eq!(apple.take_look(), LookAt::Nothing);
    }

    #[test]
    fn a_row_without_a_worker_here_is_somebody_elses() {
        let (queues, shop) = (OwedQueues::default(), MerchantId::new());
        assert!(queues.hand_over(vec![]), "nothing is owed");
        assert!(!queues.hand_over(vec![row(shop, "apple")]));
        drop(queues.of("apple"));
        assert!(
            !queues.hand_over(vec![row(shop, "apple")]),
            "the worker has ended"
        );
    }

    #[test]
    fn more_than_a_queue_holds_is_found_by_a_look() {
        let (queues, shop) = (OwedQueues::default(), MerchantId::new());
        let queue = queues.of("apple");
        queues.hand_over(
            (0..MOST)
                .map(|_| row(shop, "apple"))
                .collect(),
        );
        assert_eq!(queue.take_look(), LookAt::Nothing);
        queues.hand_over(vec![row(shop, "apple")]);
        assert_eq!(queue.take_look(), LookAt::Everything);
        assert_eq!(queue.take_look(), LookAt::Nothing);
        assert_eq!(queue.take(10)[&shop].len(), 10);
        assert_eq!(queue.take(usize::MAX)[&shop].len(), MOST - 10);
    }
}
