use openssl::ec::EcGroup;
use openssl::pkey::Private;
use openssl::sign::Signer;
use serde_json::{Value, json};

use super::*;

const NOW: Timestamp = Timestamp(1_780_272_000_000);
const HOUR_MS: i64 = 3_600_000;
const ISSUER: &str = "3388000000022123456";

fn ec(curve: Nid) -> PKey<Private> {
    PKey::from_ec_key(EcKey::generate(&EcGroup::from_curve_name(curve).unwrap()).unwrap()).unwrap()
}

fn spki(key: &PKey<Private>) -> String {
    data_encoding::BASE64.encode(&key.public_key_to_der().unwrap())
}

fn sign(key: &PKey<Private>, parts: &[&str]) -> String {
    let mut signer = Signer::new(MessageDigest::sha256(), key).unwrap();
    data_encoding::BASE64.encode(
        &signer
            .sign_oneshot_to_vec(&signed_text(parts))
            .unwrap(),
    )
}

/// A Google of our own: what it signs can be bent before it is signed.
struct Google {
    root: PKey<Private>,
    intermediate: PKey<Private>,
    sender: &'static str,
    recipient: &'static str,
    signed_key: String,
    message: String,
}

impl Google {
    fn new() -> Google {
        let (root, intermediate) = (ec(Nid::X9_62_PRIME256V1), ec(Nid::X9_62_PRIME256V1));
        let signed_key = signed_key(&intermediate, json!((NOW.0 + 24 * HOUR_MS).to_string()));
        Google {
            root,
            intermediate,
            sender: SENDER,
            recipient: ISSUER,
            signed_key,
            message: message("save").to_string(),
        }
    }

    fn keys(&self) -> Vec<RootKey> {
        vec![root_key(&self.root, PROTOCOL, Some(NOW.plus_ms(HOUR_MS)))]
    }

    fn envelope(&self) -> Value {
        json!({
            "signature": sign(&self.intermediate, &[self.sender, self.recipient, PROTOCOL, &self.message]),
            "intermediateSigningKey": {
                "signedKey": self.signed_key,
                "signatures": [sign(&self.root, &[self.sender, PROTOCOL, &self.signed_key])],
            },
            "protocolVersion": PROTOCOL,
            "signedMessage": self.message,
        })
    }

    fn told(&self) -> Result<Callback, CallbackError> {
        told(&self.envelope(), &self.keys())
    }

    /// What becomes of the envelope after somebody laid hands on it.
    fn bent(&self, bend: impl FnOnce(&mut Value)) -> CallbackError {
        let mut envelope = self.envelope();
        bend(&mut envelope);
        told(&envelope, &self.keys()).unwrap_err()
    }
}

fn told(envelope: &Value, keys: &[RootKey]) -> Result<Callback, CallbackError> {
    verify(envelope.to_string().as_bytes(), ISSUER, keys, NOW)
}

fn root_key(key: &PKey<Private>, protocol: &str, expires_at: Option<Timestamp>) -> RootKey {
    RootKey {
        key_value: spki(key),
        protocol_version: protocol.to_owned(),
        expires_at,
    }
}

fn signed_key(key: &PKey<Private>, expiration: Value) -> String {
    json!({"keyValue": spki(key), "keyExpiration": expiration}).to_string()
}

/// A message as Google's real ones look; nobody knows what `count` means.
fn message(event: &str) -> Value {
    json!({
        "classId": format!("{ISSUER}.prg_1"),
        "objectId": format!("{ISSUER}.card_1"),
        "eventType": event,
        "expTimeMillis": NOW.0 + HOUR_MS,
        "count": 1,
        "nonce": "6bdb8e5d-4cdb-4d1a-8a4e-0a3d1b8f6e8b",
    })
}

#[test]
fn a_save_and_a_delete_are_believed() {
    let mut google = Google::new();
    assert_eq!(
        google.told().unwrap(),
        Callback {
            class_id: format!("{ISSUER}.prg_1"),
            object_id: format!("{ISSUER}.card_1"),
            event: CallbackEvent::Save,
            nonce: "6bdb8e5d-4cdb-4d1a-8a4e-0a3d1b8f6e8b".into(),
            expires_at: NOW.plus_ms(HOUR_MS),
        }
    );
    google.message = message("del").to_string();
    assert_eq!(google.told().unwrap().event, CallbackEvent::Delete);
    google.message = message("held up to the light").to_string();
    assert_eq!(
        google.told().unwrap().event,
        CallbackEvent::Other("held up to the light".into())
    );
}

#[test]
fn lengths_come_before_their_parts_with_the_least_byte_first() {
    assert_eq!(signed_text(&["ab", "é"]), b"\x02\0\0\0ab\x02\0\0\0\xc3\xa9");
    assert_eq!(signed_text(&[&"x".repeat(258)])[..4], [2, 1, 0, 0]);
}

