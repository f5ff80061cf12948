//! Everything on one machine with no account.

pub mod year;
