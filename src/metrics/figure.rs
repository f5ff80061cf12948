//! The shapes of a result (`docs/METRICS.md`, section 6). A denominator of zero gives `null`, never 0: 0 means "measured,
//! and it was none", `null` means "nothing to measure".
//!
//! A figure remembers whose parts it is made of, so that every number can be opened and counted.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

/// What a metric found.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// A count or a sum.
    Sum(Contributions),
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
    Ratio {
        /// What is divided.
        num: Contributions,
        /// What it is divided by.
        den: Contributions,
    },
    /// Anything else, with the keys of `docs/METRICS.md`, section 5, and with whose parts it is made of where that can be said.
    Table {
        /// The keys.
        value: Value,
        /// What its main number sums up.
        num: Option<Contributions<f64>>,
        /// What it is taken from, or the mean of.
        den: Option<Contributions<f64>>,
    },
}

/// A metric's result as an answer holds it. Not the people behind it: those of a long series of a large shop would fill the
/// memory.
#[derive(Clone, Debug, PartialEq)]
pub enum MetricResult {
    /// A count or a sum.
    Count(i64),
    /// A number over a number.
    Ratio {
        /// What is divided.
        num: i64,
        /// What it is divided by.
        den: i64,
    },
    /// Anything else: a plain number, nothing, or the keys of `docs/METRICS.md`, section 5.
    Table(Value),
}

impl MetricResult {
    /// The one number; none where there is nothing to measure, or several numbers.
    pub fn value(&self) -> Option<f64> {
        match self {
            MetricResult::Count(n) => Some(*n as f64),
            MetricResult::Ratio { num, den } => quotient(*num as f64, *den as f64),
            MetricResult::Table(Value::Object(keys)) => keys.get("value")?.as_f64(),
            MetricResult::Table(plain) => plain.as_f64(),
        }
    }

    /// The number that stands for all of it: the one number, else how something changed.
    pub fn main(&self) -> Option<f64> {
        let name = self.main_key();
        match self.keys() {
            Some(keys) if name != "value" => keys.get(name)?.as_f64(),
            _ => self.value(),
        }
    }

    /// The key of that number.
    pub fn main_key(&self) -> &'static str {
        let has = |name: &&str| {
            self.keys()
                .is_some_and(|keys| keys.contains_key(*name))
        };
        ["value", "change", "net"]
            .into_iter()
            .find(has)
            .unwrap_or("value")
    }

    /// What is divided and what it is divided by, where it is a ratio; none of a side that cannot be said.
    pub fn sides(&self) -> Option<[Option<f64>; 2]> {
        match self {
            MetricResult::Ratio { num, den } => Some([num, den].map(|n| Some(*n as f64))),
            _ => {
                let keys = self.keys()?;
                let (num, den) = keys
                    .get("num")
                    .zip(keys.get("den"))?;
                Some([num.as_f64(), den.as_f64()])
            }
        }
    }

    /// The keys of a result that is more than a number or a ratio.
    pub fn keys(&self) -> Option<&Map<String, Value>> {
        match self {
            MetricResult::Table(Value::Object(keys)) => Some(keys),
            _ => None,
        }
    }

    /// The keys of a result that has no one number.
    pub fn several(&self) -> Option<&Map<String, Value>> {
        self.keys()
            .filter(|keys| !keys.contains_key("value"))
    }

    /// The result as the endpoint prints it.
    pub fn to_json(&self) -> Value {
        match self {
            MetricResult::Count(n) => json!(n),
            MetricResult::Ratio { num, den } => ratio(*num, *den),
            MetricResult::Table(value) => value.clone(),
        }
    }
}

impl Serialize for MetricResult {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            MetricResult::Table(value) => value.serialize(to),
            plain => plain.to_json().serialize(to),
        }
    }
}

/// A part or a sum; as JSON a whole number has no fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity(pub f64);

impl Serialize for Quantity {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Quantity(n) = *self;
        // Above 2^53 a float is no exact count any more.
        if n.fract() == 0.0 && n.abs() <= 9_007_199_254_740_992.0 {
            to.serialize_i64(n as i64)
        } else {
            to.serialize_f64(n)
        }
    }
}

/// One side of a ratio; what is no ratio has its parts in the numerator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who counts.
    Num,
    /// Who could have.
    Den,
}

impl Side {
    /// Each with what it is called in addresses.
    pub const NAMED: [(&str, Side); 2] = [("num", Side::Num), ("den", Side::Den)];
}

/// A number as the sum of what each person adds to it: visits, rewards, money.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contributions<N = i64> {
    /// Person and part; a person can come up several times.
    of: Vec<(u32, N)>,
    /// What is nobody's: a visitor who did not join, a cost of the whole shop, a stranger's voucher.
    unattributed: N,
}

impl<N: Copy + Default + PartialEq + AddAssign> Contributions<N> {
    /// The same with one more part that is nobody's.
    pub(super) fn and_unattributed(mut self, unattributed: N) -> Contributions<N> {
        self.unattributed += unattributed;
        self
    }

    /// The sum of all parts.
    pub(super) fn sum(&self) -> N {
        let mut sum = self.unattributed;
        self.of
            .iter()
            .for_each(|(_, part)| sum += *part);
        sum
    }

