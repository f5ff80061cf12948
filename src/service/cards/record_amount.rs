//! What a visit came to is told after it was stamped.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::event::{BY_STAFF, Fact};
use crate::error::{Code, Result};
use crate::ids::{EventId, ScanId};
use crate::service::access::actor::Actor;
use crate::service::cards::stamp_card::check_amount;
use crate::service::cards::void_scan::WINDOW_MS;
use crate::service::find_card::{card_of_record, no_such_visit};
use crate::service::shapes;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{NewEvent, Role};

/// What a visit came to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountChange {
    /// What the customer paid in all, in the smallest currency unit.
    #[schema(minimum = 0, maximum = 1_000_000_000_000i64)]
    pub amount_minor: i64,
}

/// Records what a visit came to: owners at any time, staff their own within 15 minutes. The same amount again changes nothing.
pub async fn record_amount(
    app: &App,
    actor: &Actor,
    id: &str,
    change: AmountChange,
) -> Result<shapes::Scan> {
    let now = app.clock.now();
    let amount = change.amount_minor;
    check_amount("/amount_minor", Some(amount))?;
    let id: ScanId = id
        .parse()
        .map_err(|_| no_such_visit())?;
    let who = actor.clone();
    unit_of_work::write(app, Lock::Shop(who.tenant), move |tx| {
        let mut scan = tx
            .scan(who.tenant, id)?
            .filter(|scan| who.owns(scan.key_id, scan.till_id))
            .ok_or_else(no_such_visit)?;
        // Nothing is recorded of somebody who was erased.
        card_of_record(tx, who.tenant, scan.card_id)?;
        if scan.voided_at.is_some() {
            return Err(
                Code::AlreadyVoided.because("This visit was taken back, so it came to nothing.")
            );
        }
        // Before the window is judged: a phone that missed the answer may ask again much later.
        if scan.amount_minor == Some(amount) {
            return Ok(scan.into());
        }
        if who.role != Role::Owner && now.0 - scan.received_at.0 > WINDOW_MS {
            return Err(Code::AmountWindowOver.because(
                "Staff can say what their own visits came to for 15 minutes. Ask the owner.",
            ));
        }
        tx.set_scan_amount(who.tenant, id, amount)?;
        scan.amount_minor = Some(amount);
        let fact = Fact::VisitAmountRecorded {
            visit_id: id.to_string(),
            amount_minor: amount,
            source: BY_STAFF.into(),
            // The receipt is named after the visit, so that it never meets another visit's.
            external_id: id.to_string(),
            currency: Some(
                tx.program(who.tenant)?
                    .currency
                    .clone(),
            ),
        };
        let event = NewEvent {
            // A key for each word: under one key the metrics
            // would take a corrected amount for a repetition.
            idempotency_key: format!("amount:{id}:{}", EventId::new(who.tenant.bucket())),
            // It only orders the words about a visit; the money counts at the visit's own time.
            occurred_at: now,
            member_id: Some(scan.member_id),
            card_id: Some(scan.card_id),
            location_id: scan.location_id.clone(),
            staff_id: Some(who.id()),
            fact,
        };
        tx.append(who.tenant, now, vec![event])?;
        Ok(scan.into())
    })
    .await
}
