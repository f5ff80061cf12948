//! Writes of one shop that share one transaction and its commit on PostgreSQL.
//!
//! Whoever leads a shop's queue locks the merchant's row once, runs what waits, each write after the first in a savepoint, and
//! commits when nothing waits any more or the group is full. Nobody is told of success before the commit. When the commit fails, what
//! was done in it is done again, each write by itself, so that one that spoils a transaction spoils its own alone.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::JoinHandle;

use crate::error::{Code, Error, Result};
use crate::ids::MerchantId;
use crate::store::engine::connections::{CONNECT_PATIENCE, Connections, Deadline, Lent};
use crate::store::engine::postgres::{
    CommitFault, EndOf, Postgres, REPEATS, commit, outcome_unknown, pause,
};
use crate::store::engine::server::PATIENCE;
use crate::store::engine::watch::StatementWatch;
use crate::store::engine::write_queue::{
    Entry, QueuePlace, QueuedWrite, Ran, Urgency, WriteQueues, queued,
};
use crate::store::programs::Programs;
use crate::store::{Conn, LockedMerchant, Tenant, Tx, busy};

/// Writes that share a commit at most. PostgreSQL keeps that many savepoints of a transaction at hand for those who ask whether
/// a row counts.
const MOST: usize = 64;
/// A group that has been at work for so long takes no more: whoever was first waits for the last.
const LONGEST: Duration = Duration::from_millis(50);
/// So many it takes however long that is: where statements are slow, commits are, too.
const FEWEST: usize = 8;
/// Between two tries to begin while nobody waits for an answer.
const PAUSE: Duration = Duration::from_millis(500);

/// The writes of the transaction at hand.
struct Group {
    merchant: MerchantId,
    queues: WriteQueues,
    state: Mutex<GroupState>,
}

#[derive(Default)]
struct GroupState {
    members: Vec<GroupMember>,
    /// Whether whoever works on it no longer leads the queue.
    ended: bool,
}

struct GroupMember {
    entry: Entry,
    ran: Option<Ran>,
}

impl GroupState {
    fn has_done(&self) -> bool {
        self.members
            .iter()
            .any(|member| member.ran == Some(Ran::Done))
    }
}

impl Group {
    fn new(merchant: MerchantId, queues: WriteQueues) -> Arc<Group> {
        Arc::new(Group {
            merchant,
            queues,
            state: Mutex::default(),
        })
    }

    fn state(&self) -> MutexGuard<'_, GroupState> {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is more to do. If not, whoever comes next leads.
    fn goes_on(&self) -> bool {
        let mut state = self.state();
        state.ended |= !state.ended
            && self
                .queues
                .end_if_empty(self.merchant);
        !state.ended
    }

    /// The next write, if one waits and the group, at work since `begun`, takes any more.
    fn take(&self, begun: Instant) -> Option<Arc<dyn QueuedWrite>> {
        let mut state = self.state();
        let members = &state.members;
        // One that is done again is done alone.
        let alone = members
            .iter()
            .any(|member| member.entry.repeats > 0);
        let full = members.len() >= MOST || members.len() >= FEWEST && begun.elapsed() >= LONGEST;
        if state.ended || alone || full {
            return None;
        }
        let first = members.is_empty();
        let entry = self
            .queues
            .next(self.merchant, |entry| first || entry.repeats == 0)?;
        let write = entry.write.clone();
        state
            .members
            .push(GroupMember { entry, ran: None });
        Some(write)
    }

    fn has_done(&self) -> bool {
        self.state().has_done()
    }

    /// The write taken last has ended so, and if it was refused, nothing of it is left in the transaction.
    fn ran(&self, ran: Ran) {
        let mut state = self.state();
        let has_done = state.has_done();
        let Some(member) = state.members.last_mut() else {
            return;
        };
        member.ran = Some(ran);
        let again = ran == (Ran::Refused { transient: true }) && member.entry.repeats < REPEATS;
        // Judged by what others did before it and is not committed: it waits for that.
        if ran == Ran::Done || has_done && !again {
            return;
        }
        let Some(GroupMember { entry, .. }) = state.members.pop() else {
            return;
        };
        if again {
            self.queues
                .put_back(self.merchant, vec![repeated(entry)]);
        } else {
            entry.write.answer();
        }
    }

