//! What keeps the service well: health, sweeps, checks, what a restore asks for.

pub mod archive_events;
pub mod health;
pub mod instances;
pub mod restore;
pub mod sweep;
pub mod verify;
