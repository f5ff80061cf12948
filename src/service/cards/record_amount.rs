//! What a visit came to is told after it was stamped.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::{BY_STAFF, Fact, StampReason};
use crate::error::{Code, Result};
use crate::ids::{EventId, ScanId};
use crate::service::access::actor::Actor;
use crate::service::card_changed::{EventContext, card_changed};
use crate::service::cards::stamp_card::check_amount;
use crate::service::cards::void_scan::WINDOW_MS;
use crate::service::find_card::{card_of_record, no_such_visit};
use crate::service::member_progress::{apply, settle};
use crate::service::shapes;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{CardRow, Role, ScanRow, Tx};

/// What a visit came to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountChange {
    /// What the customer paid in all, in the smallest currency unit.
    #[schema(minimum = 0, maximum = 1_000_000_000_000i64)]
    pub amount_minor: i64,
}

/// What the visit earns now, and the card afterwards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AmountAnswer {
    /// The visit.
    #[serde(flatten)]
    pub scan: shapes::Scan,
    /// The card afterwards.
    pub card: shapes::Card,
    /// Rewards that the amount earned.
    pub earned: Vec<shapes::Reward>,
    /// Whether the visit came to less than the program asks for, and so earned no stamp.
    pub below_minimum_spend: bool,
    /// Whether it keeps stamps that it no longer earns, because a reward that was handed over has used them up.
    pub stamps_kept: bool,
}

/// Records what a visit came to: owners at any time, staff their own within 15 minutes. Where stamps follow what is spent, the visit then
/// earns what it would have earned with this amount. The same amount again changes nothing.
pub async fn record_amount(
    app: &App,
    actor: &Actor,
    id: &str,
    change: AmountChange,
) -> Result<AmountAnswer> {
    let now = app.clock.now();
    let amount = change.amount_minor;
    check_amount("/amount_minor", Some(amount))?;
    let id: ScanId = id
        .parse()
        .map_err(|_| no_such_visit())?;
    let (ours, who) = (app.clone(), actor.clone());
    unit_of_work::write(app, Lock::Shop(who.tenant), move |tx| {
        let scan = tx
            .scan(who.tenant, id)?
            .filter(|scan| who.owns(scan.key_id, scan.till_id))
            .ok_or_else(no_such_visit)?;
        // Nothing is recorded of somebody who was erased.
        let card = card_of_record(tx, who.tenant, scan.card_id)?;
        if scan.voided_at.is_some() {
            return Err(
                Code::AlreadyVoided.because("This visit was taken back, so it came to nothing.")
            );
        }
        // Before the window is judged: a phone that missed the answer may ask again much later.
        if scan.amount_minor == Some(amount) {
            let visited = tx.program_at(who.tenant, scan.judged_at())?;
            let worth = scan.worth(&visited);
            return Ok(AmountAnswer {
                card: shapes::card_now(&ours, tx, &who, &card, now)?,
                stamps_kept: scan.kept_stamps.is_some(),
                scan: scan.into(),
                earned: vec![],
                below_minimum_spend: worth.below_minimum_spend(),
            });
        }
        if who.role != Role::Owner && now.0 - scan.received_at.0 > WINDOW_MS {
            return Err(Code::AmountWindowOver.because(
                "Staff can say what their own visits came to for 15 minutes. Ask the owner.",
            ));
        }
        record(&ours, tx, &who, scan, card, amount, now)
    })
    .await
}

/// Notes an amount that is news, and gives or takes what the visit earns by it.
fn record(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    mut scan: ScanRow,
    card: CardRow,
    amount: i64,
    now: Timestamp,
) -> Result<AmountAnswer> {
    let tenant = actor.tenant;
    let program = tx.program(tenant)?;
    let member = shapes::existing_member(tx, tenant, &card)?;
    let member = settle(app, tx, tenant, member, now)?;
    let visited = tx.program_at(tenant, scan.judged_at())?;
    let worth = scan.worth_at(&visited, Some(amount));
    let worths = (scan.worth(&visited), worth);
    let kept = scan.kept_stamps.unwrap_or(0);
    let progress = tx.progress(&member, true)?;
    let change = progress.revalue_visit(&visited, &program, worths, kept, now)?;
    scan.amount_minor = Some(amount);
    scan.stamps += change.stamps;
    scan.kept_stamps = Some(change.kept_stamps).filter(|kept| *kept > 0);
    tx.set_scan_amount(tenant, scan.id, amount, scan.stamps, scan.kept_stamps)?;

    let scene = EventContext::of(actor, &card, scan.location_id.clone(), now);
    let fact = Fact::VisitAmountRecorded {
        visit_id: scan.id.to_string(),
        amount_minor: amount,
        source: BY_STAFF.into(),
        // The receipt is named after the visit, so that it never meets another visit's.
        external_id: scan.id.to_string(),
        currency: Some(program.currency.clone()),
    };
    // A key for each word: under one key the metrics would take a corrected amount for a repetition.
    let word = EventId::new(tenant.bucket());
    // It only orders the words about a visit; the money counts at the visit's own time.
    let mut events = vec![scene.event(format!("amount:{}:{word}", scan.id), fact)];
    if change.stamps != 0 {
        let fact = Fact::StampsChanged {
            delta: change.stamps,
            reason: StampReason::Correction,
            visit_id: Some(scan.id.to_string()),
        };
        events.push(scene.event(format!("stamps:{}:{word}", scan.id), fact));
    }
    let shows_more = change.progress != progress;
    let change = apply(tx, tenant, member.id, &program, change, now)?;
    events.extend(scene.consequences(&change));
    // What the card shows only changes with what the visit earns: no phone is woken for a figure of the shop's.
    let (card, saved) = if shows_more {
        card_changed(app, tx, &card, events, now)?
    } else {
        tx.append(tenant, now, events)?;
        let saved = shapes::saved(app, tx, &card)?;
        (card, saved)
    };
    Ok(AmountAnswer {
        earned: change
            .earned
            .iter()
            .map(|r| shapes::reward(r, actor.reads(&program), &program))
            .collect(),
        card: shapes::card(app, actor, &card, &change.progress, &program, saved, now),
        stamps_kept: scan.kept_stamps.is_some(),
        scan: scan.into(),
        below_minimum_spend: worth.below_minimum_spend(),
    })
}
