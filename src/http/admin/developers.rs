//! The developers' page: keys, deliveries, events.

// Keys, deliveries, events.
pub mod view;

use actix_web::HttpRequest;
use actix_web::web::Data;

use crate::app::App;
use crate::error::{Error, Result};
use crate::http::admin::developers::view::{DeliveryLine, DevelopersPage};
use crate::http::admin::nav::NavItem;
use crate::http::base::auth::SignedIn;
use crate::http::base::form::FormFields;
use crate::http::base::page::html;
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::ids::RequestId;
use crate::service::access::actor::{Actor, Role};
use crate::service::access::keys;
use crate::service::shop::developer_page;
use crate::service::shop::developer_page::DeliveryState;
use crate::service::shop::sign_in;

use super::{back_to, page_of};

/// The page, with the deliveries of one state where asked.
pub async fn page(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut params: Params,
) -> Answer {
    html(&draw(&app, &request, &owner, params.text("state"), None).await?)
}

/// Makes a key and shows it on the page, this once: an address that carried it would stay in the browser's history.
pub async fn create_key(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let role = match fields.text("role").as_deref() {
        Some("owner") => Role::Owner,
        Some("staff") => Role::Staff,
        Some("reader") => Role::Reader,
        _ => return Err(Error::invalid("role", "must be owner, staff or reader").into()),
    };
    match developer_page::new_key(&app, &owner, fields.text("once"), role).await? {
        Some(secret) => html(&draw(&app, &request, &owner, None, Some(secret)).await?),
        None => back_to(&request, "/admin/developers", "key-shown"),
    }
}

/// Ends a key at once.
pub async fn revoke_key(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let with_made = fields.text("with_made").is_some();
    keys::revoke_key(
        &app,
        &owner,
        &fields
            .text("id")
            .unwrap_or_default(),
        with_made,
    )
    .await?;
    back_to(&request, "/admin/developers", "key-ended")
}

/// Sends a delivery again.
pub async fn retry(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    developer_page::retry(
        &app,
        &owner,
        &fields
            .text("id")
            .unwrap_or_default(),
    )
    .await?;
    back_to(&request, "/admin/developers", "delivery-again")
}

async fn draw(
    app: &App,
    request: &HttpRequest,
    owner: &Actor,
    word: Option<String>,
    secret: Option<String>,
) -> Result<DevelopersPage> {
    let (mut frame, here, program) = page_of(app, request, owner, NavItem::Developers).await?;
    frame.path = "/admin/developers".into();
    let state = DeliveryState::NAMED
        .into_iter()
        .find_map(|(name, state)| (word.as_deref() == Some(name)).then_some(state));
    let sent = developer_page::latest_deliveries(app, owner, state).await?;
    Ok(DevelopersPage {
        keys: developer_page::working_keys(app, owner).await?,
        makers: sign_in::makers(app, owner).await?,
        deliveries: sent
            .into_iter()
            .map(|row| DeliveryLine::of(row, &frame))
            .collect(),
        state: state.and(word),
        samples: developer_page::samples(app, owner).await?,
        secret,
        once: RequestId::new().to_string(),
        address: app.public_url.to_string(),
        now: app.clock.now(),
        zone: program.zone(),
        frame,
        here,
    })
}
