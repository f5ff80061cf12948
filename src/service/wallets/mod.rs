//! What the wallets and the customer’s own page see of a card, and what they report back.

pub mod apple_pass;
pub mod apple_registrations;
pub mod card_notes;
pub mod deliveries;
pub mod drawing;
pub mod google_callback;
pub mod google_object;
pub mod own_picture;
pub mod picture;
pub mod reconcile_google;
pub mod save_to_google;
pub mod web_card;
