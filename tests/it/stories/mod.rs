//! What happens in shops, told from outside.

mod access;
pub(crate) mod crash;
pub(crate) mod deliver;
mod faults;
mod google;
mod hostile;
mod issue;
mod lists;
mod redeem;
mod scan;
mod till;
mod void;
mod wallet;
mod wallet_service;
