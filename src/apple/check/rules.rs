//! The rules of `pass.json`, each in a sentence.

use serde_json::{Map, Value};

use super::Files;
use crate::apple::Finding;
use crate::clock::Timestamp;

const CLASSIC: [&str; 5] = [
    "boardingPass",
    "coupon",
    "eventTicket",
    "generic",
    "storeCard",
];
const GROUPS: [&str; 6] = [
    "headerFields",
    "primaryFields",
    "secondaryFields",
    "auxiliaryFields",
    "backFields",
    "footerFields",
];
/// Drawn by every system that has Wallet; the others need one of these beside them.
const CLASSIC_CODES: [&str; 4] = [
    "PKBarcodeFormatQR",
    "PKBarcodeFormatPDF417",
    "PKBarcodeFormatAztec",
    "PKBarcodeFormatCode128",
];
const NEW_CODES: [&str; 4] = [
    "PKBarcodeFormatEAN13",
    "PKBarcodeFormatCode39",
    "PKBarcodeFormatCodabar",
    // Apple's name for ITF. `PKBarcodeFormatITF` does not exist, though several libraries write it.
    "PKBarcodeFormatI2of5",
];

type PassJson = Map<String, Value>;

/// Collects what is wrong; says that all is well if nothing is.
pub(super) fn check(pass: &PassJson, files: &Files, now: Timestamp, findings: &mut Vec<Finding>) {
    let before = findings.len();
    required(pass, findings);
    style(pass, findings);
    web_service(pass, findings);
    barcodes(pass, findings);
    dates(pass, now, findings);
    actions(pass, findings);
    images(files, findings);
    if findings.len() == before {
        findings.push(Finding::good(
            "pass.json",
            "It follows every rule that phones check.",
        ));
    }
}

fn bad(findings: &mut Vec<Finding>, sentence: impl Into<String>, fix: &str) {
    findings.push(Finding::bad("pass.json", sentence, fix));
}

fn text<'a>(pass: &'a PassJson, key: &str) -> Option<&'a str> {
    pass.get(key)
        .and_then(Value::as_str)
}

fn required(pass: &PassJson, findings: &mut Vec<Finding>) {
    if pass.get("formatVersion") != Some(&Value::from(1)) {
        bad(
            findings,
            "formatVersion is not the number 1.",
            "Write \"formatVersion\": 1.",
        );
    }
    for key in [
        "passTypeIdentifier",
        "serialNumber",
        "teamIdentifier",
        "organizationName",
        "description",
    ] {
        if text(pass, key).is_none_or(str::is_empty) {
            bad(
                findings,
                format!("{key} is missing or is not text."),
                "Phones refuse a pass without it.",
            );
        }
    }
    for key in ["foregroundColor", "backgroundColor", "labelColor"] {
        if text(pass, key).is_some_and(|c| !is_colour(c)) {
            bad(
                findings,
                format!("{key} is not a colour."),
                "Write it as rgb(59, 42, 32).",
            );
        }
    }
}

fn is_colour(colour: &str) -> bool {
    let parts = colour
        .strip_prefix("rgb(")
        .and_then(|c| c.strip_suffix(')'));
    let rgb = parts.is_some_and(|p| {
        p.split(',').count() == 3
            && p.split(',')
                .all(|n| n.trim().parse::<u8>().is_ok())
    });
    rgb || colour
        .strip_prefix('#')
        .is_some_and(|h| {
            matches!(h.len(), 3 | 6)
                && h.bytes()
                    .all(|b| b.is_ascii_hexdigit())
        })
}

fn style(pass: &PassJson, findings: &mut Vec<Finding>) {
    let classic: Vec<&str> = CLASSIC
        .into_iter()
        .filter(|s| pass.contains_key(*s))
        .collect();
    match classic.as_slice() {
        [_] => {}
        [] => bad(
            findings,
            "There is no style such as storeCard.",
            "Add exactly one classic style. A poster alone cannot be added before iOS 27.",
        ),
        several => bad(
            findings,
            format!("There are several styles: {}.", several.join(", ")),
            "Keep exactly one classic style.",
        ),
    }
    for name in classic
        .into_iter()
        .chain(["posterGeneric"])
    {
        match pass.get(name) {
            Some(Value::Object(style)) => fields(name, style, findings),
            Some(_) => bad(
                findings,
                format!("{name} is not an object."),
                "Put the field groups into it.",
            ),
            None => {}
        }
    }
}

fn fields(style: &str, groups: &PassJson, findings: &mut Vec<Finding>) {
    // Counted for each style: a poster repeats the keys of the classic face, and a
    // phone shows one of the two.
    let (mut keys, mut messages) = (Vec::new(), 0);
    for group in GROUPS {
        for field in groups
            .get(group)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let key = field["key"].as_str().unwrap_or("");
            if key.is_empty() || keys.contains(&key) {
                bad(
                    findings,
                    format!(
                        "A field in {style}.{group} has no key, or the same key as another ({key:?})."
                    ),
                    "Give each field in a style its own key.",
                );
            }
            keys.push(key);
            if !field["value"].is_string() && !field["value"].is_number() {
                bad(
                    findings,
                    format!("The field {key:?} has no value."),
                    "Give it text or a number. Null is refused.",
                );
            }
            if field.get("_id").is_some() {
                bad(
                    findings,
                    format!("The field {key:?} still has an _id."),
                    "Remove the designer's IDs.",
                );
            }
            if let Some(message) = field["changeMessage"].as_str() {
                messages += 1;
                if !message.contains("%@") {
                    bad(
                        findings,
                        format!("The changeMessage of {key:?} has no %@."),
                        "Put %@ where the new value goes, or the update is silent.",
                    );
                }
            }
        }
    }
    if messages > 1 {
        findings.push(Finding::warning(
            "pass.json",
            format!("{messages} fields in {style} have a changeMessage."),
            "Keep one: when two change at once, neither text is shown.",
        ));
    }
}

