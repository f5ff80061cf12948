//! Lines on their way into the log and out of it: how they lie in their rows, and how many of them become one piece of the chain.

use std::collections::HashSet;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;

use super::coding::id_bytes::{bytes_of_id, hash_of_bytes, id_of_bytes};
use super::coding::line::{self, LineColumns};
use super::{Conn, Tenant, Tx, damaged};
use crate::clock::Timestamp;
use crate::domain::event::Event;
use crate::error::{Error, Result};
use crate::ids::{CardId, EventId, MemberId, MerchantId, encode};
use crate::store::engine::prepared::{FixedUpdate, Value};
use crate::store::engine::schema::events;

/// One stored line.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct StoredEvent {
    pub merchant_id: String,
    pub seq: i64,
    pub event_id: String,
    pub kind: String,
    pub occurred_at: Timestamp,
    pub received_at: Timestamp,
    pub member_id: Option<String>,
    pub card_id: Option<String>,
    pub line: String,
    pub hash: String,
}

/// The same as it lies in the table.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
pub(super) struct EventRow {
    merchant_id: String,
    #[diesel(embed)]
    pub(super) line: LineRow,
    hash: Vec<u8>,
    of_visit: bool,
}

/// As much of a row as its line is made of, for whoever reads many lines and nothing else.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = events, treat_none_as_default_value = false)]
pub(super) struct LineRow {
    pub(super) seq: i64,
    occurred_at: Timestamp,
    received_at: Timestamp,
    kind: String,
    event_id: Vec<u8>,
    member_id: Option<Vec<u8>>,
    card_id: Option<Vec<u8>>,
    #[diesel(column_name = line)]
    coded: Vec<u8>,
}

impl EventRow {
    /// Whether it is about any of these members, if there are some, and about the card, if there is one.
    pub(super) fn is_about(&self, members: &[Vec<u8>], card: Option<&[u8]>) -> bool {
        let of_member = members.is_empty()
            || self
                .line
                .member_id
                .as_ref()
                .is_some_and(|id| members.contains(id));
        of_member && card.is_none_or(|card| self.line.card_id.as_deref() == Some(card))
    }

    /// The event's id, if only as far as it can be read.
    pub(super) fn event_id(&self) -> String {
        let id = &self.line.event_id;
        id_of_event(id).unwrap_or_else(|| String::from_utf8_lossy(id).into_owned())
    }

    /// The hash that was stored; nothing if it is damaged.
    pub(super) fn hash(&self) -> Option<String> {
        hash_of_bytes(&self.hash)
    }

    /// What was stored; nothing if the row is damaged.
    pub(super) fn read(&self) -> Option<StoredEvent> {
        let row = &self.line;
        let ids = row.ids()?;
        Some(StoredEvent {
            line: row.text(&self.merchant_id, &ids)?,
            hash: self.hash()?,
            merchant_id: self.merchant_id.clone(),
            seq: row.seq,
            kind: row.kind.clone(),
            occurred_at: row.occurred_at,
            received_at: row.received_at,
            event_id: ids.event,
            member_id: ids.member,
            card_id: ids.card,
        })
    }
}

/// The ids that a row has in its columns.
struct RowIds {
    event: String,
    member: Option<String>,
    card: Option<String>,
}

impl LineRow {
    /// The line with its place, out of this shop's log.
    pub(super) fn read(&self, merchant_id: &str) -> Result<(i64, String)> {
        self.ids()
            .and_then(|ids| self.text(merchant_id, &ids))
            .map(|text| (self.seq, text))
            .ok_or_else(|| unreadable(self.seq))
    }

    /// Nothing if one is damaged.
    fn ids(&self) -> Option<RowIds> {
        Some(RowIds {
            event: id_of_event(&self.event_id)?,
            member: id_if_any(MemberId::PREFIX, self.member_id.as_deref())?,
            card: id_if_any(CardId::PREFIX, self.card_id.as_deref())?,
        })
    }

    fn text(&self, merchant_id: &str, ids: &RowIds) -> Option<String> {
        let columns = LineColumns {
            merchant_id: Some(merchant_id),
            event_id: &ids.event,
            member_id: ids.member.as_deref(),
            card_id: ids.card.as_deref(),
            kind: &self.kind,
            occurred_at: self.occurred_at,
            received_at: self.received_at,
        };
        line::decode(&self.coded, &columns)
    }
}

