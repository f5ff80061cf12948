//! PostgreSQL: a pool of connections, writes that are repeated when the fault was not theirs, and what the server must be
//! like.

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager};
use diesel::pg::PgConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Code, Error, Result};
use crate::ids::MerchantId;
use crate::store::engine::inspect;
use crate::store::engine::inspect::{Migrated, Schema};
use crate::store::engine::merchant_queue::{Turn, Turns};
use crate::store::engine::notify::Notifier;
use crate::store::engine::server::{PATIENCE, SESSION};
use crate::store::engine::server::{ServerSettings, reach};
use crate::store::programs::Programs;
use crate::store::{Conn, Diagnosis, Opening, Tx, blocking, busy};

/// Connections of one instance to PostgreSQL at most.
pub const CONNECTIONS: u32 = 16;
/// How many of them the writes of one merchant may hold. They wait for each other anyway; two would do.
const ONE_MERCHANT: usize = 6;
/// Writes of one merchant that may wait or be under way.
const MOST_OF_ONE: usize = 512;
/// How long it then waits for a connection when the server is away. The pool's pauses between two tries to reach the
/// server grow to half of this.
const CONNECT_PATIENCE: Duration = Duration::from_secs(3);
/// Times a write is repeated when PostgreSQL says that two transactions crossed, or a connection is lost before the commit.
const REPEATS: u32 = 10;

type Pooled = PooledConnection<ConnectionManager<PgConnection>>;

/// A PostgreSQL database. Cheap to clone.
#[derive(Clone)]
pub struct Postgres {
    connections: Pool<ConnectionManager<PgConnection>>,
    places: Arc<Semaphore>,
    turns: Turns,
    signal: Arc<Notifier>,
}

#[derive(Debug)]
struct PostgresSession;

impl CustomizeConnection<PgConnection, diesel::r2d2::Error> for PostgresSession {
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
            .connection_customizer(Box::new(PostgresSession))
            .max_size(CONNECTIONS)
            .min_idle(Some(2))
            .connection_timeout(CONNECT_PATIENCE)
            .build(ConnectionManager::new(url))
            .map_err(|error| Diagnosis::of_connection(url, &error.to_string()))?;
        let (places, turns) = (
            Arc::new(Semaphore::new(CONNECTIONS as usize)),
            Turns::new(ONE_MERCHANT, MOST_OF_ONE),
        );
        let postgres = Postgres {
            connections,
            places,
            turns,
            signal: Notifier::start(url, wake)?,
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
            // The place goes into the closure: a caller who hangs
            // up must not free it while the connection is at work.
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
                let attempt = WriteAttempt {
                    turns: &turns,
                    turn,
                    programs: &programs,
                };
                let outcome = ours
                    .connection()
                    .map_or_else(WriteOutcome::Refused, |mut conn| {
                        attempt.run(&mut conn, &work)
                    });
                if matches!(outcome, WriteOutcome::Committed { owes: true, .. }) {
                    ours.signal.owe();
                }
                drop(place);
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
                WriteOutcome::Refused(error) => return Err(error),
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
    // Without chance the pause is a middle one: two may cross again, and nothing worse.
    let _ = openssl::rand::rand_bytes(&mut byte);
    Duration::from_micros((u64::from(byte[0]) + 64) * (16 << repeats.min(4)))
}

/// One try of a write.
struct WriteAttempt<'a> {
    turns: &'a Turns,
    turn: Option<Turn>,
    programs: &'a Programs,
}

enum WriteOutcome<T> {
    Committed {
        value: T,
        owes: bool,
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
        if let Err(error) = AnsiTransactionManager::begin_transaction(conn) {
            return WriteOutcome::Refused(error.into());
        }
        let mut tx = Tx::new(Conn::Postgres(conn), self.programs);
        (tx.turns, tx.turn) = (Some(self.turns), self.turn);
        let answer = work(&mut tx);
        let (owes, crowded, turn) = (tx.owes, tx.crowded, tx.turn.take());
        let outcome = match (answer, crowded) {
            (Ok(value), None) => commit(conn).map_or_else(WriteOutcome::Refused, |()| {
                WriteOutcome::Committed { value, owes }
            }),
            (answer, crowded) => {
                // It fails only with its connection, which the pool then drops: the refusal stands.
                let _ = AnsiTransactionManager::rollback_transaction(conn);
                match (crowded, answer) {
                    (Some(merchant), _) => WriteOutcome::Crowded(merchant),
                    (None, Err(refusal)) => WriteOutcome::Refused(refusal),
                    (None, Ok(_)) => WriteOutcome::Refused(Error::internal(
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
fn bring_up_to_date(
    conn: &mut PgConnection,
    server: &ServerSettings,
) -> anyhow::Result<Option<Migrated>> {
    // Only migrations make tables; a service whose schema is current may run under a lesser role.
    if inspect::schema(&mut Conn::Postgres(conn))? != Schema::Current {
        server.check_rights()?;
    }
    conn.batch_execute("SET lock_timeout = 0; SELECT pg_advisory_lock(7267381120)")?;
    let migrated = inspect::migrate(Conn::Postgres(conn));
    conn.batch_execute("SELECT pg_advisory_unlock(7267381120); SET lock_timeout = '3s'")?;
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
