//! From the join page to a card (`docs/METRICS.md`, section 5.1).

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::records::Id;

/// Of the visitors who saw the join page in the period and were no members before: the people who then joined, one entry a
/// browser, and how many did not.
pub fn seen_and_joined(view: &PeriodView<'_>) -> (Vec<u32>, i64) {
    let mut first_views: HashMap<Id, Timestamp> = HashMap::new();
    for page in view
        .dataset
        .facts
        .page_views
        .iter()
        .filter(|page| view.covers(page.at))
    {
        if view
            .dataset
            .passes_joining(page.channel, page.location)
        {
            let first = first_views
                .entry(page.visitor)
                .or_insert(page.at);
            *first = page.at.min(*first);
        }
    }
    let mut were_members = HashSet::new();
    // By visitor, whose card it became; of several cards the first.
    let mut joined = HashMap::new();
    for card in &view.dataset.facts.cards {
        let Some((visitor, first)) = card
            .visitor
            .and_then(|visitor| Some((visitor, first_views.get(&visitor)?)))
        else {
            continue;
        };
        // Whoever had a card before the first look could not join any more.
        if card.issued_at < *first {
            were_members.insert(visitor);
        } else if card.issued_at < view.end {
            joined
                .entry(visitor)
                .or_insert(card.owner);
        }
    }
    let candidates = first_views
        .keys()
        .filter(|visitor| !were_members.contains(visitor))
        .count();
    joined.retain(|visitor, _| !were_members.contains(visitor));
    let strangers = candidates as i64 - joined.len() as i64;
    (joined.into_values().collect(), strangers)
}
