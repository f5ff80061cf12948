//! What leads to Google Wallet and what Google calls.

use actix_web::http::{Method, header};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::http::base::json_body::RawBody;
use crate::http::base::middleware::too_large;
use crate::http::base::problem::Answer;
use crate::service::wallets::{google_callback, save_to_google};

/// Bytes of the largest callback of Google's.
const LARGEST_CALLBACK: usize = 64 * 1024;

/// Google's save link, made at this tap.
pub async fn google_pass(app: Data<App>, request: HttpRequest, token: Path<String>) -> Answer {
    // Who only looks, such as a messenger that previews links, makes no object.
    let link = match *request.method() {
        Method::HEAD => save_to_google::bare_link(&app, &token).await?,
        _ => save_to_google::save_link(&app, &token).await?,
    };
    // The link is good for ever for whoever has it, so nobody on the way keeps it.
    Ok(HttpResponse::Found()
        .insert_header((header::LOCATION, link))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish())
}

/// Google's word that a card was saved or deleted.
pub async fn google_callback(
    app: Data<App>,
    merchant: Path<String>,
    RawBody(body): RawBody,
) -> Answer {
    if body.len() > LARGEST_CALLBACK {
        return Err(too_large().into());
    }
    google_callback::receive(&app, &merchant, &body).await?;
    Ok(HttpResponse::Ok().finish())
}
