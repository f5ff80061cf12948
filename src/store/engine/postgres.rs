//! PostgreSQL: a number of connections, writes that are repeated when the fault was not theirs, and what the server must be
//! like.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager};
use diesel::pg::PgConnection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

use crate::error::{Code, Error, Result};
use crate::ids::MerchantId;
use crate::store::engine::address::with_time_outs;
use crate::store::engine::connections::{Connections, Deadline, Lent};
use crate::store::engine::inspect;
use crate::store::engine::inspect::{Migrated, Schema};
use crate::store::engine::merchant_queue::{Turn, Turns};
use crate::store::engine::notify::{Notifier, NotifyConnection};
use crate::store::engine::queue_keeper::QueueKeeper;
use crate::store::engine::server::PATIENCE;
use crate::store::engine::server::{AdvisoryLock, ServerSettings, reach};
use crate::store::engine::watch::{GivenUp, StatementWatch};
use crate::store::engine::write_queue::WriteQueues;
use crate::store::outbox::owed::{OwedDelivery, OwedQueues};
use crate::store::programs::Programs;
use crate::store::{Conn, Opening, Tx, busy};

/// Connections of one instance to PostgreSQL at most, unless the operator says otherwise.
pub const CONNECTIONS: u32 = 16;
/// Writes of one merchant, each in a transaction of its own, that may wait or be under way.
const MOST_OF_ONE: usize = 512;
/// Times a write is repeated when PostgreSQL says that two transactions crossed, or a connection is lost before the commit.
pub const REPEATS: u32 = 10;

/// A PostgreSQL database. Cheap to clone.
#[derive(Clone)]
pub struct Postgres {
    pub(super) connections: Arc<Connections>,
    pub(super) places: Arc<Semaphore>,
    /// Half of the places, which is all that batch work may hold: a report must not keep a till waiting.
    slow_places: Arc<Semaphore>,
    /// Places for threads that were given up and wait still.
    spare: Arc<Semaphore>,
    /// How many of those there are.
    spares: usize,
    turns: Turns,
    /// Writes that share a commit with others of their merchant.
    pub(super) queues: WriteQueues,
    pub(super) keeper: Arc<QueueKeeper>,
    signal: Arc<Notifier>,
    /// The delivery workers of this process.
    owed: OwedQueues,
    writing: Arc<Writing>,
}

/// Whether writes come back.
#[derive(Default)]
struct Writing {
    /// Whether one was given up or found no way to its rows, and none has been committed since.
    hangs: AtomicBool,
    /// How many connections had been made when the last one hung.
    opened: AtomicU64,
}

impl Writing {
    fn hang(&self, opened: u64) {
        self.opened
            .store(opened, Ordering::Relaxed);
        self.hangs
            .store(true, Ordering::Relaxed);
    }

    /// One waited in vain for rows that another write holds. That one may hang, and be another instance's.
    fn doubt(&self, opened: u64) {
        if !self.hangs.load(Ordering::Relaxed) {
            self.hang(opened);
        }
    }
}

impl Postgres {
    /// Opens the database, looks at its server and brings the schema up to date, unless it is to stay as it is. What is owed goes to
    /// the workers of `owed`, which look by themselves when another instance says that it owes something.
    pub fn open(
        url: &str,
        most: u32,
        opening: Opening,
        owed: OwedQueues,
    ) -> anyhow::Result<(Postgres, Option<Migrated>)> {
        let (conn, server) = reach(url)?;
        // A server that takes no writes may take them again; whoever asks `readyz` is told until then.
        for fault in server
            .faults()?
            .into_iter()
            .chain(server.check_writing().err())
        {
            tracing::warn!("{fault}");
        }
        let mut line = NotifyConnection::on(conn)?;
        if opening != Opening::ByMove {
            // Before anything is looked at: no move can begin behind what was seen.
            line.require_share()?;
        }
        let conn = line.conn();
        let migrated = match opening {
            Opening::UpToDate => bring_up_to_date(conn, &server, false)?,
            Opening::CarriedOver => bring_up_to_date(conn, &server, true)?,
            Opening::AsIs => {
                inspect::require_current(&mut Conn::Postgres(conn))?;
                None
            }
            Opening::ByMove => {
                inspect::require_current_as_it_is(&mut Conn::Postgres(conn))?;
                None
            }
        };
        let most = most as usize;
        let postgres = Postgres {
            connections: Arc::new(Connections::new(with_time_outs(url), most)),
            places: Arc::new(Semaphore::new(most)),
            slow_places: Arc::new(Semaphore::new(most.div_ceil(2))),
            spare: Arc::new(Semaphore::new(most)),
            spares: most,
            // The writes of one merchant wait for each other anyway; two connections would do.
            turns: Turns::new((most * 3 / 8).max(2), MOST_OF_ONE),
            queues: WriteQueues::default(),
            keeper: Arc::new(QueueKeeper::start()?),
            signal: Notifier::start(url, line, {
                let owed = owed.clone();
                move || owed.look()
            })?,
            owed,
            writing: Arc::default(),
        };
        Ok((postgres, migrated))
    }

