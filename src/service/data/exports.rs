//! A shop's own data as files: events, members and visits, as a table or as one JSON object a line.
//!
//! A file is made page by page while it is being taken. Between two pages nothing is held in the database, so that a slow
//! taker is nobody's burden; what is written meanwhile is in the file if its page was not read yet.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::CardState;
use crate::domain::event::{COLUMNS, Event};
use crate::error::{Error, Result};
use crate::ids::{MemberId, ScanId};
use crate::limits::Slot;
use crate::service::access::actor::{Actor, Role};
use crate::service::csv::csv_cell;
use crate::service::members::profile;
use crate::service::shapes;
use crate::store::{ExportMemberRow, Tenant, Tx};

pub use crate::store::{EventFilter, TimeSpan};

/// Rows that are read at a time.
const PAGE: i64 = 500;

/// Spreadsheets take a table for the old code page of their machine unless it begins with this mark, and names such as Gül or
/// سارا come out broken. Programs, which it would only disturb, take the other form.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The columns of exported visits.
pub const SCAN_COLUMNS: &[&str] = &[
    "id",
    "card_id",
    "member_id",
    "location_id",
    "till_id",
    "key_id",
    "stamps",
    "amount_minor",
    "occurred_at",
    "received_at",
    "voided_at",
];

/// The columns of exported members.
pub const MEMBER_COLUMNS: &[&str] = &[
    "id",
    "joined_at",
    "channel",
    "stamps",
    "visits",
    "tier",
    "state",
];

/// The columns that only an owner gets after those.
pub const PERSONAL_COLUMNS: &[&str] = &["name", "email", "phone", "external_id"];

/// A member as exported.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ExportedMember)]
pub struct ExportedMember {
    /// `mem_…`
    id: String,
    /// When the first card was made, RFC 3339, UTC; null: a regular without a card.
    #[schema(value_type = Option<String>, format = DateTime)]
    joined_at: Option<Timestamp>,
    /// Where the first card was asked for.
    channel: Option<String>,
    /// Stamps in hand.
    stamps: i64,
    /// Visits that have not been undone.
    visits: i64,
    /// The tier reached.
    tier: Option<String>,
    /// The state of the card, of several the most usable; null without a card.
    state: Option<CardState>,
    /// What the member told; for owners only.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    personal: Option<Personal>,
}

/// What is personal about an exported member.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Personal {
    /// What to call them.
    name: Option<String>,
    /// Email address.
    email: Option<String>,
    /// Phone number.
    phone: Option<String>,
    /// The shop's own ID for this person.
    external_id: Option<String>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table after RFC 4180 for spreadsheets.
    Csv,
    /// One JSON object a line for programs.
    Ndjson,
}

/// What is exported, and how far that is.
#[derive(Clone, Debug)]
pub enum Rows {
    /// The log.
    Events(EventFilter),
    /// Members who joined within a span.
    Members {
        /// When they joined; regulars without a card are left out where there is one.
        span: TimeSpan,
        /// The last one written.
        after: Option<MemberId>,
    },
    /// Visits that were received within a span.
    Scans {
        /// When they were received.
        span: TimeSpan,
        /// The last one written.
        after: Option<ScanId>,
    },
}

/// A file on its way out.
pub struct Export {
    app: App,
    tenant: Tenant,
    personal: bool,
    format: Format,
    rows: Rows,
    begun: bool,
    /// How many may be under way at once is limited; this one counts until it ends.
    _place: Slot,
}

/// Begins an export; refused while too many of the shop's are under way.
pub fn begin(app: &App, actor: &Actor, rows: Rows, format: Format) -> Result<Export> {
    let place = app
        .limits
        .exports
        .take(&actor.tenant.id().to_string())?;
    let personal = actor.role == Role::Owner;
    Ok(Export {
        app: app.clone(),
        tenant: actor.tenant,
        personal,
        format,
        rows,
        begun: false,
        _place: place,
    })
}

impl Export {
    /// The next piece of the file; none at its end.
    pub async fn next(&mut self) -> Result<Option<String>> {
        let begins = !std::mem::replace(&mut self.begun, true);
        if begins {
            self.require_log_files().await?;
        }
        let (mut rows, mut more) = (String::new(), true);
        // A page may hold nothing of the span, and an empty piece would be taken for the end.
        while more && rows.is_empty() {
            (rows, more) = self.page().await?;
        }
        // With the first rows, so that whatever keeps them from being read is told before the answer begins.
        if begins && self.format == Format::Csv {
            let columns = self.columns().join(",");
            rows = format!("{BYTE_ORDER_MARK}{columns}\r\n{rows}");
        }
        Ok((!rows.is_empty()).then_some(rows))
    }

    /// Refuses, where a file of the log is away that will be asked for: later it could only break the export off.
    async fn require_log_files(&self) -> Result<()> {
        let Rows::Events(filter) = &self.rows else {
            return Ok(());
        };
        let (tenant, filter) = (self.tenant, filter.clone());
        self.app
            .store
            .read(move |tx| tx.require_log_files(tenant, &filter))
            .await
    }

