//! PostgreSQL: a pool of connections, writes that are repeated when the fault was not theirs, and what the server must be
//! like.

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager};
use diesel::pg::PgConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection};
use diesel::{Connection as _, RunQueryDsl as _, sql_query, sql_types};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Code, Error, Result};
use crate::ids::MerchantId;
use crate::store::engine::inspect;
use crate::store::engine::inspect::{Migrated, Schema};
use crate::store::engine::merchant_queue::{Turn, Turns};
use crate::store::engine::notify::Signal;
use crate::store::programs::Programs;
use crate::store::{Conn, Fault, Opening, Tx, blocking, busy};

/// Connections of one instance to PostgreSQL at most.
pub const CONNECTIONS: u32 = 16;
/// How many of them the writes of one merchant may hold. They wait for each other anyway; two would do.
const ONE_MERCHANT: usize = 6;
/// Writes of one merchant that may wait or be under way.
const MOST_OF_ONE: usize = 512;
/// How long a request waits for its place, and a write for its merchant's turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long it then waits for a connection when the server is away. The pool's pauses between two tries to reach the
/// server grow to half of this.
const CONNECT_PATIENCE: Duration = Duration::from_secs(3);
/// Times a write is repeated when PostgreSQL says that two transactions crossed, or a connection is lost before the commit.
const REPEATS: u32 = 10;
/// The oldest server this is tried with.
const OLDEST: i32 = 12;

/// A lock that is waited for must not take a connection from others for long. What was acknowledged must be on the disk
/// whatever the server's own setting is. Messages are read in English, because diesel hands on no SQLSTATE; only a
/// superuser may ask for that.
const SESSION: &str = "SET lock_timeout = '3s'; SET idle_in_transaction_session_timeout = '30s';
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SELECT set_config('lc_messages', 'C', false) FROM pg_roles WHERE rolname = current_user AND rolsuper";

type Pooled = PooledConnection<ConnectionManager<PgConnection>>;

/// A PostgreSQL database. Cheap to clone.
#[derive(Clone)]
pub struct Postgres {
    connections: Pool<ConnectionManager<PgConnection>>,
    places: Arc<Semaphore>,
    turns: Turns,
    signal: Arc<Signal>,
}

#[derive(Debug)]
struct Session;

impl CustomizeConnection<PgConnection, diesel::r2d2::Error> for Session {
    fn on_acquire(&self, conn: &mut PgConnection) -> std::result::Result<(), diesel::r2d2::Error> {
        conn.batch_execute(SESSION)
            .map_err(diesel::r2d2::Error::QueryError)
    }
}

impl Postgres {
    /// Opens the database, looks at its server and brings the schema up to date, unless it is to stay as it is. `wake` is called when
    /// another instance owes a phone something.
    pub fn open(
        url: &str,
        opening: Opening,
        wake: impl Fn() + Send + 'static,
    ) -> anyhow::Result<(Postgres, Option<Migrated>)> {
        let (mut conn, server) = reach(url)?;
        for fault in server.faults()? {
            tracing::warn!("{fault}");
        }
        let migrated = match opening {
            Opening::UpToDate => bring_up_to_date(&mut conn, &server)?,
            Opening::AsIs => {
                inspect::require_current(&mut Conn::Postgres(&mut conn))?;
                None
            }
        };
        drop(conn);
        let connections = Pool::builder()
            .connection_customizer(Box::new(Session))
            .max_size(CONNECTIONS)
            .min_idle(Some(2))
            .connection_timeout(CONNECT_PATIENCE)
            .build(ConnectionManager::new(url))
            .map_err(|error| Fault::of_connection(url, &error.to_string()))?;
        let (places, turns) = (
            Arc::new(Semaphore::new(CONNECTIONS as usize)),
            Turns::new(ONE_MERCHANT, MOST_OF_ONE),
        );
        let postgres = Postgres {
            connections,
            places,
            turns,
            signal: Signal::start(url, wake)?,
        };
        Ok((postgres, migrated))
    }

