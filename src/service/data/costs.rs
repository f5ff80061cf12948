//! What the programme costs beside rewards, written down by the owner.

use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::{COST_KINDS, Fact};
use crate::error::{Error, Result};
use crate::ids::CostId;
use crate::service::access::actor::Actor;
use crate::service::cards::stamp_card::{LARGEST_AMOUNT, location};
use crate::service::idempotency::{Done, Idempotency, created};
use crate::service::page::Page;
use crate::service::text_check;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{CostRow, NewEvent, Tx};

/// How far ahead a writer's clock may run.
const AHEAD_MS: i64 = 5 * 60_000;

/// A cost to record, or a correction of one.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CostRequest {
    /// `platform`, `hardware`, `labour` or `other`. A correction takes the kind, time and location of the cost it corrects.
    #[schema(example = "platform")]
    pub kind: Option<String>,
    /// What it cost, in the smallest currency unit; below zero in a correction only.
    #[schema(minimum = -1_000_000_000_000i64, maximum = 1_000_000_000_000i64)]
    pub amount_minor: i64,
    /// When it was, or use `on`; default: now.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub occurred_at: Option<Timestamp>,
    /// The day, in the shop's time zone.
    #[serde(default, deserialize_with = "crate::clock::date_if_any")]
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// The location it belongs to, if only one.
    pub location_id: Option<String>,
    /// A few words for the owner's own memory; not logged.
    #[schema(max_length = 200)]
    pub note: Option<String>,
    /// The cost that this one corrects, in whole or in part.
    pub corrects: Option<String>,
}

/// A recorded cost.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Cost {
    /// `cost_…`
    pub id: String,
    /// `platform`, `hardware`, `labour` or `other`.
    pub kind: String,
    /// In the smallest currency unit; below zero for a correction.
    pub amount_minor: i64,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub occurred_at: Timestamp,
    /// The location it belongs to, if only one.
    pub location_id: Option<String>,
    /// The owner's own words.
    pub note: Option<String>,
    /// The cost that this one corrects.
    pub corrects: Option<String>,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

impl From<CostRow> for Cost {
    fn from(row: CostRow) -> Cost {
        Cost {
            id: row.id.to_string(),
            kind: row.kind,
            amount_minor: row.amount_minor,
            occurred_at: row.occurred_at,
            location_id: row.location_id,
            note: row.note,
            corrects: row
                .corrects
                .map(|id| id.to_string()),
            created_at: row.created_at,
        }
    }
}

/// Writes a cost down, with its event.
pub async fn record_cost(
    app: &App,
    actor: &Actor,
    key: &Idempotency,
    mut request: CostRequest,
) -> Result<Done<Cost>> {
    let now = app.clock.now();
    request.note = request
        .note
        .map(|note| text_check::checked("/note", &note, 200))
        .transpose()?;
    check(&request, now)?;
    let who = actor.clone();
    unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        write(tx, &who, &request, now).map(|row| created(Cost::from(row)))
    })
    .await
}

/// Writes a cost down in the caller's transaction, which holds the merchant's lock.
pub fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    request: &CostRequest,
    now: Timestamp,
) -> Result<CostRow> {
    let row = match &request.corrects {
        Some(id) => correction(tx, actor, id, request, now)?,
        None => cost(tx, actor, request, now)?,
    };
    tx.insert_cost(&row)?;
    tx.append(actor.tenant, now, vec![event(&row, actor)])?;
    Ok(row)
}

/// Everything that can be wrong without asking the database, all at once.
fn check(request: &CostRequest, now: Timestamp) -> Result<()> {
    let mut faults = Vec::new();
    let mut fault = |pointer: &str, why: String| faults.push((pointer.to_owned(), why));
    if request.corrects.is_some() {
        let given = [
            ("/kind", request.kind.is_some()),
            ("/occurred_at", request.occurred_at.is_some()),
            ("/on", request.on.is_some()),
            ("/location_id", request.location_id.is_some()),
        ];
        for (pointer, _) in given
            .into_iter()
            .filter(|(_, given)| *given)
        {
            fault(
                pointer,
                "must be left out of a correction, which takes it from the cost it corrects".into(),
            );
        }
        if !(-LARGEST_AMOUNT..0).contains(&request.amount_minor) {
            fault(
                "/amount_minor",
                format!("must be from -{LARGEST_AMOUNT} to -1 in a correction"),
            );
        }
    } else {
        if !request
            .kind
            .as_deref()
            .is_some_and(|kind| COST_KINDS.contains(&kind))
        {
            fault("/kind", format!("must be one of {}", COST_KINDS.join(", ")));
        }
        if !(1..=LARGEST_AMOUNT).contains(&request.amount_minor) {
            let why = format!(
                "must be 1 to {LARGEST_AMOUNT} in the smallest currency unit; to correct a cost, name it in `corrects`"
            );
            fault("/amount_minor", why);
        }
        if request.occurred_at.is_some() && request.on.is_some() {
            fault("/on", "must be left out if occurred_at is given".into());
        }
        if let Some(why) = request
            .occurred_at
            .and_then(|at| refusal_of_time(at, now))
        {
            fault("/occurred_at", why.into());
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid_all(faults))
    }
}

