//! Connections to PostgreSQL that wait for work. How many there may be is for whoever takes them to hold to.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use diesel::Connection as _;
use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager as _};
use diesel::pg::PgConnection;
use diesel::r2d2::R2D2Connection as _;

use crate::error::Result;
use crate::store::busy;
use crate::store::engine::server::{PATIENCE, SESSION};

/// How long a server that is away is tried for.
pub const CONNECT_PATIENCE: Duration = Duration::from_secs(3);
/// Pauses between two tries, the first and the longest.
const PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(800);
/// A connection ends after so long: its server side grows with what it has seen, and a host's name may mean another address by now.
const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// One that nobody needed for so long is closed.
const IDLE: Duration = Duration::from_secs(10 * 60);

/// How long the server works on a statement of somebody who waits at a till, and then says itself that it was too much: a little less
/// than we wait for its answer. No commit ends by it, which the server takes out by itself. A transaction whose client has gone silent holds
/// its locks no longer than a till is refused.
const SHORT: &str =
    "SET statement_timeout = '4500ms'; SET idle_in_transaction_session_timeout = '8s'";
/// The same for what takes its time.
const LONG: &str =
    "SET statement_timeout = '595s'; SET idle_in_transaction_session_timeout = '60s'";

/// How long a statement may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// Somebody waits, at a till or before a page.
    Interactive,
    /// Reports, exports, imports, upkeep and the terminal's commands.
    Batch,
}

impl Deadline {
    /// When a statement without an answer is given up.
    pub fn patience(self) -> Duration {
        match self {
            Deadline::Interactive => PATIENCE,
            Deadline::Batch => Duration::from_secs(600),
        }
    }
}

/// The connections that wait for work.
pub struct Connections {
    address: String,
    most: usize,
    idle: Mutex<Vec<Idle>>,
    /// How many were made so far.
    opened: AtomicU64,
}

struct Idle {
    lent: Lent,
    since: Instant,
}

/// A connection at work; dropped, it is closed.
pub struct Lent {
    conn: PgConnection,
    opened: Instant,
}

impl Lent {
    /// Whether it may be used again: alive, and no transaction open.
    pub fn is_whole(&mut self) -> bool {
        !self.conn.is_broken()
    }
}

impl Deref for Lent {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.conn
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.conn
    }
}

impl Connections {
    /// None is made before somebody needs it.
    pub fn new(address: String, most: usize) -> Connections {
        Connections {
            address,
            most,
            idle: Mutex::default(),
            opened: AtomicU64::new(0),
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection that is found alive, or a new one.
    pub fn take(&self) -> Result<Lent> {
        match self.first(|lent| lent.ping()) {
            Some(lent) => Ok(lent),
            None => self.open(),
        }
    }

    /// The same with a transaction begun on it, which shows as well as any question whether it is alive.
    pub fn begin(&self) -> Result<Lent> {
        let begin = |lent: &mut Lent| AnsiTransactionManager::begin_transaction(&mut lent.conn);
        if let Some(lent) = self.first(begin) {
            return Ok(lent);
        }
        let mut lent = self.open()?;
        begin(&mut lent)?;
        Ok(lent)
    }

    /// Begins another transaction on a connection that was just at work; none if it is too old or lost.
    pub fn begin_again(mut lent: Lent) -> Option<Lent> {
        let young = lent.opened.elapsed() < LIFETIME;
        let begun = young && AnsiTransactionManager::begin_transaction(&mut lent.conn).is_ok();
        begun.then_some(lent)
    }

    /// The first connection that is not too old and passes the test.
    fn first(&self, passes: impl Fn(&mut Lent) -> diesel::QueryResult<()>) -> Option<Lent> {
        // The lock is given up before the server is asked.
        let idle = || {
            self.idle()
                .pop()
                .map(|idle| idle.lent)
        };
        std::iter::from_fn(idle).find_map(|mut lent| {
            let young = lent.opened.elapsed() < LIFETIME;
            (young && passes(&mut lent).is_ok()).then_some(lent)
        })
    }

    /// A connection that is whole waits for the next one who needs it.
    pub fn give_back(&self, mut lent: Lent) {
        if lent.is_broken() {
            return;
        }
        let mut idle = self.idle();
        idle.push(Idle {
            lent,
            since: Instant::now(),
        });
        let most = self.most;
        let too_many = idle.len().saturating_sub(most);
        let unneeded = idle
            .iter()
            .take_while(|one| one.since.elapsed() > IDLE)
            .count();
        // The one taken last is taken first, so those that nobody needs lie at the bottom.
        let closed: Vec<Idle> = idle
            .drain(..unneeded.max(too_many))
            .collect();
        drop(idle);
        drop(closed);
    }

    /// How many were made so far: one more is a server that answers.
    pub fn opened(&self) -> u64 {
        self.opened.load(Ordering::Relaxed)
    }

    /// One has been found silent: the others hang at the same server, and each would be found out by somebody who waits.
    pub fn forget_idle(&self) {
        let closed = std::mem::take(&mut *self.idle());
        drop(closed);
    }

    /// Sets how long statements may take on this connection.
    pub fn set_deadline(lent: &mut Lent, deadline: Deadline) -> diesel::QueryResult<()> {
        lent.batch_execute(match deadline {
            Deadline::Interactive => SHORT,
            Deadline::Batch => LONG,
        })
    }

    fn open(&self) -> Result<Lent> {
        let (begun, mut pause) = (Instant::now(), PAUSE);
        loop {
            let refused = match self.connect() {
                Ok(conn) => {
                    self.opened
                        .fetch_add(1, Ordering::Relaxed);
                    return Ok(Lent {
                        conn,
                        opened: Instant::now(),
                    });
                }
                Err(refused) => refused,
            };
            if begun.elapsed() + pause > CONNECT_PATIENCE {
                return Err(busy(refused));
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    fn connect(&self) -> std::result::Result<PgConnection, String> {
        let mut conn = PgConnection::establish(&self.address).map_err(|e| e.to_string())?;
        conn.batch_execute(&format!("{SESSION}; {SHORT}"))
            .map_err(|e| e.to_string())?;
        Ok(conn)
    }
}
