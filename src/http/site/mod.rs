//! The pages of customers and staff, and what a browser asks for beside them.

pub mod card;
pub mod docs;
pub mod files;
pub mod front;
pub mod health;
pub mod help;
pub mod join;
// The demo's phone.
pub mod phone;
pub mod pictures;
pub mod scanner;
pub mod till;