fn refusal_of_time(at: Timestamp, now: Timestamp) -> Option<&'static str> {
    match at {
        at if at > now.plus_ms(AHEAD_MS) => Some("must not be in the future"),
        at if at < Timestamp(0) => Some("must not be before 1970"),
        _ => None,
    }
}

fn cost(tx: &mut Tx<'_>, actor: &Actor, request: &CostRequest, now: Timestamp) -> Result<CostRow> {
    let zone = tx.program(actor.tenant)?.zone();
    let occurred_at = match request.on {
        Some(day) => on_day(day, &zone, now)?,
        None => request.occurred_at.unwrap_or(now),
    };
    Ok(CostRow {
        id: CostId::new(actor.tenant.bucket()),
        merchant_id: actor.tenant.id(),
        kind: request
            .kind
            .clone()
            .unwrap_or_default(),
        amount_minor: request.amount_minor,
        occurred_at,
        location_id: location(tx, actor.tenant, request.location_id.as_deref(), actor)?,
        note: request.note.clone(),
        corrects: None,
        created_at: now,
    })
}

/// Noon of a local day, so that the day stands in whichever zone near the shop's it is looked at; of today the present moment
/// while it is morning.
fn on_day(day: Date, zone: &TimeZone, now: Timestamp) -> Result<Timestamp> {
    let noon = zone
        .to_timestamp(day.to_datetime(time(12, 0, 0, 0)))
        .map_err(|_| Error::invalid("/on", "is not a real date"))?;
    // Today's noon may still be to come, and a cost in the future is refused.
    let at = if day == now.date_in(zone) {
        now.min(noon.into())
    } else {
        noon.into()
    };
    match refusal_of_time(at, now) {
        Some(why) => Err(Error::invalid("/on", why)),
        None => Ok(at),
    }
}

/// A correction lies where its cost lies, so that the report which showed the mistake is put right.
fn correction(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: &str,
    request: &CostRequest,
    now: Timestamp,
) -> Result<CostRow> {
    let missing = || Error::invalid("/corrects", "is not a cost of this shop; see GET /v1/costs");
    let of = tx
        .cost(actor.tenant, id.parse().map_err(|_| missing())?)?
        .ok_or_else(missing)?;
    if of.corrects.is_some() {
        return Err(Error::invalid(
            "/corrects",
            "is itself a correction; name the cost it corrects",
        ));
    }
    let left = of
        .amount_minor
        .saturating_add(tx.corrected(actor.tenant, of.id)?);
    if request
        .amount_minor
        .saturating_add(left)
        < 0
    {
        return Err(Error::invalid(
            "/amount_minor",
            format!("takes off more than the {left} that is left of this cost"),
        ));
    }
    // Kind, place and time stay the cost's, so that whatever number holds the one holds the other.
    Ok(CostRow {
        id: CostId::new(of.merchant_id.bucket()),
        amount_minor: request.amount_minor,
        note: request.note.clone(),
        corrects: Some(of.id),
        created_at: now,
        ..of
    })
}

fn event(row: &CostRow, actor: &Actor) -> NewEvent {
    NewEvent {
        idempotency_key: format!("cost:{}", row.id),
        occurred_at: row.occurred_at,
        member_id: None,
        card_id: None,
        location_id: row.location_id.clone(),
        staff_id: Some(actor.id()),
        fact: Fact::CostRecorded {
            kind: row.kind.clone(),
            amount_minor: row.amount_minor,
        },
    }
}

/// The merchant's costs, oldest entry first.
pub async fn costs(
    app: &App,
    actor: &Actor,
    after: Option<CostId>,
    limit: i64,
) -> Result<Page<Cost>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.costs(tenant, after, limit + 1))
        .await?;
    Ok(Page::new(rows, limit, |row| row.id.to_string(), Cost::from))
}
