//! stampwell issues and runs stamp cards in Apple and Google Wallet for local shops.
//!
//! Data flows one way: `http -> service -> { domain, metrics, store, apple, google, template }`. `delivery`, the outbox
//! worker, is the second entrance. A test reads the `use crate::` lines and holds the crate to it.

/// Points in time and where they come from.
pub mod clock;
/// The rules of a card, pure.
pub mod domain;
/// Typed identifiers.
pub mod ids;
/// Stand-ins for the outside world that speak the real protocols: Apple's push service and an iPhone.
pub mod sandbox;
