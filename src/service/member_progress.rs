//! What a rule did to a member is written: stamps and rewards, the tier that follows, and what runs out by itself from then on. Time's own
//! doings are here, too: stamps that run out, and tiers that are over.

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::{Change, Progress};
use crate::domain::event::{Fact, StampReason};
use crate::domain::program::Program;
use crate::error::Result;
use crate::ids::{MemberId, StampsChangeId};
use crate::service::card_changed::{EventContext, member_changed};
use crate::store::{CardRow, MemberRow, NewEvent, StampsChangeRow, Tenant, Tx};

/// Writes what a rule did to the member; answers it with the tier that follows. What it did is known to the store already, such as a visit:
/// tiers and stamps are judged by what stands there.
pub fn apply(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: MemberId,
    program: &Program,
    change: Change,
    now: Timestamp,
) -> Result<Change> {
    let mut change = with_tier(tx, tenant, member, program, change, now)?;
    change.progress.expiring = match program.stamp_expires_after_days {
        None => None,
        Some(_) => {
            let stamps = change.progress.stamps;
            let gains = tx.stamp_gains(tenant, member, stamps)?;
            let since = tx.rules_since(tenant)?.stamp_expiry;
            program.expiring_stamps(stamps, &gains, since)
        }
    };
    tx.save_progress(tenant, member, &change.progress, now)?;
    tx.insert_rewards(tenant, member, &change.earned)?;
    for reward in &change.revoked {
        tx.revoke_reward(tenant, reward.id)?;
    }
    Ok(change)
}

fn with_tier(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: MemberId,
    program: &Program,
    change: Change,
    now: Timestamp,
) -> Result<Change> {
    let (recent, since) = match program.longest_window() {
        None => (Vec::new(), None),
        Some(days) => {
            // A day more than the window, because the calendar decides where its first day begins.
            let from = now.plus_s(-(days + 2) * 86_400);
            (
                tx.visits_since(tenant, member, from)?,
                tx.rules_since(tenant)?.tiers,
            )
        }
    };
    Ok(change.with_tier(program, &recent, since, now))
}

/// Stamps given or taken without a visit, as the member's history and the log tell them.
pub fn stamps_given(
    tx: &mut Tx<'_>,
    scene: &EventContext,
    delta: i64,
    reason: StampReason,
    note: Option<String>,
) -> Result<(StampsChangeRow, NewEvent)> {
    let row = StampsChangeRow {
        id: StampsChangeId::new(scene.card.tenant().bucket()),
        merchant_id: scene.card.merchant_id,
        member_id: scene.member,
        card_id: scene.card.id,
        delta,
        reason: reason.as_str().to_owned(),
        note,
        occurred_at: scene.at,
    };
    tx.insert_stamps_change(&row)?;
    let fact = Fact::StampsChanged {
        delta,
        reason,
        visit_id: None,
    };
    let event = scene.event(format!("stamps:{}", row.id), fact);
    Ok((row, event))
}

/// Settles what time has done to a member by now; answers the member as it is then.
pub fn settle(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: MemberRow,
    now: Timestamp,
) -> Result<MemberRow> {
    let is_over = |end: Option<Timestamp>| end.is_some_and(|end| end <= now);
    if !is_over(member.stamps_expire_at) && !is_over(member.tier_until) {
        return Ok(member);
    }
    let program = tx.program(tenant)?;
    let cards = tx.cards_of_member(tenant, member.id)?;
    let progress = tx.progress(&member, false)?;
    // Nobody gets stamps or comes without a card.
    let Some(card) = cards.first() else {
        let nothing = Progress {
            expiring: None,
            tier_until: None,
            ..progress
        };
        tx.save_progress(tenant, member.id, &nothing, now)?;
        return Ok(member);
    };
    let (progress, mut events) = expire_stamps(tx, card, &program, progress, now)?;
    let over = progress
        .tier_until
        .filter(|end| *end <= now);
    let change = apply(tx, tenant, member.id, &program, Change::none(progress), now)?;
    let scene = by_itself(card, over.unwrap_or(now));
    events.extend(scene.consequences(&change));
    if !events.is_empty() {
        member_changed(app, tx, tenant, member.id, events, now)?;
    }
    Ok(tx
        .member(tenant, member.id)?
        .unwrap_or(member))
}

/// What ran out, one part after the other: each at its own time.
fn expire_stamps(
    tx: &mut Tx<'_>,
    card: &CardRow,
    program: &Program,
    mut progress: Progress,
    now: Timestamp,
) -> Result<(Progress, Vec<NewEvent>)> {
    let tenant = card.tenant();
    let mut events = Vec::new();
    while let Some(over) = progress
        .expiring
        .filter(|next| next.at <= now)
    {
        let gains = tx.stamp_gains(tenant, card.member_id, progress.stamps)?;
        let since = tx.rules_since(tenant)?.stamp_expiry;
        // The rule may have become milder since this was noted, or ended.
        progress.expiring = program.expiring_stamps(progress.stamps, &gains, since);
        if progress.expiring != Some(over) {
            continue;
        }
        let change = progress.expire(over.stamps);
        let scene = by_itself(card, over.at);
        let (_, event) = stamps_given(tx, &scene, change.stamps, StampReason::Expiry, None)?;
        events.push(event);
        progress = change.progress;
        progress.expiring = program.expiring_stamps(progress.stamps, &gains, since);
    }
    Ok((progress, events))
}

fn by_itself(card: &CardRow, at: Timestamp) -> EventContext {
    EventContext {
        member: card.member_id,
        card: card.clone(),
        location: None,
        staff: None,
        at,
    }
}
