//! SQLite's one writer: a thread that takes every waiting request, runs one after the other and commits them together. Should one that is
//! refused have changed something, all is taken back and done again, each in a savepoint. Savepoints are not set from the beginning, since
//! for one SQLite copies each page before it changes it, and hardly anything is refused after it has written.
//!
//! One fdatasync then pays for up to [`crate::store::COMMIT_GROUP`] requests, which at `synchronous=FULL` is several times the throughput of
//! single commits and loses nothing at a power cut. Answers leave only after the commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use diesel::RunQueryDsl as _;
use diesel::connection::{AnsiTransactionManager, TransactionManager as _};
use diesel::sqlite::SqliteConnection;
use tokio::sync::oneshot;

use crate::error::{Code, Error, Result};
use crate::store::engine::inspect::existing;
use crate::store::outbox::owed::{OwedDelivery, OwedQueues};
use crate::store::programs::Programs;
use crate::store::{Conn, Tx, busy, connect_writer};

/// Requests that may wait; beyond it callers are told to come back.
const QUEUE: usize = 2_048;

/// Groups that are run in savepoints from the beginning after one that had to be done again: whoever repeats such a request must not
/// have the others' done twice each time.
const CAREFUL: u32 = 64;

/// A request at the writer: run inside the transaction, answered when the commit's fate is known.
trait Job: Send {
    fn run(&mut self, conn: &mut SqliteConnection, programs: &Programs, guard: Guard) -> JobEnd;
    /// What it owes the wallets once it is committed.
    fn owed(&mut self) -> Vec<OwedDelivery>;
    fn answer(self: Box<Self>, failed: Option<&Error>);
}

/// Whether what a refused request did is taken back at once.
#[derive(Clone, Copy)]
enum Guard {
    Savepoint,
    Unguarded,
}

/// How a request has run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum JobEnd {
    Done,
    /// It is refused, and not by the database.
    Refused,
    /// The database refused a statement, or it panicked.
    Failed,
    /// What it did could be neither kept nor taken back.
    Broken,
}

struct Pending<T, F> {
    work: F,
    outcome: Option<Result<T>>,
    owed: Vec<OwedDelivery>,
    waiting: oneshot::Sender<Result<T>>,
}

