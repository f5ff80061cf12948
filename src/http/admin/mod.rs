//! The owner's pages. Every change is a form that is sent, done, and answered by the way back to the page with `?done=`.

// Curves and colours.
pub mod chart;
// The owner's pages.
pub mod nav;
// What hangs in the shop.
pub mod poster_drawing;
#[cfg(test)]
pub mod samples;
// How the card looks.
pub mod card;
// Which days, and whose visits.
mod choice;
// Keys, deliveries, events.
pub mod developers;
// Imprint, privacy contact and terms.
pub mod legal;
// Visits from the till.
pub mod import;
// The people of the shop.
pub mod members;
// Every number, and the people behind it.
pub mod numbers;
// What a number's result holds, in words.
mod parts;
// What hangs in the shop.
pub mod poster;
// The results.
pub mod results;
// Who is signed in.
pub mod sessions;
// What is still to do, and the shop's ways of writing.
pub mod setup;
// Signing in and out, and the first shop.
pub mod sign_in;
// Places and tills.
pub mod staff;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::domain::program::Program;
use crate::http::base::page::{frame, language, without};
use crate::http::base::problem::Answer;
use crate::http::base::query::value_in;
use crate::locale::Locale;
use crate::service::access::actor::Actor;
use crate::service::program::read_program;

use crate::http::admin::nav::{AdminNav, NavItem};
use crate::http::base::layout::Layout;

/// What surrounds an owner's page, where it is, and the shop's program.
pub async fn page_of(
    app: &App,
    request: &HttpRequest,
    owner: &Actor,
    place: NavItem,
) -> crate::error::Result<(Layout, AdminNav, Program)> {
    let program = read_program::program(app, owner).await?;
    let mut frame = frame(app, request, Some(&program));
    // What was just done is said once.
    frame.path = without(&frame.path, "done");
    let done = value_in(request.query_string(), "done");
    let here = AdminNav::new(place, done.as_deref(), frame.language);
    Ok((frame, here, program))
}

/// The way back to a page of ours, in the reader's language, that says what was done.
pub fn back_to(request: &HttpRequest, address: &str, done: &str) -> Answer {
    let joint = if address.contains('?') {
        '&'
    } else {
        '?'
    };
    let language = language(request, Locale::default()).tag();
    let way = format!("{address}{joint}done={done}&lang={language}");
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, way))
        .finish())
}
