//! The vocabulary of the append-only log: every kind of event and what it carries (the metric dictionary, section 2).

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// Which wallet a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wallet {
    /// Apple Wallet.
    Apple,
    /// Google Wallet.
    Google,
}

impl Wallet {
    /// `apple` or `google`.
    pub fn as_str(self) -> &'static str {
        match self {
            Wallet::Apple => "apple",
            Wallet::Google => "google",
        }
    }
}

/// Why a stamp count changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words speak for themselves")]
pub enum StampReason {
    Visit,
    Bonus,
    Birthday,
    Referral,
    Correction,
    Expiry,
}

/// What happened, with the fields that only this type has. `member_id`, `card_id`, `location_id` and `staff_id` are
/// common to many types and stand on [`Event`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[allow(missing_docs, reason = "field meanings stand in the metric dictionary, one line a type")]
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
}

/// Why a reward can no longer be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RewardEnd {
    /// Its time ran out.
    Expired,
    /// It should never have existed.
    Revoked,
}

/// The side of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words speak for themselves")]
pub enum Arm {
    Treatment,
    Control,
}

/// Where an experiment's outcome is read from, the same for both arms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words speak for themselves")]
pub enum OutcomeSource {
    Validated,
    Imported,
}

/// One line of the log. Unknown fields are ignored on reading; absent optional fields stay absent on writing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "field meanings stand in the metric dictionary, section 2.1")]
pub struct Event {
    pub event_id: String,
    pub idempotency_key: String,
    pub merchant_id: String,
    pub occurred_at: Timestamp,
    pub received_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_id: Option<String>,
    #[serde(flatten)]
    pub fact: Fact,
}