    fn has_committed(&self) {
        for member in self.state().members.drain(..) {
            member.entry.write.answer();
        }
    }

    /// Nothing of it was committed: what can be done again is. How often it was.
    fn came_to_nothing(&self, error: &Error) -> u32 {
        let mut state = self.state();
        // One that was alone has been judged itself.
        let judged = state.members.len() == 1 && !error.transient;
        let members = state.members.drain(..);
        let (again, refused): (Vec<Entry>, Vec<Entry>) = members
            .map(|member| member.entry)
            .partition(|entry| !judged && entry.repeats < REPEATS);
        for entry in refused {
            entry.write.fail(error.clone());
        }
        let again: Vec<Entry> = again
            .into_iter()
            .map(repeated)
            .collect();
        let most = again
            .iter()
            .map(|entry| entry.repeats)
            .max();
        self.queues
            .put_back(self.merchant, again);
        most.unwrap_or_default()
    }

    /// It may be committed or not. What was refused changed nothing either way, and is judged anew.
    fn outcome_unknown(&self, error: &Error) {
        let mut again = vec![];
        for GroupMember { entry, ran } in self.state().members.drain(..) {
            if ran == Some(Ran::Done) || entry.repeats >= REPEATS {
                entry.write.fail(error.clone());
            } else {
                again.push(repeated(entry));
            }
        }
        self.queues
            .put_back(self.merchant, again);
    }

    /// Whoever worked on it has stopped, or was given up with this error. Whether the queue has ended with it.
    fn end(&self, error: Option<Error>) -> bool {
        let mut state = self.state();
        let error = error.unwrap_or_else(|| Error::internal("a group ended before its commit"));
        for GroupMember { entry, ran } in state.members.drain(..) {
            entry.write.fail(match ran {
                Some(Ran::Refused { .. }) => busy(&error),
                _ => error.clone(),
            });
        }
        std::mem::replace(&mut state.ended, true)
    }
}

fn repeated(mut entry: Entry) -> Entry {
    entry.repeats += 1;
    entry
}

impl Postgres {
    /// Runs `work`, which begins with the lock on this merchant, in a transaction that it shares with others of the merchant.
    pub async fn write_of<T, F>(
        &self,
        programs: Programs,
        tenant: Tenant,
        urgency: Urgency,
        work: F,
    ) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.refuse_moved()?;
        let (write, mut answer) = queued(work);
        let number = match self
            .queues
            .join(tenant.id(), urgency, write)
        {
            QueuePlace::Waits(number) => number,
            QueuePlace::Leads(number) => {
                let leader = Leader {
                    ours: self.clone(),
                    programs,
                    tenant,
                };
                leader.begin();
                number
            }
            QueuePlace::Full => {
                return Err(Code::Unavailable
                    .because("Too many requests for this shop are waiting. Nothing was changed. Try again in a moment.")
                    .retry_after(1));
            }
        };
        let answer = loop {
            match tokio::time::timeout(PATIENCE, &mut answer).await {
                Ok(answered) => break answered.map_err(busy).flatten(),
                Err(late) if urgency == Urgency::Asked => {
                    if self
                        .queues
                        .withdraw(tenant.id(), number)
                    {
                        break Err(busy(late));
                    }
                }
                Err(_) => {}
            }
        };
        if let Err(error) = &answer
            && error.code == Code::Unavailable
        {
            self.doubt_writing();
        }
        answer
    }
}

/// Leads the queue of a shop.
#[derive(Clone)]
struct Leader {
    ours: Postgres,
    programs: Programs,
    tenant: Tenant,
}

/// A thread at work on a queue.
struct LeaderThread {
    group: Arc<Group>,
    watch: Arc<StatementWatch>,
    thread: JoinHandle<Result<()>>,
}

