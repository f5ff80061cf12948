//! stampwell issues and runs stamp cards in Apple and Google Wallet for local shops.
//!
//! Data flows one way: `http -> service -> { domain, metrics, store, apple, google, template }`. `delivery`, the outbox
//! worker, is the second entrance. A test reads the `use crate::` lines and holds the crate to it.

/// One file for each command.
pub mod cli {
    /// The demo's data.
    pub mod demo {
        pub mod year;
    }
}
/// Points in time and where they come from.
pub mod clock;
/// The rules of a card, pure.
pub mod domain;
/// Typed identifiers.
pub mod ids;
/// What the log says in numbers: the metric dictionary.
pub mod metrics;