    /// Runs reading queries on a connection of their own.
    pub async fn read<T, F>(&self, programs: Programs, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (place, ours) = (self.place().await?, self.clone());
        blocking(move || {
            let answer = work(&mut Tx::new(
                Conn::Postgres(&mut *ours.connection()?),
                &programs,
            ));
            drop(place);
            answer
        })
        .await
    }

    /// Runs `work` in a transaction of its own, again if it crossed another or its connection was lost before the commit.
    pub async fn write<T, F>(&self, programs: Programs, mut work: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    {
        let (mut turn, mut repeats) = (None, 0);
        loop {
            let (place, ours, programs, turns) = (
                self.place().await?,
                self.clone(),
                programs.clone(),
                self.turns.clone(),
            );
            let outcome;
            (outcome, work) = blocking(move || {
                let attempt = Attempt {
                    turns: &turns,
                    turn,
                    programs: &programs,
                };
                let outcome = ours
                    .connection()
                    .map_or_else(Outcome::Refused, |mut conn| attempt.run(&mut conn, &work));
                if matches!(outcome, Outcome::Committed { owes: true, .. }) {
                    ours.signal.owe();
                }
                drop(place);
                Ok((outcome, work))
            })
            .await?;
            turn = match outcome {
                Outcome::Committed { value, .. } => return Ok(value),
                Outcome::Crowded(merchant) => Some(self.turn(merchant).await?),
                Outcome::Refused(error) if error.transient && repeats < REPEATS => {
                    tokio::time::sleep(pause(repeats)).await;
                    repeats += 1;
                    None
                }
                Outcome::Refused(error) => return Err(error),
            }
        }
    }

    /// A place at the connections, first come, first served: the pool itself keeps no order, and under load some would
    /// wait for ever. No thread waits meanwhile.
    async fn place(&self) -> Result<OwnedSemaphorePermit> {
        let place = tokio::time::timeout(PATIENCE, self.places.clone().acquire_owned())
            .await
            .map_err(busy)?;
        place.map_err(Error::internal)
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

    /// A connection, found alive.
    fn connection(&self) -> Result<Pooled> {
        self.connections.get().map_err(busy)
    }
}

/// A few milliseconds that grow with each repeat, by chance, so that two that crossed do not cross again.
fn pause(repeats: u32) -> Duration {
    let mut byte = [128];
    let _ = openssl::rand::rand_bytes(&mut byte);
    Duration::from_micros((u64::from(byte[0]) + 64) * (16 << repeats.min(4)))
}

/// One try of a write.
struct Attempt<'a> {
    turns: &'a Turns,
    turn: Option<Turn>,
    programs: &'a Programs,
}

enum Outcome<T> {
    Committed {
        value: T,
        owes: bool,
    },
    /// Nothing was done: so many writes of this merchant are under way that this one waits without a connection.
    Crowded(MerchantId),
    Refused(Error),
}

impl Attempt<'_> {
    fn run<T>(
        self,
        conn: &mut PgConnection,
        work: &impl Fn(&mut Tx<'_>) -> Result<T>,
    ) -> Outcome<T> {
        if let Err(error) = AnsiTransactionManager::begin_transaction(conn) {
            return Outcome::Refused(error.into());
        }
        let mut tx = Tx::new(Conn::Postgres(conn), self.programs);
        (tx.turns, tx.turn) = (Some(self.turns), self.turn);
        let answer = work(&mut tx).and_then(|value| tx.take_tags().map(|()| value));
        let (owes, crowded, turn) = (tx.owes, tx.crowded, tx.turn.take());
        let outcome = match (answer, crowded) {
            (Ok(value), None) => {
                commit(conn).map_or_else(Outcome::Refused, |()| Outcome::Committed { value, owes })
            }
            (answer, crowded) => {
                // It fails only with its connection, which the pool then drops: the refusal stands.
                let _ = AnsiTransactionManager::rollback_transaction(conn);
                match (crowded, answer) {
                    (Some(merchant), _) => Outcome::Crowded(merchant),
                    (None, Err(refusal)) => Outcome::Refused(refusal),
                    (None, Ok(_)) => Outcome::Refused(Error::internal(
                        "a write was rolled back without a reason",
                    )),
                }
            }
        };
        // The turn lasts until the merchant's row is free.
        drop(turn);
        outcome
    }
}

fn commit(conn: &mut PgConnection) -> Result<()> {
    let Err(error) = AnsiTransactionManager::commit_transaction(conn) else {
        return Ok(());
    };
    let status = <AnsiTransactionManager as TransactionManager<PgConnection>>::transaction_manager_status_mut(conn);
    match status.transaction_depth() {
        // The server answered: it did not commit.
        Ok(None) => Err(error.into()),
        // The connection ended between the question and the answer. The commit may stand or not.
        _ => Err(outcome_unknown(error)),
    }
}

fn outcome_unknown(cause: diesel::result::Error) -> Error {
    Code::Unavailable
        .because(
            "The database went away while this was being saved, so it may be saved or not. Send the same request again with the same \
             Idempotency-Key: it is done once, and its answer comes back. Without a key, look first whether it was done.",
        )
        .retry_after(1)
        .caused_by(cause)
}

/// Two instances that start together must not migrate together; the second may wait as long as the first needs.
fn bring_up_to_date(conn: &mut PgConnection, server: &Server) -> anyhow::Result<Option<Migrated>> {
    if inspect::schema(&mut Conn::Postgres(conn))? != Schema::Current {
        server.check_rights()?;
    }
    conn.batch_execute("SET lock_timeout = 0; SELECT pg_advisory_lock(7267381120)")?;
    let migrated = inspect::migrate(Conn::Postgres(conn));
    conn.batch_execute("SELECT pg_advisory_unlock(7267381120); SET lock_timeout = '3s'")?;
    migrated
}

/// Connects once and looks at the server. The pool would try again and again, and then say only that it gave up.
pub fn reach(url: &str) -> anyhow::Result<(PgConnection, Server)> {
    let refused = |error: diesel::ConnectionError| Fault::of_connection(url, &error.to_string());
    let mut conn = PgConnection::establish(&patient(url)).map_err(refused)?;
    conn.batch_execute(SESSION)?;
    let server = sql_query(LOOK).get_result(&mut conn)?;
    Ok((conn, server))
}

/// The address with an end to how long is waited for a host that says nothing, unless it has one.
fn patient(url: &str) -> String {
    if url.contains("connect_timeout=") {
        return url.to_owned();
    }
    format!(
        "{url}{}connect_timeout={}",
        if url.contains('?') { '&' } else { '?' },
        PATIENCE.as_secs()
    )
}

/// What the operator chose, not what [`SESSION`] made of it.
const LOOK: &str = "SELECT current_setting('server_version_num')::int / 10000 AS version,
    (SELECT reset_val FROM pg_settings WHERE name = 'synchronous_commit') AS synchronous_commit,
    current_setting('fsync') AS fsync, current_setting('lc_messages') AS lc_messages,
    current_setting('server_encoding') AS encoding, current_user::text AS role,
    coalesce(current_schema()::text, 'public') AS schema,
    coalesce(has_schema_privilege(current_schema()::text, 'CREATE'), false) AS may_create";

/// The server as far as it matters here.
#[derive(Debug, diesel::QueryableByName)]
pub struct Server {
    #[diesel(sql_type = sql_types::Integer)]
    version: i32,
    #[diesel(sql_type = sql_types::Text)]
    synchronous_commit: String,
    #[diesel(sql_type = sql_types::Text)]
    fsync: String,
    #[diesel(sql_type = sql_types::Text)]
    lc_messages: String,
    #[diesel(sql_type = sql_types::Text)]
    encoding: String,
    #[diesel(sql_type = sql_types::Text)]
    role: String,
    #[diesel(sql_type = sql_types::Text)]
    schema: String,
    #[diesel(sql_type = sql_types::Bool)]
    may_create: bool,
}

impl Server {
    /// What is not as it should be although it works; an error if nothing can work.
    pub fn faults(&self) -> std::result::Result<Vec<Fault>, Fault> {
        self.check_basics()?;
        let mut faults = Vec::new();
        if self.fsync == "off" {
            let what = "fsync is off on this PostgreSQL server: a power cut can lose acknowledged scans or the whole database";
            faults.push(Fault::new(what, "set fsync = on"));
        }
        if self.synchronous_commit == "off" {
            let what = "synchronous_commit is off on this PostgreSQL server, which loses acknowledged scans; stampwell switches it on for \
                        its own connections";
            faults.push(Fault::new(what, "set synchronous_commit = on"));
        }
        let english = ["C", "POSIX", "en", ""]
            .iter()
            .any(|name| self.lc_messages == *name)
            || ["en_", "C."]
                .iter()
                .any(|start| self.lc_messages.starts_with(start));
        if !english {
            let what = format!(
                "this PostgreSQL server's messages are in {}, so lock timeouts and deadlocks are not recognised and answer 500",
                self.lc_messages
            );
            faults.push(Fault::new(
                what,
                format!(
                    "as a superuser: ALTER ROLE \"{}\" SET lc_messages = 'C'",
                    self.role
                ),
            ));
        }
        Ok(faults)
    }

