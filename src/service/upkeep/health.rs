//! Whether the service can do its work.

use std::time::Duration;

use serde::Serialize;

use crate::app::App;
use crate::error::{Code, Result};

/// From here on an operator should see to a new certificate.
const EXPIRY_WARNING_DAYS: i64 = 30;

/// What an operator's probe reads.
#[derive(Debug, Serialize)]
pub struct Health {
    /// `ok`, or `degraded` when passes cannot be signed or soon will not be; scans go on either way.
    pub status: &'static str,
    /// `sqlite` or `postgres`, which answered.
    pub database: &'static str,
    /// `ok`, `off`, or the code of what stops Apple passes.
    pub apple: String,
    /// Days until the pass certificate ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apple_days_left: Option<i64>,
    /// `ok`, `off`, or the code of what stops Google Wallet.
    pub google: String,
    /// Seconds that the longest owed push or write has waited.
    pub oldest_due_delivery_s: i64,
}

/// A probe gets its answer in this time, whatever hangs.
const PATIENCE: Duration = Duration::from_secs(8);

/// How the service is, or that the database does not say.
pub async fn health(app: &App) -> Result<Health> {
    tokio::time::timeout(PATIENCE, ask(app))
        .await
        .unwrap_or_else(|_| {
            Err(Code::Unavailable
                .because("The database did not answer in time.")
                .retry_after(5))
        })
}

/// Asks the database, whether it is still there and takes writes too, and looks at the certificate.
async fn ask(app: &App) -> Result<Health> {
    app.store.check_file()?;
    app.store.check_writing().await?;
    let now = app.clock.now();
    let owed = app
        .store
        .read(|tx| tx.oldest_pending())
        .await?;
    let signer = app.apple.signer(now);
    let soon = signer
        .as_ref()
        .is_ok_and(|signer| signer.certificate().days_left(now) <= EXPIRY_WARNING_DAYS);
    // A faulty certificate or wallet does not make the service unfit: scans go on without it.
    let degraded = soon
        || (signer.is_err() && app.apple.is_configured())
        || (app.google.ready().is_err() && app.google.is_configured());
    Ok(Health {
        status: if degraded {
            "degraded"
        } else {
            "ok"
        },
        database: app.store.kind(),
        apple_days_left: signer
            .as_ref()
            .ok()
            .map(|signer| signer.certificate().days_left(now)),
        apple: match signer {
            Ok(_) => "ok".into(),
            Err(_) if !app.apple.is_configured() => "off".into(),
            Err(error) => error.code.as_str().into(),
        },
        google: match app.google.ready() {
            Ok(_) => "ok".into(),
            Err(_) if !app.google.is_configured() => "off".into(),
            Err(error) => error.code.as_str().into(),
        },
        oldest_due_delivery_s: owed.map_or(0, |since| ((now.0 - since.0) / 1000).max(0)),
    })
}
