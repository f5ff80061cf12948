//! The only SQL. One expression serves SQLite and PostgreSQL (`on_both!`); where they differ, two arms stand side by side.
//!
//! [`Store::read`] runs a closure on a reading connection. [`Store::write`] runs it in a transaction and answers after the
//! commit; on SQLite all writes pass through one thread that commits them in groups (`engine::sqlite_writer`).
//!
//! Everything a merchant owns is reached with a [`Tenant`], which only this module can make, from a credential, a slug or a
//! verified card: code that forgets whose data it reads does not compile.
//!
//! A member's or a card's rows are put in order here and not by the query: with an order that a shop's key has as well, SQLite takes that
//! key and walks through all rows of the shop.
//!
//! What a key finds is read with `get_result`, not `first`: SQLite plans a query anew at each run when its limit is a bound
//! value, which costs several times the query itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::RunQueryDsl as _;
use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager};
use diesel::pg::PgConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool};
use diesel::sqlite::SqliteConnection;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};

use crate::error::{Code, Error, Result};
use crate::ids::{Bucket, MerchantId};

/// Runs one expression on whichever database is connected; it is checked for each of them.
macro_rules! on_both {
    ($conn:expr, |$c:ident| $body:expr) => {
        match &mut $conn {
            $crate::store::Conn::Sqlite($c) => {
                let $c: &mut diesel::sqlite::SqliteConnection = $c;
                $body
            }
            $crate::store::Conn::Postgres($c) => {
                let $c: &mut diesel::pg::PgConnection = $c;
                $body
            }
        }
    };
}

mod answers;
mod archive;
mod backups;
mod cards;
mod coding;
mod costs;
mod credentials;
mod directory;
mod engine;
mod erasure;
mod events;
mod experiments;
mod exports;
mod external_ids;
mod google;
mod imports;
mod instances;
mod log_files;
mod log_lines;
mod member_search;
mod members;
mod merchants;
mod merging;
mod outbox;
mod pictures;
mod programs;
mod registrations;
mod sessions;
mod visits;

pub use answers::{AnswerKey, AnswerKind, KeptAnswer, KeyUse};
pub use archive::ArchiveState;
pub use cards::CardRow;
pub use costs::CostRow;
pub use credentials::{Credential, KeyRow, OperatorKeyRow, Role, TillRow};
use engine::connections::Deadline;
pub use engine::diagnosis::Diagnosis;
pub use engine::inspect::{DatabaseState, Migrated, Schema};
pub use engine::integrity::{faults_of_file, first_fault_of_file};
pub use engine::moving::{AnewReason, DatabaseMove, MoveProgress, MoveStart};
use engine::postgres::WritingHangs;
use engine::write_queue::Urgency;
pub use erasure::PendingVoidRow;
pub use events::{EventFilter, NewEvent};
pub use experiments::{ExperimentKind, ExperimentPersonRow, ExperimentRow, ExperimentState};
pub use exports::{ExportMemberRow, TimeSpan};
pub use external_ids::{SameId, TypedId};
pub use google::GoogleObjectRow;
pub use imports::{ImportFaultRow, ImportState, VisitImportRow};
pub use instances::{Share, Shares};
pub use log_files::{LogFile, NewLogFile, OpenLogFile, taken};
pub use log_lines::{LogLine, StoredEvent};
pub use members::{GoalGroup, MemberRow, ProfileRow};
use programs::Programs;
pub use programs::RulesSince;

pub use merchants::{LocationRow, MerchantRow, NewMerchant};
pub use outbox::deliveries::{Attempt, DeliveryRow, DeliveryState, LongestPending, Settlement};
pub use outbox::owed::{LookAt, OwedQueue};
use outbox::owed::{OwedDelivery, OwedQueues};
pub use registrations::{DeviceRow, RegistrationRow};
pub use sessions::{Made, SessionRow, SignInLinkRow};
pub use visits::{RedemptionRow, RewardRow, ScanRow, StampsChangeRow, VisitEvents};

const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Rows that one step of forgetting deletes.
const DELETED_AT_ONCE: usize = 1_000;

