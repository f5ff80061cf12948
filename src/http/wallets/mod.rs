//! What the wallets call.

pub mod apple;
