//! Signed callbacks: Google's `ECv2SigningOnly`, made by hand so that each part can be wrong on purpose.

use data_encoding::BASE64;
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::sign::Signer;
use serde_json::{Value, json};

const SENDER: &str = "GooglePayPasses";
const PROTOCOL: &str = "ECv2SigningOnly";
const MINUTE_MS: i64 = 60_000;
const WEEK_MS: i64 = 7 * 24 * 60 * MINUTE_MS;

/// What is wrong with a callback on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallbackFlaw {
    /// Nothing.
    None,
    /// The intermediate key is signed by a root key that Google does not publish.
    WrongRoot,
    /// Signed for this issuer instead of ours.
    WrongRecipient(String),
    /// Signed as this sender instead of `GooglePayPasses`.
    WrongSender(String),
    /// `expTimeMillis` passed a minute ago.
    ExpiredMessage,
    /// The intermediate key's `keyExpiration` passed a minute ago.
    ExpiredIntermediate,
    /// Signed, then written anew with other white space: the same meaning and other bytes.
    ReencodedMessage,
    /// Names and signs the protocol `ECv2`.
    OtherProtocol,
    /// The event was turned round after signing.
    TamperedEvent,
    /// Faultless, with this nonce.
    Nonce(String),
    /// No signature under the intermediate key.
    NoSignatures,
    /// The good signature stands behind this many bad ones.
    BadSignaturesFirst(usize),
}

/// A callback that was sent, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentCallback {
    /// The object.
    pub object_id: String,
    /// `save` or `del`.
    pub event: String,
    /// The last HTTP status that was answered; `None` when nobody answered or nobody was called.
    pub status: Option<u16>,
    /// Its nonce, the same in each attempt.
    pub nonce: String,
    /// How many times it was sent.
    pub attempts: u32,
    /// The body, to send it once more by hand.
    pub body: String,
    /// Why it was not delivered, in words.
    pub trouble: Option<String>,
}

/// What a callback says.
pub(super) struct Message<'a> {
    pub(super) class_id: &'a str,
    pub(super) object_id: &'a str,
    pub(super) event: &'a str,
    pub(super) nonce: &'a str,
}

/// Google's keys: the roots that it publishes, the newest last, and the intermediate that signs.
pub(super) struct Signers {
    roots: Vec<PKey<Private>>,
    intermediate: PKey<Private>,
}

impl Signers {
    pub(super) fn new() -> Result<Signers, ErrorStack> {
        Ok(Signers {
            roots: vec![new_key()?],
            intermediate: new_key()?,
        })
    }

    /// From now on a new root signs a new intermediate; the roots before stay published.
    pub(super) fn rotate(&mut self) -> Result<(), ErrorStack> {
        self.roots.push(new_key()?);
        self.intermediate = new_key()?;
        Ok(())
    }

    /// What the keys' address answers. A key of another protocol stands first, as nobody promises that there is none.
    pub(super) fn published(&self, now_ms: i64) -> Result<Value, ErrorStack> {
        let expiration = (now_ms + 4 * WEEK_MS).to_string();
        let mut keys = vec![json!({"keyValue": public(&new_key()?)?, "protocolVersion": "ECv1"})];
        for root in &self.roots {
            keys.push(json!({"keyValue": public(root)?, "protocolVersion": PROTOCOL, "keyExpiration": expiration}));
        }
        Ok(json!({ "keys": keys }))
    }

    /// The body of a callback.
    pub(super) fn sign(
        &self,
        issuer: &str,
        message: &Message,
        flaw: &CallbackFlaw,
        now_ms: i64,
    ) -> Result<String, ErrorStack> {
        let protocol = if *flaw == CallbackFlaw::OtherProtocol {
            "ECv2"
        } else {
            PROTOCOL
        };
        let sender = if let CallbackFlaw::WrongSender(sender) = flaw {
            sender
        } else {
            SENDER
        };
        let recipient = if let CallbackFlaw::WrongRecipient(recipient) = flaw {
            recipient
        } else {
            issuer
        };
        let text = message_text(message, flaw, now_ms);
        let signature = sign(&self.intermediate, &[sender, recipient, protocol, &text])?;
        let signed_key = self.signed_key(flaw, now_ms)?;
        let signatures = self.key_signatures(&signed_key, sender, protocol, flaw)?;
        let body = json!({
            "signature": signature,
            "intermediateSigningKey": {"signedKey": signed_key, "signatures": signatures},
            "protocolVersion": protocol,
            "signedMessage": after_signing(text, flaw),
        });
        Ok(body.to_string())
    }

