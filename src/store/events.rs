//! The append-only log: per merchant a sequence without gaps and a hash chain over the stored lines.

use std::collections::HashSet;

use diesel::dsl::{not, sql};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::log_lines::{
    EventRow, LogLine, StoredEvent, card_bytes, event_bytes, follows, id_of_event, member_bytes,
    unreadable,
};
use super::visits::{VisitEvents, WhoseVisits};
use super::{Conn, Tenant, Tx, damaged};
use crate::clock::Timestamp;
use crate::domain::event::{Event, Fact};
use crate::error::Result;
use crate::ids::{CardId, EventId, MemberId};
use crate::store::engine::schema::{events, merchants, own_channels, page_views, visitor_salts};

/// An event about to be written; the log adds merchant, sequence and hash.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The server's own key of the fact, such as `visit:{id}`.
    pub idempotency_key: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Whom it concerns.
    pub member_id: Option<MemberId>,
    /// The card concerned.
    pub card_id: Option<CardId>,
    /// Where.
    pub location_id: Option<String>,
    /// The till, else the key.
    pub staff_id: Option<String>,
    /// What happened.
    pub fact: Fact,
}

/// Which events to list.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Only this type.
    pub kind: Option<String>,
    /// Received at or after.
    pub since: Option<Timestamp>,
    /// Received before.
    pub until: Option<Timestamp>,
    /// Only of this member.
    pub member_id: Option<String>,
    /// Only of this card.
    pub card_id: Option<String>,
    /// Sequence numbers after this one.
    pub after_seq: i64,
}

impl EventFilter {
    /// Whether something that was received between two times, both included, may be of the filter's time.
    pub(super) fn reaches(&self, first: Timestamp, last: Timestamp) -> bool {
        self.since
            .is_none_or(|since| last >= since)
            && self
                .until
                .is_none_or(|until| first < until)
    }
}

/// A fact as the log has it.
fn event_of(tenant: Tenant, now: Timestamp, id: EventId, new: NewEvent) -> Event {
    Event {
        event_id: id.to_string(),
        idempotency_key: new.idempotency_key,
        merchant_id: tenant.id().to_string(),
        occurred_at: new.occurred_at,
        received_at: now,
        member_id: new
            .member_id
            .map(|id| id.to_string()),
        card_id: new.card_id.map(|id| id.to_string()),
        location_id: new.location_id,
        staff_id: new.staff_id,
        fact: new.fact,
    }
}

