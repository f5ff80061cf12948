//! Idempotency keys: the same key, request and body give the stored answer again, in the transaction of the effect.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

use crate::clock::Timestamp;
use crate::error::{Code, Error, Result};
use crate::store::{AnswerKey, KeptAnswer, KeyUse, Tenant, Tx};

pub use crate::store::AnswerKind;

/// What makes a request the same request.
#[derive(Clone, Debug)]
pub struct Idempotency {
    /// The shop for which it is made; none for whoever runs the service.
    shop: Option<Tenant>,
    /// The API key, till or session.
    credential: String,
    /// The caller's idempotency key, if any.
    key: Option<String>,
    /// Digest of method, path and raw body.
    request_hash: String,
}

impl Idempotency {
    /// A request of a shop's, by the id of its key, till or session.
    pub fn of(
        shop: Tenant,
        credential: String,
        key: Option<String>,
        request_hash: String,
    ) -> Idempotency {
        Idempotency {
            shop: Some(shop),
            credential,
            key,
            request_hash,
        }
    }

    /// A request of whoever runs the service, by the id of their key.
    pub fn of_operator(id: &str, key: Option<String>, request_hash: String) -> Idempotency {
        Idempotency {
            shop: None,
            credential: id.to_owned(),
            key,
            request_hash,
        }
    }
}

impl Idempotency {
    /// Digest of what makes the request the same.
    pub fn request_hash(&self) -> &str {
        &self.request_hash
    }
}

/// A caller who never repeats a request: every call is new, and is answered with the value itself.
#[derive(Clone, Copy, Debug)]
pub struct NoKey;

/// What a request that came before is known by. Its type says what the caller gets: under an [`Idempotency`] a [`Done`], which may be a
/// repetition; under [`NoKey`], where there is none, the value.
pub trait IdempotencyKey: Clone + Send + 'static {
    /// What a caller with such a key gets for a value.
    type Answer<T: Send + 'static>: Send + 'static;

    /// Runs `effect` unless this key names an answer already. A refusal is not stored and leaves the key free.
    fn once<T: Serialize + Send + 'static>(
        &self,
        tx: &mut Tx<'_>,
        now: Timestamp,
        effect: impl FnOnce(&mut Tx<'_>) -> Result<(AnswerKind, T)>,
    ) -> Result<Self::Answer<T>>;
}

/// A value that is new.
pub fn created<T>(value: T) -> (AnswerKind, T) {
    (AnswerKind::Created, value)
}

/// A value that was there before, changed or as it was.
pub fn existing<T>(value: T) -> (AnswerKind, T) {
    (AnswerKind::Existing, value)
}

/// A value whose making goes on behind the answer.
pub fn accepted<T>(value: T) -> (AnswerKind, T) {
    (AnswerKind::Accepted, value)
}

/// What was done under an idempotency key: just now, or by an earlier call.
#[derive(Clone, Debug)]
pub struct Done<T> {
    /// What this call did; none if an earlier one did it, of which only the text was kept.
    pub value: Option<T>,
    /// What the answer tells of.
    pub kind: AnswerKind,
    /// The answer in JSON; that of an earlier call without what is shown only once.
    pub json: String,
}

impl IdempotencyKey for NoKey {
    type Answer<T: Send + 'static> = T;

    fn once<T: Serialize + Send + 'static>(
        &self,
        tx: &mut Tx<'_>,
        _now: Timestamp,
        effect: impl FnOnce(&mut Tx<'_>) -> Result<(AnswerKind, T)>,
    ) -> Result<T> {
        effect(tx).map(|(_, value)| value)
    }
}

impl IdempotencyKey for Idempotency {
    type Answer<T: Send + 'static> = Done<T>;

    fn once<T: Serialize + Send + 'static>(
        &self,
        tx: &mut Tx<'_>,
        now: Timestamp,
        effect: impl FnOnce(&mut Tx<'_>) -> Result<(AnswerKind, T)>,
    ) -> Result<Done<T>> {
        let Some(key) = &self.key else {
            return Done::now(effect(tx)?);
        };
        let key = AnswerKey {
            shop: self.shop,
            credential: &self.credential,
            key,
            request_hash: &self.request_hash,
        };
        tx.lock_answer(&key)?;
        match tx.kept_answer(&key, now)? {
            KeyUse::Nothing => {}
            KeyUse::Answer(answer) => {
                return Ok(Done {
                    value: None,
                    kind: answer.kind,
                    json: answer.body,
                });
            }
            KeyUse::OfErased => {
                return Err(Code::NotFound.because(
                    "The member whom this request was about was erased since. Nothing was done.",
                ));
            }
            KeyUse::OfAnotherRequest => {
                return Err(Code::IdempotencyKeyReused
                    .because("This Idempotency-Key was already used with another method, path or body. Use a new key for a new request."));
            }
        }
        let done = Done::now(effect(tx)?)?;
        let answer = KeptAnswer {
            kind: done.kind,
            body: done.json_to_keep()?.into_owned(),
        };
        let kept = tx.keep_answer(&key, &answer, now)?;
        if !kept {
            return Err(Code::IdempotencyInProgress
                .because("The first request with this Idempotency-Key is still running. Try again in a moment.")
                .retry_after(1));
        }
        Ok(done)
    }
}