    /// The intermediate key as the text that is signed. Google writes `=` as an escape inside it, so that only the received
    /// bytes verify.
    fn signed_key(&self, flaw: &CallbackFlaw, now_ms: i64) -> Result<String, ErrorStack> {
        let expiration = if *flaw == CallbackFlaw::ExpiredIntermediate {
            now_ms - MINUTE_MS
        } else {
            now_ms + WEEK_MS
        };
        let key = public(&self.intermediate)?.replace('=', "\\u003d");
        // The key's end is text and the message's a number: so Google writes them.
        Ok(format!(
            r#"{{"keyValue":"{key}","keyExpiration":"{expiration}"}}"#
        ))
    }

    fn key_signatures(
        &self,
        signed_key: &str,
        sender: &str,
        protocol: &str,
        flaw: &CallbackFlaw,
    ) -> Result<Vec<String>, ErrorStack> {
        let stranger = new_key()?;
        let root = self
            .roots
            .last()
            .filter(|_| *flaw != CallbackFlaw::WrongRoot)
            .unwrap_or(&stranger);
        let good = sign(root, &[sender, protocol, signed_key])?;
        Ok(match flaw {
            CallbackFlaw::NoSignatures => vec![],
            CallbackFlaw::BadSignaturesFirst(bad) => {
                let bad = vec![sign(&stranger, &[sender, protocol, signed_key])?; *bad];
                [bad, vec![good]].concat()
            }
            _ => vec![good],
        })
    }
}

fn new_key() -> Result<PKey<Private>, ErrorStack> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    PKey::from_ec_key(EcKey::generate(&group)?)
}

fn public(key: &PKey<Private>) -> Result<String, ErrorStack> {
    Ok(BASE64.encode(&key.public_key_to_der()?))
}

/// ECDSA over each part behind its length in four bytes, the least first.
fn sign(key: &PKey<Private>, parts: &[&str]) -> Result<String, ErrorStack> {
    let mut signer = Signer::new(MessageDigest::sha256(), key)?;
    for part in parts {
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        signer.update(&length.to_le_bytes())?;
        signer.update(part.as_bytes())?;
    }
    Ok(BASE64.encode(&signer.sign_to_vec()?))
}

fn message_text(message: &Message, flaw: &CallbackFlaw, now_ms: i64) -> String {
    let expires = if *flaw == CallbackFlaw::ExpiredMessage {
        now_ms - MINUTE_MS
    } else {
        now_ms + 60 * MINUTE_MS
    };
    let nonce = if let CallbackFlaw::Nonce(nonce) = flaw {
        nonce
    } else {
        message.nonce
    };
    let Message {
        class_id,
        object_id,
        event,
        ..
    } = message;
    // `count` stands in Google's callbacks and in none of its documents.
    json!({"classId": class_id, "objectId": object_id, "eventType": event, "expTimeMillis": expires, "count": 1, "nonce": nonce})
        .to_string()
}

/// The message as it is sent, which differs from what was signed only on purpose.
fn after_signing(text: String, flaw: &CallbackFlaw) -> String {
    match flaw {
        CallbackFlaw::ReencodedMessage => text.replacen("\":", "\": ", 1),
        CallbackFlaw::TamperedEvent if text.contains("\"save\"") => {
            text.replacen("\"save\"", "\"del\"", 1)
        }
        CallbackFlaw::TamperedEvent => text.replacen("\"del\"", "\"save\"", 1),
        _ => text,
    }
}

/// A random uuid, as Google's nonces are.
pub(super) fn new_nonce() -> Result<String, ErrorStack> {
    let mut bytes = [0; 16];
    openssl::rand::rand_bytes(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes)
        .into_uuid()
        .to_string())
}
