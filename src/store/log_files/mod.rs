//! The old part of a shop's log, which `stampwell events archive` moved into files, and what is read from there.
//!
//! A row of `log_files` says that a file counts. From the commit of that row the log up to the file's last event is in files, whether its
//! rows in `events` are deleted already or not: nobody reads them any more. Rows of imported visits are not deleted, since a member's page
//! counts them by an index of their own.
//!
//! A file that is not there is no damage. What needs it is refused with 410 and its name, and all else goes on.

mod fingerprints;
mod text;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use diesel::prelude::*;

use super::log_lines::{EventRow, LogLine, StoredEvent, chain};
use super::{DELETED_AT_ONCE, Tenant, Tx, damaged};
use crate::clock::Timestamp;
use crate::domain::event::{Event, Fact};
use crate::error::{Code, Error, Result};
use crate::ids::{ScanId, encode};
use crate::store::EventFilter;
use crate::store::engine::schema::{events, log_files};
use text::{FileFault, LogFileLine};

/// A file that holds a part of a shop's log.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = log_files)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct LogFile {
    pub first_seq: i64,
    pub last_seq: i64,
    pub path: String,
    pub bytes: i64,
    pub received_from: Timestamp,
    pub received_until: Timestamp,
    pub hash_before: String,
    pub hash_after: String,
    pub kinds: String,
}

impl LogFile {
    /// How many events it holds.
    pub fn count(&self) -> i64 {
        self.last_seq - self.first_seq + 1
    }

    /// The same file at another place; nothing if what lies there is not that file.
    pub fn at(&self, path: &Path) -> Option<LogFile> {
        let moved = LogFile {
            path: path.to_str()?.to_owned(),
            ..self.clone()
        };
        text::read(&moved)
            .is_ok()
            .then_some(moved)
    }

    /// The file with this place in the log, in a shop's folder.
    pub fn path_in(folder: &Path, tenant: Tenant, first_seq: i64, last_seq: i64) -> PathBuf {
        folder
            .join(tenant.id().to_string())
            .join(format!("{first_seq:010}-{last_seq:010}.ndjson.gz"))
    }

    /// Whether an event of it may be of the filter's kind and time.
    fn may_hold(&self, filter: &EventFilter) -> bool {
        filter
            .kind
            .as_ref()
            .is_none_or(|kind| {
                self.kinds
                    .split(' ')
                    .any(|held| held == kind)
            })
            && filter.reaches(self.received_from, self.received_until)
    }

    /// Its lines, if each is the one that was written.
    pub fn open(&self) -> Result<OpenLogFile> {
        match text::read(self) {
            Ok(lines) => Ok(OpenLogFile {
                file: self.clone(),
                lines: lines.into(),
            }),
            Err(fault) => Err(self.unreadable(&fault.to_string())),
        }
    }

    fn unreadable(&self, why: &str) -> Error {
        // The server's folders are nothing to a caller.
        let path = Path::new(&self.path);
        let end: Vec<_> = path.iter().rev().take(2).collect();
        let name = end
            .iter()
            .rev()
            .collect::<PathBuf>();
        Code::EventsArchived
            .because(format!(
                "The events that were received until {} are in the file {}, which cannot be read now. Ask for later ones with since={} or later, or have the file put back.",
                self.received_until,
                name.display(),
                self.received_until.plus_ms(1)
            ))
            .with("file", name.display().to_string())
            .caused_by(format!("{}: {why}", self.path))
    }
}

/// A file as it was read, since many questions to one go on in it.
#[derive(Clone)]
pub struct OpenLogFile {
    file: LogFile,
    lines: Arc<[LogFileLine]>,
}

/// A file that is written and does not count yet.
#[derive(Clone, Debug)]
pub struct NewLogFile {
    /// What it holds.
    pub file: LogFile,
    event_ids: Vec<u8>,
    member_ids: Vec<u8>,
    card_ids: Vec<u8>,
}

