//! The vocabulary of the append-only log: every kind of event and what it carries (`docs/METRICS.md`, section 2).
//!
//! An event is written as one JSON object a line: [`Event::parse_line`] reads it and [`Event::to_line`] writes it.

mod cell;
#[macro_use]
mod grammar;
mod read;
mod scalar;
mod table;
#[cfg(test)]
mod tests;
mod write;

use serde::Deserialize;

use crate::clock::Timestamp;
use crate::domain::event::cell::EventValue;
pub use crate::domain::event::cell::{Cell, ValueShape};
pub use crate::domain::event::scalar::BadEvent;
pub use crate::domain::event::table::{
    COLUMNS, EventExample, EventField, FIELDS, Fact, KINDS, OWN_COLUMNS, examples,
};

/// Gives an enumeration its spelling in the log, both ways.
macro_rules! spelled {
    ($name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $name {
            /// Every word there is, in the order of the dictionary.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word in the log.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            /// Reads the word in the log; `None` for any other.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }

        impl EventValue for $name {
            const SHAPE: ValueShape = ValueShape::Text;

            fn cell(&self) -> Option<Cell<'_>> {
                Some(Cell::Text(self.as_str()))
            }
        }
    };
}

/// Which wallet a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wallet {
    /// Apple Wallet.
    Apple,
    /// Google Wallet.
    Google,
}

spelled!(Wallet { Apple = "apple", Google = "google" });

/// Why a stamp count changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StampReason {
    /// A visit brought it.
    Visit,
    /// A gift, the welcome stamps included.
    Bonus,
    /// A gift for the birthday.
    Birthday,
    /// Somebody was brought along.
    Referral,
    /// A mistake was put right.
    Correction,
    /// Their time ran out.
    Expiry,
}

spelled!(StampReason {
    Visit = "visit",
    Bonus = "bonus",
    Birthday = "birthday",
    Referral = "referral",
    Correction = "correction",
    Expiry = "expiry",
});

/// Why a reward or a voucher can no longer be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RewardEnd {
    /// Its time ran out.
    Expired,
    /// It should never have existed.
    Revoked,
}

spelled!(RewardEnd { Expired = "expired", Revoked = "revoked" });

/// The side of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arm {
    /// Gets the card or the message.
    Treatment,
    /// Gets nothing, by chance.
    Control,
}

spelled!(Arm { Treatment = "treatment", Control = "control" });

/// Where an experiment's outcome is read from, the same for both arms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeSource {
    /// Scans.
    Validated,
    /// The till.
    Imported,
}

spelled!(OutcomeSource { Validated = "validated", Imported = "imported" });

/// What a message may be for.
pub const PURPOSES: &[&str] = &["campaign", "reminder", "stamp_update", "other"];

/// Who says what a visit came to where it was typed at a till or sent by `PATCH /v1/scans/{id}`; the receipt is then named after
/// its visit.
pub const BY_STAFF: &str = "staff";

/// What a recorded cost may be for.
pub const COST_KINDS: &[&str] = &["platform", "hardware", "labour", "other"];

/// One line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Unique for each stored record.
    pub event_id: String,
    /// The same for every record of the same real-world fact.
    pub idempotency_key: String,
    /// Whose log it is.
    pub merchant_id: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When the server stored it.
    pub received_at: Timestamp,
    /// The person, a random token.
    pub member_id: Option<String>,
    /// The card.
    pub card_id: Option<String>,
    /// The place.
    pub location_id: Option<String>,
    /// The till, or the key, that wrote it.
    pub staff_id: Option<String>,
    /// What happened.
    pub fact: Fact,
}
