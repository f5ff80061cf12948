//! One file for each verb; each a function of the app, who asks and what is asked.

pub mod access;
pub mod card_changed;
pub mod cards;
pub mod csv;
pub mod data;
pub mod find_card;
pub mod idempotency;
pub mod member_progress;
pub mod members;
pub mod page;
pub mod program;
pub mod reports;
pub mod shapes;
pub mod shop;
pub mod text_check;
pub mod tills;
pub mod unit_of_work;
pub mod upkeep;
pub mod wallets;
