//! Merchants are made; their program, keys, places and tills are kept.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::{EventId, KeyId, LocationId, MerchantId, TillId};
use crate::service::actor::{Actor, new_token, token_hash};
use crate::service::once::{Answer, Once, once};
use crate::service::publish::publish_cards;
use crate::service::words;
use crate::store::{KeyRow, LocationRow, NewEvent, NewMerchant, Role, Tenant, TillRow, Tx};

/// A merchant to make.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MerchantRequest {
    /// The shop's name.
    pub name: String,
    /// The word in its join address; absent: made from the name.
    pub slug: Option<String>,
    /// IANA zone; absent: UTC.
    pub time_zone: Option<String>,
    /// ISO 4217; absent: EUR.
    pub currency: Option<String>,
    /// Whether its keys say `test`; nothing else differs.
    #[serde(default)]
    pub test: bool,
}

/// A new merchant with its keys, which are shown this once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewMerchantAnswer {
    /// `mer_…`
    pub merchant_id: String,
    /// The word in its join address.
    pub slug: String,
    /// All of this merchant.
    pub owner_key: String,
    /// Scan, redeem, undo own, look up.
    pub staff_key: String,
    /// Metrics and events.
    pub reader_key: String,
}

/// Makes a merchant with a working program and one key for each role.
pub async fn create_merchant(app: &App, request: MerchantRequest) -> Result<NewMerchantAnswer> {
    let answer = create_merchant_once(app, &Once::never(), request).await?;
    serde_json::from_str(&answer.body).map_err(Error::internal)
}

/// The same under an idempotency key; a replay does not show the keys again.
pub async fn create_merchant_once(app: &App, key: &Once, request: MerchantRequest) -> Result<Answer> {
    let new = new_merchant(&request, app.clock.now())?;
    let key = key.clone();
    app.store.write(move |tx| once(tx, &key, new.now, |tx| Ok((201, insert_merchant(tx, &new)?)))).await
}

fn new_merchant(request: &MerchantRequest, now: Timestamp) -> Result<NewMerchant> {
    let name = words::checked("/name", &request.name, 60)?;
    let slug = match &request.slug {
        Some(slug) => checked_slug(slug)?,
        None => slug_of(&name),
    };
    let zone = request.time_zone.clone().unwrap_or_else(|| "UTC".into());
    let currency = request.currency.clone().unwrap_or_else(|| "EUR".into());
    let mut program = Program::starter(&name, &zone, &currency);
    program.launched_on = Some(now.date_in(&program.zone()));
    let faults = program.faults();
    if faults.is_empty() { Ok(NewMerchant { id: MerchantId::new(), slug, program, test: request.test, now }) } else { Err(Error::invalid_all(faults)) }
}

fn insert_merchant(tx: &mut Tx<'_>, new: &NewMerchant) -> Result<NewMerchantAnswer> {
    let tenant = tx.create_merchant(new)?;
    let mut key = |role| new_key(tx, Some(tenant), role, new.test, new.now).map(|(_, secret)| secret);
    Ok(NewMerchantAnswer {
        merchant_id: new.id.to_string(),
        slug: new.slug.clone(),
        owner_key: key(Role::Owner)?,
        staff_key: key(Role::Staff)?,
        reader_key: key(Role::Reader)?,
    })
}

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

fn checked_slug(slug: &str) -> Result<String> {
    let shaped = (2..=40).contains(&slug.len())
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !slug.starts_with('-')
        && !slug.ends_with('-');
    if shaped { Ok(slug.to_owned()) } else { Err(Error::invalid("/slug", "must be 2 to 40 characters a-z, 0-9 and - between them")) }
}

/// A slug from a name; names without Latin letters get a random one.
fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for c in name.nfkd().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            // An accent came apart from its letter and goes.
            '\u{300}'..='\u{36F}' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let slug = slug.trim_matches('-').chars().take(40).collect::<String>();
    let slug = slug.trim_end_matches('-');
    if slug.len() >= 2 { slug.to_owned() } else { format!("shop-{}", &MerchantId::new().to_string()[22..]) }
}

/// Logs the settings that metrics need.
fn configured(tx: &mut Tx<'_>, tenant: Tenant, program: &Program, now: Timestamp) -> Result<()> {
    let (fact, key) = (program.configured(), format!("program:{}", EventId::new()));
    let event = NewEvent { idempotency_key: key, occurred_at: now, member_id: None, card_id: None, location_id: None, staff_id: None, fact };
    tx.append(tenant, now, vec![event])
}

/// What a program change did, or would do.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct ProgramAnswer {
    /// The version now in force; with `dry_run` the one that would be.
    pub version: i64,
    /// Cards that change their look.
    pub cards_changed: i64,
}