/// The id that a column has, if it has one; nothing if it is damaged.
fn id_if_any(prefix: &str, bytes: Option<&[u8]>) -> Option<Option<String>> {
    match bytes {
        Some(bytes) => id_of_bytes(prefix, bytes).map(Some),
        None => Some(None),
    }
}

/// Why nothing can be told of the event with this sequence number.
pub(super) fn unreadable(seq: i64) -> Error {
    damaged(format!("event {seq} in the log cannot be read"))
}

/// An event's id as its column has it.
pub(super) fn event_bytes(id: &str) -> Vec<u8> {
    bytes_of_id(EventId::PREFIX, id)
}

/// A member's id as the log's column has it.
pub(super) fn member_bytes(id: &str) -> Vec<u8> {
    bytes_of_id(MemberId::PREFIX, id)
}

/// A card's id as the log's column has it.
pub(super) fn card_bytes(id: &str) -> Vec<u8> {
    bytes_of_id(CardId::PREFIX, id)
}

/// The event's id that a column has; nothing if it is damaged.
pub(super) fn id_of_event(bytes: &[u8]) -> Option<String> {
    id_of_bytes(EventId::PREFIX, bytes)
}

/// The hash of a line: SHA-256 over the hash before it, as text, and the line's exact text.
pub(super) fn chain(before: &str, line: &str) -> [u8; 32] {
    let mut hasher = openssl::sha::Sha256::new();
    hasher.update(before.as_bytes());
    hasher.update(b"\n");
    hasher.update(line.as_bytes());
    hasher.finish()
}

/// Whether an event is what was written behind the one with this hash.
pub(super) fn follows(before: &str, event: &StoredEvent) -> bool {
    encode(&chain(before, &event.line)) == event.hash
}

/// A line with all but its place in the log: ready to be stored, so that writing it costs the writer no more than that.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// The shop whose rows `line` is written for; none if it fits any shop's.
    merchant_id: Option<MerchantId>,
    event_id: String,
    kind: &'static str,
    occurred_at: Timestamp,
    received_at: Timestamp,
    member_id: Option<String>,
    card_id: Option<String>,
    text: String,
    line: Vec<u8>,
    /// Whether it is found by the visit that it is of.
    of_visit: bool,
}

impl From<Event> for LogLine {
    fn from(event: Event) -> LogLine {
        let text = event.to_line();
        LogLine::of_event(event, text)
    }
}

impl LogLine {
    /// An event whose text is there.
    pub(super) fn of_event(event: Event, text: String) -> LogLine {
        let mut line = LogLine {
            text,
            kind: event.fact.kind(),
            merchant_id: event.merchant_id.parse().ok(),
            event_id: event.event_id,
            occurred_at: event.occurred_at,
            received_at: event.received_at,
            member_id: event.member_id,
            card_id: event.card_id,
            line: Vec::new(),
            of_visit: false,
        };
        line.line = line.coded(line.merchant_id);
        line
    }

    /// The same as one of the two events of a visit that says where they stand.
    pub(super) fn found_by_visit(self) -> LogLine {
        LogLine {
            of_visit: true,
            ..self
        }
    }

    /// How its text lies in a row of this shop, or in anybody's.
    fn coded(&self, shop: Option<MerchantId>) -> Vec<u8> {
        let merchant_id = shop.map(|id| id.to_string());
        let columns = LineColumns {
            merchant_id: merchant_id.as_deref(),
            event_id: &self.event_id,
            member_id: self.member_id.as_deref(),
            card_id: self.card_id.as_deref(),
            kind: self.kind,
            occurred_at: self.occurred_at,
            received_at: self.received_at,
        };
        line::encode(&self.text, &columns)
    }

