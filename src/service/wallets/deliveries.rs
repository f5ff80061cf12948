//! What is and was told to the wallets: listed, and sent again.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Code, Result};
use crate::ids::{CardId, DeliveryId};
use crate::service::access::actor::Actor;
use crate::service::card_changed::APPLE;
use crate::service::idempotency::{IdempotencyKey, existing};
use crate::service::page::Page;
use crate::service::unit_of_work::{self, Lock};
use crate::store::DeliveryRow;

pub use crate::store::DeliveryState;

/// One call to a wallet, made or still to be made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Delivery {
    id: String,
    /// The card; null where the call is about the shop's Google class.
    card_id: Option<String>,
    /// `apple`: a push; `google`: a write of the object or class.
    channel: String,
    /// The device's library identifier, shortened, because whoever knows it whole can ask for its cards; or the Google object or class.
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
                format!(
                    "{}…",
                    row.target
                        .chars()
                        .take(8)
                        .collect::<String>()
                )
            } else {
                row.target
            },
            channel: row.channel,
            due_at: (row.state == DeliveryState::Pending).then_some(row.due_at),
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
    /// Only over this channel.
    pub channel: Option<&'static str>,
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
        .read(move |tx| {
            tx.deliveries(
                tenant,
                filter.card,
                filter.state,
                filter.channel,
                filter.after,
                limit + 1,
            )
        })
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        Delivery::from,
    ))
}

/// Sends a delivery again at once.
pub async fn retry_delivery<K: IdempotencyKey>(
    app: &App,
    actor: &Actor,
    key: &K,
    id: &str,
) -> Result<K::Answer<Delivery>> {
    let missing = || Code::NotFound.because("This shop has no delivery with that ID.");
    let id = id.parse().map_err(|_| missing())?;
    let (tenant, now) = (actor.tenant, app.clock.now());
    unit_of_work::write_once(app, Lock::Shop(tenant), key, now, move |tx| {
        Ok(existing(
            tx.retry_delivery(tenant, id, now)?
                .map(Delivery::from)
                .ok_or_else(missing)?,
        ))
    })
    .await
}
