//! Signing in by an owner key or a one-time link, signing out, and the first shop.

// Signing in, and the first shop.
pub mod view;

use actix_web::cookie::Cookie;
use actix_web::http::{StatusCode, header};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::error::{Code, Error};
use crate::http::admin::sign_in::view::{FirstShopPage, OwnerKeyPage, SignInLinkPage, SignInPage};
use crate::http::base::auth::{SignedIn, owners_cookie, same_site, session_cookie};
use crate::http::base::form::FormFields;
use crate::http::base::page::{frame, html, language};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::http::client_address;
use crate::locale::Locale;
use crate::service::shop::sign_in;
use crate::service::shop::sign_in::FirstShop;
use crate::service::shop::zones::zone_named;
use crate::service::wallets::web_card::program_of;
use crate::till_export::western;

/// How long a new session lasts if nobody comes.
const SIGNED_IN_S: i64 = sign_in::SIGNED_IN_DAYS * 86_400;

/// Where an owner key is pasted.
pub async fn sign_in_page(app: Data<App>, request: HttpRequest, mut params: Params) -> Answer {
    html(&SignInPage {
        frame: frame(&app, &request, None),
        action: action(&params.text("next"), &request),
        problem: None,
    })
}

fn action(next: &Option<String>, request: &HttpRequest) -> String {
    let next = next
        .as_deref()
        .filter(|next| ours(next))
        .unwrap_or("/admin");
    format!(
        "/admin/sign-in?next={next}&lang={}",
        language(request, Locale::default()).tag()
    )
}

/// Whether an address is one of the owner's pages, so that nobody is led elsewhere by a link of ours.
fn ours(address: &str) -> bool {
    (address == "/admin" || address.starts_with("/admin/"))
        && address
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/-_".contains(&b))
}

/// Signs in with an owner key.
pub async fn sign_in(
    app: Data<App>,
    request: HttpRequest,
    mut params: Params,
    mut fields: FormFields,
) -> Answer {
    same_site(&request)?;
    app.limits
        .sign_ins
        .take(&client_address(&request))?;
    let next = params.text("next");
    // A key that was copied from paper or a chat may come in pieces.
    let key: String = fields
        .text("key")
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    match sign_in::sign_in(&app, &key).await {
        Ok(secret) => Ok(signed_in(
            &app,
            &request,
            secret,
            next.as_deref()
                .filter(|next| ours(next))
                .unwrap_or("/admin"),
        )),
        Err(error) if matches!(error.code, Code::Unauthorized | Code::Forbidden) => {
            let frame = frame(&app, &request, None);
            let key = if error.code == Code::Forbidden {
                "sign-in-not-owner"
            } else {
                "sign-in-unknown"
            };
            let problem = Some(frame.t(key));
            let mut response = html(&SignInPage {
                action: action(&next, &request),
                problem,
                frame,
            })?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// The browser is the owner's from here on.
pub fn signed_in(app: &App, request: &HttpRequest, secret: String, next: &str) -> HttpResponse {
    let mut response = lead_to(next, request);
    // The secret is of our own letters, so it can go as a cookie.
    let _ = response.add_cookie(&owners_cookie(app, secret, SIGNED_IN_S));
    response
}

/// The way to a page of ours, in the reader's language.
fn lead_to(page: &str, request: &HttpRequest) -> HttpResponse {
    let way = format!("{page}?lang={}", language(request, Locale::default()).tag());
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, way))
        .finish()
}

/// Signs this browser out.
pub async fn sign_out(app: Data<App>, request: HttpRequest, owner: SignedIn) -> Answer {
    sign_in::sign_out(&app, &owner).await?;
    signed_out(&app, &request)
}

/// The way back to the sign-in page, without the cookie.
pub fn signed_out(app: &App, request: &HttpRequest) -> Answer {
    let mut gone = Cookie::build(session_cookie(app), "")
        .path("/")
        .secure(
            app.public_url
                .starts_with("https://"),
        )
        .finish();
    gone.make_removal();
    let way = format!(
        "/admin/sign-in?lang={}",
        language(request, Locale::default()).tag()
    );
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, way))
        .cookie(gone)
        .finish())
}

/// The page behind a one-time link: the first shop's questions, or one button that signs in.
pub async fn setup_page(app: Data<App>, request: HttpRequest, mut params: Params) -> Answer {
    let token = params.text("t").unwrap_or_default();
    let link = match sign_in::link(&app, &token).await {
        Ok(link) => link,
        Err(error) => return on_or_refused(&app, &request, error).await,
    };
    match link.tenant() {
        Some(tenant) => {
            let frame = frame(&app, &request, Some(&program_of(&app, tenant).await?));
            html(&SignInLinkPage {
                action: frame.address(),
                frame,
                name: link.name,
            })
        }
        None => {
            let frame = frame(&app, &request, None);
            let shop = suggested(frame.language);
            html(&FirstShopPage {
                action: frame.address(),
                stamps: frame
                    .language
                    .digits(&shop.stamps.to_string()),
                frame,
                shop,
                faults: vec![],
            })
        }
    }
}

