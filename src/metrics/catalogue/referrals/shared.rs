//! Referrals, reviews and sentiment (section 5.9 of the dictionary).

use crate::metrics::dataset::{Member, View};

/// Members brought by a member in scope; the filters on joining apply to the inviter.
pub fn referred<'v>(view: &'v View<'_>) -> impl Iterator<Item = (u32, &'v Member)> {
    let by_another = |person: u32, member: &Member| {
        member
            .referrer
            .is_some_and(|inviter| inviter != person && view.book.in_scope(inviter))
    };
    view.book
        .everybody()
        .filter(move |(person, member)| by_another(*person, member))
}
