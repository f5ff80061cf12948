//! The till's history: `/v1/visits/import`.

use std::collections::HashMap;

use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::{Data, Path, Payload};
use jiff::tz::TimeZone;

use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::http::base::auth::Owner;
use crate::http::base::json_body::{answered, large_body, ok, once_for};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::data::import_places::Unknown;
use crate::service::data::visit_import;
use crate::service::data::visit_import::{ImportRequest, VisitImport};
use crate::till_export::{ColumnField, Columns, DateOrder, Decimal, Encoding, Format};

/// Bytes of the largest import.
pub const LARGEST_IMPORT: usize = 64 * 1024 * 1024;

/// Imports visits from a till's export: CSV with a header line (`text/csv`), or JSON objects in lines (`application/x-ndjson`) or in an
/// array (`application/json`), up to 64 MiB.
///
/// Delimiter, byte-order mark, quotes, decimal mark and the usual names of columns are found out; what cannot be is asked for. Bad
/// lines are reported and the good ones kept. A visit that was imported before is known by person, time, amount and receipt
/// number and counts once, whichever file brings it; the lines of one receipt number are one visit and add up. Times without an
/// offset are local: one that happens twice is the first, one that does not exist keeps the time passed. A date without a time is
/// noon. Sales to people who showed no card and refunds are counted and nothing else; the column of a field is left out by `-`, as in
/// `location=-`. An import that was interrupted goes on where it stopped when the same request comes again.
#[utoipa::path(
    post,
    path = "/v1/visits/import",
    tag = "visits",
    operation_id = "importVisits",
    request_body(
        content((String = "text/csv"), (String = "application/x-ndjson")),
        description = "The till's export",
    ),
    params(
        (
            "member" = Option<String>,
            Query,
            description = "column with the shop's own ID for the person, as in `POST /v1/cards`; a `mem_…` ID works too. Someone not known yet becomes a member without a card",
        ),
        ("at" = Option<String>, Query, description = "column with the date, or date and time"),
        (
            "time" = Option<String>,
            Query,
            description = "column with the time, if it is separate from the date",
        ),
        (
            "amount" = Option<String>,
            Query,
            description = "column with the amount as people write it",
        ),
        (
            "amount_minor" = Option<String>,
            Query,
            description = "column with the amount in the smallest currency unit",
        ),
        (
            "location" = Option<String>,
            Query,
            description = "column with the location, by ID or name",
        ),
        (
            "ref" = Option<String>,
            Query,
            description = "column with the receipt number; without one, the n-th of several equal rows in one file is the same visit as the n-th in any other file",
        ),
        (
            "location_id" = Option<String>,
            Query,
            description = "location for rows that do not have one",
        ),
        (
            "unknown_places" = Option<String>,
            Query,
            description = "what is done about places that the shop does not have: ignore reads their lines as if they named none and counts them as `placeless`, create gives the shop a place of that name, up to 200 for each import; default: their lines are bad",
        ),
        (
            "unit" = Option<String>,
            Query,
            description = "major (default) or minor, where the amount's column is in the currency's smallest unit, whatever it is called",
        ),
        (
            "tz" = Option<String>,
            Query,
            description = "IANA zone of local times; default: the shop's",
        ),
        (
            "date_format" = Option<String>,
            Query,
            description = "iso (default), dmy, mdy, jalali (the Persian calendar) or excel (a spreadsheet's day numbers)",
        ),
        (
            "decimal" = Option<String>,
            Query,
            description = "comma or point; default: worked out from each amount. With point, a number after a whole amount is its own column",
        ),
        (
            "encoding" = Option<String>,
            Query,
            description = "utf-8 (default), windows-1252, windows-1254, windows-1256, iso-8859-9, utf-16le and others; default: the charset of Content-Type; a byte-order mark wins",
        ),
        (
            "separator" = Option<String>,
            Query,
            description = "what stands between the cells of a table: comma, semicolon, tab or bar; default: found out",
        ),
        (
            "format" = Option<String>,
            Query,
            description = "csv or ndjson; default: by Content-Type, else by the first character",
        ),
    ),
    responses(
        (
            status = 202,
            body = VisitImport,
            description = "The job; see `GET /v1/visits/import/{id}`",
        ),
        (status = 413, description = "payload_too_large"),
        (status = 415, description = "unsupported_media_type"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn import_visits(
    app: Data<App>,
    owner: Owner,
    request: HttpRequest,
    mut params: Params,
    payload: Payload,
) -> Answer {
    // Taken before the body is: nobody without a place fills the memory.
    let place = app
        .limits
        .imports
        .take(&owner.tenant.id().to_string())?;
    let asked = import_request(&mut params, content_type(&request))?;
    // Before the body: nobody is to send 64 MiB and then hear of a misspelt parameter.
    params.finish()?;
    let body = large_body(payload, &request, LARGEST_IMPORT).await?;
    let key = once_for(&request, &owner, &body)?;
    Ok(answered(
        visit_import::import_visits(&app, &owner, &key, asked, body, place).await?,
    ))
}

/// What the parameters say of the file: those of the API, and the fields of the owner's page likewise.
pub fn import_request(params: &mut Params, kind: &str) -> Result<ImportRequest> {
    let mut columns = Columns::default();
    for field in ColumnField::ALL {
        match params.text(field.parameter()) {
            Some(column) if column == NO_COLUMN => columns.leave_out(field),
            column => columns.name(field, column),
        }
    }
    let format = params.one_of(
        "format",
        &[("csv", Format::Csv), ("ndjson", Format::Ndjson)],
    )?;
    let zone = params.text("tz").map(|name| {
        TimeZone::get(&name)
            .map_err(|_| Error::invalid("tz", "is not an IANA time zone such as Europe/Berlin"))
    });
    let separators = [
        ("comma", b','),
        ("semicolon", b';'),
        ("tab", b'\t'),
        ("bar", b'|'),
    ];
    let places = [("ignore", Unknown::LeftOut), ("create", Unknown::Made)];
    Ok(ImportRequest {
        format: format.or(format_of(kind)?),
        columns,
        dates: params
            .one_of("date_format", &DateOrder::NAMED)?
            .unwrap_or_default(),
        decimal: params.one_of(
            "decimal",
            &[("comma", Decimal::Comma), ("point", Decimal::Point)],
        )?,
        encoding: encoding(params, kind)?,
        separator: params.one_of("separator", &separators)?,
        in_minor: params
            .one_of("unit", &[("major", false), ("minor", true)])?
            .unwrap_or_default(),
        zone: zone.transpose()?,
        location_id: params.text("location_id"),
        unknown_places: params
            .one_of("unknown_places", &places)?
            .unwrap_or_default(),
        meant: HashMap::new(),
    })
}

/// Stands for a column where a field is to be read from none.
pub const NO_COLUMN: &str = "-";

fn content_type(request: &HttpRequest) -> &str {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default()
}

/// The encoding that the parameter names, else the one of `Content-Type`.
fn encoding(params: &mut Params, kind: &str) -> Result<Encoding> {
    let unknown = || {
        Error::invalid(
            "encoding",
            "must be utf-8 or a name such as windows-1252, windows-1254, windows-1256, iso-8859-9 or utf-16le",
        )
    };
    if let Some(name) = params.text("encoding") {
        return Encoding::named(&name).ok_or_else(unknown);
    }
    let charset = kind
        .split(';')
        .skip(1)
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| {
            name.trim()
                .eq_ignore_ascii_case("charset")
        });
    charset.map_or(Ok(Encoding::default()), |(_, name)| {
        Encoding::named(name)
            .map(Encoding::from_content_type)
            .ok_or_else(unknown)
    })
}

/// The layout that a `Content-Type` names. Programs that say nothing, and `curl`, which says what it has not looked at, are believed to
/// send a till's export; whatever is certainly none is refused.
fn format_of(kind: &str) -> Result<Option<Format>> {
    match kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
        .as_str()
    {
        "text/csv"
        | "application/csv"
        | "application/vnd.ms-excel"
        | "text/tab-separated-values" => Ok(Some(Format::Csv)),
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/json" => Ok(Some(Format::Ndjson)),
        // The last is what curl says of any body unless it is told otherwise.
        "" | "text/plain" | "application/octet-stream" | "application/x-www-form-urlencoded" => {
            Ok(None)
        }
        _ => Err(Code::UnsupportedMediaType.because(
            "Send the till's export as text/csv, application/x-ndjson or application/json.",
        )),
    }
}

/// Lists imports, oldest first.
#[utoipa::path(
    get,
    path = "/v1/visits/import",
    tag = "visits",
    operation_id = "listVisitImports",
    params(("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of imports")),
)]
pub async fn visit_imports(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(
        visit_import::visit_imports(&app, &owner, after, limit).await?
    ))
}

/// One import: its progress and its first hundred bad lines.
#[utoipa::path(
    get,
    path = "/v1/visits/import/{id}",
    tag = "visits",
    operation_id = "getVisitImport",
    params(("id" = String, Path)),
    responses((status = 200, body = VisitImport), (status = 404, description = "not_found")),
)]
pub async fn get_visit_import(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    Ok(ok(visit_import::visit_import(&app, &owner, &id).await?))
}

/// All bad lines in an import with their reasons, in file order.
#[utoipa::path(
    get,
    path = "/v1/visits/import/{id}/bad",
    tag = "visits",
    operation_id = "listBadLines",
    params(
        ("id" = String, Path),
        ("limit" = Option<i64>, Query),
        ("cursor" = Option<String>, Query),
    ),
    responses(
        (status = 200, description = "`{data, next_cursor, has_more}` of bad lines"),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn bad_lines(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    mut params: Params,
) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?.unwrap_or(0));
    params.finish()?;
    Ok(ok(
        visit_import::bad_lines(&app, &owner, &id, after, limit).await?
    ))
}
