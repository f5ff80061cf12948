//! The people of a shop: found, looked at, changed, merged, exported, erased.

pub mod change_member;
pub mod erase_member;
pub mod external_ids;
pub mod fold_ids;
pub mod history;
pub mod member;
pub mod member_export;
pub mod merge_members;
pub mod profile;
