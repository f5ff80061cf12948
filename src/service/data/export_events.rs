//! The log leaves as the lines that were stored, to be kept or imported elsewhere.

use std::io::Write;

use crate::app::App;
use crate::error::Result;
use crate::store::{EventFilter, Tenant, TimeSpan};

/// Lines that are read at a time.
const PAGE: i64 = 2_000;

/// Writes a merchant's log, or what of it was received within a span, as NDJSON in its order; answers the number of lines.
/// `progress` hears how many there are after each page, and `damaged` of each event that cannot be read and is left out.
pub async fn export_events(
    app: &App,
    tenant: Tenant,
    span: TimeSpan,
    out: &mut impl Write,
    mut progress: impl FnMut(u64),
    mut damaged: impl FnMut(i64),
) -> anyhow::Result<u64> {
    let app = &app.with_batch_deadline();
    let (mut after_seq, mut count) = (0, 0);
    loop {
        let filter = EventFilter {
            after_seq,
            since: span.since,
            until: span.until,
            ..EventFilter::default()
        };
        let page = app
            .store
            .read(move |tx| tx.events_or_places(tenant, &filter, PAGE))
            .await?;
        if page.is_empty() {
            return Ok(count);
        }
        for event in page {
            match event {
                Ok(event) => {
                    writeln!(out, "{}", event.line)?;
                    (after_seq, count) = (event.seq, count + 1);
                }
                Err(seq) => {
                    damaged(seq);
                    after_seq = seq;
                }
            }
        }
        progress(count);
    }
}

/// Every merchant there is, oldest first.
pub async fn all_tenants(app: &App) -> Result<Vec<Tenant>> {
    app.store
        .read(|tx| {
            Ok(tx
                .all_merchants()?
                .into_iter()
                .map(|(tenant, _)| tenant)
                .collect())
        })
        .await
}
