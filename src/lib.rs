//! stampwell issues and runs stamp cards in Apple and Google Wallet for local shops.
//!
//! Data flows one way: `http -> service -> { domain, metrics, store, apple, google, template }`. `delivery`, the outbox
//! worker, is the second entrance. A test reads the `use crate::` lines and holds the crate to it.

/// Everything that knows Apple: certificates, passes, signatures, pushes.
pub mod apple;
/// Points in time and where they come from.
pub mod clock;
/// The rules of a card, pure.
pub mod domain;
/// Typed identifiers.
pub mod ids;
/// Designs of cards: read a folder, draw the stamps.
pub mod template;
