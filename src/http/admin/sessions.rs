//! Who is signed in: listed, ended one by one or all at once. And who may come in: by an invitation or an owner key.

// Through which browsers somebody is signed in.
pub mod view;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::Data;

use super::{back_to, page_of};
use crate::app::App;
use crate::error::{Code, Error};
use crate::http::admin::nav::NavItem;
use crate::http::admin::sessions::view::{InvitationPage, SessionsPage};
use crate::http::admin::sign_in::view::OwnerKeyPage;
use crate::http::admin::sign_in::{sign_in_address, signed_out};
use crate::http::base::auth::SignedIn;
use crate::http::base::form::FormFields;
use crate::http::base::page::html;
use crate::http::base::problem::Answer;
use crate::ids::RequestId;
use crate::service::access::actor::Role;
use crate::service::shop::invitations;
use crate::service::shop::invitations::{Invited, MOST_OF_NAME};
use crate::service::shop::{developer_page, sign_in};

/// The page.
pub async fn page(app: Data<App>, request: HttpRequest, owner: SignedIn) -> Answer {
    draw(&app, &request, &owner, None).await
}

/// The page, with a name that could not be invited kept in its form.
async fn draw(
    app: &App,
    request: &HttpRequest,
    owner: &SignedIn,
    refused: Option<(String, &str)>,
) -> Answer {
    let (mut frame, here, program) = page_of(app, request, owner, NavItem::Sessions).await?;
    frame.path = "/admin/sessions".into();
    let status = if refused.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = SessionsPage {
        once: RequestId::new().to_string(),
        sessions: sign_in::open_sessions(app, owner).await?,
        invitations: invitations::open_invitations(app, owner).await?,
        refused: refused.map(|(name, key)| (name, frame.t(key))),
        now: app.clock.now(),
        zone: program.zone(),
        frame,
        here,
    };
    let mut response = html(&page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// Ends one; whoever ends the own one is signed out.
pub async fn end(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let id = fields
        .text("id")
        .unwrap_or_default();
    sign_in::end_session(&app, &owner, &id).await?;
    if owner
        .session
        .is_some_and(|own| own.to_string() == id)
    {
        return signed_out(&app, &request);
    }
    back_to(&request, "/admin/sessions", "session-ended")
}

/// Signs out everywhere, here too.
pub async fn end_all(app: Data<App>, request: HttpRequest, owner: SignedIn) -> Answer {
    sign_in::sign_out_everywhere(&app, &owner).await?;
    signed_out(&app, &request)
}

/// Invites somebody. The link is in this answer and nowhere else, so it is drawn at once and not behind an address.
pub async fn invite(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let name = fields
        .text("name")
        .unwrap_or_default();
    let form = fields.text("once");
    let Invited {
        name,
        link,
        expires_at,
    } = match invitations::invite(&app, &owner, form, &name).await {
        Ok(Some(invited)) => invited,
        Ok(None) => return back_to(&request, "/admin/sessions", "invitation-shown"),
        Err(error) if error.code == Code::InvalidRequest => {
            let key = if is_name(&error) {
                "invite-name-wrong"
            } else {
                "invite-too-many"
            };
            return draw(
                &app,
                &request,
                &owner,
                Some((
                    name.chars()
                        .take(MOST_OF_NAME)
                        .collect(),
                    key,
                )),
            )
            .await;
        }
        Err(error) => return Err(error.into()),
    };
    let (mut frame, here, program) = page_of(&app, &request, &owner, NavItem::Sessions).await?;
    frame.path = "/admin/sessions".into();
    let until = frame
        .language
        .moment(expires_at, app.clock.now(), &program.zone());
    html(&InvitationPage {
        frame,
        here,
        name,
        link,
        until,
    })
}

fn is_name(error: &Error) -> bool {
    error
        .errors
        .iter()
        .any(|fault| fault.pointer == "/name")
}

/// Takes an invitation back.
pub async fn take_back(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    invitations::take_back(
        &app,
        &owner,
        &fields
            .text("id")
            .unwrap_or_default(),
    )
    .await?;
    back_to(&request, "/admin/sessions", "invitation-taken-back")
}

/// Makes another owner key, and shows it this once. The page with it, loaded again, makes no second one.
pub async fn owner_key(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let (mut frame, ..) = page_of(&app, &request, &owner, NavItem::Sessions).await?;
    frame.path = "/admin/sessions".into();
    let made = developer_page::new_key(&app, &owner, fields.text("once"), Role::Owner).await?;
    let Some(key) = made else {
        return back_to(&request, "/admin/sessions", "key-shown");
    };
    html(&OwnerKeyPage {
        frame,
        key,
        address: sign_in_address(&app),
        next: "/admin/sessions",
    })
}
