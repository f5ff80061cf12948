//! Google's stand-in as an issuer, a customer and a shop see it, over HTTP.

mod api;
mod callbacks;
mod faults;
mod issuer;
mod saving;

use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use issuer::Issuer;

const PATIENCE: Duration = Duration::from_secs(10);
const DAY_MS: i64 = 24 * 3600 * 1000;

async fn google() -> GoogleStandIn {
    GoogleStandIn::start()
        .await
        .unwrap()
}

/// An id of the stand-in's issuer.
fn id(identifier: &str) -> String {
    format!("{ISSUER_ID}.{identifier}")
}

/// A class as a shop would write it.
fn class(identifier: &str) -> Value {
    json!({
        "id": id(identifier),
        "issuerName": "Café Röst",
        "programName": "Stamp card",
        "programLogo": {"sourceUri": {"uri": "http://127.0.0.1:9/logo.png"}},
        "reviewStatus": "UNDER_REVIEW",
        "hexBackgroundColor": "#5a3825",
    })
}

/// An object with this many stamps.
fn object(identifier: &str, stamps: i64) -> Value {
    json!({
        "id": id(identifier),
        "classId": id("coffee"),
        "state": "ACTIVE",
        "loyaltyPoints": {"label": "Stamps", "balance": {"int": stamps}},
        "barcode": {"type": "QR_CODE", "value": "S1:abc"},
    })
}
