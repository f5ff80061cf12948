//! The program in force.

use std::sync::Arc;

use crate::app::App;
use crate::domain::program::Program;
use crate::error::Result;
use crate::service::access::actor::Actor;

/// The program in force.
pub async fn program(app: &App, actor: &Actor) -> Result<Program> {
    let tenant = actor.tenant;
    app.store
        .read(move |tx| tx.program(tenant))
        .await
        .map(Arc::unwrap_or_clone)
}
