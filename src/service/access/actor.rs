//! Who acts: an API key or a till, made only from a credential.

use openssl::sha::sha256;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::{KeyId, SessionId, TillId, encode};
use crate::locale::language_tag::same_language;
use crate::store::{Tenant, TillRow};
use crate::task;

pub use crate::store::Role;

/// Somebody known, acting for one merchant.
#[derive(Clone, Debug)]
pub struct Actor {
    /// For whom.
    pub tenant: Tenant,
    /// What it may do.
    pub role: Role,
    /// The key, if a program acts.
    pub key: Option<KeyId>,
    /// The till, if a staff phone acts.
    pub till: Option<TillId>,
    /// The session, if the owner's browser acts.
    pub session: Option<SessionId>,
    /// Where the till stands.
    pub location: Option<String>,
    /// The till's name; empty for keys.
    pub name: String,
    /// The language that the caller reads, as a tag; none: the shop's own.
    pub language: Option<String>,
}

impl Actor {
    /// The customer who holds a card's address, and sees that card's member only.
    pub fn customer(tenant: Tenant) -> Actor {
        Actor {
            tenant,
            role: Role::Reader,
            key: None,
            till: None,
            session: None,
            location: None,
            name: String::new(),
            language: None,
        }
    }

    /// The id under which idempotency keys are kept and events name their author: the till, else the key, else the session.
    pub fn id(&self) -> String {
        let key = || self.key.map(|key| key.to_string());
        let session = || {
            self.session
                .map(|session| session.to_string())
        };
        self.till
            .map(|till| till.to_string())
            .or_else(key)
            .or_else(session)
            .unwrap_or_default()
    }

    /// Refuses everybody but these roles.
    pub fn must_be(&self, roles: &[Role]) -> Result<()> {
        if roles.contains(&self.role) {
            return Ok(());
        }
        let wanted: Vec<&str> = roles
            .iter()
            .map(|r| r.as_str())
            .collect();
        Err(Code::Forbidden.because(format!(
            "This key has the role {}, but the call needs {}.",
            self.role.as_str(),
            wanted.join(" or ")
        )))
    }

    /// The language in which rewards are named to this caller.
    pub fn reads<'a>(&'a self, program: &'a Program) -> &'a str {
        let spoken = self
            .language
            .as_deref()
            .filter(|language| {
                program
                    .languages
                    .iter()
                    .any(|tag| same_language(tag, language))
            });
        spoken.unwrap_or_else(|| program.language())
    }

    /// Whether a row made by this key or till is the actor's own; an owner owns all.
    pub fn owns(&self, key: Option<KeyId>, till: Option<TillId>) -> bool {
        self.role == Role::Owner
            || if self.till.is_some() {
                self.till == till
            } else {
                self.key.is_some() && self.key == key && till.is_none()
            }
    }
}

/// The form in which a random secret is stored. It has 256 bits, so a slow hash would only slow ourselves.
pub fn token_hash(token: &str) -> String {
    encode(&sha256(token.as_bytes()))
}

/// A new random secret behind a prefix that secret scanners know.
pub fn new_token(prefix: &str) -> Result<String> {
    let mut bytes = [0; 32];
    openssl::rand::rand_bytes(&mut bytes).map_err(Error::internal)?;
    Ok(format!("{prefix}{}", encode(&bytes)))
}

/// The same for something of a shop's: the shop's bucket stands behind the prefix, so that a request can be sent where the shop lives
/// before anything is looked up.
pub fn new_token_of(shop: Tenant, prefix: &str) -> Result<String> {
    new_token(&format!("{prefix}{}", shop.bucket()))
}

fn unauthorized() -> Error {
    Code::Unauthorized.because(
        "The key is missing, unknown or revoked. Send it as `Authorization: Bearer sw_live_…`.",
    )
}

/// The actor behind an API key.
pub async fn by_key(app: &App, token: &str) -> Result<Actor> {
    let hash = token_hash(token);
    let now = app.clock.now();
    let read = app.store.read(move |tx| {
        let found = tx.key_by_hash(&hash)?;
        if let Some((tenant, _)) = &found {
            tx.check_open(*tenant)?;
        }
        Ok(found)
    });
    let (tenant, key) = match read.await? {
        Some(found) => found,
        None => return Err(not_of_a_shop(app, token).await),
    };
    let actor = Actor {
        tenant,
        role: key.role,
        key: Some(key.id),
        till: None,
        session: None,
        location: None,
        name: String::new(),
        language: None,
    };
    if key
        .last_used_at
        .is_none_or(|at| now.0 - at.0 > 60_000)
    {
        // Nobody waits for this note, and losing it harms nobody.
        let store = app.store.clone();
        task::spawn(async move {
            store
                .write(move |tx| tx.touch_key(&key, now))
                .await
        });
    }
    Ok(actor)
}

