//! Apple's checks of a push request, in the order of what a client gets wrong first.

use http::request::Parts;
use http::{HeaderMap, Method};

use super::Answer;

/// Largest payload of an ordinary push.
pub(super) const MAX_PAYLOAD: usize = 4096;
const MAX_COLLAPSE_ID: usize = 64;
const PUSH_TYPES: [&str; 11] = [
    "alert",
    "background",
    "complication",
    "controls",
    "fileprovider",
    "liveactivity",
    "location",
    "mdm",
    "pushtotalk",
    "voip",
    "widgets",
];
const SINGLE_HEADERS: [&str; 6] = [
    "apns-topic",
    "apns-push-type",
    "apns-priority",
    "apns-expiration",
    "apns-collapse-id",
    "apns-id",
];

/// A request that says everything right; whether its token is alive is not looked at yet.
pub(super) struct Checked {
    pub(super) topic: String,
    /// Whether it may wait for a device that is away, judged at the moment of arrival.
    pub(super) may_wait: bool,
}

/// The last segment of `/3/device/{token}`, else empty.
pub(super) fn token_of(path: &str) -> &str {
    path.strip_prefix("/3/device/")
        .unwrap_or_default()
}

pub(super) fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
}

/// Checks everything but the token's life; `topic` is the UID of the client's certificate.
pub(super) fn check(
    request: &Parts,
    body: &[u8],
    topic: &str,
    now_ms: i64,
) -> Result<Checked, Answer> {
    check_target(request)?;
    let headers = &request.headers;
    if SINGLE_HEADERS.iter().any(|name| {
        headers
            .get_all(*name)
            .iter()
            .count()
            > 1
    }) {
        return Err(Answer::error(400, "DuplicateHeaders"));
    }
    check_topic(headers, topic)?;
    check_urgency(headers)?;
    check_id(headers)?;
    let may_wait = may_wait(headers, now_ms)?;
    check_payload(body)?;
    Ok(Checked {
        topic: topic.to_owned(),
        may_wait,
    })
}

fn check_target(request: &Parts) -> Result<(), Answer> {
    if request.method != Method::POST {
        return Err(Answer::error(405, "MethodNotAllowed"));
    }
    let path = request.uri.path();
    let token = token_of(path);
    if !path.starts_with("/3/device/") || token.contains('/') {
        return Err(Answer::error(404, "BadPath"));
    }
    if token.is_empty() {
        return Err(Answer::error(400, "MissingDeviceToken"));
    }
    let hex = token.len() >= 32
        && token.len() <= 200
        && token.len().is_multiple_of(2)
        && token
            .bytes()
            .all(|b| b.is_ascii_hexdigit());
    if hex {
        Ok(())
    } else {
        Err(Answer::error(400, "BadDeviceToken"))
    }
}

fn check_topic(headers: &HeaderMap, certificate: &str) -> Result<(), Answer> {
    let Some(topic) = headers.get("apns-topic") else {
        return Err(Answer::error(400, "MissingTopic"));
    };
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'.' || b == b'-';
    match topic.to_str() {
        Ok(topic) if topic == certificate => Ok(()),
        Ok(topic) if !topic.is_empty() && topic.bytes().all(allowed) => {
            Err(Answer::error(400, "TopicDisallowed"))
        }
        _ => Err(Answer::error(400, "BadTopic")),
    }
}

/// Apple documents priority 10, which is also the default, as an error for background pushes.
fn check_urgency(headers: &HeaderMap) -> Result<(), Answer> {
    let push_type = text(headers, "apns-push-type");
    if headers.contains_key("apns-push-type")
        && !push_type.is_some_and(|kind| PUSH_TYPES.contains(&kind))
    {
        return Err(Answer::error(400, "InvalidPushType"));
    }
    let priority = match headers
        .get("apns-priority")
        .map(|value| value.as_bytes())
    {
        None | Some(b"10") => 10,
        Some(b"5") => 5,
        Some(b"1") => 1,
        Some(_) => return Err(Answer::error(400, "BadPriority")),
    };
    if push_type == Some("background") && priority != 5 {
        Err(Answer::error(400, "BadPriority"))
    } else {
        Ok(())
    }
}

fn check_id(headers: &HeaderMap) -> Result<(), Answer> {
    if let Some(id) = headers.get("apns-id")
        && !id
            .to_str()
            .is_ok_and(|id| id.len() == 36 && uuid::Uuid::try_parse(id).is_ok())
    {
        return Err(Answer::error(400, "BadMessageId"));
    }
    let collapse = headers.get("apns-collapse-id");
    if collapse.is_some_and(|id| id.is_empty() || id.len() > MAX_COLLAPSE_ID) {
        Err(Answer::error(400, "BadCollapseId"))
    } else {
        Ok(())
    }
}

/// 0 means now or never; a moment that has passed means the same; without the header Apple keeps the push for a while.
fn may_wait(headers: &HeaderMap, now_ms: i64) -> Result<bool, Answer> {
    let Some(expiration) = headers.get("apns-expiration") else {
        return Ok(true);
    };
    let seconds = expiration
        .to_str()
        .ok()
        .and_then(|text| text.parse::<i64>().ok())
        .filter(|seconds| *seconds >= 0);
    seconds
        .map(|seconds| seconds.saturating_mul(1000) > now_ms)
        .ok_or_else(|| Answer::error(400, "BadExpirationDate"))
}

fn check_payload(body: &[u8]) -> Result<(), Answer> {
    if body.len() > MAX_PAYLOAD {
        return Err(Answer::error(413, "PayloadTooLarge"));
    }
    let dictionary =
        serde_json::from_slice::<serde_json::Value>(body).is_ok_and(|value| value.is_object());
    if dictionary {
        Ok(())
    } else {
        Err(Answer::error(400, "PayloadEmpty"))
    }
}