/// The merchant on whose behalf a query runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tenant(MerchantId);

impl Tenant {
    /// The merchant's id.
    pub fn id(self) -> MerchantId {
        self.0
    }

    /// With what the merchant's ids end.
    pub fn bucket(self) -> Bucket {
        self.0.bucket()
    }
}

/// A connection to either database.
pub enum Conn<'a> {
    /// One file, one machine.
    Sqlite(&'a mut SqliteConnection),
    /// A server that several instances share.
    Postgres(&'a mut PgConnection),
}

/// A connection at work: every query is a method of it.
pub struct Tx<'a> {
    conn: Conn<'a>,
    programs: &'a Programs,
    /// The locked merchant as read in this transaction; never kept beyond it.
    head: Option<LockedMerchant>,
    /// Whether this transaction saved a program, which is not committed yet and so not to be remembered.
    saved_a_program: bool,
    /// What it owes the wallets, for the delivery workers after the commit.
    owed: Vec<OwedDelivery>,
    /// On PostgreSQL: who may wait at which merchant's row, what holds this write's place there, and where it found none.
    waits: Option<(
        &'a engine::merchant_queue::Turns,
        &'a engine::watch::StatementWatch,
    )>,
    crowded: Option<MerchantId>,
    /// The file of a log that was read last.
    log_file: Option<log_files::OpenLogFile>,
}

/// What every write needs of its merchant, read with the lock: the program in force and where the log ends.
#[derive(Clone, Debug)]
struct LockedMerchant {
    merchant: MerchantId,
    program_version: i64,
    log_seq: i64,
    log_hash: String,
}

impl<'a> Tx<'a> {
    fn new(conn: Conn<'a>, programs: &'a Programs) -> Tx<'a> {
        Tx {
            conn,
            programs,
            head: None,
            saved_a_program: false,
            owed: Vec::new(),
            waits: None,
            crowded: None,
            log_file: None,
        }
    }

    fn begin_snapshot(&mut self) -> Result<()> {
        match &mut self.conn {
            // Deferred: from its first read on it sees one
            // moment, and the writer does not wait for it.
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(*c, "BEGIN")?,
            // By default PostgreSQL looks anew for each statement, so an
            // event that comes between two of them would look like a fault.
            Conn::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(
                *c,
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            )?,
        }
        Ok(())
    }

    /// Deletes rows that a condition names, so many at once that nobody waits for it; whether there may be more. Neither word may come
    /// from outside.
    fn delete_some(&mut self, table: &str, condition: &str) -> Result<bool> {
        let rows = match &self.conn {
            Conn::Sqlite(_) => format!(
                "rowid IN (SELECT rowid FROM {table} WHERE {condition} LIMIT {DELETED_AT_ONCE})"
            ),
            Conn::Postgres(_) => format!(
                "ctid = ANY (ARRAY(SELECT ctid FROM {table} WHERE {condition} LIMIT {DELETED_AT_ONCE}))"
            ),
        };
        let delete = diesel::sql_query(format!("DELETE FROM {table} WHERE {rows}"));
        let gone = on_both!(self.conn, |c| delete.execute(c))?;
        Ok(gone >= DELETED_AT_ONCE)
    }

    /// Writes a page of SQLite's file as it is, so that the commit finds out whether the disk takes writes.
    pub fn touch_disk(&mut self) -> Result<()> {
        if let Conn::Sqlite(c) = &mut self.conn {
            // Nothing of ours reads that number, and SQLite
            // writes its page even where the value stays.
            c.batch_execute("PRAGMA user_version = 0")?;
        }
        Ok(())
    }

    /// Writes what nobody reads, so that the commit finds out whether the disk takes writes, and the standby that it waits for.
    fn write_nothing(&mut self) -> Result<()> {
        match &mut self.conn {
            Conn::Sqlite(_) => self.touch_disk(),
            // A line of PostgreSQL's log alone: no table grows. An empty transaction would wait for nobody.
            Conn::Postgres(c) => {
                Ok(c.batch_execute("SELECT pg_logical_emit_message(true, 'stampwell', '')")?)
            }
        }
    }

    /// Whether the server takes no writes: a standby, or one that was set so. SQLite says it when it is written to.
    fn is_read_only(&mut self) -> Result<bool> {
        use diesel::{RunQueryDsl as _, sql_query, sql_types};

        #[derive(diesel::QueryableByName)]
        struct ReadOnly {
            #[diesel(sql_type = sql_types::Bool)]
            read_only: bool,
        }

        let Conn::Postgres(c) = &mut self.conn else {
            return Ok(false);
        };
        let look = "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS read_only";
        Ok(sql_query(look)
            .get_result::<ReadOnly>(*c)?
            .read_only)
    }

    fn end_snapshot(&mut self) -> Result<()> {
        Ok(on_both!(self.conn, |c| {
            AnsiTransactionManager::rollback_transaction(c)
        })?)
    }
}

