//! Keeps the archive of the facts beside the log, and reads questions from it.
//!
//! The archive follows the log when somebody asks: a scan writes nothing for it. What an import brought may repeat what was
//! there, so after an import the archive is made anew, in two readings of the log: one to find what repeats, one to file it.

use std::collections::HashSet;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::event::Event;
use crate::error::{Error, Result};
use crate::metrics::{
    Archive, Corrupt, EventCollector, Facts, Kind, PartStore, Repeats, Suspects, partition_of,
};
use crate::store::{ArchiveState, Tenant, Tx};
use crate::task;

/// Lines that are in memory at once.
const PAGE: i64 = 20_000;
/// Events behind the archive that a question takes along without storing them.
const TAIL: i64 = 500;
/// Bytes of new parts that one write stores.
const WRITE: usize = 4 * 1024 * 1024;

/// One generation in the database.
pub struct Stored<'t, 'x> {
    tx: &'t mut Tx<'x>,
    tenant: Tenant,
    generation: i64,
}

/// Why the archive cannot be read.
pub enum ArchiveFault {
    /// The database does not answer.
    Error(Error),
    /// What it answers is no archive of this version.
    Damaged,
}

impl From<Corrupt> for ArchiveFault {
    fn from(_: Corrupt) -> ArchiveFault {
        ArchiveFault::Damaged
    }
}

impl From<Error> for ArchiveFault {
    fn from(error: Error) -> ArchiveFault {
        ArchiveFault::Error(error)
    }
}

impl PartStore for Stored<'_, '_> {
    type Error = ArchiveFault;

    fn fetch(
        &mut self,
        kind: Kind,
        partition: i32,
    ) -> std::result::Result<Option<Vec<u8>>, ArchiveFault> {
        Ok(self.tx.archive_part(
            self.tenant,
            self.generation,
            kind as i64,
            i64::from(partition),
        )?)
    }
}

fn parse(lines: Vec<(i64, String)>) -> Result<Vec<(i64, Event)>> {
    lines
        .into_iter()
        .map(|(seq, line)| Ok((seq, serde_json::from_str(&line).map_err(Error::internal)?)))
        .collect()
}

/// Reads the tenant's log a page at a time, up to `last`.
fn each_page(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    after: i64,
    last: i64,
    mut look: impl FnMut(&[(i64, Event)]),
) -> Result<()> {
    let mut seq = after;
    while seq < last {
        let to = last.min(seq + PAGE);
        look(&parse(tx.lines(tenant, seq + 1, to)?)?);
        seq = to;
    }
    Ok(())
}

/// The whole log as it was known at an instant: for questions that look back.
pub fn facts_as_of(tx: &mut Tx<'_>, tenant: Tenant, as_of: Timestamp) -> Result<Facts> {
    let mut builder = EventCollector::new(Some(as_of));
    let last = tx.archive_state(tenant)?.log_seq;
    each_page(tx, tenant, 0, last, |page| {
        page.iter()
            .for_each(|(_, event)| builder.take(event))
    })?;
    Ok(builder.close())
}

/// What a question left to be stored.
struct ArchiveUpdate {
    state: ArchiveState,
    seq: i64,
    parts: Vec<(i64, i64, Vec<u8>)>,
}

fn rows(parts: Vec<(Kind, i32, Vec<u8>)>) -> Vec<(i64, i64, Vec<u8>)> {
    parts
        .into_iter()
        .map(|(kind, partition, body)| (kind as i64, i64::from(partition), body))
        .collect()
}

