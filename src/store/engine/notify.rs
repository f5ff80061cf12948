//! What instances on one PostgreSQL database tell each other: that something is owed which the teller has no worker for, so that the
//! delivery workers of the others look at once; and what all of them count together, such as wrong guesses.
//!
//! `NOTIFY` stands outside the write that makes it necessary. Inside, its commit would take a lock on the whole database,
//! held while the disk flushes: the server could no longer flush many commits together, and every scan of every shop
//! would wait in one line. So one thread with a connection of its own says it once for everything owed since it last
//! did. A notification that is lost costs time, because every worker looks by itself as well, or one count at the others.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel::result::{ConnectionError, QueryResult};
use diesel::{Connection as _, RunQueryDsl as _, sql_query, sql_types};

use crate::store::Diagnosis;
use crate::store::engine::address::with_time_outs;
use crate::store::engine::server::{AdvisoryLock, LockMode};

/// How often the thread listens and speaks.
const TICK: Duration = Duration::from_millis(50);
/// The longest pause between two tries to reach a server that is away.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// How often the server is asked whether it is still there: a line that hears nothing looks like one on which nothing is said.
const ASKED_EVERY: Duration = Duration::from_secs(5);
/// A line whose thread waits for the server for so long is given up for a new one.
const SILENT: Duration = Duration::from_secs(15);
/// Lines at most that were given up and wait still. Their threads end when the server or the system says something.
const MOST_GIVEN_UP: usize = 4;
/// How often a share is asked for that a move keeps a line from.
const SHARE_ASKED_EVERY: Duration = Duration::from_millis(500);
/// Seconds for which whoever opens the database waits for a move that has just ended, or was killed.
const MOVE_ENDS_WITHIN: u32 = 5;

/// Lines of one beginning that wait to be told at most; a flood is told in part, and crowds out no others.
const MOST_TOLD: usize = 256;
/// Bytes of one notification at most. The server takes less than 8,000.
const MOST_BYTES: usize = 7_000;

/// This instance's voice. Its threads end with it.
pub struct Notifier {
    owed: AtomicBool,
    /// What else is to be told, a line each.
    told: Mutex<Vec<String>>,
    /// Who is given what others tell.
    hears: OnceLock<Hears>,
    /// Whether a move had the database to itself when a line last asked for its share.
    moved: AtomicBool,
}

type Hears = Box<dyn Fn(&str) + Send + Sync>;

