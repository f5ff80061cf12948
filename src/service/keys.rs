//! API keys: shown once, stored hashed, ended at once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Code, Error, Result};
use crate::ids::KeyId;
use crate::service::actor::{Actor, new_token, token_hash};
use crate::service::once::{Answer, Once, once};
use crate::store::{KeyRow, Role, Tenant, Tx};

/// Makes a key; the secret is in the answer and nowhere else.
pub fn new_key(tx: &mut Tx<'_>, tenant: Option<Tenant>, role: Role, test: bool, now: Timestamp) -> Result<(KeyRow, String)> {
    let prefix = match (role, test) {
        (Role::Operator, _) => "sw_operator_",
        (_, true) => "sw_test_",
        (_, false) => "sw_live_",
    };
    let secret = new_token(prefix)?;
    let row = KeyRow {
        id: KeyId::new(),
        merchant_id: tenant.map(Tenant::id),
        role,
        token_hash: token_hash(&secret),
        hint: format!("{prefix}…{}", &secret[secret.len() - 4..]),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    tx.insert_key(row.clone())?;
    Ok((row, secret))
}

/// A key as listed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Key {
    /// `key_…`
    pub id: String,
    /// What it may do.
    pub role: Role,
    /// Its first and last characters.
    pub hint: String,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// RFC 3339, UTC, to the minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used_at: Option<Timestamp>,
    /// RFC 3339, UTC; null = it works.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Timestamp>,
    /// The key itself: in the answer that made it and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

impl From<KeyRow> for Key {
    fn from(row: KeyRow) -> Key {
        Key {
            id: row.id.to_string(),
            role: row.role,
            hint: row.hint,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
            secret: None,
        }
    }
}

/// A key to make.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyRequest {
    /// `owner`, `staff` or `reader`.
    pub role: Role,
}

/// Makes a key for the actor's merchant.
pub async fn create_key(app: &App, actor: &Actor, key: &Once, request: KeyRequest) -> Result<Answer> {
    if request.role == Role::Operator {
        return Err(Error::invalid("/role", "must be owner, staff or reader"));
    }
    let (tenant, now, key) = (actor.tenant, app.clock.now(), key.clone());
    app.store
        .write(move |tx| {
            once(tx, &key, now, |tx| {
                let test = tx.merchant(tenant)?.test;
                let (row, secret) = new_key(tx, Some(tenant), request.role, test, now)?;
                Ok((201, Key { secret: Some(secret), ..row.into() }))
            })
        })
        .await
}

/// Ends a key at once.
pub async fn revoke_key(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let missing = || Code::NotFound.because("This shop has no working key of that id.");
    let id: KeyId = id.parse().map_err(|_| missing())?;
    let (tenant, now) = (actor.tenant, app.clock.now());
    let revoked = app.store.write(move |tx| tx.revoke_key(tenant, id, now)).await?;
    if revoked { Ok(()) } else { Err(missing()) }
}
