//! The calendars that a shop may live by: its months, quarters and weeks as days.

use icu_calendar::Iso;
use icu_calendar::cal::Persian;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// The calendar in which a shop names its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// January to December.
    #[default]
    Gregorian,
    /// Farvardin to Esfand, the solar calendar of Iran.
    Persian,
}

/// How long a stretch of a calendar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CalendarUnit {
    /// One month.
    Month,
    /// Three months, the first of them the year's first, fourth, seventh or tenth.
    Quarter,
}

impl CalendarUnit {
    fn months(self) -> i32 {
        match self {
            CalendarUnit::Month => 1,
            CalendarUnit::Quarter => 3,
        }
    }
}

/// One month or quarter of a calendar, with neighbours on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CalendarPeriod {
    /// Whose month or quarter it is.
    pub calendar: Calendar,
    /// Whether it is a month or a quarter.
    pub unit: CalendarUnit,
    /// Units since the calendar's year 0 began.
    number: i32,
}

impl Calendar {
    /// Every calendar on offer.
    pub const ALL: [Calendar; 2] = [Calendar::Gregorian, Calendar::Persian];

    /// Unicode's name of the calendar, as `ca` in a language tag.
    pub const fn name(self) -> &'static str {
        match self {
            Calendar::Gregorian => "gregory",
            Calendar::Persian => "persian",
        }
    }

    /// The month that a day lies in.
    pub fn month_of(self, day: Date) -> CalendarPeriod {
        self.period_of(CalendarUnit::Month, day)
    }

    /// The quarter that a day lies in.
    pub fn quarter_of(self, day: Date) -> CalendarPeriod {
        self.period_of(CalendarUnit::Quarter, day)
    }

    /// The month or quarter that a day lies in.
    pub fn period_of(self, unit: CalendarUnit, day: Date) -> CalendarPeriod {
        let (year, month) = self.year_and_month(day);
        CalendarPeriod {
            calendar: self,
            unit,
            number: (year * 12 + month - 1).div_euclid(unit.months()),
        }
    }

    /// The year that a day lies in: 1405 or 2026.
    pub fn year_of(self, day: Date) -> i32 {
        self.year_and_month(day).0
    }

    fn year_and_month(self, day: Date) -> (i32, i32) {
        match self {
            Calendar::Gregorian => (i32::from(day.year()), i32::from(day.month())),
            Calendar::Persian => {
                let date = iso(day).to_calendar(Persian);
                (date.year().extended_year(), i32::from(date.month().ordinal))
            }
        }
    }

    /// The first day of a month that is counted from the year 0; held at the ends of what a date can be.
    fn first_day(self, months: i32) -> Date {
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u8 + 1);
        let day = match self {
            Calendar::Gregorian => i16::try_from(year)
                .ok()
                .and_then(|year| Date::new(year, month as i8, 1).ok()),
            Calendar::Persian => icu_calendar::Date::try_new_persian(year, month, 1)
                .ok()
                .and_then(|day| civil(&day.to_calendar(Iso))),
        };
        day.unwrap_or(if year < 0 {
            Date::MIN
        } else {
            Date::MAX
        })
    }
}

impl CalendarPeriod {
    /// The first day.
    pub fn from(self) -> Date {
        self.calendar
            .first_day(self.number * self.unit.months())
    }

    /// The day after the last one, as `to` of a question to the metrics.
    pub fn to(self) -> Date {
        self.next().from()
    }

    /// The last day.
    pub fn last(self) -> Date {
        self.to()
            .yesterday()
            .unwrap_or(Date::MIN)
    }

    /// The month or quarter before.
    pub fn previous(self) -> CalendarPeriod {
        CalendarPeriod {
            number: self.number - 1,
            ..self
        }
    }

    /// The month or quarter after.
    pub fn next(self) -> CalendarPeriod {
        CalendarPeriod {
            number: self.number + 1,
            ..self
        }
    }

    /// Whether a day lies in it.
    pub fn holds(self, day: Date) -> bool {
        (self.from()..self.to()).contains(&day)
    }
}

/// The first day of the week that a day lies in.
pub fn week_of(day: Date, first: Weekday) -> Date {
    let gone = i64::from(day.weekday().since(first));
    day.checked_sub(gone.days())
        .unwrap_or(Date::MIN)
}

/// A day for ICU's calendars.
pub fn iso(day: Date) -> icu_calendar::Date<Iso> {
    // Every date of jiff's is one of ICU's, which counts a million years both ways.
    let fallback = || icu_calendar::Date::from_rata_die(icu_calendar::types::RataDie::new(1), Iso);
    icu_calendar::Date::try_new_iso(i32::from(day.year()), day.month() as u8, day.day() as u8)
        .unwrap_or_else(|_| fallback())
}

