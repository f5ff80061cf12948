//! Reading one line of the log strictly: one pass over the JSON, then every check with a reason in words.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::de::{self, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::clock::Timestamp;
use crate::domain::event::{
    Arm, COST_KINDS, Event, Fact, OutcomeSource, PURPOSES, RewardEnd, StampReason, Wallet,
};

/// How far the writer's clock may run ahead of ours.
const CLOCK_SLACK_MS: i64 = 5 * 60 * 1000;
/// Longest identifier, in characters.
const ID_MOST: usize = 200;
/// Longest idempotency key, in characters: an index of PostgreSQL holds four bytes of each.
const KEY_MOST: usize = 500;
/// Longest other text, in characters.
const TEXT_MOST: usize = 1_000;
/// Largest sum of one event: nine million of them still add up within 64 bits.
const MONEY_MOST: i64 = 1_000_000_000_000;
/// Most stamps that one event moves.
const STAMPS_MOST: i64 = 100_000;

/// Why a line is not an event of the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEvent {
    /// Not JSON, or not an object.
    #[error("the line is not a single JSON object: {0}")]
    NotJson(String),
    /// Bytes that are no text.
    #[error("the line is not UTF-8 from byte {0} onwards")]
    NotUtf8(usize),
    /// The log knows 24 types and refuses others.
    #[error("the type {0:?} is unknown; the metric dictionary lists the known types")]
    UnknownType(String),
    /// A field that this type must have.
    #[error("the field `{0}` is required here and is missing or empty")]
    Missing(&'static str),
    /// A field that says something impossible.
    #[error("the field `{field}` {why}")]
    Wrong {
        /// The field's name.
        field: &'static str,
        /// What is wrong and what would be right.
        why: String,
    },
    /// The writer's clock runs ahead.
    #[error(
        "`occurred_at` is more than 5 minutes after `received_at`; the sender's clock is wrong"
    )]
    FromTheFuture,
}

fn wrong(field: &'static str, why: impl Into<String>) -> BadEvent {
    BadEvent::Wrong {
        field,
        why: why.into(),
    }
}

