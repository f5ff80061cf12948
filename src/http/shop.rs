//! The merchant's own things: program, keys, places, tills, deliveries, events; and the operator's merchants.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::program::Program;
use crate::error::{Code, Error};
use crate::http::auth::{Operator, Owner, Reader};
use crate::http::call::{Call, answered, ok};
use crate::http::params::{Page, Params};
use crate::http::problem::Answer;
use crate::service::merchants::{self, Key, KeyRequest, Location, LocationRequest, MerchantRequest, NewMerchantAnswer, ProgramAnswer, Till, TillRequest};
use crate::store::{DeliveryRow, DeliveryState, EventFilter};

/// Makes a merchant with one key for each role, shown this once.
#[utoipa::path(post, path = "/v1/merchants", tag = "merchants", request_body = MerchantRequest, responses((status = 201, body = NewMerchantAnswer), (status = 409, description = "slug_taken")))]
pub async fn create_merchant(app: Data<App>, _operator: Operator, call: Call<MerchantRequest>) -> Answer {
    Ok(HttpResponse::Created().json(merchants::create_merchant(&app, call.request).await?))
}

/// Lists merchants.
#[utoipa::path(get, path = "/v1/merchants", tag = "merchants", responses((status = 200, description = "`{data, next_cursor, has_more}` of merchants")))]
pub async fn merchants(app: Data<App>, _operator: Operator, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor::<crate::ids::MerchantId>()?);
    params.finish()?;
    let rows = app.store.read(move |tx| tx.merchants(after, limit + 1)).await?;
    let view = |row: crate::store::MerchantRow| {
        serde_json::json!({"id": row.id, "slug": row.slug, "name": row.name, "test": row.test, "created_at": row.created_at})
    };
    Ok(ok(Page::new(rows, limit, |row| row.id.to_string(), view)))
}

/// The program in force.
#[utoipa::path(get, path = "/v1/program", tag = "program", responses((status = 200, description = "The program")))]
pub async fn program(app: Data<App>, owner: Owner, params: Params) -> Answer {
    params.finish()?;
    let tenant = owner.tenant;
    Ok(ok(app.store.read(move |tx| tx.program(tenant)).await?))
}

/// Puts a new program in force; `dry_run=true` only says what it would do.
#[utoipa::path(put, path = "/v1/program", tag = "program", params(("dry_run" = Option<bool>, Query)), responses((status = 200, body = ProgramAnswer), (status = 422, description = "invalid_request")))]
pub async fn put_program(app: Data<App>, owner: Owner, mut params: Params, call: Call<Program>) -> Answer {
    let dry_run = params.read::<bool>("dry_run", "true or false")?.unwrap_or(false);
    params.finish()?;
    Ok(ok(merchants::put_program(&app, &owner, call.request, dry_run).await?))
}

/// Lists keys, without their secrets.
#[utoipa::path(get, path = "/v1/keys", tag = "keys", responses((status = 200, description = "`{data, next_cursor, has_more}` of keys")))]
pub async fn keys(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after, tenant) = (params.limit()?, params.cursor()?, owner.tenant);
    params.finish()?;
    let rows = app.store.read(move |tx| tx.keys(tenant, after, limit + 1)).await?;
    Ok(ok(Page::new(rows, limit, |row| row.id.to_string(), Key::from)))
}

/// Makes a key; its secret is in this answer only.
#[utoipa::path(post, path = "/v1/keys", tag = "keys", request_body = KeyRequest, responses((status = 201, body = Key)))]
pub async fn create_key(app: Data<App>, owner: Owner, call: Call<KeyRequest>) -> Answer {
    let (key, request) = call.split(&owner);
    Ok(answered(merchants::create_key(&app, &owner, &key, request).await?))
}

/// Ends a key at once.
#[utoipa::path(delete, path = "/v1/keys/{id}", tag = "keys", params(("id" = String, Path)), responses((status = 204), (status = 404, description = "not_found")))]
pub async fn revoke_key(app: Data<App>, owner: Owner, id: Path<String>) -> Answer {
    merchants::revoke_key(&app, &owner, &id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Lists places.
#[utoipa::path(get, path = "/v1/locations", tag = "locations", responses((status = 200, description = "`{data, next_cursor, has_more}` of locations")))]
pub async fn locations(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after, tenant) = (params.limit()?, params.cursor()?, owner.tenant);
    params.finish()?;
    let rows = app.store.read(move |tx| tx.locations(tenant, after, limit + 1)).await?;
    Ok(ok(Page::new(rows, limit, |row| row.id.to_string(), Location::from)))
}

/// Adds a place.
#[utoipa::path(post, path = "/v1/locations", tag = "locations", request_body = LocationRequest, responses((status = 201, body = Location)))]
pub async fn create_location(app: Data<App>, owner: Owner, call: Call<LocationRequest>) -> Answer {
    let (key, request) = call.split(&owner);
    Ok(answered(merchants::create_location(&app, &owner, &key, request).await?))
}

/// Lists tills.
#[utoipa::path(get, path = "/v1/tills", tag = "tills", responses((status = 200, description = "`{data, next_cursor, has_more}` of tills")))]
pub async fn tills(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after, tenant) = (params.limit()?, params.cursor()?, owner.tenant);
    params.finish()?;
    let rows = app.store.read(move |tx| tx.tills(tenant, after, limit + 1)).await?;
    Ok(ok(Page::new(rows, limit, |row| row.id.to_string(), Till::from)))
}

