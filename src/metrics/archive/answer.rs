//! Answers a query from the archive: each period from the partitions that its metrics read.

use std::collections::HashMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::super::book::Book;
use super::super::catalogue::Definition;
use super::super::journal::Entry;
use super::super::ledger::Ledger;
use super::super::period::{Period, Step, first_instant};
use super::super::query::Query;
use super::super::{Answer, DEFINITION, Piece, Report, answer_for};
use super::{Archive, FACTS, Kind, Need, Shelf};

/// What a metric reads, so that nothing else is fetched for it. What the head keeps is there always, and so is what each
/// member brings forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    /// The facts.
    pub kinds: &'static [Kind],
    /// How many follow-up windows before the period.
    pub windows: i32,
    /// How many periods before the period.
    pub previous: u8,
    /// The window before the launch, too.
    pub launch: bool,
}

impl Reads {
    /// Nothing but the head.
    pub const HEAD: Reads = Reads { kinds: &[], windows: 0, previous: 0, launch: false };
    /// The visits of the period.
    pub const VISITS: Reads = Reads::of(&[Kind::Visits]);
    /// Everything that any metric may ask for.
    pub const ALL: Reads = Reads { kinds: &FACTS, windows: 2, previous: 2, launch: true };

    /// These facts of the period.
    pub const fn of(kinds: &'static [Kind]) -> Reads {
        Reads { kinds, ..Reads::HEAD }
    }

    /// And of so many follow-up windows before it.
    pub const fn windows(self, windows: i32) -> Reads {
        Reads { windows, ..self }
    }

    /// And of so many periods before it.
    pub const fn previous(self, previous: u8) -> Reads {
        Reads { previous, ..self }
    }

    /// And of the window before the launch.
    pub const fn launch(self) -> Reads {
        Reads { launch: true, ..self }
    }
}

/// Days by which everything begins earlier, so that no zone and no missing midnight cuts off a day.
const MARGIN: i32 = 2;

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
        let from = from.from.min(days_before(period.from, reads.windows * query.window_days));
        // What is brought forward is brought from every place.
        let since = query.visit_location.is_empty().then(|| first(days_before(from, MARGIN)));
        let launch = reads.launch.then(|| self.launch(until)).flatten();
        let visits = launch.map(|day| (first(days_before(day, query.window_days + MARGIN)), first(days_before(day, -MARGIN))));
        Need { since, until, visits, kinds: reads.kinds }
    }

    /// The launch date in force at an instant.
    fn launch(&self, until: crate::clock::Timestamp) -> Option<Date> {
        let before = self.head.register.iter().rev().filter(|record| record.at < until);
        let mut configurations = before.filter_map(|record| match record.entry {
            Entry::ProgramConfigured(configuration) => Some(configuration),
            _ => None,
        });
        configurations.next()?.launched_on
    }

    fn answer<S: Shelf>(&mut self, shelf: &mut S, query: &Query, period: Period, metrics: &[&Definition]) -> Result<Answer, S::Error> {
        let mut groups: Vec<(Need, Vec<&Definition>)> = Vec::new();
        for metric in metrics {
            let need = self.need(metric.reads, query, period);
            match groups.iter_mut().find(|(known, _)| *known == need) {
                Some((_, group)) => group.push(metric),
                None => groups.push((need, vec![metric])),
            }
        }
        let (mut values, mut period_utc) = (HashMap::new(), None);
        for (need, group) in groups {
            let ledger = self.ledger(shelf, &need)?;
            let answer = answer_for(&Book::open(&ledger, query), period, &group);
            period_utc = Some(answer.period_utc);
            values.extend(answer.metrics);
        }
        let period_utc = period_utc.unwrap_or([first_instant(period.from, &query.zone), first_instant(period.to, &query.zone)]);
        let metrics = metrics.iter().filter_map(|metric| Some((metric.id.to_owned(), values.get(metric.id)?.clone()))).collect();
        Ok(Answer { period_utc, metrics })
    }

    /// The ledger that questions of the query's period are answered from.
    pub fn ledger_for<S: Shelf>(&mut self, shelf: &mut S, query: &Query, reads: Reads) -> Result<Ledger, S::Error> {
        let need = self.need(reads, query, query.period);
        self.ledger(shelf, &need)
    }
}

/// Answers a query with all that it is compared with, from the archive of the merchant's log.
pub fn report_from<S: Shelf>(
    archive: &mut Archive,
    shelf: &mut S,
    query: &Query,
    metrics: &[&Definition],
    compare_previous: bool,
    series: Option<Step>,
) -> Result<Report, S::Error> {
    let answer = archive.answer(shelf, query, query.period, metrics)?;
    let previous = match compare_previous {
        true => Some(archive.answer(shelf, query, query.period.previous(), metrics)?),
        false => None,
    };
    let pieces = series.map(|step| query.period.cut(step));
    let piece = |period| Ok(Piece { period, answer: archive.answer(shelf, query, period, metrics)? });
    let series = pieces.map(|pieces| pieces.into_iter().map(piece).collect::<Result<Vec<Piece>, S::Error>>()).transpose()?;
    Ok(Report { definition: DEFINITION, period: query.period, query: query.to_json(), answer, previous, series })
}
