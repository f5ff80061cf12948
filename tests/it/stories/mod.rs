//! What happens in shops, told from outside.

mod access;
mod connections;
pub(crate) mod crash;
pub(crate) mod deliver;
mod exports;
mod faults;
mod google;
mod hostile;
mod hostile_walk;
mod issue;
mod languages;
mod lists;
mod members;
mod numbers;
mod operations;
mod postgres;
mod redeem;
mod scan;
mod sign_in;
mod tenants;
mod till;
mod till_books;
mod till_pin;
mod void;
mod wallet;
mod wallet_service;
