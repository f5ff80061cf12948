//! How instances on one PostgreSQL database wake each other: whoever owes a phone something says so, and the delivery
//! workers of the others look at once and not only when they look anyway.
//!
//! `NOTIFY` stands outside the write that makes it necessary. Inside, its commit would take a lock on the whole database,
//! held while the disk flushes: the server could no longer flush many commits together, and every scan of every shop
//! would wait in one line. So one thread with a connection of its own says it once for everything owed since it last
//! did. A notification that is lost costs time and nothing else, because every worker looks by itself as well.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel::result::{ConnectionError, QueryResult};
use diesel::{Connection as _, RunQueryDsl as _, sql_query, sql_types};

/// How often the thread listens and speaks.
const TICK: Duration = Duration::from_millis(50);
/// The longest pause between two tries to reach a server that is away.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// This instance's voice. Its thread ends with it.
pub struct Notifier {
    owed: AtomicBool,
}

impl Notifier {
    /// Starts the thread. It calls `wake` when another instance owes something, and after it was deaf for a while.
    pub fn start(url: &str, wake: impl Fn() + Send + 'static) -> std::io::Result<Arc<Notifier>> {
        let signal = Arc::new(Notifier {
            owed: AtomicBool::new(false),
        });
        let (ours, url) = (Arc::downgrade(&signal), url.to_owned());
        std::thread::Builder::new()
            .name("stampwell-signal".into())
            .spawn(move || run(&url, &ours, &wake))?;
        Ok(signal)
    }

    /// Tells the others, a moment later, that a committed write owes something.
    pub fn owe(&self) {
        self.owed
            .store(true, Ordering::Release);
    }

    /// Whether something is to be said; it then counts as said.
    fn take(&self) -> bool {
        self.owed
            .swap(false, Ordering::AcqRel)
    }
}

fn run(url: &str, signal: &Weak<Notifier>, wake: &impl Fn()) {
    let mut pause = TICK;
    while signal.strong_count() > 0 {
        match NotifyConnection::open(url) {
            Ok(mut line) => {
                // What the others said before this line was open.
                wake();
                pause = TICK;
                if let Err(error) = line.attend(signal, wake) {
                    tracing::warn!(%error, "the line to the other instances is cut; pushes of theirs may wait half a second");
                }
            }
            Err(error) => {
                tracing::debug!(%error, "the line to the other instances cannot be opened; trying again");
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
        std::thread::sleep(pause);
    }
}

/// An open line to the other instances.
struct NotifyConnection {
    conn: PgConnection,
    /// The server's name for this connection, by which what it said itself is told apart.
    own: i32,
}

#[derive(diesel::QueryableByName)]
struct Backend {
    #[diesel(sql_type = sql_types::Integer)]
    pid: i32,
}

impl NotifyConnection {
    fn open(url: &str) -> Result<NotifyConnection, ConnectionError> {
        let mut conn = PgConnection::establish(url)?;
        let begun = conn
            .batch_execute("LISTEN stampwell")
            .and_then(|()| sql_query("SELECT pg_backend_pid() AS pid").get_result(&mut conn));
        let Backend { pid } = begun.map_err(ConnectionError::CouldntSetupConfiguration)?;
        Ok(NotifyConnection { conn, own: pid })
    }

    /// Speaks and listens until the store is gone or the connection is.
    fn attend(&mut self, signal: &Weak<Notifier>, wake: &impl Fn()) -> QueryResult<()> {
        while let Some(ours) = signal.upgrade() {
            if ours.take() {
                // On failure it is to be said still.
                self.conn
                    .batch_execute("NOTIFY stampwell")
                    .inspect_err(|_| ours.owe())?;
            }
            if self.heard()? {
                wake();
            }
            drop(ours);
            std::thread::sleep(TICK);
        }
        Ok(())
    }

    /// Whether another instance spoke since the last look. Reads what has arrived and waits for nothing.
    fn heard(&mut self) -> QueryResult<bool> {
        let own = self.own;
        self.conn
            .notifications_iter()
            .try_fold(false, |heard, notification| {
                Ok(heard | (notification?.process_id != own))
            })
    }
}
