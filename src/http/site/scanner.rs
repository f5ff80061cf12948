//! What makes the scanner an application of the phone: its manifest, its icons and the script that opens it without a
//! connection.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::error::Code;
use crate::http::base::assets;
use crate::http::base::auth::till_cookie;
use crate::http::base::page::frame;
use crate::http::base::problem::Answer;
use crate::http::site::pictures::png;
use crate::http::site::till::view;
use crate::service::access::actor::by_till;
use crate::service::program::read_program;
use crate::service::wallets::picture;

/// The manifest in the name and colours of the till's shop; in ours for a phone that is no till.
pub async fn manifest(app: Data<App>, request: HttpRequest) -> Answer {
    let program = match request.cookie(till_cookie(&app)) {
        Some(cookie) => match by_till(&app, cookie.value(), false).await {
            Ok(actor) => Some(read_program::program(&app, &actor).await?),
            Err(_) => None,
        },
        None => None,
    };
    let manifest = view::manifest(&frame(&app, &request, program.as_ref()));
    Ok(HttpResponse::Ok()
        .content_type("application/manifest+json")
        .body(manifest.to_string()))
}

/// The icon for home screens.
pub async fn icon(app: Data<App>, name: Path<String>) -> Answer {
    let (side, ground, ink) =
        view::icon_of(&name).ok_or_else(|| Code::NotFound.because("There is no such icon."))?;
    Ok(png(
        picture::scanner_icon(&app, side, ground, ink).await?,
        "public, max-age=31536000, immutable",
    ))
}

/// The service worker. It may act for `/scan` itself, although it lies below; browsers compare it with the one they have each
/// time the scanner opens.
pub async fn service_worker() -> Answer {
    let (body, kind, _) = assets::find("scan-sw.js")
        .ok_or_else(|| Code::NotFound.because("There is no such file."))?;
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header(("service-worker-allowed", "/scan"))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; connect-src 'self'",
        ))
        .body(body))
}