    fn check_basics(&self) -> std::result::Result<(), Fault> {
        if self.version < OLDEST {
            let what = format!(
                "this is PostgreSQL {}; stampwell needs {OLDEST} or newer",
                self.version
            );
            return Err(Fault::new(what, "move the database to a newer server"));
        }
        if self.encoding != "UTF8" {
            let what = format!(
                "this database's encoding is {}, but names in any language need UTF8",
                self.encoding
            );
            let fix = "createdb --encoding UTF8 --template template0 stampwell, then name that database in STAMPWELL_DATABASE_URL";
            return Err(Fault::new(what, fix));
        }
        Ok(())
    }

    /// Refuses a role that cannot make tables.
    pub fn check_rights(&self) -> std::result::Result<(), Fault> {
        let Server {
            role,
            schema,
            may_create,
            ..
        } = self;
        if *may_create {
            return Ok(());
        }
        let what =
            format!("the role {role} is not allowed to create tables in the schema {schema}");
        Err(Fault::new(
            what,
            format!("as the database's owner: GRANT CREATE ON SCHEMA {schema} TO \"{role}\""),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(version: i32, synchronous_commit: &str, fsync: &str, lc_messages: &str) -> Server {
        Server {
            version,
            synchronous_commit: synchronous_commit.into(),
            fsync: fsync.into(),
            lc_messages: lc_messages.into(),
            encoding: "UTF8".into(),
            role: "shop".into(),
            schema: "public".into(),
            may_create: true,
        }
    }

    #[test]
    fn a_server_that_would_lose_scans_is_named_at_the_start() {
        assert_eq!(
            server(15, "on", "on", "en_US.UTF-8").faults().unwrap(),
            Vec::<Fault>::new()
        );
        assert_eq!(
            server(12, "remote_apply", "on", "C.UTF-8")
                .faults()
                .unwrap(),
            Vec::<Fault>::new()
        );
        let faults = server(16, "off", "off", "de_DE.UTF-8").faults().unwrap();
        for (fault, word) in
            faults
                .iter()
                .zip(["fsync is off", "synchronous_commit is off", "de_DE.UTF-8"])
        {
            assert!(fault.what.contains(word), "{fault}");
        }
        assert_eq!(faults.len(), 3);
    }

    #[test]
    fn an_old_server_is_refused() {
        assert!(
            server(11, "on", "on", "C")
                .faults()
                .unwrap_err()
                .to_string()
                .contains("12 or newer")
        );
    }

    #[test]
    fn an_address_ends_the_wait_for_a_silent_host_unless_it_says_itself() {
        assert_eq!(
            patient("postgres://db/cards"),
            "postgres://db/cards?connect_timeout=5"
        );
        assert_eq!(
            patient("postgres://db/cards?sslmode=require"),
            "postgres://db/cards?sslmode=require&connect_timeout=5"
        );
        assert_eq!(
            patient("postgres://db/cards?connect_timeout=60"),
            "postgres://db/cards?connect_timeout=60"
        );
    }

    #[test]
    fn pauses_grow_from_a_millisecond_to_some_tens() {
        assert!((1..=6).contains(&pause(0).as_millis()), "{:?}", pause(0));
        assert!((16..=82).contains(&pause(9).as_millis()), "{:?}", pause(9));
    }
}
