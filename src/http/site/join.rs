//! The customer's first page: a card in one tap, without a name.

// Where customers join.
pub mod view;

use actix_web::http::{Method, StatusCode, header};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::http::base::auth::same_site;
use crate::http::base::form::FormFields;
use crate::http::base::page::{cookie, frame, html, user_agent, without};
use crate::http::base::problem::{Answer, Problem};
use crate::http::base::qr;
use crate::http::base::query::{Params, value_in};
use crate::http::client_address;
use crate::http::site::join::view::{Device, JoinPage};
use crate::ids::encode;
use crate::locale::Locale;
use crate::service::cards::issue_card;
use crate::service::cards::issue_card::NewCard;
use crate::service::cards::page_view;
use crate::service::wallets::apple_pass::{ladder, words};
use crate::service::wallets::picture;
use crate::service::wallets::web_card;
use crate::service::wallets::web_card::{
    CARD_COOKIE, Kept, Shop, Tenant, card_cookie, former_card_cookie,
};

/// Who looks today. A cookie is set only when there is a card to be found again.
async fn visitor(app: &App, request: &HttpRequest, shop: &Shop) -> Result<String> {
    let user_agent = request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    page_view::visitor(
        app,
        shop.tenant,
        app.clock
            .now()
            .date_in(&shop.program.zone()),
        &client_address(request),
        user_agent,
    )
    .await
}

/// A value of the page's own form, if it is shaped as one of ours.
fn own(value: Option<String>) -> Option<String> {
    value.filter(|value| {
        value.len() == 26
            && value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric())
    })
}

fn new_once() -> Result<String> {
    let mut bytes = [0; 16];
    openssl::rand::rand_bytes(&mut bytes).map_err(Error::internal)?;
    Ok(encode(&bytes))
}

/// What a browser keeps of its cards.
pub fn kept_cards(request: &HttpRequest) -> Kept {
    let cookies = request.cookies();
    let all = cookies
        .iter()
        .flat_map(|cookies| cookies.iter());
    all.filter(|cookie| {
        cookie
            .name()
            .starts_with(CARD_COOKIE)
    })
    .map(|cookie| (cookie.name().to_owned(), cookie.value().to_owned()))
    .collect()
}

/// Has the browser keep a card of the shop, for the join page at any of its addresses and for the cards' own pages.
pub fn keep_card(app: &App, response: &mut HttpResponse, tenant: Tenant, token: String) {
    let _ = response.add_cookie(&cookie(app, &card_cookie(tenant), token, "/".to_owned()));
}

/// Has the browser forget the card of the shop.
pub fn forget_card(app: &App, response: &mut HttpResponse, tenant: Tenant) {
    let path = "/".to_owned();
    let mut gone = cookie(app, &card_cookie(tenant), String::new(), path);
    gone.make_removal();
    let _ = response.add_cookie(&gone);
}

/// Has the browser forget what earlier releases kept on the pages of one join address.
pub fn forget_former(app: &App, response: &mut HttpResponse, slug: &str) {
    let path = format!("/j/{slug}");
    let mut gone = cookie(app, &former_card_cookie(slug), String::new(), path);
    gone.make_removal();
    let _ = response.add_cookie(&gone);
}

/// What is kept in the former way is kept in the present one from now on, and so is a card that was made just now.
fn kept_anew(
    app: &App,
    request: &HttpRequest,
    mut response: HttpResponse,
    at: &At,
) -> HttpResponse {
    if let Some(token) = &at.token {
        keep_card(app, &mut response, at.tenant, token.clone());
        if request
            .cookie(&former_card_cookie(&at.slug))
            .is_some()
        {
            forget_former(app, &mut response, &at.slug);
        }
    }
    response
}

/// Where a browser came in, and the card that it is to keep, unless it does already.
struct At {
    tenant: Tenant,
    slug: String,
    token: Option<String>,
}

impl At {
    fn of(app: &App, shop: &Shop, slug: &str) -> At {
        let former = shop
            .held
            .as_ref()
            .filter(|_| !shop.kept_by_id);
        At {
            tenant: shop.tenant,
            slug: slug.to_owned(),
            token: former.map(|card| {
                app.secrets
                    .link_token(&card.secret_id, card.id)
            }),
        }
    }
}

/// Where a card is shown in a language.
fn way_to(token: &str, language: Locale) -> String {
    format!("/c/{token}?lang={}", language.tag())
}

/// The join page. Whoever has a card already is led to it, from the poster or from any other link: the page itself is shown to
/// them with `?show=join` only.
pub async fn page(
    app: Data<App>,
    request: HttpRequest,
    slug: Path<String>,
    mut params: Params,
) -> Answer {
    let shop = web_card::shop(&app, &slug, kept_cards(&request)).await?;
    let at = At::of(&app, &shop, &slug);
    if shop.slug != *slug || request.path().ends_with('/') {
        return Ok(kept_anew(&app, &request, moved(&request, &shop.slug), &at));
    }
    if let Some(card) = shop
        .held
        .as_ref()
        .filter(|_| params.text("show").as_deref() != Some("join"))
    {
        let token = app
            .secrets
            .link_token(&card.secret_id, card.id);
        let way = way_to(&token, frame(&app, &request, Some(&shop.program)).language);
        let response = HttpResponse::SeeOther()
            .insert_header((header::LOCATION, way))
            .finish();
        return Ok(kept_anew(&app, &request, response, &at));
    }
    let (channel, place, inviter) = (params.text("ch"), params.text("loc"), params.text("ref"));
    let visitor = visitor(&app, &request, &shop).await?;
    // Whoever has a card is no visitor who may still join.
    let counts = request.method() != Method::HEAD && shop.held.is_none();
    // Beyond the limit the page is shown all the same; only its showing is not counted.
    if counts
        && app
            .limits
            .page_views
            .take(&client_address(&request))
            .is_ok()
    {
        page_view::log(
            &app,
            shop.tenant,
            page_view::PageView {
                visitor: visitor.clone(),
                channel,
                place,
                inviter,
            },
        );
    }
    let response = html(&drawn(&app, &request, shop, visitor, None)?)?;
    Ok(kept_anew(&app, &request, response, &at))
}

