//! Messages: what was sent and what followed (section 5.10 of the dictionary). Neither wallet reports delivery.

use crate::metrics::dataset::View;
use crate::metrics::facts::Message;

/// Messages of the period to people who were members when they were sent.
pub fn messages<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Message> {
    let in_period = view
        .book
        .ledger
        .messages
        .iter()
        .filter(|message| view.covers(message.at));
    in_period.filter(|message| view.book.in_scope_at(message.person, message.at))
}
