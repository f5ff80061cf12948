//! Which days the owner looks at, and whose visits: read from one address and written into the next.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::form_urlencoded::byte_serialize;

use crate::app::App;
use crate::domain::program::Program;
use crate::error::{Error, Result};
use crate::http::base::metrics_query;
use crate::http::base::query::Params;
use crate::locale::Locale;
use crate::locale::calendar::{CalendarPeriod, CalendarUnit};
use crate::service::reports::query::MetricsQuery;
use crate::service::reports::results_page;
use crate::service::reports::results_page::{Days, FILTERS};
use crate::service::wallets::web_card::Tenant;

/// Years that can be looked at: those that the metrics answer, with room for the periods before.
const YEARS: std::ops::RangeInclusive<i16> = 1975..=2195;

/// The spans of days up to today that are offered.
pub(super) const LAST_DAYS: [i32; 2] = [7, 30];

/// A span of days that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedSpan {
    /// A month or quarter of the shop's calendar.
    Calendar(CalendarPeriod),
    /// So many days, today with them.
    Last(i32),
}

/// Which days, and whose visits.
pub(super) struct Choice {
    pub(super) span: NamedSpan,
    /// The filters that are set.
    pub(super) filters: Vec<(&'static str, String)>,
    /// The day it is in the shop.
    pub(super) today: Date,
    /// The zone in which its days begin.
    pub(super) zone: TimeZone,
}

impl Choice {
    /// Reads `by`, `at` and the filters, in the calendar that the shop has set for the reader's language. Without them it is the
    /// last month that is over, and the running one while the shop has no full month.
    pub(super) async fn read(
        params: &mut Params,
        app: &App,
        tenant: Tenant,
        program: &Program,
        language: Locale,
    ) -> Result<Choice> {
        let zone = program.zone();
        let today = app.clock.now().date_in(&zone);
        let filters = FILTERS
            .into_iter()
            .filter_map(|name| Some((name, params.text(name)?)))
            .collect();
        let at: Option<Date> = params.read("at", "a date such as 2026-10-01")?;
        if at.is_some_and(|at| !YEARS.contains(&at.year())) {
            return Err(Error::invalid(
                "at",
                "must be a date of the years 1975 to 2195",
            ));
        }
        let unit = match params.text("by").as_deref() {
            None | Some("month") => CalendarUnit::Month,
            Some("quarter") => CalendarUnit::Quarter,
            Some("7-days") => {
                return Ok(Choice {
                    span: NamedSpan::Last(7),
                    filters,
                    today,
                    zone,
                });
            }
            Some("30-days") => {
                return Ok(Choice {
                    span: NamedSpan::Last(30),
                    filters,
                    today,
                    zone,
                });
            }
            Some(_) => {
                return Err(Error::invalid(
                    "by",
                    "must be month, quarter, 7-days or 30-days",
                ));
            }
        };
        let period = match at {
            Some(at) => language
                .calendar()
                .period_of(unit, at),
            None => {
                let running = language
                    .calendar()
                    .period_of(unit, today);
                let began = results_page::first_day(app, tenant, zone.clone()).await?;
                if began.is_some_and(|began| began <= running.previous().from()) {
                    running.previous()
                } else {
                    running
                }
            }
        };
        Ok(Choice {
            span: NamedSpan::Calendar(period),
            filters,
            today,
            zone,
        })
    }

    /// The days.
    pub(super) fn days(&self) -> Days {
        match self.span {
            NamedSpan::Calendar(period) => Days {
                from: period.from(),
                to: period.to(),
            },
            NamedSpan::Last(count) => results_page::last_days(self.today, count),
        }
    }

    /// The days they are compared with: the month or quarter before, or as many days.
    pub(super) fn before(&self) -> Days {
        match self.span {
            NamedSpan::Calendar(period) => Days {
                from: period.previous().from(),
                to: period.from(),
            },
            NamedSpan::Last(_) => self.days().previous(),
        }
    }

    /// The question to the metrics about these days.
    pub(super) fn question(&self) -> Result<MetricsQuery> {
        metrics_query::of_days(self.zone.clone(), self.days(), &self.filters)
    }

    /// Whether it is a month or quarter that is still going on; it is then compared with nothing.
    pub(super) fn is_running(&self) -> bool {
        matches!(self.span, NamedSpan::Calendar(period) if period.to() > self.today)
    }

    /// Whether it is about those who joined somewhere, and so not about the whole shop.
    pub(super) fn of_a_group(&self) -> bool {
        self.is_set("join_location") || self.is_set("join_channel")
    }

    /// Whether this filter is set.
    pub(super) fn is_set(&self, filter: &str) -> bool {
        self.filters
            .iter()
            .any(|(name, _)| *name == filter)
    }

    /// Whether today is among its days, or before them.
    pub(super) fn reaches_today(&self) -> bool {
        self.days().to > self.today
    }

    /// The month or quarter that its curves end with.
    pub(super) fn last_drawn(&self, language: Locale) -> CalendarPeriod {
        match self.span {
            NamedSpan::Calendar(period) => period,
            NamedSpan::Last(_) => language
                .calendar()
                .month_of(self.today),
        }
    }

    /// The days in words.
    pub(super) fn title(&self, language: Locale) -> String {
        match self.span {
            NamedSpan::Calendar(period) => language.period(period),
            NamedSpan::Last(_) => written(self.days(), language),
        }
    }

    /// The days before in words.
    pub(super) fn title_before(&self, language: Locale) -> String {
        match self.span {
            NamedSpan::Calendar(period) => language.period(period.previous()),
            NamedSpan::Last(_) => written(self.before(), language),
        }
    }

    /// The same days of everybody.
    pub(super) fn without_filters(&self) -> Choice {
        Choice {
            filters: Vec::new(),
            zone: self.zone.clone(),
            ..*self
        }
    }

    /// How this choice is asked for in an address.
    pub(super) fn query(&self, language: Locale) -> String {
        self.query_of(self.span, language)
    }

    /// How other days of the same people are asked for.
    pub(super) fn query_of(&self, span: NamedSpan, language: Locale) -> String {
        let days = self
            .fields_of(span)
            .into_iter()
            .map(|(name, value)| format!("{name}={value}&"));
        format!(
            "{}{}lang={}",
            days.collect::<String>(),
            self.filter_query(),
            language.tag()
        )
    }

    /// The same as fields of a form, without the filters.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        self.fields_of(self.span)
    }

    fn fields_of(&self, span: NamedSpan) -> Vec<(&'static str, String)> {
        match span {
            NamedSpan::Calendar(period) => {
                let by = if period.unit == CalendarUnit::Month {
                    "month"
                } else {
                    "quarter"
                };
                vec![("by", by.into()), ("at", period.from().to_string())]
            }
            NamedSpan::Last(count) => vec![("by", format!("{count}-days"))],
        }
    }

    /// The filters in an address, each with the sign that joins it to what follows.
    pub(super) fn filter_query(&self) -> String {
        self.filters
            .iter()
            .map(|(name, value)| {
                format!(
                    "{name}={}&",
                    byte_serialize(value.as_bytes()).collect::<String>()
                )
            })
            .collect()
    }

    /// Whether a period can be looked at.
    pub(super) fn is_offered(period: CalendarPeriod) -> bool {
        YEARS.contains(&period.from().year())
    }
}

fn written(days: Days, language: Locale) -> String {
    language.days(
        days.from,
        days.to
            .yesterday()
            .unwrap_or(days.to),
    )
}
