//! Where staff work: places, and the phones that scan there.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Code, Error, Result};
use crate::ids::{LocationId, TillId};
use crate::service::access::actor::{Actor, TillStatus, new_token_of, standing, token_hash};
use crate::service::idempotency::{IdempotencyKey, created};
use crate::service::page::Page;
use crate::service::text_check;
use crate::service::tills::pin;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{LocationRow, Tenant};

pub use crate::store::TillRow;

/// A place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Location {
    /// `loc_…`
    pub id: String,
    /// Its name.
    pub name: String,
}

impl From<LocationRow> for Location {
    fn from(row: LocationRow) -> Location {
        Location {
            id: row.id.to_string(),
            name: row.name,
        }
    }
}

/// A place to add.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocationRequest {
    /// Its name.
    #[schema(max_length = 80)]
    pub name: String,
}

/// Adds a location.
pub async fn create_location<K: IdempotencyKey>(
    app: &App,
    actor: &Actor,
    key: &K,
    request: LocationRequest,
) -> Result<K::Answer<Location>> {
    let name = text_check::checked("/name", &request.name, 80)?;
    let (tenant, now) = (actor.tenant, app.clock.now());
    unit_of_work::write_once(app, Lock::None, key, now, move |tx| {
        let row = LocationRow {
            id: LocationId::new(tenant.bucket()),
            merchant_id: tenant.id(),
            name: name.clone(),
            created_at: now,
        };
        tx.insert_location(row.clone())?;
        Ok(created(Location::from(row)))
    })
    .await
}

/// A location.
pub async fn location(app: &App, actor: &Actor, id: &str) -> Result<Location> {
    let (tenant, id) = (actor.tenant, location_named(id)?);
    let found = app
        .store
        .read(move |tx| tx.location(tenant, id))
        .await?;
    found
        .map(Location::from)
        .ok_or_else(no_location)
}

/// Gives a location another name. What happened there stays with it.
pub async fn rename_location(
    app: &App,
    actor: &Actor,
    id: &str,
    request: LocationRequest,
) -> Result<Location> {
    let name = text_check::checked("/name", &request.name, 80)?;
    let (tenant, id) = (actor.tenant, location_named(id)?);
    unit_of_work::write(app, Lock::None, move |tx| {
        let row = tx
            .location(tenant, id)?
            .ok_or_else(no_location)?;
        tx.rename_location(tenant, id, &name)?;
        Ok(Location {
            name: name.clone(),
            ..row.into()
        })
    })
    .await
}

fn location_named(id: &str) -> Result<LocationId> {
    id.parse()
        .map_err(|_| no_location())
}

fn no_location() -> Error {
    Code::NotFound.because("This shop has no location with that ID.")
}

/// A staff phone.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Till {
    /// `till_…`
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub location_id: Option<String>,
    /// Whether a phone has been set up as this till.
    pub enrolled: bool,
    /// RFC 3339, UTC, to the minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_seen_at: Option<Timestamp>,
    /// RFC 3339, UTC; null = the key still works.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Timestamp>,
    /// The one-time setup link: only in the response that created it, for ten minutes. The same request again with the same
    /// `Idempotency-Key` gets null here: if that response was lost, create another till.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrol_url: Option<String>,
}

impl From<TillRow> for Till {
    fn from(row: TillRow) -> Till {
        Till {
            id: row.id.to_string(),
            name: row.name,
            location_id: row.location_id,
            enrolled: row.token_hash.is_some(),
            last_seen_at: row.last_seen_at,
            revoked_at: row.revoked_at,
            enrol_url: None,
        }
    }
}

/// A till to make.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TillRequest {
    /// Its name, such as `Till 1`.
    #[schema(max_length = 40)]
    pub name: String,
    /// Where it stands.
    pub location_id: Option<String>,
}

/// How long an enrolment link works.
const ENROLMENT_S: i64 = 600;
/// How long a till works before it must be enrolled again.
const TILL_LIFE_S: i64 = 180 * 86_400;

/// Makes a till that waits for a phone to open its one-time link.
pub async fn create_till<K: IdempotencyKey>(
    app: &App,
    actor: &Actor,
    key: &K,
    request: TillRequest,
) -> Result<K::Answer<Till>> {
    let name = text_check::checked("/name", &request.name, 40)?;
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    unit_of_work::write_once(app, Lock::None, key, now, move |tx| {
        let location = crate::service::cards::stamp_card::location(
            tx,
            who.tenant,
            request.location_id.as_deref(),
            &who,
        )?;
        let token = new_token_of(who.tenant, "")?;
        let row = TillRow {
            id: TillId::new(who.tenant.bucket()),
            merchant_id: who.tenant.id(),
            name: name.clone(),
            location_id: location,
            enrol_hash: Some(token_hash(&token)),
            enrol_expires_at: Some(now.plus_s(ENROLMENT_S)),
            token_hash: None,
            token_expires_at: None,
            last_seen_at: None,
            created_at: now,
            revoked_at: None,
            pin_hash: None,
            pin_failures: 0,
            locked_at: None,
            used_at: None,
            asks_amount: false,
        };
        tx.insert_till(row.clone())?;
        let enrol_url = Some(format!("{}/scan/enrol?t={token}", ours.public_url));
        Ok(created(Till {
            enrol_url,
            ..row.into()
        }))
    })
    .await
}

