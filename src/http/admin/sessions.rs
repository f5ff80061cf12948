//! Who is signed in: listed, ended one by one or all at once.

use actix_web::HttpRequest;
use actix_web::web::Data;

use super::{back_to, page_of};
use crate::app::App;
use crate::http::admin::sign_in::signed_out;
use crate::http::auth::SignedIn;
use crate::http::fields::Fields;
use crate::http::pages::admin::Place;
use crate::http::pages::admin::sessions::SessionsPage;
use crate::http::problem::Answer;
use crate::http::public::html;
use crate::service::sessions;

/// The page.
pub async fn page(app: Data<App>, request: HttpRequest, owner: SignedIn) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, Place::Sessions).await?;
    let sessions = sessions::open_sessions(&app, &owner).await?;
    html(&SessionsPage { sessions, now: app.clock.now(), zone: program.zone(), frame, here })
}

/// Ends one; whoever ends the own one is signed out.
pub async fn end(app: Data<App>, request: HttpRequest, owner: SignedIn, mut fields: Fields) -> Answer {
    let id = fields.text("id").unwrap_or_default();
    sessions::end_session(&app, &owner, &id).await?;
    if owner.session.is_some_and(|own| own.to_string() == id) {
        return signed_out(&app, &request);
    }
    back_to(&request, "/admin/sessions", "session-ended")
}

/// Signs out everywhere, here too.
pub async fn end_all(app: Data<App>, request: HttpRequest, owner: SignedIn) -> Answer {
    sessions::sign_out_everywhere(&app, &owner).await?;
    signed_out(&app, &request)
}