#[derive(Clone)]
enum Pools {
    Sqlite {
        readers: Pool<ConnectionManager<SqliteConnection>>,
        writer: engine::sqlite_writer::Writer,
        file: engine::known_file::KnownFile,
    },
    Postgres(engine::postgres::Postgres),
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    programs: Programs,
    /// Where this process's delivery workers are given what is owed.
    owed: OwedQueues,
    /// Whether something that was erased may still be in SQLite's log file.
    unsettled: Arc<AtomicBool>,
    /// What became of an earlier release's schema when this was opened.
    migrated: Option<Migrated>,
    /// How long a statement may take on PostgreSQL.
    deadline: Deadline,
}

/// What is done about a schema that an earlier release made, or that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opening {
    /// It is brought up to date. A database whose tables are others is refused.
    UpToDate,
    /// It is brought up to date, and tables of the first releases are carried over.
    CarriedOver,
    /// It is refused: nothing is made or changed.
    AsIs,
    /// The same, but a move that is unfinished or at work is not in the way: it is the move that looks.
    ByMove,
}

#[derive(Debug)]
struct SqlitePragmas;

impl CustomizeConnection<SqliteConnection, diesel::r2d2::Error> for SqlitePragmas {
    fn on_acquire(
        &self,
        conn: &mut SqliteConnection,
    ) -> std::result::Result<(), diesel::r2d2::Error> {
        prepare_sqlite(conn).map_err(diesel::r2d2::Error::QueryError)
    }
}

/// `busy_timeout` must come first: with `journal_mode` first, connections that open together fail with "locked".
fn prepare_sqlite(conn: &mut SqliteConnection) -> diesel::QueryResult<()> {
    conn.batch_execute(
        "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384;",
    )
}

/// What SQLite says when the file system does not let it work.
const FAILING_DISK: [&str; 3] = [
    "disk I/O error",
    "readonly database",
    "unable to open database file",
];

/// What the databases and poolers say when they cannot just now, and a repeat at once would meet the same.
const UNAVAILABLE: [&str; 7] = [
    "lock timeout",
    // A time-out of the server's, or somebody who stopped it.
    "canceling statement due to",
    "in a read-only transaction",
    "no more connections allowed",
    "database is locked",
    "server closed the connection",
    "terminating connection",
];

impl From<diesel::result::Error> for Error {
    fn from(cause: diesel::result::Error) -> Error {
        use diesel::result::{DatabaseErrorKind as Kind, Error as Diesel};
        let text = cause.to_string();
        match &cause {
            Diesel::DatabaseError(Kind::SerializationFailure, _) => busy(text).transient(),
            // Nothing is committed before the commit, so a lost connection is replaced and the write repeated.
            Diesel::DatabaseError(Kind::ClosedConnection | Kind::UnableToSendCommand, _) | Diesel::BrokenTransactionManager => {
                busy(text).transient()
            }
            // A server that became somebody's standby; the next connection finds its successor when the address does.
            Diesel::DatabaseError(Kind::ReadOnlyTransaction, _) => busy(text),
            // Diesel hands on no SQLSTATE, so from here on
            // faults are known by their English words alone.
            // The second is Citus's; the third a pooler's that
            // found no connection to begin on.
            _ if ["deadlock detected", "distributed deadlock", "query_wait_timeout"]
                .iter()
                .any(|sign| text.contains(sign)) =>
            {
                busy(text).transient()
            }
            _ if text.contains("disk is full") || text.contains("No space left") => Code::StorageFull
                .because("The service's disk is full. Nothing was changed. Free up some space and try again.")
                .caused_by(text),
            _ if FAILING_DISK.iter().any(|sign| text.contains(sign)) => Code::Unavailable
                .because("The service's disk is failing or read-only. Nothing was changed. Check the disk and try again.")
                .retry_after(5)
                .caused_by(text),
            Diesel::DeserializationError(_) => damaged(text),
            _ if text.contains("malformed") || text.contains("file is not a database") => damaged(text),
            _ if UNAVAILABLE.iter().any(|sign| text.contains(sign)) => busy(text),
            _ => Error::internal(text),
        }
    }
}