    /// The row of this line in a shop's log.
    pub(super) fn row(&self, tenant: Tenant, seq: i64, hash: [u8; 32]) -> EventRow {
        // An imported line may name another shop than the one that has it now.
        let line = match self.merchant_id {
            Some(named) if named != tenant.id() => self.coded(None),
            _ => self.line.clone(),
        };
        EventRow {
            merchant_id: tenant.id().to_string(),
            line: LineRow {
                seq,
                occurred_at: self.occurred_at,
                received_at: self.received_at,
                kind: self.kind.to_owned(),
                event_id: event_bytes(&self.event_id),
                member_id: self
                    .member_id
                    .as_deref()
                    .map(member_bytes),
                card_id: self
                    .card_id
                    .as_deref()
                    .map(card_bytes),
                coded: line,
            },
            hash: hash.to_vec(),
            of_visit: self.of_visit,
        }
    }
}

impl Tx<'_> {
    /// Prepares the connection for many lines. Ids in no order touch pages all over SQLite's index: kept in memory and moved
    /// into the file more rarely, each of them is read and written fewer times.
    pub fn expect_many_lines(&mut self) -> Result<()> {
        if let Conn::Sqlite(c) = &mut self.conn {
            c.batch_execute("PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8192;")?;
        }
        Ok(())
    }

    /// Appends those of the lines whose event the log does not hold yet, once each; answers how many that were.
    pub fn append_new_lines(&mut self, tenant: Tenant, lines: &[LogLine]) -> Result<u64> {
        // Locked before the look, or two imports of one file would both find its events missing.
        self.lock(tenant)?;
        let ids: Vec<&str> = lines
            .iter()
            .map(|line| line.event_id.as_str())
            .collect();
        let known = self.known_event_ids(tenant, &ids)?;
        let mut seen: HashSet<&str> = known
            .iter()
            .map(String::as_str)
            .collect();
        let new: Vec<&LogLine> = lines
            .iter()
            .filter(|line| seen.insert(&line.event_id))
            .collect();
        self.append_lines(tenant, &new)?;
        Ok(new.len() as u64)
    }

    /// Appends lines as they are, ids and times included.
    pub(super) fn append_lines(&mut self, tenant: Tenant, lines: &[&LogLine]) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let (mut seq, mut hash) = self.log_head(tenant)?;
        let mut rows = Vec::with_capacity(lines.len());
        for line in lines {
            let link = chain(&hash, &line.text);
            (seq, hash) = (seq + 1, encode(&link));
            rows.push(line.row(tenant, seq, link));
        }
        self.insert_rows(&rows)?;
        self.move_log_head(tenant, seq, hash)
    }

    fn move_log_head(&mut self, tenant: Tenant, seq: i64, hash: String) -> Result<()> {
        let merchant = tenant.id().to_string();
        let moved = FixedUpdate {
            pieces: [
                ("UPDATE merchants SET log_seq = ", Value::Integer(seq)),
                (", log_hash = ", Value::Text(&hash)),
                (" WHERE id = ", Value::Text(&merchant)),
            ],
        };
        moved.run(&mut self.conn)?;
        let head = self.locked(tenant)?;
        (head.log_seq, head.log_hash) = (seq, hash);
        Ok(())
    }

    /// A statement with a fixed number of rows is prepared once and kept. On SQLite each row is one of its own: one with many rows copies
    /// each page before it changes it, since it may have to take back the rows before one that is refused. To PostgreSQL each statement
    /// is a journey, so many rows go together, and so do the two of a visit, by far the most frequent.
    pub(super) fn insert_rows(&mut self, rows: &[EventRow]) -> Result<()> {
        match &mut self.conn {
            Conn::Sqlite(c) => {
                for row in rows {
                    diesel::insert_into(events::table)
                        .values(row)
                        .execute(*c)?;
                }
            }
            Conn::Postgres(c) => {
                if let [row] = rows {
                    diesel::insert_into(events::table)
                        .values(row)
                        .execute(*c)?;
                } else if let Ok(pair) = <&[EventRow; 2]>::try_from(rows) {
                    diesel::insert_into(events::table)
                        .values(pair)
                        .execute(*c)?;
                } else {
                    // A statement takes at most 65,535 values.
                    for part in rows.chunks(1_000) {
                        diesel::insert_into(events::table)
                            .values(part)
                            .execute(*c)?;
                    }
                }
            }
        }
        Ok(())
    }
}
