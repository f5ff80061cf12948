//! A visit is taken back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::Refusal;
use crate::domain::event::{Fact, StampReason};
use crate::error::{Code, Error, Result};
use crate::ids::{KeyId, ScanId, TillId};
use crate::service::access::actor::Actor;
use crate::service::card_changed::{EventContext, card_changed};
use crate::service::find_card::{card_of_record, no_such_visit};
use crate::service::idempotency::{IdempotencyKey, existing};
use crate::service::member_progress::{apply, settle, stamps_given};
use crate::service::shapes;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{Role, ScanRow, Tx};

/// How long staff may undo their own.
pub const WINDOW_MS: i64 = 15 * 60_000;

/// Why something is undone.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VoidRequest {
    /// A few words for the log, which keeps them forever, so leave out people's names.
    #[schema(max_length = 200)]
    pub reason: Option<String>,
}

/// The undone visit and the card afterwards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoidAnswer {
    /// The visit.
    pub scan: shapes::Scan,
    /// The card afterwards.
    pub card: shapes::Card,
}

/// Takes a visit back: owners at any time, staff their own within 15 minutes.
pub async fn void_scan<K: IdempotencyKey>(
    app: &App,
    actor: &Actor,
    key: &K,
    id: &str,
    request: VoidRequest,
) -> Result<K::Answer<VoidAnswer>> {
    let now = app.clock.now();
    let reason = checked_reason(request.reason)?;
    let id: ScanId = id
        .parse()
        .map_err(|_| no_such_visit())?;
    let (ours, who) = (app.clone(), actor.clone());
    unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        let scan = tx
            .scan(who.tenant, id)?
            .ok_or_else(no_such_visit)?;
        // Not from `occurred_at`: what a till stamped offline would be too old on arrival.
        may_void(&who, scan.key_id, scan.till_id, scan.received_at, now)
            .map_err(|e| e.unwrap_or_else(no_such_visit))?;
        take_back(&ours, tx, &who, scan, reason.clone(), now).map(existing)
    })
    .await
}

/// Takes a visit back in the caller's transaction, which holds the merchant's lock.
pub fn take_back(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    mut scan: ScanRow,
    reason: Option<String>,
    now: Timestamp,
) -> Result<VoidAnswer> {
    let tenant = actor.tenant;
    let already =
        || Code::AlreadyVoided.because("This visit has already been undone. Nothing was changed.");
    if scan.voided_at.is_some() {
        return Err(already());
    }
    let card = card_of_record(tx, tenant, scan.card_id)?;
    let program = tx.program(tenant)?;
    let member = shapes::existing_member(tx, tenant, &card)?;
    let member = settle(app, tx, tenant, member, now)?;
    if scan
        .kept_stamps
        .is_some_and(|kept| kept > 0)
    {
        return Err(Refusal::AlreadyRedeemed.into());
    }
    let visited = tx.program_at(tenant, scan.judged_at())?;
    let worth = scan.worth(&visited);
    let change = tx
        .progress(&member, true)?
        .void_visit(&visited, &program, scan.stamps, worth)?;
    if !tx.void_scan(tenant, scan.id, now)? {
        return Err(already());
    }
    scan.voided_at = Some(now);
    let scene = EventContext::of(actor, &card, scan.location_id.clone(), now);
    let fact = Fact::VisitVoided {
        visit_id: scan.id.to_string(),
        reason,
    };
    let mut events = vec![scene.event(format!("void:{}", scan.id), fact)];
    // The void cancels what the log says that this visit gave; where rests are kept, it may be another visit's stamp that goes.
    let beside = change.stamps + scan.stamps;
    if beside != 0 {
        let (_, event) = stamps_given(tx, &scene, beside, StampReason::Correction, None)?;
        events.push(event);
    }
    let change = apply(tx, tenant, member.id, &program, change, now)?;
    events.extend(scene.consequences(&change));
    let (card, saved) = card_changed(app, tx, &card, events, now)?;
    Ok(VoidAnswer {
        scan: scan.into(),
        card: shapes::card(app, actor, &card, &change.progress, &program, saved, now),
    })
}

/// Judges whether the actor may take back what this key or till made at `made_at`. `Err(None)`: not theirs to see.
pub fn may_void(
    actor: &Actor,
    key: Option<KeyId>,
    till: Option<TillId>,
    made_at: Timestamp,
    now: Timestamp,
) -> std::result::Result<(), Option<Error>> {
    if !actor.owns(key, till) {
        return Err(None);
    }
    if actor.role != Role::Owner && now.0 - made_at.0 > WINDOW_MS {
        return Err(Some(
            Code::VoidWindowOver.because("Staff can undo their own visits and redemptions for 15 minutes. Ask the owner to undo this one."),
        ));
    }
    Ok(())
}

/// A reason fit for the log.
pub fn checked_reason(reason: Option<String>) -> Result<Option<String>> {
    let Some(reason) = reason else {
        return Ok(None);
    };
    crate::service::text_check::checked("/reason", &reason, 200).map(Some)
}
