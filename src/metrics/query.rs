//! What a reader can ask (`docs/METRICS.md`, section 3.1).

use jiff::tz::TimeZone;
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

use super::period::Period;
use crate::clock::Timestamp;

/// A question to the log of one merchant. Empty filters let everything pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The zone of every local date.
    pub zone: TimeZone,
    /// The local dates asked about.
    pub period: Period,
    /// Keeps members whose first card came through one of these channels.
    pub join_channel: Vec<String>,
    /// Keeps members whose first card was issued at one of these places.
    pub join_location: Vec<String>,
    /// Keeps visits, redemptions and costs of these places.
    pub visit_location: Vec<String>,
    /// Length of every follow-up and baseline window, in days.
    pub window_days: i32,
    /// Days of silence after which a member counts as lapsed.
    pub lapse_days: i32,
    /// Ignores what was received later.
    pub as_of: Option<Timestamp>,
}

impl Serialize for Query {
    /// The query with its defaults filled in, as an answer repeats it.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut query = to.serialize_struct("Query", 9)?;
        query.serialize_field("tz", self.zone_name())?;
        query.serialize_field("from", &self.period.from)?;
        query.serialize_field("to", &self.period.to)?;
        query.serialize_field("join_channel", &self.join_channel)?;
        query.serialize_field("join_location", &self.join_location)?;
        query.serialize_field("visit_location", &self.visit_location)?;
        query.serialize_field("window_days", &self.window_days)?;
        query.serialize_field("lapse_days", &self.lapse_days)?;
        query.serialize_field("as_of", &self.as_of)?;
        query.end()
    }
}

/// Why a query cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadQuery {
    /// The period ends before it begins.
    #[error("must be an earlier date than `to`")]
    EmptyPeriod,
    /// A window outside what makes sense.
    #[error("must be 1 to {LONGEST_WINDOW} days")]
    Window,
    /// No metric has this id.
    #[error("names an unknown metric, {0:?}; GET /v1/metrics/definitions lists the ids")]
    UnknownMetric(String),
}

/// The length of every follow-up window, in days, unless another is asked for.
pub const FOLLOW_UP_DAYS: i32 = 60;

/// Ten years.
const LONGEST_WINDOW: i32 = 3_660;

impl Query {
    /// A query about these dates with the defaults of `docs/METRICS.md`, section 3.1: everybody, 60 days of follow-up, lapsed
    /// after 90.
    pub fn new(zone: TimeZone, period: Period) -> Query {
        Query {
            zone,
            period,
            join_channel: vec![],
            join_location: vec![],
            visit_location: vec![],
            window_days: FOLLOW_UP_DAYS,
            lapse_days: 90,
            as_of: None,
        }
    }

    /// The name of its zone.
    pub fn zone_name(&self) -> &str {
        self.zone
            .iana_name()
            .unwrap_or("UTC")
    }

    /// Words about a metric with this query's days put in.
    pub fn filled(&self, words: &str) -> String {
        words
            .replace("{window}", &self.window_days.to_string())
            .replace("{lapse}", &self.lapse_days.to_string())
    }

    /// Refuses what has no answer, naming the word that is wrong.
    pub fn check(&self) -> Result<(), (&'static str, BadQuery)> {
        if self.period.from >= self.period.to {
            return Err(("from", BadQuery::EmptyPeriod));
        }
        for (name, days) in [
            ("window_days", self.window_days),
            ("lapse_days", self.lapse_days),
        ] {
            if !(1..=LONGEST_WINDOW).contains(&days) {
                return Err((name, BadQuery::Window));
            }
        }
        Ok(())
    }
}