/// A till with what it may do now and the name of its place: what an operator's list shows.
#[derive(Clone, Debug)]
pub struct ListedTill {
    /// The till.
    pub till: Till,
    /// What it may do; none: no phone has opened its link yet.
    pub standing: Option<TillStatus>,
    /// The name of its place.
    pub place: Option<String>,
}

/// All tills of a merchant at once.
pub async fn all_tills(app: &App, tenant: Tenant) -> Result<Vec<ListedTill>> {
    let now = app.clock.now();
    let read = app.store.read(move |tx| {
        let places = tx.locations(tenant, None, i64::MAX)?;
        let place = |id: &str| {
            places
                .iter()
                .find(|place| place.id.to_string() == id)
                .map(|place| place.name.clone())
        };
        let listed = |row: TillRow| ListedTill {
            standing: (row.token_hash.is_some() || row.revoked_at.is_some())
                .then(|| standing(&row, now)),
            place: row
                .location_id
                .as_deref()
                .and_then(place),
            till: row.into(),
        };
        Ok(tx
            .tills(tenant, None, i64::MAX)?
            .into_iter()
            .map(listed)
            .collect())
    });
    read.await
}

fn used_link() -> Error {
    Code::LinkExpired
        .because("A setup link works once, for ten minutes. Ask the owner for a new one.")
}

/// The till that an enrolment link would enrol, without using it up.
pub async fn till_of_link(app: &App, token: &str) -> Result<TillRow> {
    let (hash, now) = (token_hash(token), app.clock.now());
    let found = app
        .store
        .read(move |tx| tx.till_by_enrolment(&hash))
        .await?;
    let usable = |till: &TillRow| {
        till.enrol_expires_at
            .is_some_and(|end| now < end)
    };
    found
        .map(|(_, till)| till)
        .filter(usable)
        .ok_or_else(used_link)
}

/// Uses the link up; answers the till's token, shown to this one phone. An empty PIN is none.
pub async fn enrol_till(app: &App, token: &str, pin: &str) -> Result<(TillRow, String)> {
    let till = till_of_link(app, token).await?;
    // Before the link is used up: it is slow, and a PIN
    // that is refused must leave the link as it is.
    let pin_hash = pin::hash(app, pin).await?;
    let secret = new_token_of(till.tenant(), "sw_till_")?;
    let (hash, now, row) = (token_hash(&secret), app.clock.now(), till.clone());
    let enrolled = unit_of_work::write(app, Lock::None, move |tx| {
        tx.enrol_till(&row, &hash, pin_hash.clone(), now.plus_s(TILL_LIFE_S), now)
    })
    .await?;
    if enrolled {
        Ok((till, secret))
    } else {
        Err(used_link())
    }
}

/// A new link for a till: for more time, or for another phone in place of a lost one, which is no till from now on.
pub async fn renew_till(app: &App, owner: &Actor, id: &str) -> Result<String> {
    let id = till_named(id)?;
    let token = new_token_of(owner.tenant, "")?;
    let (tenant, hash, now) = (owner.tenant, token_hash(&token), app.clock.now());
    let renewed = unit_of_work::write(app, Lock::None, move |tx| {
        tx.renew_till(tenant, id, &hash, now.plus_s(ENROLMENT_S), now)
    })
    .await?;
    if renewed {
        Ok(format!("{}/scan/enrol?t={token}", app.public_url))
    } else {
        Err(no_till())
    }
}

fn no_till() -> Error {
    Code::NotFound.because("This shop has no working till with that ID.")
}

/// Has a till ask its staff what a visit came to, or ask no longer.
pub async fn ask_amount(app: &App, actor: &Actor, id: TillId, asks: bool) -> Result<()> {
    let tenant = actor.tenant;
    let changed = unit_of_work::write(app, Lock::None, move |tx| {
        tx.set_till_amounts(tenant, id, asks)
    })
    .await?;
    if changed {
        Ok(())
    } else {
        Err(no_till())
    }
}

/// The till of an id.
pub fn till_named(id: &str) -> Result<TillId> {
    id.parse().map_err(|_| no_till())
}

/// Switches a till off, at once.
pub async fn revoke_till(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let id = till_named(id)?;
    let (tenant, now) = (actor.tenant, app.clock.now());
    let revoked =
        unit_of_work::write(app, Lock::None, move |tx| tx.revoke_till(tenant, id, now)).await?;
    if revoked {
        Ok(())
    } else {
        Err(no_till())
    }
}

/// The merchant's places.
pub async fn locations(
    app: &App,
    actor: &Actor,
    after: Option<LocationId>,
    limit: i64,
) -> Result<Page<Location>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.locations(tenant, after, limit + 1))
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        Location::from,
    ))
}

/// The merchant's tills.
pub async fn tills(
    app: &App,
    actor: &Actor,
    after: Option<TillId>,
    limit: i64,
) -> Result<Page<Till>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.tills(tenant, after, limit + 1))
        .await?;
    Ok(Page::new(rows, limit, |row| row.id.to_string(), Till::from))
}
