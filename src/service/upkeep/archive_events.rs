//! The old part of the log moves out of the database into files, and back.
//!
//! Each file is a step of its own: written, read again, noted; only then its rows are deleted, a thousand at a time, so that scans go on
//! in between. Whatever stops the work, each event is in a file that counts or in its row, and the next run goes on. Before the first
//! file the archive of the metrics has all that goes: numbers stay, and later voids and merges change them as ever, without the files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Code, Error};
use crate::service::data::import_events::leave_room;
use crate::service::reports;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{EventFilter, LogFile, NewLogFile, Store, StoredEvent, Tenant, taken};
use crate::task;

/// Events of one file: some five megabytes of text, which a question reads at once.
const EVENTS_OF_A_FILE: i64 = 10_000;

/// What was moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MovedEvents {
    /// Events that went into files, or back.
    pub events: u64,
    /// Files.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl MovedEvents {
    fn add(&mut self, file: &LogFile) {
        self.events += file.count() as u64;
        self.files += 1;
        self.bytes += file.bytes as u64;
    }
}

/// Moves what a shop's log begins with, up to the first event that was received at `before` or later, into files of a folder. `progress`
/// hears how many events are in files, of how many.
pub async fn archive_events(
    app: &App,
    tenant: Tenant,
    before: Timestamp,
    folder: &Path,
    mut progress: impl FnMut(u64, u64),
) -> anyhow::Result<MovedEvents> {
    let app = &app.with_batch_deadline();
    let mut moved = MovedEvents::default();
    let (archived, first_kept, head) = app
        .store
        .read(move |tx| {
            let archived = tx.archived_through(tenant)?;
            let first_kept = tx.first_event_since(tenant, archived, before)?;
            Ok((archived, first_kept, tx.archive_state(tenant)?.log_seq))
        })
        .await?;
    // What a run that was broken off has left.
    delete_rows(app, tenant, 1).await?;
    let last = first_kept.map_or(head, |seq| seq - 1);
    if last <= archived {
        return Ok(moved);
    }
    reports::archive::bring_to_head(app, tenant).await?;
    let mut after = archived;
    while after < last {
        let file = write_file(app, tenant, after, last, folder).await?;
        note_file(app, tenant, file.clone()).await?;
        delete_rows(app, tenant, file.file.first_seq).await?;
        after = file.file.last_seq;
        moved.add(&file.file);
        progress((after - archived) as u64, (last - archived) as u64);
    }
    Ok(moved)
}

async fn write_file(
    app: &App,
    tenant: Tenant,
    after: i64,
    last: i64,
    folder: &Path,
) -> anyhow::Result<NewLogFile> {
    let count = (last - after).min(EVENTS_OF_A_FILE);
    let filter = EventFilter {
        after_seq: after,
        ..EventFilter::default()
    };
    let ((end, before), events) = app
        .store
        .read_at_once(move |tx| {
            Ok((
                tx.end_of_files(tenant)?,
                tx.events_or_places(tenant, &filter, count)?,
            ))
        })
        .await?;
    if end != after {
        return Err(taken().into());
    }
    let events: Vec<StoredEvent> = events
        .into_iter()
        .collect::<Result<_, i64>>()
        .map_err(|seq| anyhow::anyhow!("event {seq} of {} is damaged, so nothing from there on was moved; `stampwell verify` says more, and a backup may hold it", tenant.id()))?;
    anyhow::ensure!(
        events.len() as i64 == count,
        "{} events behind event {after} of {} are missing, so nothing from there on was moved; `stampwell verify` says more",
        count - events.len() as i64,
        tenant.id()
    );
    let folder = folder.to_owned();
    task::spawn_blocking(move || NewLogFile::write(&folder, tenant, before, events)).await?
}

/// From here on the file counts.
async fn note_file(app: &App, tenant: Tenant, new: NewLogFile) -> Result<(), Error> {
    unit_of_work::write(app, Lock::ShopForLong(tenant), move |tx| {
        let state = tx.archive_state(tenant)?;
        if tx.archived_through(tenant)? != new.file.first_seq - 1 {
            return Err(taken());
        }
        // Without it the numbers would need the files.
        if !state.holds() || state.seq < new.file.last_seq {
            return Err(Code::Unavailable
                .because("An import is writing into the log. Try again when it has ended."));
        }
        tx.insert_log_file(tenant, &new)
    })
    .await
}

