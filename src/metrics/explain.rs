//! A number told step by step: who was looked at, who was left out and why, who counted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::figure::{Contributions, Figure, MetricResult, Quantity, Side};
use super::query::Query;
use crate::clock::Timestamp;
use crate::metrics::catalogue::definition::Definition;
use crate::metrics::dataset::{Dataset, PeriodView};
use crate::metrics::facts::Facts;

/// How many members a step names.
const NAMED: usize = 5;

/// One number with the way to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// Number of the definitions (`docs/METRICS.md`, section 6).
    pub definition: u32,
    /// The metric's id.
    pub metric: &'static str,
    /// What the shopkeeper wants to know.
    pub question: &'static str,
    /// The formula in words.
    pub formula: &'static str,
    /// What the number does not tell you; empty if it speaks for itself.
    pub caveat: &'static str,
    /// How the number is shown.
    pub unit: &'static str,
    /// The query with its defaults filled in.
    pub query: Query,
    /// First instant of the period and of the day after it.
    pub period_utc: [Timestamp; 2],
    /// The sets on the way, in order.
    pub steps: Vec<Stage>,
    /// The number, as the metrics endpoint answers it.
    pub result: MetricResult,
}

/// One set on the way to a number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// What the step does: `found` makes a set, `left_out` takes members away from the one before, `den` and `num` are the
    /// sides of the number.
    pub step: &'static str,
    /// What was counted.
    pub what: String,
    /// How many, or how much.
    pub count: Quantity,
    /// How many members have a part in it; absent where it is not about members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<usize>,
    /// What of the count is no member's; absent where all is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unattributed: Option<Quantity>,
    /// The first of them, by member id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<ExplainedMember>,
}

/// A member's part in a number.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExplainedMember {
    /// The member.
    pub member_id: String,
    /// How many, or how much, of it.
    pub count: Quantity,
}

/// Tells how a metric's number for the query's period comes about, its words in a language.
pub fn explain(facts: &Facts, query: &Query, metric: &Definition, language: &str) -> Explanation {
    let dataset = Dataset::open(facts, query);
    let view = dataset.view(query.period);
    let figure = (metric.measure)(&view);
    let text = metric.text(language);
    let way = ExplanationPath {
        view: &view,
        metric,
        query,
    };
    Explanation {
        definition: super::DEFINITION,
        metric: metric.id,
        question: text.question,
        formula: text.formula,
        caveat: text.caveat,
        unit: metric.unit.as_str(),
        query: query.clone(),
        period_utc: [view.start, view.end],
        steps: way.steps(&figure),
        result: figure.result(),
    }
}

struct ExplanationPath<'w> {
    view: &'w PeriodView<'w>,
    metric: &'w Definition,
    query: &'w Query,
}