impl Error {
    fn transient(mut self) -> Error {
        self.transient = true;
        self
    }
}

/// Something stands in the database that is never written there.
fn damaged(cause: String) -> Error {
    let mut error = Code::InternalError
        .because("Something in the database cannot be read: it is damaged. The operator needs to restore a backup.")
        .caused_by(cause);
    error.damage = true;
    error
}

fn busy(cause: impl std::fmt::Display) -> Error {
    Code::Unavailable
        .because("The database did not answer in time. Nothing was changed. Try again in a moment.")
        .retry_after(1)
        .caused_by(cause)
}

/// Requests that SQLite's writer commits together at most.
pub const COMMIT_GROUP: usize = 64;

pub use engine::postgres::CONNECTIONS as POSTGRES_CONNECTIONS;

impl Store {
    /// Opens the database named by the URL, `sqlite://FILE` or `postgres://…`, and brings its schema up to date.
    pub fn open(url: &str) -> anyhow::Result<Store> {
        Store::open_grouping(url, COMMIT_GROUP)
    }

    /// The same, and tables of the first releases are carried over: what `stampwell migrate` does, since it may take long and needs room.
    pub fn open_carrying_over(url: &str) -> anyhow::Result<Store> {
        Store::open_with(
            url,
            COMMIT_GROUP,
            POSTGRES_CONNECTIONS,
            Opening::CarriedOver,
        )
    }

    /// The same with another number of connections that it holds at most, on PostgreSQL.
    pub fn open_holding(url: &str, connections: u32) -> anyhow::Result<Store> {
        Store::open_with(url, COMMIT_GROUP, connections, Opening::UpToDate)
    }

    /// The same with another number of requests in one SQLite commit: how a measurement finds out what grouping is worth.
    pub fn open_grouping(url: &str, group: usize) -> anyhow::Result<Store> {
        Store::open_with(url, group, POSTGRES_CONNECTIONS, Opening::UpToDate)
    }

    /// Opens a database that is there and whose schema is up to date, to look or to work beside a running service: nothing is made or
    /// migrated. A SQLite file in a place that takes no writes can still be read.
    pub fn open_as_is(url: &str) -> anyhow::Result<Store> {
        let store = Store::open_with(url, COMMIT_GROUP, POSTGRES_CONNECTIONS, Opening::AsIs)?;
        // It is the terminal's commands that open one so.
        Ok(store.with_batch_deadline())
    }

    /// The same for a move that looks whether all is well: of others it would be refused.
    pub fn open_by_move(url: &str) -> anyhow::Result<Store> {
        let store = Store::open_with(url, COMMIT_GROUP, POSTGRES_CONNECTIONS, Opening::ByMove)?;
        Ok(store.with_batch_deadline())
    }

