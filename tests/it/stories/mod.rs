//! What happens in shops, told from outside.

mod access;
pub(crate) mod crash;
mod deliver;
mod faults;
mod hostile;
mod issue;
mod lists;
mod redeem;
mod scan;
mod till;
mod void;
mod wallet;
mod wallet_service;
