//! A JSON body with its idempotency key, and the answer to it.

use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use futures_util::StreamExt as _;
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use crate::error::{Code, Error, Result, short};
use crate::http::base::middleware::too_large;
use crate::http::base::problem::Problem;
use crate::http::base::query::Params;
use crate::ids::encode;
use crate::service::access::actor::Actor;
use crate::service::idempotency::{AnswerKind, Done, Idempotency};

/// The body of a call, to be read strictly. It is judged only when the handler asks for it, because extractors run side by
/// side: whoever may not make the call is to hear just that, however wrong the body is. The parameters of the address come
/// with it and are refused with it, so that no call that writes can forget to: what is not taken out of `params` before is unknown.
#[derive(Debug)]
pub struct Call<T> {
    /// The parameters of the address.
    pub params: Params,
    request: HttpRequest,
    body: std::result::Result<Bytes, Problem>,
    asked: PhantomData<T>,
}

impl<T: DeserializeOwned> Call<T> {
    /// The idempotency key in the name of an actor, and the request.
    pub fn split(self, actor: &Actor) -> std::result::Result<(Idempotency, T), Problem> {
        let (key, hash, request) = self.parts()?;
        Ok((
            Idempotency::of(actor.tenant, actor.id(), key, hash),
            request,
        ))
    }

    /// The same in the name of an operator key.
    pub fn split_by_operator(self, id: &str) -> std::result::Result<(Idempotency, T), Problem> {
        let (key, hash, request) = self.parts()?;
        Ok((Idempotency::of_operator(id, key, hash), request))
    }

    /// The request alone, where the same call twice does no more than once.
    pub fn read(self) -> std::result::Result<T, Problem> {
        self.parts()
            .map(|(_, _, request)| request)
    }

    /// The idempotency key, the digest of the request, and the request.
    fn parts(self) -> std::result::Result<(Option<String>, String, T), Problem> {
        self.params.finish()?;
        let body = self.body?;
        json_only(&self.request)?;
        let key = idempotency_key(&self.request)?;
        Ok((key, request_hash(&self.request, &body), parse(&body)?))
    }
}

/// A body as it came, bounded in size by its address's configuration and in time here: a client that dribbles must not
/// hold a connection for ever.
#[derive(Debug)]
pub struct RawBody(pub Bytes);

/// How long a body may take to arrive.
pub const BODY_TIME: std::time::Duration = std::time::Duration::from_secs(15);

impl FromRequest for RawBody {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = Bytes::from_request(request, payload);
        Box::pin(async move {
            let slow = || {
                Code::RequestTimeout.because("The body did not arrive within 15 seconds. Nothing was changed. Send it again.")
            };
            let body = tokio::time::timeout(BODY_TIME, body)
                .await
                .map_err(|_| slow())?;
            Ok(RawBody(body.map_err(|error| {
                match error
                    .as_response_error()
                    .status_code()
                    .as_u16()
                {
                    413 => too_large(),
                    _ => Code::MalformedJson.because("The body ended before it was complete."),
                }
            })?))
        })
    }
}

/// How long a large body may take in all.
pub const LARGE_BODY_TIME: std::time::Duration = std::time::Duration::from_secs(600);

/// Reads a body that may be much larger than others, once its caller is known. Each part of it must come in time, and the whole too.
pub async fn large_body(
    payload: actix_web::web::Payload,
    request: &HttpRequest,
    most: usize,
) -> Result<Bytes> {
    let told = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| {
            length
                .to_str()
                .ok()?
                .parse::<usize>()
                .ok()
        });
    if told.is_some_and(|told| told > most) {
        return Err(too_large());
    }
    let slow = |_| {
        Code::RequestTimeout
            .because("The body arrived too slowly. Nothing was changed. Send it again.")
    };
    tokio::time::timeout(
        LARGE_BODY_TIME,
        parts(payload, told.unwrap_or_default(), most),
    )
    .await
    .map_err(slow)?
}

