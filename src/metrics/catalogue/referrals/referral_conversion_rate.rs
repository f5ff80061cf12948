//! Of the friends who opened an invitation, how many joined? (`docs/METRICS.md`, section 5.9)

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "referral_conversion_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "referrals_reviews",
    reads: Reads::of(&[Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, the visitor joined; by who invited",
    den: "visitors who opened an invitation; by who invited",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    // By visitor, the first opening and whose invitation it was.
    let mut first_openings: HashMap<Id, (Timestamp, u32)> = HashMap::new();
    for invitation in view
        .dataset
        .facts
        .invitations
        .iter()
        .filter(|invitation| view.covers(invitation.at))
    {
        if view
            .dataset
            .in_scope(invitation.inviter)
        {
            let opening = (invitation.at, invitation.inviter);
            let first = first_openings
                .entry(invitation.visitor)
                .or_insert(opening);
            *first = opening.min(*first);
        }
    }
    let by_referral = view
        .dataset
        .facts
        .cards
        .iter()
        .filter(|card| {
            card.referrer
                .is_some_and(|person| view.dataset.in_scope(person))
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
    Contributions::counted(
        first_openings
            .iter()
            .map(|(visitor, (_, inviter))| (*inviter, joined.contains(visitor))),
    )
}
