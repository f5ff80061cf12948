//! Writing events: one JSON object a line, the cells of a table, and the bytes that the hash chain covers.

use std::fmt;

use jiff::civil::Date;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::clock::Timestamp;
use crate::domain::event::{COLUMNS, Event, Fact};

/// The value of one field, ready to be written in any form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number.
    Whole(i64),
    /// A point in time.
    Time(Timestamp),
    /// A local date.
    Date(Date),
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Text(text) => f.write_str(text),
            Cell::Whole(n) => n.fmt(f),
            Cell::Time(t) => t.fmt(f),
            Cell::Date(d) => d.fmt(f),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Text(text) => s.serialize_str(text),
            Cell::Whole(n) => s.serialize_i64(*n),
            other => s.collect_str(other),
        }
    }
}

/// The fields that are there, in their fixed order.
struct EventFields<'a>(Vec<(&'static str, Cell<'a>)>);

impl<'a> EventFields<'a> {
    fn text(mut self, name: &'static str, text: &'a str) -> Self {
        self.0
            .push((name, Cell::Text(text)));
        self
    }

    fn text_if_any(self, name: &'static str, text: &'a Option<String>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    fn whole(mut self, name: &'static str, n: i64) -> Self {
        self.0.push((name, Cell::Whole(n)));
        self
    }

    fn whole_if_any(self, name: &'static str, n: Option<i64>) -> Self {
        match n {
            Some(n) => self.whole(name, n),
            None => self,
        }
    }

    fn time(mut self, name: &'static str, t: Timestamp) -> Self {
        self.0.push((name, Cell::Time(t)));
        self
    }

    fn date_if_any(mut self, name: &'static str, date: Option<Date>) -> Self {
        self.0
            .extend(date.map(|d| (name, Cell::Date(d))));
        self
    }

    fn fact(self, fact: &'a Fact) -> Self {
        match fact {
            Fact::PageViewed {
                visitor_id,
                channel,
            } => self
                .text("visitor_id", visitor_id)
                .text("channel", channel),
            Fact::CardIssued {
                channel,
                visitor_id,
                referrer_member_id,
            } => self
                .text("channel", channel)
                .text_if_any("visitor_id", visitor_id)
                .text_if_any("referrer_member_id", referrer_member_id),
            Fact::CardSaved { wallet, device_ref } | Fact::CardRemoved { wallet, device_ref } => {
                self.text("wallet", wallet.as_str())
                    .text_if_any("device_ref", device_ref)
            }
            Fact::VisitValidated {
                visit_id,
                amount_minor,
            }
            | Fact::VisitImported {
                visit_id,
                amount_minor,
            } => self
                .text("visit_id", visit_id)
                .whole_if_any("amount_minor", *amount_minor),
            Fact::VisitVoided { visit_id, reason } => self
                .text("visit_id", visit_id)
                .text_if_any("reason", reason),
            Fact::StampsChanged {
                delta,
                reason,
                visit_id,
            } => self
                .whole("delta", *delta)
                .text("reason", reason.as_str())
                .text_if_any("visit_id", visit_id),
            Fact::RewardEarned {
                reward_id,
                stamps_spent,
                cost_minor,
            } => self
                .text("reward_id", reward_id)
                .whole("stamps_spent", *stamps_spent)
                .whole_if_any("cost_minor", *cost_minor),
            Fact::RewardEnded { reward_id, reason } => self
                .text("reward_id", reward_id)
                .text("reason", reason.as_str()),
            Fact::RewardRedeemed {
                reward_id,
                redemption_id,
                cost_minor,
            } => self
                .text("reward_id", reward_id)
                .text("redemption_id", redemption_id)
                .whole_if_any("cost_minor", *cost_minor),
            Fact::RedemptionVoided {
                redemption_id,
                reason,
            } => self
                .text("redemption_id", redemption_id)
                .text_if_any("reason", reason),
            Fact::ReferralOpened { visitor_id } => self.text("visitor_id", visitor_id),
            Fact::ReviewRequested {
                request_id,
                visit_id,
            } => self
                .text("request_id", request_id)
                .text_if_any("visit_id", visit_id),
            Fact::ReviewSubmitted {
                review_id,
                rating,
                request_id,
                sentiment,
            } => self
                .text("review_id", review_id)
                .whole("rating", *rating)
                .text_if_any("request_id", request_id)
                .whole_if_any("sentiment", *sentiment),
            Fact::MessageSent {
                message_id,
                purpose,
                campaign_id,
                wallet,
            } => {
                let fields = self
                    .text("message_id", message_id)
                    .text("purpose", purpose)
                    .text_if_any("campaign_id", campaign_id);
                match wallet {
                    Some(wallet) => fields.text("wallet", wallet.as_str()),
                    None => fields,
                }
            }
            Fact::PassFetched { wallet } => self.text("wallet", wallet.as_str()),
            Fact::TierChanged { tier } => self.text("tier", tier),
            Fact::GroupAssigned {
                experiment_id,
                arm,
                outcome_source,
            } => self
                .text("experiment_id", experiment_id)
                .text("arm", arm.as_str())
                .text("outcome_source", outcome_source.as_str()),
            Fact::MemberMerged { merged_member_id } => {
                self.text("merged_member_id", merged_member_id)
            }
            Fact::MemberDeleted { reason } => self.text_if_any("reason", reason),
            Fact::CostRecorded { kind, amount_minor } => self
                .text("kind", kind)
                .whole("amount_minor", *amount_minor),
            Fact::ProgramConfigured {
                currency,
                gross_margin_bp,
                stamps_required,
                launched_on,
            } => self
                .text("currency", currency)
                .whole_if_any("gross_margin_bp", *gross_margin_bp)
                .whole_if_any("stamps_required", *stamps_required)
                .date_if_any("launched_on", *launched_on),
            Fact::VisitAmountRecorded {
                visit_id,
                amount_minor,
                source,
                external_id,
                currency,
            } => self
                .text("visit_id", visit_id)
                .whole("amount_minor", *amount_minor)
                .text("source", source)
                .text("external_id", external_id)
                .text_if_any("currency", currency),
        }
    }
}

impl Event {
    /// This event as one JSON object without a line end; optional fields that are not there stay absent.
    pub fn to_line(&self) -> String {
        // Writing texts and whole numbers into a string cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The fields that are there, by name: the common ones first, then the type's own as the dictionary lists them.
    pub fn fields(&self) -> Vec<(&'static str, Cell<'_>)> {
        EventFields(Vec::with_capacity(14))
            .text("event_id", &self.event_id)
            .text("idempotency_key", &self.idempotency_key)
            .text("merchant_id", &self.merchant_id)
            .text("type", self.fact.kind())
            .time("occurred_at", self.occurred_at)
            .time("received_at", self.received_at)
            .text_if_any("member_id", &self.member_id)
            .text_if_any("card_id", &self.card_id)
            .text_if_any("location_id", &self.location_id)
            .text_if_any("staff_id", &self.staff_id)
            .fact(&self.fact)
            .0
    }

    /// One cell for each of [`COLUMNS`], empty where this event has nothing.
    pub fn cells(&self) -> Vec<String> {
        let fields = self.fields();
        COLUMNS
            .iter()
            .map(|column| {
                fields
                    .iter()
                    .find(|(name, _)| name == column)
                    .map_or(String::new(), |(_, cell)| cell.to_string())
            })
            .collect()
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let fields = self.fields();
        let mut map = s.serialize_map(Some(fields.len()))?;
        for (name, cell) in fields {
            map.serialize_entry(name, &cell)?;
        }
        map.end()
    }
}
