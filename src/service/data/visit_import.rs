//! A till's export comes in: the job is made here and worked on in `import_job`.
//!
//! The body is not kept. A job that stops half-way, because the service was stopped or the disk was full, goes on where it stopped
//! when the same request comes again; without that it stays `interrupted` or `failed`, and what it had stored stays stored.

use std::collections::HashMap;
use std::fmt::Write as _;

use bytes::Bytes;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::ImportId;
use crate::locale::currency::minor_digits;
use crate::service::access::actor::Actor;
use crate::service::cards::stamp_card::location;
use crate::service::csv::csv_cell;
use crate::service::data::import_job::{ImportRun, KEPT_FAULTS, LEASE_MS};
use crate::service::data::import_places::PlaceRules;
use crate::service::data::import_places::Unknown;
use crate::service::idempotency::{Done, Idempotency, accepted};
use crate::service::page::Page;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{ImportFaultRow, ImportState, Tx, VisitImportRow};
use crate::task;
use crate::till_export::{
    Columns, DateOrder, Decimal, Encoding, Format, Reading, TillFile, Unreadable,
};

/// How far ahead a till's clock may run.
const AHEAD_MS: i64 = 5 * 60_000;

/// How the caller says that the file is to be read.
#[derive(Clone, Debug, Default)]
pub struct ImportRequest {
    /// The layout; none: found out.
    pub format: Option<Format>,
    /// The columns that were named.
    pub columns: Columns,
    /// In which order days, months and years stand.
    pub dates: DateOrder,
    /// What stands before the smaller unit; none: found out.
    pub decimal: Option<Decimal>,
    /// How letters lie in bytes.
    pub encoding: Encoding,
    /// What stands between the cells of a table; none: found out.
    pub separator: Option<u8>,
    /// Whether amounts are in the currency's smallest unit, whatever their column is called.
    pub in_minor: bool,
    /// The zone of times without an offset; none: the shop's.
    pub zone: Option<TimeZone>,
    /// The location for rows that do not have one.
    pub location_id: Option<String>,
    /// What is done about places that the shop has not.
    pub unknown_places: Unknown,
    /// What some of them are, each by its name in small letters.
    pub meant: HashMap<String, Unknown>,
}

/// The state of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportProgress {
    /// It is under way.
    Running,
    /// Every line was read.
    Done,
    /// It was given up, for `reason`. Send the same request again and it goes on.
    Failed,
    /// The service was stopped meanwhile. Send the same request again and it goes on.
    Interrupted,
}

/// One import.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VisitImport {
    /// `imp_…`
    pub id: String,
    /// How far it is.
    pub state: ImportProgress,
    /// Percentage of the file read so far.
    #[schema(minimum = 0, maximum = 100)]
    pub progress: i64,
    /// Lines read so far, without the header and empty ones. Each is one of `stored`, `known`, `without_member`, `refunds` and `bad`.
    pub lines: i64,
    /// Visits that are new.
    pub stored: i64,
    /// Visits that were imported before, from this file or another that overlaps with it.
    pub known: i64,
    /// Sales to people who showed no card: no visits of anybody's, and no faults.
    pub without_member: i64,
    /// Money that went back, and sales that were called off: likewise.
    pub refunds: i64,
    /// Visits among `stored` whose place was left out, because the shop has none of that name (`unknown_places=ignore`).
    pub placeless: i64,
    /// Lines that could not be read as a visit.
    pub bad: i64,
    /// The first hundred of the bad lines; all of them are at `/v1/visits/import/{id}/bad`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bad_lines: Option<Vec<BadLine>>,
    /// Why it was stopped.
    pub reason: Option<String>,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

/// One line that is not a visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BadLine {
    /// Its line number in the file; the header is line 1.
    pub line: i64,
    /// What is wrong and what would be right. It never repeats the line's content.
    pub reason: String,
}

impl From<ImportFaultRow> for BadLine {
    fn from(row: ImportFaultRow) -> BadLine {
        BadLine {
            line: row.line,
            reason: row.reason,
        }
    }
}

/// Bad lines that a job shows with itself.
const SHOWN: i64 = 100;

