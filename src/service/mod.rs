//! One file for each verb; each a function of the app, who asks and what is asked.

pub mod actor;
pub mod build_pass;
pub mod change_card;
pub mod find_card;
pub mod google_callback;
pub mod google_card;
pub mod health;
pub mod import_events;
pub mod issue_card;
pub mod keys;
pub mod ledger;
pub mod lists;
pub mod merchants;
pub mod once;
pub mod page_view;
pub mod picture;
pub mod profile;
pub mod program;
pub mod publish;
mod read_frame;
pub mod reconcile_google;
pub mod redeem_reward;
pub mod register_device;
pub mod report;
pub mod restore;
pub mod save_to_google;
pub mod stamp_card;
pub mod sweep;
pub mod tills;
pub mod verify;
pub mod view;
pub mod void_scan;
pub mod web_card;
pub mod words;

pub use read_frame::{FrameError, LARGEST_FRAME, read_frame};