/// Puts a new program in force and tells every card. What was earned stays.
pub async fn put_program(app: &App, actor: &Actor, program: Program, dry_run: bool) -> Result<ProgramAnswer> {
    let mut faults = program.faults();
    if !app.templates.contains_key(&program.template) {
        let names: Vec<&str> = app.templates.keys().map(String::as_str).collect();
        faults.push(("/template".into(), format!("is not one of {}", names.join(", "))));
    }
    if !faults.is_empty() {
        return Err(Error::invalid_all(faults));
    }
    let (ours, tenant, now) = (app.clone(), actor.tenant, app.clock.now());
    app.store
        .write(move |tx| {
            tx.lock(tenant)?;
            let current = tx.program(tenant)?;
            let cards = tx.count_cards(tenant)?;
            if program == (Program { version: program.version, ..current.clone() }) {
                return Ok(ProgramAnswer { version: current.version, cards_changed: 0 });
            }
            if dry_run {
                return Ok(ProgramAnswer { version: current.version + 1, cards_changed: cards });
            }
            let version = tx.save_program(tenant, &program, now)?;
            configured(tx, tenant, &program, now)?;
            publish_all(&ours, tx, tenant, now)?;
            Ok(ProgramAnswer { version, cards_changed: cards })
        })
        .await
}

fn publish_all(app: &App, tx: &mut Tx<'_>, tenant: Tenant, now: Timestamp) -> Result<()> {
    let mut after = None;
    loop {
        let mut cards = tx.cards(tenant, after, 500)?;
        let Some(last) = cards.last() else { return Ok(()) };
        after = Some(last.id);
        publish_cards(app, tx, tenant, &mut cards, now)?;
    }
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
        Location { id: row.id.to_string(), name: row.name }
    }
}

/// A place to add.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LocationRequest {
    /// Its name.
    pub name: String,
}

/// Adds a place.
pub async fn create_location(app: &App, actor: &Actor, key: &Once, request: LocationRequest) -> Result<Answer> {
    let name = words::checked("/name", &request.name, 80)?;
    let (tenant, now, key) = (actor.tenant, app.clock.now(), key.clone());
    app.store
        .write(move |tx| {
            once(tx, &key, now, |tx| {
                let row = LocationRow { id: LocationId::new(), merchant_id: tenant.id(), name: name.clone(), created_at: now };
                tx.insert_location(row.clone())?;
                Ok((201, Location::from(row)))
            })
        })
        .await
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
    /// Whether a phone has taken its place.
    pub enrolled: bool,
    /// RFC 3339, UTC, to the minute.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_seen_at: Option<Timestamp>,
    /// RFC 3339, UTC; null = it works.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Timestamp>,
    /// The one-time enrolment link: in the answer that made it and never again. Works for ten minutes.
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
    pub name: String,
    /// Where it stands.
    pub location_id: Option<String>,
}

/// How long an enrolment link works.
const ENROLMENT_S: i64 = 600;
/// How long a till works before it must be enrolled again.
const TILL_LIFE_S: i64 = 180 * 86_400;

/// Makes a till that waits for a phone to open its one-time link.
pub async fn create_till(app: &App, actor: &Actor, key: &Once, request: TillRequest) -> Result<Answer> {
    let name = words::checked("/name", &request.name, 40)?;
    let (ours, who, now, key) = (app.clone(), actor.clone(), app.clock.now(), key.clone());
    app.store
        .write(move |tx| {
            once(tx, &key, now, |tx| {
                let location = crate::service::stamp_card::location(tx, who.tenant, request.location_id.as_deref(), &who)?;
                let token = new_token("")?;
                let row = TillRow {
                    id: TillId::new(),
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
                };
                tx.insert_till(row.clone())?;
                let enrol_url = Some(format!("{}/scan/enrol?t={token}", ours.public_url));
                Ok((201, Till { enrol_url, ..row.into() }))
            })
        })
        .await
}

fn used_link() -> Error {
    Code::LinkExpired.because("Enrolment links work once and for ten minutes. Ask the owner for a new one.")
}

/// The till that an enrolment link would enrol, without using it up.
pub async fn till_of_link(app: &App, token: &str) -> Result<TillRow> {
    let (hash, now) = (token_hash(token), app.clock.now());
    let found = app.store.read(move |tx| tx.till_by_enrolment(&hash)).await?;
    let usable = |till: &TillRow| till.enrol_expires_at.is_some_and(|end| now < end) && till.revoked_at.is_none();
    found.map(|(_, till)| till).filter(usable).ok_or_else(used_link)
}

/// Uses the link up; answers the till's token, shown to this one phone.
pub async fn enrol_till(app: &App, token: &str) -> Result<(TillRow, String)> {
    let till = till_of_link(app, token).await?;
    let secret = new_token("sw_till_")?;
    let (hash, now, row) = (token_hash(&secret), app.clock.now(), till.clone());
    let enrolled = app.store.write(move |tx| tx.enrol_till(&row, &hash, now.plus_s(TILL_LIFE_S), now)).await?;
    if enrolled { Ok((till, secret)) } else { Err(used_link()) }
}

/// Switches a till off, at once.
pub async fn revoke_till(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let missing = || Code::NotFound.because("This shop has no working till of that id.");
    let id: TillId = id.parse().map_err(|_| missing())?;
    let (tenant, now) = (actor.tenant, app.clock.now());
    let revoked = app.store.write(move |tx| tx.revoke_till(tenant, id, now)).await?;
    if revoked { Ok(()) } else { Err(missing()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_from_any_name() {
        assert_eq!(slug_of("Café Möwe & Co."), "cafe-mowe-co");
        assert!(slug_of("قهوه").starts_with("shop-"));
        assert!(checked_slug("-x").is_err() && checked_slug("coffee-2").is_ok());
    }
}