fn web_service(pass: &PassJson, findings: &mut Vec<Finding>) {
    match (
        text(pass, "webServiceURL"),
        text(pass, "authenticationToken"),
    ) {
        (None, None) => findings.push(Finding::warning(
            "pass.json",
            "There is no web service: this pass can never be updated.",
            "Add webServiceURL and authenticationToken before you hand it out.",
        )),
        (Some(url), Some(token)) => {
            if !url.starts_with("https://") {
                findings.push(Finding::warning(
                    "pass.json",
                    "webServiceURL is not https: phones only update from it in developer mode.",
                    "Serve it over https.",
                ));
            }
            if url.ends_with('/') || url.ends_with("/v1") {
                bad(
                    findings,
                    "webServiceURL ends with a slash or /v1.",
                    "Phones add /v1 themselves. Leave both off.",
                );
            }
            if token.len() < 16 {
                bad(
                    findings,
                    "authenticationToken has fewer than 16 characters.",
                    "Make it longer.",
                );
            }
        }
        _ => bad(
            findings,
            "Only one of webServiceURL and authenticationToken is present.",
            "Give both or neither.",
        ),
    }
}

fn barcodes(pass: &PassJson, findings: &mut Vec<Finding>) {
    if pass.contains_key("barcode") && !pass.contains_key("barcodes") {
        findings.push(Finding::warning(
            "pass.json",
            "barcode is the format from before iOS 9.",
            "Use the barcodes list.",
        ));
    }
    let Some(codes) = pass
        .get("barcodes")
        .and_then(Value::as_array)
    else {
        return;
    };
    for code in codes {
        let format = code["format"]
            .as_str()
            .unwrap_or("");
        if !CLASSIC_CODES.contains(&format) && !NEW_CODES.contains(&format) {
            bad(
                findings,
                format!("{format:?} is not a barcode format."),
                "Use PKBarcodeFormatQR.",
            );
        }
        let (message, encoding) = (
            code["message"]
                .as_str()
                .unwrap_or(""),
            code["messageEncoding"]
                .as_str()
                .unwrap_or(""),
        );
        let latin = !encoding.eq_ignore_ascii_case("iso-8859-1")
            || message
                .chars()
                .all(|c| u32::from(c) < 256);
        if message.is_empty() || encoding.is_empty() || !latin {
            bad(
                findings,
                "A barcode has no message or messageEncoding, or its message does not fit the encoding.",
                "Use ISO 8859-1 text.",
            );
        }
    }
    if !codes.is_empty()
        && !codes
            .iter()
            .any(|c| CLASSIC_CODES.contains(&c["format"].as_str().unwrap_or("")))
    {
        bad(
            findings,
            "Phones before iOS 27 cannot draw any of the barcodes.",
            "Add a QR code as the second entry.",
        );
    }
}

fn dates(pass: &PassJson, now: Timestamp, findings: &mut Vec<Finding>) {
    for key in ["expirationDate", "relevantDate"] {
        let Some(date) = text(pass, key) else {
            continue;
        };
        match zoned(date) {
            None => bad(
                findings,
                format!("{key} {date:?} is not a date with a time and zone."),
                "Write it as 2027-01-31T18:00:00Z.",
            ),
            Some(end) if key == "expirationDate" && end < now => {
                findings.push(Finding::warning(
                    "pass.json",
                    format!("The pass expired on {end}, so phones file it under expired passes."),
                    "Set a later expirationDate.",
                ));
            }
            Some(_) => {}
        }
    }
}

/// Apple's grammar: `YYYY-MM-DDTHH:MM[:SS[.fff]]` and then exactly `Z`, `+HH:MM` or `-HH:MM`.
fn zoned(date: &str) -> Option<Timestamp> {
    let zone = date.get(16..).is_some_and(|rest| {
        rest.ends_with('Z')
            || rest.len() >= 6 && matches!(rest.as_bytes()[rest.len() - 6], b'+' | b'-')
    });
    if !zone || date.as_bytes().get(10) != Some(&b'T') {
        None
    } else {
        date.parse().ok()
    }
}

fn actions(pass: &PassJson, findings: &mut Vec<Finding>) {
    let Some(actions) = pass
        .get("featuredActions")
        .and_then(Value::as_array)
    else {
        return;
    };
    if actions.len() > 2 {
        bad(
            findings,
            "There are more than two featured actions.",
            "Keep the two that matter most.",
        );
    }
    if actions.iter().any(|a| {
        a["url"]
            .as_str()
            .is_some_and(|u| !u.starts_with("https://"))
    }) {
        bad(
            findings,
            "A featured action does not link to https.",
            "Give an https address.",
        );
    }
}

fn images(files: &Files, findings: &mut Vec<Finding>) {
    // iOS wants the name without a scale as well, although Apple's designer
    // exports @2x and @3x only.
    if !files.contains_key("icon.png") {
        findings.push(Finding::bad(
            "icon",
            "There is no icon.png: phones refuse the pass without saying why.",
            "Add icon.png, icon@2x.png and icon@3x.png (38, 76 and 114 pixels).",
        ));
    }
    for (name, bytes) in files
        .iter()
        .filter(|(name, _)| name.ends_with(".png"))
    {
        let header = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_header_info()
            .map(|h| h.width.max(h.height));
        if header.is_err() {
            findings.push(Finding::bad(
                "images",
                format!("{name} is not a PNG."),
                "Save it as PNG.",
            ));
        }
    }
}
