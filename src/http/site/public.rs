//! The customer's pages: the web card, the pass, pictures, help.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::{Method, header};
use actix_web::web::{Bytes, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::app::App;
use crate::error::{Code, Error};
use crate::http::base::assets;
use crate::http::base::compression;
use crate::http::base::help::ErrorHelpPage;
use crate::http::base::json_body::RawBody;
use crate::http::base::layout::{CONTENT_SECURITY_POLICY, LANGUAGE_COOKIE, Layout};
use crate::http::base::middleware::too_large;
use crate::http::base::problem::Answer;
use crate::http::base::query::{value_in, without_language};
use crate::http::wallets::apple::pkpass;
use crate::locale::Locale;
use crate::service::wallets::apple_pass::{build_pass, words};
use crate::service::wallets::web_card::card_of_link;
use crate::service::wallets::{google_callback, picture, save_to_google};

/// Bytes of the largest callback of Google's.
const LARGEST_CALLBACK: usize = 64 * 1024;

/// Draws a page as an answer.
pub fn html(page: &impl Template) -> Answer {
    let body = page
        .render()
        .map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .content_type("text/html; charset=utf-8")
        .body(body))
}

/// The reader's language: `?lang=`, else what was chosen on an earlier page, else what the browser asks for, else the shop's own.
pub fn language(request: &HttpRequest, own: Locale) -> Locale {
    let kept = || {
        Some(
            request
                .cookie(LANGUAGE_COOKIE)?
                .value()
                .to_owned(),
        )
    };
    let asked = value_in(request.query_string(), "lang").or_else(kept);
    let accepted = request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok());
    Locale::negotiate(asked.as_deref(), accepted, own)
}

/// What surrounds a page of a shop.
pub fn frame(
    app: &App,
    request: &HttpRequest,
    program: Option<&crate::domain::program::Program>,
) -> Layout {
    let own = program
        .and_then(|p| Locale::parse(p.language()))
        .unwrap_or_default();
    let language = language(request, own);
    let language = program.map_or(language, |program| language.as_written_by(program));
    let query = without_language(request.query_string());
    let path = if query.is_empty() {
        request.path().to_owned()
    } else {
        format!("{}?{query}", request.path())
    };
    Layout {
        language,
        shop: program.map(|p| words(&p.name, language, p)),
        colours: program.map(|p| p.colours.clone()),
        demo: app.demo,
        path,
    }
}

/// An address without one of its parameters.
pub fn without(address: &str, name: &str) -> String {
    let Some((path, query)) = address.split_once('?') else {
        return address.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| pair.split('=').next() != Some(name))
        .collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

/// What the reader's browser says of itself.
pub fn user_agent(request: &HttpRequest) -> &str {
    request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
}

/// A cookie of a customer's browser.
pub fn cookie(app: &App, name: &str, value: String, path: String) -> Cookie<'static> {
    Cookie::build(name.to_owned(), value)
        .path(path)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(
            app.public_url
                .starts_with("https://"),
        )
        .max_age(Duration::days(365))
        .finish()
}

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

/// What an API error means.
pub async fn help(app: Data<App>, request: HttpRequest, code: Path<String>) -> Answer {
    let known = Code::ALL
        .iter()
        .find(|c| c.as_str() == code.as_str());
    let frame = frame(&app, &request, None);
    let page = known.and_then(|c| ErrorHelpPage::new(frame, c.as_str(), c.status()));
    html(&page.ok_or_else(|| Code::NotFound.because("There is no error with this name."))?)
}

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

/// Whether the reader has this form already (RFC 9110, section 13.1.2).
pub fn is_known(request: &HttpRequest, etag: &str) -> bool {
    let known = request
        .headers()
        .get_all(header::IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|tags| tags.split(','));
    known.map(str::trim).any(|tag| {
        tag == "*"
            || tag
                .strip_prefix("W/")
                .unwrap_or(tag)
                == etag
    })
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
