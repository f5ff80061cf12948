//! The owner's checklist, and the shop's languages with their ways of writing numbers and dates.

// What is still to do, and the shop's ways of writing.
pub mod view;

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::{back_to, page_of};
use crate::app::App;
use crate::http::admin::nav::NavItem;
use crate::http::admin::setup::view::{SettingsForm, SetupPage};
use crate::http::base::auth::SignedIn;
use crate::http::base::form::FormFields;
use crate::http::base::page::html;
use crate::http::base::problem::{Answer, Problem};
use crate::service::program::put_program::put_program;
use crate::service::shop::checklist::checklist;

/// What is done and what is still to do.
pub async fn page(app: Data<App>, request: HttpRequest, owner: SignedIn) -> Answer {
    draw(&app, &request, &owner, None).await
}

/// Draws the page with the settings in force, or with those that were sent.
async fn draw(
    app: &App,
    request: &HttpRequest,
    owner: &SignedIn,
    form: Option<SettingsForm>,
) -> Result<HttpResponse, Problem> {
    let (frame, here, program) = page_of(app, request, owner, NavItem::Setup).await?;
    let list = checklist(app, owner, &program).await?;
    let zone = program.zone();
    let form = form.unwrap_or_else(|| SettingsForm::of(&program));
    html(&SetupPage {
        action: frame.address(),
        today: app.clock.now().date_in(&zone),
        frame,
        here,
        list,
        form,
        zone,
    })
}

/// Puts languages and zone in force, or shows what they would look like.
pub async fn change(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let (frame, _, program) = page_of(&app, &request, &owner, NavItem::Setup).await?;
    let only_look = fields.text("look").is_some();
    let form = SettingsForm::read(&program, &mut fields).checked(&frame);
    if only_look || !form.faults.is_empty() {
        let faulty = !form.faults.is_empty();
        let mut response = draw(&app, &request, &owner, Some(form)).await?;
        *response.status_mut() = if faulty {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        };
        return Ok(response);
    }
    // Only what this form shows changes, on what is in force: nobody else's change is undone.
    let read = program.version;
    put_program(&app, &owner, form.applied_to(program), false, Some(read)).await?;
    back_to(&request, "/admin/setup", "settings")
}
