//! Of the friends who opened an invitation, how many joined? (section 5.9 of the dictionary)

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "referral_conversion_rate",
    unit: Unit::Share,
    family: "referrals_reviews",
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, the visitor joined; by who invited",
    den: "visitors who opened an invitation; by who invited",
};

fn measure(view: &View<'_>) -> Figure {
    // By visitor, the first opening and whose invitation it was.
    let mut first_openings: HashMap<Id, (Timestamp, u32)> = HashMap::new();
    for invitation in view
        .book
        .ledger
        .invitations
        .iter()
        .filter(|invitation| view.covers(invitation.at))
    {
        if view.book.in_scope(invitation.inviter) {
            let opening = (invitation.at, invitation.inviter);
            let first = first_openings.entry(invitation.visitor).or_insert(opening);
            *first = opening.min(*first);
        }
    }
    let by_referral = view.book.ledger.cards.iter().filter(|card| {
        card.referrer
            .is_some_and(|person| view.book.in_scope(person))
    });
    let joined: HashSet<Id> = by_referral
        .filter(|card| card.issued_at < view.end)
        .filter_map(|card| {
            card.visitor.filter(|visitor| {
                first_openings
                    .get(visitor)
                    .is_some_and(|(first, _)| card.issued_at >= *first)
            })
        })
        .collect();
    Parts::counted(
        first_openings
            .iter()
            .map(|(visitor, (_, inviter))| (*inviter, joined.contains(visitor))),
    )
}
