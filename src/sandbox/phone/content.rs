//! The rules of pass.json that decide whether Wallet takes a pass.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

const REQUIRED: [&str; 5] = [
    "passTypeIdentifier",
    "serialNumber",
    "teamIdentifier",
    "organizationName",
    "description",
];
const CLASSIC_STYLES: [&str; 5] = [
    "boardingPass",
    "coupon",
    "eventTicket",
    "generic",
    "storeCard",
];
const POSTER: &str = "posterGeneric";
/// The groups of fields in the order in which a page would show them.
const GROUPS: [&str; 7] = [
    "headerFields",
    "primaryFields",
    "secondaryFields",
    "auxiliaryFields",
    "footerFields",
    "additionalInfoFields",
    "backFields",
];
const MIN_TOKEN: usize = 16;

/// Checks pass.json; the error says which rule is broken.
pub(super) fn check(pass: &Value) -> Result<(), String> {
    let pass = pass
        .as_object()
        .ok_or("it is not a JSON object")?;
    check_required(pass)?;
    check_web_service(pass)?;
    classic_style(pass)?;
    for style in CLASSIC_STYLES
        .iter()
        .chain([&POSTER])
    {
        if let Some(dictionary) = pass.get(*style) {
            check_fields(style, dictionary)?;
        }
    }
    check_barcodes(pass)?;
    check_dates(pass)?;
    check_counts(pass)
}

/// The one classic style of a pass, which every system can draw.
pub(super) fn classic_style(pass: &Map<String, Value>) -> Result<&'static str, String> {
    let styles: Vec<_> = CLASSIC_STYLES
        .into_iter()
        .filter(|style| pass.contains_key(*style))
        .collect();
    match styles[..] {
        [style] => Ok(style),
        [] => Err("it has no classic style, such as storeCard".to_owned()),
        _ => Err(format!(
            "it has more than one classic style: {}",
            styles.join(", ")
        )),
    }
}

/// All fields of a style with their group, in order of display.
pub(super) fn fields<'p>(
    pass: &'p Value,
    style: &str,
) -> impl Iterator<Item = (&'static str, &'p Value)> {
    let dictionary = &pass[style];
    GROUPS
        .into_iter()
        .flat_map(|group| {
            dictionary[group]
                .as_array()
                .into_iter()
                .flatten()
                .map(move |field| (group, field))
        })
}

fn check_required(pass: &Map<String, Value>) -> Result<(), String> {
    if pass.get("formatVersion") != Some(&Value::from(1)) {
        return Err("formatVersion must be the number 1".to_owned());
    }
    match REQUIRED.iter().find(|key| {
        pass.get(**key)
            .and_then(Value::as_str)
            .is_none_or(str::is_empty)
    }) {
        Some(key) => Err(format!("{key} must be a text that is not empty")),
        None => Ok(()),
    }
}

/// Plain http is taken, as by an iPhone whose developer switch allows it.
fn check_web_service(pass: &Map<String, Value>) -> Result<(), String> {
    match (pass.get("webServiceURL"), pass.get("authenticationToken")) {
        (None, None) => Ok(()),
        (Some(Value::String(url)), Some(Value::String(token))) => {
            if !url.starts_with("https://") && !url.starts_with("http://") {
                return Err(format!("webServiceURL {url} is not a web address"));
            }
            if url.ends_with('/') || url.ends_with("/v1") {
                return Err(format!(
                    "webServiceURL {url} must not end in a slash or /v1, since devices append /v1/…"
                ));
            }
            if token.chars().count() < MIN_TOKEN {
                return Err(format!(
                    "authenticationToken has fewer than {MIN_TOKEN} characters"
                ));
            }
            Ok(())
        }
        _ => Err("webServiceURL and authenticationToken must be texts, both or neither".to_owned()),
    }
}

fn check_fields(style: &str, dictionary: &Value) -> Result<(), String> {
    let groups = dictionary
        .as_object()
        .ok_or_else(|| format!("{style} is not an object"))?;
    let mut keys = BTreeSet::new();
    for group in GROUPS
        .iter()
        .filter_map(|group| groups.get(*group))
    {
        for field in group
            .as_array()
            .ok_or_else(|| format!("a group of fields in {style} is not an array"))?
        {
            let key = field["key"]
                .as_str()
                .filter(|key| !key.is_empty())
                .ok_or_else(|| format!("a field in {style} has no key"))?;
            if !keys.insert(key) {
                return Err(format!("the field key {key} stands twice in {style}"));
            }
            check_field(key, field)?;
        }
    }
    Ok(())
}

fn check_field(key: &str, field: &Value) -> Result<(), String> {
    if !field["value"].is_string() && !field["value"].is_number() {
        return Err(format!(
            "the value of field {key} is neither a text nor a number"
        ));
    }
    for text in ["label", "changeMessage", "attributedValue"] {
        if field
            .get(text)
            .is_some_and(|text| !text.is_string())
        {
            return Err(format!("{text} of field {key} is not a text"));
        }
    }
    Ok(())
}

fn check_barcodes(pass: &Map<String, Value>) -> Result<(), String> {
    let Some(barcodes) = pass.get("barcodes") else {
        return Ok(());
    };
    for barcode in barcodes
        .as_array()
        .ok_or("barcodes is not an array")?
    {
        if !barcode["format"]
            .as_str()
            .is_some_and(|format| format.starts_with("PKBarcodeFormat"))
        {
            return Err(format!("{} is not a barcode format", barcode["format"]));
        }
        let message = barcode["message"]
            .as_str()
            .filter(|message| !message.is_empty())
            .ok_or("a barcode has no message")?;
        let encoding = barcode["messageEncoding"]
            .as_str()
            .ok_or("a barcode has no messageEncoding")?;
        if encoding.eq_ignore_ascii_case("iso-8859-1")
            && message
                .chars()
                .any(|c| u32::from(c) > 0xff)
        {
            return Err("a barcode's message cannot be written in iso-8859-1".to_owned());
        }
    }
    Ok(())
}

/// A date without zone is no date for Wallet, and a wrong one puts the pass under "expired".
fn check_dates(pass: &Map<String, Value>) -> Result<(), String> {
    for key in ["expirationDate", "relevantDate"] {
        let Some(date) = pass.get(key) else {
            continue;
        };
        if date.as_str().is_none_or(|text| {
            text.parse::<jiff::Timestamp>()
                .is_err()
        }) {
            return Err(format!("{key} {date} is not a date and time with zone"));
        }
    }
    Ok(())
}

fn check_counts(pass: &Map<String, Value>) -> Result<(), String> {
    for (key, most) in [("locations", 10), ("beacons", 10), ("featuredActions", 2)] {
        let Some(list) = pass.get(key) else {
            continue;
        };
        if list
            .as_array()
            .is_none_or(|list| list.len() > most)
        {
            return Err(format!("{key} must be an array of at most {most}"));
        }
    }
    Ok(())
}
