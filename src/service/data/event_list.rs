//! The log, a page at a time.

use serde_json::value::RawValue;

use crate::app::App;
use crate::error::{Error, Result};
use crate::service::access::actor::Actor;
use crate::service::page::Page;
use crate::store::StoredEvent;

pub use crate::store::EventFilter;

/// The merchant's log, oldest first: each event as the JSON text that was stored.
pub async fn events(
    app: &App,
    actor: &Actor,
    filter: EventFilter,
    limit: i64,
) -> Result<Page<Box<RawValue>>> {
    let tenant = actor.tenant;
    // A rare kind is looked for in the whole log.
    let rows = app
        .store
        .with_batch_deadline()
        .read(move |tx| tx.events(tenant, &filter, limit + 1))
        .await?;
    let lines = rows
        .into_iter()
        .map(|row: StoredEvent| {
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
