//! Pictures of cards, drawn for pages and for the wallets.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Bytes, Data, Path};

use crate::app::App;
use crate::error::Code;
use crate::http::base::problem::Answer;
use crate::service::wallets::picture;
use crate::service::wallets::web_card::card_of_link;

/// A picture as an answer.
pub fn png(bytes: Bytes, cache: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("image/png")
        .insert_header((header::CACHE_CONTROL, cache))
        .body(bytes)
}

/// The card's picture as it is now.
pub async fn stamps_picture(app: Data<App>, token: Path<String>) -> Answer {
    let card = card_of_link(&app, &token).await?;
    // The address stays and the picture changes with each stamp, so browsers ask each time.
    Ok(png(
        picture::of_card(&app, card).await?,
        "private, no-cache",
    ))
}

/// A drawn picture by its name, which says what it shows for ever.
pub async fn named_picture(app: Data<App>, name: Path<String>) -> Answer {
    let name = name
        .strip_suffix(".png")
        .ok_or_else(|| Code::NotFound.because("Pictures end in .png."))?;
    Ok(png(
        picture::by_name(&app, name).await?,
        "public, max-age=31536000, immutable",
    ))
}
