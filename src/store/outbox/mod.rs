//! What is owed to the wallets: the rows, and how those that this process owes come to its own delivery workers.

pub(super) mod deliveries;
pub(super) mod owed;
