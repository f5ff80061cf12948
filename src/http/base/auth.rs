//! Who is asking, as types: a handler that takes [`Owner`] or [`Staff`] is protected by its signature.

use std::ops::Deref;

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use futures_util::future::LocalBoxFuture;

use crate::app::App;
use crate::config::origin;
use crate::error::{Code, Error, Result};
use crate::http::base::problem::Problem;
use crate::service::access::actor;
use crate::service::access::actor::{Actor, Role};
use crate::service::shop::sign_in;

macro_rules! actors {
    ($($(#[$doc:meta])* $name:ident: $($role:ident)|+;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(pub Actor);

        impl Deref for $name {
            type Target = Actor;

            fn deref(&self) -> &Actor {
                &self.0
            }
        }

        impl FromRequest for $name {
            type Error = Problem;
            type Future = LocalBoxFuture<'static, std::result::Result<Self, Problem>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let request = request.clone();
                Box::pin(async move {
                    let roles = [$(Role::$role),+];
                    let actor = actor_of(&request, &roles).await?;
                    actor.must_be(&roles)?;
                    Ok($name(actor))
                })
            }
        }
    )*};
}

actors! {
    /// All of one merchant.
    Owner: Owner;
    /// Whoever may scan: the owner, a staff key or a till.
    Staff: Owner | Staff;
    /// Whoever may read numbers and events.
    Reader: Owner | Reader;
}

/// Whoever runs the service.
#[derive(Debug, Clone)]
pub struct Operator {
    /// The operator key's id.
    pub key: String,
}

impl FromRequest for Operator {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let token = bearer(&request).ok_or_else(missing)?;
            let key = actor::by_operator_key(app(&request)?, &token).await?;
            Ok(Operator {
                key: key.to_string(),
            })
        })
    }
}

/// The app behind a request.
pub fn app(request: &HttpRequest) -> Result<&Data<App>> {
    request
        .app_data::<Data<App>>()
        .ok_or_else(|| Error::internal("no app is attached to the server"))
}

fn missing() -> Error {
    Code::Unauthorized.because("Send an API key as `Authorization: Bearer sw_live_…`.")
}

fn bearer(request: &HttpRequest) -> Option<String> {
    let value = request
        .headers()
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?;
    let (scheme, token) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && (1..=200).contains(&token.trim().len()))
        .then(|| token.trim().to_owned())
}

async fn actor_of(request: &HttpRequest, roles: &[Role]) -> Result<Actor> {
    let app = app(request)?;
    let actor = match bearer(request) {
        Some(token) => actor::by_key(app, &token).await?,
        None if request
            .headers()
            .contains_key(header::AUTHORIZATION) =>
        {
            // Whoever sends a key that cannot be read does not act as the browser that sends it.
            return Err(missing());
        }
        None => actor_of_browser(app, request, roles).await?,
    };
    app.limits
        .requests
        .take(&actor.id())?;
    Ok(Actor {
        language: accepted_language(request),
        ..actor
    })
}

/// Whoever a browser belongs to. One that is both a till and the owner's is the till where staff may act, so that its visits
/// bear the till's name, and the owner's where staff may not. A session only reads here: what changes from the owner's pages,
/// their own forms change.
async fn actor_of_browser(app: &App, request: &HttpRequest, roles: &[Role]) -> Result<Actor> {
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let (till, session) = (
        request.cookie(till_cookie(app)),
        request
            .cookie(session_cookie(app))
            .filter(|_| reads),
    );
    same_site(request)?;
    // A page that only looks through its camera all night does not keep the till open.
    let used = request.method() == Method::POST && request.path().starts_with("/v1/");
    match (till, session) {
        (Some(till), session) if session.is_none() || roles.contains(&Role::Staff) => {
            actor::by_till(app, till.value(), used).await
        }
        (_, Some(session)) => Ok(sign_in::by_session(app, session.value())
            .await?
            .0),
        _ => Err(missing()),
    }
}

/// The owner at the owner's pages: only a browser that signed in, and changes only from these pages themselves.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Actor);

impl Deref for SignedIn {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl FromRequest for SignedIn {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = app(&request)?;
            let cookie = request
                .cookie(session_cookie(app))
                .ok_or_else(missing)?;
            same_site(&request)?;
            let (actor, lasts_s) = sign_in::by_session(app, cookie.value()).await?;
            actor.must_be(&[Role::Owner])?;
            if let Some(lasts_s) = lasts_s {
                let cookie = owners_cookie(app, cookie.value().to_owned(), lasts_s);
                request
                    .extensions_mut()
                    .insert(Renewed(cookie));
            }
            app.limits
                .requests
                .take(&actor.id())?;
            Ok(SignedIn(Actor {
                language: accepted_language(&request),
                ..actor
            }))
        })
    }
}

/// The first language of `Accept-Language` without its region.
fn accepted_language(request: &HttpRequest) -> Option<String> {
    let accepted = request
        .headers()
        .get(header::ACCEPT_LANGUAGE)?
        .to_str()
        .ok()?;
    let first = accepted
        .split([',', ';', '-'])
        .next()?
        .trim()
        .to_ascii_lowercase();
    (first
        .bytes()
        .all(|b| b.is_ascii_alphabetic())
        && first.len() >= 2)
        .then_some(first)
}

/// The cookie that holds a till's token; browsers hold `__Host-` names to https and this host.
pub fn till_cookie(app: &App) -> &'static str {
    if app
        .public_url
        .starts_with("https://")
    {
        "__Host-till"
    } else {
        "till"
    }
}

/// The cookie that holds the secret of an owner's session.
pub fn session_cookie(app: &App) -> &'static str {
    if app
        .public_url
        .starts_with("https://")
    {
        "__Host-owner"
    } else {
        "owner"
    }
}

/// The cookie that keeps a browser signed in, for as long as its session lasts if nobody comes.
pub fn owners_cookie(app: &App, secret: String, lasts_s: i64) -> Cookie<'static> {
    Cookie::build(session_cookie(app), secret)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(
            app.public_url
                .starts_with("https://"),
        )
        .max_age(Duration::seconds(lasts_s))
        .finish()
}

/// The cookie of a session whose time begins anew, for the answer to carry: the browser's time for it does, too.
pub struct Renewed(pub Cookie<'static>);

/// Refuses changes that another site makes in the name of a browser: judged by `Sec-Fetch-Site`, else `Origin`. Neither
/// present is no browser of today, and accepted only without cookies.
pub fn same_site(request: &HttpRequest) -> Result<()> {
    if [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method()) {
        return Ok(());
    }
    let text = |name: &str| {
        request
            .headers()
            .get(name)
            .and_then(|v| v.to_str().ok())
    };
    let public_url = app(request)?.public_url.clone();
    let own = match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(other)) => {
            origin(other).is_some_and(|other| Some(other) == origin(&public_url))
        }
        (None, None) => request
            .cookies()
            .is_ok_and(|cookies| cookies.is_empty()),
    };
    if own {
        Ok(())
    } else {
        Err(Code::Forbidden.because("This change came from another site, so it was refused. Open the page itself and try again."))
    }
}
