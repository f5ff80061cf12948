//! Writing events: one JSON object a line, the cells of a table, and the bytes that the hash chain covers.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::domain::event::cell::{Cell, WrittenFields};
use crate::domain::event::{COLUMNS, Event};

impl Event {
    /// This event as one JSON object without a line end; optional fields that are not there stay absent.
    pub fn to_line(&self) -> String {
        // Writing texts and whole numbers into a string cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The fields that are there, by name: the common ones first, then the type's own as the dictionary lists them.
    pub fn fields(&self) -> Vec<(&'static str, Cell<'_>)> {
        let common = WrittenFields(Vec::with_capacity(14))
            .with("event_id", &self.event_id)
            .with("idempotency_key", &self.idempotency_key)
            .with("merchant_id", &self.merchant_id)
            .with("type", self.fact.kind())
            .time("occurred_at", self.occurred_at)
            .time("received_at", self.received_at)
            .with("member_id", &self.member_id)
            .with("card_id", &self.card_id)
            .with("location_id", &self.location_id)
            .with("staff_id", &self.staff_id);
        self.fact.own_fields(common).0
    }

    /// One cell for each of [`COLUMNS`], empty where this event has nothing.
    pub fn cells(&self) -> Vec<String> {
        let fields = self.fields();
        COLUMNS
            .iter()
            .map(|column| {
                fields
                    .iter()
                    .find(|(name, _)| name == column)
                    .map_or(String::new(), |(_, cell)| cell.to_string())
            })
            .collect()
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let fields = self.fields();
        let mut map = s.serialize_map(Some(fields.len()))?;
        for (name, cell) in fields {
            map.serialize_entry(name, &cell)?;
        }
        map.end()
    }
}
