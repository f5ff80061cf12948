//! SQLite's one writer: a thread that takes every waiting request, runs each in a savepoint and commits them together. One that is alone
//! needs no savepoint. For one SQLite copies each page before it changes it, which is most of the work where a batch changes many.
//!
//! One fdatasync then pays for up to [`crate::store::COMMIT_GROUP`] requests, which at `synchronous=FULL` is several times the throughput of
//! single commits and loses nothing at a power cut. Answers leave only after the commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::sqlite::SqliteConnection;
use tokio::sync::oneshot;

use crate::error::{Code, Error, Result};
use crate::store::engine::inspect::existing;
use crate::store::outbox::owed::{OwedDelivery, OwedQueues};
use crate::store::programs::Programs;
use crate::store::{Conn, Tx, busy, connect_writer};

/// Requests that may wait; beyond it callers are told to come back.
const QUEUE: usize = 2_048;

/// A request at the writer: run inside the transaction, answered when the commit's fate is known.
trait Job: Send {
    /// Runs it, and takes back what it did if it is refused: by a savepoint, or alone with the whole transaction. Answers whether the
    /// transaction goes on.
    fn run(&mut self, conn: &mut SqliteConnection, programs: &Programs, alone: bool) -> bool;
    /// What it owes the wallets once it is committed.
    fn owed(&mut self) -> Vec<OwedDelivery>;
    fn answer(self: Box<Self>, failed: Option<&Error>);
}

struct Pending<T, F> {
    work: F,
    outcome: Option<Result<T>>,
    owed: Vec<OwedDelivery>,
    waiting: oneshot::Sender<Result<T>>,
}

impl<T: Send, F: Fn(&mut Tx<'_>) -> Result<T> + Send> Job for Pending<T, F> {
    fn run(&mut self, conn: &mut SqliteConnection, programs: &Programs, alone: bool) -> bool {
        let (outcome, owed) = match alone {
            true => run_work(conn, programs, &self.work),
            false => in_savepoint(conn, programs, &self.work),
        };
        let refused = outcome.is_err();
        (self.outcome, self.owed) = (Some(outcome), owed);
        !(alone && refused)
    }

    fn owed(&mut self) -> Vec<OwedDelivery> {
        std::mem::take(&mut self.owed)
    }

    fn answer(self: Box<Self>, failed: Option<&Error>) {
        let answer = match (self.outcome, failed) {
            // A refusal stands whatever became of the neighbours' commit.
            (Some(Err(refusal)), _) => Err(refusal),
            (Some(Ok(value)), None) => Ok(value),
            (_, failed) => Err(failed
                .cloned()
                .unwrap_or_else(|| Error::internal("a request was not run"))),
        };
        // The caller may have hung up; its effect stands all the same.
        let _ = self.waiting.send(answer);
    }
}

/// A handle to the writer thread, which ends with the last handle.
#[derive(Clone)]
pub struct Writer {
    queue: SyncSender<Box<dyn Job>>,
    /// Whether the last group could not be committed.
    failing: Arc<AtomicBool>,
}

impl Writer {
    /// Starts the thread; `group` is how many requests one commit may carry.
    pub fn start(
        path: String,
        conn: SqliteConnection,
        group: usize,
        programs: Programs,
        owed: OwedQueues,
    ) -> std::io::Result<Writer> {
        let (queue, jobs) = sync_channel(QUEUE);
        let failing = Arc::<AtomicBool>::default();
        let noted = failing.clone();
        std::thread::Builder::new()
            .name("stampwell-writer".into())
            .spawn(move || {
                run(conn, &path, &jobs, group.max(1), &programs, &owed, &noted);
            })?;
        Ok(Writer { queue, failing })
    }

    /// Whether the last writes failed, whatever they were.
    pub fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Relaxed)
    }

    pub async fn submit<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (sender, waiting) = oneshot::channel();
        let job = Box::new(Pending {
            work,
            outcome: None,
            owed: Vec::new(),
            waiting: sender,
        });
        // `send` would block a thread that answers requests.
        // Whoever finds no room is told so at once.
        self.queue
            .try_send(job)
            .map_err(|refused| {
                match refused {
            TrySendError::Full(_) => Code::Unavailable
                .because(
                    "Too many requests are waiting. Nothing was changed. Try again in a moment.",
                )
                .retry_after(1),
            TrySendError::Disconnected(_) => Error::internal("the writer thread has ended"),
        }
            })?;
        waiting
            .await
            .map_err(|_| busy("the writer thread ended before it answered"))?
    }
}