impl Leader {
    fn begin(self) {
        // Where a place is free the thread begins at once.
        let place = self
            .ours
            .places
            .clone()
            .try_acquire_owned()
            .ok();
        let running = place.map(|place| self.start(vec![place]));
        let keeper = self.ours.keeper.clone();
        keeper
            .handle
            .spawn(self.lead(running));
    }

    fn start(&self, places: Vec<OwnedSemaphorePermit>) -> LeaderThread {
        let watch = StatementWatch::new(PATIENCE, places, None);
        let group = Group::new(self.tenant.id(), self.ours.queues.clone());
        let (leader, theirs, watched) = (self.clone(), group.clone(), watch.clone());
        let thread = self
            .ours
            .keeper
            .handle
            .spawn_blocking(move || {
                // Ends also when the work panics: its place must not be lost.
                let _end = EndOf(&watched);
                leader.work(&theirs, &watched);
                Ok(())
            });
        LeaderThread {
            group,
            watch,
            thread,
        }
    }

    /// Sees to it that somebody works on the queue until it is empty.
    async fn lead(self, mut running: Option<LeaderThread>) {
        loop {
            let now = match running.take() {
                Some(running) => running,
                None => match self
                    .ours
                    .places(Deadline::Interactive)
                    .await
                {
                    Ok(places) => self.start(places),
                    Err(error) => {
                        let (queues, merchant) = (&self.ours.queues, self.tenant.id());
                        queues.refuse(merchant, PATIENCE, &error);
                        if queues.end_if_empty(merchant) {
                            return;
                        }
                        continue;
                    }
                },
            };
            let ended = self
                .ours
                .clone()
                .look_on(now.watch, true, now.thread)
                .await;
            if now.group.end(ended.err()) {
                return;
            }
        }
    }

    /// Commits group after group until nothing waits, or others wait for the place.
    fn work(&self, group: &Group, watch: &Arc<StatementWatch>) {
        let connections = &self.ours.connections;
        let mut kept = None;
        while group.goes_on() {
            let begun = kept
                .take()
                .and_then(Connections::begin_again);
            let mut lent = match begun {
                Some(lent) => lent,
                None => {
                    watch.reaches();
                    match connections.begin() {
                        Ok(lent) => lent,
                        Err(error) => {
                            self.not_begun(&error);
                            continue;
                        }
                    }
                }
            };
            if watch.is_given_up() {
                return;
            }
            watch.attend(&mut lent);
            self.commit_together(&mut lent, group, watch);
            if watch.is_given_up() {
                return;
            }
            kept = lent.is_whole().then_some(lent);
            if self.ours.places.available_permits() == 0 {
                break;
            }
        }
        if let Some(lent) = kept {
            connections.give_back(lent);
        }
    }

    /// One group, on a connection with a transaction that has just begun.
    fn commit_together(&self, lent: &mut Lent, group: &Group, watch: &StatementWatch) {
        let mut tx = Tx::new(Conn::Postgres(lent), &self.programs);
        if let Err(error) = tx.lock(self.tenant) {
            // It fails only with its connection, which is then dropped.
            let _ = roll_back(&mut tx);
            self.not_begun(&error);
            return;
        }
        let (begun, mut savepoint) = (Instant::now(), Savepoint::None);
        while let Some(write) = group.take(begun) {
            let (before, alone) = (Before::of(&tx), !group.has_done());
            if !alone && let Err(error) = savepoint.set(&mut tx) {
                let _ = roll_back(&mut tx);
                self.come_to_nothing(group, &error);
                return;
            }
            let ran = write.run(&mut tx);
            if ran != Ran::Done && alone {
                let _ = roll_back(&mut tx);
                group.ran(ran);
                if ran == (Ran::Refused { transient: true }) {
                    std::thread::sleep(pause(0));
                }
                return;
            }
            if ran != Ran::Done {
                if let Err(error) = savepoint.go_back(&mut tx) {
                    let _ = roll_back(&mut tx);
                    self.come_to_nothing(group, &error);
                    return;
                }
                before.restore(&mut tx);
            }
            group.ran(ran);
        }
        let owed = std::mem::take(&mut tx.owed);
        if !group.has_done() || !watch.may_commit() {
            let _ = roll_back(&mut tx);
            return;
        }
        match commit(lent) {
            Ok(()) => {
                group.has_committed();
                self.ours.has_written(owed);
            }
            Err(CommitFault::Undone(error)) => self.come_to_nothing(group, &error),
            Err(CommitFault::Unknown(error)) => group.outcome_unknown(&outcome_unknown(error)),
        }
        watch.has_committed();
    }

