//! Callbacks: what Google says of a save or a delete, believed only with a chain of signatures that ends at Google's root keys.
//!
//! The scheme is ECv2SigningOnly of Google's Tink. A root key signs an intermediate key, which signs the message. What is
//! signed is the text as it was received, each part with its length before it; a text that was written anew, however equal
//! in meaning, verifies no longer.

use openssl::ec::EcKey;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Public};
use openssl::sign::Verifier;
use serde::{Deserialize, Deserializer};
use thiserror::Error;

use crate::clock::Timestamp;

/// The scheme, as it stands in the signed text. A constant of ours: taken from the message it would be the sender's choice.
pub const PROTOCOL: &str = "ECv2SigningOnly";
/// Who signs.
pub const SENDER: &str = "GooglePayPasses";
/// More than any callback has.
pub const LONGEST: usize = 64 * 1024;
/// Each costs a verification.
const MOST_SIGNATURES: usize = 16;
const LONGEST_NONCE: usize = 128;

/// A key that Google signs its signing keys with.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RootKey {
    /// Base64 of the public key.
    pub key_value: String,
    /// What the key is for.
    #[serde(default)]
    pub protocol_version: String,
    /// When it ends. A key without an end is not used.
    #[serde(default, rename = "keyExpiration", deserialize_with = "milliseconds")]
    pub expires_at: Option<Timestamp>,
}

impl RootKey {
    /// Whether signatures under it count now.
    pub fn is_usable(&self, now: Timestamp) -> bool {
        self.protocol_version == PROTOCOL
            && self
                .expires_at
                .is_some_and(|end| end > now)
    }
}

/// What a customer did with a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallbackEvent {
    /// Saved it.
    Save,
    /// Removed it from the wallet. The object stays and may be saved again.
    Delete,
    /// Something that Google tells of since.
    Other(String),
}

/// A callback that is Google's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// The programme.
    pub class_id: String,
    /// The card.
    pub object_id: String,
    /// What happened.
    pub event: CallbackEvent,
    /// Names this event: Google may tell it again.
    pub nonce: String,
    /// Until when it may be told.
    pub expires_at: Timestamp,
}

/// Why a callback is not believed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CallbackError {
    /// Longer than any of Google's.
    #[error("a callback can have at most {LONGEST} bytes.")]
    TooLong,
    /// Not the form of a callback.
    #[error("this is not a Google Wallet callback: {0}.")]
    Malformed(&'static str),
    /// Another scheme.
    #[error("callbacks are signed by {PROTOCOL}.")]
    Protocol,
    /// No root key vouches for the intermediate key.
    #[error("the intermediate signing key is not signed by Google.")]
    Intermediate,
    /// The intermediate key's time is over.
    #[error("the intermediate signing key has expired.")]
    IntermediateExpired,
    /// The message is not signed, or for another issuer.
    #[error("the message is not signed for this issuer.")]
    Signature,
    /// The message's time is over.
    #[error("the message has expired.")]
    Expired,
    /// Class or object of another issuer.
    #[error("the class or object does not belong to this issuer.")]
    OtherIssuer,
    /// Nothing to verify with, so that Google must tell it again.
    #[error("Google's root keys cannot be fetched ({0}). Send the callback again later.")]
    NoRootKeys(String),
}

