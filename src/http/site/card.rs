//! The customer's own card page: stamps and history, consent, export, deletion.

// The customer's card.
pub mod view;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::app::badges::Wallet;
use crate::domain::face::CardFace;
use crate::domain::program::Program;
use crate::error::{Code, Error};
use crate::http::base::auth::same_site;
use crate::http::base::form::FormFields;
use crate::http::base::form::told_wrong;
use crate::http::base::layout::Layout;
use crate::http::base::page::{frame, html, is_known, user_agent};
use crate::http::base::problem::Answer;
use crate::http::base::qr;
use crate::http::base::query::Params;
use crate::http::site::card::view::{
    CardHistoryKind, CardStatus, CardView, Contact, DeletedPage, ShopDetails, WaitingReward,
};
use crate::http::site::join::view::Device;
use crate::http::site::join::{forget_card, forget_former, keep_card, kept_cards};
use crate::service::wallets::apple_pass::{ladder, words};
use crate::service::wallets::card_notes::card_notes;
use crate::service::wallets::picture;
use crate::service::wallets::web_card;
use crate::service::wallets::web_card::{CardAtAddress, HistoryKind, WebCard};

/// The web card, or that it was deleted.
pub async fn page(
    app: Data<App>,
    request: HttpRequest,
    token: Path<String>,
    mut params: Params,
) -> Answer {
    let whole = web_card::bare(&token);
    if (whole != *token || request.path().ends_with('/'))
        && app
            .secrets
            .verify_link(whole)
            .is_some()
    {
        return Ok(mended(&request, whole));
    }
    let mut response = match web_card::web_card(&app, &token).await? {
        CardAtAddress::Card(card) => {
            let (tenant, kept) = (card.card.tenant(), kept_cards(&request));
            let keeps =
                web_card::usable(&card.card) && !web_card::holds(&app, tenant, kept).await?;
            let done = params.text("done");
            let page = card_page(&app, &request, &token, *card, done.as_deref());
            let mut response = html(&page)?;
            // So the poster leads this browser here too, and not to a second, empty card.
            if keeps {
                keep_card(&app, &mut response, tenant, token.to_string());
            }
            response
        }
        CardAtAddress::Deleted { program, slug } => {
            let frame = page_frame(&app, &request, &token, &program);
            let mut response = html(&DeletedPage {
                join_url: Some(format!("/j/{slug}?lang={}", frame.language.tag())),
                frame,
            })?;
            *response.status_mut() = StatusCode::GONE;
            response
        }
    };
    response.headers_mut().insert(
        header::HeaderName::from_static("x-robots-tag"),
        header::HeaderValue::from_static("noindex"),
    );
    Ok(response)
}

/// The way to a card whose link was copied along with what stood around it.
fn mended(request: &HttpRequest, token: &str) -> HttpResponse {
    let query = request.query_string();
    let joint = if query.is_empty() {
        ""
    } else {
        "?"
    };
    let way = format!("/c/{token}{joint}{query}");
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, way))
        .finish()
}

/// Whether the card is still as an open page shows it: a tag, and nothing of the card itself.
pub async fn now(app: Data<App>, request: HttpRequest, token: Path<String>) -> Answer {
    let etag = format!("\"{}\"", web_card::tag(&app, &token).await?);
    let mut answer = if is_known(&request, &etag) {
        HttpResponse::NotModified()
    } else {
        HttpResponse::NoContent()
    };
    Ok(answer
        .insert_header((header::ETAG, etag))
        .finish())
}

/// The page's frame; what was just done is said once and does not travel on with the language.
fn page_frame(app: &App, request: &HttpRequest, token: &str, program: &Program) -> Layout {
    Layout {
        path: format!("/c/{token}"),
        ..frame(app, request, Some(program))
    }
}

