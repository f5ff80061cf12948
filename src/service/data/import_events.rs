//! A log from elsewhere becomes part of ours, line by line.

use std::collections::BTreeMap;
use std::io::Read;
use std::pin::pin;
use std::time::{Duration, Instant};

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::join_address::slug_of_word;
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::MerchantId;
use crate::service::data::log_reader::checked_word;
use crate::service::data::log_reader::{EventBatch, LogChunk, ReadFault, read_log};
use crate::store::{LogLine, NewMerchant, Tenant, Tx};

pub use crate::service::data::log_reader::BadEventLine;

/// Bad lines that are listed one by one; a file that is not a log at all must not fill the memory.
const LISTED: usize = 100_000;
/// Times that a batch is tried when the database is busy.
const TRIES: u32 = 8;
/// The longest pause between two batches.
const PAUSE: Duration = Duration::from_millis(50);

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct ImportedEvents {
    /// Lines read, empty ones left out.
    pub lines: u64,
    /// Events stored.
    pub stored: u64,
    /// Events whose id was stored before.
    pub known: u64,
    /// Merchants that the file named and that were made for it.
    pub merchants_made: u64,
    /// Lines that are not events.
    pub bad: Vec<BadEventLine>,
    /// Bad lines beyond those listed.
    pub bad_unlisted: u64,
    /// How it ended.
    pub end: End,
    /// Why it ended before the file did.
    pub reason: Option<String>,
    /// What to do then.
    pub fix: Option<String>,
}

/// How an import ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// With the file.
    #[default]
    Whole,
    /// Somebody stopped it.
    Stopped,
    /// The file could not be read on.
    BrokenOff,
    /// The file is something else.
    NotALog,
    /// The database could not take more.
    Failed,
}

impl ImportedEvents {
    /// Every bad line, listed or not.
    pub fn bad_lines(&self) -> u64 {
        self.bad.len() as u64 + self.bad_unlisted
    }

    /// Whether every line of the file is in the log now.
    pub fn is_faultless(&self) -> bool {
        self.end == End::Whole && self.bad_lines() == 0
    }

    fn note_bad(&mut self, bad: Vec<BadEventLine>) {
        let room = LISTED.saturating_sub(self.bad.len());
        self.bad_unlisted += bad.len().saturating_sub(room) as u64;
        self.bad
            .extend(bad.into_iter().take(room));
    }

    fn ends(&mut self, end: std::result::Result<(), ReadFault>) {
        self.end = match &end {
            Ok(()) => End::Whole,
            Err(ReadFault::BrokenOff { .. }) => End::BrokenOff,
            Err(ReadFault::NotALog { .. }) => End::NotALog,
        };
        if let Err(fault) = end {
            (self.reason, self.fix) = (Some(fault.to_string()), Some(fault.fix().to_owned()));
        }
    }
}

/// Reads NDJSON, packed with gzip or not, to its end, stores the good lines and names each bad one. Safe to repeat: an event
/// whose id is stored is skipped, so an import that was stopped or killed goes on by repeating it. `stop` ends it between two
/// batches. `progress` hears the number of the last line after each batch.
///
/// What was done is told even where the database failed in the middle; the error stands beside it.
pub async fn import_events(
    app: &App,
    file: impl Read + Send + 'static,
    stop: impl Future<Output = ()>,
    mut progress: impl FnMut(u64),
) -> (ImportedEvents, Option<Error>) {
    let app = &app.with_batch_deadline();
    let mut imported = ImportedEvents::default();
    let mut stop = pin!(stop);
    if let Err(error) = app
        .store
        .write(|tx| tx.expect_many_lines())
        .await
    {
        return failed(imported, error);
    }
    let mut pieces = match read_log(file) {
        Ok(pieces) => pieces,
        Err(error) => return failed(imported, Error::internal(error)),
    };
    loop {
        let piece = tokio::select! {
            // The stop first, so that no batch is begun after it.
            biased;
            () = &mut stop => {
                imported.end = End::Stopped;
                return (imported, None);
            }
            piece = pieces.recv() => piece,
        };
        match piece {
            Some(LogChunk::Lines(batch)) => {
                let last = batch.last;
                if let Err(error) = keep(app, batch, &mut imported).await {
                    return failed(imported, error);
                }
                progress(last);
            }
            Some(LogChunk::End(end)) => {
                imported.ends(end);
                return (imported, None);
            }
            None => {
                return failed(
                    imported,
                    Error::internal("the thread that reads the file ended unexpectedly"),
                );
            }
        }
    }
}

