//! stampwell issues and runs stamp cards in Apple and Google Wallet for local shops.
//!
//! Data flows one way: `http -> service -> { domain, metrics, store, apple, google, template }`. `delivery`, the outbox
//! worker, is the second entrance. A test reads the `use crate::` lines and holds the crate to it.

// What the service is made of, built once and handed to whoever answers.
pub mod app;
// Everything that knows Apple: passes, certificates, signatures, pushes.
pub mod apple;
// The command line: one file for each command.
pub mod cli;
// Points in time and where they come from.
pub mod clock;
// Settings: defaults, file, environment, flags.
pub mod config;
// Text as editors, shells and secret stores leave it.
pub mod plain;
// The outbox worker: claims what is owed, sends it, settles it.
pub mod delivery;
// The rules of a card, pure.
pub mod domain;
// One error type and its table.
pub mod error;
// Everything that knows Google: classes and objects, save links, tokens, REST calls, callbacks.
pub mod google;
// The only actix code: addresses, extractors, pages.
pub mod http;
// Typed identifiers.
pub mod ids;
// The reader's language: words, numbers, dates.
pub mod locale;
// How much of something one caller may do.
pub mod limits;
// What the log says in numbers: the metric dictionary, `docs/METRICS.md`.
pub mod metrics;
// Stand-ins for the outside world that speak the real protocols: Apple's push service and an iPhone.
pub mod sandbox;
// One verb each: what the service does, whoever asks.
pub mod service;
// The database: the only SQL.
pub mod store;
// Work beside a request, in the request's span.
pub mod task;
// Designs of cards: read a folder, draw the stamps.
pub mod template;
// What tills write into files, read line by line: whose visit, when, and what it came to.
pub mod till_export;