/// One JSON value, as far as an event can use it.
#[derive(Default)]
enum Scalar<'a> {
    #[default]
    Absent,
    Text(Cow<'a, str>),
    Whole(i64),
    Other(&'static str),
}

impl<'a> Scalar<'a> {
    fn describe(&self) -> &'static str {
        match self {
            Scalar::Absent => "nothing",
            Scalar::Text(_) => "text",
            Scalar::Whole(_) => "a number",
            Scalar::Other(what) => what,
        }
    }

    /// The text, if there is one; an empty text is an absent one, as an empty cell of a table is.
    fn text_if_any(self, field: &'static str, most: usize) -> Result<Option<String>, BadEvent> {
        let text = match self {
            Scalar::Absent => return Ok(None),
            Scalar::Text(text) => text,
            other => {
                return Err(wrong(
                    field,
                    format!("must be text, not {}", other.describe()),
                ));
            }
        };
        // A text has at most as many characters as bytes, so that counting is left for the rare long ones.
        if text.len() > most && text.chars().count() > most {
            return Err(wrong(field, format!("is longer than {most} characters")));
        }
        if text.contains('\0') {
            return Err(wrong(
                field,
                "contains a NUL character, which databases cannot store",
            ));
        }
        Ok(if text.is_empty() {
            None
        } else {
            Some(text.into_owned())
        })
    }

    fn text(self, field: &'static str, most: usize) -> Result<String, BadEvent> {
        self.text_if_any(field, most)?
            .ok_or(BadEvent::Missing(field))
    }

    fn whole_if_any(
        self,
        field: &'static str,
        range: RangeInclusive<i64>,
    ) -> Result<Option<i64>, BadEvent> {
        match self {
            Scalar::Absent => Ok(None),
            Scalar::Whole(n) if range.contains(&n) => Ok(Some(n)),
            Scalar::Whole(n) => Err(wrong(
                field,
                format!("is {n}, outside {} to {}", range.start(), range.end()),
            )),
            other => Err(wrong(
                field,
                format!("must be a whole number, not {}", other.describe()),
            )),
        }
    }

    fn whole(self, field: &'static str, range: RangeInclusive<i64>) -> Result<i64, BadEvent> {
        self.whole_if_any(field, range)?
            .ok_or(BadEvent::Missing(field))
    }

    fn time(self, field: &'static str) -> Result<Timestamp, BadEvent> {
        let text = self.text(field, ID_MOST)?;
        text.parse().map_err(|_| {
            wrong(
                field,
                "is not an RFC 3339 time such as 2026-01-31T09:30:00Z",
            )
        })
    }

    fn date_if_any(self, field: &'static str) -> Result<Option<Date>, BadEvent> {
        let Some(text) = self.text_if_any(field, ID_MOST)? else {
            return Ok(None);
        };
        let fault = || wrong(field, "is not a date such as 2026-01-31");
        // The date parser also takes times and drops them; a date has ten characters.
        if text.len() == 10 {
            text.parse()
                .map(Some)
                .map_err(|_| fault())
        } else {
            Err(fault())
        }
    }

    fn word_if_any<T>(
        self,
        field: &'static str,
        words: &[&str],
        read: fn(&str) -> Option<T>,
    ) -> Result<Option<T>, BadEvent> {
        let Some(text) = self.text_if_any(field, ID_MOST)? else {
            return Ok(None);
        };
        read(&text)
            .map(Some)
            .ok_or_else(|| {
                wrong(
                    field,
                    format!("is {text:?}, not one of {}", words.join(", ")),
                )
            })
    }

    fn word<T>(
        self,
        field: &'static str,
        words: &[&str],
        read: fn(&str) -> Option<T>,
    ) -> Result<T, BadEvent> {
        self.word_if_any(field, words, read)?
            .ok_or(BadEvent::Missing(field))
    }

    fn listed(self, field: &'static str, words: &[&str]) -> Result<String, BadEvent> {
        let text = self.text(field, ID_MOST)?;
        if words.contains(&text.as_str()) {
            Ok(text)
        } else {
            Err(wrong(
                field,
                format!("is {text:?}, not one of {}", words.join(", ")),
            ))
        }
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_i64<E>(self, n: i64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Whole(n))
    }

    fn visit_u64<E>(self, n: u64) -> Result<Scalar<'de>, E> {
        Ok(i64::try_from(n).map_or(Scalar::Other("a number larger than 64 bits"), Scalar::Whole))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Other("a number with a fraction or an exponent"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Other("true or false"))
    }

    fn visit_unit<E>(self) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Absent)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Scalar<'de>, A::Error> {
        while list
            .next_element::<IgnoredAny>()?
            .is_some()
        {}
        Ok(Scalar::Other("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar<'de>, A::Error> {
        while map
            .next_entry::<IgnoredAny, IgnoredAny>()?
            .is_some()
        {}
        Ok(Scalar::Other("an object"))
    }
}

impl<'de> Deserialize<'de> for Scalar<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(ScalarVisitor)
    }
}

/// A field's name; borrowed unless the JSON spells it with escapes.
struct FieldName<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for FieldName<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match d.deserialize_str(ScalarVisitor)? {
            Scalar::Text(name) => Ok(FieldName(name)),
            _ => Err(de::Error::custom("a field without a name")),
        }
    }
}

macro_rules! columns {
    ($($field:ident = $name:literal),* $(,)?) => {
        /// Every field of every type: the columns of the log as a table.
        pub const COLUMNS: &[&str] = &[$($name),*];

        /// One line with nothing checked yet but that it is a JSON object.
        #[derive(Default)]
        struct Line<'a> { $($field: Scalar<'a>),* }

        impl<'a> Line<'a> {
            fn slot(&mut self, name: &str) -> Option<&mut Scalar<'a>> {
                match name { $($name => Some(&mut self.$field),)* _ => None }
            }
        }
    };
}

columns! {
    event_id = "event_id", idempotency_key = "idempotency_key", merchant_id = "merchant_id", kind_of_event = "type",
    occurred_at = "occurred_at", received_at = "received_at", member_id = "member_id", card_id = "card_id",
    location_id = "location_id", staff_id = "staff_id", visitor_id = "visitor_id", channel = "channel",
    referrer_member_id = "referrer_member_id", wallet = "wallet", device_ref = "device_ref", visit_id = "visit_id",
    amount_minor = "amount_minor", reason = "reason", delta = "delta", reward_id = "reward_id", stamps_spent = "stamps_spent",
    cost_minor = "cost_minor", redemption_id = "redemption_id", request_id = "request_id", review_id = "review_id",
    rating = "rating", sentiment = "sentiment", message_id = "message_id", purpose = "purpose", campaign_id = "campaign_id",
    tier = "tier", experiment_id = "experiment_id", arm = "arm", outcome_source = "outcome_source",
    merged_member_id = "merged_member_id", kind = "kind", currency = "currency", gross_margin_bp = "gross_margin_bp",
    stamps_required = "stamps_required", launched_on = "launched_on", source = "source", external_id = "external_id",
}

struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = Line<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Line<'de>, A::Error> {
        let mut line = Line::default();
        while let Some(FieldName(name)) = map.next_key()? {
            match line.slot(&name) {
                Some(slot @ Scalar::Absent) => *slot = map.next_value()?,
                Some(_) => {
                    return Err(de::Error::custom(format!(
                        "the field `{name}` appears twice"
                    )));
                }
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(line)
    }
}

impl<'de> Deserialize<'de> for Line<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(LineVisitor)
    }
}

impl Line<'_> {
    fn fact(&mut self, kind: &str) -> Result<Fact, BadEvent> {
        let take = std::mem::take::<Scalar<'_>>;
        macro_rules! id {
            ($field:ident) => {
                take(&mut self.$field).text(stringify!($field), ID_MOST)?
            };
        }
        macro_rules! id_if_any {
            ($field:ident) => {
                take(&mut self.$field).text_if_any(stringify!($field), ID_MOST)?
            };
        }
        macro_rules! whole {
            ($field:ident, $range:expr) => {
                take(&mut self.$field).whole(stringify!($field), $range)?
            };
        }
        macro_rules! whole_if_any {
            ($field:ident, $range:expr) => {
                take(&mut self.$field).whole_if_any(stringify!($field), $range)?
            };
        }
        macro_rules! word {
            ($field:ident, $kind:ty) => {
                take(&mut self.$field).word(
                    stringify!($field),
                    <$kind>::WORDS,
                    <$kind>::from_word,
                )?
            };
        }
        macro_rules! remark {
            () => {
                take(&mut self.reason).text_if_any("reason", TEXT_MOST)?
            };
        }
        Ok(match kind {
            "page_viewed" => Fact::PageViewed {
                visitor_id: id!(visitor_id),
                channel: id!(channel),
            },
            "card_issued" => Fact::CardIssued {
                channel: id!(channel),
                visitor_id: id_if_any!(visitor_id),
                referrer_member_id: id_if_any!(referrer_member_id),
            },
            "card_saved" => Fact::CardSaved {
                wallet: word!(wallet, Wallet),
                device_ref: id_if_any!(device_ref),
            },
            "card_removed" => Fact::CardRemoved {
                wallet: word!(wallet, Wallet),
                device_ref: id_if_any!(device_ref),
            },
            "visit_validated" => Fact::VisitValidated {
                visit_id: id!(visit_id),
                amount_minor: whole_if_any!(amount_minor, 0..=MONEY_MOST),
            },
            "visit_imported" => Fact::VisitImported {
                visit_id: id!(visit_id),
                amount_minor: whole_if_any!(amount_minor, 0..=MONEY_MOST),
            },
            "visit_voided" => Fact::VisitVoided {
                visit_id: id!(visit_id),
                reason: remark!(),
            },
            "stamps_changed" => Fact::StampsChanged {
                delta: whole!(delta, -STAMPS_MOST..=STAMPS_MOST),
                reason: word!(reason, StampReason),
                visit_id: id_if_any!(visit_id),
            },
            "reward_earned" => Fact::RewardEarned {
                reward_id: id!(reward_id),
                stamps_spent: whole!(stamps_spent, 0..=STAMPS_MOST),
                cost_minor: whole_if_any!(cost_minor, 0..=MONEY_MOST),
            },
            "reward_ended" => Fact::RewardEnded {
                reward_id: id!(reward_id),
                reason: word!(reason, RewardEnd),
            },
            "reward_redeemed" => Fact::RewardRedeemed {
                reward_id: id!(reward_id),
                redemption_id: id!(redemption_id),
                cost_minor: whole_if_any!(cost_minor, 0..=MONEY_MOST),
            },
            "redemption_voided" => Fact::RedemptionVoided {
                redemption_id: id!(redemption_id),
                reason: remark!(),
            },
            "referral_opened" => Fact::ReferralOpened {
                visitor_id: id!(visitor_id),
            },
            "review_requested" => Fact::ReviewRequested {
                request_id: id!(request_id),
                visit_id: id_if_any!(visit_id),
            },
            "review_submitted" => Fact::ReviewSubmitted {
                review_id: id!(review_id),
                rating: whole!(rating, 1..=5),
                request_id: id_if_any!(request_id),
                sentiment: whole_if_any!(sentiment, -1..=1),
            },
            "message_sent" => Fact::MessageSent {
                message_id: id!(message_id),
                purpose: take(&mut self.purpose).listed("purpose", PURPOSES)?,
                campaign_id: id_if_any!(campaign_id),
                wallet: take(&mut self.wallet).word_if_any(
                    "wallet",
                    Wallet::WORDS,
                    Wallet::from_word,
                )?,
            },
            "pass_fetched" => Fact::PassFetched {
                wallet: word!(wallet, Wallet),
            },
            "tier_changed" => Fact::TierChanged { tier: id!(tier) },
            "group_assigned" => Fact::GroupAssigned {
                experiment_id: id!(experiment_id),
                arm: word!(arm, Arm),
                outcome_source: word!(outcome_source, OutcomeSource),
            },
            "member_merged" => Fact::MemberMerged {
                merged_member_id: id!(merged_member_id),
            },
            "member_deleted" => Fact::MemberDeleted { reason: remark!() },
            // A cost may be negative: there is no void for it, so that is how a mistake is put right.
            "cost_recorded" => Fact::CostRecorded {
                kind: take(&mut self.kind).listed("kind", COST_KINDS)?,
                amount_minor: whole!(amount_minor, -MONEY_MOST..=MONEY_MOST),
            },
            "program_configured" => Fact::ProgramConfigured {
                currency: id!(currency),
                gross_margin_bp: whole_if_any!(gross_margin_bp, 0..=10_000),
                stamps_required: whole_if_any!(stamps_required, 1..=STAMPS_MOST),
                launched_on: take(&mut self.launched_on).date_if_any("launched_on")?,
            },
            "visit_amount_recorded" => Fact::VisitAmountRecorded {
                visit_id: id!(visit_id),
                amount_minor: whole!(amount_minor, 0..=MONEY_MOST),
                source: id!(source),
                external_id: id!(external_id),
                currency: id_if_any!(currency),
            },
            // Cut, or a line's refusal could be as long as the line.
            other => return Err(BadEvent::UnknownType(other.chars().take(60).collect())),
        })
    }

    fn check(mut self) -> Result<Event, BadEvent> {
        let kind = std::mem::take(&mut self.kind_of_event).text("type", ID_MOST)?;
        let fact = self.fact(&kind)?;
        let event = Event {
            event_id: self
                .event_id
                .text("event_id", ID_MOST)?,
            idempotency_key: self
                .idempotency_key
                .text("idempotency_key", KEY_MOST)?,
            merchant_id: self
                .merchant_id
                .text("merchant_id", ID_MOST)?,
            occurred_at: self
                .occurred_at
                .time("occurred_at")?,
            received_at: self
                .received_at
                .time("received_at")?,
            member_id: self
                .member_id
                .text_if_any("member_id", ID_MOST)?,
            card_id: self
                .card_id
                .text_if_any("card_id", ID_MOST)?,
            location_id: self
                .location_id
                .text_if_any("location_id", ID_MOST)?,
            staff_id: self
                .staff_id
                .text_if_any("staff_id", ID_MOST)?,
            fact,
        };
        if event.fact.needs_member() && event.member_id.is_none() {
            return Err(BadEvent::Missing("member_id"));
        }
        if event.fact.needs_card() && event.card_id.is_none() {
            return Err(BadEvent::Missing("card_id"));
        }
        if event.occurred_at
            > event
                .received_at
                .plus_ms(CLOCK_SLACK_MS)
        {
            return Err(BadEvent::FromTheFuture);
        }
        Ok(event)
    }
}

/// The reader counts lines as well; here it sees one, and its number would be taken for the file's.
fn not_json(error: &serde_json::Error) -> BadEvent {
    BadEvent::NotJson(
        error
            .to_string()
            .replace("at line 1 column", "at column"),
    )
}

impl Event {
    /// Reads one line of the log strictly; fields that the dictionary does not know are ignored.
    pub fn parse_line(line: &[u8]) -> Result<Event, BadEvent> {
        let line = std::str::from_utf8(line).map_err(|e| BadEvent::NotUtf8(e.valid_up_to() + 1))?;
        let line: Line<'_> = serde_json::from_str(line).map_err(|e| not_json(&e))?;
        line.check()
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Line::deserialize(d)?
            .check()
            .map_err(de::Error::custom)
    }
}
