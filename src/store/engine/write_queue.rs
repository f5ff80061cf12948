//! Writes of one shop that wait for a commit which they share, first come, first served.
//!
//! PostgreSQL keeps a merchant's row for one transaction until its commit is on the disk, and on the standby's. With one write
//! for each commit a shop would be no faster than that. So its writes queue up here with empty hands, and whoever leads the
//! queue takes what waits into one transaction. A shop has a queue while somebody leads it, and one leader in this process.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::error::{Error, Result};
use crate::ids::MerchantId;
use crate::store::Tx;

/// Writes of one shop that somebody waits for, at most.
const MOST: usize = 512;
/// Notes of one shop at most. Nobody waits for them, so they may become more at a busy hour.
const MOST_NOTES: usize = 8_192;
/// A note that has waited so long goes by turns with what somebody waits for.
const NOTE_PATIENCE: Duration = Duration::from_secs(2);
/// A note that could not be written for so long is given up.
const NOTE_LIFETIME: Duration = Duration::from_secs(300);

/// Who waits for a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody, at a till or before a page.
    Asked,
    /// Nobody: it is written when nothing else waits, or has waited long enough.
    Note,
}

/// How one write of a group ended, before the commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ran {
    Done,
    Refused {
        /// Whether the same write may succeed when it is done again.
        transient: bool,
    },
}

/// A write whose answer waits for the commit.
pub trait QueuedWrite: Send + Sync {
    /// Runs in the transaction of its group; it may run again.
    fn run(&self, tx: &mut Tx<'_>) -> Ran;
    /// Tells its caller how it ended.
    fn answer(&self);
    /// Tells its caller that it came to nothing, however it ended.
    fn fail(&self, error: Error);
}

/// Makes a write, and where its answer will be.
pub fn queued<T, F>(work: F) -> (Arc<dyn QueuedWrite>, oneshot::Receiver<Result<T>>)
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
{
    let (caller, answer) = oneshot::channel();
    let write = PendingWrite {
        work: Mutex::new(work),
        ended: Mutex::new(None),
        caller: Mutex::new(Some(caller)),
        span: tracing::Span::current(),
    };
    (Arc::new(write), answer)
}

struct PendingWrite<T, F> {
    work: Mutex<F>,
    ended: Mutex<Option<Result<T>>>,
    caller: Mutex<Option<oneshot::Sender<Result<T>>>>,
    /// The thread that runs it knows nothing of the request that it works for.
    span: tracing::Span,
}

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock()
        .unwrap_or_else(PoisonError::into_inner)
}

impl<T, F> PendingWrite<T, F> {
    fn tell(&self, answer: Result<T>) {
        if let Some(caller) = locked(&self.caller).take() {
            // The caller may have hung up; what was done stands all the same.
            let _ = caller.send(answer);
        }
    }
}

impl<T: Send, F: Fn(&mut Tx<'_>) -> Result<T> + Send> QueuedWrite for PendingWrite<T, F> {
    fn run(&self, tx: &mut Tx<'_>) -> Ran {
        let work = locked(&self.work);
        let ended = self
            .span
            .in_scope(|| catch_unwind(AssertUnwindSafe(|| work(tx))))
            .unwrap_or_else(|_| Err(Error::internal("a panic inside a transaction")));
        let ran = match &ended {
            Ok(_) => Ran::Done,
            Err(refusal) => Ran::Refused {
                transient: refusal.transient,
            },
        };
        *locked(&self.ended) = Some(ended);
        ran
    }

    fn answer(&self) {
        let ended = locked(&self.ended).take();
        self.tell(ended.unwrap_or_else(|| Err(Error::internal("a write was not run"))));
    }

    fn fail(&self, error: Error) {
        self.tell(Err(error));
    }
}

/// A write with its place in the queue.
pub struct Entry {
    pub write: Arc<dyn QueuedWrite>,
    pub repeats: u32,
    urgency: Urgency,
    number: u64,
    since: Instant,
}

/// The queues of all shops. Cheap to clone.
#[derive(Clone, Default)]
pub struct WriteQueues {
    queues: Arc<Mutex<HashMap<MerchantId, Queue>>>,
    numbers: Arc<AtomicU64>,
}

#[derive(Default)]
struct Queue {
    asked: VecDeque<Entry>,
    notes: VecDeque<Entry>,
    /// Whether a note that has waited for long is next.
    a_notes_turn: bool,
}

impl Queue {
    fn of(&mut self, urgency: Urgency) -> &mut VecDeque<Entry> {
        match urgency {
            Urgency::Asked => &mut self.asked,
            Urgency::Note => &mut self.notes,
        }
    }

