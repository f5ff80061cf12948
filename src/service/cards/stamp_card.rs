//! Staff validate one visit.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::{self, OtherVisits};
use crate::domain::event::{Fact, StampReason};
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::ScanId;
use crate::service::access::actor::Actor;
use crate::service::card_changed::{EventContext, card_changed};
use crate::service::find_card::{CardName, guarded};
use crate::service::idempotency::{Done, Idempotency, created};
use crate::service::member_progress::{apply, settle};
use crate::service::shapes;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{CardRow, MemberRow, ScanRow, Tenant, Tx, VisitEvents};

/// How far back an offline till may send a visit.
const OLDEST_MS: i64 = 72 * 3_600_000;
/// How far ahead a till's clock may run.
const AHEAD_MS: i64 = 5 * 60_000;
/// The largest amount, in the smallest currency unit.
pub const LARGEST_AMOUNT: i64 = 1_000_000_000_000;

/// One visit to validate.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ScanRequest {
    /// The barcode's text or the short code, or use `card_id`.
    pub code: Option<String>,
    /// The card's ID, or use `code`.
    pub card_id: Option<String>,
    /// Where.
    pub location_id: Option<String>,
    /// What the customer paid, in the smallest currency unit.
    #[schema(minimum = 0, maximum = 1_000_000_000_000i64)]
    pub amount_minor: Option<i64>,
    /// When it was, for tills that were offline: up to 72 hours ago, 5 minutes ahead. A time before the card was made can only be
    /// a wrong clock's: such a visit is stored as of now, and `occurred_at` of the answer says so.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub occurred_at: Option<Timestamp>,
    /// Stamp even though another visit is within the cool-down.
    #[serde(default)]
    pub confirm: bool,
}

/// The visit, the card afterwards and what it earned.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ScanAnswer {
    /// The visit.
    pub scan: shapes::Scan,
    /// The card afterwards.
    pub card: shapes::Card,
    /// Rewards that this visit earned.
    pub earned: Vec<shapes::Reward>,
    /// Whether stamps depend on what is spent and nobody said what this visit came to: it earned what a visit earns until somebody says so, with
    /// `PATCH /v1/scans/{id}`.
    pub amount_missing: bool,
    /// Whether the visit came to less than the program asks for, and so earned no stamp.
    pub below_minimum_spend: bool,
}

/// Validates a visit: idempotency record, events, the member's new state and the pushes owed in one transaction.
pub async fn stamp_card(
    app: &App,
    actor: &Actor,
    key: &Idempotency,
    request: ScanRequest,
) -> Result<Done<ScanAnswer>> {
    let now = app.clock.now();
    let name = CardName::read(app, request.code.as_deref(), request.card_id.as_deref())?;
    check_amount("/amount_minor", request.amount_minor)?;
    let (ours, who) = (app.clone(), actor.clone());
    let work = unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        // After the look for an earlier answer: one that got lost must be found again however late the till asks.
        check_time(request.occurred_at, now)?;
        let card = name.find(tx, who.tenant)?;
        stamp(&ours, tx, &who, card, &request, now).map(created)
    });
    guarded(app, actor, work).await
}

