//! What happens in shops, told from outside.

mod access;
mod connections;
pub(crate) mod crash;
pub(crate) mod deliver;
mod faults;
mod google;
mod hostile;
#[expect(clippy::explicit_auto_deref, reason = "the lint's own mend does not compile where the element's type is inferred")]
mod hostile_walk;
mod issue;
mod lists;
mod operations;
mod postgres;
mod redeem;
mod scan;
mod tenants;
mod till;
mod void;
mod wallet;
mod wallet_service;
