//! `/`, where whoever types the bare address arrives, and `/help` for owners and staff.

// The bare address, and help for owners and staff.
pub mod view;

use actix_web::HttpRequest;
use actix_web::web::Data;

use crate::app::App;
use crate::http::base::page::{frame, html};
use crate::http::base::problem::Answer;
use crate::http::site::front::view::{FrontPage, GuidePage};
use crate::service::shop::merchants;
use crate::service::shop::merchants::Shops;

/// What this is, and where to go on. A shop is named only where it is the only one.
pub async fn page(app: Data<App>, request: HttpRequest) -> Answer {
    let shops = merchants::shops(&app).await?;
    let program = match &shops {
        Shops::One(_, program) => Some(&**program),
        Shops::None | Shops::Several => None,
    };
    let mut frame = frame(&app, &request, program);
    frame.path = "/".into();
    html(&FrontPage { frame, shops })
}

/// What to do, task by task.
pub async fn help(app: Data<App>, request: HttpRequest) -> Answer {
    let mut frame = frame(&app, &request, None);
    frame.path = "/help".into();
    html(&GuidePage { frame })
}
