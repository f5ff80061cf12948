//! Points in time, and where they come from. Nothing else in the crate asks the operating system for the time.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, which both databases keep without loss.
///
/// Written as RFC 3339 in UTC with `Z`, whole seconds without a fraction; any RFC 3339 offset is read.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::BigInt)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The same instant for calendar arithmetic.
    pub fn jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }

    /// This instant moved by `ms` milliseconds, held at the ends of what can be represented.
    pub fn plus_ms(self, ms: i64) -> Timestamp {
        Timestamp(self.0.saturating_add(ms))
    }

    /// This instant moved by `s` seconds.
    pub fn plus_s(self, s: i64) -> Timestamp {
        self.plus_ms(s.saturating_mul(1000))
    }

    /// Whole seconds since 1970, rounded down: the resolution of HTTP dates.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The local calendar date in a zone.
    pub fn date_in(self, zone: &TimeZone) -> Date {
        zone.to_datetime(self.jiff()).date()
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(t: jiff::Timestamp) -> Self {
        Timestamp(t.as_millisecond())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = self.jiff();
        if self.0.rem_euclid(1000) == 0 {
            write!(f, "{t:.0}")
        } else {
            write!(f, "{t:.3}")
        }
    }
}

impl FromStr for Timestamp {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse::<jiff::Timestamp>()
            .map(Timestamp::from)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(|_| {
            serde::de::Error::custom("must be an RFC 3339 time such as 2026-01-31T09:30:00Z")
        })
    }
}

/// The earliest instant whose local date is not earlier than this one.
///
/// Where clocks jump over midnight the day begins later than 00:00, and where midnight comes twice it begins with the first.
pub fn first_instant(date: Date, zone: &TimeZone) -> Timestamp {
    let midnight = date.at(0, 0, 0, 0);
    let at = |offset: jiff::tz::Offset| {
        offset
            .to_timestamp(midnight)
            .unwrap_or(if date.year() < 0 {
                jiff::Timestamp::MIN
            } else {
                jiff::Timestamp::MAX
            })
    };
    match zone
        .to_ambiguous_timestamp(midnight)
        .offset()
    {
        AmbiguousOffset::Unambiguous { offset } => at(offset).into(),
        AmbiguousOffset::Fold { before, .. } => at(before).into(),
        // Midnight read with the later offset lies before the jump and read with the earlier one not before it.
        AmbiguousOffset::Gap { before, after } => zone
            .following(at(after))
            .next()
            .map_or_else(|| at(before).into(), |jump| jump.timestamp().into()),
    }
}

/// The first instant after so many days from another one's: what is valid for n days ends with the last instant of the local day n days
/// later.
pub fn end_of_days(from: Timestamp, days: i64, zone: &TimeZone) -> Timestamp {
    let span = Span::new()
        .try_days(days.saturating_add(1))
        .unwrap_or_default();
    first_instant(
        from.date_in(zone)
            .saturating_add(span),
        zone,
    )
}

/// Reads a local date that may be missing.
pub fn date_if_any<'de, D: Deserializer<'de>>(d: D) -> Result<Option<jiff::civil::Date>, D::Error> {
    let text = Option::<std::borrow::Cow<'de, str>>::deserialize(d)?;
    text.map(|text| text.parse())
        .transpose()
        .map_err(|_| serde::de::Error::custom("must be a date such as 2026-01-31"))
}

/// Where "now" comes from: the system, or a hand that tests turn.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// The operating system's clock.
    pub fn system() -> Clock {
        Clock(None)
    }

    /// A clock that stands still until [`Clock::advance_ms`] is called.
    pub fn fixed(at: Timestamp) -> Clock {
        Clock(Some(Arc::new(AtomicI64::new(at.0))))
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Some(hand) => Timestamp(hand.load(Ordering::SeqCst)),
            None => jiff::Timestamp::now().into(),
        }
    }

    /// Moves a fixed clock; the system's clock stays as it is.
    pub fn advance_ms(&self, ms: i64) {
        if let Some(hand) = &self.0 {
            hand.fetch_add(ms, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_seconds_are_written_without_a_fraction() {
        assert_eq!(
            Timestamp(1_764_547_200_000).to_string(),
            "2025-12-01T00:00:00Z"
        );
        assert_eq!(
            Timestamp(1_764_547_200_120).to_string(),
            "2025-12-01T00:00:00.120Z"
        );
        assert_eq!(
            "2025-12-01T01:00:00+01:00"
                .parse::<Timestamp>()
                .unwrap(),
            Timestamp(1_764_547_200_000)
        );
    }
}
