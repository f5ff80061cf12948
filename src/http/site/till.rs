//! The staff's pages: enrolment of a till and the scanner.

// Where staff scan.
pub mod view;

use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::{StatusCode, header};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::domain::program::{AskAmount, Program};
use crate::error::{Code, Error, Result};
use crate::http::admin::back_to;
use crate::http::base::auth::{Staff, same_site, till_cookie};
use crate::http::base::form::FormFields;
use crate::http::base::json_body::RawBody;
use crate::http::base::layout::Layout;
use crate::http::base::middleware::too_large;
use crate::http::base::page::{frame, html, is_known, language};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::http::site::till::view::{
    EnrolExpiredPage, EnrolPage, Out, RecentPage, ScanPage, ScanTestPage, ThisTill, TillOutPage,
};
use crate::locale::Locale;
use crate::service::access::actor::{Actor, TillStatus, standing, till_actor, till_of_token};
use crate::service::program::read_program;
use crate::service::tills::pin;
use crate::service::tills::pin::Unlocked;
use crate::service::tills::qr_reader::{LARGEST_FRAME, read_frame};
use crate::service::tills::till;
use crate::service::tills::till::{TillRow, enrol_till, till_of_link};
use crate::service::tills::till_activity;
use crate::service::wallets::apple_pass::words;
use crate::service::wallets::web_card::program_of_till;
use crate::task;

/// "This phone becomes Till 1": asks before the one-time link is used up, because link previews open links too.
pub async fn enrol_page(app: Data<App>, request: HttpRequest, mut params: Params) -> Answer {
    draw_enrolment(&app, &request, &params.text("t").unwrap_or_default(), None).await
}

async fn draw_enrolment(
    app: &App,
    request: &HttpRequest,
    token: &str,
    wrong: Option<String>,
) -> Answer {
    let till = match till_of_link(app, token).await {
        Ok(till) => till,
        Err(error) if error.code == Code::LinkExpired => return expired(app, request),
        Err(error) => return Err(error.into()),
    };
    let frame = frame(app, request, Some(&program_of_till(app, &till).await?));
    let problem = wrong
        .is_some()
        .then(|| frame.t("pin-invalid"));
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = EnrolPage {
        action: frame.address(),
        frame,
        till: till.name,
        pin: wrong.unwrap_or_default(),
        problem,
    };
    with_status(status, html(&page)?)
}

fn with_status(status: StatusCode, mut response: HttpResponse) -> Answer {
    *response.status_mut() = status;
    Ok(response)
}

fn expired(app: &App, request: &HttpRequest) -> Answer {
    with_status(
        StatusCode::GONE,
        html(&EnrolExpiredPage {
            frame: frame(app, request, None),
        })?,
    )
}

/// Makes this browser the till of the link.
pub async fn enrol(
    app: Data<App>,
    request: HttpRequest,
    mut params: Params,
    mut fields: FormFields,
) -> Answer {
    same_site(&request)?;
    let (token, pin) = (
        params.text("t").unwrap_or_default(),
        fields
            .text("pin")
            .unwrap_or_default(),
    );
    let (_, secret) = match enrol_till(&app, &token, &pin).await {
        Ok(enrolled) => enrolled,
        Err(error) if error.code == Code::LinkExpired => return expired(&app, &request),
        Err(error) if error.code == Code::InvalidRequest => {
            return draw_enrolment(&app, &request, &token, Some(pin)).await;
        }
        Err(error) => return Err(error.into()),
    };
    let cookie = Cookie::build(till_cookie(&app), secret)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(
            app.public_url
                .starts_with("https://"),
        )
        .max_age(Duration::days(180))
        .finish();
    let mut response = to_scanner(&request);
    response
        .add_cookie(&cookie)
        .map_err(Error::internal)?;
    Ok(response)
}

fn to_scanner(request: &HttpRequest) -> HttpResponse {
    let way = format!("/scan?lang={}", language(request, Locale::default()).tag());
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, way))
        .finish()
}

/// The till that this browser is, and what it may do; none for a browser that is no till.
async fn till_of(app: &App, request: &HttpRequest) -> Result<Option<(Actor, TillRow, TillStatus)>> {
    let Some(cookie) = request.cookie(till_cookie(app)) else {
        return Ok(None);
    };
    let found = till_of_token(app, cookie.value()).await?;
    Ok(found.map(|(tenant, till)| {
        (
            till_actor(tenant, &till),
            till.clone(),
            standing(&till, app.clock.now()),
        )
    }))
}

