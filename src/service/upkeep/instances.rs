//! Several instances on one database: each says that it runs, and does its part of what no shop waits for.

use std::time::Duration;

use crate::app::App;
use crate::error::Result;

/// How often an instance says that it runs.
pub const ANNOUNCED_EVERY: Duration = Duration::from_secs(5);
/// For how long the others take it for running after they heard from it last: three may be missed.
const TAKEN_FOR_RUNNING_MS: i64 = 20_000;

/// This process, among those that use its database.
pub struct Instance(String);

impl Instance {
    /// One that begins now. Its name's order is that of age.
    #[expect(
        clippy::new_without_default,
        reason = "two calls differ, so a Default would mislead"
    )]
    pub fn new() -> Instance {
        Instance(uuid::Uuid::now_v7().to_string())
    }

    /// Says that it runs, and learns its share.
    pub async fn announce(&self, app: &App) -> Result<()> {
        let id = self.0.clone();
        let share = app
            .store
            .write(move |tx| tx.announce_instance(&id, TAKEN_FOR_RUNNING_MS))
            .await?;
        let before = app.share.send_replace(share);
        if before.count() != share.count() {
            tracing::info!(
                instances = share.count(),
                "the work that no shop waits for is shared out anew among the instances"
            );
        }
        Ok(())
    }

    /// Says that it ends, so that the others take over at once.
    pub async fn end(&self, app: &App) -> Result<()> {
        let id = self.0.clone();
        app.store
            .write(move |tx| tx.end_instance(&id))
            .await
    }
}
