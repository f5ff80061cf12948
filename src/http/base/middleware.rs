//! What every request passes: a request id, security headers, problems told to their reader, panics caught.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error as ActixError, HttpMessage as _, HttpRequest};
use futures_util::FutureExt as _;
use tracing::Instrument as _;

use crate::app::App;
use crate::error::{Code, Error, short};
use crate::http::base::auth::Renewed;
use crate::http::base::forwarded::{TrustedProxies, unbelieved};
use crate::http::base::layout::{CHOSEN, LANGUAGE_COOKIE};
use crate::http::base::problem::{Audience, Problem, ProblemReader};
use crate::http::base::query::value_in;
use crate::ids::RequestId;
use crate::locale::Locale;

/// The header that names a request, in and out.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Panics caught since the start; anything but 0 is a defect.
pub static PANICS: AtomicU64 = AtomicU64::new(0);

/// Passes a request through and tells its reader what went wrong, if anything did.
pub async fn gate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    if let Some(proxies) = request.app_data::<Data<TrustedProxies>>() {
        unbelieved(
            request
                .peer_addr()
                .map(|peer| peer.ip()),
            request.headers(),
            proxies,
        );
    }
    let reader = reader(&request);
    let chosen = chosen_language(&request, &reader);
    let asked = RequestLog {
        started: std::time::Instant::now(),
        method: short(request.method().as_str()),
        first: first_part(request.path()),
    };
    let told = |error: Error| {
        asked.note(&reader, &asked.first, error.code.status());
        Problem {
            error,
            reader: Some(Box::new(reader.clone())),
        }
    };
    refuse_unreadable(&request).map_err(told)?;
    // What is logged while the request is answered belongs to it, wherever it is logged. Its level and target keep the span
    // where the log leaves requests out but warnings in.
    let span = tracing::error_span!(
        target: "stampwell::request",
        "request",
        request_id = %reader.request_id,
    );
    let outcome = AssertUnwindSafe(next.call(request))
        .catch_unwind()
        .instrument(span)
        .await;
    let mut response = match outcome {
        Ok(Ok(response)) => tell(response.map_into_boxed_body(), &reader),
        Ok(Err(error)) => return Err(told(as_error(&error)).into()),
        Err(_) => {
            PANICS.fetch_add(1, Ordering::Relaxed);
            let place = &asked.first;
            tracing::error!(request_id = %reader.request_id, place, "a request panicked; its effects were rolled back");
            return Err(told(Error::internal("panic")).into());
        }
    };
    renew(&mut response);
    if let Some(cookie) = &chosen {
        let _ = response
            .response_mut()
            .add_cookie(cookie);
    }
    finish(&mut response, &reader);
    let status = response.status();
    asked.note(
        &reader,
        &place(
            response.request(),
            status.is_success() || status.is_redirection(),
        ),
        status.as_u16(),
    );
    Ok(response)
}

/// A request under way, as the log will tell it.
struct RequestLog {
    started: std::time::Instant,
    method: String,
    /// The first part of its path.
    first: String,
}

impl RequestLog {
    fn note(&self, reader: &ProblemReader, path: &str, status: u16) {
        let (method, ms) = (&self.method, self.started.elapsed().as_millis() as u64);
        tracing::info!(request_id = %reader.request_id, method, path, status, ms, "answered");
    }
}

/// The path as the log tells it: the address in the table of contents, with the ids that were asked for. What opens something by itself stays
/// out: tokens and codes, wherever in a path they stand, and every query.
fn place(request: &HttpRequest, found: bool) -> String {
    let Some(pattern) = request.match_pattern() else {
        return first_part(request.path());
    };
    // A slug that leads nowhere may be anything that a stranger typed, so it is not told.
    let shown = |name: &str| {
        request
            .match_info()
            .get(name)
            .filter(|value| is_id(value) || (name == "slug" && found && is_slug(value)))
    };
    let (mut told, mut rest) = (String::new(), pattern.as_str());
    while let Some((before, (name, behind))) = rest
        .split_once('{')
        .and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        told += before;
        match shown(name) {
            Some(value) => told += value,
            None => told += &format!("{{{name}}}"),
        }
        rest = behind;
    }
    told + rest
}

/// Of a path that is none of ours only the first part, and only a short one: whole paths may be anything, also somebody's token.
fn first_part(path: &str) -> String {
    let first = path
        .split('/')
        .nth(1)
        .unwrap_or_default();
    let plain = first.len() <= 20
        && first
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    format!(
        "/{}",
        if plain {
            first
        } else {
            "…"
        }
    )
}

