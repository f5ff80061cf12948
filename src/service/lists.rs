//! What can be listed and looked up, a page at a time.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::{CardId, DeliveryId, KeyId, LocationId, MerchantId, ScanId, TillId};
use crate::service::access::actor::Actor;
use crate::service::access::keys::Key;
use crate::service::card_changed::APPLE;
use crate::service::find_card::{CardName, guarded, no_such_visit};
use crate::service::idempotency::{Answer, Once, once};
use crate::service::shapes;
use crate::service::tills::till::{Location, Till};
use crate::store::{DeliveryRow, MerchantRow, Role, StoredEvent};

pub use crate::store::{DeliveryState, EventFilter};

/// One page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// What `cursor` takes for the next page.
    pub next_cursor: Option<String>,
    pub(super) has_more: bool,
}

impl<T> Page<T> {
    /// A page made from one row more than was asked for.
    pub(super) fn new<R>(
        mut rows: Vec<R>,
        limit: i64,
        cursor: impl Fn(&R) -> String,
        view: impl Fn(R) -> T,
    ) -> Page<T> {
        let has_more = rows.len() as i64 > limit;
        rows.truncate(limit.max(0) as usize);
        let next_cursor = rows.last().filter(|_| has_more).map(cursor);
        Page {
            data: rows.into_iter().map(view).collect(),
            next_cursor,
            has_more,
        }
    }
}

/// The merchant's cards, oldest first.
pub async fn cards(
    app: &App,
    actor: &Actor,
    after: Option<CardId>,
    limit: i64,
) -> Result<Page<shapes::Card>> {
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    let cards = app.store.read(move |tx| {
        let rows = tx.cards(who.tenant, after, limit + 1)?;
        rows.iter()
            .map(|row| shapes::card_now(&ours, tx, &who, row, now))
            .collect::<Result<Vec<_>>>()
    });
    Ok(Page::new(
        cards.await?,
        limit,
        |card| card.id.clone(),
        |card| card,
    ))
}

/// One card by code, short code or id.
pub async fn card(app: &App, actor: &Actor, name: CardName) -> Result<shapes::Card> {
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    let read = app.store.read(move |tx| {
        let row = name.find(tx, who.tenant)?;
        shapes::card_now(&ours, tx, &who, &row, now)
    });
    guarded(app, actor, read).await
}

/// The merchant's visits, oldest first; staff see their own.
pub async fn scans(
    app: &App,
    actor: &Actor,
    after: Option<ScanId>,
    limit: i64,
) -> Result<Page<shapes::Scan>> {
    let own = (actor.role != Role::Owner).then_some((actor.key, actor.till));
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.scans(tenant, own, after, limit + 1))
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        shapes::Scan::from,
    ))
}

/// One visit; staff see their own.
pub async fn scan(app: &App, actor: &Actor, id: &str) -> Result<shapes::Scan> {
    let (id, tenant) = (id.parse().map_err(|_| no_such_visit())?, actor.tenant);
    let row = app.store.read(move |tx| tx.scan(tenant, id)).await?;
    row.filter(|row| actor.owns(row.key_id, row.till_id))
        .map(shapes::Scan::from)
        .ok_or_else(no_such_visit)
}

/// The program in force.
pub async fn program(app: &App, actor: &Actor) -> Result<Program> {
    let tenant = actor.tenant;
    app.store.read(move |tx| tx.program(tenant)).await
}

/// The merchant's keys, without their secrets.
pub async fn keys(app: &App, actor: &Actor, after: Option<KeyId>, limit: i64) -> Result<Page<Key>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.keys(tenant, after, limit + 1))
        .await?;
    Ok(Page::new(rows, limit, |row| row.id.to_string(), Key::from))
}

/// The merchant's places.
pub async fn locations(
    app: &App,
    actor: &Actor,
    after: Option<LocationId>,
    limit: i64,
) -> Result<Page<Location>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.locations(tenant, after, limit + 1))
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        Location::from,
    ))
}

/// The merchant's tills.
pub async fn tills(
    app: &App,
    actor: &Actor,
    after: Option<TillId>,
    limit: i64,
) -> Result<Page<Till>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.tills(tenant, after, limit + 1))
        .await?;
    Ok(Page::new(rows, limit, |row| row.id.to_string(), Till::from))
}

/// The merchant's log, oldest first: each event as the JSON text that was stored.
pub async fn events(
    app: &App,
    actor: &Actor,
    filter: EventFilter,
    limit: i64,
) -> Result<Page<Box<RawValue>>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.events(tenant, &filter, limit + 1))
        .await?;
    let lines = rows.into_iter().map(|row: StoredEvent| {
        Ok((
            row.seq,
            RawValue::from_string(row.line).map_err(Error::internal)?,
        ))
    });
    let lines = lines.collect::<Result<Vec<_>>>()?;
    Ok(Page::new(
        lines,
        limit,
        |(seq, _)| seq.to_string(),
        |(_, line)| line,
    ))
}

