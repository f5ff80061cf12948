//! Is it alive, and can it do its work.

use std::sync::atomic::Ordering;

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::app::App;
use crate::http::base::json_body::ok;
use crate::http::base::middleware::PANICS;
use crate::http::base::problem::Answer;
use crate::service::upkeep::health::{Health, health};

/// What an operator's probe reads, with what this process noticed of itself.
#[derive(serde::Serialize)]
struct Readiness {
    #[serde(flatten)]
    health: Health,
    /// Panics caught since the start; anything but 0 is a defect.
    panics: u64,
}

/// The process answers, and says which service it is: whoever follows the public address finds out whether it leads here.
pub async fn livez(app: Data<App>) -> HttpResponse {
    ok(serde_json::json!({ "status": "ok", "instance": &*app.instance }))
}

/// The database answers; what cannot be done is named. A faulty certificate stops passes, not scans, so it degrades only.
pub async fn readyz(app: Data<App>) -> Answer {
    let health = health(&app).await?;
    let panics = PANICS.load(Ordering::Relaxed);
    Ok(ok(Readiness { health, panics }))
}
