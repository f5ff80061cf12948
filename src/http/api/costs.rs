//! What the programme costs: `/v1/costs`.

use actix_web::web::Data;

use crate::app::App;
use crate::http::base::auth::Owner;
use crate::http::base::json_body::{Call, answered, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::data::costs;
use crate::service::data::costs::{Cost, CostRequest};

/// Records what the programme costs besides rewards.
///
/// A cost cannot be deleted. To fix a mistake, record a correction: a negative amount that names the cost in `corrects`. It belongs to the
/// same day and location as that cost, and cannot take off more than is left of it.
#[utoipa::path(
    post,
    path = "/v1/costs",
    tag = "costs",
    operation_id = "createCost",
    request_body = CostRequest,
    responses((status = 201, body = Cost), (status = 422, description = "invalid_request")),
)]
pub async fn record_cost(app: Data<App>, owner: Owner, call: Call<CostRequest>) -> Answer {
    let (key, request) = call.split(&owner)?;
    Ok(answered(
        costs::record_cost(&app, &owner, &key, request).await?,
    ))
}

/// Lists costs, oldest entry first.
#[utoipa::path(
    get,
    path = "/v1/costs",
    tag = "costs",
    operation_id = "listCosts",
    params(("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of costs")),
)]
pub async fn costs(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(costs::costs(&app, &owner, after, limit).await?))
}
