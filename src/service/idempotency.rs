//! Idempotency keys: the same key, request and body give the stored answer again, in the transaction of the effect.

use serde::Serialize;
use serde_json::Value;

use crate::clock::Timestamp;
use crate::error::{Code, Error, Result};
use crate::store::Tx;

/// What makes a request the same request.
#[derive(Clone, Debug)]
pub struct Idempotency {
    /// The API key or till.
    pub credential: String,
    /// The caller's idempotency key, if any.
    pub key: Option<String>,
    /// Digest of method, path and raw body.
    pub request_hash: String,
}

impl Idempotency {
    /// A request without a key: every call is new.
    pub fn never() -> Idempotency {
        Idempotency {
            credential: String::new(),
            key: None,
            request_hash: String::new(),
        }
    }
}

/// An answer as it leaves.
#[derive(Clone, Debug)]
pub struct ServiceAnswer {
    /// HTTP status.
    pub status: u16,
    /// JSON text.
    pub body: String,
    /// Whether it is a stored answer.
    pub replayed: bool,
}

/// Members of an answer that are shown once and never again.
const SECRETS: [&str; 5] = [
    "secret",
    "enrol_url",
    "owner_key",
    "staff_key",
    "reader_key",
];

/// Runs `effect` unless its idempotency key names an answer already. A refusal is not stored and leaves the key free.
pub fn once<T: Serialize>(
    tx: &mut Tx<'_>,
    once: &Idempotency,
    now: Timestamp,
    effect: impl FnOnce(&mut Tx<'_>) -> Result<(u16, T)>,
) -> Result<ServiceAnswer> {
    if let Some(key) = &once.key {
        tx.lock_answer(&once.credential, key)?;
    }
    if let Some(key) = &once.key
        && let Some((request_hash, status, body)) = tx.kept_answer(&once.credential, key, now)?
    {
        if request_hash != once.request_hash {
            return Err(Code::IdempotencyKeyReused
                .because("This Idempotency-Key was already used with another method, path or body. Use a new key for a new request."));
        }
        return Ok(ServiceAnswer {
            status: status as u16,
            body,
            replayed: true,
        });
    }
    let (status, value) = effect(tx)?;
    let mut value = serde_json::to_value(value).map_err(Error::internal)?;
    let body = value.to_string();
    if let Some(key) = &once.key {
        // The caller sees the secret this once; kept for a
        // week, it would stand in the database and its backups.
        hide_secrets(&mut value);
        if !tx.keep_answer(
            &once.credential,
            key,
            &once.request_hash,
            i64::from(status),
            &value.to_string(),
            now,
        )? {
            return Err(Code::IdempotencyInProgress
                .because("The first request with this Idempotency-Key is still running. Try again in a moment.")
                .retry_after(1));
        }
    }
    Ok(ServiceAnswer {
        status,
        body,
        replayed: false,
    })
}

fn hide_secrets(value: &mut Value) {
    if let Value::Object(members) = value {
        for name in SECRETS {
            if let Some(secret) = members.get_mut(name) {
                *secret = Value::Null;
            }
        }
    }
}
