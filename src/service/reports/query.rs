//! Answers a metrics query: reads the log once, asks it for each period.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;
use tokio::sync::SemaphorePermit;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::metrics::{self, Answer, EventCollector, Facts, Overview, Reads};
use crate::service::csv::csv_cell;
use crate::service::reports::archive;
use crate::store::{Tenant, Tx};

pub use crate::metrics::{
    BadQuery, MetricsQuery, Period, Query, Report, Step, by_ids as metrics_of, last_full_month,
};

/// The zone in which a merchant's days begin, for a question that names none.
pub async fn zone(app: &App, tenant: Tenant) -> Result<TimeZone> {
    app.store
        .read(move |tx| Ok(tx.program(tenant)?.zone()))
        .await
}

/// Waits until a question may be answered.
async fn turn(app: &App, tenant: Tenant, as_of: Option<Timestamp>) -> Result<SemaphorePermit<'_>> {
    if as_of.is_none() {
        // Before the turn, so that others are answered while a long log is filed.
        archive::make_apart(app, tenant).await?;
    }
    app.reports
        .acquire()
        .await
        .map_err(Error::internal)
}

/// Answers a metrics query of one merchant.
pub async fn answer(app: &App, tenant: Tenant, query: MetricsQuery) -> Result<Report> {
    let as_of = query.about.as_of;
    let _turn = turn(app, tenant, as_of).await?;
    if let Some(as_of) = as_of {
        return app
            .store
            .with_batch_deadline()
            .read(move |tx| {
                let facts = archive::facts_as_of(tx, tenant, as_of)?;
                Ok(metrics::report(&facts, &query))
            })
            .await;
    }
    let query = Arc::new(query);
    let asked = move |tx: &mut Tx<'_>, asked: &mut archive::OpenArchive| {
        let (archive, mut store) = asked.on(tx);
        metrics::report_from(archive, &mut store, &query)
    };
    archive::ask(app, tenant, asked).await
}

/// Reads a merchant's facts as far as any question about a period needs it, and asks it.
pub(crate) async fn ask<T: Send + 'static>(
    app: &App,
    tenant: Tenant,
    about: Query,
    answer: impl Fn(&Facts, &Query) -> T + Clone + Send + 'static,
) -> Result<T> {
    let as_of = about.as_of;
    let _turn = turn(app, tenant, as_of).await?;
    if let Some(as_of) = as_of {
        return app
            .store
            .with_batch_deadline()
            .read(move |tx| Ok(answer(&archive::facts_as_of(tx, tenant, as_of)?, &about)))
            .await;
    }
    let asked = move |tx: &mut Tx<'_>, asked: &mut archive::OpenArchive| {
        let (archive, mut store) = asked.on(tx);
        let facts = archive.facts_for(&mut store, &about, Reads::ALL)?;
        Ok(answer(&facts, &about))
    };
    archive::ask(app, tenant, asked).await
}

/// Answers the results page: its numbers, and from the same archive what is drawn beside them of periods that follow each other
/// around its days; ways and cohorts begin with the one numbered `since`.
pub async fn answer_drawn(
    app: &App,
    tenant: Tenant,
    query: MetricsQuery,
    periods: Vec<Period>,
    since: usize,
) -> Result<(Report, Overview)> {
    let _turn = turn(app, tenant, None).await?;
    let Some((first, last)) = periods.first().zip(periods.last()) else {
        return Err(Error::internal("no period was asked about"));
    };
    let days = query.about.period;
    let wide = Query {
        period: Period {
            from: first.from.min(days.from),
            to: last.to.max(days.to),
        },
        ..query.about.clone()
    };
    let asked = move |tx: &mut Tx<'_>, asked: &mut archive::OpenArchive| {
        let (archive, mut store) = asked.on(tx);
        let report = metrics::report_from(archive, &mut store, &query)?;
        let facts = archive.facts_for(&mut store, &wide, metrics::OVERVIEW_READS)?;
        let drawn = metrics::overview(&facts, &query.about, &periods, since);
        Ok((report, drawn))
    };
    archive::ask(app, tenant, asked).await
}

/// The day in this zone on which the shop's first member joined.
pub async fn first_day(app: &App, tenant: Tenant, zone: TimeZone) -> Result<Option<Date>> {
    let _turn = turn(app, tenant, None).await?;
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
pub fn answer_nobody(query: &MetricsQuery) -> Report {
    metrics::report(&no_facts(), query)
}

/// An empty log.
pub(crate) fn no_facts() -> Facts {
    EventCollector::new(None).close()
}

/// The report as CSV: one line for each number, named by its path.
pub fn csv(report: &Report) -> String {
    let mut csv = String::from("part,from,to,metric,field,value\r\n");
    csv_lines(&mut csv, "period", &report.answer);
    if let Some(previous) = &report.previous {
        csv_lines(&mut csv, "previous", previous);
    }
    for piece in report.series.iter().flatten() {
        csv_lines(&mut csv, "series", piece);
    }
    csv
}

fn csv_lines(csv: &mut String, part: &str, answer: &Answer) {
    let Period { from, to } = answer.period;
    let dates = [part, &from.to_string(), &to.to_string()]
        .map(csv_cell)
        .join(",");
    for (metric, result) in &answer.metrics {
        csv_value(csv, &dates, metric.id, "", &result.to_json());
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
