//! What Google demands of a whole message beyond names and types.

use std::net::{IpAddr, UdpSocket};

use reqwest::Url;
use serde_json::{Map, Value};

use super::schema;

type Part = Map<String, Value>;

/// Checks one message on its own; its fields are known to have the right types.
pub(super) fn part(message: &str, part: &Part) -> Result<(), String> {
    required(message, part)?;
    longest_lists(message, part)?;
    match message {
        "Image" => one_of(part, &["sourceUri", "privateImageId"]),
        "ImageUri" => fetched(text(part, "uri")),
        "Uri" => Url::parse(text(part, "uri"))
            .map(|_| ())
            .map_err(|_| "uri must have a scheme".to_owned()),
        "CallbackOptions" if part.contains_key("url") => fetched(text(part, "url")),
        "LoyaltyPointsBalance" => one_of(part, &["string", "int", "double", "money"]),
        "CardRowTemplateInfo" => one_of(part, &["oneItem", "twoItems", "threeItems"]),
        "FieldReference" => field_path(text(part, "fieldPath")),
        "TextModuleData" if part.contains_key("id") => module_id(text(part, "id")),
        "MerchantLocation" | "LatLongPoint" => place(part),
        "TimeInterval" => offsets(part),
        "Money" => currency(text(part, "currencyCode")),
        "RotatingBarcode" => rotating(text(part, "type")),
        "LoyaltyClass" | "OfferClass" if part.contains_key("hexBackgroundColor") => {
            color(text(part, "hexBackgroundColor"))
        }
        _ => Ok(()),
    }
}

fn text<'a>(part: &'a Part, name: &str) -> &'a str {
    part.get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn demand(holds: bool, otherwise: &str) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(otherwise.to_owned())
    }
}

/// What must be there and not empty.
fn required(message: &str, part: &Part) -> Result<(), String> {
    let names: &[&str] = match message {
        "LoyaltyClass" => &[
            "id",
            "issuerName",
            "programName",
            "programLogo",
            "reviewStatus",
        ],
        "OfferClass" => &[
            "id",
            "issuerName",
            "provider",
            "redemptionChannel",
            "reviewStatus",
            "title",
        ],
        "LoyaltyObject" | "OfferObject" => &["id", "classId", "state"],
        "LoyaltyPoints" => &["balance"],
        "LocalizedString" => &["defaultValue"],
        "TranslatedString" => &["language", "value"],
        "Image" if !part.contains_key("privateImageId") => &["sourceUri"],
        "ImageUri" | "Uri" => &["uri"],
        "Barcode" => &["type", "value"],
        "RotatingBarcode" => &["type", "valuePattern", "totpDetails"],
        "MerchantLocation" => &["latitude", "longitude"],
        "Money" => &["micros", "currencyCode"],
        "FieldReference" => &["fieldPath"],
        "DateTime" => &["date"],
        "AddMessageRequest" => &["message"],
        _ => &[],
    };
    let missing = |name: &&&str| {
        part.get(**name)
            .is_none_or(|value| value.as_str() == Some(""))
    };
    names
        .iter()
        .find(missing)
        .map_or(Ok(()), |name| Err(format!("{name} is required")))
}

/// The greatest number of members, where Google rejects more.
fn longest_lists(message: &str, part: &Part) -> Result<(), String> {
    for (name, value) in part {
        let most = match name.as_str() {
            "textModulesData" | "merchantLocations" | "messages" => 10,
            "valueAddedModuleData" => 15,
            "linkedObjectIds" => 50,
            "cardRowTemplateInfos" if message == "CardTemplateOverride" => 3,
            _ => continue,
        };
        demand(
            value
                .as_array()
                .is_none_or(|list| list.len() <= most),
            &format!("{name} may have at most {most} members"),
        )?;
    }
    Ok(())
}

fn one_of(part: &Part, names: &[&str]) -> Result<(), String> {
    let set = names
        .iter()
        .filter(|name| part.contains_key(**name))
        .count();
    demand(
        set == 1,
        &format!(
            "exactly one of {} must be set, and {set} are",
            names.join(", ")
        ),
    )
}

