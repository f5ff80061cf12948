//! Which notifications a customer's phone would show, and Google's limit on them.

use std::collections::HashMap;

use serde_json::Value;

/// Notifications of one pass in [`DAY_MS`] that Google lets through.
const MOST: usize = 3;
const DAY_MS: i64 = 24 * 3600 * 1000;

/// Why a phone showed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationKind {
    /// A write with `NOTIFY_ON_UPDATE` changed a field that Google announces.
    FieldUpdate,
    /// A message of type `TEXT_AND_NOTIFY`.
    Message,
}

/// What a customer's phone showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// When, by the stand-in's clock, in milliseconds since 1970.
    pub at_ms: i64,
    /// Why.
    pub kind: NotificationKind,
    /// A message's header and body, or the field's new value.
    pub text: String,
}

/// All notifications by object.
#[derive(Default)]
pub(super) struct Bell(HashMap<String, Vec<Notification>>);

impl Bell {
    pub(super) fn heard(&self, object_id: &str) -> Vec<Notification> {
        self.0
            .get(object_id)
            .cloned()
            .unwrap_or_default()
    }

    /// Notifies unless the pass has had its share; says whether.
    pub(super) fn ring(
        &mut self,
        object_id: &str,
        at_ms: i64,
        kind: NotificationKind,
        text: String,
    ) -> bool {
        let heard = self
            .0
            .entry(object_id.to_owned())
            .or_default();
        // Both kinds together: whether Google counts them apart is not documented,
        // and this is the stricter.
        let lately = heard
            .iter()
            .filter(|notification| notification.at_ms > at_ms - DAY_MS)
            .count();
        if lately < MOST {
            heard.push(Notification { at_ms, kind, text });
        }
        lately < MOST
    }
}

/// The new value of the field whose change Google announces; `None` when it has not changed.
pub(super) fn announced(before: &Value, after: &Value) -> Option<String> {
    let (before, after) = (
        &before["loyaltyPoints"]["balance"],
        &after["loyaltyPoints"]["balance"],
    );
    if before == after {
        None
    } else {
        Some(balance(after))
    }
}

/// A balance as the phone shows it.
pub(super) fn balance(balance: &Value) -> String {
    let value = balance
        .as_object()
        .and_then(|kinds| kinds.values().next());
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Object(money)) => {
            let micros: i64 = money
                .get("micros")
                .and_then(Value::as_str)
                .and_then(|text| text.parse().ok())
                .unwrap_or_default();
            let currency = money
                .get("currencyCode")
                .and_then(Value::as_str)
                .unwrap_or_default();
            format!(
                "{}.{:02} {currency}",
                micros / 1_000_000,
                micros.abs() % 1_000_000 / 10_000
            )
        }
        Some(number) => number.to_string(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_fourth_in_a_day_is_not_shown_and_a_day_later_one_is() {
        let mut bell = Bell::default();
        let mut ring =
            |at_ms| bell.ring("1.a", at_ms, NotificationKind::FieldUpdate, "4".to_owned());
        assert_eq!(
            [
                ring(0),
                ring(1),
                ring(2),
                ring(3),
                ring(DAY_MS - 1),
                ring(DAY_MS)
            ],
            [true, true, true, false, false, true]
        );
        assert!(
            bell.ring("1.b", 3, NotificationKind::Message, String::new()),
            "another pass has its own share"
        );
        assert_eq!(bell.heard("1.a").len(), 4);
    }

    #[test]
    fn balances_are_shown_whatever_their_kind() {
        let shown = |value| balance(&value);
        assert_eq!(shown(json!({"int": 3})), "3");
        assert_eq!(shown(json!({"string": "3/10"})), "3/10");
        assert_eq!(
            shown(json!({"money": {"micros": "12500000", "currencyCode": "EUR"}})),
            "12.50 EUR"
        );
        assert_eq!(
            announced(&json!({}), &json!({"loyaltyPoints": {"label": "x"}})),
            None
        );
    }
}