    fn open_with(
        url: &str,
        group: usize,
        connections: u32,
        opening: Opening,
    ) -> anyhow::Result<Store> {
        let (programs, owed) = (Programs::default(), OwedQueues::default());
        let (pools, migrated) = match url.strip_prefix("sqlite://") {
            Some(path) => open_sqlite(path, group, opening, programs.clone(), owed.clone())?,
            None if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                let (postgres, migrated) =
                    engine::postgres::Postgres::open(url, connections, opening, owed.clone())?;
                (Pools::Postgres(postgres), migrated)
            }
            None => anyhow::bail!("the database URL must start with sqlite:// or postgres://"),
        };
        Ok(Store {
            pools,
            programs,
            owed,
            unsettled: Arc::default(),
            migrated,
            deadline: Deadline::Interactive,
        })
    }

    /// The same database for work that nobody waits for at a till: reports, exports, imports, upkeep. On PostgreSQL a statement of it may
    /// take minutes, and all of it together holds half of the connections at most.
    pub fn with_batch_deadline(&self) -> Store {
        Store {
            deadline: Deadline::Batch,
            ..self.clone()
        }
    }

    /// What became of an earlier release's schema when this was opened; none if it was up to date, or there was none.
    pub fn migrated(&self) -> Option<&Migrated> {
        self.migrated.as_ref()
    }

    /// Whether the SQLite file is still the one that was opened. What is written to one that was removed is lost with the process.
    pub fn check_file(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { file, .. } if !file.is_there() => Err(Code::Unavailable.because(
                "The database file was removed or replaced while the service runs. Stop the service, put the file back or restore a backup, \
                 and start again.",
            )),
            _ => Ok(()),
        }
    }

    /// Where a delivery worker of this process is given what is owed on a channel, as soon as it is committed.
    pub fn owed_queue(&self, channel: &str) -> Arc<OwedQueue> {
        self.owed.of(channel)
    }

    /// Tells the other instances something that all of them count; on SQLite there are none.
    pub fn tell_others(&self, what: &str) {
        if let Pools::Postgres(postgres) = &self.pools {
            postgres.tell_others(what);
        }
    }

    /// Calls `hear` with what other instances tell. Only the first call counts.
    pub fn hear_others(&self, hear: impl Fn(&str) + Send + Sync + 'static) {
        if let Pools::Postgres(postgres) = &self.pools {
            postgres.hear_others(Box::new(hear));
        }
    }

    /// Runs reading queries off the async threads.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let programs = self.programs.clone();
        match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let readers = readers.clone();
                blocking(move || {
                    work(&mut Tx::new(
                        Conn::Sqlite(&mut *readers.get().map_err(busy)?),
                        &programs,
                    ))
                })
                .await
            }
            Pools::Postgres(postgres) => {
                postgres
                    .read(programs, self.deadline, work)
                    .await
            }
        }
    }

    /// Runs one statement that is a transaction by itself, written or not. Only PostgreSQL's are ever such.
    pub async fn run_alone<T, F>(&self, statement: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.read(statement).await
    }

    /// Runs reading queries that must agree with each other: all of them see the database of one moment, however much is
    /// written meanwhile.
    pub async fn read_at_once<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.read(|tx| {
            tx.begin_snapshot()?;
            // Judged after the end: leaving early would give a
            // connection back to the pool in mid-transaction.
            let answer = work(tx);
            tx.end_snapshot()?;
            answer
        })
        .await
    }

    /// Runs `work` in one transaction and answers after its commit. A refusal undoes what this call wrote and nothing
    /// else. `work` may run again, on PostgreSQL when transactions cross and on SQLite when another request was refused late, so
    /// it must carry no effects of its own. Whatever the database refuses it must hand on: SQLite may have ended the transaction.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        match &self.pools {
            Pools::Sqlite { writer, .. } => writer.submit(work).await,
            Pools::Postgres(postgres) => {
                postgres
                    .write(self.programs.clone(), self.deadline, work)
                    .await
            }
        }
    }

    /// The same for `work` that begins with the lock on this merchant and takes no other's: on PostgreSQL it shares a commit with
    /// others of the merchant that come at the same time. What takes its time is better done by [`Store::write`]: whoever shares
    /// the commit waits for it.
    pub async fn write_of<T, F>(&self, tenant: Tenant, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.share_commit(tenant, Urgency::Asked, work)
            .await
    }

    /// The same for what nobody waits for: on PostgreSQL it lets others pass, and waits through an outage.
    pub async fn note_of<T, F>(&self, tenant: Tenant, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        self.share_commit(tenant, Urgency::Note, work)
            .await
    }

    async fn share_commit<T, F>(&self, tenant: Tenant, urgency: Urgency, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        match &self.pools {
            Pools::Postgres(postgres) if self.deadline == Deadline::Interactive => {
                postgres
                    .write_of(self.programs.clone(), tenant, urgency, work)
                    .await
            }
            _ => self.write(work).await,
        }
    }

    /// Whether writes go through. While the last one failed, this tries another: a service that nobody writes to, because it
    /// said that it cannot, must find out by itself that it can again.
    pub async fn check_writing(&self) -> Result<()> {
        if let Pools::Postgres(postgres) = &self.pools {
            postgres.refuse_moved()?;
        }
        let hangs = match &self.pools {
            Pools::Sqlite { writer, .. } if !writer.is_failing() => return Ok(()),
            Pools::Sqlite { .. } => WritingHangs::TryAgain,
            Pools::Postgres(_)
                if self
                    .read(|tx| tx.is_read_only())
                    .await? =>
            {
                return Err(Code::Unavailable
                    .because("The database server is read-only, so nothing can be saved. `stampwell doctor` says why.")
                    .retry_after(5));
            }
            Pools::Postgres(postgres) => postgres.writing_hangs(),
        };
        match hangs {
            WritingHangs::No => Ok(()),
            WritingHangs::TryAgain => {
                self.write(|tx| tx.write_nothing())
                    .await
            }
            WritingHangs::Yes => Err(Code::Unavailable
                .because("The database server does not confirm what is written. `stampwell doctor` says why.")
                .retry_after(5)),
        }
    }

    /// Writes a consistent copy of a SQLite database beside its running use, into a file that is empty or not there.
    pub async fn backup(&self, file: &std::path::Path) -> Result<()> {
        let Pools::Sqlite { readers, .. } = &self.pools else {
            return Err(Code::InvalidRequest
                .because("Back up a PostgreSQL database with PostgreSQL's own pg_dump."));
        };
        let (readers, file) = (readers.clone(), file.to_owned());
        blocking(move || copy_into(&mut *readers.get().map_err(busy)?, &file)).await
    }

    /// Writes SQLite's log back into the file, so that the file alone is the whole database. False while somebody reads from the log.
    pub async fn settle_file(&self) -> Result<bool> {
        let Pools::Sqlite { readers, .. } = &self.pools else {
            return Ok(true);
        };
        let readers = readers.clone();
        blocking(move || empty_log(&mut *readers.get().map_err(busy)?)).await
    }

    /// Somebody was erased: takes it out of SQLite's log file, too, where older copies of pages wait for a checkpoint. While
    /// others read the file cannot be emptied; then the next sweep tries again. PostgreSQL's vacuum and archives are their operator's.
    pub async fn settle_erasure(&self) {
        self.unsettled
            .store(true, Ordering::Relaxed);
        self.settle_erasures().await;
    }

    /// Empties SQLite's log file if something that was erased may still be in it.
    pub async fn settle_erasures(&self) {
        let Pools::Sqlite { readers, .. } = &self.pools else {
            return;
        };
        if !self
            .unsettled
            .load(Ordering::Relaxed)
        {
            return;
        }
        let readers = readers.clone();
        match blocking(move || empty_log(&mut *readers.get().map_err(busy)?)).await {
            Ok(emptied) => self
                .unsettled
                .store(!emptied, Ordering::Relaxed),
            Err(error) => {
                tracing::warn!(%error, cause = error.internal, "the write-ahead log was not emptied after an erasure; the next sweep tries again")
            }
        }
    }

    /// `sqlite` or `postgres`.
    pub fn kind(&self) -> &'static str {
        match self.pools {
            Pools::Sqlite { .. } => "sqlite",
            Pools::Postgres(_) => "postgres",
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    // Threads of their own know nothing of the request that they work for.
    let span = tracing::Span::current();
    match tokio::task::spawn_blocking(move || span.in_scope(work)).await {
        Ok(answer) => answer,
        Err(panic) => Err(Error::internal(panic)),
    }
}

