//! API keys: shown once, stored hashed, ended at once.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Code, Error, Result};
use crate::ids::{KeyId, SessionId};
use crate::service::access::actor::{Actor, new_token, new_token_of, token_hash};
use crate::service::idempotency::{Done, Idempotency, created};
use crate::service::page::Page;
use crate::service::text_check;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{KeyRow, OperatorKeyRow, Role, Tenant, Tx};

/// Makes a key of a shop's; the secret is in the answer and nowhere else.
pub fn new_key(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    role: Role,
    test: bool,
    made_by: Option<String>,
    now: Timestamp,
) -> Result<(KeyRow, String)> {
    let prefix = if test {
        "sw_test_"
    } else {
        "sw_live_"
    };
    let secret = new_token_of(tenant, prefix)?;
    let row = KeyRow {
        id: KeyId::new(tenant.bucket()),
        merchant_id: tenant.id(),
        role,
        token_hash: token_hash(&secret),
        hint: hint(prefix, &secret),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
        made_by,
    };
    tx.insert_key(row.clone())?;
    Ok((row, secret))
}

/// Makes a key of whoever runs the service; the secret is in the answer and nowhere else.
pub fn new_operator_key(tx: &mut Tx<'_>, now: Timestamp) -> Result<(OperatorKeyRow, String)> {
    let prefix = "sw_operator_";
    let secret = new_token(prefix)?;
    let row = OperatorKeyRow {
        id: KeyId::of_operator(),
        token_hash: token_hash(&secret),
        hint: hint(prefix, &secret),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    tx.insert_operator_key(&row)?;
    Ok((row, secret))
}

/// The first and last characters of a secret.
fn hint(prefix: &str, secret: &str) -> String {
    format!("{prefix}…{}", &secret[secret.len() - 4..])
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
    /// RFC 3339, UTC; null = the key still works.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Timestamp>,
    /// Who created it: an owner key, `key_…`, including through a browser signed in with it; otherwise that browser's session; null = a
    /// command, or when the shop was created.
    pub made_by: Option<String>,
    /// The key itself: only in the response that created it. The same request again with the same `Idempotency-Key` gets null here:
    /// if that response was lost, revoke the key and create another.
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
            made_by: row.made_by,
            secret: None,
        }
    }
}

impl From<OperatorKeyRow> for Key {
    fn from(row: OperatorKeyRow) -> Key {
        Key {
            id: row.id.to_string(),
            role: Role::Operator,
            hint: row.hint,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
            made_by: None,
            secret: None,
        }
    }
}

/// A key to make.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyRequest {
    /// `owner`, `staff` or `reader`.
    #[serde(deserialize_with = "role_to_give")]
    #[schema(value_type = String, pattern = "^(owner|staff|reader)$", example = "reader")]
    pub role: Role,
}

/// The roles of a shop's own keys.
const ROLES: &str = "must be owner, staff or reader";

fn role_to_give<'de, D: Deserializer<'de>>(d: D) -> std::result::Result<Role, D::Error> {
    let read = |word: &str| match word {
        "owner" => Some(Role::Owner),
        "staff" => Some(Role::Staff),
        "reader" => Some(Role::Reader),
        _ => None,
    };
    text_check::word(d, read, ROLES)
}

/// Makes a key for the actor's merchant.
pub async fn create_key(
    app: &App,
    actor: &Actor,
    key: &Idempotency,
    request: KeyRequest,
) -> Result<Done<Key>> {
    if request.role == Role::Operator {
        return Err(Error::invalid("/role", ROLES));
    }
    let (who, now) = (actor.clone(), app.clock.now());
    unit_of_work::write_once(app, Lock::None, key, now, move |tx| {
        let test = tx.merchant(who.tenant)?.test;
        let made_by = maker(tx, &who)?;
        let (row, secret) = new_key(tx, who.tenant, request.role, test, made_by, now)?;
        Ok(created(Key {
            secret: Some(secret),
            ..row.into()
        }))
    })
    .await
}

