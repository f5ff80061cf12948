//! The staff's pages: enrolment of a till and the scanner.

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::error::{Code, Error};
use crate::http::auth::{Staff, same_site, till_cookie};
use crate::http::call::RawBody;
use crate::http::gate::too_large;
use crate::http::pages::scan::{EnrolExpiredPage, EnrolPage, ScanPage, Till};
use crate::http::params::Params;
use crate::http::problem::Answer;
use crate::http::public::{frame, html, language};
use crate::language::Language;
use crate::service::actor::by_till;
use crate::service::build_pass::words;
use crate::service::lists;
use crate::service::tills::{enrol_till, till_of_link};
use crate::service::web_card::program_of_till;
use crate::service::{LARGEST_FRAME, read_frame};

/// "This phone becomes Till 1": asks before the one-time link is used up, because link previews open links too.
pub async fn enrol_page(app: Data<App>, request: HttpRequest, mut params: Params) -> Answer {
    let token = params.text("t").unwrap_or_default();
    let till = match till_of_link(&app, &token).await {
        Ok(till) => till,
        Err(error) if error.code == Code::LinkExpired => return expired(&app, &request),
        Err(error) => return Err(error.into()),
    };
    let frame = frame(&app, &request, Some(&program_of_till(&app, &till).await?));
    html(&EnrolPage { action: frame.address(), frame, till: till.name })
}

fn expired(app: &App, request: &HttpRequest) -> Answer {
    let mut response = html(&EnrolExpiredPage { frame: frame(app, request, None) })?;
    *response.status_mut() = actix_web::http::StatusCode::GONE;
    Ok(response)
}

/// Makes this browser the till of the link.
pub async fn enrol(app: Data<App>, request: HttpRequest, mut params: Params) -> Answer {
    same_site(&request)?;
    let (_, secret) = match enrol_till(&app, &params.text("t").unwrap_or_default()).await {
        Ok(enrolled) => enrolled,
        Err(error) if error.code == Code::LinkExpired => return expired(&app, &request),
        Err(error) => return Err(error.into()),
    };
    let cookie = Cookie::build(till_cookie(&app), secret)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.public_url.starts_with("https://"))
        .max_age(Duration::days(180))
        .finish();
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, format!("/scan?lang={}", language(&request, Language::default()).tag())))
        .cookie(cookie)
        .finish())
}

/// The scanner; without a till's cookie it says how to become one.
pub async fn scan_page(app: Data<App>, request: HttpRequest) -> Answer {
    let actor = match request.cookie(till_cookie(&app)) {
        Some(cookie) => match by_till(&app, cookie.value()).await {
            Ok(actor) => Some(actor),
            Err(error) if error.code == Code::Unauthorized => None,
            Err(error) => return Err(error.into()),
        },
        None => None,
    };
    let Some(actor) = actor else {
        return html(&ScanPage { frame: frame(&app, &request, None), till: None });
    };
    let program = lists::program(&app, &actor).await?;
    let frame = frame(&app, &request, Some(&program));
    let till = Till {
        id: actor.id(),
        name: actor.name.clone(),
        stamps_required: program.stamps_required(),
        rungs: program.rewards.iter().map(|rung| (rung.at, words(&rung.name, frame.language))).collect(),
    };
    html(&ScanPage { frame, till: Some(till) })
}

/// Reads the code in one camera frame: 200 `{code}`, or 204 when there is none. Frames are not kept.
pub async fn frame_code(app: Data<App>, _staff: Staff, RawBody(body): RawBody) -> Answer {
    if body.len() > LARGEST_FRAME {
        return Err(too_large().into());
    }
    let _turn = app.pictures.acquire().await.map_err(Error::internal)?;
    let found = tokio::task::spawn_blocking(move || read_frame(&body)).await.map_err(Error::internal)?;
    match found {
        Ok(Some(code)) => Ok(HttpResponse::Ok().json(serde_json::json!({ "code": code }))),
        Ok(None) => Ok(HttpResponse::NoContent().finish()),
        Err(fault) => Err(Error::invalid("", fault.to_string()).into()),
    }
}