fn card_page(
    app: &App,
    request: &HttpRequest,
    token: &str,
    seen: WebCard,
    done: Option<&str>,
) -> CardView {
    let WebCard {
        card,
        progress,
        program,
        slug,
        history,
        saved,
        news,
        phone,
        email,
        tag,
    } = seen;
    let now = app.clock.now();
    let frame = page_frame(app, request, token, &program);
    let language = frame.language.tag();
    let face = CardFace::of(&progress, &program, card.state, now);
    // In the demonstration both wallets are on its phone page, which has to know the reader's language first.
    let way = |wallet: &str, verb: &str| match app.demo {
        true => format!("/demo/phone/{verb}?card={token}&lang={language}"),
        false => format!("/c/{token}/{wallet}"),
    };
    let pictured = (face.count.stamps, face.reward_ready());
    let drawn =
        |kind| picture::address(app, kind, card.tenant(), &program, pictured, frame.language);
    let own = |what: &str| format!("/c/{token}/{what}?lang={language}");
    let (device, address) = (Device::of(user_agent(request)), app.card_page(&card));
    CardView {
        device,
        exits: Device::exits(user_agent(request), &address),
        handover: qr::svg(&address).filter(|_| device == Device::Desktop),
        address,
        now_url: format!("/c/{token}/now"),
        tag,
        state: shown_state(face.state),
        picture_url: drawn(picture::PictureKind::Page),
        sign_url: drawn(picture::PictureKind::Sign),
        join_url: format!("/j/{slug}?show=join&lang={language}"),
        logo_url: picture::logo_address(app, card.tenant(), &program),
        headline: face.headline,
        next_reward: face
            .next
            .map_or(String::new(), |rung| {
                words(&rung.name, frame.language, &program)
            }),
        ladder: ladder(&program, frame.language),
        stamps_to_next: face.to_next(),
        notes: card_notes(&face, &program, frame.language)
            .into_iter()
            .map(|note| note.sentence)
            .collect(),
        rewards: face
            .waiting
            .iter()
            .map(|r| WaitingReward {
                name: words(&r.name, frame.language, &program),
                expires_at: r.expires_at,
            })
            .collect(),
        qr_svg: qr::svg(
            &app.secrets
                .code(&card.secret_id, card.id),
        ),
        short_code: card.short_code.clone(),
        apple_url: app
            .apple
            .is_configured()
            .then(|| way("apple", "add")),
        google_url: app
            .google
            .is_ready()
            .then(|| way("google", "save")),
        badges: Wallet::ALL.map(|wallet| {
            app.badges
                .url(wallet, frame.language)
        }),
        in_apple: saved.apple,
        in_google: saved.google,
        history: history
            .iter()
            .map(|happening| (shown(happening), happening.occurred_at))
            .collect(),
        usable: web_card::usable(&card),
        contact: Contact {
            action: own("contact"),
            phone: phone.unwrap_or_default(),
            email: email.unwrap_or_default(),
            done: done == Some("contact"),
            problem: None,
        },
        news_action: own("news"),
        news,
        news_done: done == Some("news"),
        export_url: Some(own("export")),
        delete_action: Some(own("delete")),
        now,
        zone: program.zone(),
        about: ShopDetails::of(&program, frame.language),
        fresh: now.0 - card.created_at.0 < 60_000 && done.is_none(),
        frame,
    }
}

fn shown_state(state: crate::domain::card::CardState) -> CardStatus {
    use crate::domain::card::CardState as State;
    match state {
        State::Active => CardStatus::Active,
        State::Paused => CardStatus::Paused,
        State::Ended | State::Erased => CardStatus::Ended,
        State::Expired => CardStatus::Expired,
    }
}