    fn come_to_nothing(&self, group: &Group, error: &Error) {
        let repeats = group.came_to_nothing(error);
        if repeats > 0 {
            std::thread::sleep(pause(repeats - 1));
        }
    }

    /// No transaction with the merchant's lock could be begun.
    fn not_begun(&self, error: &Error) {
        let (queues, merchant) = (&self.ours.queues, self.tenant.id());
        if error.transient {
            let tries = queues.count_try(merchant);
            if tries <= REPEATS {
                std::thread::sleep(pause(tries.saturating_sub(1)));
                return;
            }
        }
        if !queues.refuse(merchant, CONNECT_PATIENCE, error) {
            std::thread::sleep(PAUSE);
        }
    }
}

/// What a transaction remembers, as it was before a write that is undone.
struct Before {
    head: Option<LockedMerchant>,
    saved_a_program: bool,
    owed: usize,
}

impl Before {
    fn of(tx: &Tx<'_>) -> Before {
        Before {
            head: tx.head.clone(),
            saved_a_program: tx.saved_a_program,
            owed: tx.owed.len(),
        }
    }

    fn restore(self, tx: &mut Tx<'_>) {
        tx.head = self.head;
        tx.saved_a_program = self.saved_a_program;
        tx.owed.truncate(self.owed);
    }
}

/// The point to which a refused write is undone. One statement for each write: diesel's own way takes two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Savepoint {
    None,
    /// Nothing was done since.
    Fresh,
    Used,
}

impl Savepoint {
    fn set(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        let sql = match self {
            Savepoint::None => Some("SAVEPOINT one"),
            Savepoint::Fresh => None,
            Savepoint::Used => Some("RELEASE SAVEPOINT one; SAVEPOINT one"),
        };
        *self = Savepoint::Used;
        sql.map_or(Ok(()), |sql| execute(tx, sql))
    }

    fn go_back(&mut self, tx: &mut Tx<'_>) -> Result<()> {
        *self = Savepoint::Fresh;
        execute(tx, "ROLLBACK TO SAVEPOINT one")
    }
}

fn execute(tx: &mut Tx<'_>, sql: &str) -> Result<()> {
    on_both!(tx.conn, |c| c.batch_execute(sql))?;
    Ok(())
}

