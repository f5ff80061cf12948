//! The texts that the law asks of a shop: imprint, privacy contact, terms.

// Imprint, privacy contact and terms.
pub mod view;

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::Data;

use super::{back_to, page_of};
use crate::app::App;
use crate::domain::program::{Legal, Program};
use crate::error::{Code, Error};
use crate::http::admin::legal::view::LegalPage;
use crate::http::admin::nav::NavItem;
use crate::http::base::auth::SignedIn;
use crate::http::base::form::FormFields;
use crate::http::base::page::html;
use crate::http::base::problem::Answer;
use crate::service::program::editor;
use crate::service::program::put_program::put_program;

/// The page.
pub async fn page(app: Data<App>, request: HttpRequest, owner: SignedIn) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, NavItem::Legal).await?;
    html(&LegalPage {
        frame,
        here,
        version: program.version,
        legal: program.legal,
        faults: vec![],
        stale: false,
    })
}

/// Puts the texts in force.
pub async fn change(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, NavItem::Legal).await?;
    // Browsers send the lines of a text field with CR LF at their ends.
    let mut text = |name: &str| {
        fields
            .text(name)
            .map(|text| {
                text.replace("\r\n", "\n")
                    .trim()
                    .to_owned()
            })
            .filter(|text| !text.is_empty())
    };
    let legal = Legal {
        imprint: text("imprint"),
        privacy_contact: text("contact"),
        terms_url: text("terms"),
    };
    let read = fields.read::<i64>("version", "a version's number")?;
    // These texts alone: the card may have changed as it likes while the page was open.
    let stale = match read.filter(|read| *read != program.version) {
        Some(read) => {
            editor::version(&app, &owner, read)
                .await?
                .legal
                != program.legal
        }
        None => false,
    };
    let version = program.version;
    let typed = legal.clone();
    let page = |stale| LegalPage {
        frame,
        here,
        version,
        legal: typed,
        faults: vec![],
        stale,
    };
    if stale && legal != program.legal {
        return with(StatusCode::CONFLICT, &page(true));
    }
    let with_texts = Program { legal, ..program };
    match put_program(&app, &owner, with_texts, false, Some(version)).await {
        Ok(_) => back_to(&request, "/admin/legal", "legal"),
        Err(error) if error.code == Code::ProgramChanged => with(StatusCode::CONFLICT, &page(true)),
        Err(error) if is_about(&error) => {
            let mut page = page(false);
            page.faults = faults(&error)
                .into_iter()
                .map(|(field, key)| (field, page.frame.t(key)))
                .collect();
            with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn with(status: StatusCode, page: &LegalPage) -> Answer {
    let mut response = html(page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// Each field by where it stands in the program, and the key of what to say when it is wrong.
const FIELDS: [(&str, &str, &str); 3] = [
    ("/legal/imprint", "imprint", "legal-imprint-wrong"),
    ("/legal/privacy_contact", "contact", "legal-contact-wrong"),
    ("/legal/terms_url", "terms", "legal-terms-wrong"),
];

/// Whether an error is about these texts and nothing else of the program.
fn is_about(error: &Error) -> bool {
    let ours = |pointer: &str| {
        FIELDS
            .iter()
            .any(|(place, ..)| *place == pointer)
    };
    error.code == Code::InvalidRequest
        && !error.errors.is_empty()
        && error
            .errors
            .iter()
            .all(|fault| ours(&fault.pointer))
}

fn faults(error: &Error) -> Vec<(&'static str, &'static str)> {
    let wrong = |place: &str| {
        error
            .errors
            .iter()
            .any(|fault| fault.pointer == place)
    };
    FIELDS
        .into_iter()
        .filter(|(place, ..)| wrong(place))
        .map(|(_, field, key)| (field, key))
        .collect()
}
