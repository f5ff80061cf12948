//! The table of all metrics, one slice a family.

use super::book::View;
use super::figure::Figure;
use super::query::BadQuery;

/// One metric: what it asks, how it is computed, what it cannot tell, and the function.
pub struct Definition {
    /// The stable name.
    pub id: &'static str,
    /// What the shopkeeper wants to know.
    pub question: &'static str,
    /// The formula in words.
    pub formula: &'static str,
    /// What the number does not say; empty where it speaks for itself.
    pub caveat: &'static str,
    /// How to show it.
    pub unit: Unit,
    /// The function.
    pub measure: fn(&View<'_>) -> Figure,
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

/// The four that are shown first, and answered when nobody says which.
pub const DEFAULT: [&str; 4] = ["active_rate", "repeat_visit_rate", "reward_redemption_rate", "reward_cost_ratio"];

const FAMILIES: [&[Definition]; 11] = [
    super::adoption::METRICS,
    super::saved_cards::METRICS,
    super::activity::METRICS,
    super::coming_back::METRICS,
    super::rewards::METRICS,
    super::keeping::METRICS,
    super::money::METRICS,
    super::lift::METRICS,
    super::referrals_reviews::METRICS,
    super::messages::METRICS,
    super::quality::METRICS,
];

/// Every metric, in the order of the dictionary.
pub fn all() -> impl Iterator<Item = &'static Definition> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// The metric with this id.
pub fn by_id(id: &str) -> Option<&'static Definition> {
    all().find(|metric| metric.id == id)
}

/// The metrics of a comma-separated list, `all`, or the default four for an empty text.
pub fn by_ids(list: &str) -> Result<Vec<&'static Definition>, BadQuery> {
    match list.trim() {
        "" => Ok(DEFAULT.iter().filter_map(|id| by_id(id)).collect()),
        "all" => Ok(all().collect()),
        ids => {
            let ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty());
            ids.map(|id| by_id(id).ok_or_else(|| BadQuery::UnknownMetric(id.chars().take(80).collect()))).collect()
        }
    }
}
