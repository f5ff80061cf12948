//! A reward is handed over, or a handing over is taken back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::{self, Refusal, RewardState};
use crate::domain::event::Fact;
use crate::error::{Code, Error, Result};
use crate::ids::RedemptionId;
use crate::service::access::actor::Actor;
use crate::service::card_changed::{EventContext, card_changed};
use crate::service::cards::stamp_card::{check_amount, check_time, location};
use crate::service::cards::void_scan::{VoidRequest, checked_reason, may_void};
use crate::service::find_card::{CardName, card_of_record, guarded};
use crate::service::idempotency::{Done, Idempotency, IdempotencyKey, created, existing};
use crate::service::shapes;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{CardRow, RedemptionRow, Tx};

/// One redemption.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RedemptionRequest {
    /// The barcode's text or the short code, or use `card_id`.
    pub code: Option<String>,
    /// The card's ID, or use `code`.
    pub card_id: Option<String>,
    /// Which reward; default: the one that expires first, then the oldest.
    pub reward_id: Option<String>,
    /// What it cost the shop, in the smallest currency unit; default: the reward's own cost.
    #[schema(minimum = 0, maximum = 1_000_000_000_000i64)]
    pub cost_minor: Option<i64>,
    /// Where.
    pub location_id: Option<String>,
    /// When, for tills that were offline.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub occurred_at: Option<Timestamp>,
}

/// The redemption and the card afterwards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RedemptionAnswer {
    /// The redemption.
    pub redemption: shapes::Redemption,
    /// The card afterwards.
    pub card: shapes::Card,
}

/// Hands a waiting reward over, at most once.
pub async fn redeem_reward(
    app: &App,
    actor: &Actor,
    key: &Idempotency,
    request: RedemptionRequest,
) -> Result<Done<RedemptionAnswer>> {
    let now = app.clock.now();
    let name = CardName::read(app, request.code.as_deref(), request.card_id.as_deref())?;
    check_amount("/cost_minor", request.cost_minor)?;
    check_time(request.occurred_at, now)?;
    let (ours, who) = (app.clone(), actor.clone());
    let work = unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        let card = name.find(tx, who.tenant)?;
        redeem(&ours, tx, &who, card, &request, now).map(created)
    });
    guarded(app, actor, work).await
}

/// Hands a reward over in the caller's transaction, which holds the merchant's lock.
pub fn redeem(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    card: CardRow,
    request: &RedemptionRequest,
    now: Timestamp,
) -> Result<RedemptionAnswer> {
    let tenant = actor.tenant;
    let location = location(tx, tenant, request.location_id.as_deref(), actor)?;
    card::usable(card.state, card.expires_at, now)?;
    let wanted = request
        .reward_id
        .as_deref()
        .map(str::parse)
        .transpose()
        .map_err(|_| Refusal::RewardNotFound)?;
    let member = shapes::existing_member(tx, tenant, &card)?;
    // A reward that is named may be used or over, which has an
    // answer of its own; otherwise those that wait are enough.
    let reward = tx
        .progress(&member, wanted.is_some())?
        .redeemable(wanted, now)?
        .clone();
    // One conditional write decides, so that two tills never hand the same reward over.
    if !tx.set_reward_state(
        tenant,
        reward.id,
        RewardState::Available,
        RewardState::Redeemed,
    )? {
        return Err(Refusal::RewardNotAvailable.into());
    }
    // A reward cannot be used before it was earned, whatever the till's clock says.
    let at = request
        .occurred_at
        .filter(|at| *at >= reward.earned_at)
        .unwrap_or(now);
    let row = RedemptionRow {
        id: RedemptionId::new(card.tenant().bucket()),
        merchant_id: tenant.id(),
        reward_id: reward.id,
        card_id: card.id,
        member_id: member.id,
        location_id: location.clone(),
        till_id: actor.till,
        key_id: actor.key,
        cost_minor: request
            .cost_minor
            .or(reward.cost_minor),
        occurred_at: at,
        received_at: now,
        voided_at: None,
    };
    tx.insert_redemption(&row)?;
    let fact = Fact::RewardRedeemed {
        reward_id: reward.id.to_string(),
        redemption_id: row.id.to_string(),
        cost_minor: row.cost_minor,
    };
    let scene = EventContext::of(actor, &card, location, at);
    let event = scene.event(format!("redemption:{}", row.id), fact);
    let (card, _) = card_changed(app, tx, &card, vec![event], now)?;
    Ok(RedemptionAnswer {
        redemption: row.into(),
        card: shapes::card_now(app, tx, actor, &card, now)?,
    })
}

/// Undoes a redemption. The reward is waiting again.
pub async fn void_redemption<K: IdempotencyKey>(
    app: &App,
    actor: &Actor,
    key: &K,
    id: &str,
    request: VoidRequest,
) -> Result<K::Answer<RedemptionAnswer>> {
    let now = app.clock.now();
    let reason = checked_reason(request.reason)?;
    let id: RedemptionId = id.parse().map_err(|_| missing())?;
    let (ours, who) = (app.clone(), actor.clone());
    unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        let row = tx
            .redemption(who.tenant, id)?
            .ok_or_else(missing)?;
        // The window runs from when the service heard of
        // it: a till's own clock cannot be trusted with it.
        may_void(&who, row.key_id, row.till_id, row.received_at, now)
            .map_err(|e| e.unwrap_or_else(missing))?;
        take_back(&ours, tx, &who, row, reason.clone(), now).map(existing)
    })
    .await
}

fn take_back(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    mut row: RedemptionRow,
    reason: Option<String>,
    now: Timestamp,
) -> Result<RedemptionAnswer> {
    let tenant = actor.tenant;
    if row.voided_at.is_some() || !tx.void_redemption(tenant, row.id, now)? {
        return Err(Code::AlreadyVoided
            .because("This redemption has already been undone. Nothing was changed."));
    }
    row.voided_at = Some(now);
    tx.set_reward_state(
        tenant,
        row.reward_id,
        RewardState::Redeemed,
        RewardState::Available,
    )?;
    let card = card_of_record(tx, tenant, row.card_id)?;
    let fact = Fact::RedemptionVoided {
        redemption_id: row.id.to_string(),
        reason,
    };
    let scene = EventContext::of(actor, &card, row.location_id.clone(), now);
    let event = scene.event(format!("void:{}", row.id), fact);
    let (card, _) = card_changed(app, tx, &card, vec![event], now)?;
    Ok(RedemptionAnswer {
        redemption: row.into(),
        card: shapes::card_now(app, tx, actor, &card, now)?,
    })
}

fn missing() -> Error {
    Code::NotFound.because("This shop has no redemption with that ID.")
}
