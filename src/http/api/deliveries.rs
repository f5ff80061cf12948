//! `/v1/deliveries`: what the wallets were told.

use actix_web::web::{Data, Path};

use crate::app::App;
use crate::http::base::auth::Owner;
use crate::http::base::json_body::{Call, answered, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::card_changed::CHANNELS;
use crate::service::wallets::deliveries;
use crate::service::wallets::deliveries::{Delivery, DeliveryFilter, DeliveryState};

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
