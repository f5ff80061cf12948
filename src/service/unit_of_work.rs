//! The one door of writes that somebody asks for: a person, a key, a wallet. What belongs together is one transaction: the shop is locked,
//! the idempotency key is honoured, the work is done, its answer is kept under the key, and all of it is committed or nothing.
//!
//! Two steps stay inside the work, as its last ones: the events that go into the log, and the deliveries that the wallets are owed. The
//! answer shows the card's new version and which wallets hold it, which only the fan-out knows; and the demo, imports and the sweep do many
//! such works in a transaction of theirs. Where a member's cards change, both steps are one call, `card_changed`.
//!
//! Bulk and upkeep open their writes themselves; `tests/it/architecture.rs` names them. So do notes that nobody waits for.

use serde::Serialize;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::service::idempotency::{AnswerKind, IdempotencyKey};
use crate::store::{Tenant, Tx};

/// What a write keeps others from meanwhile.
#[derive(Clone, Copy, Debug)]
pub enum Lock {
    /// The shop: its log, its program and the state of its members. Writes that read one of these to change it wait for each other.
    Shop(Tenant),
    /// The same for work on many rows: others of the shop share no commit with it, or they would wait for its end.
    ShopForLong(Tenant),
    /// Nothing beforehand: the conditions in the work's own statements decide, or the work locks what it finds.
    None,
}

/// One write without an idempotency key. The work may run again if the database asks for it, so it changes nothing but by its transaction.
pub async fn write<T: Send + 'static>(
    app: &App,
    lock: Lock,
    work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    // Boxed: what the store does around it would else be compiled anew for every work.
    let work: Work<T> = Box::new(work);
    match lock {
        Lock::Shop(tenant) => {
            app.store
                .write_of(tenant, of_shop(tenant, work))
                .await
        }
        Lock::ShopForLong(tenant) => {
            app.store
                .write(of_shop(tenant, work))
                .await
        }
        Lock::None => app.store.write(work).await,
    }
}

type Work<T> = Box<dyn Fn(&mut Tx<'_>) -> Result<T> + Send>;

fn of_shop<T: 'static>(tenant: Tenant, work: Work<T>) -> Work<T> {
    Box::new(move |tx| {
        tx.lock(tenant)
            .and_then(|()| work(tx))
    })
}

/// One write that is done once for each key, however often the same request comes. The work says of its value whether it is `created`,
/// `existing` or `accepted`.
pub async fn write_once<K: IdempotencyKey, T: Serialize + Send + 'static>(
    app: &App,
    lock: Lock,
    key: &K,
    now: Timestamp,
    work: impl Fn(&mut Tx<'_>) -> Result<(AnswerKind, T)> + Send + 'static,
) -> Result<K::Answer<T>> {
    let key = key.clone();
    // Always the shop before the key: two calls that took them crosswise would wait for each other.
    write(app, lock, move |tx| key.once(tx, now, &work)).await
}
