//! Two records turn out to be one person.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::{Fact, StampReason};
use crate::error::{Error, Result};
use crate::ids::MemberId;
use crate::service::access::actor::Actor;
use crate::service::card_changed::{EventContext, member_changed};
use crate::service::idempotency::{IdempotencyKey, existing};
use crate::service::member_progress::{apply, settle, stamps_given};
use crate::service::members::member::no_such_member;
use crate::service::members::profile;
use crate::service::shapes;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{CardRow, MemberRow, NewEvent, Tx};

/// Into whom.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeRequest {
    /// The `mem_…` id that stays.
    pub into: String,
}

/// Two members merged into one. It contains nothing personal.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MergeResult {
    /// The member who stays.
    pub member_id: String,
    /// The member who was the same person; this ID now stands for the one who stays.
    pub merged_member_id: String,
    /// Stamps of both.
    pub stamps: i64,
    /// Visits of both.
    pub visits: i64,
    /// The cards of both.
    pub card_ids: Vec<String>,
    /// Rewards that the sum of stamps earned.
    pub earned: Vec<shapes::Reward>,
}

/// Gives everything of one member to another, who is the same person: stamps, rewards, visits, cards, and what was told
/// beyond what the other told. Merging the same two again changes nothing.
pub async fn merge_members<K: IdempotencyKey>(
    app: &App,
    actor: &Actor,
    key: &K,
    id: &str,
    request: MergeRequest,
) -> Result<K::Answer<MergeResult>> {
    let from: MemberId = id
        .parse()
        .map_err(|_| no_such_member())?;
    let into: MemberId = request
        .into
        .parse()
        .map_err(|_| unknown())?;
    if from == into {
        return Err(Error::invalid(
            "/into",
            "is the same member; give the other one",
        ));
    }
    let now = app.clock.now();
    let (ours, who) = (app.clone(), actor.clone());
    unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        let gone = tx
            .present_member(who.tenant, from)?
            .ok_or_else(no_such_member)?;
        let stays = tx
            .present_member(who.tenant, into)?
            .ok_or_else(unknown)?;
        if gone.id == stays.id {
            return Ok(existing(merged(tx, &who, &stays, from, vec![])?));
        }
        merge(&ours, tx, &who, &gone, &stays, now).map(existing)
    })
    .await
}

fn unknown() -> Error {
    Error::invalid("/into", "is not a member of this shop; see GET /v1/members")
}

fn merge(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    gone: &MemberRow,
    stays: &MemberRow,
    now: Timestamp,
) -> Result<MergeResult> {
    let tenant = actor.tenant;
    let program = tx.program(tenant)?;
    let gone = &settle(app, tx, tenant, gone.clone(), now)?;
    let stays = &settle(app, tx, tenant, stays.clone(), now)?;
    let (own, others) = (tx.progress(stays, true)?, tx.progress(gone, true)?);
    let change = own.absorb(&others, &program, now);
    tx.hand_over(tenant, gone.id, stays.id)?;
    tx.set_merged(tenant, gone.id, stays.id, now)?;
    // Rewards that the sum earned stand last and have no rows yet.
    let known = change.progress.rewards.len() - change.earned.len();
    tx.set_rounds(
        tenant,
        change
            .progress
            .rewards
            .get(..known)
            .unwrap_or_default(),
    )?;
    let card = tx
        .cards_of_member(tenant, stays.id)?
        .into_iter()
        .next();
    let scene = card.map(|card| EventContext::of(actor, &card, None, now));
    // Two rests may make a stamp.
    let joined = match &scene {
        Some(scene) if change.stamps != 0 => {
            let reason = StampReason::Correction;
            Some(stamps_given(tx, scene, change.stamps, reason, None)?.1)
        }
        _ => None,
    };
    let change = apply(tx, tenant, stays.id, &program, change, now)?;
    let told = profile::told(&app.secrets, tx, tenant, stays.id)?.or(profile::told(
        &app.secrets,
        tx,
        tenant,
        gone.id,
    )?);
    tx.drop_profile(tenant, gone.id)?;
    profile::keep(&app.secrets, tx, tenant, stays.id, &told)?;

    let mut events = vec![NewEvent {
        idempotency_key: format!("merged:{}", gone.id),
        occurred_at: now,
        member_id: Some(stays.id),
        card_id: None,
        location_id: None,
        staff_id: Some(actor.id()),
        fact: Fact::MemberMerged {
            merged_member_id: gone.id.to_string(),
        },
    }];
    events.extend(joined);
    if let Some(scene) = scene {
        events.extend(scene.consequences(&change));
    }
    member_changed(app, tx, tenant, stays.id, events, now)?;
    let earned = change
        .earned
        .iter()
        .map(|reward| shapes::reward(reward, actor.reads(&program), &program))
        .collect();
    let stays = MemberRow {
        stamps: change.progress.stamps,
        visits: change.progress.visits,
        ..stays.clone()
    };
    merged(tx, actor, &stays, gone.id, earned)
}

fn merged(
    tx: &mut Tx<'_>,
    actor: &Actor,
    stays: &MemberRow,
    gone: MemberId,
    earned: Vec<shapes::Reward>,
) -> Result<MergeResult> {
    let cards: Vec<CardRow> = tx.cards_of_member(actor.tenant, stays.id)?;
    Ok(MergeResult {
        member_id: stays.id.to_string(),
        merged_member_id: gone.to_string(),
        stamps: stays.stamps,
        visits: stays.visits,
        card_ids: cards
            .iter()
            .map(|card| card.id.to_string())
            .collect(),
        earned,
    })
}