impl Notifier {
    /// Starts the thread with its first line. It calls `wake` when another instance owes something, and after it was deaf for a while.
    pub fn start(
        url: &str,
        first: NotifyConnection,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<Arc<Notifier>> {
        let signal = Arc::new(Notifier {
            owed: AtomicBool::new(false),
            told: Mutex::default(),
            hears: OnceLock::new(),
            moved: AtomicBool::new(false),
        });
        let line = LineThread {
            url: with_time_outs(url).into(),
            signal: Arc::downgrade(&signal),
            wake: Arc::new(wake),
            shares: first.has_share,
        };
        std::thread::Builder::new()
            .name("stampwell-signal".into())
            .spawn(move || keep_a_line(&line, first))?;
        Ok(signal)
    }

    /// Whether a move copies this database, so that what is written to it would be left behind.
    pub fn is_moved(&self) -> bool {
        self.moved.load(Ordering::Acquire)
    }

    fn set_moved(&self, moved: bool) {
        let before = self
            .moved
            .swap(moved, Ordering::AcqRel);
        match (before, moved) {
            (false, true) => tracing::warn!(
                "`stampwell move` has this database to itself; nothing can be saved until it ends"
            ),
            (true, false) => tracing::info!("the move of this database has ended"),
            _ => {}
        }
    }

    /// Tells the others, a moment later, that a committed write owes something.
    pub fn owe(&self) {
        self.owed
            .store(true, Ordering::Release);
    }

    /// Tells the others a line, a moment later.
    pub fn tell(&self, line: &str) {
        let kind = |line: &str| {
            line.split(' ')
                .next()
                .map(str::to_owned)
        };
        let mut told = self.told();
        let alike = told
            .iter()
            .filter(|waiting| kind(waiting) == kind(line))
            .count();
        if alike < MOST_TOLD {
            told.push(line.to_owned());
        }
    }

    /// Calls `hears` with each line that others tell. Only the first call counts.
    pub fn hear(&self, hears: Hears) {
        let _ = self.hears.set(hears);
    }

    /// As many lines as one notification holds, which then count as told; none if there are none.
    fn take_told(&self) -> Option<String> {
        let mut told = self.told();
        let (mut bytes, mut count) = (0, 0);
        for line in told.iter() {
            bytes += line.len() + 1;
            if bytes > MOST_BYTES {
                break;
            }
            count += 1;
        }
        let lines: Vec<String> = told.drain(..count).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn told(&self) -> MutexGuard<'_, Vec<String>> {
        self.told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something is to be said; it then counts as said.
    fn take(&self) -> bool {
        self.owed
            .swap(false, Ordering::AcqRel)
    }
}

/// What the thread of a line needs.
#[derive(Clone)]
struct LineThread {
    url: Arc<str>,
    signal: Weak<Notifier>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// Whether each line has its share in [`AdvisoryLock::Served`]; the move's own looks at a database have none.
    shares: bool,
}

/// How a line is doing, for whoever decides whether it is given up.
struct LineState {
    alive_at: Mutex<Instant>,
    was_open: AtomicBool,
    given_up: AtomicBool,
}

impl LineState {
    fn is_alive(&self) {
        *self
            .alive_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn is_silent(&self) -> bool {
        self.alive_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .elapsed()
            > SILENT
    }
}

/// Opens a line again and again. A thread that waits for a server can wait for ever, so each line has its own, and this one looks on.
fn keep_a_line(line: &LineThread, first: NotifyConnection) {
    let (mut pause, mut given_up) = (TICK, Vec::<std::thread::JoinHandle<()>>::new());
    let mut opened = Some(first);
    while line.signal.strong_count() > 0 {
        let state = Arc::new(LineState {
            alive_at: Mutex::new(Instant::now()),
            was_open: AtomicBool::new(false),
            given_up: AtomicBool::new(false),
        });
        let (theirs, of_line, opened) = (line.clone(), state.clone(), opened.take());
        let begun = std::thread::Builder::new()
            .name("stampwell-line".into())
            .spawn(move || theirs.run(&of_line, opened));
        if let Ok(thread) = begun {
            while !thread.is_finished() && line.signal.strong_count() > 0 {
                given_up.retain(|old| !old.is_finished());
                if state.is_silent() && given_up.len() < MOST_GIVEN_UP {
                    state
                        .given_up
                        .store(true, Ordering::Release);
                    tracing::warn!(
                        "the line to the other instances is silent and is given up; pushes of theirs may wait half a second"
                    );
                    given_up.push(thread);
                    break;
                }
                std::thread::sleep(TICK);
            }
        }
        pause = if state
            .was_open
            .load(Ordering::Acquire)
        {
            TICK
        } else {
            (pause * 2).min(LONGEST_PAUSE)
        };
        std::thread::sleep(pause);
    }
}

impl LineThread {
    /// Opens a line, unless one is open, and attends to it until it is cut.
    fn run(&self, state: &LineState, opened: Option<NotifyConnection>) {
        match opened.map_or_else(|| NotifyConnection::open(&self.url), Ok) {
            Ok(mut line) => {
                if let Err(error) = line.attend(self, state) {
                    tracing::warn!(%error, "the line to the other instances is cut; pushes of theirs may wait half a second");
                }
            }
            Err(error) => {
                tracing::debug!(%error, "the line to the other instances cannot be opened; trying again")
            }
        }
    }
}

/// An open line to the other instances.
pub struct NotifyConnection {
    conn: PgConnection,
    /// The server's name for this connection, by which what it said itself is told apart.
    own: i32,
    has_share: bool,
    /// Not at a standby, which has no notifications.
    listens: bool,
}

#[derive(diesel::QueryableByName)]
struct Backend {
    #[diesel(sql_type = sql_types::Integer)]
    pid: i32,
}

#[derive(diesel::QueryableByName)]
struct RecoveryAnswer {
    #[diesel(sql_type = sql_types::Bool)]
    standby: bool,
}

impl NotifyConnection {
    fn open(url: &str) -> Result<NotifyConnection, ConnectionError> {
        NotifyConnection::on(PgConnection::establish(url)?)
            .map_err(ConnectionError::CouldntSetupConfiguration)
    }

    /// Makes a line of a connection. It listens when it is attended to, so that it can be opened at a standby as well.
    pub fn on(mut conn: PgConnection) -> QueryResult<NotifyConnection> {
        let Backend { pid } = sql_query("SELECT pg_backend_pid() AS pid").get_result(&mut conn)?;
        Ok(NotifyConnection {
            conn,
            own: pid,
            has_share: false,
            listens: false,
        })
    }

    /// The connection, for what is done before anything is said on it.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.conn
    }

    /// Takes the share that every instance has, so that no move begins unnoticed; refuses a database that a move has to itself.
    pub fn require_share(&mut self) -> anyhow::Result<()> {
        self.has_share =
            AdvisoryLock::Served.take_within(&mut self.conn, LockMode::Shared, MOVE_ENDS_WITHIN)?;
        if self.has_share {
            return Ok(());
        }
        Err(Diagnosis::new(
            "`stampwell move` is at work on this database: what is written to it now would be left behind",
            "wait until the move has ended, and use the database that it moves to; if it was given up, run this again",
        )
        .into())
    }

    /// Speaks and listens until the store is gone, the connection is, or the line was given up.
    fn attend(&mut self, line: &LineThread, state: &LineState) -> QueryResult<()> {
        let mut asked = Instant::now();
        let (mut share_asked, mut listening_tried) = (None::<Instant>, None::<Instant>);
        while !state
            .given_up
            .load(Ordering::Acquire)
        {
            let Some(ours) = line.signal.upgrade() else {
                break;
            };
            let due = share_asked.is_none_or(|asked| asked.elapsed() > SHARE_ASKED_EVERY);
            if line.shares && !self.has_share && due {
                self.has_share = AdvisoryLock::Served.try_take(&mut self.conn, LockMode::Shared)?;
                ours.set_moved(!self.has_share);
                share_asked = Some(Instant::now());
            }
            let due = listening_tried.is_none_or(|tried| tried.elapsed() > ASKED_EVERY);
            if !self.listens && due {
                self.try_to_listen(line, state, &ours)?;
                listening_tried = Some(Instant::now());
            }
            // A standby cannot say it; it is to be said still.
            if self.listens && ours.take() {
                // On failure it is to be said still.
                self.conn
                    .batch_execute("NOTIFY stampwell")
                    .inspect_err(|_| ours.owe())?;
                asked = Instant::now();
            }
            if self.listens
                && let Some(lines) = ours.take_told()
            {
                sql_query("SELECT pg_notify('stampwell', $1)")
                    .bind::<sql_types::Text, _>(lines)
                    .execute(&mut self.conn)?;
                asked = Instant::now();
            }
            if asked.elapsed() > ASKED_EVERY {
                self.conn
                    .batch_execute("SELECT 1")?;
                asked = Instant::now();
            }
            if self.heard(&ours)? {
                (line.wake)();
            }
            drop(ours);
            state.is_alive();
            std::thread::sleep(TICK);
        }
        Ok(())
    }

    /// Listens, unless the server is a standby. Then it goes where the address leads by now, perhaps to the successor.
    fn try_to_listen(
        &mut self,
        line: &LineThread,
        state: &LineState,
        ours: &Notifier,
    ) -> QueryResult<()> {
        let RecoveryAnswer { standby } =
            sql_query("SELECT pg_is_in_recovery() AS standby").get_result(&mut self.conn)?;
        if !standby {
            self.conn
                .batch_execute("LISTEN stampwell")?;
            self.listens = true;
            // What could not be told while there was no line is no longer news.
            ours.told().clear();
            state
                .was_open
                .store(true, Ordering::Release);
            // What the others said before this line listened.
            (line.wake)();
            return Ok(());
        }
        match NotifyConnection::open(&line.url) {
            Ok(mut next) => {
                // The share here is held until the one there is: both may lie in one server, which is promoted meanwhile.
                if line.shares {
                    next.has_share =
                        AdvisoryLock::Served.try_take(&mut next.conn, LockMode::Shared)?;
                    ours.set_moved(!next.has_share);
                }
                *self = next;
            }
            Err(error) => {
                tracing::debug!(%error, "the line stays at a standby; trying again")
            }
        }
        Ok(())
    }

    /// Whether another instance said since the last look that it owes something; what else was told is passed on. Reads what has arrived
    /// and waits for nothing.
    fn heard(&mut self, ours: &Notifier) -> QueryResult<bool> {
        let own = self.own;
        self.conn
            .notifications_iter()
            .try_fold(false, |heard, notification| {
                let notification = notification?;
                if notification.process_id == own {
                    return Ok(heard);
                }
                if notification.payload.is_empty() {
                    return Ok(true);
                }
                if let Some(hears) = ours.hears.get() {
                    notification
                        .payload
                        .lines()
                        .for_each(hears);
                }
                Ok(heard)
            })
    }
}
