//! The customer's pages: join, the web card, the pass, pictures, help.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::{Method, header};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::http::auth::same_site;
use crate::http::call::RawBody;
use crate::http::client_address;
use crate::http::gate::too_large;
use crate::http::pages::help::ErrorHelpPage;
use crate::http::pages::join::{Device, JoinPage};
use crate::http::pages::{CONTENT_SECURITY_POLICY, Frame, assets, qr};
use crate::http::params::{Params, value_in};
use crate::http::problem::Answer;
use crate::http::wallet::pkpass;
use crate::ids::encode;
use crate::language::Language;
use crate::service::build_pass::{build_pass, words};
use crate::service::issue_card::{self, NewCard};
use crate::service::web_card::{self, Shop, card_of_link};
use crate::service::{google_callback, page_view, picture, save_to_google};

/// Bytes of the largest callback of Google's.
const LARGEST_CALLBACK: usize = 64 * 1024;

/// Draws a page as an answer.
pub fn html(page: &impl Template) -> Answer {
    let body = page.render().map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .content_type("text/html; charset=utf-8")
        .body(body))
}

/// The reader's language: `?lang=`, else what the browser asks for, else the shop's own.
pub fn language(request: &HttpRequest, own: Language) -> Language {
    let asked = value_in(request.query_string(), "lang");
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    Language::negotiate(asked.as_deref(), accepted, own)
}

/// What surrounds a page of a shop.
pub fn frame(app: &App, request: &HttpRequest, program: Option<&crate::domain::program::Program>) -> Frame {
    let own = program.and_then(|p| Language::parse(p.language())).unwrap_or_default();
    let language = language(request, own);
    let language = program.map_or(language, |program| language.as_written_by(program));
    let query: Vec<&str> = request.query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang=")).collect();
    let path = if query.is_empty() { request.path().to_owned() } else { format!("{}?{}", request.path(), query.join("&")) };
    Frame { language, shop: program.map(|p| words(&p.name, language)), colours: program.map(|p| p.colours.clone()), demo: app.demo, path }
}

/// What the reader holds.
pub fn device(request: &HttpRequest) -> Device {
    Device::of(request.headers().get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default())
}

/// The random token by which a browser is known to this service and to nobody else.
fn visitor(request: &HttpRequest) -> Option<String> {
    let value = request.cookie("visitor")?.value().to_owned();
    (value.len() == 26 && value.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(value)
}

fn new_visitor() -> Result<String> {
    let mut bytes = [0; 16];
    openssl::rand::rand_bytes(&mut bytes).map_err(Error::internal)?;
    Ok(encode(&bytes))
}

/// A cookie of a customer's browser.
pub fn cookie(app: &App, name: &str, value: String, path: String) -> Cookie<'static> {
    Cookie::build(name.to_owned(), value)
        .path(path)
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.public_url.starts_with("https://"))
        .max_age(Duration::days(365))
        .finish()
}

/// The join page.
pub async fn join_page(app: Data<App>, request: HttpRequest, slug: Path<String>, mut params: Params) -> Answer {
    let Shop { tenant, program, .. } = web_card::shop(&app, &slug, None).await?;
    let (known, visitor) = match visitor(&request) {
        Some(visitor) => (true, visitor),
        None => (false, new_visitor()?),
    };
    let (channel, place, inviter) = (params.text("ch"), params.text("loc"), params.text("ref"));
    if request.method() != Method::HEAD && app.limits.page_views.take(&client_address(&request)).is_ok() {
        page_view::log(&app, tenant, page_view::View { visitor: visitor.clone(), channel, place, inviter });
    }
    let frame = frame(&app, &request, Some(&program));
    let reward = program.rewards.last().map_or(String::new(), |rung| words(&rung.name, frame.language));
    let address = format!("{}{}", app.public_url, frame.path);
    let stamps = program.welcome_stamps.min(program.stamps_required());
    let page = JoinPage {
        device: device(&request),
        action: frame.address(),
        qr_svg: qr::svg(&address),
        address,
        picture_url: picture::address(&app, picture::Kind::Page, tenant, &program, (stamps, false), frame.language),
        stamps_required: program.stamps_required(),
        welcome_stamps: program.welcome_stamps,
        reward,
        apple: app.apple.is_configured(),
        google: app.google.is_ready(),
        problem: None,
        frame,
    };
    let mut response = html(&page)?;
    if !known {
        let _ = response.add_cookie(&cookie(&app, "visitor", visitor, "/".into()));
    }
    Ok(response)
}