/// The scanner; a phone that is no till, or one that is locked or over, is told what to do.
pub async fn scan_page(app: Data<App>, request: HttpRequest) -> Answer {
    match till_of(&app, &request).await? {
        Some((actor, till, TillStatus::Works)) => {
            let program = read_program::program(&app, &actor).await?;
            let frame = frame(&app, &request, Some(&program));
            let till = ThisTill {
                id: actor.id(),
                name: actor.name.clone(),
                stamps_required: program.stamps_required(),
                rungs: program
                    .rewards
                    .iter()
                    .map(|rung| (rung.at, words(&rung.name, frame.language, &program)))
                    .collect(),
                has_pin: till.pin_hash.is_some(),
                asks_amount: program.asks_amount(till.asks_amount),
                may_switch_amounts: program.ask_amount == AskAmount::Optional,
                minimum_spend_minor: program.minimum_spend_minor,
                currency: program.currency.clone(),
                tag: tag_of(&till, &program),
            };
            html(&ScanPage { frame, till })
        }
        found => {
            out_page(
                &app,
                &request,
                found.map(|(_, till, standing)| (till, standing)),
                None,
            )
            .await
        }
    }
}

/// What an open scanner was drawn with, and what the owner may change meanwhile.
fn tag_of(till: &TillRow, program: &Program) -> String {
    let (asks, has_pin) = (till.asks_amount, till.pin_hash.is_some());
    format!(
        "{}-{}{}",
        program.version,
        u8::from(asks),
        u8::from(has_pin)
    )
}

/// Whether an open scanner is still as it would be drawn now: a tag, and nothing else.
pub async fn now(app: Data<App>, request: HttpRequest) -> Answer {
    let Some((actor, till, TillStatus::Works)) = till_of(&app, &request).await? else {
        return Err(Code::Unauthorized
            .because("This phone is not a till now.")
            .into());
    };
    let program = read_program::program(&app, &actor).await?;
    let etag = format!("\"{}\"", tag_of(&till, &program));
    let mut answer = if is_known(&request, &etag) {
        HttpResponse::NotModified()
    } else {
        HttpResponse::NoContent()
    };
    Ok(answer
        .insert_header((header::ETAG, etag))
        .finish())
}

async fn out_page(
    app: &App,
    request: &HttpRequest,
    found: Option<(TillRow, TillStatus)>,
    problem: Option<Unlocked>,
) -> Answer {
    let why = match found
        .as_ref()
        .map(|(_, standing)| *standing)
    {
        None | Some(TillStatus::Works) => Out::NotEnrolled,
        Some(TillStatus::Locked) => Out::Locked,
        Some(TillStatus::Revoked) => Out::Revoked,
        Some(TillStatus::Failed) => Out::Failed,
        Some(TillStatus::Expired) => Out::Expired,
    };
    let program = match &found {
        Some((till, _)) => Some(program_of_till(app, till).await?),
        None => None,
    };
    let mut frame = frame(app, request, program.as_ref());
    // Also drawn in answer to a form, whose address shows
    // nothing; its language links lead to the page.
    frame.path = "/scan".into();
    let problem = problem.and_then(|problem| match problem {
        Unlocked::Wrong(left) => Some(
            frame
                .language
                .text_with("pin-wrong", &[("count", left.into())]),
        ),
        Unlocked::NoPin => Some(frame.t("pin-invalid")),
        Unlocked::Open | Unlocked::Over => None,
    });
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    with_status(
        status,
        html(&TillOutPage {
            frame,
            why,
            problem,
        })?,
    )
}

/// Opens a locked till by its PIN.
pub async fn unlock(app: Data<App>, request: HttpRequest, mut fields: FormFields) -> Answer {
    same_site(&request)?;
    let cookie = request.cookie(till_cookie(&app));
    let token = cookie
        .as_ref()
        .map_or("", |cookie| cookie.value());
    match pin::unlock(
        &app,
        token,
        &fields
            .text("pin")
            .unwrap_or_default(),
    )
    .await?
    {
        Unlocked::Open | Unlocked::Over => Ok(to_scanner(&request)),
        wrong => {
            let found = till_of(&app, &request).await?;
            out_page(
                &app,
                &request,
                found.map(|(_, till, standing)| (till, standing)),
                Some(wrong),
            )
            .await
        }
    }
}