fn roll_back(tx: &mut Tx<'_>) -> Result<()> {
    on_both!(tx.conn, |c| AnsiTransactionManager::rollback_transaction(c))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;
    use crate::store::engine::write_queue::tests::{run, write};

    fn group_of<const N: usize>() -> (Arc<Group>, [oneshot::Receiver<Result<u32>>; N]) {
        let group = Group::new(MerchantId::new(), WriteQueues::default());
        let answers = std::array::from_fn(|number| {
            let (write, answer) = write(number as u32);
            group
                .queues
                .join(group.merchant, Urgency::Asked, write);
            answer
        });
        (group, answers)
    }

    /// Takes the next write and has it end so.
    fn ends(group: &Group, ran: Ran) -> bool {
        let Some(write) = group.take(Instant::now()) else {
            return false;
        };
        run(&*write);
        group.ran(ran);
        true
    }

    const REFUSED: Ran = Ran::Refused { transient: false };
    const AGAIN: Ran = Ran::Refused { transient: true };

    #[test]
    fn nobody_is_told_before_the_commit_but_who_was_refused_by_what_is_committed() {
        let (group, [mut first, mut second, mut third]) = group_of();
        assert!(ends(&group, REFUSED));
        assert!(first.try_recv().is_ok(), "nothing came before it");
        assert!(ends(&group, Ran::Done) && ends(&group, REFUSED) && !ends(&group, Ran::Done));
        assert!(second.try_recv().is_err() && third.try_recv().is_err());
        group.has_committed();
        assert!(second.try_recv().is_ok() && third.try_recv().is_ok());
        assert!(!group.goes_on() && group.end(None));
    }

    #[test]
    fn what_came_to_nothing_is_done_again_each_by_itself() {
        let (group, mut answers) = group_of::<3>();
        assert!(ends(&group, Ran::Done) && ends(&group, REFUSED));
        assert_eq!(group.came_to_nothing(&Error::internal("a constraint")), 1);
        for answer in &mut answers {
            assert!(group.goes_on() && answer.try_recv().is_err());
            assert!(ends(&group, Ran::Done) && !ends(&group, Ran::Done), "alone");
            group.has_committed();
            assert!(answer.try_recv().is_ok());
        }
    }

    #[test]
    fn what_spoils_its_own_transaction_is_refused_and_what_crossed_another_is_done_again_so_often()
    {
        let (group, [mut answer]) = group_of();
        assert!(ends(&group, Ran::Done));
        assert_eq!(group.came_to_nothing(&Error::internal("a constraint")), 0);
        assert!(answer.try_recv().unwrap().is_err());

        let (group, [mut answer]) = group_of();
        for _ in 0..REPEATS {
            assert!(ends(&group, AGAIN));
            assert!(answer.try_recv().is_err());
        }
        assert!(ends(&group, AGAIN) && answer.try_recv().is_ok());
    }

    #[test]
    fn of_an_unknown_outcome_all_are_told_who_may_have_been_done() {
        let (group, [mut done, mut refused]) = group_of();
        assert!(ends(&group, Ran::Done) && ends(&group, REFUSED));
        group.outcome_unknown(&outcome_unknown("the line was cut"));
        assert!(done.try_recv().unwrap().is_err());
        assert!(refused.try_recv().is_err() && ends(&group, REFUSED));
        assert!(refused.try_recv().is_ok(), "it is judged anew");
    }

    #[test]
    fn who_was_given_up_takes_nobody_any_more_and_others_go_on_with_the_queue() {
        let (group, [mut first, mut second]) = group_of();
        group.take(Instant::now());
        assert!(!group.end(Some(busy("hung"))), "the queue goes on");
        assert!(first.try_recv().unwrap().is_err() && second.try_recv().is_err());
        assert!(!group.goes_on() && group.take(Instant::now()).is_none());
        group.has_committed();
        let next = Group::new(group.merchant, group.queues.clone());
        assert!(ends(&next, Ran::Done));
    }

    #[test]
    fn a_group_that_fails_long_after_it_was_given_up_leaves_no_queue_that_nobody_leads() {
        let (group, [mut answer]) = group_of();
        group.take(Instant::now());
        assert!(!group.end(Some(busy("hung"))) && answer.try_recv().is_ok());
        let next = Group::new(group.merchant, group.queues.clone());
        assert!(!next.goes_on(), "nothing waits, so the queue ends");
        group.outcome_unknown(&outcome_unknown("the line was cut at last"));
        group.came_to_nothing(&busy("the line was cut at last"));
        let (write, _answer) = write(7);
        let place = group
            .queues
            .join(group.merchant, Urgency::Asked, write);
        assert!(matches!(place, QueuePlace::Leads(_)), "{place:?}");
    }

    #[test]
    fn a_group_that_has_been_at_work_for_long_takes_no_more_than_a_few() {
        let (group, _answers) = group_of::<{ FEWEST + 2 }>();
        let now = Instant::now();
        let Some(long_ago) = now.checked_sub(LONGEST) else {
            return;
        };
        for _ in 0..FEWEST {
            assert!(group.take(long_ago).is_some());
        }
        assert!(group.take(long_ago).is_none());
        assert!(group.take(Instant::now()).is_some());
    }
}