/// Whether a text has the form of an id, which is never a secret.
fn is_id(text: &str) -> bool {
    let lower = |b: u8| b.is_ascii_lowercase();
    text.split_once('_')
        .is_some_and(|(kind, rest)| {
            (2..=5).contains(&kind.len())
                && kind.bytes().all(lower)
                && rest.len() == 26
                && rest
                    .bytes()
                    .all(|b| lower(b) || b.is_ascii_digit())
        })
}

fn is_slug(text: &str) -> bool {
    text.len() <= 40
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Bytes of a path that a problem repeats.
const LONGEST_PATH_TOLD: usize = 100;

/// Bytes of the longest address.
const LONGEST_ADDRESS: usize = 4 * 1024;

/// A packed body could unpack to anything; a NUL is in no id or name of ours and no database takes it.
fn refuse_unreadable(request: &ServiceRequest) -> Result<(), Error> {
    let packed = request
        .headers()
        .get(header::CONTENT_ENCODING)
        .is_some_and(|encoding| encoding != "identity");
    if packed {
        return Err(Code::UnsupportedMediaType
            .because("Send the body uncompressed, without Content-Encoding."));
    }
    let address = request
        .uri()
        .path_and_query()
        .map_or("", |address| address.as_str());
    let path = request.uri().path();
    if path.len() > LONGEST_ADDRESS || path.contains("%00") {
        return Err(Code::NotFound.because(
            "There is nothing at this address: it is longer than 4 KiB or contains a NUL.",
        ));
    }
    if address.len() > LONGEST_ADDRESS {
        return Err(Error::invalid(
            "",
            "The address with its query is longer than 4 KiB. Nothing of it was read",
        ));
    }
    Ok(())
}

fn reader(request: &ServiceRequest) -> ProblemReader {
    let header = |name: HeaderName| {
        request
            .headers()
            .get(name)
            .and_then(|v| v.to_str().ok())
    };
    let given = header(REQUEST_ID).filter(|id| {
        (1..=200).contains(&id.len())
            && id
                .bytes()
                .all(|b| b.is_ascii_graphic())
    });
    let path = request.path().to_owned();
    let for_programs = [
        "/v1",
        "/apple",
        "/google",
        "/openapi.json",
        "/livez",
        "/readyz",
        "/metrics",
    ]
    .iter()
    .any(|p| path.starts_with(p));
    // Programs say with each call what they want, and so do the pages' own scripts.
    let kept = || {
        let cookie = request
            .cookie(LANGUAGE_COOKIE)
            .filter(|_| !for_programs)?;
        Some(cookie.value().to_owned())
    };
    let asked = value_in(request.query_string(), "lang").or_else(kept);
    let (demo, public_url) = match request.app_data::<Data<App>>() {
        Some(app) => (app.demo, app.public_url.to_string()),
        None => (false, String::new()),
    };
    ProblemReader {
        request_id: given.map_or_else(|| RequestId::new().to_string(), str::to_owned),
        language: Locale::negotiate(
            asked.as_deref(),
            header(header::ACCEPT_LANGUAGE),
            Locale::default(),
        ),
        wants_page: !for_programs
            && header(header::ACCEPT).is_some_and(|accept| accept.contains("text/html")),
        demo,
        public_url,
        own_card: own_card(request, &path),
        path: short_path(path),
        looks: matches!(request.method().as_str(), "GET" | "HEAD"),
    }
}

/// The card that the browser keeps, for the page of a customer's link that leads nowhere; none where it keeps several.
fn own_card(request: &ServiceRequest, path: &str) -> Option<String> {
    Audience::of(path)?;
    let app = request.app_data::<Data<App>>()?;
    let cookies = request.cookies().ok()?;
    let tokens = cookies
        .iter()
        .map(|cookie| cookie.value());
    let mut cards = tokens.filter(|token| {
        app.secrets
            .verify_link(token)
            .is_some()
    });
    let card = format!("/c/{}", cards.next()?);
    Some(card).filter(|card| cards.next().is_none() && card != path)
}

/// The language that the reader of a page chose by hand just now, for the browser to keep: the next poster may know only what the
/// browser asks for. What a page's script fetches again is no choice.
fn chosen_language(request: &ServiceRequest, reader: &ProblemReader) -> Option<Cookie<'static>> {
    let query = request.query_string();
    let mode = request
        .headers()
        .get("sec-fetch-mode");
    let opened = reader.wants_page && mode.is_none_or(|mode| mode == "navigate");
    if !opened
        || query
            .split('&')
            .all(|pair| pair != CHOSEN)
    {
        return None;
    }
    let language = Locale::parse(&value_in(query, "lang")?)?;
    let cookie = Cookie::build(LANGUAGE_COOKIE, language.tag())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(
            reader
                .public_url
                .starts_with("https://"),
        )
        .max_age(Duration::days(365))
        .finish();
    Some(cookie)
}

