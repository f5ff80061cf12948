//! The outbox worker: claims what is owed, sends it, settles it. The only caller of the push service and of Google's API,
//! but for the object that is inserted while its customer waits.
//!
//! A scan never waits for it. What is owed lies in the database, so a restart loses nothing: a lease that ran out is
//! claimed again, and sending twice is harmless because a push only says "look" and a write to Google says the newest state.
//!
//! Each upstream has a lane of its own, so that one that is down or slow holds up nobody else.

mod apple;
mod breaker;
mod google;
mod lane;
mod outcome;

use futures_util::future::join_all;
use tokio::sync::watch;

use crate::app::App;
use crate::apple::push::PushClient;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::CardId;
use crate::store::{Tenant, Tx};

use lane::ChannelWorker;

/// The worker of one process; several processes share one outbox.
pub struct Worker {
    lanes: Vec<ChannelWorker>,
    stopping: watch::Sender<bool>,
}

impl Worker {
    /// A worker; what no upstream is set up for stays owed.
    pub fn new(app: App, push: Option<PushClient>) -> Worker {
        let stopping = watch::Sender::new(false);
        let apple = push.map(|push| lane::Upstream::Apple(apple::Pushes::new(push)));
        let google = app
            .google
            .is_ready()
            .then_some(lane::Upstream::Google);
        let lane = |upstream| ChannelWorker::new(app.clone(), upstream, stopping.subscribe());
        Worker {
            lanes: apple
                .into_iter()
                .chain(google)
                .map(lane)
                .collect(),
            stopping,
        }
    }

    /// The wallets that it reaches.
    pub fn channels(&self) -> Vec<&'static str> {
        self.lanes
            .iter()
            .map(ChannelWorker::channel)
            .collect()
    }

    /// Works until `stop` resolves, then finishes what is in flight.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let lanes = join_all(
            self.lanes
                .iter()
                .map(ChannelWorker::run),
        );
        tokio::pin!(lanes, stop);
        tokio::select! {
            biased;
            () = stop => {}
            _ = &mut lanes => return,
        }
        self.stopping.send_replace(true);
        lanes.await;
    }

    /// Sends everything that is due now; answers how many deliveries were tried.
    pub async fn deliver(&self) -> Result<usize> {
        let tried = join_all(
            self.lanes
                .iter()
                .map(ChannelWorker::deliver),
        )
        .await;
        tried.into_iter().sum()
    }
}

/// Settles what is owed of a card as if its wallets had taken it, in the caller's transaction, which holds the merchant's lock: the
/// past of a shop that is told and not lived, as the demonstration's.
pub fn settle_as_taken(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    card: CardId,
    now: Timestamp,
) -> Result<()> {
    lane::settle_as_taken(tx, tenant, card, now)
}
