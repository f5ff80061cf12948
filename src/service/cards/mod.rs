//! A card’s life: issued, stamped, redeemed, corrected, taken back.

pub mod change_card;
pub mod issue_card;
pub mod list_cards;
pub mod page_view;
pub mod record_amount;
pub mod redeem_reward;
pub mod stamp_card;
pub mod void_scan;
