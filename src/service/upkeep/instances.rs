//! Several instances on one database: each says that it runs, and does its part of what no shop waits for.

use std::time::Duration;

use crate::app::App;
use crate::error::Result;

/// How often an instance says that it runs.
pub const ANNOUNCED_EVERY: Duration = Duration::from_secs(5);
/// For how long the others take it for running after they heard from it last: two may be missed.
const TAKEN_FOR_RUNNING_MS: i64 = 20_000;

/// This process, among those that use its database.
pub struct Instance {
    id: String,
    channels: Vec<&'static str>,
}

impl Instance {
    /// One that begins now and reaches these wallets. Its name's order is that of age.
    pub fn new(channels: Vec<&'static str>) -> Instance {
        Instance {
            id: uuid::Uuid::now_v7().to_string(),
            channels,
        }
    }

    /// Says that it runs, and learns its shares.
    pub async fn announce(&self, app: &App) -> Result<()> {
        let (id, channels) = (self.id.clone(), self.channels.clone());
        let shares = app
            .store
            .write(move |tx| tx.announce_instance(&id, &channels, TAKEN_FOR_RUNNING_MS))
            .await?;
        let count = shares.whole().count();
        let before = app.share.send_replace(shares);
        if before.whole().count() != count {
            tracing::info!(
                instances = count,
                "the work that no shop waits for is shared out anew among the instances"
            );
        }
        Ok(())
    }

    /// Says that it ends, so that the others need not wait until they miss it.
    pub async fn end(&self, app: &App) -> Result<()> {
        let id = self.id.clone();
        app.store
            .write(move |tx| tx.end_instance(&id))
            .await
    }
}