impl Tx<'_> {
    /// Appends facts that happened here and now, in order. The settings that metrics need come before a merchant's first
    /// fact, so that a merchant to whom nothing has happened has an empty log.
    pub fn append(&mut self, tenant: Tenant, now: Timestamp, facts: Vec<NewEvent>) -> Result<()> {
        self.append_named(
            tenant,
            now,
            facts
                .into_iter()
                .map(|fact| (EventId::new(tenant.bucket()), fact))
                .collect(),
        )
    }

    /// The same for facts whose ids say where they come from, so that they are known when they come again.
    pub fn append_named(
        &mut self,
        tenant: Tenant,
        now: Timestamp,
        facts: Vec<(EventId, NewEvent)>,
    ) -> Result<()> {
        let settings = match self.log_head(tenant)? {
            (0, _) => Some((EventId::new(tenant.bucket()), self.settings(tenant)?)),
            _ => None,
        };
        let events = settings
            .into_iter()
            .chain(facts)
            .map(|(id, new)| event_of(tenant, now, id, new))
            .collect();
        self.append_events(tenant, events)
    }

    /// Appends the two events of a visit, which are found by it; answers the place of the first one.
    pub(super) fn append_of_visit(
        &mut self,
        tenant: Tenant,
        now: Timestamp,
        events: VisitEvents,
    ) -> Result<i64> {
        // Of a shop to which nothing has happened the settings come first.
        self.append(tenant, now, vec![])?;
        let (before, _) = self.log_head(tenant)?;
        let lines = events.in_order().map(|new| {
            let event = event_of(tenant, now, EventId::new(tenant.bucket()), new);
            LogLine::from(event).found_by_visit()
        });
        self.append_lines(tenant, &lines.each_ref())?;
        Ok(before + 1)
    }

    fn settings(&mut self, tenant: Tenant) -> Result<NewEvent> {
        Ok(NewEvent {
            idempotency_key: "program:1".into(),
            occurred_at: self.merchant(tenant)?.created_at,
            member_id: None,
            card_id: None,
            location_id: None,
            staff_id: None,
            fact: self.program(tenant)?.configured(),
        })
    }

    /// Appends events as they are, ids and times included.
    pub fn append_events(&mut self, tenant: Tenant, list: Vec<Event>) -> Result<()> {
        let lines: Vec<LogLine> = list
            .into_iter()
            .map(LogLine::from)
            .collect();
        self.append_lines(tenant, &lines.iter().collect::<Vec<_>>())
    }

    /// Sequence number and hash of the last event, read inside this transaction.
    pub fn log_head(&mut self, tenant: Tenant) -> Result<(i64, String)> {
        let head = self.locked(tenant)?;
        Ok((head.log_seq, head.log_hash.clone()))
    }

    fn stored_log_head(&mut self, tenant: Tenant) -> Result<(i64, String)> {
        Ok(on_both!(self.conn, |c| merchants::table
            .find(tenant.id())
            .select((merchants::log_seq, merchants::log_hash))
            .get_result(c))?)
    }

    /// The ids among these that the tenant's log holds already.
    pub fn known_event_ids(
        &mut self,
        tenant: Tenant,
        ids: &[impl AsRef<str>],
    ) -> Result<Vec<String>> {
        let mut known = Vec::new();
        // On SQLite each id is a bound value of its own, of which a statement takes 32,766.
        for part in ids.chunks(1_000) {
            let part: Vec<Vec<u8>> = part
                .iter()
                .map(|id| event_bytes(id.as_ref()))
                .collect();
            let found: Vec<Vec<u8>> = on_both!(self.conn, |c| events::table
                .filter(
                    events::merchant_id
                        .eq(tenant.id().to_string())
                        .and(events::event_id.eq_any(&part))
                )
                .select(events::event_id)
                .load(c))?;
            for id in found {
                known.push(
                    id_of_event(&id)
                        .ok_or_else(|| damaged("the id of an event cannot be read".into()))?,
                );
            }
        }
        let in_rows: HashSet<&str> = known
            .iter()
            .map(String::as_str)
            .collect();
        let others: Vec<&str> = ids
            .iter()
            .map(AsRef::as_ref)
            .filter(|id| !in_rows.contains(id))
            .collect();
        let in_files = self.archived_event_ids(tenant, &others)?;
        known.extend(in_files);
        Ok(known)
    }

    /// The tenant's events in log order, at most `limit`.
    pub fn events(
        &mut self,
        tenant: Tenant,
        filter: &EventFilter,
        limit: i64,
    ) -> Result<Vec<StoredEvent>> {
        self.events_or_places(tenant, filter, limit)?
            .into_iter()
            .map(|event| event.map_err(unreadable))
            .collect()
    }

    /// The same for whoever goes on behind a row that is damaged: of such a one there is its sequence number alone.
    pub fn events_or_places(
        &mut self,
        tenant: Tenant,
        filter: &EventFilter,
        limit: i64,
    ) -> Result<Vec<std::result::Result<StoredEvent, i64>>> {
        let members: Vec<String> = filter
            .member_id
            .iter()
            .cloned()
            .collect();
        self.events_about(tenant, &members, filter, limit)
    }

    /// The same about any of some members, if there are any: those of files first, and then those of rows.
    fn events_about(
        &mut self,
        tenant: Tenant,
        members: &[String],
        filter: &EventFilter,
        limit: i64,
    ) -> Result<Vec<std::result::Result<StoredEvent, i64>>> {
        let most = usize::try_from(limit).unwrap_or_default();
        self.with_archived(tenant, |tx, archived| {
            let mut found = Vec::new();
            if filter.after_seq < archived {
                let events = tx.archived_events(tenant, members, filter, most)?;
                found.extend(events.into_iter().map(Ok));
            }
            if found.len() == most {
                return Ok(found);
            }
            let limit = limit - found.len() as i64;
            let filter = EventFilter {
                after_seq: filter.after_seq.max(archived),
                ..filter.clone()
            };
            let rows = match (members, &filter.card_id) {
                ([], None) => tx.event_rows(tenant, &filter, limit)?,
                (members, _) => tx.rows_about(tenant, members, &filter, limit)?,
            };
            found.extend(
                rows.into_iter()
                    .map(|row| row.read().ok_or(row.line.seq)),
            );
            Ok(found)
        })
    }

    /// The next rows about a card, or about any of some members, in log order: the rows of others are not read.
    fn rows_about(
        &mut self,
        tenant: Tenant,
        members: &[String],
        filter: &EventFilter,
        limit: i64,
    ) -> Result<Vec<EventRow>> {
        let limit = usize::try_from(limit).unwrap_or_default();
        // Each statement below sees what was written before it. What comes after the first is left out, or a page could have a later event
        // and not an earlier one.
        let (head, _) = self.stored_log_head(tenant)?;
        let mut places = self.places_of_visits(tenant, members, filter)?;
        let members: Vec<Vec<u8>> = members
            .iter()
            .map(|id| member_bytes(id))
            .collect();
        let card = filter
            .card_id
            .as_deref()
            .map(card_bytes);
        places.extend(self.places_by_index(tenant, &members, card.as_deref(), filter)?);
        places.retain(|place| *place <= head);
        places.sort_unstable();
        places.dedup();
        let mut rows: Vec<EventRow> = Vec::new();
        for part in places.chunks(limit.clamp(200, 1_000)) {
            let there = events::table.filter(
                events::merchant_id
                    .eq(tenant.id().to_string())
                    .and(events::seq.eq_any(part)),
            );
            let mut there: Vec<EventRow> = on_both!(self.conn, |c| there
                .select(EventRow::as_select())
                .load(c))?;
            there.sort_unstable_by_key(|row| row.line.seq);
            // A visit became the survivor's when its member was merged; its events are still of whom they were.
            rows.extend(
                there
                    .into_iter()
                    .filter(|row| row.is_about(&members, card.as_deref())),
            );
            if rows.len() >= limit {
                break;
            }
        }
        rows.truncate(limit);
        Ok(rows)
    }

    /// Where the events of visits stand of which some may be about the card, or about any of the members.
    fn places_of_visits(
        &mut self,
        tenant: Tenant,
        members: &[String],
        filter: &EventFilter,
    ) -> Result<Vec<i64>> {
        let kind = filter.kind.as_deref();
        if VisitEvents::places(0, kind)
            .next()
            .is_none()
        {
            return Ok(Vec::new());
        }
        // An id that is none of ours has no visits.
        let whose: Vec<WhoseVisits> = match &filter.card_id {
            Some(card) => card
                .parse()
                .map(WhoseVisits::OfCard)
                .into_iter()
                .collect(),
            None => members
                .iter()
                .filter_map(|member| member.parse().ok())
                .map(WhoseVisits::OfMember)
                .collect(),
        };
        let mut places = Vec::new();
        for whose in whose {
            for first in self.first_events_of_visits(tenant, whose, filter)? {
                places.extend(VisitEvents::places(first, kind));
            }
        }
        places.retain(|place| *place > filter.after_seq);
        Ok(places)
    }

    /// Where all other events about the card, or about any of the members, stand.
    fn places_by_index(
        &mut self,
        tenant: Tenant,
        members: &[Vec<u8>],
        card: Option<&[u8]>,
        filter: &EventFilter,
    ) -> Result<Vec<i64>> {
        macro_rules! places {
            ($of_shop:expr) => {{
                let mut query = events::table
                    .filter($of_shop)
                    .filter(events::seq.gt(filter.after_seq))
                    .filter(not(events::of_visit))
                    .select(events::seq)
                    .into_boxed();
                if let Some(card) = card {
                    query = query.filter(events::card_id.eq(card));
                }
                // One alone is asked for by itself: of a list PostgreSQL thinks that it is long.
                match members {
                    [] => {}
                    [member] => query = query.filter(events::member_id.eq(member)),
                    _ => query = query.filter(events::member_id.eq_any(members)),
                }
                if let Some(kind) = &filter.kind {
                    query = query.filter(events::kind.eq(kind));
                }
                if let Some(since) = filter.since {
                    query = query.filter(events::received_at.ge(since));
                }
                if let Some(until) = filter.until {
                    query = query.filter(events::received_at.lt(until));
                }
                query
            }};
        }
        let shop = tenant.id().to_string();
        // In no order, since an order by place would lead both databases to the log's own key.
        Ok(match &mut self.conn {
            // The sign keeps SQLite from the keys that begin with the shop, which it would walk through for the place.
            Conn::Sqlite(c) => {
                places!(sql::<Bool>("+merchant_id = ").bind::<Text, _>(shop)).load(*c)?
            }
            Conn::Postgres(c) => places!(events::merchant_id.eq(shop)).load(*c)?,
        })
    }

    /// The next rows of the log, whomever they are about.
    fn event_rows(
        &mut self,
        tenant: Tenant,
        filter: &EventFilter,
        limit: i64,
    ) -> Result<Vec<EventRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = events::table
                .filter(
                    events::merchant_id
                        .eq(tenant.id().to_string())
                        .and(events::seq.gt(filter.after_seq)),
                )
                .order(events::seq)
                .limit(limit)
                .select(EventRow::as_select())
                .into_boxed();
            if let Some(kind) = &filter.kind {
                query = query.filter(events::kind.eq(kind));
            }
            if let Some(since) = filter.since {
                query = query.filter(events::received_at.ge(since));
            }
            if let Some(until) = filter.until {
                query = query.filter(events::received_at.lt(until));
            }
            query.load(c)
        })?)
    }

    /// The next stored lines about these members after `after_seq`, at most `limit`, and the place of the last one; none if there are no
    /// more.
    pub fn lines_about(
        &mut self,
        tenant: Tenant,
        members: &[String],
        after_seq: i64,
        limit: i64,
    ) -> Result<Option<(Vec<String>, i64)>> {
        // Asked about nobody, the rows of all would be found.
        if members.is_empty() {
            return Ok(None);
        }
        let filter = EventFilter {
            after_seq,
            ..EventFilter::default()
        };
        let events = self.events_about(tenant, members, &filter, limit)?;
        let events: Vec<StoredEvent> = events
            .into_iter()
            .map(|event| event.map_err(unreadable))
            .collect::<Result<_>>()?;
        let last = events.last().map(|event| event.seq);
        let lines = events
            .into_iter()
            .map(|event| event.line)
            .collect();
        Ok(last.map(|last| (lines, last)))
    }

    /// The first broken link of the tenant's chain, as (sequence number, why); none if all is well. What is in files is looked at by
    /// [`Tx::check_log_files`].
    pub fn broken_link(&mut self, tenant: Tenant) -> Result<Option<(i64, String)>> {
        // Read without the merchant's lock: scans must not wait for whoever verifies.
        let (head, head_hash) = self.stored_log_head(tenant)?;
        let (mut seq, mut before) = (0, String::new());
        for file in self.log_files(tenant)? {
            if (file.first_seq, &file.hash_before) != (seq + 1, &before) {
                return Ok(Some((
                    seq + 1,
                    format!("event {} is missing before the file {}", seq + 1, file.path),
                )));
            }
            (seq, before) = (file.last_seq, file.hash_after);
        }
        loop {
            let page = self.event_rows(
                tenant,
                &EventFilter {
                    after_seq: seq,
                    ..EventFilter::default()
                },
                5_000,
            )?;
            if page.is_empty() {
                break;
            }
            for row in page {
                seq += 1;
                if row.line.seq != seq {
                    return Ok(Some((seq, format!("event {seq} is missing"))));
                }
                match row.read() {
                    Some(event) if follows(&before, &event) => before = event.hash,
                    _ => {
                        return Ok(Some((
                            seq,
                            format!(
                                "event {seq} ({}) was changed after it was written",
                                row.event_id()
                            ),
                        )));
                    }
                }
            }
        }
        let whole = seq == head && (head == 0 || before == head_hash);
        Ok((!whole).then(|| {
            (
                head,
                format!("the log ends at {seq}, but its head says {head}"),
            )
        }))
    }

    /// How many visits of these members the tenant imported, and when the latest were, newest first.
    pub fn imported_visits(
        &mut self,
        tenant: Tenant,
        members: &[String],
        limit: i64,
    ) -> Result<(i64, Vec<Timestamp>)> {
        let members: Vec<Vec<u8>> = members
            .iter()
            .map(|id| member_bytes(id))
            .collect();
        // Written out, because the index that holds these events alone is found by it.
        let imported = || {
            events::table
                .filter(
                    events::merchant_id
                        .eq(tenant.id().to_string())
                        .and(events::member_id.eq_any(&members)),
                )
                .filter(sql::<Bool>("kind = 'visit_imported'"))
        };
        let count = on_both!(self.conn, |c| imported().count().get_result(c))?;
        let latest = on_both!(self.conn, |c| imported()
            .order(events::occurred_at.desc())
            .limit(limit)
            .select(events::occurred_at)
            .load(c))?;
        Ok((count, latest))
    }

    /// The tenant's latest lines with their kinds, newest first.
    pub fn latest_lines(&mut self, tenant: Tenant, limit: i64) -> Result<Vec<(String, String)>> {
        let rows = on_both!(self.conn, |c| events::table
            .filter(events::merchant_id.eq(tenant.id().to_string()))
            .order(events::seq.desc())
            .limit(limit)
            .select(EventRow::as_select())
            .load(c))?;
        let archived = self.archived_through(tenant)?;
        // One that is damaged is told by `stampwell verify`, and keeps nobody from the others. What is in files is old.
        let events = rows
            .iter()
            .filter(|row| row.line.seq > archived)
            .filter_map(EventRow::read);
        Ok(events
            .map(|event| (event.kind, event.line))
            .collect())
    }

    /// Notes a page view; false if this visitor was counted for the channel and local day already.
    pub fn note_page_view(
        &mut self,
        tenant: Tenant,
        visitor: &str,
        channel: &str,
        local_day: &str,
    ) -> Result<bool> {
        let row = (
            page_views::merchant_id.eq(tenant.id().to_string()),
            page_views::visitor_id.eq(visitor),
            page_views::channel.eq(channel),
            page_views::local_day.eq(local_day),
        );
        Ok(
            on_both!(self.conn, |c| diesel::insert_into(page_views::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(c))?
                > 0,
        )
    }

    /// Whether a channel is one of the shop's own, or becomes one because there are fewer than `most`.
    pub fn note_own_channel(&mut self, tenant: Tenant, channel: &str, most: i64) -> Result<bool> {
        let of_shop = own_channels::merchant_id.eq(tenant.id());
        let known: i64 = on_both!(self.conn, |c| own_channels::table
            .filter(of_shop.and(own_channels::channel.eq(channel)))
            .count()
            .get_result(c))?;
        if known > 0 {
            return Ok(true);
        }
        let count: i64 = on_both!(self.conn, |c| own_channels::table
            .filter(of_shop)
            .count()
            .get_result(c))?;
        if count >= most {
            return Ok(false);
        }
        let row = (of_shop, own_channels::channel.eq(channel));
        on_both!(self.conn, |c| diesel::insert_into(own_channels::table)
            .values(row)
            .execute(c))?;
        Ok(true)
    }

    /// The salt of a day's visitors, if there is one yet.
    pub fn visitor_salt(&mut self, local_day: &str) -> Result<Option<String>> {
        Ok(on_both!(self.conn, |c| visitor_salts::table
            .find(local_day)
            .select(visitor_salts::salt)
            .first(c)
            .optional())?)
    }

    /// Keeps a day's salt, unless another instance was first; answers the one that counts.
    pub fn keep_visitor_salt(&mut self, local_day: &str, salt: &str) -> Result<String> {
        let row = (
            visitor_salts::local_day.eq(local_day),
            visitor_salts::salt.eq(salt),
        );
        on_both!(self.conn, |c| diesel::insert_into(visitor_salts::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
        Ok(self
            .visitor_salt(local_day)?
            .unwrap_or_else(|| salt.to_owned()))
    }
}
