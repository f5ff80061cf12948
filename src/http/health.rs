//! Is it alive, and can it do its work.

use actix_web::HttpResponse;
use actix_web::web::Data;

use crate::app::App;
use crate::http::problem::Answer;

/// The process answers.
pub async fn livez() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "ok" }))
}

/// The database answers; what cannot be done is named. A faulty certificate stops passes, not scans, so it degrades only.
pub async fn readyz(app: Data<App>) -> Answer {
    let now = app.clock.now();
    let waiting = app.store.read(|tx| tx.next_due(crate::service::publish::APPLE)).await?;
    let apple = match app.apple.signer(now) {
        Ok(signer) => serde_json::json!({ "status": "ok", "days_left": signer.certificate().days_left(now) }),
        Err(error) => serde_json::json!({ "status": error.code.as_str(), "detail": error.detail }),
    };
    let oldest_s = waiting.map_or(0, |due| ((now.0 - due.0) / 1000).max(0));
    Ok(HttpResponse::Ok().json(serde_json::json!({
        "status": "ok", "database": app.store.kind(), "apple": apple, "oldest_due_delivery_s": oldest_s,
        "panics": crate::http::gate::PANICS.load(std::sync::atomic::Ordering::Relaxed),
    })))
}
