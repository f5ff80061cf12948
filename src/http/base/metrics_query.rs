//! A question to the metrics, read from words: a request's parameters, or the command line's options, which have the same names.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::http::base::query::Params;
use crate::service::reports::query::{
    BadQuery, MetricsQuery, Period, Query, Step, last_full_month, metrics_of,
};
use crate::service::text_check::checked;

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

/// Those that a question about one number of one period cannot hold.
const OF_SEVERAL: [&str; 3] = ["metrics", "series", "compare"];

/// Reads a query's words, in this zone where they name none; every wrong one is named.
pub fn read(params: &Params, zone: TimeZone, now: Timestamp) -> Result<MetricsQuery> {
    let mut words = QueryReader {
        params,
        faults: vec![],
    };
    words.refuse_unknown();
    let zone = match words.text("tz") {
        None => zone,
        Some(name) => TimeZone::get(name).unwrap_or_else(|_| {
            words.fault(
                "tz",
                "is not an IANA time zone such as Europe/Berlin",
                TimeZone::UTC,
            )
        }),
    };
    let usual = last_full_month(now, &zone);
    let period = Period {
        from: words.date("from", usual.from),
        to: words.date("to", usual.to),
    };
    let mut about = Query::new(zone, period);
    words.filters(&mut about);
    about.window_days = words.days("window_days", about.window_days);
    about.lapse_days = words.days("lapse_days", about.lapse_days);
    about.as_of = words.text("as_of").map(|text| {
        text.parse().unwrap_or_else(|_| {
            words.fault("as_of", "is not a time such as 2026-01-31T09:30:00Z", now)
        })
    });
    let series = match words.text("series") {
        None => None,
        Some("month") => Some(Step::Month),
        Some("quarter") => Some(Step::Quarter),
        Some(_) => words.fault("series", "must be month or quarter", None),
    };
    let compared_with = match words.text("compare") {
        None => None,
        Some("previous") => Some(period.previous()),
        Some(_) => words.fault("compare", "must be previous", None),
    };
    let metrics = metrics_of(
        words
            .text("metrics")
            .unwrap_or_default(),
    )
    .unwrap_or_else(|e| words.fault("metrics", &e.to_string(), vec![]));
    words.check(&about);
    words.finish(MetricsQuery {
        about,
        metrics,
        series,
        compared_with,
    })
}