    /// The part that is nobody's.
    pub fn unattributed(&self) -> N {
        self.unattributed
    }

    /// Each person once with the whole part; those without any are left out.
    pub fn by_person(&self) -> BTreeMap<u32, N> {
        let mut people = BTreeMap::new();
        for (person, part) in &self.of {
            *people.entry(*person).or_default() += *part;
        }
        people.retain(|_, part| *part != N::default());
        people
    }
}

impl Contributions {
    /// One thing each of these people has, or nobody.
    pub(super) fn each<P: Into<Option<u32>>>(people: impl IntoIterator<Item = P>) -> Contributions {
        people
            .into_iter()
            .map(|person| (person, 1))
            .collect()
    }

    /// Two sums: of all things, and of those that count.
    pub(super) fn counted<P: Into<Option<u32>>>(things: impl Iterator<Item = (P, bool)>) -> Figure {
        let (mut num, mut den) = (Contributions::default(), Contributions::default());
        things.for_each(|(person, counts)| {
            let person = person.into();
            den.add(person, 1);
            num.add(person, i64::from(counts));
        });
        Figure::Ratio { num, den }
    }

    /// The same parts times a factor.
    pub(super) fn times(&self, factor: f64) -> Contributions<f64> {
        Contributions {
            of: self
                .of
                .iter()
                .map(|(person, n)| (*person, *n as f64 * factor))
                .collect(),
            unattributed: self.unattributed as f64 * factor,
        }
    }
}

impl<N: Copy + Default + AddAssign> Contributions<N> {
    fn add(&mut self, person: Option<u32>, part: N) {
        let Some(person) = person else {
            return self.unattributed += part;
        };
        // Most things come sorted by person.
        match self.of.last_mut() {
            Some((last, sum)) if *last == person => *sum += part,
            _ => self.of.push((person, part)),
        }
    }
}

impl<P: Into<Option<u32>>, N: Copy + Default + AddAssign> Extend<(P, N)> for Contributions<N> {
    fn extend<I: IntoIterator<Item = (P, N)>>(&mut self, parts: I) {
        parts
            .into_iter()
            .for_each(|(person, part)| self.add(person.into(), part));
    }
}

impl<P: Into<Option<u32>>, N: Copy + Default + AddAssign> FromIterator<(P, N)>
    for Contributions<N>
{
    fn from_iter<I: IntoIterator<Item = (P, N)>>(parts: I) -> Contributions<N> {
        let mut sum = Contributions::default();
        sum.extend(parts);
        sum
    }
}

impl Contributions<f64> {
    /// These parts less those.
    pub(super) fn less(mut self, others: &Contributions<f64>) -> Contributions<f64> {
        self.extend(
            others
                .of
                .iter()
                .map(|(person, part)| (*person, -part)),
        );
        self.unattributed -= others.unattributed;
        self
    }
}

impl From<Contributions> for Contributions<f64> {
    fn from(parts: Contributions) -> Contributions<f64> {
        parts.times(1.0)
    }
}

impl Figure {
    /// A result in whose numbers nobody can be found.
    pub(super) fn table(value: Value) -> Figure {
        Figure::Table {
            value,
            num: None,
            den: None,
        }
    }

    /// A result with its parts.
    pub(super) fn opened(
        value: Value,
        num: impl Into<Contributions<f64>>,
        den: impl Into<Contributions<f64>>,
    ) -> Figure {
        Figure::Table {
            value,
            num: Some(num.into()),
            den: Some(den.into()),
        }
    }

    /// A plain number with its parts, or nothing.
    pub(super) fn valued(number: Option<(f64, Contributions<f64>)>) -> Figure {
        let (value, num) = number.unzip();
        Figure::Table {
            value: json!(value),
            num,
            den: None,
        }
    }

    /// The result without the people behind it.
    pub fn result(self) -> MetricResult {
        match self {
            Figure::Sum(parts) => MetricResult::Count(parts.sum()),
            Figure::People(people) => MetricResult::Count(people.len() as i64),
            Figure::Share { num, den } => MetricResult::Ratio {
                num: num.len() as i64,
                den: den.len() as i64,
            },
            Figure::Ratio { num, den } => MetricResult::Ratio {
                num: num.sum(),
                den: den.sum(),
            },
            Figure::Table { value, .. } => MetricResult::Table(value),
        }
    }

    /// Whose parts one side is made of; persons are indexes for [`super::Facts::member_id`]. `None` where a side has none.
    pub fn parts(&self, side: Side) -> Option<Contributions<f64>> {
        match (self, side) {
            (Figure::Sum(num) | Figure::Ratio { num, .. }, Side::Num) => Some(num.times(1.0)),
            (Figure::Ratio { den, .. }, Side::Den) => Some(den.times(1.0)),
            (Figure::People(people) | Figure::Share { num: people, .. }, Side::Num) => {
                Some(Contributions::each(people.iter().copied()).into())
            }
            (Figure::Share { den, .. }, Side::Den) => {
                Some(Contributions::each(den.iter().copied()).into())
            }
            (Figure::Table { num, .. }, Side::Num) => num.clone(),
            (Figure::Table { den, .. }, Side::Den) => den.clone(),
            (Figure::Sum(_) | Figure::People(_), Side::Den) => None,
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