/// A happening in the customer's words.
pub fn shown(happening: &web_card::HistoryEntry) -> CardHistoryKind {
    let stamps = happening.stamps.unwrap_or(0);
    let ran_out = happening.reason.as_deref() == Some("expiry");
    let given_by_hand = happening.reason.as_deref() == Some("correction") || stamps < 0;
    match happening.what {
        HistoryKind::Joined => CardHistoryKind::Joined,
        // What it turned out to be worth less was taken from what others gave.
        HistoryKind::Visit => CardHistoryKind::Visit(stamps.max(0)),
        HistoryKind::VisitVoided => CardHistoryKind::VisitVoided,
        HistoryKind::Stamps if ran_out => CardHistoryKind::StampsExpired(stamps.abs()),
        HistoryKind::Stamps if given_by_hand => CardHistoryKind::Correction(stamps),
        HistoryKind::Stamps => CardHistoryKind::Bonus(stamps),
        HistoryKind::RewardEarned => CardHistoryKind::Earned,
        HistoryKind::RewardRedeemed => CardHistoryKind::Redeemed,
        HistoryKind::RedemptionVoided => CardHistoryKind::RedemptionVoided,
        HistoryKind::RewardExpired => CardHistoryKind::RewardExpired,
    }
}

/// Everything that is kept about the member, as a file.
pub async fn export(app: Data<App>, token: Path<String>) -> Answer {
    let export = web_card::own_export(&app, &token).await?;
    let file = (
        header::CONTENT_DISPOSITION,
        "attachment; filename=\"my-card.json\"",
    );
    Ok(HttpResponse::Ok()
        .insert_header(file)
        .json(export))
}

/// Agrees to news, or does no longer. The page offers the second alone, as long as no news can be sent.
pub async fn set_news(
    app: Data<App>,
    request: HttpRequest,
    token: Path<String>,
    mut params: Params,
    mut fields: FormFields,
) -> Answer {
    same_site(&request)?;
    web_card::set_news(&app, &token, fields.text("news").as_deref() == Some("on")).await?;
    back(&token, &mut params, "&done=news#yours")
}

/// Keeps by what the shop finds this card again, or removes it. What cannot be kept is shown again with the reason.
pub async fn set_contact(
    app: Data<App>,
    request: HttpRequest,
    token: Path<String>,
    mut params: Params,
    mut fields: FormFields,
) -> Answer {
    same_site(&request)?;
    let remove = fields.text("remove").is_some();
    let mut typed = |name: &str| {
        fields
            .text(name)
            .map(|text| text.trim().to_owned())
            .filter(|text| !remove && !text.is_empty())
    };
    let (phone, email) = (typed("phone"), typed("email"));
    match web_card::set_contact(&app, &token, phone.clone(), email.clone()).await {
        Ok(()) => back(&token, &mut params, "&done=contact#safe"),
        Err(error) if error.code == Code::InvalidRequest => {
            contact_again(&app, &request, &token, phone, email, &error).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn contact_again(
    app: &App,
    request: &HttpRequest,
    token: &str,
    phone: Option<String>,
    email: Option<String>,
    error: &Error,
) -> Answer {
    let CardAtAddress::Card(card) = web_card::web_card(app, token).await? else {
        return Err(error.clone().into());
    };
    let mut page = card_page(app, request, token, *card, None);
    let pointer = error
        .errors
        .first()
        .map_or("", |fault| fault.pointer.as_str());
    page.contact.problem = Some(told_wrong(page.frame.language, pointer));
    (page.contact.phone, page.contact.email) =
        (phone.unwrap_or_default(), email.unwrap_or_default());
    let mut response = html(&page)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Erases the member; this browser forgets the card too.
pub async fn delete(
    app: Data<App>,
    request: HttpRequest,
    token: Path<String>,
    mut params: Params,
) -> Answer {
    same_site(&request)?;
    let (tenant, addresses) = web_card::delete_own(&app, &token).await?;
    let mut response = back(&token, &mut params, "")?;
    for slug in addresses {
        forget_former(&app, &mut response, &slug);
    }
    // Another card of the shop that the browser keeps stays its own.
    if !web_card::holds(&app, tenant, kept_cards(&request)).await? {
        forget_card(&app, &mut response, tenant);
    }
    Ok(response)
}

fn back(token: &str, params: &mut Params, what: &str) -> Answer {
    let language = params
        .text("lang")
        .and_then(|tag| crate::locale::Locale::parse(&tag))
        .unwrap_or_default();
    let way = format!("/c/{token}?lang={}{what}", language.tag());
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, way))
        .finish())
}
