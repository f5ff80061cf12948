//! `/v1/exports`: a shop's own data as files, streamed.

use std::time::Duration;

use actix_web::http::header::{ACCEPT, CONTENT_DISPOSITION, VARY};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream::{self, Stream};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use utoipa::IntoParams;

use crate::app::App;
use crate::error::Result;
use crate::http::api::events::event_filter;
use crate::http::base::accept;
use crate::http::base::auth::Reader;
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::data::exports;
use crate::service::data::exports::{Export, Format, Rows, TimeSpan};
use crate::task;

/// How long the next piece waits for a taker who takes nothing. Then the file breaks off, and its place is free for another.
const PATIENCE: Duration = Duration::from_secs(60);

/// From when until when.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(
    dead_code,
    reason = "only described here; the parameters are read by name"
)]
struct Received {
    /// Only what was received at or after this time, such as `2026-01-31T09:30:00Z`.
    since: Option<String>,
    /// Only what was received before this time.
    until: Option<String>,
}

/// When members joined.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(
    dead_code,
    reason = "only described here; the parameters are read by name"
)]
struct Joined {
    /// Only members who joined at or after this time, such as `2026-01-31T09:30:00Z`.
    since: Option<String>,
    /// Only members who joined before this time.
    until: Option<String>,
}

/// Which events.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(
    dead_code,
    reason = "only described here; the parameters are read by name"
)]
struct Of {
    /// Only this type.
    r#type: Option<String>,
    /// Only of this member.
    member_id: Option<String>,
    /// Only of this card.
    card_id: Option<String>,
}

