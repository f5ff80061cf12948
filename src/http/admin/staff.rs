//! `/admin/staff`: places, and the phones that scan there.

// Places and tills.
pub mod view;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};

use super::{back_to, page_of};
use crate::app::App;
use crate::error::Error;
use crate::http::admin::nav::NavItem;
use crate::http::admin::staff::view::{LinkPage, StaffPage, TillLine, state_words};
use crate::http::base::auth::SignedIn;
use crate::http::base::form::FormFields;
use crate::http::base::page::html;
use crate::http::base::problem::Answer;
use crate::http::base::qr;
use crate::service::idempotency::NoKey;
use crate::service::tills::staff;
use crate::service::tills::till;
use crate::service::tills::till::{LocationRequest, TillRequest};

/// The shop's tills and places.
pub async fn page(app: Data<App>, request: HttpRequest, owner: SignedIn) -> Answer {
    draw(&app, &request, &owner, None).await
}

/// The page, with a name that could not be taken kept in its form.
async fn draw(
    app: &App,
    request: &HttpRequest,
    owner: &SignedIn,
    refused: Option<(&'static str, String)>,
) -> Answer {
    let (mut frame, here, program) = page_of(app, request, owner, NavItem::Staff).await?;
    frame.path = "/admin/staff".into();
    let (now, zone, language) = (app.clock.now(), program.zone(), frame.language);
    let found = staff::staff(app, owner).await?;
    let line = |till: staff::StaffTill| TillLine {
        state: state_words(&till.state, language, now, &zone),
        last_seen: till
            .last_seen_at
            .map(|at| (language.moment(at, now, &zone), at.to_string())),
        visits: language.number(till.visits),
        undone: language.number(till.undone),
        till,
    };
    let status = if refused.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = StaffPage {
        tills: found
            .tills
            .into_iter()
            .map(line)
            .collect(),
        places: found.places,
        refused,
        frame,
        here,
    };
    let mut response = html(&page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// Makes a till, and shows its one-time link.
pub async fn add_till(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let (name, place) = (
        fields
            .text("name")
            .unwrap_or_default(),
        fields.text("place"),
    );
    let asked = TillRequest {
        name: name.clone(),
        location_id: place,
    };
    match till::create_till(&app, &owner, &NoKey, asked).await {
        Ok(made) => {
            let link = made.enrol_url.unwrap_or_default();
            draw_link(&app, &request, &owner, made.id, link).await
        }
        Err(error) if is_name(&error) => draw(&app, &request, &owner, Some(("till", name))).await,
        Err(error) => Err(error.into()),
    }
}

fn is_name(error: &Error) -> bool {
    error
        .errors
        .iter()
        .any(|fault| fault.pointer == "/name")
}

/// A new link: for more time, or for another phone.
pub async fn new_link(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
) -> Answer {
    let link = till::renew_till(&app, &owner, &id).await?;
    draw_link(&app, &request, &owner, id.into_inner(), link).await
}

/// The link is in this answer and nowhere else, so it is drawn at once and not behind an address.
async fn draw_link(
    app: &App,
    request: &HttpRequest,
    owner: &SignedIn,
    id: String,
    link: String,
) -> Answer {
    let (mut frame, here, program) = page_of(app, request, owner, NavItem::Staff).await?;
    frame.path = "/admin/staff".into();
    let till = staff::staff(app, owner)
        .await?
        .tills
        .into_iter()
        .find(|till| till.id == id);
    let Some(staff::StaffTill {
        name,
        state: staff::TillState::Waits(end),
        ..
    }) = till
    else {
        return Err(Error::internal("a new link is not there").into());
    };
    let until = frame
        .language
        .time(end, &program.zone());
    html(&LinkPage {
        qr_svg: qr::svg(&link),
        out_of_reach: app.own_address_alone(),
        id,
        name,
        link,
        until,
        frame,
        here,
    })
}

/// Has a till ask what a visit came to, or ask no longer.
pub async fn ask_amount(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
    mut fields: FormFields,
) -> Answer {
    let asks = fields
        .text("on")
        .is_some_and(|on| on == "true");
    till::ask_amount(&app, &owner, till::till_named(&id)?, asks).await?;
    back_to(&request, "/admin/staff", "till-changed")
}

/// Switches a till off.
pub async fn revoke(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
) -> Answer {
    till::revoke_till(&app, &owner, &id).await?;
    back_to(&request, "/admin/staff", "till-revoked")
}

/// Adds a location.
pub async fn add_place(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let name = fields
        .text("name")
        .unwrap_or_default();
    match till::create_location(&app, &owner, &NoKey, LocationRequest { name: name.clone() }).await
    {
        Ok(_) => back_to(&request, "/admin/staff", "place-added"),
        Err(error) if is_name(&error) => draw(&app, &request, &owner, Some(("place", name))).await,
        Err(error) => Err(error.into()),
    }
}
