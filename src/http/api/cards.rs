//! `/v1/cards`, `/v1/scans`, `/v1/redemptions`, `/v1/stamps`: what happens to a card.

use actix_web::web::{Data, Path};

use crate::app::App;
use crate::error::Error;
use crate::http::base::auth::{Owner, Staff};
use crate::http::base::json_body::{Call, answered, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::cards::change_card;
use crate::service::cards::change_card::{CardChange, StampsAnswer, StampsRequest};
use crate::service::cards::issue_card;
use crate::service::cards::issue_card::CardRequest;
use crate::service::cards::list_cards;
use crate::service::cards::record_amount;
use crate::service::cards::record_amount::{AmountAnswer, AmountChange};
use crate::service::cards::redeem_reward;
use crate::service::cards::redeem_reward::{RedemptionAnswer, RedemptionRequest};
use crate::service::cards::stamp_card;
use crate::service::cards::stamp_card::{ScanAnswer, ScanRequest};
use crate::service::cards::void_scan;
use crate::service::cards::void_scan::{VoidAnswer, VoidRequest};
use crate::service::find_card::CardName;
use crate::service::shapes;

/// Creates a card. A known `external_id` returns that member's card.
#[utoipa::path(
    post,
    path = "/v1/cards",
    tag = "cards",
    operation_id = "createCard",
    request_body = CardRequest,
    params(
        (
            "Idempotency-Key" = Option<String>,
            Header,
            description = "The same key gets the same answer for seven days",
        ),
    ),
    responses(
        (status = 201, body = shapes::Card),
        (status = 200, body = shapes::Card, description = "The member already existed"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn issue(app: Data<App>, staff: Staff, call: Call<CardRequest>) -> Answer {
    let (key, request) = call.split(&staff)?;
    Ok(answered(
        issue_card::issue_card(&app, &staff, &key, request).await?,
    ))
}

/// Lists cards, oldest first.
#[utoipa::path(
    get,
    path = "/v1/cards",
    tag = "cards",
    operation_id = "listCards",
    params(("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of cards")),
)]
pub async fn list(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(list_cards::cards(&app, &owner, after, limit).await?))
}

/// One card.
#[utoipa::path(
    get,
    path = "/v1/cards/{id}",
    tag = "cards",
    operation_id = "getCard",
    params(("id" = String, Path)),
    responses((status = 200, body = shapes::Card), (status = 404, description = "card_not_found")),
)]
pub async fn get(app: Data<App>, staff: Staff, id: Path<String>, params: Params) -> Answer {
    params.finish()?;
    Ok(ok(list_cards::card(
        &app,
        &staff,
        CardName::read(&app, None, Some(&id))?,
    )
    .await?))
}

/// The card behind a scanned or typed code.
#[utoipa::path(
    get,
    path = "/v1/cards/lookup",
    tag = "cards",
    operation_id = "lookUpCard",
    params(("code" = String, Query)),
    responses((status = 200, body = shapes::Card), (status = 404, description = "card_not_found")),
)]
pub async fn lookup(app: Data<App>, staff: Staff, mut params: Params) -> Answer {
    let code = params
        .text("code")
        .ok_or_else(|| Error::invalid("code", "is required: a scanned or typed code"))?;
    params.finish()?;
    Ok(ok(list_cards::card(
        &app,
        &staff,
        CardName::read_code(&app, &code),
    )
    .await?))
}

/// Pauses, ends or reopens a card.
#[utoipa::path(
    patch,
    path = "/v1/cards/{id}",
    tag = "cards",
    operation_id = "updateCard",
    params(("id" = String, Path)),
    request_body = CardChange,
    responses((status = 200, body = shapes::Card), (status = 404, description = "card_not_found")),
)]
pub async fn change(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    call: Call<CardChange>,
) -> Answer {
    Ok(ok(change_card::change_card(
        &app,
        &owner,
        &id,
        call.read()?,
    )
    .await?))
}

/// Validates one visit.
#[utoipa::path(
    post,
    path = "/v1/scans",
    tag = "scans",
    operation_id = "createScan",
    request_body = ScanRequest,
    params(
        (
            "Idempotency-Key" = Option<String>,
            Header,
            description = "The same key gets the same answer for seven days",
        ),
    ),
    responses(
        (status = 201, body = ScanAnswer),
        (status = 404, description = "card_not_found"),
        (
            status = 409,
            description = "too_soon, daily_limit, card_ended, card_paused, card_expired",
        ),
        (status = 422, description = "invalid_request, occurred_at_out_of_range"),
    ),
)]
pub async fn scan(app: Data<App>, staff: Staff, call: Call<ScanRequest>) -> Answer {
    let (key, request) = call.split(&staff)?;
    Ok(answered(
        stamp_card::stamp_card(&app, &staff, &key, request).await?,
    ))
}