    /// Runs reading queries on a connection of their own.
    pub async fn read<T, F>(&self, programs: Programs, deadline: Deadline, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let watch = StatementWatch::new(deadline.patience(), self.places(deadline).await?, None);
        self.watched(watch, false, move |ours, watch| {
            ours.on_a_connection(deadline, watch, false, |conn| {
                work(&mut Tx::new(Conn::Postgres(conn), &programs))
            })?
        })
        .await
    }

    /// Runs `work` in a transaction of its own, again if it crossed another or its connection was lost before the commit.
    pub async fn write<T, F>(
        &self,
        programs: Programs,
        deadline: Deadline,
        mut work: F,
    ) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (mut turn, mut repeats) = (None, 0);
        loop {
            self.refuse_moved()?;
            let watch =
                StatementWatch::new(deadline.patience(), self.places(deadline).await?, turn);
            let programs = programs.clone();
            let outcome;
            (outcome, work) = self
                .watched(watch, true, move |ours, watch| {
                    let attempt = WriteAttempt {
                        turns: &ours.turns,
                        watch,
                        programs: &programs,
                    };
                    let mut outcome = ours
                        .on_a_connection(deadline, watch, true, |conn| attempt.run(conn, &work))
                        .unwrap_or_else(WriteOutcome::Refused);
                    if let WriteOutcome::Committed { owed, .. } = &mut outcome {
                        ours.has_written(std::mem::take(owed));
                    }
                    Ok((outcome, work))
                })
                .await?;
            turn = match outcome {
                WriteOutcome::Committed { value, .. } => return Ok(value),
                WriteOutcome::Crowded(merchant) => Some(self.turn(merchant).await?),
                WriteOutcome::Refused(error) if error.transient && repeats < REPEATS => {
                    tokio::time::sleep(pause(repeats)).await;
                    repeats += 1;
                    None
                }
                WriteOutcome::Refused(error) => {
                    if error.code == Code::Unavailable {
                        self.doubt_writing();
                    }
                    return Err(error);
                }
            }
        }
    }

    /// Refuses to write what a move that copies this database would leave behind.
    pub fn refuse_moved(&self) -> Result<()> {
        if !self.signal.is_moved() {
            return Ok(());
        }
        Err(Code::Unavailable
            .because(
                "The service's database is being moved to another one, so nothing can be saved here. Nothing was changed. Try again when the \
                 move is done.",
            )
            .retry_after(5))
    }

    /// A write was refused as unavailable, perhaps for one that hangs: whoever asks for readiness tries another.
    pub(super) fn doubt_writing(&self) {
        self.writing
            .doubt(self.connections.opened());
    }

    /// Something was committed. What it owes goes to this process's delivery workers, and not before: a phone that is pushed too early
    /// fetches the old state and goes quiet. Other instances are told of what has no worker here.
    pub(super) fn has_written(&self, owed: Vec<OwedDelivery>) {
        self.writing
            .hangs
            .store(false, Ordering::Relaxed);
        if !self.owed.hand_over(owed) {
            self.signal.owe();
        }
    }

    /// Tells the other instances something, a moment later.
    pub fn tell_others(&self, what: &str) {
        self.signal.tell(what);
    }

    /// Calls `hear` with what other instances tell. Only the first call counts.
    pub fn hear_others(&self, hear: Box<dyn Fn(&str) + Send + Sync>) {
        self.signal.hear(hear);
    }

    /// Places at the connections, first come, first served. No thread waits meanwhile.
    pub(super) async fn places(&self, deadline: Deadline) -> Result<Vec<OwnedSemaphorePermit>> {
        let mut places = Vec::with_capacity(2);
        // Nobody stands at a till for the first of the two.
        let batch =
            (deadline == Deadline::Batch).then_some((&self.slow_places, deadline.patience()));
        for (of, patience) in batch
            .into_iter()
            .chain([(&self.places, PATIENCE)])
        {
            let place = tokio::time::timeout(patience, of.clone().acquire_owned())
                .await
                .map_err(busy)?;
            places.push(place.map_err(Error::internal)?);
        }
        Ok(places)
    }

    async fn turn(&self, merchant: MerchantId) -> Result<Turn> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.wait(merchant))
            .await
            .map_err(busy)?;
        turn.ok_or_else(|| {
            Code::Unavailable
                .because("Too many requests for this shop are waiting. Nothing was changed. Try again in a moment.")
                .retry_after(1)
        })
    }

    /// Runs `work` on a thread that may wait, and gives it up when the server says nothing for too long.
    async fn watched<T: Send + 'static>(
        &self,
        watch: Arc<StatementWatch>,
        writes: bool,
        work: impl FnOnce(&Postgres, &Arc<StatementWatch>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        // Threads of their own know nothing of the request that they work for.
        let (span, ours, watched) = (tracing::Span::current(), self.clone(), watch.clone());
        let running = tokio::task::spawn_blocking(move || {
            // Ends also when the work panics: its place must not be lost.
            let _end = EndOf(&watched);
            span.in_scope(|| work(&ours, &watched))
        });
        // A task of its own: whoever hangs up must not leave a hung connection with its place behind.
        let answer = tokio::spawn(
            self.clone()
                .look_on(watch, writes, running),
        );
        answer
            .await
            .map_err(Error::internal)?
    }

    pub(super) async fn look_on<T>(
        self,
        watch: Arc<StatementWatch>,
        writes: bool,
        mut running: JoinHandle<Result<T>>,
    ) -> Result<T> {
        loop {
            let left = watch.left();
            if left.is_zero() {
                return Err(self.give_up(&watch, writes));
            }
            if let Ok(ended) = tokio::time::timeout(left.min(PATIENCE), &mut running).await {
                return ended.map_err(Error::internal)?;
            }
            // Whatever may take its time, a commit does not.
            if writes && watch.commits_for() >= PATIENCE {
                self.writing
                    .hang(self.connections.opened());
            }
        }
    }

    fn give_up(self, watch: &StatementWatch, writes: bool) -> Error {
        let spare = self
            .spare
            .clone()
            .try_acquire_owned()
            .ok();
        let given_up = watch.give_up(spare);
        if writes {
            self.writing
                .hang(self.connections.opened());
        }
        // Closing says farewell to the server, and an answer waits for nobody's farewell.
        let connections = self.connections.clone();
        tokio::task::spawn_blocking(move || connections.forget_idle());
        let cause = "the database server did not answer; the connection was given up";
        match given_up {
            GivenUp::Undone => busy(cause),
            GivenUp::Unknown => outcome_unknown(cause),
        }
    }

    /// Lends a connection, found alive, to `work`, with a transaction begun if it `writes`.
    fn on_a_connection<T>(
        &self,
        deadline: Deadline,
        watch: &Arc<StatementWatch>,
        writes: bool,
        work: impl FnOnce(&mut PgConnection) -> T,
    ) -> Result<T> {
        let begun = writes && deadline == Deadline::Interactive;
        let mut lent = if begun {
            self.connections.begin()?
        } else {
            self.connections.take()?
        };
        if watch.is_given_up() {
            // It came too late for this one, and in time for the next.
            self.connections.give_back(lent);
            return Err(busy("the connection came too late"));
        }
        watch.attend(&mut lent);
        if deadline == Deadline::Batch {
            Connections::set_deadline(&mut lent, deadline)?;
        }
        if writes && !begun {
            AnsiTransactionManager::begin_transaction(&mut *lent)?;
        }
        let answer = work(&mut lent);
        self.give_back(lent, deadline, watch);
        Ok(answer)
    }

    fn give_back(&self, mut lent: Lent, deadline: Deadline, watch: &StatementWatch) {
        let as_before = deadline == Deadline::Interactive
            || Connections::set_deadline(&mut lent, Deadline::Interactive).is_ok();
        // One that was given up has been replaced by now.
        if as_before && !watch.is_given_up() {
            self.connections.give_back(lent);
        }
    }

    /// Whether writes go through. While one hangs, another is worth trying, unless so many hang already that the next would too and no server has answered since.
    pub fn writing_hangs(&self) -> WritingHangs {
        let hangs = self
            .writing
            .hangs
            .load(Ordering::Relaxed);
        match hangs {
            false => WritingHangs::No,
            true if self.spare.available_permits() * 2 > self.spares => WritingHangs::TryAgain,
            // Somebody answers again, perhaps the successor.
            true if self.connections.opened()
                > self
                    .writing
                    .opened
                    .load(Ordering::Relaxed) =>
            {
                WritingHangs::TryAgain
            }
            true => WritingHangs::Yes,
        }
    }
}