/// A merchant as the operator sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Merchant {
    /// `mer_…`
    pub id: String,
    /// The word in its join address.
    pub slug: String,
    /// The shop's name.
    pub name: String,
    /// Whether its keys say `test`.
    pub test: bool,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// RFC 3339, UTC; null = it works.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub suspended_at: Option<Timestamp>,
}

impl From<MerchantRow> for Merchant {
    fn from(row: MerchantRow) -> Merchant {
        let MerchantRow {
            id,
            slug,
            name,
            test,
            created_at,
            suspended_at,
            ..
        } = row;
        Merchant {
            id: id.to_string(),
            slug,
            name,
            test,
            created_at,
            suspended_at,
        }
    }
}

/// All merchants, oldest first.
pub async fn merchants(app: &App, after: Option<MerchantId>, limit: i64) -> Result<Page<Merchant>> {
    let rows = app
        .store
        .read(move |tx| tx.merchants(after, limit + 1))
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        Merchant::from,
    ))
}

/// All merchants at once.
pub async fn all_merchants(app: &App) -> Result<Vec<Merchant>> {
    let rows = app.store.read(|tx| tx.all_merchants()).await?;
    Ok(rows.into_iter().map(|(_, row)| row.into()).collect())
}

/// One call to a wallet, made or still to be made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Delivery {
    id: String,
    /// The card; null where the call is about the shop's Google class.
    card_id: Option<String>,
    /// `apple`: a push; `google`: a write of the object or class.
    channel: String,
    /// Which device, shortened, because push tokens are not shown whole; or the Google object or class.
    target: String,
    state: DeliveryState,
    /// The card version that is or was to be told; of a class, the program's.
    card_version: i64,
    /// Failed attempts since the last success.
    attempts: i64,
    /// When it is tried next.
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    /// HTTP status of the last answer.
    last_status: Option<i64>,
    /// The upstream's reason.
    last_reason: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_attempt_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    delivered_at: Option<Timestamp>,
    /// When the phone last fetched the pass.
    #[schema(value_type = Option<String>, format = DateTime)]
    fetched_at: Option<Timestamp>,
}

impl From<DeliveryRow> for Delivery {
    fn from(row: DeliveryRow) -> Delivery {
        Delivery {
            id: row.id.to_string(),
            card_id: row.card_id.map(|id| id.to_string()),
            target: if row.channel == APPLE {
                format!("{}…", row.target.chars().take(8).collect::<String>())
            } else {
                row.target
            },
            channel: row.channel,
            due_at: (row.state == DeliveryState::Due).then_some(row.due_at),
            state: row.state,
            card_version: row.card_version,
            attempts: row.attempts,
            last_status: row.last_status,
            last_reason: row.last_reason,
            last_attempt_at: row.last_attempt_at,
            delivered_at: row.delivered_at,
            fetched_at: row.fetched_at,
        }
    }
}

/// Which deliveries to list.
#[derive(Debug, Default)]
pub struct DeliveryFilter {
    /// Only of this card.
    pub card: Option<CardId>,
    /// Only in this state.
    pub state: Option<DeliveryState>,
    /// After this one.
    pub after: Option<DeliveryId>,
}

/// What was pushed, to which device, with what response, and when the phone fetched it.
pub async fn deliveries(
    app: &App,
    actor: &Actor,
    filter: DeliveryFilter,
    limit: i64,
) -> Result<Page<Delivery>> {
    let tenant = actor.tenant;
    let rows = app
        .store
        .read(move |tx| tx.deliveries(tenant, filter.card, filter.state, filter.after, limit + 1))
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        Delivery::from,
    ))
}

/// Sends a delivery again at once.
pub async fn retry_delivery(app: &App, actor: &Actor, key: &Once, id: &str) -> Result<Answer> {
    let missing = || Code::NotFound.because("This shop has no delivery with that ID.");
    let id = id.parse().map_err(|_| missing())?;
    let (tenant, now, key) = (actor.tenant, app.clock.now(), key.clone());
    app.store
        .write(move |tx| {
            tx.lock(tenant)?;
            once(tx, &key, now, |tx| {
                Ok((
                    200,
                    tx.retry_delivery(tenant, id, now)?
                        .map(Delivery::from)
                        .ok_or_else(missing)?,
                ))
            })
        })
        .await
}
