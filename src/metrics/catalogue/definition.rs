//! What a metric is.

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::Opens;
use crate::metrics::catalogue::texts::{self, Text};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

/// One metric: what it asks, how it is computed, what it cannot tell, and the function.
pub struct Definition {
    /// The stable name.
    pub id: &'static str,
    /// How to show it.
    pub unit: Unit,
    /// The dictionary's section: `adoption`, `saved_cards`, `activity`, `coming_back`, `rewards`, `keeping`, `money`, `lift`,
    /// `referrals_reviews`, `messages` or `quality`.
    pub family: &'static str,
    /// What the function looks at.
    pub reads: Reads,
    /// What its parts are and whose, for whoever opens the number.
    pub opens: Opens,
    /// The function.
    pub measure: fn(&View<'_>) -> Figure,
}

impl Definition {
    /// The words in the language of a tag such as `fa` or `fa-IR`; English where there are none.
    pub fn text(&self, language: &str) -> &'static Text {
        texts::text(self.id, language)
    }
}

/// How a metric's main number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
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

impl Unit {
    /// The unit's name in the definitions.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Count => "count",
            Unit::Share => "share",
            Unit::Minor => "minor",
            Unit::Days => "days",
            Unit::Number => "number",
            Unit::Table => "table",
        }
    }
}