/// The id of a working operator key.
pub async fn by_operator_key(app: &App, token: &str) -> Result<KeyId> {
    let hash = token_hash(token);
    let (key, of_a_shop) = app
        .store
        .read(move |tx| Ok((tx.operator_key_by_hash(&hash)?, tx.key_by_hash(&hash)?)))
        .await?;
    key.map(|key| key.id)
        .ok_or_else(|| {
            if of_a_shop.is_some() {
                Code::Forbidden.because("This address needs an operator key (sw_operator_…).")
            } else {
                unauthorized()
            }
        })
}

/// Why a key that no shop has is refused.
async fn not_of_a_shop(app: &App, token: &str) -> Error {
    match by_operator_key(app, token).await {
        Ok(_) => Code::Forbidden
            .because("An operator key can only be used for /v1/merchants and /metrics."),
        Err(error) => error,
    }
}

/// What a till may do at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TillStatus {
    /// It scans.
    Works,
    /// It waits for its PIN.
    Locked,
    /// The owner switched it off.
    Revoked,
    /// Too many wrong PINs.
    Failed,
    /// It was enrolled too long ago.
    Expired,
}

/// How long a till with a PIN stays open without use.
const IDLE_MS: i64 = 12 * 3_600_000;
/// Wrong PINs that end a till.
pub const MOST_WRONG_PINS: i64 = 5;

/// What a till may do now.
pub fn standing(till: &TillRow, now: Timestamp) -> TillStatus {
    let idle = till
        .used_at
        .is_none_or(|at| now.0 - at.0 >= IDLE_MS);
    if till.pin_failures >= MOST_WRONG_PINS {
        TillStatus::Failed
    } else if till.revoked_at.is_some() {
        TillStatus::Revoked
    } else if till
        .token_expires_at
        .is_some_and(|end| end <= now)
    {
        TillStatus::Expired
    } else if till.pin_hash.is_some() && (till.locked_at.is_some() || idle) {
        TillStatus::Locked
    } else {
        TillStatus::Works
    }
}

impl TillStatus {
    /// Refuses every till that does not work, with what to do.
    pub fn check(self) -> Result<()> {
        Err(match self {
            TillStatus::Works => return Ok(()),
            TillStatus::Locked => {
                Code::TillLocked.because("This till is locked. Enter its PIN at /scan.")
            }
            TillStatus::Revoked => Code::TillRevoked
                .because("The shop has switched this till off. Ask for a new setup link."),
            TillStatus::Failed => Code::TillRevoked.because(
                "This till was switched off after five wrong PINs. Ask for a new setup link.",
            ),
            TillStatus::Expired => {
                Code::TillExpired.because("A till works for 180 days. Ask for a new setup link.")
            }
        })
    }
}

/// The till behind a cookie, whatever it may do, unless its shop is suspended.
pub async fn till_of_token(app: &App, token: &str) -> Result<Option<(Tenant, TillRow)>> {
    let hash = token_hash(token);
    let read = app.store.read(move |tx| {
        let found = tx.till_by_token(&hash)?;
        if let Some((tenant, _)) = &found {
            tx.check_open(*tenant)?;
        }
        Ok(found)
    });
    read.await
}

/// The actor behind a till's cookie. `used` says whether the call is one that keeps a till open.
pub async fn by_till(app: &App, token: &str, used: bool) -> Result<Actor> {
    let found = till_of_token(app, token).await?;
    let (tenant, till) = found.ok_or_else(|| {
        Code::Unauthorized
            .because("This phone is not a till yet. Open one of the shop's setup links on it.")
    })?;
    let now = app.clock.now();
    standing(&till, now).check()?;
    // At most once a minute; nobody waits for it.
    let stale = |at: Option<Timestamp>| at.is_none_or(|at| now.0 - at.0 > 60_000);
    if stale(till.last_seen_at) || (used && stale(till.used_at)) {
        let store = app.store.clone();
        task::spawn(async move {
            store
                .write(move |tx| tx.touch_till(tenant, till.id, used, now))
                .await
        });
    }
    Ok(till_actor(tenant, &till))
}

/// The actor that a till is.
pub fn till_actor(tenant: Tenant, till: &TillRow) -> Actor {
    let (location, name) = (till.location_id.clone(), till.name.clone());
    Actor {
        tenant,
        role: Role::Staff,
        key: None,
        till: Some(till.id),
        location,
        name,
        language: None,
        session: None,
    }
}
