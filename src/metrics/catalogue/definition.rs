//! What a metric is.

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::Breakdown;
use crate::metrics::catalogue::texts::{self, MetricText};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

/// One metric: what it asks, how it is computed, what it cannot tell, and the function.
pub struct Definition {
    /// The stable name.
    pub id: &'static str,
    /// How to show it.
    pub unit: MetricUnit,
    /// The dictionary's section: `adoption`, `saved_cards`, `activity`, `coming_back`, `rewards`, `keeping`, `money`, `lift`,
    /// `referrals_reviews`, `messages` or `quality`.
    pub family: &'static str,
    /// What the function looks at.
    pub reads: Reads,
    /// What its parts are and whose, for whoever opens the number.
    pub opens: Breakdown,
    /// The function.
    pub measure: fn(&PeriodView<'_>) -> Figure,
}

impl Definition {
    /// The words in the language of a tag such as `fa` or `fa-IR`; English where there are none.
    pub fn text(&self, language: &str) -> &'static MetricText {
        texts::text(self.id, language)
    }
}

/// How a metric's main number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricUnit {
    /// A whole number.
    Count,
    /// 0 to 1, shown as per cent.
    Share,
    /// Smallest currency units.
    Minor,
    /// Days.
    Days,
    /// A plain number.
    Number,
    /// Several numbers.
    Table,
}

impl MetricUnit {
    /// The unit's name in the definitions.
    pub fn as_str(self) -> &'static str {
        match self {
            MetricUnit::Count => "count",
            MetricUnit::Share => "share",
            MetricUnit::Minor => "minor",
            MetricUnit::Days => "days",
            MetricUnit::Number => "number",
            MetricUnit::Table => "table",
        }
    }
}