/// Makes a card and leads to its page; a browser that has one gets that one.
pub async fn join(app: Data<App>, request: HttpRequest, slug: Path<String>, mut params: Params) -> Answer {
    same_site(&request)?;
    app.limits.joins.take(&client_address(&request))?;
    let slug = slug.into_inner();
    let card_cookie = format!("card-{slug}");
    let held = request.cookie(&card_cookie).and_then(|c| app.secrets.verify_link(c.value()));
    let Shop { tenant, program, held } = web_card::shop(&app, &slug, held).await?;
    let frame = frame(&app, &request, Some(&program));
    let new = NewCard {
        channel: params.text("ch").unwrap_or_else(|| "website".into()),
        locale: Some(frame.language.tag().to_owned()),
        visitor: visitor(&request),
        ..NewCard::default()
    };
    let card = issue_card::join(&app, tenant, held, new, params.text("loc"), params.text("ref")).await?;
    let token = app.secrets.link_token(&card.secret_id, card.id);
    let mut response =
        HttpResponse::SeeOther().insert_header((header::LOCATION, format!("/c/{token}?lang={}", frame.language.tag()))).finish();
    let _ = response.add_cookie(&cookie(&app, &card_cookie, token, format!("/j/{slug}")));
    Ok(response)
}

/// The pass, signed now or kept for this version.
pub async fn apple_pass(app: Data<App>, token: Path<String>) -> Answer {
    app.apple.signer(app.clock.now())?;
    let card = card_of_link(&app, &token).await?;
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
    Ok(HttpResponse::Found().insert_header((header::LOCATION, link)).insert_header((header::CACHE_CONTROL, "no-store")).finish())
}

/// Google's word that a card was saved or deleted.
pub async fn google_callback(app: Data<App>, merchant: Path<String>, RawBody(body): RawBody) -> Answer {
    if body.len() > LARGEST_CALLBACK {
        return Err(too_large().into());
    }
    google_callback::receive(&app, &merchant, &body).await?;
    Ok(HttpResponse::Ok().finish())
}

/// A picture as an answer.
pub fn png(bytes: Vec<u8>, cache: &'static str) -> HttpResponse {
    HttpResponse::Ok().content_type("image/png").insert_header((header::CACHE_CONTROL, cache)).body(bytes)
}

/// The card's picture as it is now.
pub async fn stamps_picture(app: Data<App>, token: Path<String>) -> Answer {
    let card = card_of_link(&app, &token).await?;
    Ok(png(picture::of_card(&app, card).await?, "private, no-cache"))
}

/// A drawn picture by its name, which says what it shows for ever.
pub async fn named_picture(app: Data<App>, name: Path<String>) -> Answer {
    let name = name.strip_suffix(".png").ok_or_else(|| Code::NotFound.because("Pictures end in .png."))?;
    Ok(png(picture::by_name(&app, name).await?, "public, max-age=31536000, immutable"))
}

/// What an API error means.
pub async fn help(app: Data<App>, request: HttpRequest, code: Path<String>) -> Answer {
    let known = Code::ALL.iter().find(|c| c.as_str() == code.as_str());
    let frame = frame(&app, &request, None);
    let page = known.and_then(|c| ErrorHelpPage::new(frame, c.as_str(), c.status()));
    html(&page.ok_or_else(|| Code::NotFound.because("There is no error of this name."))?)
}

/// Our own files.
pub async fn asset(request: HttpRequest, name: Path<String>) -> Answer {
    let for_ever = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    if let Some(style) = assets::shop_style(&name) {
        return Ok(HttpResponse::Ok().content_type("text/css; charset=utf-8").insert_header(for_ever).body(style));
    }
    let (body, kind, etag) = assets::find(&name).ok_or_else(|| Code::NotFound.because("There is no such file."))?;
    if request.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()) == Some(etag) {
        return Ok(HttpResponse::NotModified().finish());
    }
    Ok(HttpResponse::Ok().content_type(kind).insert_header(for_ever).insert_header((header::ETAG, etag)).body(body))
}

/// Lets Google's fetcher reach what it must and nobody index a card.
pub async fn robots() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain")
        .body("User-agent: *\nAllow: /google/callback/\nAllow: /img/\nDisallow: /c/\nDisallow: /scan\nDisallow: /admin\nDisallow: /setup\n")
}
