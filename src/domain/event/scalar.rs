//! One JSON value of a line: what it may be, how long or how large, and why it is refused.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::de::{self, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::clock::Timestamp;

/// Longest identifier, in characters.
pub(super) const ID_MOST: usize = 200;
/// Longest idempotency key, in characters: an index of PostgreSQL holds four bytes of each.
pub(super) const KEY_MOST: usize = 500;
/// Longest other text, in characters.
pub(super) const TEXT_MOST: usize = 1_000;
/// Largest sum of one event: nine million of them still add up within 64 bits.
pub(super) const MONEY_MOST: i64 = 1_000_000_000_000;
/// Most stamps that one event moves.
pub(super) const STAMPS_MOST: i64 = 100_000;

/// Why a line is not an event of the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadEvent {
    /// Not JSON, or not an object.
    #[error("the line is not a single JSON object: {0}")]
    NotJson(String),
    /// Bytes that are no text.
    #[error("the line is not UTF-8 from byte {0} onwards")]
    NotUtf8(usize),
    /// A type that the table of events does not list.
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
pub(super) enum Scalar<'a> {
    #[default]
    Absent,
    Text(Cow<'a, str>),
    Whole(i64),
    Flag(bool),
    Other(&'static str),
}

impl<'a> Scalar<'a> {
    fn describe(&self) -> &'static str {
        match self {
            Scalar::Absent => "nothing",
            Scalar::Text(_) => "text",
            Scalar::Whole(_) => "a number",
            Scalar::Flag(_) => "true or false",
            Scalar::Other(what) => what,
        }
    }

    /// The text, if there is one; an empty text is an absent one, as an empty cell of a table is.
    pub(super) fn text_if_any(
        self,
        field: &'static str,
        most: usize,
    ) -> Result<Option<String>, BadEvent> {
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

    pub(super) fn text(self, field: &'static str, most: usize) -> Result<String, BadEvent> {
        self.text_if_any(field, most)?
            .ok_or(BadEvent::Missing(field))
    }

    pub(super) fn whole_if_any(
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

    pub(super) fn time(self, field: &'static str) -> Result<Timestamp, BadEvent> {
        self.time_if_any(field)?
            .ok_or(BadEvent::Missing(field))
    }

    pub(super) fn time_if_any(self, field: &'static str) -> Result<Option<Timestamp>, BadEvent> {
        let Some(text) = self.text_if_any(field, ID_MOST)? else {
            return Ok(None);
        };
        text.parse().map(Some).map_err(|_| {
            wrong(
                field,
                "is not an RFC 3339 time such as 2026-01-31T09:30:00Z",
            )
        })
    }

    pub(super) fn flag_if_any(self, field: &'static str) -> Result<Option<bool>, BadEvent> {
        match self {
            Scalar::Absent => Ok(None),
            Scalar::Flag(is) => Ok(Some(is)),
            other => Err(wrong(
                field,
                format!("must be true or false, not {}", other.describe()),
            )),
        }
    }

    pub(super) fn date_if_any(self, field: &'static str) -> Result<Option<Date>, BadEvent> {
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

    pub(super) fn word_if_any<T>(
        self,
        field: &'static str,
        words: &[&str],
        read: impl Fn(&str) -> Option<T>,
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

    pub(super) fn listed_if_any(
        self,
        field: &'static str,
        words: &[&str],
    ) -> Result<Option<String>, BadEvent> {
        self.word_if_any(field, words, |text| {
            words
                .contains(&text)
                .then(|| text.to_owned())
        })
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

    fn visit_bool<E>(self, is: bool) -> Result<Scalar<'de>, E> {
        Ok(Scalar::Flag(is))
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
pub(super) struct FieldName<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for FieldName<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match d.deserialize_str(ScalarVisitor)? {
            Scalar::Text(name) => Ok(FieldName(name)),
            _ => Err(de::Error::custom("a field without a name")),
        }
    }
}
