//! The pages of the demonstration's phones; what they answer is described in [`crate::http::phone`].

use std::time::Duration;

use actix_web::http::header;
use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::Demo;
use super::counter::CounterAnswer;
use super::google_view;
use super::pass_view::{PICTURES, SCALE};
use super::phone_state::{Changes, state as phone_state};
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::http::phone::PhonePage;
use crate::http::{Answer, frame, html, same_site, signed_in};
use crate::ids::CardId;
use crate::locale::Locale;
use crate::sandbox::google::SaveError;
use crate::sandbox::phone::PhoneError;
use crate::service::shop::sign_in;

/// How long a page waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(25);

/// The phones. They speak the language of whoever looks at them.
pub async fn page(app: Data<App>, demo: Data<Demo>, request: HttpRequest) -> Answer {
    let frame = frame(&app, &request, None);
    speak(&app, &demo, frame.language);
    let tag = frame.language.tag();
    html(&PhonePage {
        join_url: format!("/j/{}?lang={tag}", demo.slug),
        results_url: format!("/demo/results?lang={tag}"),
        staff_url: format!("/demo/staff?lang={tag}"),
        frame,
    })
}

/// Both phones speak this language, and whoever saves a card at Google comes back to a page in it.
fn speak(app: &App, demo: &Demo, language: Locale) {
    demo.google
        .set_return_to(&format!("{}{}", app.public_url, phones(language)));
    if demo.phone.language() != language.tag() {
        demo.phone
            .set_language(language.tag());
    }
}

fn phones(language: Locale) -> String {
    format!("/demo/phone?lang={}", language.tag())
}

/// What the page has seen so far.
#[derive(Debug, Deserialize)]
pub struct PageMemory {
    after: i64,
}

/// What the phones show, as soon as it is something else than the page has seen.
pub async fn state(app: Data<App>, demo: Data<Demo>, seen: Query<PageMemory>) -> Answer {
    let (mut changes, mut stopping) = (Changes::of(&demo), demo.stopping.subscribe());
    let news = tokio::select! {
        news = tokio::time::timeout(PATIENCE, changes.since(seen.after)) => news == Ok(true),
        _ = stopping.wait_for(|stopping| *stopping) => false,
    };
    if news {
        Ok(HttpResponse::Ok().json(phone_state(&demo, &app.public_url)))
    } else {
        Ok(HttpResponse::NoContent().finish())
    }
}

/// A picture out of the pass that the phone holds.
pub async fn image(demo: Data<Demo>, path: Path<(String, String)>) -> Answer {
    let (serial, name) = path.into_inner();
    let pass = demo
        .phone
        .pass(&serial)
        .filter(|_| PICTURES.contains(&name.as_str()));
    let bytes = pass
        .as_ref()
        .and_then(|pass| pass.image(&name, SCALE))
        .ok_or_else(|| Code::NotFound.because("The phone does not have this picture."))?;
    let kept = (
        header::CACHE_CONTROL,
        "private, max-age=31536000, immutable",
    );
    Ok(HttpResponse::Ok()
        .content_type("image/png")
        .insert_header(kept)
        .body(bytes.clone()))
}

/// The card to add.
#[derive(Debug, Deserialize)]
pub struct Added {
    card: String,
}

impl Added {
    /// The card's own page.
    fn page(&self) -> Result<String> {
        let plain = self
            .card
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        plain
            .then(|| format!("/c/{}", self.card))
            .ok_or_else(no_card)
    }
}

fn no_card() -> Error {
    Code::CardNotFound.because("There is no card at this address.")
}

/// What "Add to Apple Wallet" leads to here: the phone downloads the pass, checks it and registers for its updates.
pub async fn add(
    app: Data<App>,
    demo: Data<Demo>,
    request: HttpRequest,
    added: Query<Added>,
) -> Answer {
    let language = frame(&app, &request, None).language;
    speak(&app, &demo, language);
    demo.phone
        .add(&format!("{}{}/apple", app.public_url, added.page()?))
        .await
        .map_err(refused)?;
    Ok(see(&phones(language)))
}

/// What "Add to Google Wallet" leads to here: the way that every customer takes, in the language of the page before.
pub async fn save(
    app: Data<App>,
    demo: Data<Demo>,
    request: HttpRequest,
    added: Query<Added>,
) -> Answer {
    speak(&app, &demo, frame(&app, &request, None).language);
    Ok(see(&format!("{}/google", added.page()?)))
}