/// The path as the page of a problem leads to it in other languages: of one that is longer than any of ours, the first part.
fn short_path(path: String) -> String {
    if path.len() <= LONGEST_PATH_TOLD {
        return path;
    }
    let first = path
        .split('/')
        .nth(1)
        .filter(|first| first.len() < LONGEST_PATH_TOLD / 2);
    format!("/{}", first.unwrap_or_default())
}

/// Replaces an error's bare answer by one in the reader's words. Errors of the framework go the same way.
fn tell(response: ServiceResponse<BoxBody>, reader: &ProblemReader) -> ServiceResponse<BoxBody> {
    let Some(error) = response.response().error() else {
        return response;
    };
    let error = as_error(error);
    if let Some(cause) = &error.internal {
        tracing::error!(request_id = %reader.request_id, code = error.code.as_str(), cause, "a request failed");
    }
    use actix_web::ResponseError as _;
    let rendered = Problem {
        error,
        reader: Some(Box::new(reader.clone())),
    }
    .error_response();
    response.into_response(rendered)
}

/// Gives the browser its cookie anew, unless the answer says something about that cookie itself.
fn renew(response: &mut ServiceResponse<BoxBody>) {
    let Some(Renewed(cookie)) = response
        .request()
        .extensions_mut()
        .remove::<Renewed>()
    else {
        return;
    };
    let answer = response.response_mut();
    if !answer
        .cookies()
        .any(|said| said.name() == cookie.name())
    {
        // It came as a cookie, so it can go as one.
        let _ = answer.add_cookie(&cookie);
    }
}

fn as_error(error: &ActixError) -> Error {
    if let Some(problem) = error.as_error::<Problem>() {
        return problem.error.clone();
    }
    let status = error
        .as_response_error()
        .status_code()
        .as_u16();
    match status {
        404 => Code::NotFound
            .because("There is nothing at this address. /openapi.json lists all addresses."),
        405 => Code::MethodNotAllowed.because("This address does not accept that method."),
        413 => too_large(),
        415 => Code::UnsupportedMediaType.because("Send JSON with Content-Type: application/json."),
        400..=499 => {
            Code::MalformedJson.because(format!("The request could not be read: {error}."))
        }
        _ => Error::internal(error),
    }
}

/// 413 with the limits in words.
pub fn too_large() -> Error {
    Code::PayloadTooLarge.because(
        "The body is larger than this address accepts: 256 KiB for JSON and frames, 64 KiB for Google's callbacks, 16 KiB for Apple's log, 64 MiB for a till's export or a form with pictures.",
    )
}

fn finish(response: &mut ServiceResponse<BoxBody>, reader: &ProblemReader) {
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&reader.request_id) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    // Addresses hold the tokens of cards and one-time links, which no other site is to learn.
    if !headers.contains_key(header::REFERRER_POLICY) {
        headers.insert(
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        );
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if reader
        .public_url
        .starts_with("https://")
    {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, HttpResponse, rt, web};

    use super::gate;

    /// A log that is kept.
    #[derive(Clone, Default)]
    struct KeptLog(Arc<Mutex<Vec<u8>>>);

    impl Write for KeptLog {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_is_logged_while_a_request_is_answered_names_the_request() {
        let log = KeptLog::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .json()
            .with_writer(move || writer.clone())
            .finish();
        let _log = tracing::subscriber::set_default(subscriber);
        rt::System::new().block_on(async {
            let service = init_service(
                App::new()
                    .wrap(from_fn(gate))
                    .route(
                        "/deep",
                        web::get().to(async || {
                            tracing::warn!("something deep inside");
                            HttpResponse::Ok().finish()
                        }),
                    ),
            )
            .await;
            let request = TestRequest::get()
                .uri("/deep")
                .insert_header(("x-request-id", "till-7/4711"));
            call_service(&service, request.to_request()).await;
        });
        let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        let lines = log
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let inside = lines
            .clone()
            .find(|line| line["fields"]["message"] == "something deep inside")
            .unwrap_or_else(|| panic!("{log}"));
        assert_eq!(inside["span"]["request_id"], "till-7/4711", "{log}");
        let answered = lines
            .clone()
            .find(|line| line["fields"]["message"] == "answered")
            .unwrap_or_else(|| panic!("{log}"));
        assert_eq!(answered["fields"]["request_id"], "till-7/4711", "{log}");
    }
}
