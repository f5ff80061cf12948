//! Is it alive, and can it do its work.

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::app::App;
use crate::http::call::ok;
use crate::http::problem::Answer;
use crate::service::health::health;

/// The process answers.
pub async fn livez() -> HttpResponse {
    ok(serde_json::json!({ "status": "ok" }))
}

/// The database answers; what cannot be done is named. A faulty certificate stops passes, not scans, so it degrades only.
pub async fn readyz(app: Data<App>) -> Answer {
    Ok(ok(health(&app).await?))
}