impl CallbackError {
    /// Whether the callback is at fault (a status of 4xx), or we are (503, so that Google tells it again).
    pub fn is_refusal(&self) -> bool {
        !matches!(self, CallbackError::NoRootKeys(_))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Envelope {
    signature: String,
    intermediate_signing_key: IntermediateSigningKey,
    protocol_version: String,
    signed_message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IntermediateSigningKey {
    signed_key: String,
    signatures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignedKey {
    key_value: String,
    #[serde(default, deserialize_with = "milliseconds")]
    key_expiration: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SignedMessage {
    class_id: String,
    object_id: String,
    event_type: String,
    #[serde(deserialize_with = "milliseconds")]
    exp_time_millis: Option<Timestamp>,
    nonce: String,
}

/// Believes a callback for this issuer, or says why not. Nothing in it is read before its signature was verified.
pub fn verify(
    body: &[u8],
    issuer_id: &str,
    keys: &[RootKey],
    now: Timestamp,
) -> Result<Callback, CallbackError> {
    let envelope = open(body)?;
    let intermediate = trusted_intermediate(&envelope.intermediate_signing_key, keys, now)?;
    let text = signed_text(&[SENDER, issuer_id, PROTOCOL, &envelope.signed_message]);
    let signature =
        base64(&envelope.signature).ok_or(CallbackError::Malformed("a signature is not base64"))?;
    if !is_signed(&intermediate, &signature, &text) {
        return Err(CallbackError::Signature);
    }
    read_message(&envelope.signed_message, issuer_id, now)
}

fn open(body: &[u8]) -> Result<Envelope, CallbackError> {
    if body.len() > LONGEST {
        return Err(CallbackError::TooLong);
    }
    let envelope: Envelope = serde_json::from_slice(body)
        .map_err(|_| CallbackError::Malformed("the body is not in the expected format"))?;
    if envelope.protocol_version != PROTOCOL {
        return Err(CallbackError::Protocol);
    }
    if envelope
        .intermediate_signing_key
        .signatures
        .len()
        > MOST_SIGNATURES
    {
        return Err(CallbackError::Malformed("it has too many signatures"));
    }
    Ok(envelope)
}

/// The key that signed the message, if any root key signed it and its time is not over.
fn trusted_intermediate(
    key: &IntermediateSigningKey,
    roots: &[RootKey],
    now: Timestamp,
) -> Result<PKey<Public>, CallbackError> {
    let usable: Vec<&RootKey> = roots
        .iter()
        .filter(|root| root.is_usable(now))
        .collect();
    if usable.is_empty() {
        return Err(CallbackError::NoRootKeys("none is valid now".into()));
    }
    let roots: Vec<PKey<Public>> = usable
        .into_iter()
        .filter_map(|root| p256(&root.key_value))
        .collect();
    // Names no issuer, unlike the message's text: the intermediate key signs for all of them.
    let text = signed_text(&[SENDER, PROTOCOL, &key.signed_key]);
    let signatures: Vec<Vec<u8>> = key
        .signatures
        .iter()
        .filter_map(|signature| base64(signature))
        .collect();
    if !roots.iter().any(|root| {
        signatures
            .iter()
            .any(|signature| is_signed(root, signature, &text))
    }) {
        return Err(CallbackError::Intermediate);
    }
    let malformed =
        CallbackError::Malformed("the intermediate signing key is not in the expected format");
    // Parsed only now: until a root key vouched for it, this was a stranger's text.
    let signed: SignedKey = serde_json::from_str(&key.signed_key).map_err(|_| malformed.clone())?;
    if signed
        .key_expiration
        .ok_or(malformed.clone())?
        <= now
    {
        return Err(CallbackError::IntermediateExpired);
    }
    p256(&signed.key_value).ok_or(malformed)
}

fn read_message(text: &str, issuer_id: &str, now: Timestamp) -> Result<Callback, CallbackError> {
    let message: SignedMessage = serde_json::from_str(text)
        .map_err(|_| CallbackError::Malformed("the message is not in the expected format"))?;
    let expires_at = message
        .exp_time_millis
        .ok_or(CallbackError::Malformed("the message has no expiry"))?;
    // Google's own library does not look at this field, but it is documented as the end of the message.
    if expires_at <= now {
        return Err(CallbackError::Expired);
    }
    // With its dot, or issuer 338 would pass for the owner of what is 3388's.
    let is_ours = |id: &str| {
        id.strip_prefix(issuer_id)
            .is_some_and(|rest| rest.len() > 1 && rest.starts_with('.'))
    };
    if !is_ours(&message.class_id) || !is_ours(&message.object_id) {
        return Err(CallbackError::OtherIssuer);
    }
    if message.nonce.is_empty() || message.nonce.len() > LONGEST_NONCE {
        return Err(CallbackError::Malformed("the nonce is empty or too long"));
    }
    let event = match message.event_type.as_str() {
        "save" => CallbackEvent::Save,
        "del" => CallbackEvent::Delete,
        _ => CallbackEvent::Other(message.event_type),
    };
    Ok(Callback {
        class_id: message.class_id,
        object_id: message.object_id,
        event,
        nonce: message.nonce,
        expires_at,
    })
}

/// Each part after its length in bytes: four bytes, the least one first. So no part can lend characters to its neighbour.
fn signed_text(parts: &[&str]) -> Vec<u8> {
    // Parts are shorter than the body, and that has a limit far below what four bytes count.
    parts
        .iter()
        .flat_map(|part| {
            (part.len() as u32)
                .to_le_bytes()
                .into_iter()
                .chain(part.bytes())
        })
        .collect()
}

/// A signature that cannot be read is no signature.
fn is_signed(key: &PKey<Public>, signature: &[u8], text: &[u8]) -> bool {
    let verify = || -> Result<bool, ErrorStack> {
        Verifier::new(MessageDigest::sha256(), key)?.verify_oneshot(signature, text)
    };
    verify().unwrap_or(false)
}

/// A key on the curve P-256; none on any other, nor beside it.
fn p256(key_value: &str) -> Option<PKey<Public>> {
    let key = EcKey::public_key_from_der(&base64(key_value)?).ok()?;
    key.check_key().ok()?;
    (key.group().curve_name() == Some(Nid::X9_62_PRIME256V1))
        .then(|| PKey::from_ec_key(key).ok())
        .flatten()
}

fn base64(text: &str) -> Option<Vec<u8>> {
    data_encoding::BASE64
        .decode(text.as_bytes())
        .ok()
}

/// Milliseconds since 1970 as Google writes them: as text for keys, as a number for messages. Anything else is no time.
pub(super) fn milliseconds<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    let ms = value
        .as_i64()
        .or_else(|| value.as_str()?.parse().ok());
    Ok(ms.map(Timestamp))
}

#[cfg(test)]
mod tests;
