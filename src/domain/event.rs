//! The vocabulary of the append-only log: every kind of event and what it carries (the metric dictionary, section 2).
//!
//! An event is written as one JSON object a line: [`Event::parse_line`] reads it and [`Event::to_line`] writes it.

mod read;
#[cfg(test)]
mod tests;
mod write;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
pub use crate::domain::event::read::{BadEvent, COLUMNS};
pub use crate::domain::event::write::Cell;

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
    };
}

/// Which wallet a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wallet {
    /// Apple Wallet.
    Apple,
    /// Google Wallet.
    Google,
}

spelled!(Wallet { Apple = "apple", Google = "google" });

/// Why a stamp count changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// Why a reward can no longer be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RewardEnd {
    /// Its time ran out.
    Expired,
    /// It should never have existed.
    Revoked,
}

spelled!(RewardEnd { Expired = "expired", Revoked = "revoked" });

/// The side of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arm {
    /// Gets the card or the message.
    Treatment,
    /// Gets nothing, by chance.
    Control,
}

spelled!(Arm { Treatment = "treatment", Control = "control" });

/// Where an experiment's outcome is read from, the same for both arms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// What happened, with the fields that only this type has. `member_id`, `card_id`, `location_id` and `staff_id` are
/// common to many types and stand on [`Event`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(missing_docs, reason = "field meanings stand in the metric dictionary, one line a type")]
#[rustfmt::skip]
pub enum Fact {
    PageViewed { visitor_id: String, channel: String },
    CardIssued { channel: String, #[serde(default, skip_serializing_if = "Option::is_none")] visitor_id: Option<String>, #[serde(default, skip_serializing_if = "Option::is_none")] referrer_member_id: Option<String> },
    CardSaved { wallet: Wallet, #[serde(default, skip_serializing_if = "Option::is_none")] device_ref: Option<String> },
    CardRemoved { wallet: Wallet, #[serde(default, skip_serializing_if = "Option::is_none")] device_ref: Option<String> },
    VisitValidated { visit_id: String, #[serde(default, skip_serializing_if = "Option::is_none")] amount_minor: Option<i64> },
    VisitImported { visit_id: String, #[serde(default, skip_serializing_if = "Option::is_none")] amount_minor: Option<i64> },
    VisitVoided { visit_id: String, #[serde(default, skip_serializing_if = "Option::is_none")] reason: Option<String> },
    StampsChanged { delta: i64, reason: StampReason, #[serde(default, skip_serializing_if = "Option::is_none")] visit_id: Option<String> },
    RewardEarned { reward_id: String, stamps_spent: i64, #[serde(default, skip_serializing_if = "Option::is_none")] cost_minor: Option<i64> },
    RewardEnded { reward_id: String, reason: RewardEnd },
    RewardRedeemed { reward_id: String, redemption_id: String, #[serde(default, skip_serializing_if = "Option::is_none")] cost_minor: Option<i64> },
    RedemptionVoided { redemption_id: String, #[serde(default, skip_serializing_if = "Option::is_none")] reason: Option<String> },
    ReferralOpened { visitor_id: String },
    ReviewRequested { request_id: String, #[serde(default, skip_serializing_if = "Option::is_none")] visit_id: Option<String> },
    ReviewSubmitted { review_id: String, rating: i64, #[serde(default, skip_serializing_if = "Option::is_none")] request_id: Option<String>, #[serde(default, skip_serializing_if = "Option::is_none")] sentiment: Option<i64> },
    MessageSent { message_id: String, purpose: String, #[serde(default, skip_serializing_if = "Option::is_none")] campaign_id: Option<String>, #[serde(default, skip_serializing_if = "Option::is_none")] wallet: Option<Wallet> },
    PassFetched { wallet: Wallet },
    TierChanged { tier: String },
    GroupAssigned { experiment_id: String, arm: Arm, outcome_source: OutcomeSource },
    MemberMerged { merged_member_id: String },
    MemberDeleted { #[serde(default, skip_serializing_if = "Option::is_none")] reason: Option<String> },
    CostRecorded { kind: String, amount_minor: i64 },
    ProgramConfigured { currency: String, #[serde(default, skip_serializing_if = "Option::is_none")] gross_margin_bp: Option<i64>, #[serde(default, skip_serializing_if = "Option::is_none")] stamps_required: Option<i64>, #[serde(default, skip_serializing_if = "Option::is_none")] launched_on: Option<jiff::civil::Date> },
    VisitAmountRecorded { visit_id: String, amount_minor: i64, source: String, external_id: String, #[serde(default, skip_serializing_if = "Option::is_none")] currency: Option<String> },
}

/// The words of the log's `type` field, in the order of the dictionary.
pub const KINDS: [&str; 24] = [
    "page_viewed",
    "card_issued",
    "card_saved",
    "card_removed",
    "visit_validated",
    "visit_imported",
    "visit_voided",
    "stamps_changed",
    "reward_earned",
    "reward_ended",
    "reward_redeemed",
    "redemption_voided",
    "referral_opened",
    "review_requested",
    "review_submitted",
    "message_sent",
    "pass_fetched",
    "tier_changed",
    "group_assigned",
    "member_merged",
    "member_deleted",
    "cost_recorded",
    "program_configured",
    "visit_amount_recorded",
];

impl Fact {
    /// The word in the log's `type` field.
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::PageViewed { .. } => "page_viewed",
            Fact::CardIssued { .. } => "card_issued",
            Fact::CardSaved { .. } => "card_saved",
            Fact::CardRemoved { .. } => "card_removed",
            Fact::VisitValidated { .. } => "visit_validated",
            Fact::VisitImported { .. } => "visit_imported",
            Fact::VisitVoided { .. } => "visit_voided",
            Fact::StampsChanged { .. } => "stamps_changed",
            Fact::RewardEarned { .. } => "reward_earned",
            Fact::RewardEnded { .. } => "reward_ended",
            Fact::RewardRedeemed { .. } => "reward_redeemed",
            Fact::RedemptionVoided { .. } => "redemption_voided",
            Fact::ReferralOpened { .. } => "referral_opened",
            Fact::ReviewRequested { .. } => "review_requested",
            Fact::ReviewSubmitted { .. } => "review_submitted",
            Fact::MessageSent { .. } => "message_sent",
            Fact::PassFetched { .. } => "pass_fetched",
            Fact::TierChanged { .. } => "tier_changed",
            Fact::GroupAssigned { .. } => "group_assigned",
            Fact::MemberMerged { .. } => "member_merged",
            Fact::MemberDeleted { .. } => "member_deleted",
            Fact::CostRecorded { .. } => "cost_recorded",
            Fact::ProgramConfigured { .. } => "program_configured",
            Fact::VisitAmountRecorded { .. } => "visit_amount_recorded",
        }
    }

    /// Whether an event of this type must name a member.
    pub fn needs_member(&self) -> bool {
        !matches!(
            self,
            Fact::PageViewed { .. }
                | Fact::CardSaved { .. }
                | Fact::CardRemoved { .. }
                | Fact::VisitVoided { .. }
                | Fact::RewardEnded { .. }
                | Fact::RedemptionVoided { .. }
                | Fact::PassFetched { .. }
                | Fact::CostRecorded { .. }
                | Fact::ProgramConfigured { .. }
                | Fact::VisitAmountRecorded { .. }
        )
    }

    /// Whether an event of this type must name a card.
    pub fn needs_card(&self) -> bool {
        matches!(
            self,
            Fact::CardIssued { .. }
                | Fact::CardSaved { .. }
                | Fact::CardRemoved { .. }
                | Fact::VisitValidated { .. }
                | Fact::PassFetched { .. }
        )
    }
}

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
