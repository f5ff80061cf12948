//! Periods of local dates: their first instants, the period before, and cutting a series (`docs/METRICS.md`, section 3).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use serde::Serialize;

use crate::clock::Timestamp;
pub use crate::clock::first_instant;

/// Local dates from `from` on, up to but not including `to`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The day after the last.
    pub to: Date,
}

/// How long the pieces of a series are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
}

impl Step {
    fn months(self) -> i32 {
        match self {
            Step::Month => 1,
            Step::Quarter => 3,
        }
    }
}

/// Days since 1970-01-01: dates as numbers, so that differences are subtractions.
pub(super) fn day_number(date: Date) -> i32 {
    // A date lies within 10,000 years, so the days fit.
    (date
        .duration_since(jiff::civil::date(1970, 1, 1))
        .as_hours()
        / 24) as i32
}

/// The date of such a number.
pub(super) fn date_of_day(day: i64) -> Option<Date> {
    jiff::civil::date(1970, 1, 1)
        .checked_add(Span::new().try_days(day).ok()?)
        .ok()
}

fn months_since_year_zero(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// A date moved by a span, held at the ends of the calendar.
fn moved(date: Date, by: Span) -> Date {
    date.saturating_add(by)
}

impl Period {
    /// How many local dates it has.
    pub fn days(self) -> i32 {
        day_number(self.to) - day_number(self.from)
    }

    /// The period before: as many calendar months where both ends are the first of a month, else as many days.
    pub fn previous(self) -> Period {
        let whole_months = self.from.day() == 1 && self.to.day() == 1;
        let back = if whole_months {
            (months_since_year_zero(self.to) - months_since_year_zero(self.from)).months()
        } else {
            self.days().days()
        };
        Period {
            from: moved(self.from, -back),
            to: self.from,
        }
    }

    /// The period cut at calendar months or quarters; the first and the last piece may be shorter.
    pub fn cut(self, step: Step) -> Vec<Period> {
        let mut pieces = Vec::new();
        let mut from = self.from;
        while from < self.to {
            let into_step = months_since_year_zero(from).rem_euclid(step.months());
            let next = moved(from.first_of_month(), (step.months() - into_step).months());
            // At the end of the calendar there is no next month; the rest is one piece.
            let to = if next > from {
                next.min(self.to)
            } else {
                self.to
            };
            pieces.push(Period { from, to });
            from = to;
        }
        pieces
    }
}

/// The last calendar month that is over in this zone: what a report shows when nobody says which period.
pub fn last_full_month(now: Timestamp, zone: &TimeZone) -> Period {
    let to = now.date_in(zone).first_of_month();
    Period {
        from: moved(to, -1.month()),
        to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, to: &str) -> Period {
        Period {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        }
    }

    fn day_begins(date: &str, zone: &str) -> String {
        first_instant(date.parse().unwrap(), &TimeZone::get(zone).unwrap()).to_string()
    }

    #[test]
    fn a_day_begins_where_the_clock_first_shows_it() {
        assert_eq!(
            day_begins("2025-04-25", "Africa/Cairo"),
            "2025-04-24T22:00:00Z",
            "00:00 does not exist"
        );
        assert_eq!(
            day_begins("2025-10-31", "Africa/Cairo"),
            "2025-10-30T22:00:00Z",
            "the clock goes back at 24:00"
        );
        assert_eq!(
            day_begins("2025-11-02", "America/Havana"),
            "2025-11-02T04:00:00Z",
            "00:00 comes twice"
        );
        assert_eq!(
            day_begins("2011-12-30", "Pacific/Apia"),
            "2011-12-30T10:00:00Z",
            "the whole day does not exist"
        );
        assert_eq!(
            day_begins("2011-12-31", "Pacific/Apia"),
            "2011-12-30T10:00:00Z"
        );
        assert_eq!(
            day_begins("2025-06-01", "Asia/Tehran"),
            "2025-05-31T20:30:00Z"
        );
    }

    #[test]
    fn a_jump_that_begins_before_midnight_ends_after_it() {
        // Toronto, 1919: at 23:30 the clock went to 00:30.
        assert_eq!(
            day_begins("1919-03-31", "America/Toronto"),
            "1919-03-31T04:30:00Z"
        );
    }

    #[test]
    fn the_period_before_keeps_whole_months_whole() {
        assert_eq!(
            period("2025-03-01", "2025-04-01").previous(),
            period("2025-02-01", "2025-03-01")
        );
        assert_eq!(
            period("2025-01-01", "2025-04-01").previous(),
            period("2024-10-01", "2025-01-01")
        );
        assert_eq!(
            period("2025-03-02", "2025-04-01").previous(),
            period("2025-01-31", "2025-03-02")
        );
    }

    #[test]
    fn a_series_is_cut_at_calendar_starts() {
        let quarters = period("2025-02-10", "2025-08-01").cut(Step::Quarter);
        assert_eq!(
            quarters,
            [
                period("2025-02-10", "2025-04-01"),
                period("2025-04-01", "2025-07-01"),
                period("2025-07-01", "2025-08-01")
            ]
        );
        let months = period("2024-12-01", "2025-02-01").cut(Step::Month);
        assert_eq!(
            months,
            [
                period("2024-12-01", "2025-01-01"),
                period("2025-01-01", "2025-02-01")
            ]
        );
    }

    #[test]
    fn the_last_full_month_is_the_zones_own() {
        let zone = TimeZone::get("Asia/Tashkent").unwrap();
        let new_year_there = "2025-12-31T19:00:00Z"
            .parse()
            .unwrap();
        assert_eq!(
            last_full_month(new_year_there, &zone),
            period("2025-12-01", "2026-01-01")
        );
        assert_eq!(
            last_full_month(new_year_there, &TimeZone::UTC),
            period("2025-11-01", "2025-12-01")
        );
    }
}
