//! The metrics by family, one file each: what it is computed from, and the function. Their words lie in `locales/metrics/`.
//!
//! To add a metric, define it in `docs/METRICS.md`, write its file in the folder of its family, name it in the list there,
//! and give it its words in every language: what it is called, what it asks, how it is counted and what it cannot tell. A
//! text that points at another metric quotes its name; the tests hold every language to that, and to the numbers and
//! caveats of English.

/// Declares the file of each metric of a family and puts its definition into the family's table.
macro_rules! family {
    ($($metric:ident)*) => {
        $(mod $metric;)*

        /// The metrics of this family in the order of `docs/METRICS.md`.
        pub const METRICS: &[$crate::metrics::catalogue::definition::Definition] = &[$($metric::METRIC),*];
    };
}

pub mod activity;
pub mod adoption;
pub mod coming_back;
pub mod definition;
pub mod lift;
pub mod links;
pub mod messages;
pub mod money;
pub mod quality;
pub mod referrals;
pub mod retention;
pub mod rewards;
pub mod saved_cards;
#[cfg(test)]
mod tests;
pub mod texts;
pub mod vouchers;

use crate::metrics::query::BadQuery;
use definition::Definition;

/// Every family in the order of `docs/METRICS.md`, section 5.
pub const FAMILIES: [&[Definition]; 13] = [
    adoption::METRICS,
    saved_cards::METRICS,
    activity::METRICS,
    coming_back::METRICS,
    rewards::METRICS,
    retention::METRICS,
    money::METRICS,
    lift::METRICS,
    referrals::METRICS,
    messages::METRICS,
    quality::METRICS,
    vouchers::METRICS,
    links::METRICS,
];

/// The four that are shown first, and answered when nobody says which.
pub const DEFAULT: [&str; 4] = [
    "active_rate",
    "repeat_visit_rate",
    "reward_redemption_rate",
    "reward_cost_ratio",
];

/// Every metric, in the order of `docs/METRICS.md`.
pub fn all() -> impl Iterator<Item = &'static Definition> {
    FAMILIES.into_iter().flatten()
}

/// The metric with this id.
pub fn by_id(id: &str) -> Option<&'static Definition> {
    all().find(|metric| metric.id == id)
}

/// The metrics of a comma-separated list, `all`, or the default four for an empty text.
pub fn by_ids(list: &str) -> Result<Vec<&'static Definition>, BadQuery> {
    match list.trim() {
        "" => Ok(DEFAULT
            .iter()
            .filter_map(|id| by_id(id))
            .collect()),
        "all" => Ok(all().collect()),
        ids => {
            let mut found: Vec<&'static Definition> = Vec::new();
            for id in ids
                .split(',')
                .map(str::trim)
                .filter(|id| !id.is_empty())
            {
                let metric = by_id(id)
                    .ok_or_else(|| BadQuery::UnknownMetric(id.chars().take(80).collect()))?;
                // Named twice is asked once.
                if found
                    .iter()
                    .all(|known| known.id != metric.id)
                {
                    found.push(metric);
                }
            }
            Ok(found)
        }
    }
}
