//! The shapes of a result (section 6 of the dictionary). A denominator of zero gives `null`, never 0: 0 means "measured,
//! and it was none", `null` means "nothing to measure".

use serde_json::{Value, json};

/// What a metric found.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A count or a sum.
    Count(i64),
    /// A count of people, and who they are.
    People(Vec<u32>),
    /// People among people: the ones counted, out of whom.
    Share {
        /// Who counts.
        num: Vec<u32>,
        /// Who could have.
        den: Vec<u32>,
    },
    /// A number over a number.
    Ratio(i64, i64),
    /// Anything else, as the dictionary lists its keys.
    Table(Value),
}

/// One side of a ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who counts.
    Num,
    /// Who could have.
    Den,
}

impl Figure {
    /// The result as the endpoint prints it.
    pub fn to_json(&self) -> Value {
        match self {
            Figure::Count(n) => json!(n),
            Figure::People(people) => json!(people.len()),
            Figure::Share { num, den } => ratio(num.len() as i64, den.len() as i64),
            Figure::Ratio(num, den) => ratio(*num, *den),
            Figure::Table(value) => value.clone(),
        }
    }

    /// The people behind one side, as indexes for [`super::Ledger::member_id`]; `None` where the metric does not count people.
    pub fn people(&self, side: Side) -> Option<&[u32]> {
        match (self, side) {
            (Figure::People(people), Side::Num) => Some(people),
            (Figure::Share { num, .. }, Side::Num) => Some(num),
            (Figure::Share { den, .. }, Side::Den) => Some(den),
            _ => None,
        }
    }
}

/// `{"value", "num", "den"}`: always all three, so that the reader sees how many people are behind a percentage.
pub(super) fn ratio(num: i64, den: i64) -> Value {
    json!({ "value": quotient(num as f64, den as f64), "num": num, "den": den })
}

/// `num / den`, or nothing where there is nothing to divide by.
pub(super) fn quotient(num: f64, den: f64) -> Option<f64> {
    (den != 0.0).then(|| num / den)
}

/// The arithmetic mean, or nothing of nothing.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    quotient(values.iter().sum(), values.len() as f64)
}
