//! Answers a metrics query: reads the log once, asks it for each period.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::metrics::{
    self, BadQuery, Definition, EventCollector, Facts, Overview, Period, Query, Reads, Report, Step,
};
use crate::service::csv::csv_cell;
use crate::service::reports::archive;
use crate::store::{Tenant, Tx};

/// A query's words as they came: names to texts.
pub type QueryParams = BTreeMap<String, String>;

/// A checked question.
pub struct CheckedQuery {
    pub(crate) query: Query,
    metrics: Vec<&'static Definition>,
    step: Option<Step>,
    compare: bool,
}

/// The names a metrics query may hold.
const NAMES: [&str; 12] = [
    "from",
    "to",
    "tz",
    "metrics",
    "series",
    "compare",
    "join_channel",
    "join_location",
    "visit_location",
    "window_days",
    "lapse_days",
    "as_of",
];

/// Reads a query's words; every wrong one is named.
pub fn question(words: &QueryParams, zone_name: &str, now: Timestamp) -> Result<CheckedQuery> {
    let mut faults = Vec::new();
    // Two long names are as much as a refusal repeats.
    for name in words
        .keys()
        .filter(|name| !NAMES.contains(&name.as_str()))
        .take(2)
    {
        faults.push((
            name.clone(),
            format!("is not a known parameter; use {}", NAMES.join(", ")),
        ));
    }
    let text = |name: &str| {
        words
            .get(name)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    };
    let mut read = QueryReader {
        faults: &mut faults,
    };
    let zone_name = text("tz").unwrap_or(zone_name);
    let zone = TimeZone::get(zone_name).unwrap_or_else(|_| {
        read.fault(
            "tz",
            "is not an IANA time zone such as Europe/Berlin",
            TimeZone::UTC,
        )
    });
    let usual = metrics::last_full_month(now, &zone);
    let from = read.date("from", text("from"), usual.from);
    let to = read.date("to", text("to"), usual.to);
    let mut query = Query::new(zone, Period { from, to });
    let list = |name: &str| {
        text(name).map_or_else(Vec::new, |t| {
            t.split(',')
                .map(str::trim)
                .filter(|t| !t.is_empty())
                .map(str::to_owned)
                .collect()
        })
    };
    (
        query.join_channel,
        query.join_location,
        query.visit_location,
    ) = (
        list("join_channel"),
        list("join_location"),
        list("visit_location"),
    );
    for (name, words) in [
        ("join_channel", &query.join_channel),
        ("join_location", &query.join_location),
        ("visit_location", &query.visit_location),
    ] {
        // They come back in the answer.
        if words
            .iter()
            .any(|word| crate::service::text_check::checked(name, word, 200).is_err())
        {
            read.fault(
                name,
                "contains something that is not the name of a channel or location",
                (),
            );
        }
    }
    query.window_days = read.days("window_days", text("window_days"), query.window_days);
    query.lapse_days = read.days("lapse_days", text("lapse_days"), query.lapse_days);
    query.as_of = text("as_of").map(|t| {
        t.parse().unwrap_or_else(|_| {
            read.fault("as_of", "is not a time such as 2026-01-31T09:30:00Z", now)
        })
    });
    let step = match text("series") {
        None => None,
        Some("month") => Some(Step::Month),
        Some("quarter") => Some(Step::Quarter),
        Some(_) => read.fault("series", "must be month or quarter", None),
    };
    let compare = match text("compare") {
        None => false,
        Some("previous") => true,
        Some(_) => read.fault("compare", "must be previous", false),
    };
    let metrics = metrics::by_ids(text("metrics").unwrap_or(""))
        .unwrap_or_else(|e| read.fault("metrics", &e.to_string(), vec![]));
    match query.check() {
        Ok(()) => {}
        Err((_, BadQuery::EmptyPeriod)) => {
            let (name, why) = empty_period(text("from").is_some(), text("to").is_some(), from, to);
            read.fault(name, &why, ());
        }
        Err((name, bad)) => read.fault(name, &bad.to_string(), ()),
    }
    if to
        .since(from)
        .is_ok_and(|span| span.get_days() > 3_660)
    {
        read.fault("to", "must be within ten years of `from`", ());
    }
    if !faults.is_empty() {
        return Err(Error::invalid_all(faults));
    }
    Ok(CheckedQuery {
        query,
        metrics,
        step,
        compare,
    })
}

/// A period without a day: which word is wrong and why. Where only one of its ends was sent, the other is told.
fn empty_period(from_sent: bool, to_sent: bool, from: Date, to: Date) -> (&'static str, String) {
    let usual = "which is where the last full month";
    match (from_sent, to_sent) {
        (true, false) => (
            "from",
            format!(
                "must be earlier than {to}, {usual} ends, because no `to` was sent; send `to` as well"
            ),
        ),
        (false, true) => (
            "to",
            format!(
                "must be later than {from}, {usual} begins, because no `from` was sent; send `from` as well"
            ),
        ),
        _ => ("from", BadQuery::EmptyPeriod.to_string()),
    }
}

