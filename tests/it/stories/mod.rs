//! What happens in shops, told from outside.

mod access;
mod connections;
mod crash;
mod deliver;
mod hostile;
mod hostile_walk;
mod issue;
mod lists;
mod operations;
mod redeem;
mod scan;
mod tenants;
mod till;
mod void;
mod wallet;
mod wallet_service;
