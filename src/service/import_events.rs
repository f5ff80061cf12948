//! A log from elsewhere becomes part of ours, line by line, and ours leaves as lines.

use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, Write};

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::Event;
use crate::domain::program::Program;
use crate::error::Result;
use crate::ids::MerchantId;
use crate::store::{EventFilter, NewMerchant, Tenant, Tx};

/// Lines that one transaction takes.
const BATCH: usize = 1_000;
/// The longest line that is looked at, in bytes.
const LONGEST_LINE: u64 = 256 * 1024;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    /// Lines read, empty ones left out.
    pub lines: u64,
    /// Events stored.
    pub stored: u64,
    /// Events whose id was stored before.
    pub known: u64,
    /// Lines that are not events, each with its number and reason.
    pub bad: Vec<(u64, String)>,
    /// Bad lines beyond those listed.
    pub bad_unlisted: u64,
}

/// Bad lines that are listed one by one; a file that is not a log at all must not fill the memory.
const LISTED: usize = 100_000;

/// Reads NDJSON to its end, stores the good lines and names each bad one. Safe to repeat: an event whose id is stored is
/// skipped. `progress` hears the number of lines after each batch.
pub async fn import_events(app: &App, mut lines: impl BufRead, mut progress: impl FnMut(u64)) -> anyhow::Result<Imported> {
    let mut imported = Imported::default();
    let (mut number, mut batch) = (0, Vec::with_capacity(BATCH));
    let mut line = Vec::new();
    while let Some(fits) = next_line(&mut lines, &mut line)? {
        number += 1;
        if fits && line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        imported.lines += 1;
        match if fits { Event::parse_line(&line).map_err(|e| e.to_string()) } else { Err("the line is longer than 256 KiB".to_owned()) } {
            Ok(event) => batch.push(event),
            Err(reason) if imported.bad.len() < LISTED => imported.bad.push((number, reason)),
            Err(_) => imported.bad_unlisted += 1,
        }
        if batch.len() == BATCH {
            store(app, std::mem::take(&mut batch), &mut imported).await?;
            progress(number);
        }
    }
    store(app, batch, &mut imported).await?;
    progress(number);
    Ok(imported)
}

/// The next line without its end; `Some(false)` for one that is too long, which is passed over to its end.
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<Option<bool>> {
    use std::io::Read as _;
    line.clear();
    if input.by_ref().take(LONGEST_LINE).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(true));
    }
    let cut = line.len() as u64 == LONGEST_LINE;
    if cut {
        skip_line(input)?;
    }
    Ok(Some(!cut))
}

fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (end, found) = buffer.iter().position(|b| *b == b'\n').map_or((buffer.len(), false), |at| (at + 1, true));
        input.consume(end);
        if found {
            return Ok(());
        }
    }
}

async fn store(app: &App, batch: Vec<Event>, imported: &mut Imported) -> Result<()> {
    let mut by_merchant: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for event in batch {
        by_merchant.entry(event.merchant_id.clone()).or_default().push(event);
    }
    let now = app.clock.now();
    for (merchant, events) in by_merchant {
        let read = events.len() as u64;
        let stored = app.store.write(move |tx| append_new(tx, &merchant, &events, now)).await?;
        imported.stored += stored;
        imported.known += read - stored;
    }
    Ok(())
}

fn append_new(tx: &mut Tx<'_>, merchant: &str, events: &[Event], now: Timestamp) -> Result<u64> {
    let tenant = tenant_named(tx, merchant, now)?;
    tx.lock(tenant)?;
    let ids: Vec<String> = events.iter().map(|e| e.event_id.clone()).collect();
    let mut seen: HashSet<String> = tx.known_event_ids(tenant, &ids)?.into_iter().collect();
    let new: Vec<Event> = events.iter().filter(|e| seen.insert(e.event_id.clone())).cloned().collect();
    let count = new.len() as u64;
    tx.append_events(tenant, new)?;
    if count > 0 {
        tx.note_import(tenant)?;
    }
    Ok(count)
}

/// The merchant of this id or slug; a name met for the first time becomes a merchant in UTC with it as slug.
fn tenant_named(tx: &mut Tx<'_>, name: &str, now: Timestamp) -> Result<Tenant> {
    if let Some((tenant, _)) = tx.merchant_by_name(name)? {
        return Ok(tenant);
    }
    let id = name.parse().unwrap_or_else(|_| MerchantId::new());
    let mut program = Program::starter(name, "UTC", "EUR");
    program.languages = vec!["en".into()];
    tx.create_merchant(&NewMerchant { id, slug: name.to_owned(), program, test: false, now })
}

/// Writes a merchant's whole log as NDJSON, in its order; answers the number of lines.
pub async fn export_events(app: &App, tenant: Tenant, mut out: impl Write) -> anyhow::Result<u64> {
    let (mut after_seq, mut count) = (0, 0);
    loop {
        let filter = EventFilter { after_seq, ..EventFilter::default() };
        let page = app.store.read(move |tx| tx.events(tenant, &filter, 5_000)).await?;
        let Some(last) = page.last() else { return Ok(count) };
        after_seq = last.seq;
        for event in &page {
            writeln!(out, "{}", event.line)?;
            count += 1;
        }
    }
}

/// The tenant that a command names by id or slug.
pub async fn tenant_by_name(app: &App, name: &str) -> Result<Option<Tenant>> {
    let name = name.to_owned();
    app.store.read(move |tx| Ok(tx.merchant_by_name(&name)?.map(|(tenant, _)| tenant))).await
}