/// Validates a visit in the caller's transaction, which holds the merchant's lock.
pub fn stamp(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    card: CardRow,
    request: &ScanRequest,
    now: Timestamp,
) -> Result<ScanAnswer> {
    let tenant = actor.tenant;
    let location = location(tx, tenant, request.location_id.as_deref(), actor)?;
    // A scan dated before its card was made comes from a till with a wrong clock.
    let at = request
        .occurred_at
        .filter(|at| *at >= card.created_at)
        .unwrap_or(now);
    let program = tx.program(tenant)?;
    let member = shapes::existing_member(tx, tenant, &card)?;
    let member = settle(app, tx, tenant, member, now)?;
    let others = other_visits(tx, tenant, &member, &program, at)?;
    let allowed = card::usable(card.state, card.expires_at, now)
        .and_then(|()| card::may_stamp(&program, &others, at, now, request.confirm));
    if let Err(refusal) = allowed {
        // The reward that waits does not wait for the next visit: whoever was refused can still hand it over.
        return Err(
            Error::from(refusal).with("card", shapes::card_now(app, tx, actor, &card, now)?)
        );
    }

    // A till that was offline sends late: what a visit earns was said when it was.
    let visited = tx.program_at(tenant, at.min(now))?;
    let full = visited.stamps_per_visit(member.tier.as_deref());
    let worth = visited.worth(full, request.amount_minor);
    let change = tx
        .progress(&member, false)?
        .visit(&visited, &program, worth, at)?;
    let scan = ScanRow {
        id: ScanId::new(card.tenant().bucket()),
        merchant_id: tenant.id(),
        card_id: card.id,
        member_id: member.id,
        location_id: location.clone(),
        till_id: actor.till,
        key_id: actor.key,
        stamps: change.stamps,
        amount_minor: request.amount_minor,
        occurred_at: at,
        received_at: now,
        voided_at: None,
        event_seq: None,
        full_stamps: Some(full).filter(|full| *full != 1),
        kept_stamps: None,
    };
    let scene = EventContext::of(actor, &card, location, at);
    let visit_id = scan.id.to_string();
    let events = VisitEvents {
        validated: scene.event(
            format!("visit:{}", scan.id),
            Fact::VisitValidated {
                visit_id: visit_id.clone(),
                amount_minor: request.amount_minor,
            },
        ),
        stamps_changed: scene.event(
            format!("stamps:{}", scan.id),
            Fact::StampsChanged {
                delta: change.stamps,
                reason: StampReason::Visit,
                visit_id: Some(visit_id),
            },
        ),
    };
    let scan = tx.insert_visit(scan, events)?;
    let change = apply(tx, tenant, member.id, &program, change, now)?;
    // Before the phones are told, so that the new end of the cards' time goes along.
    extend_life(tx, tenant, &card, &program, now)?;
    let (card, saved) = card_changed(app, tx, &card, scene.consequences(&change), now)?;
    Ok(ScanAnswer {
        scan: scan.into(),
        earned: change
            .earned
            .iter()
            .map(|r| shapes::reward(r, actor.reads(&program), &program))
            .collect(),
        card: shapes::card(app, actor, &card, &change.progress, &program, saved, now),
        amount_missing: worth.amount_missing(),
        below_minimum_spend: worth.below_minimum_spend(),
    })
}

/// A member who comes keeps the cards: their time counts from the last visit, and ends with the rule itself.
fn extend_life(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    card: &CardRow,
    program: &Program,
    now: Timestamp,
) -> Result<()> {
    match program.card_expires_after_days {
        None if card.expires_at.is_none() => Ok(()),
        _ => tx.set_member_cards_expiry(tenant, card.member_id, program.card_end(now)),
    }
}

fn other_visits(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: &MemberRow,
    program: &Program,
    at: Timestamp,
) -> Result<OtherVisits> {
    let reach = program
        .cooldown_s
        .saturating_mul(1000);
    let near = tx.visits_between(tenant, member.id, at.plus_ms(-reach), at.plus_ms(reach))?;
    let on_day = match program.daily_limit {
        None => 0,
        Some(_) => {
            let zone = program.zone();
            let day = at.date_in(&zone);
            // A local day may have 25 hours; which of these
            // visits fall on it is the calendar's to say.
            let around =
                tx.visits_between(tenant, member.id, at.plus_s(-90_000), at.plus_s(90_000))?;
            around
                .iter()
                .filter(|visit| visit.date_in(&zone) == day)
                .count() as i64
        }
    };
    Ok(OtherVisits { near, on_day })
}

/// The location of a request: the one named, which must be the shop's, else the till's own.
pub fn location(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    named: Option<&str>,
    actor: &Actor,
) -> Result<Option<String>> {
    let Some(named) = named else {
        return Ok(actor.location.clone());
    };
    let known = match named.parse() {
        Ok(id) => tx.has_location(tenant, id)?,
        Err(_) => false,
    };
    if known {
        Ok(Some(named.to_owned()))
    } else {
        Err(Error::invalid(
            "/location_id",
            "is not a location of this shop; see GET /v1/locations",
        ))
    }
}

/// Refuses amounts that no till rings up.
pub fn check_amount(pointer: &str, amount: Option<i64>) -> Result<()> {
    match amount {
        Some(amount) if !(0..=LARGEST_AMOUNT).contains(&amount) => Err(Error::invalid(
            pointer,
            format!("must be 0 to {LARGEST_AMOUNT} in the smallest currency unit"),
        )),
        _ => Ok(()),
    }
}

/// Refuses times outside what an offline till may send.
pub fn check_time(occurred_at: Option<Timestamp>, now: Timestamp) -> Result<()> {
    match occurred_at {
        Some(at) if at < now.plus_ms(-OLDEST_MS) || at > now.plus_ms(AHEAD_MS) => Err(Code::OccurredAtOutOfRange.because(format!(
            "occurred_at is {at}, but the service's clock says {now}. It may be up to 72 hours in the past and 5 minutes in the future. Check the till's clock."
        ))),
        _ => Ok(()),
    }
}
