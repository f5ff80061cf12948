//! Referrals, reviews and sentiment (`docs/METRICS.md`, section 5.9).

use crate::metrics::dataset::{JoinedMember, PeriodView};

/// Members brought by a member in scope; the filters on joining apply to the inviter.
pub fn referred<'v>(view: &'v PeriodView<'_>) -> impl Iterator<Item = (u32, &'v JoinedMember)> {
    let by_another = |person: u32, member: &JoinedMember| {
        member
            .referrer
            .is_some_and(|inviter| inviter != person && view.dataset.in_scope(inviter))
    };
    view.dataset
        .everybody()
        .filter(move |(person, member)| by_another(*person, member))
}