impl NewLogFile {
    /// Writes events that follow each other in the log, and the one with the hash before them. The file is read again before it is taken
    /// for written. One that is there and is the same stays as it is.
    pub fn write(
        folder: &Path,
        tenant: Tenant,
        hash_before: String,
        list: Vec<StoredEvent>,
    ) -> anyhow::Result<NewLogFile> {
        let (Some(first), Some(last)) = (list.first(), list.last()) else {
            anyhow::bail!("a file of the log holds at least one event");
        };
        let mut file = LogFile {
            first_seq: first.seq,
            last_seq: last.seq,
            path: String::new(),
            bytes: 0,
            received_from: list
                .iter()
                .map(|event| event.received_at)
                .min()
                .unwrap_or(first.received_at),
            received_until: list
                .iter()
                .map(|event| event.received_at)
                .max()
                .unwrap_or(last.received_at),
            hash_before,
            hash_after: last.hash.clone(),
            kinds: list
                .iter()
                .map(|event| event.kind.as_str())
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect::<Vec<_>>()
                .join(" "),
        };
        let path = LogFile::path_in(folder, tenant, file.first_seq, file.last_seq);
        file.path = path
            .to_str()
            .ok_or_else(|| {
                anyhow::anyhow!(
                    "{} is no name that can be kept: it is not UTF-8",
                    path.display()
                )
            })?
            .to_owned();
        check(tenant, &file.hash_before, &list)?;
        if let Some(folder) = path.parent() {
            make_private(folder)?;
        }
        let there = path.exists();
        if !there {
            let lines: Vec<String> = list
                .iter()
                .map(|event| event.line.clone())
                .collect();
            text::write(&path, &lines)
                .map_err(|error| anyhow::anyhow!("cannot write {}: {error}", path.display()))?;
        }
        match text::read(&file) {
            Ok(_) => {}
            Err(FileFault::Absent(error)) => {
                anyhow::bail!("cannot read {}: {error}", path.display())
            }
            Err(FileFault::Changed(why)) if there => anyhow::bail!(
                "{} is there already and holds another log ({why}); give another folder, or move the file away",
                path.display()
            ),
            Err(FileFault::Changed(why)) => anyhow::bail!(
                "{} was written and is not what was written when it is read again ({why}); look at the disk",
                path.display()
            ),
        }
        text::sync(&path)
            .map_err(|error| anyhow::anyhow!("cannot write {}: {error}", path.display()))?;
        file.bytes = i64::try_from(path.metadata()?.len())?;
        let ids =
            |id: fn(&StoredEvent) -> Option<&str>| fingerprints::of_ids(list.iter().filter_map(id));
        Ok(NewLogFile {
            event_ids: ids(|event| Some(&event.event_id)),
            member_ids: ids(|event| event.member_id.as_deref()),
            card_ids: ids(|event| event.card_id.as_deref()),
            file,
        })
    }
}

/// Whether each event follows the one before, and is found in its line alone as its row has it: the rows will be deleted.
fn check(tenant: Tenant, hash_before: &str, list: &[StoredEvent]) -> anyhow::Result<()> {
    let mut before = hash_before.to_owned();
    for (seq, event) in (list[0].seq..).zip(list) {
        let hash = chain(&before, &event.line);
        before = encode(&hash);
        let line = LogFileLine {
            seq,
            text: event.line.clone(),
            hash,
        };
        anyhow::ensure!(
            !event.line.contains('\n') && event_of(tenant, &line).is_ok_and(|read| read == *event),
            "event {seq} of {} is damaged, so nothing from there on was moved; `stampwell verify` says more, and a backup may hold it",
            tenant.id()
        );
    }
    Ok(())
}

fn make_private(folder: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    match std::fs::DirBuilder::new()
        .mode(0o700)
        .create(folder)
    {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map_err(|error| {
            anyhow::anyhow!("cannot make the folder {}: {error}", folder.display())
        }),
    }
}

/// What a line says, as its row had it.
fn event_of(tenant: Tenant, line: &LogFileLine) -> Result<StoredEvent> {
    let event: Event = serde_json::from_str(&line.text).map_err(|_| {
        damaged(format!(
            "event {} in a file of the log cannot be read",
            line.seq
        ))
    })?;
    Ok(StoredEvent {
        merchant_id: tenant.id().to_string(),
        seq: line.seq,
        kind: event.fact.kind().to_owned(),
        event_id: event.event_id,
        occurred_at: event.occurred_at,
        received_at: event.received_at,
        member_id: event.member_id,
        card_id: event.card_id,
        line: line.text.clone(),
        hash: encode(&line.hash),
    })
}

