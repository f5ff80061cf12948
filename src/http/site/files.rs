//! Files that pages bring along: our own styles and scripts, the companies' badges, the sign in a browser's tab.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::error::Code;
use crate::http::base::assets;
use crate::http::base::compression;
use crate::http::base::page::is_known;
use crate::http::base::problem::Answer;

/// Our own files.
pub async fn asset(request: HttpRequest, name: Path<String>) -> Answer {
    let for_ever = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    if let Some(style) = assets::shop_style(&name) {
        return Ok(HttpResponse::Ok()
            .content_type("text/css; charset=utf-8")
            .insert_header(for_ever)
            .body(style));
    }
    let (body, kind, etag) =
        assets::find(&name).ok_or_else(|| Code::NotFound.because("There is no such file."))?;
    // Two forms of one file are two representations, so each has a tag of its own.
    let packed = assets::find_packed(&name).filter(|_| compression::takes_gzip(request.headers()));
    let etag = if packed.is_some() {
        format!("{}-gzip\"", etag.trim_end_matches('"'))
    } else {
        etag.to_owned()
    };
    if is_known(&request, &etag) {
        let mut answer = HttpResponse::NotModified();
        return Ok(answer
            .insert_header(for_ever)
            .insert_header((header::ETAG, etag))
            .insert_header((header::VARY, "Accept-Encoding"))
            .finish());
    }
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(kind)
        .insert_header(for_ever)
        .insert_header((header::ETAG, etag))
        .insert_header((header::VARY, "Accept-Encoding"));
    Ok(match packed {
        Some(packed) => answer
            .insert_header((header::CONTENT_ENCODING, "gzip"))
            .body(packed),
        None => answer.body(body),
    })
}

/// The sign that a browser shows beside a page's name, where browsers seek it by themselves: they ask again once a day at most.
pub async fn favicon(request: HttpRequest) -> Answer {
    let name = if request.path().ends_with(".svg") {
        "icon.svg"
    } else {
        "favicon.ico"
    };
    let (body, kind, etag) =
        assets::find(name).ok_or_else(|| Code::NotFound.because("There is no such file."))?;
    let mut answer = if is_known(&request, etag) {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((header::CACHE_CONTROL, "public, max-age=86400"))
        .insert_header((header::ETAG, etag));
    if is_known(&request, etag) {
        Ok(answer.finish())
    } else {
        Ok(answer.content_type(kind).body(body))
    }
}

/// The companies' own artwork, byte for byte. Opened by itself an SVG is a document, so it is let do nothing.
pub async fn badge(app: Data<App>, name: Path<String>) -> Answer {
    let (bytes, kind) = app
        .badges
        .find(&name)
        .ok_or_else(|| Code::NotFound.because("There is no such badge."))?;
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        ))
        .body(bytes.to_vec()))
}

/// Lets Google's fetcher reach what it must and nobody index a card.
pub async fn robots() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain")
        .body("User-agent: *\nAllow: /google/callback/\nAllow: /img/\nDisallow: /c/\nDisallow: /scan\nDisallow: /admin\nDisallow: /setup\n")
}
