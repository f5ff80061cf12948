//! The REST API: which address means what, and its effects.

use http::Method;
use serde_json::{Value, json};

use super::answer::Refusal;
use super::bell::{NotificationKind, announced};
use super::check::{View, check};
use super::hub::State;
use super::line::Incoming;
use super::registry::{Collection, Written};

/// Where the API lives.
pub(super) const BASE: &str = "/walletobjects/v1";
/// Query parameters that every Google API takes.
const COMMON_PARAMETERS: [&str; 3] = ["alt", "prettyPrint", "quotaUser"];

/// What a call is about.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) collection: Collection,
    pub(super) id: Option<String>,
    add_message: bool,
}

impl Call {
    /// Reads the address; `None` for one that the stand-in does not know.
    pub(super) fn of(path: &str) -> Option<Call> {
        let mut pieces = path
            .strip_prefix(BASE)?
            .strip_prefix('/')?
            .split('/');
        let collection = Collection::named(pieces.next()?)?;
        let id = match pieces.next() {
            Some(id) => Some(decode(id)?),
            None => None,
        };
        match (pieces.next(), pieces.next()) {
            (None, None) => Some(Call {
                collection,
                id,
                add_message: false,
            }),
            (Some("addMessage"), None) => Some(Call {
                collection,
                id,
                add_message: true,
            }),
            _ => None,
        }
    }

    /// The object that is read or written.
    pub(super) fn object_id(&self, body: Option<&Value>) -> Option<String> {
        let in_body = || {
            body?["id"]
                .as_str()
                .map(str::to_owned)
        };
        if self.collection.is_object() {
            self.id.clone().or_else(in_body)
        } else {
            None
        }
    }
}

/// Undoes percent-encoding.
fn decode(piece: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = piece.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next()?, rest.next()?].to_ascii_uppercase();
            bytes.extend(
                data_encoding::HEXUPPER
                    .decode(&hex)
                    .ok()?,
            );
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Answers a call whose bearer token is good.
pub(super) fn answer(
    state: &mut State,
    call: &Call,
    request: &Incoming,
    now_ms: i64,
) -> Result<Value, Refusal> {
    let query = query(call, &request.query)?;
    match (&request.method, call.id.as_deref(), call.add_message) {
        (&Method::GET, None, false) => state
            .registry
            .list(call.collection, &query),
        (&Method::GET, Some(id), false) => {
            let found = state
                .registry
                .find(call.collection, id)?;
            Ok(state
                .registry
                .shown(call.collection, found))
        }
        (&Method::POST, Some(id), true) => {
            add_message(state, call.collection, id, json_body(request)?, now_ms)
        }
        (&Method::POST, None, false) => state
            .registry
            .insert(call.collection, json_body(request)?)
            .map(|written| written.after),
        (&Method::PATCH, Some(id), false) => {
            let written = state
                .registry
                .patch(call.collection, id, json_body(request)?)?;
            Ok(told(state, call.collection, id, written, now_ms))
        }
        (&Method::PUT, Some(id), false) => {
            let written = state
                .registry
                .replace(call.collection, id, json_body(request)?)?;
            Ok(told(state, call.collection, id, written, now_ms))
        }
        _ => Err(Refusal::new(
            404,
            "notFound",
            "The requested URL was not found on this server.",
        )),
    }
}

fn query(call: &Call, query: &str) -> Result<Vec<(String, String)>, Refusal> {
    let pairs = reqwest::Url::parse(&format!("http://query/?{query}"));
    let pairs: Vec<(String, String)> = pairs
        .map(|url| {
            url.query_pairs()
                .into_owned()
                .collect()
        })
        .unwrap_or_default();
    let own: &[&str] = match (call.collection.is_object(), &call.id) {
        (true, None) => &["classId", "maxResults", "token"],
        (false, None) => &["issuerId", "maxResults", "token"],
        _ => &[],
    };
    let unknown = pairs.iter().find(|(name, _)| {
        !own.contains(&name.as_str()) && !COMMON_PARAMETERS.contains(&name.as_str())
    });
    match unknown {
        Some((name, _)) => Err(Refusal::bad_request(format!(
            "Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query parameter. Field '{name}' could not be found in \
             request message."
        ))),
        None => Ok(pairs),
    }
}