/// The page of a card that a phone holds, from where it can be added to the other one.
pub async fn card(app: Data<App>, request: HttpRequest, serial: Path<String>) -> Answer {
    let language = frame(&app, &request, None).language;
    let id: CardId = serial
        .parse()
        .map_err(|_| no_card())?;
    let card = app
        .store
        .read(move |tx| tx.card_of_anyone(id))
        .await?
        .ok_or_else(no_card)?;
    Ok(see(&format!(
        "{}?lang={}",
        app.card_page(&card),
        language.tag()
    )))
}

fn refused(error: PhoneError) -> Error {
    match error {
        PhoneError::Refused { status: 404, .. } => no_card(),
        error => Error::internal(format!("the phone did not take the pass: {error}")),
    }
}

fn see(address: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, address))
        .finish()
}

/// Leads to the scanner; a browser that is no till yet is offered to become one.
pub async fn staff(demo: Data<Demo>, request: HttpRequest) -> Answer {
    let lang = request
        .query_string()
        .split('&')
        .find(|pair| pair.starts_with("lang="))
        .unwrap_or_default();
    if request.cookie("till").is_some() {
        return Ok(see(&format!("/scan?{lang}")));
    }
    Ok(see(&format!(
        "{}&{lang}",
        demo.counter
            .enrolment_link()
            .await?
    )))
}

/// The owner's pages: this browser is signed in as the sample shop's owner.
pub async fn results(app: Data<App>, demo: Data<Demo>, request: HttpRequest) -> Answer {
    let secret = sign_in::sign_in(&app, &demo.owner_key).await?;
    Ok(signed_in(&app, &request, secret, "/admin"))
}

/// The card whose button was pressed.
#[derive(Debug, Deserialize)]
pub struct PressedCard {
    serial: String,
}

impl PressedCard {
    /// The code in its square, as a scanner would read it off whichever phone holds it.
    fn code(&self, demo: &Demo) -> Result<String> {
        let pass = demo.phone.pass(&self.serial);
        let apple = pass
            .as_ref()
            .and_then(|pass| pass.barcode_message())
            .map(str::to_owned);
        let google = || {
            google_view::object(&demo.google, &self.serial)?["barcode"]["value"]
                .as_str()
                .map(str::to_owned)
        };
        apple
            .or_else(google)
            .ok_or_else(|| Code::CardNotFound.because("The phones do not have this card."))
    }
}

/// Stamps the card as staff would.
pub async fn scan(
    app: Data<App>,
    demo: Data<Demo>,
    request: HttpRequest,
    card: Json<PressedCard>,
) -> Answer {
    let language = asked(&app, &request)?;
    let code = card.code(&demo)?;
    done(
        demo.counter
            .scan(&card.serial, &code, language)
            .await,
    )
}

/// Hands the reward over as staff would.
pub async fn redeem(
    app: Data<App>,
    demo: Data<Demo>,
    request: HttpRequest,
    card: Json<PressedCard>,
) -> Answer {
    let language = asked(&app, &request)?;
    let code = card.code(&demo)?;
    done(
        demo.counter
            .redeem(&code, language)
            .await,
    )
}

/// Takes the latest stamp back as staff would.
pub async fn void(
    app: Data<App>,
    demo: Data<Demo>,
    request: HttpRequest,
    card: Json<PressedCard>,
) -> Answer {
    let language = asked(&app, &request)?;
    done(
        demo.counter
            .void(&card.serial, language)
            .await,
    )
}

/// Deletes the card from Google Wallet as the customer would.
pub async fn remove(demo: Data<Demo>, request: HttpRequest, card: Json<PressedCard>) -> Answer {
    same_site(&request)?;
    let object = google_view::object(&demo.google, &card.serial);
    let id = object
        .as_ref()
        .and_then(|object| object["id"].as_str())
        .ok_or_else(no_card)?;
    match demo.google.remove(id).await {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        Err(SaveError::NotSaved(_)) => Err(no_card().into()),
        Err(error) => Err(Error::internal(format!(
            "Google's stand-in did not remove the card: {error}"
        ))
        .into()),
    }
}

/// The reader's language, once it is clear that the page itself asks.
fn asked(app: &App, request: &HttpRequest) -> Result<&'static str> {
    same_site(request)?;
    Ok(frame(app, request, None)
        .language
        .tag())
}

fn done(answer: Result<CounterAnswer>) -> Answer {
    Ok(answer?.response())
}
