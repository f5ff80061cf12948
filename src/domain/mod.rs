//! The rules of a stamp card and what it shows: pure functions over plain data. Knows no database, no network and no clock.

pub mod card;
pub mod channel;
pub mod colour;
pub mod digits;
pub mod event;
pub mod face;
pub mod hold_out;
pub mod join_address;
pub mod member_id;
pub mod program;
pub mod scan_code;
pub mod stamp_expiry;
pub mod tiers;
pub mod update_tag;