fn json_body(request: &Incoming) -> Result<Value, Refusal> {
    if !request
        .header("content-type")
        .is_some_and(|kind| kind.starts_with("application/json"))
    {
        return Err(Refusal::bad_request("The body must be application/json."));
    }
    serde_json::from_slice(&request.body)
        .map_err(|error| Refusal::bad_request(format!("Invalid JSON payload received. {error}")))
}

/// Lets phones ring for a change that asks for it, as far as Google announces the field.
fn told(
    state: &mut State,
    collection: Collection,
    id: &str,
    written: Written,
    now_ms: i64,
) -> Value {
    let before = written.before.unwrap_or_default();
    if written.notify && collection.is_object() {
        if let (Some(text), true) = (
            announced(&before, &written.after),
            written.after["hasUsers"] == true,
        ) {
            state
                .bell
                .ring(id, now_ms, NotificationKind::FieldUpdate, text);
        }
    } else if written.notify && before["rewardsTier"] != written.after["rewardsTier"] {
        let text = written.after["rewardsTier"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        for holder in holders(state, id) {
            state
                .bell
                .ring(&holder, now_ms, NotificationKind::FieldUpdate, text.clone());
        }
    }
    written.after
}

/// The objects of a class that somebody holds.
fn holders(state: &State, class_id: &str) -> Vec<String> {
    let objects = [Collection::LoyaltyObject, Collection::OfferObject]
        .into_iter()
        .flat_map(|kind| state.registry.all(kind));
    let held = objects.filter(|object| object["classId"] == class_id && object["hasUsers"] == true);
    held.filter_map(|object| {
        object["id"]
            .as_str()
            .map(str::to_owned)
    })
    .collect()
}

fn add_message(
    state: &mut State,
    collection: Collection,
    id: &str,
    body: Value,
    now_ms: i64,
) -> Result<Value, Refusal> {
    let resource = state
        .registry
        .find(collection, id)?;
    let held = resource["hasUsers"] == true;
    let class_id = resource["classId"]
        .as_str()
        .unwrap_or(id)
        .to_owned();
    check("AddMessageRequest", &body, View::Whole).map_err(Refusal::bad_request)?;
    let message = &body["message"];
    let text = message_text(message)?;
    if message["messageType"] == "TEXT_AND_NOTIFY" {
        if !collection.is_object() {
            for holder in holders(state, id) {
                state
                    .bell
                    .ring(&holder, now_ms, NotificationKind::Message, text.clone());
            }
        } else if held
            && !state
                .bell
                .ring(id, now_ms, NotificationKind::Message, text)
        {
            let issuer = class_id
                .split('.')
                .next()
                .unwrap_or_default();
            let message = format!(
                "Quota exceeded for issuer {issuer} when adding TEXT_AND_NOTIFY message to class {class_id}."
            );
            // 403 and not 429: that is how Google was seen to answer here.
            return Err(Refusal::new(403, "quotaExceeded", message));
        }
    }
    let resource = state
        .registry
        .add_message(collection, id, message)?;
    Ok(json!({"resource": resource}))
}

fn message_text(message: &Value) -> Result<String, Refusal> {
    if message["messageType"] == "EXPIRATION_NOTIFICATION" {
        return Err(Refusal::bad_request(
            "messageType EXPIRATION_NOTIFICATION is not supported.",
        ));
    }
    let text = |plain: &str, localized: &str| {
        let localized = &message[localized]["defaultValue"]["value"];
        message[plain]
            .as_str()
            .or(localized.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let (header, body) = (
        text("header", "localizedHeader"),
        text("body", "localizedBody"),
    );
    if header.is_empty() || body.is_empty() {
        return Err(Refusal::bad_request(
            "A message must have a header and a body.",
        ));
    }
    Ok(format!("{header}: {body}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let call = Call::of("/walletobjects/v1/loyaltyObject/3388.a%2Db/addMessage").unwrap();
        assert_eq!(
            (call.collection, call.id.as_deref(), call.add_message),
            (Collection::LoyaltyObject, Some("3388.a-b"), true)
        );
        assert!(
            Call::of("/walletobjects/v1/offerClass")
                .unwrap()
                .id
                .is_none()
        );
        for unknown in [
            "/walletobjects/v1/loyaltyobject",
            "/walletobjects/v1/loyaltyObject/a/b",
            "/walletobjects/v2/loyaltyObject",
            "/",
        ] {
            assert!(Call::of(unknown).is_none(), "{unknown}");
        }
    }
}