    fn next(&self) -> Option<&Entry> {
        let (asked, note) = (self.asked.front(), self.notes.front());
        let overdue = note.filter(|note| self.a_notes_turn && note.since.elapsed() > NOTE_PATIENCE);
        overdue.or(asked).or(note)
    }
}

/// Where a write has come to.
#[derive(Debug, PartialEq, Eq)]
pub enum QueuePlace {
    /// It waits, under this number.
    Waits(u64),
    /// The same, and nobody leads the queue: whoever came has to.
    Leads(u64),
    /// Too many wait already.
    Full,
}

impl WriteQueues {
    fn queues(&self) -> MutexGuard<'_, HashMap<MerchantId, Queue>> {
        locked(&self.queues)
    }

    /// Puts a write at the end.
    pub fn join(
        &self,
        merchant: MerchantId,
        urgency: Urgency,
        write: Arc<dyn QueuedWrite>,
    ) -> QueuePlace {
        let number = self
            .numbers
            .fetch_add(1, Ordering::Relaxed);
        let mut queues = self.queues();
        let leads = !queues.contains_key(&merchant);
        let line = queues
            .entry(merchant)
            .or_default()
            .of(urgency);
        let most = match urgency {
            Urgency::Asked => MOST,
            Urgency::Note => MOST_NOTES,
        };
        if line.len() >= most {
            return QueuePlace::Full;
        }
        line.push_back(Entry {
            write,
            repeats: 0,
            urgency,
            number,
            since: Instant::now(),
        });
        if leads {
            QueuePlace::Leads(number)
        } else {
            QueuePlace::Waits(number)
        }
    }

    /// Takes a write back that nobody has begun; false if somebody has.
    pub fn withdraw(&self, merchant: MerchantId, number: u64) -> bool {
        let mut queues = self.queues();
        let Some(queue) = queues.get_mut(&merchant) else {
            return false;
        };
        let place = queue
            .asked
            .iter()
            .position(|entry| entry.number == number);
        place.is_some_and(|place| queue.asked.remove(place).is_some())
    }

    /// Takes the next write, if it `fits` into the group at hand.
    pub fn next(&self, merchant: MerchantId, fits: impl FnOnce(&Entry) -> bool) -> Option<Entry> {
        let mut queues = self.queues();
        let queue = queues.get_mut(&merchant)?;
        let urgency = queue
            .next()
            .filter(|entry| fits(entry))?
            .urgency;
        queue.a_notes_turn = urgency == Urgency::Asked;
        queue.of(urgency).pop_front()
    }

    /// Puts writes back to the front, in their order.
    pub fn put_back(&self, merchant: MerchantId, entries: Vec<Entry>) {
        // Whoever was given up has none, and may come to this long after the queue has ended: a queue made here would be led by nobody.
        if entries.is_empty() {
            return;
        }
        let mut queues = self.queues();
        let queue = queues.entry(merchant).or_default();
        for entry in entries.into_iter().rev() {
            queue
                .of(entry.urgency)
                .push_front(entry);
        }
    }

    /// Counts a try of the next write that did not get to begin; how often that has happened to it.
    pub fn count_try(&self, merchant: MerchantId) -> u32 {
        let mut queues = self.queues();
        let next = queues
            .get_mut(&merchant)
            .and_then(|queue| {
                let urgency = queue.next()?.urgency;
                queue.of(urgency).front_mut()
            });
        next.map_or(0, |entry| {
            entry.repeats += 1;
            entry.repeats
        })
    }

    /// Refuses the next write, and whatever else has waited for so long; whether there was any. Notes can wait through an outage.
    pub fn refuse(&self, merchant: MerchantId, waited: Duration, error: &Error) -> bool {
        let mut refused = Vec::new();
        if let Some(queue) = self.queues().get_mut(&merchant) {
            refused.extend(queue.asked.pop_front());
            for (line, waited) in [
                (&mut queue.asked, waited),
                (&mut queue.notes, NOTE_LIFETIME),
            ] {
                // What was put back is older than what stands behind it, so the old are in front.
                while line
                    .front()
                    .is_some_and(|entry| entry.since.elapsed() >= waited)
                {
                    refused.extend(line.pop_front());
                }
            }
        }
        for entry in &refused {
            entry.write.fail(error.clone());
        }
        !refused.is_empty()
    }

    /// Ends the queue if nothing waits: whoever comes next leads.
    pub fn end_if_empty(&self, merchant: MerchantId) -> bool {
        let mut queues = self.queues();
        let waits = queues
            .get(&merchant)
            .is_some_and(|queue| queue.next().is_some());
        if !waits {
            queues.remove(&merchant);
        }
        !waits
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::store::Conn;
    use crate::store::programs::Programs;

    /// Runs a write on a database that is none of its business.
    pub fn run(write: &dyn QueuedWrite) -> Ran {
        use diesel::Connection as _;
        let mut conn = diesel::sqlite::SqliteConnection::establish(":memory:").unwrap();
        write.run(&mut Tx::new(Conn::Sqlite(&mut conn), &Programs::default()))
    }

    pub fn write(number: u32) -> (Arc<dyn QueuedWrite>, oneshot::Receiver<Result<u32>>) {
        queued(move |_| Ok(number))
    }

    fn number_of(entry: Option<Entry>) -> Option<u64> {
        entry.map(|entry| entry.number)
    }

    #[test]
    fn who_comes_first_is_first_and_who_finds_nobody_leads() {
        let (queues, shop, other) = (WriteQueues::default(), MerchantId::new(), MerchantId::new());
        let join = |merchant| queues.join(merchant, Urgency::Asked, write(0).0);
        assert_eq!(
            [join(shop), join(shop), join(other)],
            [
                QueuePlace::Leads(0),
                QueuePlace::Waits(1),
                QueuePlace::Leads(2)
            ]
        );
        assert!(!queues.end_if_empty(shop), "two wait");
        let first = queues.next(shop, |_| true);
        queues.put_back(shop, first.into_iter().collect());
        assert_eq!(number_of(queues.next(shop, |_| true)), Some(0));
        assert_eq!(number_of(queues.next(shop, |_| false)), None);
        assert_eq!(number_of(queues.next(shop, |_| true)), Some(1));
        assert!(queues.end_if_empty(shop));
        assert_eq!(join(shop), QueuePlace::Leads(3));
        assert!(queues.queues().contains_key(&other));
    }

    #[test]
    fn a_note_lets_others_pass_and_there_is_an_end_to_how_many_wait() {
        let (queues, shop) = (WriteQueues::default(), MerchantId::new());
        let join = |urgency| queues.join(shop, urgency, write(0).0);
        join(Urgency::Note);
        for _ in 0..MOST {
            join(Urgency::Asked);
        }
        assert_eq!(join(Urgency::Asked), QueuePlace::Full);
        assert!(matches!(join(Urgency::Note), QueuePlace::Waits(_)));
        assert_eq!(number_of(queues.next(shop, |_| true)), Some(1));
        assert!(queues.withdraw(shop, 2) && !queues.withdraw(shop, 2) && !queues.withdraw(shop, 1));
        while queues
            .next(shop, |entry| entry.urgency == Urgency::Asked)
            .is_some()
        {}
        assert_eq!(number_of(queues.next(shop, |_| true)), Some(0));
    }

    #[test]
    fn an_overdue_note_goes_by_turns_with_what_somebody_waits_for() {
        let (queues, shop) = (WriteQueues::default(), MerchantId::new());
        for urgency in [Urgency::Note, Urgency::Note, Urgency::Asked, Urgency::Asked] {
            queues.join(shop, urgency, write(0).0);
        }
        for note in &mut queues
            .queues()
            .get_mut(&shop)
            .unwrap()
            .notes
        {
            note.since -= 2 * NOTE_PATIENCE;
        }
        let order: Vec<_> = std::iter::from_fn(|| number_of(queues.next(shop, |_| true))).collect();
        assert_eq!(order, [2, 0, 3, 1]);
    }

    #[test]
    fn what_cannot_begin_is_refused_with_whatever_waited_as_long() {
        let (queues, shop) = (WriteQueues::default(), MerchantId::new());
        let mut answers: Vec<_> = (0..3)
            .map(|number| {
                let (write, answer) = write(number);
                queues.join(shop, Urgency::Asked, write);
                answer
            })
            .collect();
        let (note, mut noted) = write(3);
        queues.join(shop, Urgency::Note, note);
        queues
            .queues()
            .get_mut(&shop)
            .unwrap()
            .asked[1]
            .since -= Duration::from_secs(9);
        assert!(queues.refuse(shop, Duration::from_secs(9), &Error::internal("no")));
        assert!(
            answers[0]
                .try_recv()
                .unwrap()
                .is_err()
                && answers[1]
                    .try_recv()
                    .unwrap()
                    .is_err()
        );
        assert!(answers[2].try_recv().is_err(), "it has not waited for long");
        queues.next(shop, |_| true);
        assert!(!queues.refuse(shop, Duration::ZERO, &Error::internal("no")));
        assert!(noted.try_recv().is_err(), "a note waits through an outage");
    }

    #[test]
    fn a_panic_is_a_refusal_and_an_answer_is_told_once() {
        let (write, mut answer) = queued(|_| -> Result<()> { panic!("on purpose") });
        assert_eq!(run(&*write), Ran::Refused { transient: false });
        write.answer();
        write.fail(Error::internal("too late"));
        let told = answer
            .try_recv()
            .unwrap()
            .unwrap_err();
        assert!(format!("{:?}", told.internal).contains("a panic"));
    }
}