/// The visit that an event may be found by.
fn visit_of(fact: &Fact) -> Option<ScanId> {
    match fact {
        Fact::VisitValidated { visit_id, .. }
        | Fact::StampsChanged {
            visit_id: Some(visit_id),
            ..
        } => visit_id.parse().ok(),
        _ => None,
    }
}

/// Whether an event is one of those that are asked for, about any of the members if there are some.
fn is_wanted(event: &StoredEvent, members: &[String], filter: &EventFilter) -> bool {
    let is_of = |id: &Option<String>, wanted: &str| id.as_deref() == Some(wanted);
    filter
        .kind
        .as_ref()
        .is_none_or(|kind| event.kind == *kind)
        && filter.reaches(event.received_at, event.received_at)
        && filter
            .card_id
            .as_ref()
            .is_none_or(|card| is_of(&event.card_id, card))
        && (members.is_empty()
            || members
                .iter()
                .any(|member| is_of(&event.member_id, member)))
}

/// Whose fingerprints of a file.
#[derive(Clone, Copy)]
enum FileIds {
    Events,
    Members,
    Cards,
}

/// What is wrong with a shop's files.
#[derive(Debug, Default)]
pub struct LogFilesCheck {
    /// Files that cannot be read, and why.
    pub unreadable: Vec<(LogFile, String)>,
    /// Events of which the row is another than the line in the file, or is not there though it should be.
    pub other_rows: Vec<i64>,
}