/// Whether writes hang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WritingHangs {
    No,
    /// One did, and it is worth trying another.
    TryAgain,
    /// So many do that another would only be one more.
    Yes,
}

/// Ends the watch however the work ends.
pub struct EndOf<'a>(pub &'a StatementWatch);

impl Drop for EndOf<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// A few milliseconds that grow with each repeat, by chance, so that two that crossed do not cross again.
pub fn pause(repeats: u32) -> Duration {
    let mut byte = [128];
    // Without chance the pause is a middle one: two may cross again, and nothing worse.
    let _ = openssl::rand::rand_bytes(&mut byte);
    Duration::from_micros((u64::from(byte[0]) + 64) * (16 << repeats.min(4)))
}

/// One try of a write.
struct WriteAttempt<'a> {
    turns: &'a Turns,
    watch: &'a StatementWatch,
    programs: &'a Programs,
}

enum WriteOutcome<T> {
    Committed {
        value: T,
        owed: Vec<OwedDelivery>,
    },
    /// Nothing was done: so many writes of this merchant are under way that this one waits without a connection.
    Crowded(MerchantId),
    Refused(Error),
}

impl WriteAttempt<'_> {
    fn run<T>(
        self,
        conn: &mut PgConnection,
        work: &impl Fn(&mut Tx<'_>) -> Result<T>,
    ) -> WriteOutcome<T> {
        let mut tx = Tx::new(Conn::Postgres(conn), self.programs);
        tx.waits = Some((self.turns, self.watch));
        let answer = work(&mut tx);
        let (owed, crowded) = (std::mem::take(&mut tx.owed), tx.crowded);
        match (answer, crowded) {
            (Ok(value), None) if self.watch.may_commit() => match commit(conn) {
                Ok(()) => WriteOutcome::Committed { value, owed },
                Err(CommitFault::Undone(error)) => WriteOutcome::Refused(error),
                Err(CommitFault::Unknown(error)) => WriteOutcome::Refused(outcome_unknown(error)),
            },
            (answer, crowded) => {
                // It fails only with its connection, which is then dropped: the refusal stands.
                let _ = AnsiTransactionManager::rollback_transaction(conn);
                match (crowded, answer) {
                    (Some(merchant), _) => WriteOutcome::Crowded(merchant),
                    (None, Err(refusal)) => WriteOutcome::Refused(refusal),
                    // Its caller has been told that nothing was changed.
                    (None, Ok(_)) => {
                        WriteOutcome::Refused(busy("the write was given up before its commit"))
                    }
                }
            }
        }
    }
}