/// Refuses what a question about one number of one period cannot hold.
pub fn one_period(params: &Params) -> Result<()> {
    let many = OF_SEVERAL
        .into_iter()
        .filter(|name| params.0.contains_key(*name));
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

/// A question about days that are known, of the people whom these filters keep.
pub fn of_days(
    zone: TimeZone,
    days: Period,
    filters: &[(&'static str, String)],
) -> Result<MetricsQuery> {
    let params = Params(
        filters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    );
    let mut words = QueryReader {
        params: &params,
        faults: vec![],
    };
    let mut about = Query::new(zone, days);
    words.filters(&mut about);
    words.finish(MetricsQuery {
        about,
        metrics: vec![],
        series: None,
        compared_with: None,
    })
}

/// A period without a day: which word is wrong and why. Where only one of its ends was sent, the other is told.
fn empty_period(from_sent: bool, to_sent: bool, period: Period) -> (&'static str, String) {
    let Period { from, to } = period;
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

/// The words of a query, and what is wrong with them.
struct QueryReader<'p> {
    params: &'p Params,
    faults: Vec<(String, String)>,
}

impl<'p> QueryReader<'p> {
    fn text(&self, name: &str) -> Option<&'p str> {
        self.params
            .0
            .get(name)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    fn fault<T>(&mut self, name: &str, why: &str, instead: T) -> T {
        self.faults
            .push((name.to_owned(), why.to_owned()));
        instead
    }

    fn refuse_unknown(&mut self) {
        // Two long names are as much as a refusal repeats.
        let unknown = self
            .params
            .0
            .keys()
            .filter(|name| !NAMES.contains(&name.as_str()))
            .take(2);
        for name in unknown {
            self.faults.push((
                name.clone(),
                format!("is not a known parameter; use {}", NAMES.join(", ")),
            ));
        }
    }

    fn date(&mut self, name: &str, usual: Date) -> Date {
        match self
            .text(name)
            .map(str::parse::<Date>)
        {
            None => usual,
            Some(Ok(date)) if (1970..=2200).contains(&date.year()) => date,
            Some(_) => self.fault(
                name,
                "is not a date such as 2026-01-31, from 1970 to 2200",
                usual,
            ),
        }
    }

    fn days(&mut self, name: &str, usual: i32) -> i32 {
        match self
            .text(name)
            .map(str::parse::<i32>)
        {
            None => usual,
            Some(Ok(days)) => days,
            Some(Err(_)) => self.fault(name, "is not a whole number of days", usual),
        }
    }

    fn filters(&mut self, about: &mut Query) {
        about.join_channel = self.list("join_channel");
        about.join_location = self.list("join_location");
        about.visit_location = self.list("visit_location");
    }

    fn list(&mut self, name: &str) -> Vec<String> {
        let entries: Vec<String> = self
            .text(name)
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .map(str::to_owned)
            .collect();
        // They come back in the answer.
        if entries
            .iter()
            .any(|entry| checked(name, entry, 200).is_err())
        {
            self.fault(
                name,
                "contains something that is not the name of a channel or location",
                (),
            );
        }
        entries
    }

    /// What is wrong with all of it, though each word for itself is right.
    fn check(&mut self, about: &Query) {
        match about.check() {
            Ok(()) => {}
            Err((_, BadQuery::EmptyPeriod)) => {
                let sent = |name: &str| self.text(name).is_some();
                let (name, why) = empty_period(sent("from"), sent("to"), about.period);
                self.fault(name, &why, ());
            }
            Err((name, bad)) => self.fault(name, &bad.to_string(), ()),
        }
        let Period { from, to } = about.period;
        if to
            .since(from)
            .is_ok_and(|span| span.get_days() > 3_660)
        {
            self.fault("to", "must be within ten years of `from`", ());
        }
    }

    fn finish<T>(self, query: T) -> Result<T> {
        if self.faults.is_empty() {
            Ok(query)
        } else {
            Err(Error::invalid_all(self.faults))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(query: &str, now: Timestamp) -> Error {
        read(&Params::of(query), TimeZone::UTC, now)
            .err()
            .unwrap()
    }

    #[test]
    fn an_end_that_was_not_sent_is_told() {
        let now = "2026-11-20T12:00:00Z"
            .parse()
            .unwrap();
        for (name, query, told) in [
            ("from", "from=2026-11-01", "2026-11-01"),
            ("to", "to=2026-10-01", "2026-10-01"),
        ] {
            let error = refused(query, now);
            let fault = &error.errors[0];
            assert_eq!((error.errors.len(), fault.pointer.as_str()), (1, name));
            assert!(
                fault.detail.contains(told) && fault.detail.contains("as well"),
                "{}",
                fault.detail
            );
        }
        let error = refused("from=2026-11-01&to=2026-11-01", now);
        assert_eq!(error.detail, "from must be an earlier date than `to`.");
    }

    #[test]
    fn every_wrong_word_is_named_at_once() {
        let error = refused("from=soon&series=day&colour=red", Timestamp(0));
        let places: Vec<&str> = error
            .errors
            .iter()
            .map(|e| e.pointer.as_str())
            .collect();
        assert_eq!(places, ["colour", "from", "series"]);
    }

    #[test]
    fn words_become_days_people_and_metrics() {
        let params = Params::of(
            "from=2026-10-01&to=2026-11-01&tz=Europe/Berlin&metrics=visits&compare=previous&join_channel=poster,%20staff",
        );
        let query = read(&params, TimeZone::UTC, Timestamp(0)).unwrap();
        let before = query.compared_with.unwrap();
        assert_eq!(before.from.to_string(), "2026-09-01");
        assert_eq!(query.about.join_channel, ["poster", "staff"]);
        assert_eq!(query.about.zone_name(), "Europe/Berlin");
        assert_eq!(query.metrics[0].id, "visits");
    }
}