/// An address that Google will call itself, so it must be public and https; plain http is let through to this machine and its
/// neighbours, on which the sandbox lives.
fn fetched(address: &str) -> Result<(), String> {
    let url = Url::parse(address).map_err(|_| format!("{address:?} is not an address"))?;
    let allowed =
        url.scheme() == "https" || (url.scheme() == "http" && url.host_str().is_some_and(is_near));
    demand(allowed, &format!("{address:?} must begin with https://"))
}

fn is_near(host: &str) -> bool {
    match host
        .trim_matches(['[', ']'])
        .parse()
    {
        Ok(IpAddr::V4(ip)) => {
            ip.is_loopback() || ip.is_private() || ip.is_link_local() || is_own(ip.into())
        }
        Ok(IpAddr::V6(ip)) => {
            ip.is_loopback()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
                || is_own(ip.into())
        }
        Err(_) => host == "localhost",
    }
}

/// Only an address of this machine can be bound; some networks give out others than the private ones.
fn is_own(ip: IpAddr) -> bool {
    UdpSocket::bind((ip, 0)).is_ok()
}

/// `object.loyaltyPoints.balance` or `class.textModulesData['id']`: the first name must be a field of the card.
fn field_path(path: &str) -> Result<(), String> {
    let (of, rest) = path
        .split_once('.')
        .unwrap_or_default();
    let first = rest
        .split(['.', '['])
        .next()
        .unwrap_or_default();
    let messages: &[&str] = match of {
        "object" => &["LoyaltyObject", "OfferObject"],
        "class" => &["LoyaltyClass", "OfferClass"],
        _ => &[],
    };
    let known = messages
        .iter()
        .any(|message| schema::fields(message).is_some_and(|fields| fields.contains_key(first)));
    demand(
        known,
        &format!("fieldPath {path:?} names no field of object or class"),
    )
}

fn module_id(id: &str) -> Result<(), String> {
    let allowed = !id.is_empty()
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    demand(
        allowed,
        &format!("id {id:?} may hold letters, digits, '_' and '-' only"),
    )
}

fn place(part: &Part) -> Result<(), String> {
    let within = |name: &str, most: f64| {
        part.get(name)
            .and_then(Value::as_f64)
            .is_none_or(|degrees| degrees.abs() <= most)
    };
    demand(
        within("latitude", 90.0) && within("longitude", 180.0),
        "latitude or longitude is out of range",
    )
}

/// Either both ends say their offset from UTC, or neither does.
fn offsets(part: &Part) -> Result<(), String> {
    let has_offset = |end: &Value| {
        let time = end["date"]
            .as_str()
            .unwrap_or_default()
            .split_once('T')
            .unwrap_or_default()
            .1;
        time.contains(['Z', '+', '-'])
    };
    match (part.get("start"), part.get("end")) {
        (Some(start), Some(end)) => demand(
            has_offset(start) == has_offset(end),
            "start and end must both have an offset or neither",
        ),
        _ => Ok(()),
    }
}

fn currency(code: &str) -> Result<(), String> {
    demand(
        code.len() == 3
            && code
                .bytes()
                .all(|b| b.is_ascii_uppercase()),
        "currencyCode must be three capital letters",
    )
}

fn rotating(kind: &str) -> Result<(), String> {
    demand(
        matches!(kind, "QR_CODE" | "PDF_417"),
        "a rotating barcode must be QR_CODE or PDF_417",
    )
}

fn color(color: &str) -> Result<(), String> {
    let digits = color
        .strip_prefix('#')
        .unwrap_or_default();
    let right = matches!(digits.len(), 3 | 6)
        && digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit());
    demand(
        right,
        &format!("hexBackgroundColor {color:?} must be #rrggbb or #rgb"),
    )
}

/// `issuerId.identifier` of this issuer.
pub(super) fn is_id_of(issuer: &str, id: &str) -> bool {
    let identifier = id
        .strip_prefix(issuer)
        .and_then(|rest| rest.strip_prefix('.'))
        .unwrap_or_default();
    !identifier.is_empty()
        && identifier
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

/// What Google takes and the phone's screen may cut: texts longer than the recommended number of characters.
pub(super) fn remarks(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look_for_long_texts(value, "", &mut found);
    found
}

fn look_for_long_texts(value: &Value, inside: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                remark(inside, name, value, found);
                look_for_long_texts(value, name, found);
            }
        }
        Value::Array(values) => values
            .iter()
            .for_each(|value| look_for_long_texts(value, inside, found)),
        _ => {}
    }
}

