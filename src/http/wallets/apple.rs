//! Apple's pass web service, under `/apple/v1`. Register, unregister and fetch carry the pass's own token; list and log none.

use std::time::{Duration, SystemTime};

use actix_web::http::Method;
use actix_web::http::header::{self, HttpDate};
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use crate::app::App;
use crate::error::{Code, Result};
use crate::http::base::json_body::{RawBody, parse};
use crate::http::base::problem::Answer;
use crate::http::client_address;
use crate::service::wallets::apple_pass::{CONTENT_TYPE, build_pass};
use crate::service::wallets::apple_registrations as devices;
use crate::service::wallets::web_card::{CardRow, card_of_link};

/// Device, pass type and serial, as Apple's addresses name them.
type RegistrationPath = Path<(String, String, String)>;

/// The pass, signed now or kept for this version.
pub async fn apple_pass(app: Data<App>, token: Path<String>) -> Answer {
    app.apple.signer(app.clock.now())?;
    let card = card_of_link(&app, &token).await?;
    app.limits
        .passes
        .take(&card.id.to_string())?;
    let pass = build_pass(&app, card.clone()).await?;
    Ok(pkpass(pass.archive(), &card))
}

fn apple_token(request: &HttpRequest) -> Option<String> {
    let value = request
        .headers()
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?;
    let (scheme, token) = value.split_once(' ')?;
    // Wallet programs on Android speak Apple's web service under a scheme of their own.
    let known = ["ApplePass", "AndroidPass"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    known.then(|| token.trim().to_owned())
}

/// The card behind the request's token. Failures are counted by address, so that tokens cannot be tried out.
async fn card(app: &App, request: &HttpRequest, pass_type: &str, serial: &str) -> Result<CardRow> {
    let address = client_address(request);
    app.limits
        .wallet_failures
        .peek(&address)?;
    let found =
        devices::card_of_pass(app, pass_type, serial, apple_token(request).as_deref()).await;
    if found
        .as_ref()
        .is_err_and(|error| error.code == Code::Unauthorized)
    {
        // The refusal is told as it is; the next call finds the limit before anything else.
        let _ = app
            .limits
            .wallet_failures
            .take(&address);
    }
    found
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Registration {
    push_token: String,
}

/// Registers a device for a pass: 201 when new, 200 when it was.
pub async fn register(
    app: Data<App>,
    request: HttpRequest,
    place: RegistrationPath,
    RawBody(body): RawBody,
) -> Answer {
    let (device, pass_type, serial) = place.into_inner();
    let card = card(&app, &request, &pass_type, &serial).await?;
    let body: Registration = parse(&body)?;
    let new = devices::register(&app, card, &pass_type, &device, &body.push_token).await?;
    Ok(if new {
        HttpResponse::Created().finish()
    } else {
        HttpResponse::Ok().finish()
    })
}

/// Ends a registration; ending it again is no fault.
pub async fn unregister(app: Data<App>, request: HttpRequest, place: RegistrationPath) -> Answer {
    let (device, pass_type, serial) = place.into_inner();
    let card = card(&app, &request, &pass_type, &serial).await?;
    devices::unregister(&app, card, &pass_type, &device).await?;
    Ok(HttpResponse::Ok().finish())
}

#[derive(Deserialize)]
pub struct Since {
    #[serde(rename = "passesUpdatedSince")]
    tag: Option<String>,
}

/// The serials of this device that changed since its tag: 200, or 204 when none did.
pub async fn list(app: Data<App>, place: Path<(String, String)>, since: Query<Since>) -> Answer {
    let (device, pass_type) = place.into_inner();
    let changed = devices::changed_passes(&app, &pass_type, &device, since.tag.as_deref()).await?;
    Ok(match changed {
        Some((serials, tag)) => HttpResponse::Ok()
            .json(serde_json::json!({ "serialNumbers": serials, "lastUpdated": tag })),
        None => HttpResponse::NoContent().finish(),
    })
}

/// The newest pass, or 304 when the phone has it. Judged before anything is built or signed.
pub async fn fetch(app: Data<App>, request: HttpRequest, place: Path<(String, String)>) -> Answer {
    let (pass_type, serial) = place.into_inner();
    let card = card(&app, &request, &pass_type, &serial).await?;
    if unchanged(&request, &card) {
        return Ok(HttpResponse::NotModified().finish());
    }
    let pass = build_pass(&app, card.clone()).await?;
    // A HEAD fetches nothing, so it leaves no trace in the log.
    if request.method() != Method::HEAD {
        devices::fetched(&app, &card);
    }
    Ok(pkpass(pass.archive(), &card))
}

/// Phones send back the `Last-Modified` they were given; it grows by at least a second with every change, so equal or
/// later means unchanged. A header that cannot be read means nothing is known.
fn unchanged(request: &HttpRequest, card: &CardRow) -> bool {
    let Some(since) = request
        .headers()
        .get(header::IF_MODIFIED_SINCE)
    else {
        return false;
    };
    let since = since
        .to_str()
        .ok()
        .and_then(|text| text.parse::<HttpDate>().ok())
        .map(SystemTime::from);
    let since = since.and_then(|at| {
        at.duration_since(SystemTime::UNIX_EPOCH)
            .ok()
    });
    since.is_some_and(|at| at.as_secs() as i64 >= card.last_modified_s)
}

/// A `.pkpass` on its way out.
pub fn pkpass(archive: Vec<u8>, card: &CardRow) -> HttpResponse {
    let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(card.last_modified_s.max(0) as u64);
    // Mail programs and readers on Android know a pass by the ending of its file's name.
    HttpResponse::Ok()
        .content_type(CONTENT_TYPE)
        .insert_header((header::LAST_MODIFIED, HttpDate::from(modified).to_string()))
        .insert_header((
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"card.pkpass\"",
        ))
        .body(archive)
}

#[derive(Deserialize)]
struct Logs {
    logs: Vec<String>,
}

/// Keeps what a phone reports. Unauthenticated, so it is small, limited by address and never a fault.
pub async fn log(app: Data<App>, request: HttpRequest, RawBody(body): RawBody) -> Answer {
    app.limits
        .device_logs
        .take(&client_address(&request))?;
    if body.len() > 16 * 1024 {
        return Err(crate::http::base::middleware::too_large().into());
    }
    let logs: Logs = parse(&body)?;
    devices::keep_logs(&app, logs.logs).await?;
    Ok(HttpResponse::Ok().finish())
}