fn civil(day: &icu_calendar::Date<Iso>) -> Option<Date> {
    let year = i16::try_from(day.year().extended_year()).ok()?;
    Date::new(
        year,
        i8::try_from(day.month().ordinal).ok()?,
        i8::try_from(day.day_of_month().0).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_persian_month_begins_on_its_own_first_day() {
        let azar = Calendar::Persian.month_of(date(2026, 11, 22));
        assert_eq!(
            (azar.from(), azar.last(), azar.to()),
            (date(2026, 11, 22), date(2026, 12, 21), date(2026, 12, 22))
        );
        assert_eq!(
            azar.previous(),
            Calendar::Persian.month_of(date(2026, 11, 21))
        );
        let november = Calendar::Gregorian.month_of(date(2026, 11, 22));
        assert_eq!(
            (november.from(), november.last()),
            (date(2026, 11, 1), date(2026, 11, 30))
        );
        assert!(azar.holds(date(2026, 11, 30)) && !azar.holds(date(2026, 12, 22)));
    }

    /// 1403 has a thirtieth Esfand and 1404 has none: leap years come after four years, at times after five.
    #[test]
    fn the_last_month_is_longer_in_a_leap_year() {
        for (nowruz, days) in [
            (date(2021, 3, 21), 30),
            (date(2024, 3, 20), 29),
            (date(2025, 3, 21), 30),
            (date(2026, 3, 21), 29),
            (date(2029, 3, 20), 29),
            (date(2030, 3, 21), 30),
        ] {
            let esfand = Calendar::Persian
                .month_of(nowruz)
                .previous();
            assert_eq!(esfand.to(), nowruz);
            assert_eq!(
                esfand
                    .from()
                    .until(nowruz)
                    .unwrap()
                    .get_days(),
                days,
                "Esfand before {nowruz}"
            );
        }
        assert_eq!(
            Calendar::Gregorian
                .month_of(date(2028, 2, 1))
                .last(),
            date(2028, 2, 29)
        );
        assert_eq!(
            Calendar::Gregorian
                .month_of(date(2100, 2, 1))
                .last(),
            date(2100, 2, 28)
        );
    }

    #[test]
    fn quarters_are_three_months_of_one_year() {
        let autumn = Calendar::Persian.quarter_of(date(2026, 11, 22));
        assert_eq!(
            (autumn.from(), autumn.last()),
            (date(2026, 9, 23), date(2026, 12, 21))
        );
        let last = Calendar::Gregorian.quarter_of(date(2026, 11, 22));
        assert_eq!(
            (last.from(), last.to()),
            (date(2026, 10, 1), date(2027, 1, 1))
        );
        assert_eq!(
            (
                Calendar::Persian.year_of(date(2027, 3, 20)),
                Calendar::Persian.year_of(date(2027, 3, 21))
            ),
            (1405, 1406)
        );
    }

    #[test]
    fn a_week_begins_where_the_shop_says() {
        let sunday = date(2026, 11, 22);
        assert_eq!(week_of(sunday, Weekday::Saturday), date(2026, 11, 21));
        assert_eq!(week_of(sunday, Weekday::Sunday), sunday);
        assert_eq!(week_of(sunday, Weekday::Monday), date(2026, 11, 16));
    }

    #[test]
    fn the_ends_of_time_are_still_days() {
        for calendar in Calendar::ALL {
            for day in [Date::MIN, Date::MAX] {
                for unit in [CalendarUnit::Month, CalendarUnit::Quarter] {
                    let period = calendar.period_of(unit, day);
                    assert!(
                        period.previous().from() <= period.from()
                            && period.from() <= period.next().to()
                    );
                }
            }
        }
    }

    proptest! {
        #[test]
        fn every_day_lies_in_one_month_and_one_quarter(days in -300_000_i64..300_000, persian: bool, quarter: bool) {
            let day = date(2026, 1, 1).checked_add(days.days()).unwrap();
            let calendar = if persian { Calendar::Persian } else { Calendar::Gregorian };
            let period = calendar.period_of(if quarter { CalendarUnit::Quarter } else { CalendarUnit::Month }, day);
            prop_assert!(period.holds(day));
            prop_assert!(!period.previous().holds(day) && !period.next().holds(day));
            prop_assert_eq!(period.previous().to(), period.from());
            prop_assert_eq!(period.next().previous(), period);
            prop_assert_eq!(calendar.period_of(period.unit, period.from()), period);
            prop_assert_eq!(calendar.period_of(period.unit, period.last()), period);
            let length = period.from().until(period.to()).unwrap().get_days();
            prop_assert!(if quarter { (89..=94).contains(&length) } else { (28..=31).contains(&length) }, "{} days", length);
        }
    }
}
