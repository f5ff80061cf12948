//! `/v1/merchants`: the shops of whoever runs the service.

use actix_web::web::Data;

use crate::app::App;
use crate::http::base::auth::Operator;
use crate::http::base::json_body::{Call, answered, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::shop::merchants;
use crate::service::shop::merchants::{MerchantRequest, NewMerchantAnswer};

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
    let (key, request) = call.split_by_operator(&operator.key)?;
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