impl Tx<'_> {
    /// The files that hold the beginning of the tenant's log, in its order.
    pub fn log_files(&mut self, tenant: Tenant) -> Result<Vec<LogFile>> {
        self.log_files_between(tenant, 1, i64::MAX)
    }

    /// Those that hold something between two places, both included.
    fn log_files_between(&mut self, tenant: Tenant, from: i64, to: i64) -> Result<Vec<LogFile>> {
        let files = log_files::table
            .filter(log_files::merchant_id.eq(tenant.id().to_string()))
            .filter(
                log_files::last_seq
                    .ge(from)
                    .and(log_files::first_seq.le(to)),
            )
            .order(log_files::first_seq);
        Ok(on_both!(self.conn, |c| files
            .select(LogFile::as_select())
            .load(c))?)
    }

    /// The last event that is in a file; 0 if none is.
    pub fn archived_through(&mut self, tenant: Tenant) -> Result<i64> {
        let last: Option<i64> = on_both!(self.conn, |c| log_files::table
            .filter(log_files::merchant_id.eq(tenant.id().to_string()))
            .order(log_files::first_seq.desc())
            .select(log_files::last_seq)
            .first(c)
            .optional())?;
        Ok(last.unwrap_or(0))
    }

    /// Reads what is in files up to a place and in rows behind it. Events may go from rows into files meanwhile; then it is read again.
    pub(super) fn with_archived<T>(
        &mut self,
        tenant: Tenant,
        read: impl Fn(&mut Self, i64) -> Result<T>,
    ) -> Result<T> {
        loop {
            let archived = self.archived_through(tenant)?;
            let found = read(self, archived)?;
            if self.archived_through(tenant)? == archived {
                return Ok(found);
            }
        }
    }

    fn ids_of_file(&mut self, tenant: Tenant, file: &LogFile, ids: FileIds) -> Result<Vec<u8>> {
        let row = log_files::table
            .find((tenant.id().to_string(), file.first_seq))
            .filter(log_files::merchant_id.eq(tenant.id().to_string()));
        Ok(match ids {
            FileIds::Events => on_both!(self.conn, |c| row
                .select(log_files::event_ids)
                .get_result(c))?,
            FileIds::Members => on_both!(self.conn, |c| row
                .select(log_files::member_ids)
                .get_result(c))?,
            FileIds::Cards => on_both!(self.conn, |c| row
                .select(log_files::card_ids)
                .get_result(c))?,
        })
    }

    fn lines_of(&mut self, file: &LogFile) -> Result<Arc<[LogFileLine]>> {
        if let Some(open) = self
            .log_file
            .as_ref()
            .filter(|open| open.file == *file)
        {
            return Ok(open.lines.clone());
        }
        let open = file.open()?;
        Ok(self
            .log_file
            .insert(open)
            .lines
            .clone())
    }

    /// Refuses, naming the first file, where one is not there that the filter asks for: of what is under way already, half is done.
    pub fn require_log_files(&mut self, tenant: Tenant, filter: &EventFilter) -> Result<()> {
        let files = self.log_files_between(tenant, filter.after_seq + 1, i64::MAX)?;
        for file in files
            .iter()
            .filter(|file| file.may_hold(filter))
        {
            if let Err(error) = std::fs::File::open(&file.path) {
                return Err(file.unreadable(&error.to_string()));
            }
        }
        Ok(())
    }

    /// Reads each file, and compares with it the rows that are still there.
    pub fn check_log_files(&mut self, tenant: Tenant) -> Result<LogFilesCheck> {
        let mut check = LogFilesCheck::default();
        for file in self.log_files(tenant)? {
            let open = match text::read(&file) {
                Ok(lines) => lines,
                Err(fault) => {
                    check
                        .unreadable
                        .push((file, fault.to_string()));
                    continue;
                }
            };
            let rows = events::table
                .filter(
                    events::merchant_id
                        .eq(tenant.id().to_string())
                        .and(events::seq.between(file.first_seq, file.last_seq)),
                )
                .order(events::seq);
            let rows: Vec<EventRow> = on_both!(self.conn, |c| rows
                .select(EventRow::as_select())
                .load(c))?;
            let mut rows = rows.into_iter().peekable();
            for line in &open {
                let event = event_of(tenant, line)?;
                match rows.next_if(|row| row.line.seq == line.seq) {
                    Some(row) if row.read().as_ref() == Some(&event) => {}
                    None if event.kind != IMPORTED => {}
                    _ => check.other_rows.push(line.seq),
                }
            }
        }
        Ok(check)
    }

    /// The next events that are in files, at most `limit`: those that the filter wants, about any of the members if there are some.
    pub(super) fn archived_events(
        &mut self,
        tenant: Tenant,
        members: &[String],
        filter: &EventFilter,
        limit: usize,
    ) -> Result<Vec<StoredEvent>> {
        let mut found = Vec::new();
        for file in self.log_files_between(tenant, filter.after_seq + 1, i64::MAX)? {
            if !file.may_hold(filter) || !self.may_be_about(tenant, &file, members, filter)? {
                continue;
            }
            let lines = self.lines_of(&file)?;
            let next = lines.partition_point(|line| line.seq <= filter.after_seq);
            for line in lines.iter().skip(next) {
                if found.len() == limit {
                    return Ok(found);
                }
                let event = event_of(tenant, line)?;
                if is_wanted(&event, members, filter) {
                    found.push(event);
                }
            }
        }
        Ok(found)
    }

    fn may_be_about(
        &mut self,
        tenant: Tenant,
        file: &LogFile,
        members: &[String],
        filter: &EventFilter,
    ) -> Result<bool> {
        if !members.is_empty() {
            let ids = self.ids_of_file(tenant, file, FileIds::Members)?;
            if !fingerprints::may_have(&ids, members) {
                return Ok(false);
            }
        }
        if let Some(card) = &filter.card_id {
            let ids = self.ids_of_file(tenant, file, FileIds::Cards)?;
            return Ok(fingerprints::may_have(&ids, &[card]));
        }
        Ok(true)
    }

    /// The lines in files with these places, which are in order.
    pub(super) fn archived_lines(
        &mut self,
        tenant: Tenant,
        seqs: &[i64],
    ) -> Result<Vec<(i64, String)>> {
        let (Some(first), Some(last)) = (seqs.first(), seqs.last()) else {
            return Ok(Vec::new());
        };
        let mut lines = Vec::with_capacity(seqs.len());
        for file in self.log_files_between(tenant, *first, *last)? {
            let wanted = seqs.partition_point(|seq| *seq < file.first_seq)
                ..seqs.partition_point(|seq| *seq <= file.last_seq);
            let Some(wanted) = seqs
                .get(wanted)
                .filter(|wanted| !wanted.is_empty())
            else {
                continue;
            };
            let of_file = self.lines_of(&file)?;
            lines.extend(
                of_file
                    .iter()
                    .filter(|line| {
                        wanted
                            .binary_search(&line.seq)
                            .is_ok()
                    })
                    .map(|line| (line.seq, line.text.clone())),
            );
        }
        Ok(lines)
    }

    /// The ids among these of which the event is in a file.
    pub(super) fn archived_event_ids(
        &mut self,
        tenant: Tenant,
        ids: &[&str],
    ) -> Result<Vec<String>> {
        let mut known = Vec::new();
        if ids.is_empty() {
            return Ok(known);
        }
        for file in self.log_files(tenant)? {
            let in_file = self.ids_of_file(tenant, &file, FileIds::Events)?;
            let maybe: Vec<&str> = ids
                .iter()
                .copied()
                .filter(|id| fingerprints::may_have(&in_file, &[id]))
                .collect();
            if maybe.is_empty() {
                continue;
            }
            for line in self.lines_of(&file)?.iter() {
                let event = event_of(tenant, line)?;
                if maybe.contains(&event.event_id.as_str()) {
                    known.push(event.event_id);
                }
            }
        }
        Ok(known)
    }

    /// Place and hash of the last event that is in a file; 0 and nothing if none is.
    pub fn end_of_files(&mut self, tenant: Tenant) -> Result<(i64, String)> {
        let last = self.log_files(tenant)?.pop();
        Ok(last.map_or_else(Default::default, |file| (file.last_seq, file.hash_after)))
    }

    /// The first event after a place that was received at a time or later; none if all were before.
    pub fn first_event_since(
        &mut self,
        tenant: Tenant,
        after_seq: i64,
        since: Timestamp,
    ) -> Result<Option<i64>> {
        let later = events::table
            .filter(
                events::merchant_id
                    .eq(tenant.id().to_string())
                    .and(events::seq.gt(after_seq)),
            )
            .filter(events::received_at.ge(since));
        Ok(on_both!(self.conn, |c| later
            .select(diesel::dsl::min(events::seq))
            .get_result(c))?)
    }

    /// From now on a file counts, and the rows of its events do not.
    pub fn insert_log_file(&mut self, tenant: Tenant, new: &NewLogFile) -> Result<()> {
        let file = &new.file;
        let row = (
            (
                log_files::merchant_id.eq(tenant.id().to_string()),
                log_files::first_seq.eq(file.first_seq),
                log_files::last_seq.eq(file.last_seq),
                log_files::path.eq(&file.path),
                log_files::bytes.eq(file.bytes),
                log_files::received_from.eq(file.received_from),
                log_files::received_until.eq(file.received_until),
            ),
            (
                log_files::hash_before.eq(&file.hash_before),
                log_files::hash_after.eq(&file.hash_after),
                log_files::kinds.eq(&file.kinds),
                log_files::event_ids.eq(&new.event_ids),
                log_files::member_ids.eq(&new.member_ids),
                log_files::card_ids.eq(&new.card_ids),
            ),
        );
        on_both!(self.conn, |c| diesel::insert_into(log_files::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// The first row from a place on that can be deleted, since its event is in a file that counts. Rows of imported visits stay.
    pub fn first_archived_row(&mut self, tenant: Tenant, from: i64) -> Result<Option<i64>> {
        let to = self.archived_through(tenant)?;
        let rows = events::table
            .filter(
                events::merchant_id
                    .eq(tenant.id().to_string())
                    .and(events::seq.between(from, to)),
            )
            .filter(events::kind.ne(IMPORTED));
        Ok(on_both!(self.conn, |c| rows
            .select(diesel::dsl::min(events::seq))
            .get_result(c))?)
    }

    /// Deletes the rows that can be deleted of the next thousand from a place on; answers where to go on.
    pub fn delete_archived_rows(&mut self, tenant: Tenant, from: i64) -> Result<i64> {
        // Under the lock, since a file may have been taken back meanwhile.
        self.lock(tenant)?;
        let next = from + DELETED_AT_ONCE as i64;
        let to = self
            .archived_through(tenant)?
            .min(next - 1);
        on_both!(self.conn, |c| diesel::delete(
            events::table
                .filter(
                    events::merchant_id
                        .eq(tenant.id().to_string())
                        .and(events::seq.between(from, to))
                )
                .filter(events::kind.ne(IMPORTED))
        )
        .execute(c))?;
        Ok(next)
    }

    /// Puts the next rows of a file back, which do not count before the file is forgotten; answers where to go on, nothing at the end.
    pub fn put_rows_back(
        &mut self,
        tenant: Tenant,
        open: &OpenLogFile,
        from: i64,
    ) -> Result<Option<i64>> {
        let to = open
            .file
            .last_seq
            .min(from + DELETED_AT_ONCE as i64 - 1);
        let (mut lines, mut visits) = (Vec::new(), Vec::new());
        for line in open
            .lines
            .iter()
            .filter(|line| (from..=to).contains(&line.seq))
        {
            let event: Event = serde_json::from_str(&line.text).map_err(Error::internal)?;
            visits.extend(visit_of(&event.fact));
            lines.push((line, LogLine::of_event(event, line.text.clone())));
        }
        let found_by_visits = self.events_of_visits(tenant, &visits)?;
        let rows: Vec<EventRow> = lines
            .into_iter()
            .map(|(line, row)| {
                let row = match found_by_visits.contains(&line.seq) {
                    true => row.found_by_visit(),
                    false => row,
                };
                row.row(tenant, line.seq, line.hash)
            })
            .collect();
        // Only of a file that counts: the rows of another are the log.
        self.lock(tenant)?;
        if self
            .log_files_between(tenant, to, to)?
            .pop()
            .as_ref()
            != Some(&open.file)
        {
            return Err(taken());
        }
        // Rows of imported visits are there.
        on_both!(self.conn, |c| diesel::delete(
            events::table.filter(
                events::merchant_id
                    .eq(tenant.id().to_string())
                    .and(events::seq.between(from, to))
            )
        )
        .execute(c))?;
        self.insert_rows(&rows)?;
        Ok((to < open.file.last_seq).then_some(to + 1))
    }

    /// A file counts no more: its rows do. It must be the last one, and all its rows must be there.
    pub fn forget_log_file(&mut self, tenant: Tenant, file: &LogFile) -> Result<()> {
        self.lock(tenant)?;
        let of_shop = events::merchant_id.eq(tenant.id().to_string());
        let rows: i64 = on_both!(self.conn, |c| events::table
            .filter(of_shop.and(events::seq.between(file.first_seq, file.last_seq)))
            .count()
            .get_result(c))?;
        if rows != file.count() || self.archived_through(tenant)? != file.last_seq {
            return Err(taken());
        }
        on_both!(self.conn, |c| diesel::delete(
            log_files::table
                .find((tenant.id().to_string(), file.first_seq))
                .filter(log_files::merchant_id.eq(tenant.id().to_string()))
        )
        .execute(c))?;
        Ok(())
    }

    /// Notes where a file lies now.
    pub fn move_log_file(&mut self, tenant: Tenant, moved: &LogFile) -> Result<()> {
        on_both!(self.conn, |c| diesel::update(
            log_files::table
                .find((tenant.id().to_string(), moved.first_seq))
                .filter(log_files::merchant_id.eq(tenant.id().to_string()))
        )
        .set(log_files::path.eq(&moved.path))
        .execute(c))?;
        Ok(())
    }
}

/// Why a step is not taken that another command took meanwhile.
pub fn taken() -> Error {
    Code::Unavailable
        .because("Another command is moving the same events. Try again when it has ended.")
}

/// The events whose rows stay.
const IMPORTED: &str = "visit_imported";