/// Makes a till; its one-time enrolment link is in this answer only and works for ten minutes.
#[utoipa::path(post, path = "/v1/tills", tag = "tills", request_body = TillRequest, responses((status = 201, body = Till)))]
pub async fn create_till(app: Data<App>, owner: Owner, call: Call<TillRequest>) -> Answer {
    let (key, request) = call.split(&owner);
    Ok(answered(merchants::create_till(&app, &owner, &key, request).await?))
}

/// Switches a till off at once.
#[utoipa::path(delete, path = "/v1/tills/{id}", tag = "tills", params(("id" = String, Path)), responses((status = 204), (status = 404, description = "not_found")))]
pub async fn revoke_till(app: Data<App>, owner: Owner, id: Path<String>) -> Answer {
    merchants::revoke_till(&app, &owner, &id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// One call owed to a wallet, or made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Delivery {
    id: String,
    card_id: String,
    /// `apple`
    channel: String,
    /// Which device, shortened: push tokens are not shown whole.
    target: String,
    state: DeliveryState,
    /// The card version that is or was to be told.
    card_version: i64,
    /// Failed attempts since the last success.
    attempts: i64,
    /// When it is tried next.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    /// HTTP status of the last answer.
    last_status: Option<i64>,
    /// The upstream's reason.
    last_reason: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_attempt_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    delivered_at: Option<Timestamp>,
    /// When the phone fetched the pass last.
    #[schema(value_type = Option<String>, format = DateTime)]
    fetched_at: Option<Timestamp>,
}

impl From<DeliveryRow> for Delivery {
    fn from(row: DeliveryRow) -> Delivery {
        Delivery {
            id: row.id.to_string(),
            card_id: row.card_id.to_string(),
            channel: row.channel,
            target: format!("{}…", row.target.chars().take(8).collect::<String>()),
            due_at: (row.state == DeliveryState::Due).then_some(row.due_at),
            state: row.state,
            card_version: row.card_version,
            attempts: row.attempts,
            last_status: row.last_status,
            last_reason: row.last_reason,
            last_attempt_at: row.last_attempt_at,
            delivered_at: row.delivered_at,
            fetched_at: row.fetched_at,
        }
    }
}

/// What was pushed, to whom, with what answer, and when the phone fetched.
#[utoipa::path(get, path = "/v1/deliveries", tag = "deliveries", params(("card_id" = Option<String>, Query), ("state" = Option<String>, Query, description = "due, done, parked or gone"), ("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)), responses((status = 200, description = "`{data, next_cursor, has_more}` of deliveries")))]
pub async fn deliveries(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after, tenant) = (params.limit()?, params.cursor()?, owner.tenant);
    let card = params.read("card_id", "a card's id")?;
    let state = match params.text("state").as_deref() {
        None => None,
        Some("due") => Some(DeliveryState::Due),
        Some("done") => Some(DeliveryState::Done),
        Some("parked") => Some(DeliveryState::Parked),
        Some("gone") => Some(DeliveryState::Gone),
        Some(_) => return Err(Error::invalid("state", "must be due, done, parked or gone").into()),
    };
    params.finish()?;
    let rows = app.store.read(move |tx| tx.deliveries(tenant, card, state, after, limit + 1)).await?;
    Ok(ok(Page::new(rows, limit, |row| row.id.to_string(), Delivery::from)))
}

/// Makes a delivery due at once.
#[utoipa::path(post, path = "/v1/deliveries/{id}/retry", tag = "deliveries", params(("id" = String, Path)), responses((status = 200, body = Delivery), (status = 404, description = "not_found")))]
pub async fn retry_delivery(app: Data<App>, owner: Owner, id: Path<String>) -> Answer {
    let missing = || Code::NotFound.because("This shop has no delivery of that id.");
    let id = id.parse().map_err(|_| missing())?;
    let (tenant, now) = (owner.tenant, app.clock.now());
    let row = app.store.write(move |tx| tx.retry_delivery(tenant, id, now)).await?;
    Ok(ok(Delivery::from(row.ok_or_else(missing)?)))
}

/// The log, oldest first.
#[utoipa::path(get, path = "/v1/events", tag = "events", params(("type" = Option<String>, Query), ("since" = Option<String>, Query, description = "by `received_at`, inclusive"), ("until" = Option<String>, Query, description = "by `received_at`, exclusive"), ("member_id" = Option<String>, Query), ("card_id" = Option<String>, Query), ("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)), responses((status = 200, description = "`{data, next_cursor, has_more}` of events")))]
pub async fn events(app: Data<App>, reader: Reader, mut params: Params) -> Answer {
    let (limit, tenant) = (params.limit()?, reader.tenant);
    let time = "a time such as 2026-01-31T09:30:00Z";
    let filter = EventFilter {
        after_seq: params.cursor()?.unwrap_or(0),
        kind: params.text("type"),
        since: params.read("since", time)?,
        until: params.read("until", time)?,
        member_id: params.text("member_id"),
        card_id: params.text("card_id"),
    };
    params.finish()?;
    let rows = app.store.read(move |tx| tx.events(tenant, &filter, limit + 1)).await?;
    let event = |row: crate::store::StoredEvent| serde_json::value::RawValue::from_string(row.line).ok();
    Ok(ok(Page::new(rows, limit, |row| row.seq.to_string(), event)))
}