fn remark(inside: &str, name: &str, value: &Value, found: &mut Vec<String>) {
    let most = match (inside, name) {
        ("balance", "string") => 7,
        ("loyaltyPoints" | "secondaryLoyaltyPoints", "label") => 9,
        ("textModulesData", "header") => 35,
        ("textModulesData", "body") => 500,
        ("", "issuerName" | "programName" | "accountName" | "accountId") => 20,
        _ => return,
    };
    let length = value
        .as_str()
        .unwrap_or_default()
        .chars()
        .count();
    if length > most {
        found.push(
            format!("{inside}.{name} has {length} characters, and {most} are recommended")
                .trim_start_matches('.')
                .to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn says(message: &str, value: Value) -> String {
        part(message, value.as_object().unwrap())
            .err()
            .unwrap_or_default()
    }

    #[test]
    fn a_balance_is_of_one_kind_and_an_image_from_one_place() {
        assert_eq!(
            says("LoyaltyPointsBalance", json!({"int": 3, "string": "3/10"})),
            "exactly one of string, int, double, money must be set, and 2 are"
        );
        assert_eq!(says("LoyaltyPointsBalance", json!({"int": 3})), "");
        assert_eq!(says("Image", json!({})), "sourceUri is required");
        assert!(
            says("Image", json!({"sourceUri": {}, "privateImageId": "x"}))
                .contains("exactly one of")
        );
    }

    #[test]
    fn google_calls_public_https_addresses_and_the_sandbox_its_neighbours() {
        for near in [
            "http://127.0.0.1:8080/x",
            "http://[::1]/x",
            "http://192.168.1.7/x",
            "http://localhost/x",
            "https://shop.example/x",
        ] {
            assert_eq!(says("ImageUri", json!({"uri": near})), "", "{near}");
        }
        for far in [
            "http://shop.example/x",
            "http://8.8.8.8/x",
            "ftp://127.0.0.1/x",
            "/x",
        ] {
            assert_ne!(says("CallbackOptions", json!({"url": far})), "", "{far}");
        }
    }

    #[test]
    fn small_rules_hold() {
        assert_ne!(says("Uri", json!({"uri": "shop.example"})), "");
        assert_eq!(says("Uri", json!({"uri": "tel:+4930123"})), "");
        assert_ne!(
            says(
                "MerchantLocation",
                json!({"latitude": 91.0, "longitude": 0})
            ),
            ""
        );
        assert_ne!(
            says("FieldReference", json!({"fieldPath": "object.stamps"})),
            ""
        );
        assert_eq!(
            says(
                "FieldReference",
                json!({"fieldPath": "object.textModulesData['reward']"})
            ),
            ""
        );
        assert_ne!(says("TextModuleData", json!({"id": "a.b"})), "");
        let interval = |start: &str, end: &str| {
            says(
                "TimeInterval",
                json!({"start": {"date": start}, "end": {"date": end}}),
            )
        };
        assert_ne!(interval("2026-01-01T00:00:00", "2026-01-02T00:00:00Z"), "");
        assert_eq!(
            interval("2026-01-01T00:00:00+02:00", "2026-01-02T00:00:00Z"),
            ""
        );
        assert_ne!(says("LoyaltyPoints", json!({"label": "Stamps"})), "");
        let modules: Vec<Value> = (0..11)
            .map(|n| json!({"id": n.to_string()}))
            .collect();
        let object =
            json!({"id": "1.a", "classId": "1.b", "state": "ACTIVE", "textModulesData": modules});
        assert_eq!(
            says("LoyaltyObject", object),
            "textModulesData may have at most 10 members"
        );
    }

    #[test]
    fn ids_belong_to_the_issuer() {
        assert!(is_id_of("3388", "3388.card_a-b.c"));
        for foreign in ["3388", "3388.", "33881.a", "3388.a b", "9.3388.a", ""] {
            assert!(!is_id_of("3388", foreign), "{foreign}");
        }
    }

    #[test]
    fn long_texts_are_remarked_and_not_refused() {
        let object =
            json!({"loyaltyPoints": {"label": "Stempelkarte", "balance": {"string": "12345678"}}});
        assert_eq!(
            remarks(&object),
            [
                "loyaltyPoints.label has 12 characters, and 9 are recommended",
                "balance.string has 8 characters, and 7 are recommended"
            ]
        );
    }
}