async fn parts(mut payload: actix_web::web::Payload, told: usize, most: usize) -> Result<Bytes> {
    let slow = |_| {
        Code::RequestTimeout.because(
            "The body stopped arriving for 15 seconds. Nothing was changed. Send it again.",
        )
    };
    let mut body = bytes::BytesMut::with_capacity(told);
    while let Some(part) = tokio::time::timeout(BODY_TIME, payload.next())
        .await
        .map_err(slow)?
    {
        let part = part
            .map_err(|_| Code::MalformedJson.because("The body ended before it was complete."))?;
        if body.len() + part.len() > most {
            return Err(too_large());
        }
        body.extend_from_slice(&part);
    }
    Ok(body.freeze())
}

/// What makes a call with a body of its own kind the same call.
pub fn once_for(request: &HttpRequest, actor: &Actor, body: &[u8]) -> Result<Idempotency> {
    Ok(Idempotency::of(
        actor.tenant,
        actor.id(),
        idempotency_key(request)?,
        request_hash(request, body),
    ))
}

impl<T: DeserializeOwned + 'static> FromRequest for Call<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, std::result::Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let body = RawBody::from_request(&request, payload);
        Box::pin(async move {
            let body = body.await.map(|RawBody(body)| body);
            Ok(Call {
                params: Params::of(request.query_string()),
                request,
                body,
                asked: PhantomData,
            })
        })
    }
}

fn json_only(request: &HttpRequest) -> Result<()> {
    let Some(kind) = request
        .headers()
        .get(header::CONTENT_TYPE)
    else {
        return Ok(());
    };
    let kind = kind
        .to_str()
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    if kind == "application/json" || kind.ends_with("+json") {
        return Ok(());
    }
    Err(Code::UnsupportedMediaType
        .because("Send JSON with the header `Content-Type: application/json`."))
}

fn idempotency_key(request: &HttpRequest) -> Result<Option<String>> {
    let mut keys = request
        .headers()
        .get_all("idempotency-key");
    let Some(key) = keys.next() else {
        return Ok(None);
    };
    let key = key.to_str().unwrap_or_default();
    if keys.next().is_none()
        && (1..=255).contains(&key.len())
        && key
            .bytes()
            .all(|b| b.is_ascii_graphic())
    {
        return Ok(Some(key.to_owned()));
    }
    Err(Error::invalid(
        "Idempotency-Key",
        "must be a single key of 1 to 255 visible characters",
    ))
}