    /// The next rows as text, and whether there may be more.
    async fn page(&mut self) -> Result<(String, bool)> {
        let (app, tenant, personal, format, columns) = (
            self.app.clone(),
            self.tenant,
            self.personal,
            self.format,
            self.columns(),
        );
        let mut rows = self.rows.clone();
        // Written where it is read, off the threads that answer requests.
        let store = self.app.store.with_batch_deadline();
        let read = store.read(move |tx| {
            let written = match &mut rows {
                Rows::Events(filter) => events(tx, tenant, filter, format)?,
                Rows::Members { span, after } => {
                    let (members, more) = members(&app, tx, tenant, personal, *span, after)?;
                    (written(members, format, &columns)?, more)
                }
                Rows::Scans { span, after } => {
                    let scans = tx.scans_to_export(tenant, *after, *span, PAGE)?;
                    *after = scans.last().map(|scan| scan.id);
                    let more = after.is_some();
                    (
                        written(
                            scans
                                .into_iter()
                                .map(shapes::Scan::from),
                            format,
                            &columns,
                        )?,
                        more,
                    )
                }
            };
            Ok((written, rows))
        });
        let written;
        (written, self.rows) = read.await?;
        Ok(written)
    }

    fn columns(&self) -> Vec<&'static str> {
        match self.rows {
            Rows::Events(_) => COLUMNS.to_vec(),
            Rows::Scans { .. } => SCAN_COLUMNS.to_vec(),
            Rows::Members { .. } if self.personal => [MEMBER_COLUMNS, PERSONAL_COLUMNS].concat(),
            Rows::Members { .. } => MEMBER_COLUMNS.to_vec(),
        }
    }
}

/// Events leave as JSON exactly as they were stored.
fn events(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    filter: &mut EventFilter,
    format: Format,
) -> Result<(String, bool)> {
    if filter.after_seq == 0 {
        // Now there is a status to say it by.
        tx.require_log_files(tenant, filter)?;
    }
    let page = tx.events(tenant, filter, PAGE)?;
    let mut text = String::new();
    for stored in &page {
        filter.after_seq = stored.seq;
        match format {
            Format::Ndjson => text.extend([stored.line.as_str(), "\n"]),
            Format::Csv => {
                let event: Event = serde_json::from_str(&stored.line).map_err(Error::internal)?;
                csv_line(
                    &mut text,
                    event
                        .cells()
                        .iter()
                        .map(String::as_str),
                );
            }
        }
    }
    Ok((text, !page.is_empty()))
}

fn members(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    personal: bool,
    span: TimeSpan,
    after: &mut Option<MemberId>,
) -> Result<(Vec<ExportedMember>, bool)> {
    let page = tx.members_to_export(tenant, *after, personal, PAGE)?;
    let Some(last) = page.last() else {
        return Ok((vec![], false));
    };
    *after = Some(last.member.id);
    let members = page
        .into_iter()
        .map(|row| member(app, row, personal));
    let asked = |member: &ExportedMember| match member.joined_at {
        Some(joined_at) => span.holds(joined_at),
        None => span.since.is_none() && span.until.is_none(),
    };
    Ok((members.filter(asked).collect(), true))
}

fn member(app: &App, row: ExportMemberRow, personal: bool) -> ExportedMember {
    let first = row.cards.first();
    ExportedMember {
        id: row.member.id.to_string(),
        joined_at: first.map(|card| card.created_at),
        channel: first.map(|card| card.channel.clone()),
        stamps: row.member.stamps,
        visits: row.member.visits,
        tier: row.member.tier.clone(),
        state: row
            .cards
            .iter()
            .map(|card| card.state)
            .min_by_key(|state| how_usable(*state)),
        personal: personal.then(|| told(app, &row)),
    }
}

fn how_usable(state: CardState) -> u8 {
    match state {
        CardState::Active => 0,
        CardState::Paused => 1,
        CardState::Expired => 2,
        CardState::Ended | CardState::Erased => 3,
    }
}

/// What the member told. One profile that cannot be opened must not keep the shop from its other members.
fn told(app: &App, row: &ExportMemberRow) -> Personal {
    let Some(sealed) = &row.profile else {
        return Personal::default();
    };
    match profile::open(&app.secrets, sealed) {
        Ok(told) => Personal {
            name: told.name,
            email: told.email,
            phone: told.phone,
            external_id: told.external_id,
        },
        Err(error) => {
            let cause = error
                .internal
                .as_deref()
                .unwrap_or_default();
            tracing::warn!(member.id = %row.member.id, cause, "an export leaves out a profile that cannot be opened");
            Personal::default()
        }
    }
}

fn written<T: Serialize>(
    rows: impl IntoIterator<Item = T>,
    format: Format,
    columns: &[&str],
) -> Result<String> {
    let mut text = String::new();
    for row in rows {
        match format {
            Format::Ndjson => text.extend([
                serde_json::to_string(&row)
                    .map_err(Error::internal)?
                    .as_str(),
                "\n",
            ]),
            Format::Csv => {
                let Value::Object(members) = serde_json::to_value(&row).map_err(Error::internal)?
                else {
                    continue;
                };
                let cells: Vec<String> = columns
                    .iter()
                    .map(|column| cell(&members, column))
                    .collect();
                csv_line(&mut text, cells.iter().map(String::as_str));
            }
        }
    }
    Ok(text)
}

fn cell(members: &Map<String, Value>, column: &str) -> String {
    match members.get(column) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn csv_line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    let cells: Vec<String> = cells.map(csv_cell).collect();
    text.extend([cells.join(",").as_str(), "\r\n"]);
}
