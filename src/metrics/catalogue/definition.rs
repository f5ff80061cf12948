//! What a metric is.

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::texts::{self, MetricText};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Figure, Side};

/// One metric: what it asks, how it is computed, what it cannot tell, and the function.
pub struct Definition {
    /// The stable name.
    pub id: &'static str,
    /// How to show it.
    pub unit: MetricUnit,
    /// Which way is good news.
    pub better: Better,
    /// One for each part of `docs/METRICS.md`, section 5: `adoption`, `saved_cards`, `activity`, `coming_back`, `rewards`,
    /// `keeping`, `money`, `lift`, `referrals_reviews`, `messages`, `quality`, `vouchers` or `links`.
    pub family: &'static str,
    /// What the function looks at.
    pub reads: Reads,
    /// What its parts are and whose, for whoever opens the number.
    pub opens: Breakdown,
    /// The function.
    pub measure: fn(&PeriodView<'_>) -> Figure,
}

impl std::fmt::Debug for Definition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Definition {
    fn eq(&self, other: &Definition) -> bool {
        self.id == other.id
    }
}

impl Definition {
    /// The words in the language of a tag such as `fa` or `fa-IR`; English where there are none.
    pub fn text(&self, language: &str) -> &'static MetricText {
        texts::text(self.id, language)
    }

    /// In what one side is counted: people and things, or money, or days.
    pub fn side_unit(&self, side: Side) -> MetricUnit {
        match (self.unit, side) {
            (MetricUnit::Minor, Side::Num) => MetricUnit::Minor,
            (MetricUnit::Days, Side::Num) => MetricUnit::Days,
            // An amount is money per visit or per member; every other number of this family is money over money.
            // But how much of the money is known is told in visits.
            (unit, _)
                if self.family == "money"
                    && unit != MetricUnit::Minor
                    && self.id != "sales_coverage_rate" =>
            {
                MetricUnit::Minor
            }
            _ => MetricUnit::Number,
        }
    }

    /// Whether a side lists people, each of them once, and not what they have: visits, money, rewards.
    pub fn counts_people(&self, side: Side) -> bool {
        match (self.opens.of, self.unit) {
            (Population::Things, _) => false,
            // Days and means are sums over people; only those they are taken over are people.
            (_, MetricUnit::Share | MetricUnit::Count) => true,
            _ => side == Side::Den,
        }
    }
}

/// Which way a metric's number has to go to be good news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The more the better.
    More,
    /// The less the better.
    Less,
    /// It depends on what the shop wants, or there is no one number.
    Neither,
}

/// How a metric's main number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricUnit {
    /// A whole number.
    Count,
    /// 0 to 1, shown as per cent.
    Share,
    /// The difference of two shares, shown as percentage points.
    Points,
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
            // Who reads the definitions gets a fraction for both.
            MetricUnit::Share | MetricUnit::Points => "share",
            MetricUnit::Minor => "minor",
            MetricUnit::Days => "days",
            MetricUnit::Number => "number",
            MetricUnit::Table => "table",
        }
    }
}