impl ExplanationPath<'_> {
    fn steps(&self, figure: &Figure) -> Vec<Stage> {
        let mut steps = [self.log(), self.scope(), self.population(figure)].concat();
        steps.extend(self.sides(figure, &steps));
        steps
    }

    /// What was read.
    fn log(&self) -> Vec<Stage> {
        let facts = self.view.dataset.facts;
        let count = |step, what: &str, n: usize| Stage {
            step,
            what: what.to_owned(),
            count: Quantity(n as f64),
            members: None,
            unattributed: None,
            first: vec![],
        };
        let mut steps = vec![count(
            "found",
            "records in the log",
            facts.events_used + facts.duplicates_ignored,
        )];
        if facts.duplicates_ignored > 0 {
            steps.push(count(
                "left_out",
                "repeat a fact that was already recorded",
                facts.duplicates_ignored,
            ));
        }
        steps
    }

    /// Everybody who ever joined, without those whom the filters on joining leave out.
    fn scope(&self) -> Vec<Stage> {
        let dataset = self.view.dataset;
        let everybody: Vec<u32> = dataset
            .everybody()
            .map(|(person, _)| person)
            .collect();
        let outside: Vec<u32> = everybody
            .iter()
            .copied()
            .filter(|person| !dataset.in_scope(*person))
            .collect();
        let mut steps = vec![self.people("found", "have ever joined".into(), everybody)];
        if !outside.is_empty() {
            steps.push(self.people(
                "left_out",
                "joined elsewhere than asked for".into(),
                outside,
            ));
        }
        steps
    }

    /// The set that the metric begins with: who of the scope is not in it, and why; then those whom the formula leaves out.
    fn population(&self, figure: &Figure) -> Vec<Stage> {
        let population = self.metric.opens.of;
        let Some(people) = population.people(self.view) else {
            return vec![];
        };
        let inside: BTreeSet<u32> = people.iter().copied().collect();
        let mut reasons: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (person, member) in self
            .view
            .dataset
            .scope()
            .filter(|(person, _)| !inside.contains(person))
        {
            reasons
                .entry(population.why_not(self.view, member))
                .or_default()
                .push(person);
        }
        let mut steps: Vec<Stage> = reasons
            .into_iter()
            .map(|(why, people)| self.people("left_out", why.to_owned(), people))
            .collect();
        // Where the set is a side of the number as it stands, it is told once.
        let whole: BTreeMap<u32, f64> = people
            .iter()
            .map(|person| (*person, 1.0))
            .collect();
        let is_whole = |side| {
            figure
                .parts(side)
                .is_some_and(|parts| parts.by_person() == whole && parts.unattributed() == 0.0)
        };
        let den = figure.parts(Side::Den);
        let step = match den {
            Some(_) if is_whole(Side::Den) => "den",
            None if is_whole(Side::Num) => "num",
            _ => "found",
        };
        steps.push(self.people(step, population.name(self.view), people));
        if let Some(den) = den {
            let kept = den.by_person();
            let rest: Vec<u32> = inside
                .into_iter()
                .filter(|person| !kept.contains_key(person))
                .collect();
            if !rest.is_empty() {
                let why = format!(
                    "not: {}",
                    self.query
                        .filled(self.metric.opens.den)
                );
                steps.push(self.people("left_out", why, rest));
            }
        }
        steps
    }

    /// Denominator and numerator, if the set that the metric begins with was neither.
    fn sides(&self, figure: &Figure, told: &[Stage]) -> Vec<Stage> {
        let opens = self.metric.opens;
        let untold = |step| {
            told.last()
                .is_none_or(|last| last.step != step)
        };
        let side = |step, side, what| {
            Some(
                self.parts(
                    step,
                    self.query.filled(what),
                    &figure
                        .parts(side)
                        .filter(|_| untold(step))?,
                ),
            )
        };
        let den = side("den", Side::Den, opens.den);
        den.into_iter()
            .chain(side("num", Side::Num, opens.num))
            .collect()
    }

    fn people(&self, step: &'static str, what: String, people: Vec<u32>) -> Stage {
        self.parts(step, what, &Contributions::each(people).into())
    }

    fn parts(&self, step: &'static str, what: String, parts: &Contributions<f64>) -> Stage {
        let people = parts.by_person();
        let entry = |(person, part): (&u32, &f64)| {
            (
                self.view
                    .dataset
                    .facts
                    .member_id(*person),
                *part,
            )
        };
        let mut named: Vec<(&str, f64)> = people.iter().map(entry).collect();
        named.sort_unstable_by(|a, b| a.0.cmp(b.0));
        let first = named
            .into_iter()
            .take(NAMED)
            .map(|(id, part)| ExplainedMember {
                member_id: id.to_owned(),
                count: Quantity(part),
            });
        let unattributed = (parts.unattributed() != 0.0).then(|| Quantity(parts.unattributed()));
        Stage {
            step,
            what,
            count: Quantity(parts.sum()),
            members: Some(people.len()),
            unattributed,
            first: first.collect(),
        }
    }
}