/// Asks the tenant's archive, brought up to the log's last event. While an import goes on there is none to ask for long; then
/// one is made of the log for this question alone.
pub async fn ask<T, F>(app: &App, tenant: Tenant, question: F) -> Result<T>
where
    T: Send + 'static,
    F: Fn(&mut Tx<'_>, &mut OpenArchive) -> std::result::Result<T, ArchiveFault>
        + Clone
        + Send
        + 'static,
{
    let app = &app.with_batch_deadline();
    for _ in 0..2 {
        let again = question.clone();
        let answered = app
            .store
            .read_at_once(move |tx| Ok(answer(tx, tenant, again)))
            .await?;
        match answered {
            Ok(ArchiveAnswer::Told(answer, change)) => {
                if let Some(change) = change {
                    keep(app, tenant, change).await?;
                }
                return Ok(answer);
            }
            Ok(ArchiveAnswer::NoArchive) => {}
            Ok(ArchiveAnswer::Damaged(generation)) => forget(app, tenant, generation).await?,
            Err(ArchiveFault::Error(error)) => return Err(error),
            Err(ArchiveFault::Damaged) => {
                return Err(Error::internal("the archive of the metrics cannot be read"));
            }
        }
        make_apart(app, tenant).await?;
    }
    app.store
        .read_at_once(move |tx| whole(answer_from_log(tx, tenant, question)))
        .await
}

/// What came of a question.
enum ArchiveAnswer<T> {
    Told(T, Option<ArchiveUpdate>),
    /// There is none that holds.
    NoArchive,
    /// A part of this generation is lost or damaged.
    Damaged(i64),
}

/// Makes the archive if it does not hold, to its end even if whoever asked goes away.
pub async fn make_apart(app: &App, tenant: Tenant) -> Result<()> {
    let apart = app.clone();
    task::spawn(async move { make(&apart, tenant, |_, _| {}).await })
        .await
        .map_err(Error::internal)?
}

/// An archive that is being asked.
pub struct OpenArchive {
    archive: Archive,
    tenant: Tenant,
    generation: i64,
}

impl OpenArchive {
    /// The archive, and the store of its parts.
    pub fn on<'t, 'x>(&mut self, tx: &'t mut Tx<'x>) -> (&mut Archive, Stored<'t, 'x>) {
        let (tenant, generation) = (self.tenant, self.generation);
        (
            &mut self.archive,
            Stored {
                tx,
                tenant,
                generation,
            },
        )
    }

    /// What is new in it, as rows.
    fn into_update(mut self, state: ArchiveState) -> ArchiveUpdate {
        ArchiveUpdate {
            state,
            seq: state.log_seq,
            parts: rows(self.archive.take_changes()),
        }
    }
}

fn answer<T>(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    question: impl Fn(&mut Tx<'_>, &mut OpenArchive) -> std::result::Result<T, ArchiveFault>,
) -> std::result::Result<ArchiveAnswer<T>, ArchiveFault> {
    let state = tx.archive_state(tenant)?;
    if !state.holds() {
        return Ok(ArchiveAnswer::NoArchive);
    }
    match answer_from(tx, tenant, state, question) {
        Err(ArchiveFault::Damaged) => Ok(ArchiveAnswer::Damaged(state.generation)),
        told => told.map(|(answer, change)| ArchiveAnswer::Told(answer, change)),
    }
}

fn answer_from<T>(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    state: ArchiveState,
    question: impl Fn(&mut Tx<'_>, &mut OpenArchive) -> std::result::Result<T, ArchiveFault>,
) -> std::result::Result<(T, Option<ArchiveUpdate>), ArchiveFault> {
    let mut asked = open_at_head(tx, tenant, state)?;
    let answer = question(tx, &mut asked)?;
    // A short tail is cheaper to take again than to store, the more so the larger the manifest that goes with it.
    let tail = TAIL.max(asked.archive.names() as i64 / 20);
    let stored = state.log_seq - state.seq > tail || asked.archive.has_new_checkpoints();
    Ok((answer, stored.then(|| asked.into_update(state))))
}

/// The archive, with all that came after it.
fn open_at_head(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    state: ArchiveState,
) -> std::result::Result<OpenArchive, ArchiveFault> {
    let archive = Archive::open(&mut Stored {
        tx,
        tenant,
        generation: state.generation,
    })?;
    let mut open = OpenArchive {
        archive,
        tenant,
        generation: state.generation,
    };
    let mut seq = state.seq;
    while seq < state.log_seq {
        let to = state.log_seq.min(seq + PAGE);
        let events = parse(tx.lines(tenant, seq + 1, to)?)?;
        let (archive, mut store) = open.on(tx);
        archive.ingest(&mut store, &events, &HashSet::new())?;
        seq = to;
    }
    Ok(open)
}

/// Stores the archive with all that is in the log, so that no number needs the events before again.
pub async fn bring_to_head(app: &App, tenant: Tenant) -> Result<()> {
    // Makes it, or makes it anew where it is damaged.
    ask(app, tenant, |_, _| Ok(())).await?;
    let update = app
        .with_batch_deadline()
        .store
        .read_at_once(move |tx| {
            let state = tx.archive_state(tenant)?;
            if !state.holds() || state.seq == state.log_seq {
                return Ok(None);
            }
            let open = whole(open_at_head(tx, tenant, state))?;
            Ok(Some(open.into_update(state)))
        })
        .await?;
    match update {
        Some(update) => keep(app, tenant, update).await,
        None => Ok(()),
    }
}

/// Answers from an archive in memory, made of the whole log and stored nowhere.
fn answer_from_log<T>(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    question: impl Fn(&mut Tx<'_>, &mut OpenArchive) -> std::result::Result<T, ArchiveFault>,
) -> std::result::Result<T, ArchiveFault> {
    let last = tx.archive_state(tenant)?.log_seq;
    let (ignored, runs) = survey(tx, tenant, last)?;
    let mut archive = Archive::empty();
    for batch in batches(runs) {
        archive = file(tx, tenant, 0, archive, &batch, &ignored)?;
    }
    question(
        tx,
        &mut OpenArchive {
            archive,
            tenant,
            generation: 0,
        },
    )
}

/// Stores what a question brought up to date, unless somebody else did.
async fn keep(app: &App, tenant: Tenant, change: ArchiveUpdate) -> Result<()> {
    let kept = app.store.write(move |tx| {
        tx.lock(tenant)?;
        let now = tx.archive_state(tenant)?;
        if (now.generation, now.seq) == (change.state.generation, change.state.seq) {
            tx.store_archive_parts(tenant, now.generation, &change.parts)?;
            tx.move_archive(tenant, change.seq)?;
        }
        Ok(())
    });
    // The answer stands without it.
    if let Err(error) = kept.await {
        tracing::warn!(%error, "the archive of the metrics could not be stored; the next question takes the same events again");
    }
    Ok(())
}

/// Leaves a generation that is damaged, unless somebody else did.
async fn forget(app: &App, tenant: Tenant, generation: i64) -> Result<()> {
    let write = move |tx: &mut Tx<'_>| {
        tx.lock(tenant)?;
        if tx.archive_state(tenant)?.generation == generation {
            tx.publish_archive(tenant, 0, 0)
        } else {
            Ok(())
        }
    };
    app.store.write(write).await
}

/// Makes the archives of all merchants to whom an import brought events; `progress` hears how far it is.
pub async fn make_after_import(app: &App, mut progress: impl FnMut(u64, u64)) -> Result<()> {
    for tenant in crate::service::data::export_events::all_tenants(app).await? {
        let state = app
            .store
            .read(move |tx| tx.archive_state(tenant))
            .await?;
        if state.imported_seq > state.seq {
            make(app, tenant, &mut progress).await?;
        }
    }
    Ok(())
}

/// A stretch of the log whose events lie in one partition.
#[derive(Clone, Copy)]
struct PartitionRun {
    partition: i32,
    from: i64,
    to: i64,
}

/// Makes the archive if it does not hold; `progress` hears how many events are filed, of how many.
pub async fn make(app: &App, tenant: Tenant, mut progress: impl FnMut(u64, u64)) -> Result<()> {
    let app = &app.with_batch_deadline();
    if app
        .store
        .read(move |tx| tx.archive_state(tenant))
        .await?
        .holds()
    {
        return Ok(());
    }
    let turn = app.archiving.of(tenant);
    let _turn = turn.lock().await;
    // Asked again: whoever had the turn before may have made it.
    let state = app
        .store
        .read(move |tx| tx.archive_state(tenant))
        .await?;
    if state.holds() {
        return Ok(());
    }
    let last = state.log_seq;
    let (ignored, runs) = app
        .store
        .read(move |tx| survey(tx, tenant, last))
        .await?;
    let ignored = std::sync::Arc::new(ignored);
    let generation = next_generation(app.clock.now(), state.generation);
    let mut archive = Archive::empty();
    let mut filed = 0;
    for batch in batches(runs) {
        filed += batch
            .iter()
            .map(|run| (run.to - run.from + 1) as u64)
            .sum::<u64>();
        let ignored = ignored.clone();
        archive = app
            .store
            .read(move |tx| file(tx, tenant, generation, archive, &batch, &ignored))
            .await?;
        store_much(app, tenant, generation, &mut archive).await?;
        progress(filed, last as u64);
    }
    let mut open = true;
    while open {
        (archive, open) = app
            .store
            .read(move |tx| open_next(tx, tenant, generation, archive))
            .await?;
        store_much(app, tenant, generation, &mut archive).await?;
    }
    let parts = rows(archive.take_all());
    app.store
        .write(move |tx| {
            tx.lock(tenant)?;
            // Whatever else was made or left meanwhile, what that one took away may have been of this.
            if tx.archive_state(tenant)?.generation != state.generation {
                return tx.drop_generation(tenant, generation);
            }
            tx.store_archive_parts(tenant, generation, &parts)?;
            tx.publish_archive(tenant, generation, last)
        })
        .await?;
    // Not in one transaction: scans wait behind it.
    for kind in 0..=Kind::WalletStates as i64 {
        app.store
            .write(move |tx| tx.drop_earlier_generations(tenant, generation, kind))
            .await?;
    }
    Ok(())
}

/// A later generation than the one before, and another than any instance begins at the same moment.
fn next_generation(now: Timestamp, before: i64) -> i64 {
    let chance = (uuid::Uuid::now_v7().as_u128() & 0x3ff) as i64;
    ((now.0 << 10) | chance).max(before + 1)
}

/// Stores the parts of a generation that is being made, when they have become many.
async fn store_much(
    app: &App,
    tenant: Tenant,
    generation: i64,
    archive: &mut Archive,
) -> Result<()> {
    if archive.unstored() <= WRITE {
        return Ok(());
    }
    let parts = rows(archive.take_parts());
    app.store
        .write(move |tx| tx.store_archive_parts(tenant, generation, &parts))
        .await
}

fn open_next(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    generation: i64,
    mut archive: Archive,
) -> Result<(Archive, bool)> {
    let more = whole(archive.open_next(&mut Stored {
        tx,
        tenant,
        generation,
    }))?;
    Ok((archive, more))
}

/// What was stored a moment ago can be read.
fn whole<T>(read: std::result::Result<T, ArchiveFault>) -> Result<T> {
    read.map_err(|fault| match fault {
        ArchiveFault::Error(error) => error,
        ArchiveFault::Damaged => {
            Error::internal("a part of the archive that was just stored cannot be read")
        }
    })
}

/// The first reading: what repeats something, and which events lie in which partition.
fn survey(tx: &mut Tx<'_>, tenant: Tenant, last: i64) -> Result<(HashSet<i64>, Vec<PartitionRun>)> {
    let mut suspects = Suspects::new(last);
    let mut runs: Vec<PartitionRun> = Vec::new();
    each_page(tx, tenant, 0, last, |page| {
        for (seq, event) in page {
            suspects.note(*seq, event);
            let partition = partition_of(event.occurred_at);
            match runs
                .last_mut()
                .filter(|run| run.partition == partition)
            {
                Some(run) => run.to = *seq,
                None => runs.push(PartitionRun {
                    partition,
                    from: *seq,
                    to: *seq,
                }),
            }
        }
    })?;
    let mut repeats = Repeats::default();
    for part in suspects
        .close()
        .chunks(PAGE as usize)
    {
        parse(tx.lines_at(tenant, part)?)?
            .iter()
            .for_each(|(seq, event)| repeats.show(*seq, event));
    }
    runs.sort_unstable_by_key(|run| (run.partition, run.from));
    Ok((repeats.close(), runs))
}

/// The runs in pieces of a page.
fn batches(runs: Vec<PartitionRun>) -> Vec<Vec<PartitionRun>> {
    let (mut batches, mut batch, mut room) = (Vec::new(), Vec::new(), PAGE);
    for mut run in runs {
        while run.from <= run.to {
            let to = run.to.min(run.from + room - 1);
            batch.push(PartitionRun { to, ..run });
            room -= to - run.from + 1;
            run.from = to + 1;
            if room == 0 {
                batches.push(std::mem::take(&mut batch));
                room = PAGE;
            }
        }
    }
    batches.push(batch);
    batches
}

/// The second reading: files a batch.
fn file(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    generation: i64,
    mut archive: Archive,
    batch: &[PartitionRun],
    ignored: &HashSet<i64>,
) -> Result<Archive> {
    let mut lines = Vec::new();
    let mut singles = Vec::new();
    for run in batch {
        // A log in disorder falls into runs of one.
        if run.to - run.from < 3 {
            singles.extend(run.from..=run.to);
        } else {
            lines.extend(tx.lines(tenant, run.from, run.to)?);
        }
    }
    lines.extend(tx.lines_at(tenant, &singles)?);
    let events = parse(lines)?;
    whole(archive.ingest(
        &mut Stored {
            tx,
            tenant,
            generation,
        },
        &events,
        ignored,
    ))?;
    Ok(archive)
}