fn request_hash(request: &HttpRequest, body: &[u8]) -> String {
    let mut hasher = openssl::sha::Sha256::new();
    for part in [
        request.method().as_str().as_bytes(),
        request.uri().to_string().as_bytes(),
        body,
    ] {
        // With its length, or another cut between path and body could give the same bytes.
        hasher.update(&(part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    encode(&hasher.finish())
}

/// Reads a JSON body: 400 for what is not JSON, 422 with a pointer for a wrong value. An empty body is an empty object.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    let body = if body
        .iter()
        .all(u8::is_ascii_whitespace)
    {
        b"{}"
    } else {
        body
    };
    let value: serde_json::Value = serde_json::from_slice(body).map_err(|e| {
        Code::MalformedJson.because(format!("The body is not JSON: {e}. Nothing was changed."))
    })?;
    if !value.is_object() {
        return Err(Error::invalid("", "The body must be a JSON object"));
    }
    serde_path_to_error::deserialize(value)
        .map_err(|error| refusal_of_short::<T>(body).unwrap_or_else(|| told(error)))
}

/// The refusal that the body would get if every name and text in it were short: an answer repeats little of what it refuses. None if
/// the length alone was the fault.
fn refusal_of_short<T: DeserializeOwned>(body: &[u8]) -> Option<Error> {
    let mut value = serde_json::from_slice(body).ok()?;
    shorten(&mut value);
    serde_path_to_error::deserialize::<_, T>(value)
        .err()
        .map(told)
}

fn told(error: serde_path_to_error::Error<serde_json::Error>) -> Error {
    let pointer: String = error
        .path()
        .iter()
        .map(|step| match step {
            Segment::Seq { index } => format!("/{index}"),
            step => format!("/{step}"),
        })
        .collect();
    let pointer = if pointer == "/." || pointer == "/?" {
        String::new()
    } else {
        pointer
    };
    let sentence = error.into_inner().to_string();
    // What is missing is not on the way that was read.
    let missing = sentence
        .strip_prefix("missing field `")
        .and_then(|name| name.strip_suffix('`'));
    match missing {
        Some(name) => Error::invalid(&format!("{pointer}/{name}"), "is required"),
        None => Error::invalid(&pointer, plainly(&sentence)),
    }
}

/// What the reader of JSON found wrong with a value, without the words of the language that this is written in.
fn plainly(sentence: &str) -> String {
    let expected = |rest: &str| {
        rest.split_once(", expected ")
            .map(|(found, wanted)| (found.to_owned(), wanted.to_owned()))
    };
    let after = |kind: &str| {
        sentence
            .strip_prefix(kind)
            .and_then(expected)
    };
    if let Some((found, wanted)) = after("invalid type: ").or_else(|| after("invalid value: ")) {
        return format!(
            "must be {}, not {}",
            wanted_kind(&wanted),
            found_kind(&found)
        );
    }
    if let Some((_, words)) = after("unknown variant ") {
        return format!("must be {}", words.replace('`', ""));
    }
    if let Some(field) = sentence.strip_prefix("unknown field ") {
        return format!(
            "is an unknown field: {}",
            field.replace(", expected ", "; known: ")
        );
    }
    sentence.to_owned()
}

/// What a value should have been.
fn wanted_kind(rust: &str) -> &str {
    match rust {
        "i64" | "u64" | "i32" | "u32" | "i16" | "u16" | "i8" | "u8" | "usize" => "a whole number",
        "f64" | "f32" => "a number",
        "a boolean" => "true or false",
        "a string" | "string" | "a borrowed string" | "string or map" => "a text in quotes",
        "a map" => "an object",
        "a sequence" => "a list",
        kind if kind.starts_with("struct ") => "an object",
        kind => kind,
    }
}

/// What a value was.
fn found_kind(rust: &str) -> String {
    let value = |kind: &str| {
        rust.strip_prefix(kind)
            .map(|value| value.replace('`', ""))
    };
    match rust {
        "map" => "an object".into(),
        "sequence" => "a list".into(),
        _ => value("string ")
            .map(|text| format!("the text {text}"))
            .or_else(|| value("integer "))
            .or_else(|| value("floating point "))
            .or_else(|| value("boolean "))
            .unwrap_or_else(|| rust.to_owned()),
    }
}

fn shorten(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => *text = short(text),
        serde_json::Value::Array(list) => list.iter_mut().for_each(shorten),
        serde_json::Value::Object(members) => {
            members
                .values_mut()
                .for_each(shorten);
            *members = std::mem::take(members)
                .into_iter()
                .map(|(name, value)| (short(&name), value))
                .collect();
        }
        _ => {}
    }
}

/// What was done, as it leaves.
pub fn answered<T>(done: Done<T>) -> HttpResponse {
    let mut response = HttpResponse::build(match done.kind {
        AnswerKind::Created => StatusCode::CREATED,
        AnswerKind::Existing => StatusCode::OK,
        AnswerKind::Accepted => StatusCode::ACCEPTED,
    });
    if done.value.is_none() {
        response.insert_header(("Idempotency-Replayed", "true"));
    }
    response
        .content_type("application/json")
        .body(done.json)
}

/// A plain 200 with JSON.
pub fn ok(body: impl Serialize) -> HttpResponse {
    HttpResponse::Ok().json(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::program::Program;
    use crate::service::access::keys::KeyRequest;
    use crate::service::cards::change_card::{CardChange, StampsRequest};
    use crate::service::cards::stamp_card::ScanRequest;
    use crate::service::data::costs::CostRequest;

    #[test]
    fn a_wrong_value_is_named_by_its_pointer() {
        let error = parse::<ScanRequest>(br#"{"code":"x","amount_minor":"ten"}"#).unwrap_err();
        assert_eq!(
            (error.code, error.errors[0].pointer.as_str()),
            (Code::InvalidRequest, "/amount_minor")
        );
        assert_eq!(
            error.detail,
            "/amount_minor must be a whole number, not the text \"ten\"."
        );
        let program = br#"{"tiers":[{"name":"Gold","visits":"3"}]}"#;
        let error = parse::<Program>(program).unwrap_err();
        assert_eq!(
            error.errors[0].pointer, "/tiers/0/visits",
            "as RFC 6901 has it"
        );
        let error = parse::<ScanRequest>(br#"{"code":"x","colour":"red"}"#).unwrap_err();
        assert!(
            error
                .detail
                .starts_with("/colour is an unknown field: `colour`; known: one of `code`"),
            "{}",
            error.detail
        );
    }

    #[test]
    fn a_refusal_says_in_plain_words_what_would_be_right() {
        let faults = [
            (r#"{"delta":1,"reason":"bonus"}"#, "/card_id is required."),
            (
                r#"{"card_id":"x","delta":1,"reason":"visit"}"#,
                "/reason must be bonus, birthday, referral or correction; for a visit, use POST /v1/scans.",
            ),
            (
                r#"{"card_id":"x","delta":1.5,"reason":"bonus"}"#,
                "/delta must be a whole number, not 1.5.",
            ),
            (
                r#"{"card_id":7,"delta":1,"reason":"bonus"}"#,
                "/card_id must be a text in quotes, not 7.",
            ),
            (
                r#"{"card_id":"x","delta":1,"reason":null}"#,
                "/reason must be bonus, birthday, referral or correction; for a visit, use POST /v1/scans.",
            ),
            ("[]", "The body must be a JSON object."),
        ];
        for (body, told) in faults {
            let error = parse::<StampsRequest>(body.as_bytes()).unwrap_err();
            assert_eq!(error.detail, told, "{body}");
        }
        let error = parse::<ScanRequest>(br#"{"code":"x","occurred_at":"yesterday"}"#).unwrap_err();
        assert_eq!(
            error.detail,
            "/occurred_at must be an RFC 3339 time such as 2026-01-31T09:30:00Z."
        );
        let error = parse::<CostRequest>(br#"{"amount_minor":1,"on":"soon"}"#).unwrap_err();
        assert_eq!(error.detail, "/on must be a date such as 2026-01-31.");
        let error = parse::<KeyRequest>(br#"{"role":"operator"}"#).unwrap_err();
        assert_eq!(error.detail, "/role must be owner, staff or reader.");
        let error = parse::<CardChange>(br#"{"state":"expired"}"#).unwrap_err();
        assert_eq!(
            error.detail,
            "/state must be active, paused or ended; cards expire on their own."
        );
    }

    #[test]
    fn an_answer_repeats_little_of_a_long_body() {
        let long = "ä `\"b".repeat(5_000);
        for body in [
            serde_json::json!({ "code": "x", &long: "y" }),
            serde_json::json!({ "code": "x", "amount_minor": long }),
            serde_json::json!({ "code": { &long: long } }),
        ] {
            let error = parse::<ScanRequest>(body.to_string().as_bytes()).unwrap_err();
            assert!(
                error.detail.len() < 600 && error.detail.matches('ä').count() <= 25,
                "{}",
                error.detail
            );
            assert!(
                error
                    .errors
                    .iter()
                    .all(|fault| fault.pointer.chars().count() <= 100)
            );
        }
    }

    #[test]
    fn what_is_not_json_is_400_and_depth_is_bounded() {
        assert_eq!(
            parse::<ScanRequest>(b"{")
                .unwrap_err()
                .code,
            Code::MalformedJson
        );
        let deep = [b"{\"code\":".as_slice(), &[b'['; 100_000]].concat();
        assert_eq!(
            parse::<ScanRequest>(&deep)
                .unwrap_err()
                .code,
            Code::MalformedJson
        );
    }
}
