//! Messages: what was sent and what followed (`docs/METRICS.md`, section 5.10). Neither wallet reports delivery.

use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::MessageFacts;

/// Messages of the period to people who were members when they were sent.
pub fn messages<'v>(view: &'v PeriodView<'_>) -> impl Iterator<Item = &'v MessageFacts> {
    let in_period = view
        .dataset
        .facts
        .messages
        .iter()
        .filter(|message| view.covers(message.at));
    in_period.filter(|message| {
        view.dataset
            .in_scope_at(message.person, message.at)
    })
}
