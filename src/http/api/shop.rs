//! The merchant's own things: program, keys, places, tills, deliveries, events; and the operator's merchants.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::app::App;
use crate::domain::event::KINDS;
use crate::domain::program::Program;
use crate::error::Error;
use crate::http::base::auth::{Operator, Owner, Reader};
use crate::http::base::json_body::{Call, answered, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::access::keys;
use crate::service::access::keys::{Key, KeyRequest};
use crate::service::card_changed::CHANNELS;
use crate::service::data::event_list;
use crate::service::data::event_list::EventFilter;
use crate::service::program::put_program;
use crate::service::program::put_program::ProgramAnswer;
use crate::service::program::read_program;
use crate::service::shop::merchants;
use crate::service::shop::merchants::{MerchantRequest, NewMerchantAnswer};
use crate::service::tills::till;
use crate::service::tills::till::{Location, LocationRequest, Till, TillRequest};
use crate::service::wallets::deliveries;
use crate::service::wallets::deliveries::{Delivery, DeliveryFilter, DeliveryState};

/// Creates a merchant with one key for each role. The keys are shown only once.
#[utoipa::path(
    post,
    path = "/v1/merchants",
    tag = "merchants",
    operation_id = "createMerchant",
    request_body = MerchantRequest,
    responses((status = 201, body = NewMerchantAnswer), (status = 409, description = "slug_taken")),
)]
pub async fn create_merchant(
    app: Data<App>,
    operator: Operator,
    call: Call<MerchantRequest>,
) -> Answer {
    let (key, request) = call.split_by(&operator.key)?;
    Ok(answered(
        merchants::create_merchant(&app, &key, request).await?,
    ))
}

/// Lists merchants.
#[utoipa::path(
    get,
    path = "/v1/merchants",
    tag = "merchants",
    operation_id = "listMerchants",
    params(("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of merchants")),
)]
pub async fn merchants(app: Data<App>, _operator: Operator, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(merchants::merchants(&app, after, limit).await?))
}

/// The program in force.
#[utoipa::path(
    get,
    path = "/v1/program",
    tag = "program",
    operation_id = "getProgram",
    responses((status = 200, body = Program)),
)]
pub async fn program(app: Data<App>, owner: Owner, params: Params) -> Answer {
    params.finish()?;
    Ok(ok(read_program::program(&app, &owner).await?))
}

/// Puts a new program in force. With `dry_run=true`, only says what it would do.
#[utoipa::path(
    put,
    path = "/v1/program",
    tag = "program",
    operation_id = "updateProgram",
    request_body = Program,
    params(("dry_run" = Option<bool>, Query, description = "Only say what it would do")),
    responses(
        (status = 200, body = ProgramAnswer),
        (status = 409, description = "program_changed"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn put_program(app: Data<App>, owner: Owner, mut call: Call<Program>) -> Answer {
    let dry_run = call
        .params
        .read("dry_run", "true or false")?;
    let program = call.read()?;
    // A body without a version has 0 here, and replaces whichever is in force.
    let over = Some(program.version).filter(|version| *version != 0);
    let dry_run = dry_run.unwrap_or(false);
    Ok(ok(put_program::put_program(
        &app, &owner, program, dry_run, over,
    )
    .await?))
}

/// Lists keys, without their secrets.
#[utoipa::path(
    get,
    path = "/v1/keys",
    tag = "keys",
    operation_id = "listKeys",
    params(("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of keys")),
)]
pub async fn keys(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(keys::keys(&app, &owner, after, limit).await?))
}

/// Creates a key. Its secret is in this response only.
#[utoipa::path(
    post,
    path = "/v1/keys",
    tag = "keys",
    operation_id = "createKey",
    request_body = KeyRequest,
    responses((status = 201, body = Key)),
)]
pub async fn create_key(app: Data<App>, owner: Owner, call: Call<KeyRequest>) -> Answer {
    let (key, request) = call.split(&owner)?;
    Ok(answered(
        keys::create_key(&app, &owner, &key, request).await?,
    ))
}

/// Revokes a key at once. With `with_made=true`, also revokes the keys, sessions and results links it created.
#[utoipa::path(
    delete,
    path = "/v1/keys/{id}",
    tag = "keys",
    operation_id = "revokeKey",
    params(
        ("id" = String, Path),
        (
            "with_made" = Option<bool>,
            Query,
            description = "Also revoke what the key created, and what that created in turn",
        ),
    ),
    responses((status = 204), (status = 404, description = "not_found")),
)]
pub async fn revoke_key(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    mut params: Params,
) -> Answer {
    let with_made = params
        .read("with_made", "true or false")?
        .unwrap_or(false);
    params.finish()?;
    keys::revoke_key(&app, &owner, &id, with_made).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Lists locations.
#[utoipa::path(
    get,
    path = "/v1/locations",
    tag = "locations",
    operation_id = "listLocations",
    params(("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of locations")),
)]
pub async fn locations(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(till::locations(&app, &owner, after, limit).await?))
}

/// Adds a location.
#[utoipa::path(
    post,
    path = "/v1/locations",
    tag = "locations",
    operation_id = "createLocation",
    request_body = LocationRequest,
    responses((status = 201, body = Location)),
)]
pub async fn create_location(app: Data<App>, owner: Owner, call: Call<LocationRequest>) -> Answer {
    let (key, request) = call.split(&owner)?;
    Ok(answered(
        till::create_location(&app, &owner, &key, request).await?,
    ))
}