async fn delete_rows(app: &App, tenant: Tenant, mut from: i64) -> Result<(), Error> {
    // Looked for without the lock: there may be many rows that stay.
    while let Some(first) = app
        .store
        .read(move |tx| tx.first_archived_row(tenant, from))
        .await?
    {
        let began = Instant::now();
        from = unit_of_work::write(app, Lock::ShopForLong(tenant), move |tx| {
            tx.delete_archived_rows(tenant, first)
        })
        .await?;
        leave_room(app, began.elapsed()).await;
    }
    Ok(())
}

/// Takes all of a shop's files back into the database, the last one first. The files stay where they are. `progress` hears how many events
/// are back, of how many.
pub async fn bring_events_back(
    app: &App,
    tenant: Tenant,
    mut progress: impl FnMut(u64, u64),
) -> anyhow::Result<MovedEvents> {
    let app = &app.with_batch_deadline();
    let mut moved = MovedEvents::default();
    let files = app
        .store
        .read(move |tx| tx.log_files(tenant))
        .await?;
    let all: i64 = files
        .iter()
        .map(LogFile::count)
        .sum();
    for file in files.into_iter().rev() {
        let of = file.clone();
        let open = task::spawn_blocking(move || of.open()).await??;
        let mut next = Some(file.first_seq);
        while let Some(from) = next {
            let (open, began) = (open.clone(), Instant::now());
            next = unit_of_work::write(app, Lock::ShopForLong(tenant), move |tx| {
                tx.put_rows_back(tenant, &open, from)
            })
            .await?;
            leave_room(app, began.elapsed()).await;
        }
        let of = file.clone();
        unit_of_work::write(app, Lock::ShopForLong(tenant), move |tx| {
            tx.forget_log_file(tenant, &of)
        })
        .await?;
        moved.add(&file);
        progress(moved.events, all as u64);
    }
    Ok(moved)
}

/// What came of looking for files at another place.
#[derive(Clone, Debug, Default)]
pub struct FoundFiles {
    /// Files that are read from there now.
    pub found: u64,
    /// Where files were looked for of which no good one is there or where it was before.
    pub sought: Vec<PathBuf>,
}

/// Looks for the shop's files in a folder, for those that were moved or copied by hand. What lies there counts if it is the very file.
pub async fn find_moved_files(
    app: &App,
    tenant: Tenant,
    folder: &Path,
) -> Result<FoundFiles, Error> {
    let files = app
        .store
        .read(move |tx| tx.log_files(tenant))
        .await?;
    let mut all = FoundFiles::default();
    for file in files {
        let path = LogFile::path_in(folder, tenant, file.first_seq, file.last_seq);
        let before = PathBuf::from(&file.path);
        let sought = path.clone();
        let there = task::spawn_blocking(move || {
            let moved = (path != before)
                .then(|| file.at(&path))
                .flatten();
            let is_read = moved.is_some() || file.at(&before).is_some();
            (moved, is_read)
        });
        let (moved, is_read) = there.await?;
        if !is_read {
            all.sought.push(sought);
        }
        if let Some(moved) = moved {
            unit_of_work::write(app, Lock::ShopForLong(tenant), move |tx| {
                tx.move_log_file(tenant, &moved)
            })
            .await?;
            all.found += 1;
        }
    }
    Ok(all)
}

/// What of all shops' logs is in files: what a copy of the database does not contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedEvents {
    /// Events.
    pub events: u64,
    /// When the last of them was received.
    pub until: Timestamp,
    /// The folders that hold a shop's files.
    pub folders: BTreeSet<PathBuf>,
}

/// What is in files; nothing if nothing is.
pub async fn archived_events(store: &Store) -> Result<Option<ArchivedEvents>, Error> {
    let files = store
        .read(|tx| {
            let mut files = Vec::new();
            for (tenant, _) in tx.all_merchants()? {
                files.extend(tx.log_files(tenant)?);
            }
            Ok(files)
        })
        .await?;
    let until = files
        .iter()
        .map(|file| file.received_until)
        .max();
    Ok(until.map(|until| ArchivedEvents {
        events: files
            .iter()
            .map(LogFile::count)
            .sum::<i64>() as u64,
        until,
        folders: files
            .iter()
            .filter_map(|file| {
                Some(
                    Path::new(&file.path)
                        .parent()?
                        .to_owned(),
                )
            })
            .collect(),
    }))
}