#[test]
fn the_text_counts_as_it_was_received() {
    let mut google = Google::new();
    // Google writes `=` as \u003d inside the signed text; what is signed are those six characters.
    google.signed_key = google
        .signed_key
        .replace('=', "\\u003d");
    assert!(
        google
            .signed_key
            .contains("\\u003d")
    );
    google.message = format!(" {}\n", google.message.replace("/", "\\/"));
    assert!(google.told().is_ok());
    let anew = |text: &Value| {
        serde_json::from_str::<Value>(text.as_str().unwrap())
            .unwrap()
            .to_string()
    };
    assert_eq!(
        google.bent(|e| e["signedMessage"] = anew(&e["signedMessage"]).into()),
        CallbackError::Signature
    );
    let rewritten = google.bent(|e| {
        e["intermediateSigningKey"]["signedKey"] =
            anew(&e["intermediateSigningKey"]["signedKey"]).into()
    });
    assert_eq!(rewritten, CallbackError::Intermediate);
}

#[test]
fn a_callback_for_somebody_else_is_refused() {
    let elsewhere = Google {
        recipient: "3388000000022999999",
        ..Google::new()
    };
    assert_eq!(elsewhere.told(), Err(CallbackError::Signature));
    let sender = Google {
        sender: "GoogleWalletPasses",
        ..Google::new()
    };
    assert_eq!(sender.told(), Err(CallbackError::Intermediate));
    for (field, id) in [
        ("classId", "3388000000022999999.prg_1"),
        ("objectId", "3388000000022999999.card_1"),
        ("objectId", "33880000000221234567.card_1"),
        ("objectId", "3388000000022123456"),
        ("objectId", "3388000000022123456."),
    ] {
        let mut told = message("save");
        told[field] = id.into();
        let google = Google {
            message: told.to_string(),
            ..Google::new()
        };
        assert_eq!(google.told(), Err(CallbackError::OtherIssuer), "{id}");
    }
}

#[test]
fn what_is_over_is_refused() {
    let mut google = Google::new();
    google.signed_key = signed_key(&google.intermediate, json!(NOW.0.to_string()));
    assert_eq!(google.told(), Err(CallbackError::IntermediateExpired));
    let mut google = Google::new();
    let mut late = message("save");
    late["expTimeMillis"] = NOW.0.into();
    google.message = late.to_string();
    assert_eq!(google.told(), Err(CallbackError::Expired));
}

#[test]
fn a_key_or_message_without_an_end_is_refused() {
    let mut google = Google::new();
    for missing in [json!(null), json!("never"), json!(1.5e300)] {
        google.signed_key = signed_key(&google.intermediate, missing);
        assert!(matches!(google.told(), Err(CallbackError::Malformed(_))));
    }
    google.signed_key = json!({"keyValue": spki(&google.intermediate)}).to_string();
    assert!(matches!(google.told(), Err(CallbackError::Malformed(_))));
    let mut google = Google::new();
    let mut endless = message("save");
    endless["expTimeMillis"] = Value::Null;
    google.message = endless.to_string();
    assert!(matches!(google.told(), Err(CallbackError::Malformed(_))));
}

#[test]
fn only_living_root_keys_of_the_protocol_vouch() {
    let google = Google::new();
    let ours = |protocol, expires_at| root_key(&google.root, protocol, expires_at);
    for none in [
        vec![],
        vec![ours(PROTOCOL, Some(NOW))],
        vec![ours("ECv1", Some(NOW.plus_ms(1)))],
        vec![ours(PROTOCOL, None)],
    ] {
        let error = told(&google.envelope(), &none).unwrap_err();
        assert!(
            matches!(error, CallbackError::NoRootKeys(_)) && !error.is_refusal(),
            "{error}"
        );
    }
    let other = ec(Nid::X9_62_PRIME256V1);
    let strangers = vec![
        root_key(&other, PROTOCOL, Some(NOW.plus_ms(1))),
        ours("ECv2", Some(NOW.plus_ms(1))),
    ];
    assert_eq!(
        told(&google.envelope(), &strangers),
        Err(CallbackError::Intermediate)
    );
    let among = vec![
        root_key(&other, PROTOCOL, Some(NOW.plus_ms(1))),
        ours(PROTOCOL, Some(NOW.plus_ms(1))),
    ];
    assert!(told(&google.envelope(), &among).is_ok());
}