/// The way from a former address, or from one that was written down a little otherwise, to the present one. The shop may come back
/// to a former one, so no browser is told to keep the way.
fn moved(request: &HttpRequest, slug: &str) -> HttpResponse {
    let query = request.query_string();
    let way = if query.is_empty() {
        format!("/j/{slug}")
    } else {
        format!("/j/{slug}?{query}")
    };
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, way))
        .finish()
}

fn drawn(
    app: &App,
    request: &HttpRequest,
    shop: Shop,
    visitor: String,
    problem: Option<&Error>,
) -> Result<JoinPage> {
    let Shop {
        tenant,
        program,
        held,
        ..
    } = shop;
    let frame = frame(app, request, Some(&program));
    let reward = program
        .rewards
        .last()
        .map_or(String::new(), |rung| {
            words(&rung.name, frame.language, &program)
        });
    // Whoever is handed the address has a card of their own, or none.
    let address = format!("{}{}", app.public_url, without(&frame.path, "show"));
    let stamps = program
        .welcome_stamps
        .min(program.stamps_required());
    let drawn =
        |kind| picture::address(app, kind, tenant, &program, (stamps, false), frame.language);
    Ok(JoinPage {
        visitor,
        once: new_once()?,
        device: Device::of(user_agent(request)),
        action: frame.address(),
        qr_svg: qr::svg(&address),
        exits: Device::exits(user_agent(request), &address),
        address,
        own_card: held.map(|card| {
            way_to(
                &app.secrets
                    .link_token(&card.secret_id, card.id),
                frame.language,
            )
        }),
        invited: value_in(request.query_string(), "ref").is_some(),
        share_picture_url: format!("{}{}", app.public_url, drawn(picture::PictureKind::Share)),
        sign_url: drawn(picture::PictureKind::Sign),
        picture_url: drawn(picture::PictureKind::Page),
        logo_url: picture::logo_address(app, tenant, &program),
        stamps_required: program.stamps_required(),
        welcome_stamps: program.welcome_stamps,
        ladder: ladder(&program, frame.language),
        reward,
        apple: app.apple.is_configured(),
        google: app.google.is_ready(),
        legal: program.legal.clone(),
        problem: problem.map(|error| frame.t(told_as(error.code))),
        frame,
    })
}

/// What is said to somebody who only wanted a card.
fn told_as(code: Code) -> &'static str {
    match code {
        Code::RateLimited => "join-problem-busy",
        Code::Forbidden => "join-problem-elsewhere",
        _ => "join-problem-later",
    }
}

/// Makes a card and leads to its page; a browser that has one gets that one. A person who is refused has the page again, with
/// the reason in words and the button at hand.
pub async fn join(
    app: Data<App>,
    request: HttpRequest,
    slug: Path<String>,
    params: Params,
    fields: FormFields,
) -> Answer {
    match joined(&app, &request, &slug, params, fields).await {
        // What went wrong inside is logged with the request's number, which the problem's page shows.
        Err(error) if wants_page(&request) && error.internal.is_none() => {
            again(&app, &request, &slug, error).await
        }
        answer => answer.map_err(Problem::from),
    }
}

fn wants_page(request: &HttpRequest) -> bool {
    request
        .headers()
        .get(header::ACCEPT)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

async fn again(app: &App, request: &HttpRequest, slug: &str, error: Error) -> Answer {
    let Ok(shop) = web_card::shop(app, slug, Kept::new()).await else {
        return Err(error.into());
    };
    let visitor = visitor(app, request, &shop).await?;
    let mut response = html(&drawn(app, request, shop, visitor, Some(&error))?)?;
    *response.status_mut() =
        StatusCode::from_u16(error.code.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    if let Some(seconds) = error.retry_after_s {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

async fn joined(
    app: &App,
    request: &HttpRequest,
    slug: &str,
    mut params: Params,
    mut fields: FormFields,
) -> Result<HttpResponse> {
    same_site(request)?;
    app.limits
        .joins
        .take(&client_address(request))?;
    let shop = web_card::shop(app, slug, kept_cards(request)).await?;
    // The page says who looked at it: a telephone may have another address by now.
    let visitor = match own(fields.text("visitor")) {
        Some(visitor) => visitor,
        None => visitor(app, request, &shop).await?,
    };
    let Shop {
        tenant,
        program,
        held,
        ..
    } = shop;
    let language = frame(app, request, Some(&program)).language;
    let new = NewCard {
        channel: params
            .text("ch")
            .unwrap_or_else(|| "website".into()),
        locale: Some(language.tag().to_owned()),
        visitor: Some(visitor),
        ..NewCard::default()
    };
    let once = own(fields.text("once"));
    let card = issue_card::join(
        app,
        tenant,
        held,
        new,
        once,
        params.text("loc"),
        params.text("ref"),
    )
    .await?;
    let token = app
        .secrets
        .link_token(&card.secret_id, card.id);
    let response = HttpResponse::SeeOther()
        .insert_header((header::LOCATION, way_to(&token, language)))
        .finish();
    let at = At {
        tenant,
        slug: slug.to_owned(),
        token: Some(token),
    };
    Ok(kept_anew(app, request, response, &at))
}
