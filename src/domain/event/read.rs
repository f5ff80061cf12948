//! Reading one line of the log strictly: one pass over the JSON, then every check with a reason in words.

use std::fmt;

use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::domain::event::Event;
use crate::domain::event::scalar::{BadEvent, FieldName, ID_MOST, KEY_MOST, Scalar};
use crate::domain::event::table::Line;

/// How far the writer's clock may run ahead of ours.
const CLOCK_SLACK_MS: i64 = 5 * 60 * 1000;

struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = Line<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Line<'de>, A::Error> {
        let mut line = Line::default();
        while let Some(FieldName(name)) = map.next_key()? {
            match line.slot(&name) {
                Some(slot @ Scalar::Absent) => *slot = map.next_value()?,
                Some(_) => {
                    return Err(de::Error::custom(format!(
                        "the field `{name}` appears twice"
                    )));
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(line)
    }
}

impl<'de> Deserialize<'de> for Line<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(LineVisitor)
    }
}

impl Line<'_> {
    fn check(mut self) -> Result<Event, BadEvent> {
        let kind = std::mem::take(&mut self.kind_of_event).text("type", ID_MOST)?;
        let fact = self.fact(&kind)?;
        let event = Event {
            event_id: self
                .event_id
                .text("event_id", ID_MOST)?,
            idempotency_key: self
                .idempotency_key
                .text("idempotency_key", KEY_MOST)?,
            merchant_id: self
                .merchant_id
                .text("merchant_id", ID_MOST)?,
            occurred_at: self
                .occurred_at
                .time("occurred_at")?,
            received_at: self
                .received_at
                .time("received_at")?,
            member_id: self
                .member_id
                .text_if_any("member_id", ID_MOST)?,
            card_id: self
                .card_id
                .text_if_any("card_id", ID_MOST)?,
            location_id: self
                .location_id
                .text_if_any("location_id", ID_MOST)?,
            staff_id: self
                .staff_id
                .text_if_any("staff_id", ID_MOST)?,
            fact,
        };
        if event.fact.needs_member() && event.member_id.is_none() {
            return Err(BadEvent::Missing("member_id"));
        }
        if event.fact.needs_card() && event.card_id.is_none() {
            return Err(BadEvent::Missing("card_id"));
        }
        if event.occurred_at
            > event
                .received_at
                .plus_ms(CLOCK_SLACK_MS)
        {
            return Err(BadEvent::FromTheFuture);
        }
        Ok(event)
    }
}

/// The reader counts lines as well; here it sees one, and its number would be taken for the file's.
fn not_json(error: &serde_json::Error) -> BadEvent {
    BadEvent::NotJson(
        error
            .to_string()
            .replace("at line 1 column", "at column"),
    )
}

impl Event {
    /// Reads one line of the log strictly; fields that the dictionary does not know are ignored.
    pub fn parse_line(line: &[u8]) -> Result<Event, BadEvent> {
        let line = std::str::from_utf8(line).map_err(|e| BadEvent::NotUtf8(e.valid_up_to() + 1))?;
        let line: Line<'_> = serde_json::from_str(line).map_err(|e| not_json(&e))?;
        line.check()
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Line::deserialize(d)?
            .check()
            .map_err(de::Error::custom)
    }
}