/// Why a commit has no answer that it is done.
pub enum CommitFault {
    /// The server answered: it did not commit.
    Undone(Error),
    /// The connection ended between the question and the answer. The commit may stand or not.
    Unknown(diesel::result::Error),
}

pub fn commit(conn: &mut PgConnection) -> std::result::Result<(), CommitFault> {
    let Err(error) = AnsiTransactionManager::commit_transaction(conn) else {
        return Ok(());
    };
    let status = <AnsiTransactionManager as TransactionManager<PgConnection>>::transaction_manager_status_mut(conn);
    Err(match status.transaction_depth() {
        Ok(None) => CommitFault::Undone(error.into()),
        _ => CommitFault::Unknown(error),
    })
}

pub fn outcome_unknown(cause: impl std::fmt::Display) -> Error {
    Code::Unavailable
        .because(
            "The database went away while this was being saved, so it may be saved or not. Send the same request again with the same \
             Idempotency-Key: it is done once, and its answer comes back. Without a key, look first whether it was done.",
        )
        .retry_after(1)
        .caused_by(cause)
}

/// Two instances that start together must not migrate together; the second may wait as long as the first needs.
fn bring_up_to_date(
    conn: &mut PgConnection,
    server: &ServerSettings,
    carries_over: bool,
) -> anyhow::Result<Option<Migrated>> {
    // Only migrations make tables; a service whose schema is current may run under a lesser role.
    if inspect::schema(&mut Conn::Postgres(conn))? != Schema::Current {
        server.check_rights()?;
    }
    let lock = AdvisoryLock::Migrate.number();
    conn.batch_execute(&format!(
        "SET lock_timeout = 0; SET statement_timeout = 0; SELECT pg_advisory_lock({lock})"
    ))?;
    let migrated = inspect::migrate(Conn::Postgres(conn), carries_over);
    conn.batch_execute(&format!(
        "SELECT pg_advisory_unlock({lock}); SET lock_timeout = '3s'"
    ))?;
    migrated
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_a_millisecond_to_some_tens() {
        assert!((1..=6).contains(&pause(0).as_millis()), "{:?}", pause(0));
        assert!((16..=82).contains(&pause(9).as_millis()), "{:?}", pause(9));
    }
}
