//! What an error of the API means, for people.

use actix_web::HttpRequest;
use actix_web::web::{Data, Path};

use crate::app::App;
use crate::error::Code;
use crate::http::base::help::ErrorHelpPage;
use crate::http::base::page::{frame, html};
use crate::http::base::problem::Answer;

/// What an API error means.
pub async fn help(app: Data<App>, request: HttpRequest, code: Path<String>) -> Answer {
    let known = Code::ALL
        .iter()
        .find(|c| c.as_str() == code.as_str());
    let frame = frame(&app, &request, None);
    let page = known.and_then(|c| ErrorHelpPage::new(frame, c.as_str(), c.status()));
    html(&page.ok_or_else(|| Code::NotFound.because("There is no error with this name."))?)
}
