//! Errors as callers see them: `application/problem+json` for programs, a plain page for people.

use actix_web::body::BoxBody;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use askama::Template as _;
use serde_json::{Value, json};

use crate::error::{Code, Error};
use crate::http::base::help::ProblemPage;
use crate::http::base::layout::{CONTENT_SECURITY_POLICY, Layout};
use crate::locale::Locale;

/// An error on its way out of a handler.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What went wrong.
    pub error: Error,
    /// To whom it is told, once that is known.
    pub reader: Option<Box<ProblemReader>>,
}

/// What decides how a problem is told.
#[derive(Debug, Clone)]
pub struct ProblemReader {
    /// The request's id.
    pub request_id: String,
    /// The reader's language.
    pub language: Locale,
    /// Whether a person with a browser reads it.
    pub wants_page: bool,
    /// The demonstration says so on every page.
    pub demo: bool,
    /// The public address, for the problem's `type`.
    pub public_url: String,
    /// The request's path.
    pub path: String,
    /// The page of the one card that the browser keeps, where a customer may miss it.
    pub own_card: Option<String>,
    /// Whether the request only looks.
    pub looks: bool,
}

/// Customers who followed a link, by what they looked for. They have no scanner and no keys, so what is said to programs and staff
/// does not help them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// A card.
    Card,
    /// A shop's join page.
    Shop,
}

impl Audience {
    /// Who reads the answer at this path, if it is a customer.
    pub fn of(path: &str) -> Option<Audience> {
        match path.split('/').nth(1)? {
            "c" => Some(Audience::Card),
            "j" => Some(Audience::Shop),
            _ => None,
        }
    }

    /// The key of what is said instead, where an address leads nowhere.
    fn words(self, code: Code) -> Option<&'static str> {
        match (self, code) {
            (Audience::Card, Code::CardNotFound | Code::NotFound) => Some("lost-card"),
            (Audience::Shop, Code::NotFound) => Some("lost-shop"),
            _ => None,
        }
    }
}

/// What every handler answers.
pub type Answer = Result<HttpResponse, Problem>;

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        Problem {
            error,
            reader: None,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.error.fmt(f)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.error.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        match &self.reader {
            Some(reader)
                if reader.wants_page
                    && self.error.code == Code::Unauthorized
                    && reader.path.starts_with("/admin") =>
            {
                sign_in_first(reader)
            }
            Some(reader) if reader.wants_page => self.page(reader),
            reader => self.json(reader.as_deref()),
        }
    }
}

impl Problem {
    fn json(&self, reader: Option<&ProblemReader>) -> HttpResponse {
        let error = &self.error;
        let code = error.code.as_str();
        let base = reader.map_or("", |r| r.public_url.as_str());
        let title = reader
            .and_then(|r| title(r.language, code))
            .unwrap_or_else(|| error.code.title().to_owned());
        let mut body = json!({
            "type": format!("{base}/help/errors/{code}"),
            "title": title,
            "status": error.code.status(),
            "detail": self.detail(),
            "code": code,
            "request_id": reader.map(|r| r.request_id.as_str()),
            "errors": error.errors,
        });
        if let Value::Object(members) = &mut body {
            members.extend(error.extra.clone());
        }
        let mut response = HttpResponse::build(self.status_code());
        self.headers(&mut response);
        response
            .content_type("application/problem+json")
            .body(body.to_string())
    }

    /// What is wrong here; of what is nobody's fault but ours with the way to let us find it.
    fn detail(&self) -> String {
        let detail = &self.error.detail;
        match (self.error.code, self.error.damage) {
            (Code::InternalError, false) => {
                format!("{detail} If it keeps happening, send us the request ID.")
            }
            _ => detail.clone(),
        }
    }

    fn page(&self, reader: &ProblemReader) -> HttpResponse {
        let frame = Layout {
            language: reader.language,
            shop: None,
            colours: None,
            demo: reader.demo,
            path: reader.path.clone(),
        };
        let own_words = self.error.code == Code::InvalidRequest;
        let told = Audience::of(&reader.path).and_then(|who| who.words(self.error.code));
        let own_card = reader
            .own_card
            .as_ref()
            .filter(|_| told.is_some());
        let language = reader.language;
        let next = own_card.map(|card| {
            let way = format!("{card}?lang={}", language.tag());
            (language.text("join-own-card"), way)
        });
        let page = ProblemPage {
            frame,
            told,
            code: self.error.code.as_str().to_owned(),
            detail: own_words.then(|| self.error.detail.clone()),
            request_id: Some(reader.request_id.clone()),
            next,
        };
        let mut response = HttpResponse::build(self.status_code());
        self.headers(&mut response);
        match page.render() {
            Ok(html) => response
                .insert_header((header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
                .content_type("text/html; charset=utf-8")
                .body(html),
            Err(_) => self.json(Some(reader)),
        }
    }

    fn headers(&self, response: &mut actix_web::HttpResponseBuilder) {
        response.insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
        if let Some(reader) = &self.reader {
            response.insert_header(("x-request-id", reader.request_id.as_str()));
        }
        if let Some(seconds) = self.error.retry_after_s {
            response.insert_header((header::RETRY_AFTER, seconds.to_string()));
        }
        if let Some(Value::String(allowed)) = self.error.extra.get("allow") {
            response.insert_header((header::ALLOW, allowed.as_str()));
        }
        if self.error.code == Code::Unauthorized {
            let scheme = if self
                .reader
                .as_ref()
                .is_some_and(|reader| reader.path.starts_with("/apple"))
            {
                "ApplePass"
            } else {
                "Bearer"
            };
            response.insert_header((header::WWW_AUTHENTICATE, scheme));
        }
    }
}

/// Leads whoever is not signed in to where that is done, and from there back here.
fn sign_in_first(reader: &ProblemReader) -> HttpResponse {
    // A form's address shows nothing by itself; the page above it is where the form stands.
    let above = || {
        reader
            .path
            .rsplit_once('/')
            .map_or("/admin", |(above, _)| above)
    };
    let next = if reader.looks {
        &reader.path
    } else {
        above()
    };
    let way = format!("/admin/sign-in?next={next}&lang={}", reader.language.tag());
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, way))
        .finish()
}

fn title(language: Locale, code: &str) -> Option<String> {
    language.find(&format!("error-{}", code.replace('_', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_title_is_the_one_that_is_served() {
        for code in Code::ALL {
            let served = title(Locale::default(), code.as_str());
            assert_eq!(served.as_deref(), Some(code.title()), "{}", code.as_str());
        }
    }
}
