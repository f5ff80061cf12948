//! `/v1/keys`: who may call this API.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::app::App;
use crate::http::base::auth::Owner;
use crate::http::base::json_body::{Call, answered, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::access::keys;
use crate::service::access::keys::{Key, KeyRequest};

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