/// A link that was used leads those on whom it signed in: a page that is loaded again must be no dead end.
async fn on_or_refused(app: &App, request: &HttpRequest, error: Error) -> Answer {
    let cookie = request
        .cookie(session_cookie(app))
        .filter(|_| error.code == Code::LinkExpired);
    match cookie {
        Some(cookie)
            if sign_in::by_session(app, cookie.value())
                .await
                .is_ok() =>
        {
            Ok(lead_to("/admin/setup", request))
        }
        _ => Err(error.into()),
    }
}

/// What most shops of a language would answer.
fn suggested(language: Locale) -> FirstShop {
    let usual = language.language();
    FirstShop {
        name: String::new(),
        reward: String::new(),
        stamps: 10,
        time_zone: usual.time_zone.into(),
        currency: usual.currency.into(),
        language: language.tag().into(),
        slug: String::new(),
    }
}

/// Uses the link up: signs in, or makes the first shop from the answers.
pub async fn setup(
    app: Data<App>,
    request: HttpRequest,
    mut params: Params,
    mut fields: FormFields,
) -> Answer {
    same_site(&request)?;
    app.limits
        .sign_ins
        .take(&client_address(&request))?;
    let token = params.text("t").unwrap_or_default();
    match sign_in::link(&app, &token).await {
        Ok(link) if link.tenant().is_some() => {
            let secret = sign_in::sign_in_by_link(&app, &token).await?;
            return Ok(signed_in(&app, &request, secret, "/admin"));
        }
        Ok(_) => {}
        Err(error) => return on_or_refused(&app, &request, error).await,
    }
    let frame = frame(&app, &request, None);
    let mut text = |name: &str| {
        fields
            .text(name)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let (stamps, zone) = (text("stamps"), text("time_zone"));
    let shop = FirstShop {
        name: text("name"),
        reward: text("reward"),
        // A word becomes 0, which is refused with all else; the form shows what was typed.
        stamps: western(&stamps)
            .parse()
            .unwrap_or_default(),
        time_zone: zone_named(&zone).unwrap_or(zone),
        currency: text("currency").to_ascii_uppercase(),
        language: frame.language.tag().to_owned(),
        slug: text("slug"),
    };
    match sign_in::make_first_shop(&app, &token, &shop).await {
        Ok(owner) => {
            let program = program_of(&app, owner.tenant).await?;
            let mut frame = self::frame(&app, &request, Some(&program));
            // The link is used up, so another language is that of the page to come.
            frame.path = "/admin/setup".into();
            let mut response = html(&OwnerKeyPage {
                frame,
                key: owner.key,
                address: sign_in_address(&app),
                next: "/admin/setup",
            })?;
            response
                .add_cookie(&owners_cookie(&app, owner.session, SIGNED_IN_S))
                .map_err(Error::internal)?;
            Ok(response)
        }
        Err(error) if error.code == Code::InvalidRequest => {
            let faults = faults(&error, &frame);
            let mut response = html(&FirstShopPage {
                action: frame.address(),
                frame,
                stamps,
                shop,
                faults,
            })?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// Where an owner key is used, as it is printed beside the key.
pub fn sign_in_address(app: &App) -> String {
    format!("{}/admin/sign-in", app.public_url)
}

/// What is wrong with each field, in the reader's words.
fn faults(error: &Error, frame: &crate::http::base::layout::Layout) -> Vec<(&'static str, String)> {
    const FIELDS: [(&str, &str, &str); 6] = [
        ("/name", "name", "first-shop-name-wrong"),
        ("/reward", "reward", "first-shop-reward-wrong"),
        ("/rewards", "stamps", "first-shop-stamps-wrong"),
        ("/time_zone", "time_zone", "first-shop-zone-wrong"),
        ("/currency", "currency", "first-shop-currency-wrong"),
        ("/slug", "slug", "look-join-wrong"),
    ];
    let of = |pointer: &str| {
        FIELDS
            .iter()
            .rev()
            .find(|(start, ..)| pointer.starts_with(start))
    };
    error
        .errors
        .iter()
        .filter_map(|fault| of(&fault.pointer))
        .map(|(_, field, key)| (*field, frame.t(key)))
        .collect()
}