fn open_sqlite(
    path: &str,
    group: usize,
    opening: Opening,
    programs: Programs,
    owed: OwedQueues,
) -> anyhow::Result<(Pools, Option<Migrated>)> {
    use anyhow::Context as _;
    let name = match opening {
        Opening::UpToDate | Opening::CarriedOver => {
            create_private(path).map_err(|error| unopened(path, &error))?;
            path.to_owned()
        }
        Opening::AsIs | Opening::ByMove => engine::inspect::name_of(path),
    };
    let mut conn = connect_writer(path, &name)?;
    let migrated = match opening {
        Opening::UpToDate | Opening::CarriedOver => {
            engine::inspect::migrate(Conn::Sqlite(&mut conn), opening == Opening::CarriedOver)
                .with_context(|| format!("the SQLite file {path} cannot be used"))?
        }
        Opening::AsIs => {
            engine::inspect::require_current(&mut Conn::Sqlite(&mut conn))?;
            None
        }
        Opening::ByMove => {
            engine::inspect::require_current_as_it_is(&mut Conn::Sqlite(&mut conn))?;
            None
        }
    };
    let readers = Pool::builder()
        .max_size(4)
        .connection_timeout(std::time::Duration::from_secs(5))
        .connection_customizer(Box::new(SqlitePragmas))
        .build(ConnectionManager::new(name))?;
    let pools = Pools::Sqlite {
        readers,
        writer: engine::sqlite_writer::Writer::start(path.to_owned(), conn, group, programs, owed)?,
        file: engine::known_file::KnownFile::at(path),
    };
    Ok((pools, migrated))
}

