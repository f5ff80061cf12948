//! The only actix code.

/// HTML pages and what they are drawn with.
pub mod pages;