fn failed(imported: ImportedEvents, error: Error) -> (ImportedEvents, Option<Error>) {
    let fix = Some("run the same command again to continue where this one stopped".to_owned());
    (
        ImportedEvents {
            end: End::Failed,
            reason: Some(error.detail.clone()),
            fix,
            ..imported
        },
        Some(error),
    )
}

async fn keep(app: &App, batch: EventBatch, imported: &mut ImportedEvents) -> Result<()> {
    let good: u64 = batch
        .good
        .values()
        .map(|lines| lines.len() as u64)
        .sum();
    let kept = if good == 0 {
        BatchResult::default()
    } else {
        store(app, batch.good).await?
    };
    imported.lines += batch.lines;
    imported.stored += kept.stored;
    imported.known += good - kept.stored;
    imported.merchants_made += kept.merchants_made;
    imported.note_bad(batch.bad);
    Ok(())
}

/// What one transaction did.
#[derive(Clone, Copy, Debug, Default)]
struct BatchResult {
    stored: u64,
    merchants_made: u64,
}

/// Stores a batch in one transaction, however many merchants it names. A service beside this command may hold the database,
/// and another import may make the same merchant: both pass.
async fn store(app: &App, good: BTreeMap<String, Vec<LogLine>>) -> Result<BatchResult> {
    let (good, now) = (std::sync::Arc::new(good), app.clock.now());
    let started = Instant::now();
    let mut tries = 0;
    loop {
        let lines = good.clone();
        match app
            .store
            .write(move |tx| append_all(tx, &lines, now))
            .await
        {
            Ok(kept) => {
                leave_room(app, started.elapsed()).await;
                return Ok(kept);
            }
            Err(error)
                if tries < TRIES && [Code::Unavailable, Code::SlugTaken].contains(&error.code) =>
            {
                tries += 1;
                tokio::time::sleep(Duration::from_secs(
                    error
                        .retry_after_s
                        .unwrap_or(0)
                        .min(2),
                ))
                .await;
            }
            Err(error) => return Err(error),
        }
    }
}

/// SQLite has one writer at a time and no queue before it: whoever waits looks again after some milliseconds. Without a
/// pause bulk work would take the lock back each time, and a service beside it would scan nothing until the file ends.
pub(crate) async fn leave_room(app: &App, took: Duration) {
    if app.store.kind() == "sqlite" {
        tokio::time::sleep((took / 4).min(PAUSE)).await;
    }
}

fn append_all(
    tx: &mut Tx<'_>,
    good: &BTreeMap<String, Vec<LogLine>>,
    now: Timestamp,
) -> Result<BatchResult> {
    let mut kept = BatchResult::default();
    let mut tenants = Vec::with_capacity(good.len());
    for (merchant, lines) in good {
        let (tenant, made) = tenant_named(tx, merchant, now)?;
        kept.merchants_made += u64::from(made);
        tenants.push((tenant, lines));
    }
    tx.lock_all(
        tenants
            .iter()
            .map(|(tenant, _)| *tenant),
    )?;
    for (tenant, lines) in tenants {
        let stored = tx.append_new_lines(tenant, lines)?;
        if stored > 0 {
            tx.note_import(tenant)?;
        }
        kept.stored += stored;
    }
    Ok(kept)
}

/// The merchant of this id or slug; a name met for the first time becomes a merchant in UTC.
fn tenant_named(tx: &mut Tx<'_>, name: &str, now: Timestamp) -> Result<(Tenant, bool)> {
    if let Some(tenant) = merchant_named(tx, name)? {
        return Ok((tenant, false));
    }
    let id = name
        .parse()
        .unwrap_or_else(|_| MerchantId::new());
    let mut program = Program::starter(name, "UTC", "EUR");
    program.languages = vec!["en".into()];
    Ok((
        tx.create_merchant(&NewMerchant {
            id,
            slug: slug_of_word(name),
            program,
            test: false,
            now,
        })?,
        true,
    ))
}

/// The merchant of this id or slug, or the one that a log calls so.
fn merchant_named(tx: &mut Tx<'_>, name: &str) -> Result<Option<Tenant>> {
    let found = match tx.merchant_by_name(name)? {
        Some(found) => Some(found),
        None => tx.merchant_by_slug(&slug_of_word(&checked_word(name).unwrap_or_default()))?,
    };
    Ok(found.map(|(tenant, _)| tenant))
}

/// The tenant that a command names by id or slug, or by what its log calls it.
pub async fn tenant_by_name(app: &App, name: &str) -> Result<Option<Tenant>> {
    let name = name.to_owned();
    app.store
        .read(move |tx| merchant_named(tx, &name))
        .await
}
