//! The metrics by family, one file each: what is asked, how it is computed, what it cannot tell, in every language, and the function.
//!
//! To add a metric, write its file in the folder of its family and name it in the list there. A text that points at another
//! metric quotes its name; the tests hold every language to that, and to the numbers and caveats of English.

/// Declares the file of each metric of a family and puts its definition into the family's table.
macro_rules! family {
    ($($metric:ident)*) => {
        $(mod $metric;)*

        /// The metrics of this family in the order of the dictionary.
        pub const METRICS: &[$crate::metrics::catalogue::definition::Definition] = &[$($metric::METRIC),*];
    };
}

pub mod activity;
pub mod adoption;
pub mod coming_back;
pub mod definition;
pub mod lift;
pub mod messages;
pub mod money;
pub mod quality;
pub mod referrals;
pub mod retention;
pub mod rewards;
pub mod saved_cards;
#[cfg(test)]
mod tests;

use definition::Definition;

/// Every family in the order of the dictionary.
pub const FAMILIES: [&[Definition]; 11] = [
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
];
