//! Who acts, and by which credential.

pub mod actor;
pub mod keys;