/// A file that is not there and cannot be made, or one that is there for somebody else.
fn unopened(path: &str, error: &std::io::Error) -> Diagnosis {
    match engine::inspect::owner_fix(path) {
        Some(fix) => Diagnosis::new(
            format!("the SQLite file {path} cannot be opened ({error})"),
            fix,
        ),
        None => Diagnosis::new(
            format!("cannot create the SQLite file {path} ({error})"),
            "make its folder, let this user write in it, or name another place: --database-url",
        ),
    }
}

/// Writes a consistent copy into a file that is empty or not there.
fn copy_into(conn: &mut SqliteConnection, file: &std::path::Path) -> Result<()> {
    use diesel::RunQueryDsl as _;
    // A copy of the file alone would lack what still lies in SQLite's log.
    diesel::sql_query("VACUUM INTO ?")
        .bind::<diesel::sql_types::Text, _>(file.to_string_lossy().into_owned())
        .execute(conn)?;
    Ok(())
}

/// Writes SQLite's log back and empties its file; false while somebody reads from it.
fn empty_log(conn: &mut SqliteConnection) -> Result<bool> {
    use diesel::RunQueryDsl as _;

    #[derive(diesel::QueryableByName)]
    struct Checkpoint {
        #[diesel(sql_type = diesel::sql_types::Integer)]
        busy: i32,
    }

    // Other checkpoints write the pages back and leave their old copies in the log file.
    let done =
        diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result::<Checkpoint>(conn)?;
    Ok(done.busy == 0)
}

/// Makes the file if there is none, for its owner's eyes only; SQLite gives its log the same rights.
fn create_private(path: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path).map(drop)
}

/// The connection of SQLite's one writer to the file of this path, by the name that SQLite opens it by.
fn connect_writer(path: &str, name: &str) -> anyhow::Result<SqliteConnection> {
    use diesel::Connection as _;
    let unreadable = |cause: String| engine::inspect::unreadable(path, &cause);
    let mut conn =
        SqliteConnection::establish(name).map_err(|error| unreadable(error.to_string()))?;
    prepare_sqlite(&mut conn).map_err(|error| unreadable(error.to_string()))?;
    // What a savepoint would undo outgrows its buffer within a group of scans and would go to a file.
    // Whatever is deleted or moved is overwritten with zeros, or the data of erased members would lie in free space.
    conn.batch_execute("PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;")?;
    Ok(conn)
}
