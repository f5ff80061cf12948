//! What the wallets call.

pub mod apple;
pub mod google;
