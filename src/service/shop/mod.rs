//! The shop itself: made, signed in to, set up.

pub mod checklist;
pub mod developer_page;
pub mod invitations;
pub mod merchants;
pub mod sign_in;
pub mod zones;