/// Lists visits, oldest first; staff see their own.
#[utoipa::path(
    get,
    path = "/v1/scans",
    tag = "scans",
    operation_id = "listScans",
    params(("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of scans")),
)]
pub async fn scans(app: Data<App>, staff: Staff, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(list_cards::scans(&app, &staff, after, limit).await?))
}

/// One visit; staff see their own.
#[utoipa::path(
    get,
    path = "/v1/scans/{id}",
    tag = "scans",
    operation_id = "getScan",
    params(("id" = String, Path)),
    responses((status = 200, body = shapes::Scan), (status = 404, description = "not_found")),
)]
pub async fn get_scan(app: Data<App>, staff: Staff, id: Path<String>, params: Params) -> Answer {
    params.finish()?;
    Ok(ok(list_cards::scan(&app, &staff, &id).await?))
}

/// Records what a visit came to: owners at any time, staff their own within 15 minutes.
#[utoipa::path(
    patch,
    path = "/v1/scans/{id}",
    tag = "scans",
    operation_id = "updateScan",
    params(("id" = String, Path)),
    request_body = AmountChange,
    responses(
        (status = 200, body = AmountAnswer),
        (status = 403, description = "amount_window_over"),
        (status = 404, description = "card_not_found"),
        (status = 409, description = "already_voided"),
    ),
)]
pub async fn record_amount(
    app: Data<App>,
    staff: Staff,
    id: Path<String>,
    call: Call<AmountChange>,
) -> Answer {
    Ok(ok(record_amount::record_amount(
        &app,
        &staff,
        &id,
        call.read()?,
    )
    .await?))
}

/// Undoes a visit.
#[utoipa::path(
    post,
    path = "/v1/scans/{id}/void",
    tag = "scans",
    operation_id = "voidScan",
    params(("id" = String, Path)),
    request_body = VoidRequest,
    responses(
        (status = 200, body = VoidAnswer),
        (status = 403, description = "void_window_over"),
        (status = 404, description = "card_not_found"),
        (status = 409, description = "already_voided, already_redeemed"),
    ),
)]
pub async fn void_scan(
    app: Data<App>,
    staff: Staff,
    id: Path<String>,
    call: Call<VoidRequest>,
) -> Answer {
    let (key, request) = call.split(&staff)?;
    Ok(answered(
        void_scan::void_scan(&app, &staff, &key, &id, request).await?,
    ))
}

/// Hands over a waiting reward.
#[utoipa::path(
    post,
    path = "/v1/redemptions",
    tag = "redemptions",
    operation_id = "createRedemption",
    request_body = RedemptionRequest,
    params(
        (
            "Idempotency-Key" = Option<String>,
            Header,
            description = "The same key gets the same answer for seven days",
        ),
    ),
    responses(
        (status = 201, body = RedemptionAnswer),
        (status = 404, description = "card_not_found, reward_not_found"),
        (status = 409, description = "no_reward, reward_not_available"),
    ),
)]
pub async fn redeem(app: Data<App>, staff: Staff, call: Call<RedemptionRequest>) -> Answer {
    let (key, request) = call.split(&staff)?;
    Ok(answered(
        redeem_reward::redeem_reward(&app, &staff, &key, request).await?,
    ))
}

/// Undoes a redemption. The reward is waiting again.
#[utoipa::path(
    post,
    path = "/v1/redemptions/{id}/void",
    tag = "redemptions",
    operation_id = "voidRedemption",
    params(("id" = String, Path)),
    request_body = VoidRequest,
    responses(
        (status = 200, body = RedemptionAnswer),
        (status = 403, description = "void_window_over"),
        (status = 404, description = "card_not_found"),
        (status = 409, description = "already_voided"),
    ),
)]
pub async fn void_redemption(
    app: Data<App>,
    staff: Staff,
    id: Path<String>,
    call: Call<VoidRequest>,
) -> Answer {
    let (key, request) = call.split(&staff)?;
    Ok(answered(
        redeem_reward::void_redemption(&app, &staff, &key, &id, request).await?,
    ))
}

/// Adds or removes stamps, with a reason.
#[utoipa::path(
    post,
    path = "/v1/stamps",
    tag = "stamps",
    operation_id = "adjustStamps",
    request_body = StampsRequest,
    params(
        (
            "Idempotency-Key" = Option<String>,
            Header,
            description = "The same key gets the same answer for seven days",
        ),
    ),
    responses(
        (status = 201, body = StampsAnswer),
        (status = 404, description = "card_not_found"),
        (status = 409, description = "not_enough_stamps"),
    ),
)]
pub async fn stamps(app: Data<App>, owner: Owner, call: Call<StampsRequest>) -> Answer {
    let (key, request) = call.split(&owner)?;
    Ok(answered(
        change_card::adjust_stamps(&app, &owner, &key, request).await?,
    ))
}
