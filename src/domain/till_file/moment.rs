//! When: dates in three orders, times with seconds or without, in the shop's own zone or with an offset.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::amount::western;
use crate::clock::Timestamp;

/// In which order the parts of a date stand. A year of four digits in front is understood in each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// `2026-01-31`
    #[default]
    Iso,
    /// `31.01.2026`
    DayMonthYear,
    /// `01/31/2026`
    MonthDayYear,
}

/// A time as the till wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// With an offset.
    Instant(Timestamp),
    /// As the clock on the wall showed it.
    Local(DateTime),
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Instant(at) => at.fmt(f),
            Moment::Local(at) => at.fmt(f),
        }
    }
}

impl Moment {
    /// The instant. Where clocks go back a local time happens twice, and the first is taken; where they go forward some do not
    /// happen, and the till's clock had not been put forward yet, so the time that passed is kept (02:30 is 03:30).
    pub fn at(&self, zone: &TimeZone, latest: Timestamp) -> Result<Timestamp, String> {
        let at = match self {
            Moment::Instant(at) => *at,
            Moment::Local(at) => zone.to_timestamp(*at).map_err(|_| "has a date that no calendar has")?.into(),
        };
        if at > latest {
            return Err("lies in the future; look at date_format, tz and the till's clock".into());
        }
        if at < Timestamp(0) {
            return Err("lies before 1970; look at date_format".into());
        }
        Ok(at)
    }
}

/// A visit known by its day alone is put at noon, so that the day stands in whichever zone near the shop's it is looked at.
const NOON: Time = Time::constant(12, 0, 0, 0);

/// Reads date and time from one cell or two.
pub(super) fn read(date: &str, time: Option<&str>, order: DateOrder) -> Result<Moment, String> {
    let date = western(date);
    let date = date.trim();
    if let Ok(at) = date.parse::<Timestamp>() {
        return Ok(Moment::Instant(at));
    }
    let (day, clock) = match date.split_once(['T', ' ', ',']) {
        Some((day, clock)) => (day, Some(clock)),
        None => (date, None),
    };
    let day = read_date(day.trim(), order)?;
    let time = time.map(western);
    match time.as_deref().or(clock).map(str::trim).filter(|clock| !clock.is_empty()) {
        Some(clock) => Ok(Moment::Local(day.to_datetime(read_time(clock).ok_or("has a time unlike 14:05 or 14:05:33")?))),
        None => Ok(Moment::Local(day.to_datetime(NOON))),
    }
}

fn read_date(text: &str, order: DateOrder) -> Result<Date, String> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let wrong = || match order {
        DateOrder::Iso => "has a date unlike 2026-01-31; for 31.01.2026 say date_format=dmy, for 01/31/2026 date_format=mdy",
        DateOrder::DayMonthYear => "has a date unlike 31.01.2026",
        DateOrder::MonthDayYear => "has a date unlike 01/31/2026",
    };
    let [first, second, third] = parts.as_slice() else { return Err(wrong().into()) };
    let (year, month, day) = match order {
        _ if first.len() == 4 => (first, second, third),
        DateOrder::Iso => return Err(wrong().into()),
        DateOrder::DayMonthYear => (third, second, first),
        DateOrder::MonthDayYear => (third, first, second),
    };
    date_of(year, month, day).ok_or_else(|| wrong().into())
}

/// A year of two digits is of this century.
fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let century = match year.len() {
        4 => 0,
        2 => 2000,
        _ => return None,
    };
    Date::new(century + number::<i16>(year)?, number(month)?, number(day)?).ok()
}

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let shaped = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if shaped { text.parse().ok() } else { None }
}

/// `14:05`, `14:05:33`, `14:05:33.120`, `14.05 Uhr`, `2:05 PM`.
fn read_time(text: &str) -> Option<Time> {
    let lower = text.to_lowercase();
    let lower = lower.trim_end_matches("uhr").trim_end();
    let (clock, half) = match lower.strip_suffix('m').and_then(|rest| rest.strip_suffix(['a', 'p']).map(|clock| (clock, rest))) {
        Some((clock, rest)) => (clock.trim_end(), Some(rest.ends_with('p'))),
        None => (lower, None),
    };
    let (whole, fraction) = match clock.split_once(':').and_then(|_| clock.split_once(['.', ','])) {
        Some((whole, fraction)) => (whole, fraction),
        None => (clock, ""),
    };
    let parts: Vec<&str> = whole.split([':', '.']).collect();
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] if fraction.is_empty() => (hour, minute, &"0"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let hour = match (number::<i8>(hour)?, half) {
        (hour, None) => hour,
        (hour @ 1..=12, Some(afternoon)) => hour % 12 + if afternoon { 12 } else { 0 },
        _ => return None,
    };
    Time::new(hour, number(minute)?, number(second)?, nanoseconds(fraction)?).ok()
}

fn nanoseconds(fraction: &str) -> Option<i32> {
    if fraction.is_empty() {
        return Some(0);
    }
    let shaped = fraction.len() <= 9 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if shaped { format!("{fraction:0<9}").parse().ok() } else { None }
}
