//! The rules of a stamp card: pure functions over plain data. Knows no database, no network and no clock.

pub mod event;
pub mod event_text;
pub mod program;