struct QueryReader<'a> {
    faults: &'a mut Vec<(String, String)>,
}

impl QueryReader<'_> {
    fn fault<T>(&mut self, name: &str, why: &str, instead: T) -> T {
        self.faults
            .push((name.to_owned(), why.to_owned()));
        instead
    }

    fn date(&mut self, name: &str, text: Option<&str>, usual: Date) -> Date {
        match text.map(str::parse::<Date>) {
            None => usual,
            Some(Ok(date)) if (1970..=2200).contains(&date.year()) => date,
            Some(_) => self.fault(
                name,
                "is not a date such as 2026-01-31, from 1970 to 2200",
                usual,
            ),
        }
    }

    fn days(&mut self, name: &str, text: Option<&str>, usual: i32) -> i32 {
        match text.map(str::parse::<i32>) {
            None => usual,
            Some(Ok(days)) => days,
            Some(Err(_)) => self.fault(name, "is not a whole number of days", usual),
        }
    }
}

impl CheckedQuery {
    /// Answers from facts gathered with the same `as_of`.
    pub fn answer(&self, facts: &Facts) -> Report {
        metrics::report(facts, &self.query, &self.metrics, self.compare, self.step)
    }
}

/// Answers a metrics query of one merchant.
pub async fn report(app: &App, tenant: Tenant, words: QueryParams) -> Result<Report> {
    let now = app.clock.now();
    let question = asked_of(app, tenant, &words, now).await?;
    if question.query.as_of.is_none() {
        // Before the turn, so that others are answered while a long log is filed.
        archive::make_apart(app, tenant).await?;
    }
    let _turn = app
        .reports
        .acquire()
        .await
        .map_err(Error::internal)?;
    if let Some(as_of) = question.query.as_of {
        return app
            .store
            .read(move |tx| Ok(question.answer(&archive::facts_as_of(tx, tenant, as_of)?)))
            .await;
    }
    let asked = move |tx: &mut Tx<'_>, asked: &mut archive::OpenArchive| {
        let (archive, mut store) = asked.on(tx);
        let CheckedQuery {
            query,
            metrics,
            step,
            compare,
        } = &*question;
        metrics::report_from(archive, &mut store, query, metrics, *compare, *step)
    };
    archive::ask(app, tenant, asked).await
}

/// Reads a question in the merchant's own zone.
async fn asked_of(
    app: &App,
    tenant: Tenant,
    words: &QueryParams,
    now: Timestamp,
) -> Result<Arc<CheckedQuery>> {
    let zone = app
        .store
        .read(move |tx| {
            Ok(tx
                .program(tenant)?
                .time_zone
                .clone())
        })
        .await?;
    Ok(Arc::new(question(words, &zone, now)?))
}

/// Reads a merchant's facts as far as any question about a period needs it, and asks it.
pub(crate) async fn ask<T: Send + 'static>(
    app: &App,
    tenant: Tenant,
    words: QueryParams,
    answer: impl Fn(&Facts, &CheckedQuery) -> T + Clone + Send + 'static,
) -> Result<T> {
    let now = app.clock.now();
    let question = asked_of(app, tenant, &words, now).await?;
    if question.query.as_of.is_none() {
        // Before the turn, so that others are answered while a long log is filed.
        archive::make_apart(app, tenant).await?;
    }
    let _turn = app
        .reports
        .acquire()
        .await
        .map_err(Error::internal)?;
    if let Some(as_of) = question.query.as_of {
        return app
            .store
            .read(move |tx| Ok(answer(&archive::facts_as_of(tx, tenant, as_of)?, &question)))
            .await;
    }
    let asked = move |tx: &mut Tx<'_>, asked: &mut archive::OpenArchive| {
        let (archive, mut store) = asked.on(tx);
        Ok(answer(
            &archive.facts_for(&mut store, &question.query, Reads::ALL)?,
            &question,
        ))
    };
    archive::ask(app, tenant, asked).await
}

/// Looks at the days and people of a question, and at periods that follow each other around them, for the results page; ways and
/// cohorts begin with the one numbered `since`.
pub async fn overview(
    app: &App,
    tenant: Tenant,
    words: QueryParams,
    periods: Vec<Period>,
    since: usize,
) -> Result<Overview> {
    let question = asked_of(app, tenant, &words, app.clock.now()).await?;
    archive::make_apart(app, tenant).await?;
    let _turn = app
        .reports
        .acquire()
        .await
        .map_err(Error::internal)?;
    let Some((first, last)) = periods.first().zip(periods.last()) else {
        return Err(Error::internal("no period was asked about"));
    };
    let looked_at = question.query.period;
    let whole = Period {
        from: first.from.min(looked_at.from),
        to: last.to.max(looked_at.to),
    };
    let wide = Query {
        period: whole,
        ..question.query.clone()
    };
    let asked = move |tx: &mut Tx<'_>, asked: &mut archive::OpenArchive| {
        let (archive, mut store) = asked.on(tx);
        let facts = archive.facts_for(&mut store, &wide, metrics::OVERVIEW_READS)?;
        Ok(metrics::overview(&facts, &question.query, &periods, since))
    };
    archive::ask(app, tenant, asked).await
}