impl<T: Send, F: Fn(&mut Tx<'_>) -> Result<T> + Send> Job for Pending<T, F> {
    fn run(&mut self, conn: &mut SqliteConnection, programs: &Programs, guard: Guard) -> JobEnd {
        let (outcome, owed, whole) = match guard {
            Guard::Savepoint => in_savepoint(conn, programs, &self.work),
            Guard::Unguarded => {
                let (outcome, owed) = run_work(conn, programs, &self.work);
                (outcome, owed, true)
            }
        };
        let ran = match &outcome {
            _ if !whole => JobEnd::Broken,
            Ok(_) => JobEnd::Done,
            Err(refusal) if refusal.code.status() < 500 => JobEnd::Refused,
            Err(_) => JobEnd::Failed,
        };
        (self.outcome, self.owed) = (Some(outcome), owed);
        ran
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
    let mut careful = 0;
    while let Ok(first) = jobs.recv() {
        // No timer: an idle service commits at once, a busy one fills the group while the last commit is on its way.
        let mut group: Vec<Box<dyn Job>> = std::iter::once(first)
            .chain(jobs.try_iter().take(most - 1))
            .collect();
        let failed = run_group(&mut conn, programs, &mut group, &mut careful).err();
        if failed.is_some() {
            // The group may have read a program version of its own that now never came to be.
            programs.forget();
            reopen(&mut conn, path);
        }
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

/// Runs requests in one transaction, and takes back what those did that are refused. An error says why nothing of it counts.
fn run_group(
    conn: &mut SqliteConnection,
    programs: &Programs,
    group: &mut [Box<dyn Job>],
    careful: &mut u32,
) -> Result<()> {
    begin(conn)?;
    if let [alone] = group {
        return match alone.run(conn, programs, Guard::Unguarded) {
            JobEnd::Done => commit(conn),
            _ => roll_back(conn),
        };
    }
    if *careful > 0 {
        *careful -= 1;
    } else if run_unguarded(conn, programs, group)? {
        return commit(conn);
    } else {
        *careful = CAREFUL;
        roll_back(conn)?;
        programs.forget();
        begin(conn)?;
    }
    for job in group {
        // What would run after it would be on its own, so the group ends here and nobody in it is told of success.
        if job.run(conn, programs, Guard::Savepoint) == JobEnd::Broken {
            return Err(disk_refused());
        }
    }
    commit(conn)
}

/// IMMEDIATE: a transaction that reads first and asks for the lock later is refused at once when somebody wrote in between, whatever
/// the busy timeout.
fn begin(conn: &mut SqliteConnection) -> Result<()> {
    Ok(AnsiTransactionManager::begin_transaction_sql(
        conn,
        "BEGIN IMMEDIATE",
    )?)
}

/// Answers whether none that was refused changed anything. One that the database refused is taken to have.
fn run_unguarded(
    conn: &mut SqliteConnection,
    programs: &Programs,
    group: &mut [Box<dyn Job>],
) -> Result<bool> {
    for job in group {
        let before = changes(conn)?;
        match job.run(conn, programs, Guard::Unguarded) {
            JobEnd::Done => {}
            JobEnd::Refused if changes(conn)? == before => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

diesel::define_sql_function! {
    /// How many rows were written on this connection.
    fn total_changes() -> BigInt
}

fn changes(conn: &mut SqliteConnection) -> Result<i64> {
    diesel::select(total_changes())
        .get_result(conn)
        .map_err(|_| disk_refused())
}

fn disk_refused() -> Error {
    Code::StorageFull
        .because("The disk refused a write. Nothing was changed. Check the disk and try again.")
}

/// A full disk or a failing one makes SQLite end the transaction by itself, and then there is none to roll back.
fn roll_back(conn: &mut SqliteConnection) -> Result<()> {
    AnsiTransactionManager::rollback_transaction(conn).map_err(|_| disk_refused())
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

fn commit(conn: &mut SqliteConnection) -> Result<()> {
    Ok(
        AnsiTransactionManager::commit_transaction(conn).inspect_err(|_| {
            // A full disk makes SQLite end the transaction by itself; then there is nothing left to undo.
            let _ = AnsiTransactionManager::rollback_transaction(conn);
        })?,
    )
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

/// The same, so that a refusal or panic does not undo its neighbours; answers, too, whether the transaction is whole afterwards. SQLite may
/// have ended it, and diesel does not notice.
fn in_savepoint<T>(
    conn: &mut SqliteConnection,
    programs: &Programs,
    work: &impl Fn(&mut Tx<'_>) -> Result<T>,
) -> (Result<T>, Vec<OwedDelivery>, bool) {
    if AnsiTransactionManager::begin_transaction(conn).is_err() {
        return (Err(disk_refused()), vec![], false);
    }
    match run_work(conn, programs, work) {
        (Ok(value), owed) => match AnsiTransactionManager::commit_transaction(conn) {
            Ok(()) => (Ok(value), owed, true),
            Err(_) => (Err(disk_refused()), vec![], false),
        },
        (Err(refusal), _) => match AnsiTransactionManager::rollback_transaction(conn) {
            Ok(()) => (Err(refusal), vec![], true),
            Err(_) => (Err(disk_refused()), vec![], false),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU32;
    use std::sync::mpsc::channel;

    use diesel::connection::SimpleConnection as _;

    use super::*;
    use crate::store::engine::inspect;

    fn start(folder: &tempfile::TempDir) -> Writer {
        let path = folder
            .path()
            .join("shop.db")
            .display()
            .to_string();
        let mut conn = connect_writer(&path, &path).unwrap();
        inspect::migrate(Conn::Sqlite(&mut conn), false).unwrap();
        Writer::start(path, conn, 64, Programs::default(), OwedQueues::default()).unwrap()
    }

    /// How a request ends after what it wrote.
    #[derive(Clone, Copy)]
    enum Ending {
        Done,
        Refused,
        Panics,
        /// With the transaction, as SQLite ends it when the disk fails.
        EndsAll,
    }

    /// A request that keeps the salt of a day, if it is told one, counts how often it was run, and ends so.
    fn keeps(
        day: Option<&'static str>,
        runs: &Arc<AtomicU32>,
        ending: Ending,
    ) -> impl Fn(&mut Tx<'_>) -> Result<String> + Send + 'static {
        let runs = runs.clone();
        move |tx| {
            runs.fetch_add(1, Ordering::SeqCst);
            let salt = match day {
                Some(day) => tx.keep_visitor_salt(day, "salt")?,
                None => String::new(),
            };
            match ending {
                Ending::Done => Ok(salt),
                Ending::Refused => Err(Code::NotFound.because("There is no such card.")),
                Ending::Panics => panic!("a fault"),
                Ending::EndsAll => {
                    on_both!(tx.conn, |c| c.batch_execute("ROLLBACK"))?;
                    Err(Error::internal("a disk that fails"))
                }
            }
        }
    }

    /// Runs these beside each other in one group: the writer is busy until all wait.
    async fn run_together<const N: usize>(
        writer: &Writer,
        kept: &'static str,
        others: [(Option<&'static str>, Ending); N],
    ) -> (u32, Vec<Result<String>>) {
        let runs = Arc::new(AtomicU32::new(0));
        let (begin, waits) = channel::<()>();
        let (runs_now, mut is_busy) = tokio::sync::mpsc::unbounded_channel();
        let busy = writer.submit(move |_| {
            let _ = (runs_now.send(()), waits.recv());
            Ok(())
        });
        let good = writer.submit(keeps(Some(kept), &runs, Ending::Done));
        let others = others.map(|(day, ending)| writer.submit(keeps(day, &runs, ending)));
        let all = async {
            // Alone in its group: one that is not yet running could take some of the others into it.
            is_busy.recv().await;
            let all = async {
                let (good, others) = tokio::join!(good, futures_util::future::join_all(others));
                [vec![good], others].concat()
            };
            tokio::join!(all, async move { drop(begin) }).0
        };
        let (_, answers) = tokio::join!(busy, all);
        (runs.load(Ordering::SeqCst), answers)
    }

    async fn salt(writer: &Writer, day: &'static str) -> Option<String> {
        writer
            .submit(|tx| tx.visitor_salt(day))
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_refusal_takes_back_its_own_writes_and_no_others() {
        let folder = tempfile::tempdir().unwrap();
        let writer = start(&folder);
        for (good, bad, ending) in [
            ("monday", "tuesday", Ending::Refused),
            ("friday", "sunday", Ending::Panics),
        ] {
            let (_, answers) = run_together(&writer, good, [(Some(bad), ending)]).await;
            assert!(answers[0].is_ok() && answers[1].is_err(), "{answers:?}");
            assert!(salt(&writer, good).await.is_some() && salt(&writer, bad).await.is_none());
        }
        assert!(!writer.is_failing());
        // And alone.
        let runs = Arc::default();
        let alone = writer.submit(keeps(Some("noon"), &runs, Ending::Refused));
        assert!(
            alone.await.is_err()
                && salt(&writer, "noon")
                    .await
                    .is_none()
        );
        assert_eq!(runs.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn only_what_was_refused_after_it_wrote_has_all_done_again() {
        let folder = tempfile::tempdir().unwrap();
        let writer = start(&folder);
        let (runs, answers) = run_together(&writer, "monday", [(None, Ending::Refused)]).await;
        assert!(
            runs == 2
                && answers[1].is_err()
                && salt(&writer, "monday")
                    .await
                    .is_some()
        );
        let wrote = [(None, Ending::Done), (Some("sunday"), Ending::Refused)];
        let (runs, answers) = run_together(&writer, "friday", wrote).await;
        assert!(
            runs == 6 && answers[1].is_ok() && answers[2].is_err(),
            "{runs}, {answers:?}"
        );
        assert!(
            salt(&writer, "sunday")
                .await
                .is_none()
        );
    }

    #[tokio::test]
    async fn a_transaction_that_ends_inside_a_request_lets_nobody_write_on_his_own() {
        let folder = tempfile::tempdir().unwrap();
        let writer = start(&folder);
        let others = [
            (Some("sunday"), Ending::Refused),
            (None, Ending::EndsAll),
            (Some("friday"), Ending::Done),
        ];
        let first = [(None, Ending::EndsAll), (Some("friday"), Ending::Done)];
        let (_, answers) = run_together(&writer, "monday", first).await;
        assert!(answers.iter().all(Result::is_err), "{answers:?}");
        for _ in 0..2 {
            let (_, answers) = run_together(&writer, "monday", others).await;
            assert!(answers.iter().all(Result::is_err), "{answers:?}");
            assert!(writer.is_failing());
            for day in ["monday", "sunday", "friday"] {
                assert_eq!(salt(&writer, day).await, None, "{day}");
            }
            assert!(!writer.is_failing(), "another connection is as good as new");
        }
        let (_, answers) = run_together(&writer, "monday", [(None, Ending::Refused)]).await;
        assert!(answers[0].is_ok() && answers[1].is_err());
    }
}