/// Members of an answer that are shown once and never again.
const SECRETS: [&str; 5] = [
    "secret",
    "enrol_url",
    "owner_key",
    "staff_key",
    "reader_key",
];

impl<T: Serialize> Done<T> {
    fn now((kind, value): (AnswerKind, T)) -> Result<Done<T>> {
        Ok(Done {
            json: serde_json::to_string(&value).map_err(Error::internal)?,
            kind,
            value: Some(value),
        })
    }

    /// The text without what is shown only once: kept for a week, it would stand in the database and its backups.
    fn json_to_keep(&self) -> Result<Cow<'_, str>> {
        // Most answers have no such member, and a scan must not be written out twice.
        if !SECRETS
            .iter()
            .any(|name| self.json.contains(name))
        {
            return Ok(Cow::Borrowed(&self.json));
        }
        let mut value = serde_json::to_value(&self.value).map_err(Error::internal)?;
        hide_secrets(&mut value);
        Ok(Cow::Owned(value.to_string()))
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::access::keys::Key;
    use crate::store::{KeyRow, Role, Store};

    const NOW: Timestamp = Timestamp(1_750_000_000_000);

    fn once(key: Option<&str>, request_hash: &str) -> Idempotency {
        Idempotency {
            shop: None,
            credential: "key_1".into(),
            key: key.map(str::to_owned),
            request_hash: request_hash.into(),
        }
    }

    fn made_key(secret: &str) -> Key {
        Key {
            secret: Some(secret.into()),
            ..KeyRow {
                id: crate::ids::KeyId::of_operator(),
                merchant_id: crate::ids::MerchantId::new(),
                role: Role::Reader,
                token_hash: String::new(),
                hint: "sw_live_…1234".into(),
                created_at: NOW,
                last_used_at: None,
                revoked_at: None,
                made_by: None,
            }
            .into()
        }
    }

    #[tokio::test]
    async fn the_first_call_gets_the_value_and_a_repetition_the_kept_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t.db");
        let store = Store::open(&format!("sqlite://{}", file.display())).unwrap();
        let call = async |key: Idempotency| {
            store
                .write(move |tx| key.once(tx, NOW, |_| Ok(created(made_key("sw_live_1234")))))
                .await
        };

        let first = call(once(Some("k"), "a"))
            .await
            .unwrap();
        assert_eq!(first.kind, AnswerKind::Created);
        assert_eq!(
            first.json,
            serde_json::to_value(first.value.as_ref().unwrap())
                .unwrap()
                .to_string()
        );
        assert!(
            first
                .json
                .contains(r#""secret":"sw_live_1234""#)
        );

        let again = call(once(Some("k"), "a"))
            .await
            .unwrap();
        assert!(again.value.is_none());
        assert_eq!(again.kind, AnswerKind::Created);
        assert_eq!(
            again.json,
            first
                .json
                .replace(r#""secret":"sw_live_1234""#, r#""secret":null"#)
        );

        let other = call(once(Some("k"), "b"))
            .await
            .unwrap_err();
        assert_eq!(other.code, Code::IdempotencyKeyReused);
        let keyless = call(once(None, "a")).await.unwrap();
        assert_ne!(keyless.json, first.json);
    }

    #[tokio::test]
    async fn a_refusal_leaves_the_key_free_and_each_kind_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("t.db");
        let store = Store::open(&format!("sqlite://{}", file.display())).unwrap();
        let refused = store
            .write(|tx| {
                once(Some("0"), "a").once(tx, NOW, |_| -> Result<(AnswerKind, ())> {
                    Err(Code::NotFound.because("nothing"))
                })
            })
            .await;
        assert_eq!(refused.unwrap_err().code, Code::NotFound);
        for (key, answer) in [("0", created(1)), ("1", existing(2)), ("2", accepted(3))] {
            for repeated in [false, true] {
                let done = store
                    .write(move |tx| once(Some(key), "a").once(tx, NOW, |_| Ok(answer)))
                    .await
                    .unwrap();
                assert_eq!((done.kind, done.value.is_none()), (answer.0, repeated));
                assert_eq!(done.json, answer.1.to_string());
            }
        }
    }
}
