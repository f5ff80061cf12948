//! `/v1/locations` and `/v1/tills`: where visits are stamped, and by which device.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::app::App;
use crate::http::base::auth::Owner;
use crate::http::base::json_body::{Call, answered, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::tills::till;
use crate::service::tills::till::{Location, LocationRequest, Till, TillRequest};

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

/// A location.
#[utoipa::path(
    get,
    path = "/v1/locations/{id}",
    tag = "locations",
    operation_id = "getLocation",
    params(("id" = String, Path)),
    responses(
        (status = 200, body = Location),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn location(app: Data<App>, owner: Owner, id: Path<String>, params: Params) -> Answer {
    params.finish()?;
    Ok(ok(till::location(&app, &owner, &id).await?))
}

/// Gives a location another name. Visits, tills and posters of it stay with it.
#[utoipa::path(
    patch,
    path = "/v1/locations/{id}",
    tag = "locations",
    operation_id = "updateLocation",
    params(("id" = String, Path)),
    request_body = LocationRequest,
    responses(
        (status = 200, body = Location),
        (status = 404, description = "not_found"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn rename_location(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    call: Call<LocationRequest>,
) -> Answer {
    let request = call.read()?;
    Ok(ok(till::rename_location(&app, &owner, &id, request).await?))
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