/// The log as a table: one column for each field of every type, empty where an event does not have it.
#[utoipa::path(
    get,
    path = "/v1/exports/events.csv",
    tag = "exports",
    operation_id = "exportEventsCsv",
    params(Received, Of),
    responses(
        (
            status = 200,
            body = String,
            content_type = "text/csv",
            description = "UTF-8 with a byte order mark, lines end with CR LF. The columns are the fields of every type in a fixed order: `event_id`, `idempotency_key`, `merchant_id`, `type`, `occurred_at`, `received_at`, `member_id`, `card_id`, `location_id`, `staff_id`, then those that only some types have. New columns come last. A cell that a spreadsheet would read as a formula starts with an apostrophe",
        ),
        (status = 410, description = "events_archived"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn events_csv(
    app: Data<App>,
    reader: Reader,
    request: HttpRequest,
    params: Params,
) -> Answer {
    send(
        &app,
        &reader,
        &request,
        "events",
        Rows::Events(filter(params)?),
        Format::Csv,
    )
    .await
}

/// The log, with each event as the line that was stored. `stampwell events import` reads it.
#[utoipa::path(
    get,
    path = "/v1/exports/events.ndjson",
    tag = "exports",
    operation_id = "exportEventsNdjson",
    params(Received, Of),
    responses(
        (
            status = 200,
            body = String,
            content_type = "application/x-ndjson",
            description = "One event per line, as `GET /v1/events` lists them",
        ),
        (status = 410, description = "events_archived"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn events_ndjson(
    app: Data<App>,
    reader: Reader,
    request: HttpRequest,
    params: Params,
) -> Answer {
    send(
        &app,
        &reader,
        &request,
        "events",
        Rows::Events(filter(params)?),
        Format::Ndjson,
    )
    .await
}

/// The members as a table.
#[utoipa::path(
    get,
    path = "/v1/exports/members.csv",
    tag = "exports",
    operation_id = "exportMembersCsv",
    params(Joined),
    responses(
        (
            status = 200,
            body = String,
            content_type = "text/csv",
            description = "UTF-8 with a byte order mark, lines end with CR LF. Columns: `id`, `joined_at`, `channel`, `stamps`, `visits`, `tier`, `state`; for owners also `name`, `email`, `phone`, `external_id`. A cell that a spreadsheet would read as a formula starts with an apostrophe",
        ),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn members_csv(
    app: Data<App>,
    reader: Reader,
    request: HttpRequest,
    params: Params,
) -> Answer {
    send(
        &app,
        &reader,
        &request,
        "members",
        members(params)?,
        Format::Csv,
    )
    .await
}

/// The members, one per line.
#[utoipa::path(
    get,
    path = "/v1/exports/members.ndjson",
    tag = "exports",
    operation_id = "exportMembersNdjson",
    params(Joined),
    responses(
        (
            status = 200,
            body = String,
            content_type = "application/x-ndjson",
            description = "One member per line, each an object with the names of the CSV's columns; personal fields for owners only",
        ),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn members_ndjson(
    app: Data<App>,
    reader: Reader,
    request: HttpRequest,
    params: Params,
) -> Answer {
    send(
        &app,
        &reader,
        &request,
        "members",
        members(params)?,
        Format::Ndjson,
    )
    .await
}

/// The visits as a table.
#[utoipa::path(
    get,
    path = "/v1/exports/scans.csv",
    tag = "exports",
    operation_id = "exportScansCsv",
    params(Received),
    responses(
        (
            status = 200,
            body = String,
            content_type = "text/csv",
            description = "UTF-8 with a byte order mark, lines end with CR LF. Columns: `id`, `card_id`, `member_id`, `location_id`, `till_id`, `key_id`, `stamps`, `amount_minor`, `occurred_at`, `received_at`, `voided_at`",
        ),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn scans_csv(
    app: Data<App>,
    reader: Reader,
    request: HttpRequest,
    params: Params,
) -> Answer {
    send(
        &app,
        &reader,
        &request,
        "scans",
        scans(params)?,
        Format::Csv,
    )
    .await
}

/// The visits, one per line.
#[utoipa::path(
    get,
    path = "/v1/exports/scans.ndjson",
    tag = "exports",
    operation_id = "exportScansNdjson",
    params(Received),
    responses(
        (
            status = 200,
            body = String,
            content_type = "application/x-ndjson",
            description = "One visit per line, as `GET /v1/scans` lists them",
        ),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn scans_ndjson(
    app: Data<App>,
    reader: Reader,
    request: HttpRequest,
    params: Params,
) -> Answer {
    send(
        &app,
        &reader,
        &request,
        "scans",
        scans(params)?,
        Format::Ndjson,
    )
    .await
}

fn filter(mut params: Params) -> Result<exports::EventFilter> {
    let filter = event_filter(&mut params)?;
    params.finish()?;
    Ok(filter)
}

fn members(params: Params) -> Result<Rows> {
    Ok(Rows::Members {
        span: span(params)?,
        after: None,
    })
}

fn scans(params: Params) -> Result<Rows> {
    Ok(Rows::Scans {
        span: span(params)?,
        after: None,
    })
}

fn span(mut params: Params) -> Result<TimeSpan> {
    let time = "a time such as 2026-01-31T09:30:00Z";
    let span = TimeSpan {
        since: params.read("since", time)?,
        until: params.read("until", time)?,
    };
    params.finish()?;
    Ok(span)
}

/// Answers with the file. Its first piece is made before the answer begins, so that a database that is away is still told as
/// a problem.
async fn send(
    app: &App,
    reader: &Reader,
    request: &HttpRequest,
    name: &str,
    rows: Rows,
    format: Format,
) -> Answer {
    let mut export = exports::begin(app, reader, rows, format)?;
    // Before the answer begins: a fault has a status now, and later could only break the file off.
    let first = export.next().await?;
    // One piece waits at most, so that a slow taker fills no memory.
    let (pieces, received) = channel(1);
    task::spawn_local(hand_out(export, first, pieces));
    let (kind, end) = match format {
        Format::Csv => ("text/csv; charset=utf-8; header=present", "csv"),
        Format::Ndjson => (lines_or_bytes(request), "ndjson"),
    };
    let today = app
        .clock
        .now()
        .date_in(&jiff::tz::TimeZone::UTC);
    let disposition = format!("attachment; filename=\"{name}-{today}.{end}\"");
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(kind)
        .insert_header((CONTENT_DISPOSITION, disposition))
        .insert_header((VARY, "Accept"));
    Ok(answer.streaming(file(received)))
}

/// Lines of JSON as such, or as bytes to programs that take nothing else.
fn lines_or_bytes(request: &HttpRequest) -> &'static str {
    let wanted = request
        .headers()
        .get(ACCEPT)
        .and_then(|wanted| wanted.to_str().ok())
        .unwrap_or_default();
    accept::best(
        wanted,
        &["application/x-ndjson", "application/octet-stream"],
    )
    .unwrap_or("application/x-ndjson")
}

/// What goes from the one who reads to the one who sends.
enum ExportChunk {
    Text(String),
    End,
}

/// The file broke off; the connection is closed without its proper end, so that nobody takes a part for the whole.
#[derive(Debug, thiserror::Error)]
#[error("the export was cut off")]
struct BrokenOff;

/// Reads piece after piece as they are taken; ends when the taker hangs up or takes nothing for a while.
async fn hand_out(mut export: Export, first: Option<String>, pieces: Sender<ExportChunk>) {
    let mut next = first;
    while let Some(text) = next {
        match tokio::time::timeout(PATIENCE, pieces.send(ExportChunk::Text(text))).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => return,
        }
        next = match export.next().await {
            Ok(next) => next,
            Err(error) => {
                tracing::warn!(%error, cause = error.internal, "an export broke off");
                return;
            }
        };
    }
    // A taker who is gone needs no end.
    let _ = pieces.send(ExportChunk::End).await;
}

fn file(
    received: Receiver<ExportChunk>,
) -> impl Stream<Item = std::result::Result<Bytes, BrokenOff>> {
    stream::unfold(Some(received), |received| async move {
        let mut received = received?;
        match received.recv().await {
            Some(ExportChunk::Text(text)) => Some((Ok(Bytes::from(text)), Some(received))),
            Some(ExportChunk::End) => None,
            None => Some((Err(BrokenOff), None)),
        }
    })
}
