//! stampwell issues and runs stamp cards in Apple and Google Wallet for local shops.
//!
//! Data flows one way: `http -> service -> { domain, metrics, store, apple, google, template }`. `delivery`, the outbox
//! worker, is the second entrance. A test reads the `use crate::` lines and holds the crate to it.

/// Points in time and where they come from.
pub mod clock;
/// Settings: defaults, file, environment, flags.
pub mod config;
/// The rules of a card, pure.
pub mod domain;
/// One error type and its table.
pub mod error;
/// Typed identifiers.
pub mod ids;
/// The database: the only SQL.
pub mod store;
/// What the log says in numbers: the metric dictionary.
pub mod metrics;
/// Everything HTTP.
pub mod http;
/// Typed identifiers.
pub mod ids;
/// The reader's language: words, numbers, dates.
pub mod language;
/// One verb each.
pub mod service;
/// Designs of cards: read a folder, draw the stamps.
pub mod template;
/// Stand-ins for the outside world that speak the real protocols: Apple's push service and an iPhone.
pub mod sandbox;
