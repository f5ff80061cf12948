//! Saved cards (`docs/METRICS.md`, section 5.2): one file each, in its order.

// The family bears the name of its first metric.
#![allow(clippy::module_inception)]

// What several of them count.
pub mod shared;

family! {
    saved_cards
    card_save_rate
    active_saved_cards
    saved_card_usage_rate
    card_removal_rate
}