/// The day in this zone on which the shop's first member joined.
pub async fn first_day(app: &App, tenant: Tenant, zone: TimeZone) -> Result<Option<Date>> {
    archive::make_apart(app, tenant).await?;
    let _turn = app
        .reports
        .acquire()
        .await
        .map_err(Error::internal)?;
    let today = app.clock.now().date_in(&zone);
    let query = Query::new(
        zone,
        Period {
            from: today,
            to: today.tomorrow().unwrap_or(today),
        },
    );
    let asked = move |tx: &mut Tx<'_>, asked: &mut archive::OpenArchive| {
        let (archive, mut store) = asked.on(tx);
        Ok(metrics::first_day(
            &archive.facts_for(&mut store, &query, Reads::MANIFEST)?,
            &query,
        ))
    };
    archive::ask(app, tenant, asked).await
}

/// Answers the same of a merchant that does not exist: nulls and zeros, never an error.
pub fn report_of_nobody(words: &QueryParams, now: Timestamp) -> Result<Report> {
    ask_nobody(words, now, |facts, question| question.answer(facts))
}

/// Asks an empty log.
pub(crate) fn ask_nobody<T>(
    words: &QueryParams,
    now: Timestamp,
    answer: impl FnOnce(&Facts, &CheckedQuery) -> T,
) -> Result<T> {
    let question = question(words, "UTC", now)?;
    Ok(answer(&EventCollector::new(None).close(), &question))
}

/// What a question about one number of one period cannot hold.
pub(crate) fn one_period(words: &QueryParams) -> Result<()> {
    let many = ["metrics", "series", "compare"]
        .into_iter()
        .filter(|name| words.contains_key(*name));
    let faults: Vec<_> = many
        .map(|name| {
            (
                name.to_owned(),
                "is not a known parameter here: this call is about one metric in one period"
                    .to_owned(),
            )
        })
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid_all(faults))
    }
}

/// The report as CSV: one line for each number, named by its path.
pub fn csv(report: &Report) -> String {
    let mut csv = String::from("part,from,to,metric,field,value\r\n");
    csv_lines(&mut csv, "period", report.period, &report.answer.metrics);
    if let Some(previous) = &report.previous {
        csv_lines(
            &mut csv,
            "previous",
            report.period.previous(),
            &previous.metrics,
        );
    }
    for piece in report.series.iter().flatten() {
        csv_lines(&mut csv, "series", piece.period, &piece.answer.metrics);
    }
    csv
}

fn csv_lines(csv: &mut String, part: &str, period: Period, metrics: &Map<String, Value>) {
    let dates = [part, &period.from.to_string(), &period.to.to_string()]
        .map(csv_cell)
        .join(",");
    for (id, value) in metrics {
        csv_value(csv, &dates, id, "", value);
    }
}

fn csv_value(csv: &mut String, dates: &str, id: &str, field: &str, value: &Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let path = if field.is_empty() {
                    name.clone()
                } else {
                    format!("{field}.{name}")
                };
                csv_value(csv, dates, id, &path, value);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                csv_value(csv, dates, id, &format!("{field}.{i}"), item);
            }
        }
        value => {
            let text = match value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let cells = [id, field, &text]
                .map(csv_cell)
                .join(",");
            csv.push_str(&format!("{dates},{cells}\r\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_that_was_not_sent_is_told() {
        let now = "2026-11-20T12:00:00Z"
            .parse()
            .unwrap();
        for (name, date, told) in [
            ("from", "2026-11-01", "2026-11-01"),
            ("to", "2026-10-01", "2026-10-01"),
        ] {
            let words: QueryParams = [(name.to_owned(), date.to_owned())].into();
            let error = question(&words, "UTC", now)
                .err()
                .unwrap();
            let fault = &error.errors[0];
            assert_eq!((error.errors.len(), fault.pointer.as_str()), (1, name));
            assert!(
                fault.detail.contains(told) && fault.detail.contains("as well"),
                "{}",
                fault.detail
            );
        }
        let both = [("from", "2026-11-01"), ("to", "2026-11-01")]
            .map(|(name, date)| (name.to_owned(), date.to_owned()));
        let error = question(&both.into(), "UTC", now)
            .err()
            .unwrap();
        assert_eq!(error.detail, "from must be an earlier date than `to`.");
    }

    #[test]
    fn every_wrong_word_is_named_at_once() {
        let words: QueryParams = [("from", "soon"), ("series", "day"), ("colour", "red")]
            .iter()
            .map(|(k, v)| ((*k).into(), (*v).into()))
            .collect();
        let error = question(&words, "UTC", Timestamp(0))
            .err()
            .unwrap();
        let places: Vec<&str> = error
            .errors
            .iter()
            .map(|e| e.pointer.as_str())
            .collect();
        assert_eq!(places, ["colour", "from", "series"]);
    }
}