/// Lists tills.
#[utoipa::path(
    get,
    path = "/v1/tills",
    tag = "tills",
    operation_id = "listTills",
    params(("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of tills")),
)]
pub async fn tills(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(till::tills(&app, &owner, after, limit).await?))
}

/// Creates a till. Its one-time setup link is in this response only and works for ten minutes.
#[utoipa::path(
    post,
    path = "/v1/tills",
    tag = "tills",
    operation_id = "createTill",
    request_body = TillRequest,
    responses((status = 201, body = Till)),
)]
pub async fn create_till(app: Data<App>, owner: Owner, call: Call<TillRequest>) -> Answer {
    let (key, request) = call.split(&owner)?;
    Ok(answered(
        till::create_till(&app, &owner, &key, request).await?,
    ))
}

/// Switches a till off at once.
#[utoipa::path(
    delete,
    path = "/v1/tills/{id}",
    tag = "tills",
    operation_id = "revokeTill",
    params(("id" = String, Path)),
    responses((status = 204), (status = 404, description = "not_found")),
)]
pub async fn revoke_till(app: Data<App>, owner: Owner, id: Path<String>, params: Params) -> Answer {
    params.finish()?;
    till::revoke_till(&app, &owner, &id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What was pushed, to which device, with what response, and when the phone fetched it.
#[utoipa::path(
    get,
    path = "/v1/deliveries",
    tag = "deliveries",
    operation_id = "listDeliveries",
    params(
        ("card_id" = Option<String>, Query, description = "Only deliveries of this card"),
        ("state" = Option<String>, Query, description = "pending, delivered, failed or gone"),
        ("channel" = Option<String>, Query, description = "apple or google"),
        ("limit" = Option<i64>, Query),
        ("cursor" = Option<String>, Query),
    ),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of deliveries")),
)]
pub async fn deliveries(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    let card = params.read("card_id", "a card's id")?;
    let state = params.one_of("state", &DeliveryState::NAMED)?;
    let channel = params.one_of("channel", &CHANNELS)?;
    params.finish()?;
    Ok(ok(deliveries::deliveries(
        &app,
        &owner,
        DeliveryFilter {
            card,
            state,
            channel,
            after,
        },
        limit,
    )
    .await?))
}

/// A call that says all by its address.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Sends a delivery again at once.
#[utoipa::path(
    post,
    path = "/v1/deliveries/{id}/retry",
    tag = "deliveries",
    operation_id = "retryDelivery",
    params(("id" = String, Path)),
    responses((status = 200, body = Delivery), (status = 404, description = "not_found")),
)]
pub async fn retry_delivery(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    call: Call<Nothing>,
) -> Answer {
    let (key, Nothing {}) = call.split(&owner)?;
    Ok(answered(
        deliveries::retry_delivery(&app, &owner, &key, &id).await?,
    ))
}

/// The log, oldest first: what happened, as it was recorded. Nothing in it ever changes; a mistake is corrected by a later event.
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "events",
    operation_id = "listEvents",
    params(
        (
            "type" = Option<String>,
            Query,
            description = "Only events of this type",
            example = "visit_validated",
        ),
        (
            "since" = Option<String>,
            Query,
            description = "Only events received at or after this time; by `received_at`, so that you never miss a late event",
            example = "2026-01-01T00:00:00Z",
        ),
        (
            "until" = Option<String>,
            Query,
            description = "Only events received before this time",
            example = "2026-02-01T00:00:00Z",
        ),
        ("member_id" = Option<String>, Query, description = "Only events of this member"),
        ("card_id" = Option<String>, Query, description = "Only events of this card"),
        ("limit" = Option<i64>, Query, description = "Entries per page, 1 to 200; default: 50"),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the previous page"),
    ),
    responses(
        (status = 200, description = "`{data, next_cursor, has_more}`"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn events(app: Data<App>, reader: Reader, mut params: Params) -> Answer {
    let limit = params.limit()?;
    let after_seq = params.cursor()?.unwrap_or(0);
    let filter = EventFilter {
        after_seq,
        ..event_filter(&mut params)?
    };
    params.finish()?;
    Ok(ok(event_list::events(&app, &reader, filter, limit).await?))
}

/// Takes the parameter that names a type of event. One that nobody knows would be answered as if nothing of it had happened.
fn event_type(params: &mut Params) -> crate::error::Result<Option<String>> {
    let Some(kind) = params.text("type") else {
        return Ok(None);
    };
    if KINDS.contains(&kind.as_str()) {
        return Ok(Some(kind));
    }
    let why = format!("must be a single type of event: {}", KINDS.join(", "));
    Err(Error::invalid("type", why))
}

/// Takes the parameters that say which events.
pub fn event_filter(params: &mut Params) -> crate::error::Result<EventFilter> {
    let time = "a time such as 2026-01-31T09:30:00Z";
    Ok(EventFilter {
        after_seq: 0,
        kind: event_type(params)?,
        since: params.read("since", time)?,
        until: params.read("until", time)?,
        member_id: params.text("member_id"),
        card_id: params.text("card_id"),
    })
}