fn run(
    mut conn: SqliteConnection,
    path: &str,
    jobs: &Receiver<Box<dyn Job>>,
    most: usize,
    programs: &Programs,
    owed: &OwedQueues,
    failing: &AtomicBool,
) {
    while let Ok(first) = jobs.recv() {
        // No timer: an idle service commits at once, a busy one fills the group while the last commit is on its way.
        let mut group: Vec<Box<dyn Job>> = std::iter::once(first)
            .chain(jobs.try_iter().take(most - 1))
            .collect();
        let failed =
            // IMMEDIATE: a transaction that reads first and asks for the lock later is
            // refused at once when somebody wrote in between, whatever the busy timeout.
            match AnsiTransactionManager::begin_transaction_sql(&mut conn, "BEGIN IMMEDIATE") {
                Ok(()) => {
                    let (alone, mut goes_on) = (group.len() == 1, true);
                    let broken = group.iter_mut().find_map(|job| {
                        goes_on = job.run(&mut conn, programs, alone);
                        broken(&mut conn)
                    });
                    let failed = broken.or_else(|| match goes_on {
                        true => commit(&mut conn),
                        false => roll_back(&mut conn),
                    });
                    failed.inspect(|_| {
                        // The group may have read a program version
                        // of its own that now never came to be.
                        programs.forget();
                        reopen(&mut conn, path);
                    })
                }
                Err(error) => Some(error.into()),
            };
        failing.store(failed.is_some(), Ordering::Relaxed);
        if failed.is_none() {
            // Not before the commit: a phone that is pushed too early fetches the old state and goes quiet. One service alone uses the
            // file, so there is nobody else to tell.
            for job in &mut group {
                owed.hand_over(job.owed());
            }
        }
        group
            .into_iter()
            .for_each(|job| job.answer(failed.as_ref()));
    }
}

/// A full disk or a failing one makes SQLite end the whole transaction inside a request. What would run after that would
/// be on its own, so the group ends here and nobody in it is told of success.
fn broken(conn: &mut SqliteConnection) -> Option<Error> {
    let depth = <AnsiTransactionManager as TransactionManager<SqliteConnection>>::transaction_manager_status_mut(conn).transaction_depth();
    match depth {
        Ok(Some(depth)) if depth.get() == 1 => None,
        _ => Some(Code::StorageFull.because(
            "The disk refused a write. Nothing was changed. Check the disk and try again.",
        )),
    }
}

/// A connection whose transaction went wrong is replaced: its state is anybody's guess.
fn reopen(conn: &mut SqliteConnection, path: &str) {
    // The file was there: one that somebody removed is not begun anew.
    match connect_writer(path, &existing(path)) {
        Ok(new) => *conn = new,
        Err(error) => {
            tracing::error!(%error, "the database could not be opened again; the next write tries once more")
        }
    }
}

fn commit(conn: &mut SqliteConnection) -> Option<Error> {
    let error = AnsiTransactionManager::commit_transaction(conn).err()?;
    // A full disk makes SQLite end the transaction by itself; then there is nothing left to undo.
    let _ = AnsiTransactionManager::rollback_transaction(conn);
    Some(error.into())
}

fn roll_back(conn: &mut SqliteConnection) -> Option<Error> {
    AnsiTransactionManager::rollback_transaction(conn)
        .err()
        .map(Error::from)
}

/// Runs a piece of work; a panic in it is a refusal.
fn run_work<T>(
    conn: &mut SqliteConnection,
    programs: &Programs,
    work: &impl Fn(&mut Tx<'_>) -> Result<T>,
) -> (Result<T>, Vec<OwedDelivery>) {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut tx = Tx::new(Conn::Sqlite(conn), programs);
        work(&mut tx).map(|value| (value, tx.owed))
    }));
    match outcome {
        Ok(Ok((value, owed))) => (Ok(value), owed),
        Ok(Err(refusal)) => (Err(refusal), vec![]),
        Err(_) => (Err(Error::internal("a panic inside a transaction")), vec![]),
    }
}

/// One refusal or panic must not undo its neighbours.
fn in_savepoint<T>(
    conn: &mut SqliteConnection,
    programs: &Programs,
    work: &impl Fn(&mut Tx<'_>) -> Result<T>,
) -> (Result<T>, Vec<OwedDelivery>) {
    if let Err(error) = AnsiTransactionManager::begin_transaction(conn) {
        return (Err(error.into()), vec![]);
    }
    match run_work(conn, programs, work) {
        (Ok(value), owed) => match AnsiTransactionManager::commit_transaction(conn) {
            Ok(()) => (Ok(value), owed),
            Err(error) => (Err(error.into()), vec![]),
        },
        (Err(refusal), _) => {
            let undone = AnsiTransactionManager::rollback_transaction(conn);
            (
                undone
                    .map_err(Error::from)
                    .and(Err(refusal)),
                vec![],
            )
        }
    }
}
