//! What every page of ours is made with: its reader's language, its frame, its cookies, its answer.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::app::App;
use crate::error::Error;
use crate::http::base::layout::{CONTENT_SECURITY_POLICY, LANGUAGE_COOKIE, Layout};
use crate::http::base::problem::Answer;
use crate::http::base::query::{value_in, without_language};
use crate::locale::Locale;
use crate::service::wallets::apple_pass::words;

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
    let language = program.map_or(language, |program| {
        language.with_shop_settings(&program.languages)
    });
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