/// The credential that answers for what an actor makes. A browser that signed in with a key makes it in the key's name, so that
/// what a leaked key made is found after its sessions are forgotten.
pub fn maker(tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<String>> {
    let begun_by = match actor.session {
        Some(session) => tx
            .session(actor.tenant, session)?
            .and_then(|session| session.key_id),
        None => None,
    };
    Ok(
        Some(begun_by.map_or_else(|| actor.id(), |key| key.to_string()))
            .filter(|id| !id.is_empty()),
    )
}

/// Ends a key at once, and, where asked, the keys, sessions, invitations and addresses of the results that it made, whoever uses them now.
pub async fn revoke_key(app: &App, actor: &Actor, id: &str, with_made: bool) -> Result<()> {
    let missing = || Code::NotFound.because("This shop has no working key with that ID.");
    let id: KeyId = id.parse().map_err(|_| missing())?;
    let (tenant, now) = (actor.tenant, app.clock.now());
    let work = unit_of_work::write(app, Lock::None, move |tx| {
        let revoked = tx.revoke_key(tenant, id, now)?;
        if revoked && with_made {
            end_made(tx, tenant, vec![id.to_string()], now)?;
        }
        Ok(revoked)
    });
    let revoked = work.await?;
    if revoked {
        Ok(())
    } else {
        Err(missing())
    }
}

/// The same for whoever runs the service, who names any merchant's key, or an operator's. A key that ended before stays ended.
pub async fn revoke_any(app: &App, id: &str, with_made: bool) -> Result<Key> {
    let missing = |id: &str| {
        Code::NotFound.because(format!(
            "There is no key {id:?}. `stampwell key list` names those there are."
        ))
    };
    let (id, shown, now): (KeyId, _, _) = (
        id.parse()
            .map_err(|_| missing(id))?,
        id.to_owned(),
        app.clock.now(),
    );
    let write = unit_of_work::write(app, Lock::None, move |tx| {
        if let Some((tenant, _)) = tx.key_of_anyone(id)? {
            tx.revoke_key(tenant, id, now)?;
            if with_made {
                end_made(tx, tenant, vec![id.to_string()], now)?;
            }
            return Ok(tx.key(tenant, id)?.map(Key::from));
        }
        tx.revoke_operator_key(id, now)?;
        Ok(tx.operator_key(id)?.map(Key::from))
    });
    write
        .await?
        .ok_or_else(|| missing(&shown))
}

/// A merchant's keys, or those of whoever runs the service, all at once.
pub async fn all_keys(app: &App, tenant: Option<Tenant>) -> Result<Vec<Key>> {
    let read = app.store.read(move |tx| {
        Ok(match tenant {
            Some(tenant) => into_keys(tx.keys(tenant, None, i64::MAX)?),
            None => into_keys(tx.operator_keys()?),
        })
    });
    read.await
}

fn into_keys(rows: Vec<impl Into<Key>>) -> Vec<Key> {
    rows.into_iter()
        .map(Into::into)
        .collect()
}

/// Ends what these credentials made, by id: keys, invitations, addresses of the results and the sessions of people whom they invited,
/// and what these made in turn.
pub(crate) fn end_made(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    makers: Vec<String>,
    now: Timestamp,
) -> Result<()> {
    let mut made = tx.made_by(tenant, makers.clone())?;
    for key in &made.keys {
        tx.revoke_key(tenant, *key, now)?;
    }
    // What the makers themselves began and who was invited by them and has not come yet.
    let parsed = makers.iter();
    made.keys.extend(
        parsed
            .clone()
            .filter_map(|id| id.parse::<KeyId>().ok()),
    );
    made.sessions
        .extend(parsed.filter_map(|id| id.parse::<SessionId>().ok()));
    tx.revoke_made(tenant, &made, now)
}

/// The merchant's keys, without their secrets.
pub async fn keys(app: &App, actor: &Actor, after: Option<KeyId>, limit: i64) -> Result<Page<Key>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.keys(tenant, after, limit + 1))
        .await?;
    Ok(Page::new(rows, limit, |row| row.id.to_string(), Key::from))
}
