//! The log leaves as the lines that were stored, to be kept or imported elsewhere.

use std::io::Write;

use crate::app::App;
use crate::error::Result;
use crate::store::{EventFilter, Tenant, TimeSpan};

/// Lines that are read at a time.
const PAGE: i64 = 2_000;

/// Writes a merchant's log, or what of it was received within a span, as NDJSON in its order; answers the number of lines.
/// `progress` hears how many there are after each page.
pub async fn export_events(
    app: &App,
    tenant: Tenant,
    span: TimeSpan,
    out: &mut impl Write,
    mut progress: impl FnMut(u64),
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
            .read(move |tx| tx.events(tenant, &filter, PAGE))
            .await?;
        let Some(last) = page.last() else {
            return Ok(count);
        };
        after_seq = last.seq;
        for event in &page {
            writeln!(out, "{}", event.line)?;
        }
        count += page.len() as u64;
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