#[test]
fn parts_that_belong_to_others_are_refused() {
    let (google, other) = (Google::new(), Google::new());
    let theirs = other.envelope();
    assert_eq!(
        google.bent(|e| e["signature"] = theirs["signature"].clone()),
        CallbackError::Signature
    );
    assert_eq!(
        google.bent(|e| e["intermediateSigningKey"] = theirs["intermediateSigningKey"].clone()),
        CallbackError::Intermediate
    );
    let key_of_other =
        google.bent(|e| e["intermediateSigningKey"]["signedKey"] = other.signed_key.clone().into());
    assert_eq!(key_of_other, CallbackError::Intermediate);
    assert_eq!(
        google.bent(|e| e["signedMessage"] = message("del").to_string().into()),
        CallbackError::Signature
    );
    let swapped = google.bent(|e| {
        let message = e["signedMessage"].take();
        e["signedMessage"] = e["intermediateSigningKey"]["signedKey"].take();
        e["intermediateSigningKey"]["signedKey"] = message;
    });
    assert_eq!(swapped, CallbackError::Intermediate);
}

#[test]
fn the_protocol_is_ours_to_name() {
    let google = Google::new();
    for name in ["ECv1", "ECv2", "ecv2signingonly", ""] {
        assert_eq!(
            google.bent(|e| e["protocolVersion"] = name.into()),
            CallbackError::Protocol,
            "{name}"
        );
    }
}

#[test]
fn one_good_signature_is_enough_but_not_one_of_very_many() {
    let google = Google::new();
    let mut envelope = google.envelope();
    let list = envelope["intermediateSigningKey"]["signatures"]
        .as_array_mut()
        .unwrap();
    let good = list.remove(0);
    let bad = sign(&ec(Nid::X9_62_PRIME256V1), &["x"]);
    list.extend((0..13).map(|_| Value::from(bad.clone())));
    list.extend(["not base64".into(), "".into()]);
    list.push(good);
    assert_eq!(list.len(), 16);
    assert!(told(&envelope, &google.keys()).is_ok());
    envelope["intermediateSigningKey"]["signatures"]
        .as_array_mut()
        .unwrap()
        .insert(0, bad.into());
    assert!(matches!(
        told(&envelope, &google.keys()),
        Err(CallbackError::Malformed(_))
    ));
    assert_eq!(
        google.bent(|e| e["intermediateSigningKey"]["signatures"] = json!([])),
        CallbackError::Intermediate
    );
}

#[test]
fn keys_on_other_curves_are_refused() {
    for curve in [Nid::SECP384R1, Nid::SECP256K1] {
        let root = Google {
            root: ec(curve),
            ..Google::new()
        };
        assert_eq!(root.told(), Err(CallbackError::Intermediate));
        let mut google = Google {
            intermediate: ec(curve),
            ..Google::new()
        };
        google.signed_key = signed_key(&google.intermediate, json!(NOW.0 + HOUR_MS));
        assert!(matches!(google.told(), Err(CallbackError::Malformed(_))));
    }
    let mut google = Google::new();
    google.intermediate = PKey::from_rsa(openssl::rsa::Rsa::generate(2048).unwrap()).unwrap();
    google.signed_key = signed_key(&google.intermediate, json!(NOW.0 + HOUR_MS));
    assert!(matches!(google.told(), Err(CallbackError::Malformed(_))));
}

#[test]
fn a_point_beside_the_curve_is_no_key() {
    let mut der = ec(Nid::X9_62_PRIME256V1)
        .public_key_to_der()
        .unwrap();
    assert!(p256(&data_encoding::BASE64.encode(&der)).is_some());
    *der.last_mut().unwrap() ^= 1;
    assert!(p256(&data_encoding::BASE64.encode(&der)).is_none());
}

#[test]
fn what_is_no_callback_is_refused_without_a_panic() {
    let google = Google::new();
    for body in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"signature":1}"#,
        "eyJhbGciOiJSUzI1NiJ9.e30.c2ln",
    ] {
        let error = verify(body.as_bytes(), ISSUER, &google.keys(), NOW).unwrap_err();
        assert!(
            matches!(error, CallbackError::Malformed(_)) && error.is_refusal(),
            "{body}"
        );
    }
    let signature = google.envelope()["signature"]
        .as_str()
        .unwrap()
        .to_owned();
    for cut in [&signature[..8], &signature[..9], ""] {
        let error = google.bent(|e| e["signature"] = cut.into());
        assert!(
            matches!(
                error,
                CallbackError::Malformed(_) | CallbackError::Signature
            ),
            "{cut}"
        );
    }
    assert_eq!(
        verify(&vec![b' '; LONGEST + 1], ISSUER, &google.keys(), NOW),
        Err(CallbackError::TooLong)
    );
    let text = google.envelope().to_string();
    for end in (0..text.len()).step_by(7) {
        assert!(verify(&text.as_bytes()[..end], ISSUER, &google.keys(), NOW).is_err());
    }
    let mut unnamed = message("save");
    unnamed["nonce"] = "".into();
    assert!(matches!(
        Google {
            message: unnamed.to_string(),
            ..Google::new()
        }
        .told(),
        Err(CallbackError::Malformed(_))
    ));
}
