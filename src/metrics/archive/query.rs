//! Answers a query from the archive: each period from the partitions that its metrics read.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::super::period::{Period, first_instant};
use super::super::query::Query;
use super::super::{Answer, DEFINITION, MetricsQuery, Report, answer_for};
use super::{ALWAYS, Archive, CARRIED, FACTS, Kind, Need, PartStore};
use crate::metrics::catalogue::definition::Definition;
use crate::metrics::dataset::Dataset;
use crate::metrics::facts::Facts;
use crate::metrics::facts::records::RecordKind;

/// What a metric reads, so that nothing else is fetched for it. What the manifest keeps is there always, and so is what each
/// member brings forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The facts.
    pub kinds: &'static [Kind],
    /// How many follow-up windows before the period.
    pub windows: i32,
    /// How many days before the period, at least.
    pub days_before: i32,
    /// How many periods before the period.
    pub previous: u8,
    /// The window before the launch, too.
    pub launch: bool,
}

impl Reads {
    /// Nothing but the manifest.
    pub const MANIFEST: Reads = Reads {
        kinds: &[],
        windows: 0,
        days_before: 0,
        previous: 0,
        launch: false,
    };
    /// The visits of the period.
    pub const VISITS: Reads = Reads::of(&[Kind::Visits]);
    /// Everything that any metric may ask for.
    pub const ALL: Reads = Reads {
        kinds: &FACTS,
        windows: 2,
        days_before: 0,
        previous: 2,
        launch: true,
    };

    /// These facts of the period.
    pub const fn of(kinds: &'static [Kind]) -> Reads {
        Reads {
            kinds,
            ..Reads::MANIFEST
        }
    }

    /// And of so many follow-up windows before it.
    pub const fn windows(self, windows: i32) -> Reads {
        Reads { windows, ..self }
    }

    /// And of so many days before it.
    pub const fn days_before(self, days_before: i32) -> Reads {
        Reads {
            days_before,
            ..self
        }
    }

    /// And of so many periods before it.
    pub const fn previous(self, previous: u8) -> Reads {
        Reads { previous, ..self }
    }

    /// And of the window before the launch.
    pub const fn launch(self) -> Reads {
        Reads {
            launch: true,
            ..self
        }
    }
}

/// Days by which everything begins earlier, so that no zone and no missing midnight cuts off a day.
const MARGIN: i32 = 2;

/// The metrics in groups that are read together. Those about balances go on from one checkpoint with all that they read, and so
/// apart: others read each kind from where they need it.
fn groups(metrics: &[&'static Definition]) -> Vec<Vec<&'static Definition>> {
    let (balances, others): (Vec<_>, Vec<_>) = metrics
        .iter()
        .copied()
        .partition(|metric| {
            metric
                .reads
                .kinds
                .contains(&Kind::Stamps)
        });
    [others, balances]
        .into_iter()
        .filter(|group| !group.is_empty())
        .collect()
}

fn days_before(date: Date, days: i32) -> Date {
    date.saturating_add(-days.days())
}

impl Archive {
    fn need(&self, reads: Reads, query: &Query, period: Period) -> Need {
        let first = |date: Date| first_instant(date, &query.zone);
        let (mut from, until) = (period, first(period.to));
        for _ in 0..reads.previous {
            from = from.previous();
        }
        let from = from.from.min(days_before(
            period.from,
            reads
                .days_before
                .max(reads.windows * query.window_days),
        ));
        let begin = first(days_before(from, MARGIN));
        // What is carried forward is carried from every place.
        let since = |kind: Kind| {
            if query.visit_location.is_empty() || !CARRIED.contains(&kind) {
                begin
            } else {
                ALWAYS
            }
        };
        let launch = reads
            .launch
            .then(|| self.launch(until))
            .flatten();
        let visits = launch.map(|day| {
            (
                first(days_before(day, query.window_days + MARGIN)),
                first(days_before(day, -MARGIN)),
            )
        });
        Need {
            kinds: reads
                .kinds
                .iter()
                .map(|kind| (*kind, since(*kind)))
                .collect(),
            until,
            visits,
        }
    }

    /// The launch date in force at an instant.
    fn launch(&self, until: crate::clock::Timestamp) -> Option<Date> {
        let before = self
            .manifest
            .dimensions
            .iter()
            .rev()
            .filter(|record| record.at < until);
        let mut configurations = before.filter_map(|record| match record.entry {
            RecordKind::ProgramConfigured(configuration) => Some(configuration),
            _ => None,
        });
        // Settings apply as a whole: the last ones may have taken the date back.
        configurations.next()?.launched_on
    }

    /// Answers for each of these periods, of what is read once for all.
    fn answers<S: PartStore>(
        &mut self,
        store: &mut S,
        query: &Query,
        periods: &[Period],
        metrics: &[&'static Definition],
    ) -> Result<Vec<Answer>, S::Error> {
        let mut answers: Vec<Answer> = periods
            .iter()
            .map(|period| Answer {
                period: *period,
                period_utc: [period.from, period.to].map(|date| first_instant(date, &query.zone)),
                metrics: Vec::new(),
            })
            .collect();
        for group in groups(metrics) {
            let needs = periods.iter().flat_map(|period| {
                group
                    .iter()
                    .map(|metric| self.need(metric.reads, query, *period))
            });
            let Some(need) = needs.reduce(Need::with) else {
                continue;
            };
            let facts = self.facts(store, &need, &query.visit_location)?;
            let dataset = Dataset::open(&facts, query);
            for answer in &mut answers {
                let found = answer_for(&dataset, answer.period, &group);
                answer.metrics.extend(found.metrics);
            }
        }
        for answer in &mut answers {
            answer
                .metrics
                .sort_by_key(|(metric, _)| {
                    metrics
                        .iter()
                        .position(|asked| asked == metric)
                });
        }
        Ok(answers)
    }

    /// The facts that questions of the query's period are answered from.
    pub fn facts_for<S: PartStore>(
        &mut self,
        store: &mut S,
        query: &Query,
        reads: Reads,
    ) -> Result<Facts, S::Error> {
        let need = self.need(reads, query, query.period);
        self.facts(store, &need, &query.visit_location)
    }
}

/// Answers a query with all that it is compared with, from the archive of the merchant's log.
pub fn report_from<S: PartStore>(
    archive: &mut Archive,
    store: &mut S,
    query: &MetricsQuery,
) -> Result<Report, S::Error> {
    let (about, metrics) = (&query.about, &query.metrics);
    let pieces = query
        .series
        .map(|step| about.period.cut(step));
    // The pieces lie in the period, and the one before next to it mostly, so all are read together.
    let periods: Vec<Period> = std::iter::once(about.period)
        .chain(query.compared_with)
        .chain(pieces.iter().flatten().copied())
        .collect();
    let mut answers = archive
        .answers(store, about, &periods, metrics)?
        .into_iter();
    Ok(Report {
        definition: DEFINITION,
        query: about.clone(),
        answer: answers.next().unwrap_or_default(),
        previous: query
            .compared_with
            .and_then(|_| answers.next()),
        series: pieces.map(|_| answers.collect()),
    })
}
