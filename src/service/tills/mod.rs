//! Where staff scan: places, tills, their PIN and what they did last.

pub mod pin;
pub mod qr_reader;
pub mod staff;
pub mod till;
pub mod till_activity;
