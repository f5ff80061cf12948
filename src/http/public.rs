//! The customer's pages: the web card, the pass, pictures, help.

use actix_web::http::{Method, header};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::RewardState;
use crate::error::{Code, Error};
use crate::http::call::RawBody;
use crate::http::gate::too_large;
use crate::http::pages::card::{CardPage, CardState, Happening, WaitingReward};
use crate::http::pages::help::ErrorHelpPage;
use crate::http::pages::join::Device;
use crate::http::pages::{CONTENT_SECURITY_POLICY, Frame, assets, qr};
use crate::http::params::value_in;
use crate::http::problem::Answer;
use crate::http::wallet::pkpass;
use crate::language::Language;
use crate::service::build_pass::{build_pass, next_rung, reward_ready, words};
use crate::service::web_card::{self, WebCard, card_of_link};
use crate::service::{google_callback, picture, save_to_google};

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

/// What the reader holds in hand.
pub(super) fn device(request: &HttpRequest) -> Device {
    Device::of(request.headers().get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default())
}

/// The web card.
pub async fn card_page(app: Data<App>, request: HttpRequest, token: Path<String>) -> Answer {
    let shown = web_card::web_card(&app, &token).await?;
    let history = history(&shown);
    let WebCard { card, progress, program, .. } = shown;
    let now = app.clock.now();
    let frame = frame(&app, &request, Some(&program));
    let next = next_rung(&progress, &program);
    let waiting = progress.rewards.iter().filter(|r| r.is_available(now));
    let page_address = format!("/c/{token}");
    let face = (progress.stamps, reward_ready(&progress, now));
    // In the demonstration both wallets are on its phone page, which has to know the reader's language first.
    let way = |wallet: &str, verb: &str| match app.demo {
        true => format!("/demo/phone/{verb}?card={token}&lang={}", frame.language.tag()),
        false => format!("{page_address}/{wallet}"),
    };
    let page = CardPage {
        device: device(&request),
        state: shown_state(card.state),
        picture_url: picture::address(&app, picture::Kind::Page, card.tenant(), &program, face, frame.language),
        stamps: progress.stamps,
        stamps_required: program.stamps_required(),
        next_reward: next.map_or(String::new(), |rung| words(&rung.name, frame.language)),
        stamps_to_next: next.map_or(0, |rung| rung.at - progress.stamps),
        rewards: waiting.map(|r| WaitingReward { name: words(&r.name, frame.language), expires_at: r.expires_at }).collect(),
        qr_svg: qr::svg(&app.secrets.code(&card.secret_id, card.id)),
        short_code: card.short_code.clone(),
        apple_url: app.apple.is_configured().then(|| way("apple", "add")),
        google_url: app.google.is_ready().then(|| way("google", "save")),
        history,
        export_url: None,
        delete_action: None,
        now,
        zone: program.zone(),
        fresh: now.0 - card.created_at.0 < 60_000,
        frame,
    };
    let mut response = html(&page)?;
    response.headers_mut().insert(header::HeaderName::from_static("x-robots-tag"), header::HeaderValue::from_static("noindex"));
    Ok(response)
}

fn shown_state(state: crate::domain::card::CardState) -> CardState {
    use crate::domain::card::CardState as State;
    match state {
        State::Active => CardState::Active,
        State::Paused => CardState::Paused,
        State::Ended | State::Erased => CardState::Ended,
        State::Expired => CardState::Expired,
    }
}

/// What happened lately, newest first.
fn history(shown: &WebCard) -> Vec<(Happening, Timestamp)> {
    let visits = shown.scans.iter().map(|scan| (Happening::Visit(scan.stamps), scan.occurred_at));
    let voided = shown.scans.iter().filter_map(|scan| Some((Happening::VisitVoided, scan.voided_at?)));
    let redeemed = shown.redemptions.iter().map(|redemption| (Happening::Redeemed, redemption.occurred_at));
    let undone = shown.redemptions.iter().filter_map(|redemption| Some((Happening::RedemptionVoided, redemption.voided_at?)));
    let rewards = shown.progress.rewards.iter().filter(|r| r.state != RewardState::Revoked);
    let earned = rewards.map(|reward| (Happening::Earned, reward.earned_at));
    let joined = (Happening::Joined, shown.card.created_at);
    let mut history: Vec<_> = std::iter::once(joined).chain(visits).chain(voided).chain(redeemed).chain(undone).chain(earned).collect();
    history.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    history.truncate(10);
    history
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
