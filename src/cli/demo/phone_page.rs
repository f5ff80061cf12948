//! The pages of the demonstration's phone; what they answer is described in [`crate::http::pages::phone`].

use std::time::Duration;

use actix_web::http::header;
use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::Demo;
use super::counter::Answered;
use super::pass_view::{self, PICTURES, SCALE};
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::http::pages::phone::PhonePage;
use crate::http::{Answer, frame, html, same_site};
use crate::language::Language;
use crate::sandbox::phone::PhoneError;

/// How long a page waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(25);

/// The phone. It speaks the language of whoever looks at it.
pub async fn page(app: Data<App>, demo: Data<Demo>, request: HttpRequest) -> Answer {
    let frame = frame(&app, &request, None);
    speak(&demo, frame.language);
    let tag = frame.language.tag();
    html(&PhonePage {
        join_url: format!("/j/{}?lang={tag}", demo.slug),
        results_url: format!("/demo/results?lang={tag}"),
        staff_url: format!("/demo/staff?lang={tag}"),
        frame,
    })
}

fn speak(demo: &Demo, language: Language) {
    if demo.phone.language() != language.tag() {
        demo.phone.set_language(language.tag());
    }
}

/// What the page has seen so far.
#[derive(Debug, Deserialize)]
pub struct Seen {
    after: i64,
}

/// What the phone shows, as soon as it is something else than the page has seen.
pub async fn state(demo: Data<Demo>, seen: Query<Seen>) -> Answer {
    let (mut changes, mut stopping) = (demo.phone.changes(), demo.stopping.subscribe());
    let news = changes.wait_for(|revision| i64::try_from(*revision).is_ok_and(|revision| revision != seen.after));
    let news = tokio::select! {
        news = tokio::time::timeout(PATIENCE, news) => news.is_ok_and(|news| news.is_ok()),
        _ = stopping.wait_for(|stopping| *stopping) => false,
    };
    if news { Ok(HttpResponse::Ok().json(pass_view::state(&demo.phone))) } else { Ok(HttpResponse::NoContent().finish()) }
}

/// A picture out of the pass that the phone holds.
pub async fn image(demo: Data<Demo>, path: Path<(String, String)>) -> Answer {
    let (serial, name) = path.into_inner();
    let pass = demo.phone.pass(&serial).filter(|_| PICTURES.contains(&name.as_str()));
    let bytes = pass.as_ref().and_then(|pass| pass.image(&name, SCALE)).ok_or_else(|| Code::NotFound.because("The phone has no such picture."))?;
    let kept = (header::CACHE_CONTROL, "private, max-age=31536000, immutable");
    Ok(HttpResponse::Ok().content_type("image/png").insert_header(kept).body(bytes.clone()))
}

/// The card to add.
#[derive(Debug, Deserialize)]
pub struct Added {
    card: String,
}

/// What "Add to Apple Wallet" leads to here: the phone downloads the pass, checks it and registers for its updates.
pub async fn add(app: Data<App>, demo: Data<Demo>, request: HttpRequest, added: Query<Added>) -> Answer {
    let language = frame(&app, &request, None).language;
    speak(&demo, language);
    let token = &added.card;
    if !token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        return Err(Code::CardNotFound.because("There is no card at this address.").into());
    }
    demo.phone.add(&format!("{}/c/{token}/apple", app.public_url)).await.map_err(refused)?;
    Ok(see(&format!("/demo/phone?lang={}", language.tag())))
}

fn refused(error: PhoneError) -> Error {
    match error {
        PhoneError::Refused { status: 404, .. } => Code::CardNotFound.because("There is no card at this address."),
        error => Error::internal(format!("the phone did not take the pass: {error}")),
    }
}

fn see(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// Leads to the scanner; a browser that is no till yet is offered to become one.
pub async fn staff(demo: Data<Demo>, request: HttpRequest) -> Answer {
    let lang = request.query_string().split('&').find(|pair| pair.starts_with("lang=")).unwrap_or_default();
    if request.cookie("till").is_some() {
        return Ok(see(&format!("/scan?{lang}")));
    }
    Ok(see(&format!("{}&{lang}", demo.counter.enrolment_link().await?)))
}

/// The card whose button was pressed.
#[derive(Debug, Deserialize)]
pub struct Card {
    serial: String,
}

impl Card {
    /// The code in its square, as a scanner would read it off the phone.
    fn code(&self, demo: &Demo) -> Result<String> {
        let pass = demo.phone.pass(&self.serial);
        let code = pass.as_ref().and_then(|pass| pass.barcode_message()).map(str::to_owned);
        code.ok_or_else(|| Code::CardNotFound.because("The phone holds no such card."))
    }
}

/// Stamps the card as staff would.
pub async fn scan(app: Data<App>, demo: Data<Demo>, request: HttpRequest, card: Json<Card>) -> Answer {
    let language = asked(&app, &request)?;
    let code = card.code(&demo)?;
    done(demo.counter.scan(&card.serial, &code, language).await)
}

/// Hands the reward over as staff would.
pub async fn redeem(app: Data<App>, demo: Data<Demo>, request: HttpRequest, card: Json<Card>) -> Answer {
    let language = asked(&app, &request)?;
    let code = card.code(&demo)?;
    done(demo.counter.redeem(&code, language).await)
}

/// Takes the latest stamp back as staff would.
pub async fn void(app: Data<App>, demo: Data<Demo>, request: HttpRequest, card: Json<Card>) -> Answer {
    let language = asked(&app, &request)?;
    done(demo.counter.void(&card.serial, language).await)
}

/// The reader's language, once it is clear that the page itself asks.
fn asked(app: &App, request: &HttpRequest) -> Result<&'static str> {
    same_site(request)?;
    Ok(frame(app, request, None).language.tag())
}

fn done(answer: Result<Answered>) -> Answer {
    Ok(answer?.response())
}
