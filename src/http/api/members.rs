//! `/v1/members`: the people of a shop, for its owner only.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};

use crate::app::App;
use crate::http::base::auth::Owner;
use crate::http::base::json_body::{Call, answered, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::members::change_member;
use crate::service::members::change_member::MemberChange;
use crate::service::members::erase_member;
use crate::service::members::erase_member::ErasureRequest;
use crate::service::members::member;
use crate::service::members::member::MemberDetail;
use crate::service::members::member_export;
use crate::service::members::member_export::MemberExport;
use crate::service::members::merge_members;
use crate::service::members::merge_members::{MergeRequest, MergeResult};

/// Lists members, oldest first, or those who match a search.
#[utoipa::path(
    get,
    path = "/v1/members",
    tag = "members",
    operation_id = "listMembers",
    params(
        (
            "q" = Option<String>,
            Query,
            description = "Only members who match: a scanned or typed code, a card's or member's ID, the shop's own ID, an email address, or a phone number, of which the last eight digits count",
        ),
        ("limit" = Option<i64>, Query),
        ("cursor" = Option<String>, Query),
    ),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of members")),
)]
pub async fn list(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (q, limit, after) = (params.text("q"), params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(member::members(&app, &owner, q, after, limit).await?))
}

/// One member with their cards, profile and latest history. The ID of a member who was merged returns the member they were merged into.
#[utoipa::path(
    get,
    path = "/v1/members/{id}",
    tag = "members",
    operation_id = "getMember",
    params(("id" = String, Path)),
    responses((status = 200, body = MemberDetail), (status = 404, description = "not_found")),
)]
pub async fn get(app: Data<App>, owner: Owner, id: Path<String>, params: Params) -> Answer {
    params.finish()?;
    Ok(ok(member::member(&app, &owner, &id).await?))
}

/// Changes what is known about a member. A field that is left out stays as it is; null removes it.
#[utoipa::path(
    patch,
    path = "/v1/members/{id}",
    tag = "members",
    operation_id = "updateMember",
    params(("id" = String, Path)),
    request_body = MemberChange,
    responses(
        (status = 200, body = MemberDetail),
        (status = 404, description = "not_found"),
        (status = 409, description = "external_id_taken"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn change(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    call: Call<MemberChange>,
) -> Answer {
    Ok(ok(change_member::change_member(
        &app,
        &owner,
        &id,
        call.read()?,
    )
    .await?))
}

/// Everything we keep about one member.
#[utoipa::path(
    get,
    path = "/v1/members/{id}/export",
    tag = "members",
    operation_id = "exportMember",
    params(("id" = String, Path)),
    responses(
        (status = 200, body = MemberExport),
        (status = 404, description = "not_found"),
        (status = 410, description = "events_archived"),
    ),
)]
pub async fn export(app: Data<App>, owner: Owner, id: Path<String>, params: Params) -> Answer {
    params.finish()?;
    Ok(ok(member_export::member_export(&app, &owner, &id).await?))
}

/// Erases a member for good. Profile, digests, notes and stored answers are destroyed at once, along with the person's key. Wallets are
/// told that the cards are void and are then forgotten, within three days at most. Visits and rewards stay under a random ID, so past
/// totals do not change. Older backups still hold the person until they are rotated.
#[utoipa::path(
    delete,
    path = "/v1/members/{id}",
    tag = "members",
    operation_id = "eraseMember",
    params(("id" = String, Path)),
    responses((status = 204), (status = 404, description = "not_found")),
)]
pub async fn erase(app: Data<App>, owner: Owner, id: Path<String>, params: Params) -> Answer {
    params.finish()?;
    let id = id
        .parse()
        .map_err(|_| member::no_such_member())?;
    erase_member::erase_member(&app, owner.tenant, ErasureRequest::Owner(owner.id()), id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Moves everything from this member to another who is the same person: stamps, rewards, visits and cards.
#[utoipa::path(
    post,
    path = "/v1/members/{id}/merge",
    tag = "members",
    operation_id = "mergeMember",
    params(("id" = String, Path)),
    request_body = MergeRequest,
    responses(
        (status = 200, body = MergeResult),
        (status = 404, description = "not_found"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn merge(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    call: Call<MergeRequest>,
) -> Answer {
    let (key, request) = call.split(&owner)?;
    Ok(answered(
        merge_members::merge_members(&app, &owner, &key, &id, request).await?,
    ))
}