/// Locks this till until its PIN is entered.
pub async fn lock(app: Data<App>, request: HttpRequest, staff: Staff) -> Answer {
    pin::lock(&app, &staff).await?;
    Ok(to_scanner(&request))
}

/// Has this till ask what a visit came to, or ask no longer.
pub async fn ask_amount(
    app: Data<App>,
    request: HttpRequest,
    staff: Staff,
    mut fields: FormFields,
) -> Answer {
    let no_till = || {
        Code::Forbidden.because("Only a till asks what a visit came to. Open an enrolment link of the shop on this phone.")
    };
    let asks = fields
        .text("on")
        .is_some_and(|on| on == "true");
    till::ask_amount(&app, &staff, staff.till.ok_or_else(no_till)?, asks).await?;
    Ok(to_scanner(&request))
}

/// Where staff try their counter scanner; nothing is stamped.
pub async fn test_page(app: Data<App>, request: HttpRequest) -> Answer {
    let Some((actor, _, TillStatus::Works)) = till_of(&app, &request).await? else {
        return Ok(to_scanner(&request));
    };
    let program = read_program::program(&app, &actor).await?;
    let frame = Layout {
        path: "/scan/test".into(),
        ..frame(&app, &request, Some(&program))
    };
    html(&ScanTestPage { frame })
}

/// What this till did last.
pub async fn recent_page(app: Data<App>, request: HttpRequest, mut params: Params) -> Answer {
    let Some((actor, _, TillStatus::Works)) = till_of(&app, &request).await? else {
        return Ok(to_scanner(&request));
    };
    draw_recent(
        &app,
        &request,
        &actor,
        params.text("done").as_deref() == Some("undone"),
        None,
    )
    .await
}

async fn draw_recent(
    app: &App,
    request: &HttpRequest,
    till: &Actor,
    undone: bool,
    refused: Option<Code>,
) -> Answer {
    let program = read_program::program(app, till).await?;
    let mut frame = frame(app, request, Some(&program));
    frame.path = "/scan/recent".into();
    let now = app.clock.now();
    let zone = program.zone();
    let deeds = till_activity::recent(app, till, frame.language.tag().to_owned()).await?;
    let deeds = deeds
        .into_iter()
        .map(|deed| {
            (
                frame
                    .language
                    .moment(deed.at, now, &zone),
                deed.at.to_string(),
                deed,
            )
        })
        .collect();
    let problem = refused.map(|code| {
        frame
            .language
            .error_title(code.as_str())
            .unwrap_or_default()
    });
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    with_status(
        status,
        html(&RecentPage {
            frame,
            deeds,
            till: till.id(),
            currency: program.currency.clone(),
            undone,
            problem,
        })?,
    )
}

/// Takes back one of them.
pub async fn undo(
    app: Data<App>,
    request: HttpRequest,
    staff: Staff,
    mut fields: FormFields,
) -> Answer {
    match till_activity::take_back(
        &app,
        &staff,
        &fields
            .text("id")
            .unwrap_or_default(),
    )
    .await
    {
        Ok(_) => back_to(&request, "/scan/recent", "undone"),
        Err(error) if error.code.status() < 500 => {
            draw_recent(&app, &request, &staff, false, Some(error.code)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Reads the code in one camera frame: 200 `{code}`, or 204 when there is none. Frames are not kept.
///
/// The places go along with the work: it lasts on when the client is gone, and begins only for one that has waited.
pub async fn frame_code(app: Data<App>, staff: Staff, RawBody(body): RawBody) -> Answer {
    if body.len() > LARGEST_FRAME {
        return Err(too_large().into());
    }
    let place = app
        .limits
        .frames
        .take(&staff.id())?;
    let turn = app
        .frames
        .clone()
        .acquire_owned()
        .await
        .map_err(Error::internal)?;
    let work = move || {
        let _until_the_end = (place, turn);
        read_frame(&body)
    };
    match task::spawn_blocking(work).await? {
        Ok(Some(code)) => Ok(HttpResponse::Ok().json(serde_json::json!({ "code": code }))),
        Ok(None) => Ok(HttpResponse::NoContent().finish()),
        Err(fault) => Err(Error::invalid("", fault.to_string()).into()),
    }
}