impl VisitImport {
    fn of(row: VisitImportRow, now: Timestamp) -> VisitImport {
        let state = match row.state {
            ImportState::Running if row.lease_until <= now => ImportProgress::Interrupted,
            ImportState::Running => ImportProgress::Running,
            ImportState::Done => ImportProgress::Done,
            ImportState::Failed => ImportProgress::Failed,
        };
        VisitImport {
            id: row.id.to_string(),
            state,
            progress: row.read_bytes * 100 / row.size_bytes.max(1),
            lines: row.lines,
            stored: row.stored,
            known: row.known,
            without_member: row.without_member,
            refunds: row.refunds,
            placeless: row.placeless,
            bad: row.bad,
            bad_lines: None,
            reason: row.reason,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Takes a till's export and begins to import it: 202 with the job. The same request again goes on with a job of its own that
/// stopped. `place` is held until the job is over, for it bounds the memory that imports take.
pub async fn import_visits(
    app: &App,
    actor: &Actor,
    key: &Idempotency,
    request: ImportRequest,
    body: Bytes,
    place: impl Send + 'static,
) -> Result<Done<VisitImport>> {
    let now = app.clock.now();
    let who = actor.clone();
    let ids: Vec<String> = request
        .meant
        .values()
        .filter_map(|meant| {
            if let Unknown::Is(id) = meant {
                Some(id.clone())
            } else {
                None
            }
        })
        .collect();
    let named = request.location_id.clone();
    let (program, place_of_all) = app
        .store
        .read(move |tx| {
            let mut of_this_shop =
                |id: Option<&str>| location(tx, who.tenant, id, &who).map_err(|_| no_location());
            ids.iter()
                .try_for_each(|id| of_this_shop(Some(id.as_str())).map(drop))?;
            let place = of_this_shop(named.as_deref())?;
            Ok((tx.program(who.tenant)?, place))
        })
        .await?;
    let reading = reading(&request, &program, now);
    let file = task::spawn_blocking(move || TillFile::open(body, reading)).await?;
    let file = file.map_err(|Unreadable { parameter, why, .. }| Error::invalid(parameter, why))?;
    let rules = PlaceRules {
        of_all: place_of_all,
        unknown: request.unknown_places,
        meant: request.meant,
    };
    let (who, request_hash) = (actor.clone(), key.request_hash().to_owned());
    let size = file.size_bytes() as i64;
    let made = unit_of_work::write_once(app, Lock::Shop(who.tenant), key, now, move |tx| {
        Ok(accepted(job(tx, &who, &request_hash, size, now)?))
    });
    let answer = made.await?;
    if let Some(id) = job_id(&answer) {
        let run = ImportRun::new(app.clone(), actor.clone(), id, rules);
        task::spawn(async move {
            run.work(file).await;
            drop(place);
        });
    }
    Ok(answer)
}

/// How a file is to be read, with what the shop itself says.
pub(crate) fn reading(request: &ImportRequest, program: &Program, now: Timestamp) -> Reading {
    let digits = if request.in_minor {
        0
    } else {
        minor_digits(&program.currency)
            .unsigned_abs()
            .into()
    };
    Reading {
        format: request.format,
        columns: request.columns.clone(),
        dates: request.dates,
        decimal: request.decimal,
        encoding: request.encoding,
        separator: request.separator,
        zone: request
            .zone
            .clone()
            .unwrap_or_else(|| program.zone()),
        currency: program.currency.clone(),
        digits,
        latest: now.plus_ms(AHEAD_MS),
    }
}

fn no_location() -> Error {
    Error::invalid(
        "location_id",
        "is not a location of this shop; see GET /v1/locations",
    )
}

/// The job of this very request that did not come to its end, else a new one.
fn job(
    tx: &mut Tx<'_>,
    actor: &Actor,
    request_hash: &str,
    size_bytes: i64,
    now: Timestamp,
) -> Result<VisitImport> {
    if let Some(row) = tx.unfinished_visit_import(actor.tenant, request_hash)? {
        return Ok(VisitImport {
            state: ImportProgress::Running,
            reason: None,
            ..VisitImport::of(row, now)
        });
    }
    let row = VisitImportRow {
        id: ImportId::new(actor.tenant.bucket()),
        merchant_id: actor.tenant.id(),
        request_hash: request_hash.to_owned(),
        state: ImportState::Running,
        attempt: 0,
        // Nobody works on it yet, but without a lease it would be shown as interrupted.
        lease_until: now.plus_ms(LEASE_MS),
        size_bytes,
        read_bytes: 0,
        lines: 0,
        stored: 0,
        known: 0,
        bad: 0,
        reason: None,
        created_at: now,
        updated_at: now,
        without_member: 0,
        refunds: 0,
        placeless: 0,
    };
    tx.insert_visit_import(&row)?;
    Ok(VisitImport::of(row, now))
}

/// The job that an answer names, just made or kept: a repeated request takes up what the first one left.
pub fn job_id(done: &Done<VisitImport>) -> Option<ImportId> {
    match &done.value {
        Some(job) => job.id.parse().ok(),
        // Only the kept text says which job this key made.
        None => {
            let kept: KeptJob = serde_json::from_str(&done.json).ok()?;
            kept.id.parse().ok()
        }
    }
}

/// What of a kept answer is read again.
#[derive(Deserialize)]
struct KeptJob {
    id: String,
}

fn missing() -> Error {
    Code::NotFound.because("This shop has no import with that ID.")
}

/// One import with its first bad lines.
pub async fn visit_import(app: &App, actor: &Actor, id: &str) -> Result<VisitImport> {
    let (tenant, id, now) = (
        actor.tenant,
        id.parse().map_err(|_| missing())?,
        app.clock.now(),
    );
    let read = app.store.read(move |tx| {
        let row = tx
            .visit_import(tenant, id)?
            .ok_or_else(missing)?;
        Ok((row, tx.import_faults(tenant, id, 0, SHOWN)?))
    });
    let (row, faults) = read.await?;
    Ok(VisitImport {
        bad_lines: Some(
            faults
                .into_iter()
                .map(BadLine::from)
                .collect(),
        ),
        ..VisitImport::of(row, now)
    })
}

/// The merchant's imports, oldest first.
pub async fn visit_imports(
    app: &App,
    actor: &Actor,
    after: Option<ImportId>,
    limit: i64,
) -> Result<Page<VisitImport>> {
    let (tenant, now) = (actor.tenant, app.clock.now());
    let rows = app
        .store
        .read(move |tx| tx.visit_imports(tenant, after, limit + 1))
        .await?;
    Ok(Page::new(
        rows,
        limit,
        |row| row.id.to_string(),
        |row| VisitImport::of(row, now),
    ))
}

/// The merchant's newest imports, the newest first.
pub async fn newest_imports(app: &App, actor: &Actor, limit: i64) -> Result<Vec<VisitImport>> {
    let (tenant, now) = (actor.tenant, app.clock.now());
    let rows = app
        .store
        .read(move |tx| tx.newest_visit_imports(tenant, limit))
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| VisitImport::of(row, now))
        .collect())
}

/// The bad lines of an import, in the order of the file.
pub async fn bad_lines(
    app: &App,
    actor: &Actor,
    id: &str,
    after: i64,
    limit: i64,
) -> Result<Page<BadLine>> {
    let (tenant, id) = (actor.tenant, id.parse().map_err(|_| missing())?);
    let rows = app.store.read(move |tx| {
        tx.visit_import(tenant, id)?
            .ok_or_else(missing)?;
        tx.import_faults(tenant, id, after, limit + 1)
    });
    Ok(Page::new(
        rows.await?,
        limit,
        |row| row.line.to_string(),
        BadLine::from,
    ))
}

/// All bad lines of an import as a table.
pub async fn bad_lines_csv(app: &App, actor: &Actor, id: &str) -> Result<String> {
    let (tenant, id) = (actor.tenant, id.parse().map_err(|_| missing())?);
    let rows = app.store.read(move |tx| {
        tx.visit_import(tenant, id)?
            .ok_or_else(missing)?;
        tx.import_faults(tenant, id, 0, KEPT_FAULTS)
    });
    // Without the mark Excel reads UTF-8 as the old code page of its machine.
    let mut csv = String::from("\u{feff}line,reason\r\n");
    for row in rows.await? {
        let _ = write!(csv, "{},{}\r\n", row.line, csv_cell(&row.reason));
    }
    Ok(csv)
}
