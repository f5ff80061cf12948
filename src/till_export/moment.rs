//! When: dates in several orders and two calendars, times with seconds or without, in the shop's own zone or with an offset.

use std::fmt;

use icu_calendar::Iso;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, ToSpan as _};

use super::marks::{plain, unwrapped};
use super::names::Meaning;
use super::signs::{Sign, signs};
use crate::clock::Timestamp;

/// In which order the parts of a date stand. A year of four digits in front is understood in each, and so is a month's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// `2026-01-31`
    #[default]
    Iso,
    /// `31.01.2026`
    DayMonthYear,
    /// `01/31/2026`
    MonthDayYear,
    /// `1404/11/11`, in the Persian calendar.
    Jalali,
    /// `46053.5`: days since the end of 1899, as spreadsheets count them.
    Excel,
}

impl DateOrder {
    /// Each with what it is called by callers and forms.
    pub const NAMED: [(&str, DateOrder); 5] = [
        ("iso", DateOrder::Iso),
        ("dmy", DateOrder::DayMonthYear),
        ("mdy", DateOrder::MonthDayYear),
        ("jalali", DateOrder::Jalali),
        ("excel", DateOrder::Excel),
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        let own = DateOrder::NAMED
            .iter()
            .find(|(_, order)| *order == self);
        own.map_or("iso", |(name, _)| name)
    }
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
    /// Whether the date that it was read from told no time of day; spreadsheets write a day alone as its midnight.
    pub fn is_day(&self, date: &str) -> bool {
        let Moment::Local(at) = self else {
            return false;
        };
        at.time() == Time::midnight() || (at.time() == NOON && !plain(date).contains(':'))
    }

    /// What it is called in every file that holds it, whether that tells the offset or not. Noon stands for a day without a time too, and
    /// is called by the clock on the wall.
    pub fn in_all_files(&self, at: Timestamp, zone: &TimeZone) -> String {
        let local = match self {
            Moment::Instant(at) => zone.to_datetime(at.jiff()),
            Moment::Local(at) => *at,
        };
        if local.time() == NOON {
            local.to_string()
        } else {
            at.to_string()
        }
    }

    /// The instant. Where clocks go back a local time happens twice, and the first is taken; where they go forward some do not
    /// happen, and the till's clock had not been put forward yet, so the time that passed is kept (02:30 is 03:30).
    pub fn at(&self, zone: &TimeZone, latest: Timestamp) -> Result<Timestamp, String> {
        let at = match self {
            Moment::Instant(at) => *at,
            Moment::Local(at) => zone
                .to_timestamp(*at)
                .map_err(|_| NO_DAY)?
                .into(),
        };
        if at > latest {
            return Err("is in the future; check date_format, tz and the till's clock".into());
        }
        if at < Timestamp(0) {
            return Err("is before 1970; check date_format".into());
        }
        Ok(at)
    }
}

/// A visit known by its day alone is put at noon, so that the day stands in whichever zone near the shop's it is looked at.
const NOON: Time = Time::constant(12, 0, 0, 0);

const NO_DAY: &str = "has a date that does not exist: there is no such month, or it has fewer days";
const NO_TIME: &str = "has a time that is not like 14:05 or 14:05:33";
const SECOND_60: &str = "has a time that does not exist: a minute ends at second 59";
const ZONE: &str = "gives its time zone as letters that stand for several zones; write the offset, as in +01:00, or leave it out and set tz";
const DOUBT: &str = "has a date that can be read in two orders, and other dates in the file do not match date_format; check date_format";
const SERIAL: &str = "has a spreadsheet's day number instead of a date; format the column as a date, or set date_format=excel";
const BARE: &str = "has just a number instead of a date; export dates like 2026-01-31 14:05";
const UNSHOWN: &str = "has a date or time that a spreadsheet could not show; widen the column or fix its formula, then export again";
const WEEKDAY: &str = "has a weekday that does not match its date; check date_format";
const TIMES: &str = "has one time with its date and a different one in the time column";
const HALVES: &str = "has a time that is both before noon and after noon";
const WORD: &str = "has a word in its date that is not a month, weekday, AM or PM; export dates like 2026-01-31 14:05";

/// Which orders the dates of a file prove: a number above 12 can be no month.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DateOrderEvidence {
    day_first: usize,
    month_first: usize,
    persian: usize,
}

impl DateOrderEvidence {
    /// Counts a date in.
    pub fn count(&mut self, date: &str) {
        let date = plain(unwrapped(date));
        match two_numbers(&date) {
            Some((13..=31, 1..=12)) => self.day_first += 1,
            Some((1..=12, 13..=31)) => self.month_first += 1,
            None if is_of_persian_year(&date) => self.persian += 1,
            _ => {}
        }
    }

    /// The order that the dates prove.
    pub fn proven(&self) -> Option<DateOrder> {
        let [day, month, persian] = [self.day_first, self.month_first, self.persian];
        let outweighs = |own: usize, others: usize| own > 0 && others * MISTYPED < own;
        [
            (DateOrder::DayMonthYear, day, month + persian),
            (DateOrder::MonthDayYear, month, day + persian),
            (DateOrder::Jalali, persian, day + month),
        ]
        .into_iter()
        .find(|(_, own, others)| outweighs(*own, *others))
        .map(|(order, ..)| order)
    }

    /// Why a date that can be read in both orders is not to be read in the one that was said.
    pub fn contradicts(&self, date: &str, order: DateOrder) -> Result<(), String> {
        let (own, other) = match order {
            DateOrder::DayMonthYear => (self.day_first, self.month_first),
            DateOrder::MonthDayYear => (self.month_first, self.day_first),
            _ => return Ok(()),
        };
        // One line that was mistyped among many is no proof against them.
        let is_doubtful = other > 0 && other * MISTYPED >= own;
        match two_numbers(&plain(unwrapped(date))) {
            Some((first @ 1..=12, second @ 1..=12)) if is_doubtful && first != second => {
                Err(DOUBT.into())
            }
            _ => Ok(()),
        }
    }
}

/// As many dates in the order that was said outweigh one in the other.
const MISTYPED: usize = 10;

/// Whether a date begins with a year of the present or the last century of the Persian calendar, as in `1404/11/11`.
fn is_of_persian_year(date: &str) -> bool {
    let year = date
        .split(['.', '/', '-'])
        .next()
        .unwrap_or_default();
    year.len() == 4 && matches!(year.parse(), Ok(1300..=1499))
}

/// The first two of three numbers that stand as in `31.01.2026`.
fn two_numbers(date: &str) -> Option<(u8, u8)> {
    let start = date.find(|sign: char| sign.is_ascii_digit())?;
    let mut numbers = date[start..]
        .split(['.', '/', '-', ' '])
        .filter(|number| !number.is_empty());
    let short = |number: &str| {
        if number.len() <= 2 {
            number.parse::<u8>().ok()
        } else {
            None
        }
    };
    let (first, second) = (short(numbers.next()?)?, short(numbers.next()?)?);
    numbers
        .next()?
        .starts_with(|sign: char| sign.is_ascii_digit())
        .then_some((first, second))
}

/// Reads date and time from one cell or two.
pub(super) fn read(date: &str, time: Option<&str>, order: DateOrder) -> Result<Moment, String> {
    let date = plain(unwrapped(date));
    let time = time
        .map(|time| plain(unwrapped(time)))
        .filter(|time| !time.is_empty());
    if is_unshown(&date)
        || time
            .as_deref()
            .is_some_and(is_unshown)
    {
        return Err(UNSHOWN.into());
    }
    if let Some(milliseconds) = in_brackets_of_json(&date) {
        return Ok(Moment::Instant(Timestamp(milliseconds)));
    }
    if let Some(counted) = counted(&date, time.as_deref(), order) {
        return counted;
    }
    if !date.contains(|sign: char| sign.is_ascii_digit()) {
        return Err(wrong(order));
    }
    let mut text = MomentText::of(&date)?;
    let beside = time
        .as_deref()
        .map(MomentText::of)
        .transpose()?;
    let clock = text.clock()?;
    let day = text
        .day(order)
        .and_then(|day| text.agrees_with(day))?;
    let rest = match clock {
        Some(clock) => text
            .over()
            .then_some(Some(clock))
            .ok_or_else(|| wrong(order))?,
        None => text.loose_clock()?,
    };
    let (clock, offset) = match beside {
        Some(mut beside) => {
            beside.agrees_with(day)?;
            let clock = beside.whole_clock()?;
            // Spreadsheets write a date alone as its midnight; any other time beside the time is a second one.
            if rest.is_some_and(|own| !own.agrees_with(clock) && !own.begins_a_day()) {
                return Err(TIMES.into());
            }
            (Some(clock), beside.offset.or(text.offset))
        }
        None => (rest, text.offset),
    };
    moment(day, clock, offset)
}

/// Whether a spreadsheet could not show what stands in a cell: `########`, `#VALUE!`.
fn is_unshown(cell: &str) -> bool {
    cell.strip_prefix('#')
        .is_some_and(|rest| {
            (!rest.is_empty()
                && rest
                    .bytes()
                    .all(|byte| byte == b'#'))
                || rest.ends_with(['!', '?'])
                || rest.eq_ignore_ascii_case("N/A")
        })
}

/// Milliseconds since 1970 as `/Date(1769850300000)/`, which is how some programs write a time into JSON.
fn in_brackets_of_json(date: &str) -> Option<i64> {
    let inner = date
        .strip_prefix("/Date(")?
        .strip_suffix(")/")?;
    // What may stand behind it is the offset of the clock on the wall; the instant is told without.
    inner
        .split(['+', '-'])
        .next()?
        .parse()
        .ok()
}

fn moment(day: Date, clock: Option<TimeOfDay>, offset: Option<Offset>) -> Result<Moment, String> {
    let local = match clock {
        None => return Ok(Moment::Local(day.to_datetime(NOON))),
        Some(TimeOfDay::Midnight) => day
            .checked_add(1.day())
            .map_err(|_| NO_DAY)?
            .to_datetime(Time::midnight()),
        Some(TimeOfDay::At(time)) => day.to_datetime(time),
    };
    match offset {
        None => Ok(Moment::Local(local)),
        Some(offset) => Ok(Moment::Instant(
            offset
                .to_timestamp(local)
                .map_err(|_| NO_DAY)?
                .into(),
        )),
    }
}

/// A time of day; 24:00 is the next day's beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TimeOfDay {
    At(Time),
    Midnight,
}

impl TimeOfDay {
    fn begins_a_day(self) -> bool {
        self == TimeOfDay::At(Time::midnight())
    }

    /// Whether two clocks are one time, as far as the one that says less tells it: `14:05:33` is `14:05`.
    fn agrees_with(self, other: TimeOfDay) -> bool {
        let (TimeOfDay::At(own), TimeOfDay::At(other)) = (self, other) else {
            return self == other;
        };
        let span = |time: Time| match (time.subsec_nanosecond(), time.second()) {
            (0, 0) => 60 * SECOND_NS,
            (0, _) => SECOND_NS,
            _ => 1,
        };
        let told = span(own).max(span(other));
        nanoseconds_of_day(own) / told == nanoseconds_of_day(other) / told
    }
}

const SECOND_NS: i64 = 1_000_000_000;

fn nanoseconds_of_day(time: Time) -> i64 {
    let seconds =
        i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    seconds * SECOND_NS + i64::from(time.subsec_nanosecond())
}

/// A moment that is a bare number: seconds or their fractions since 1970, or a spreadsheet's days.
fn counted(date: &str, time: Option<&str>, order: DateOrder) -> Option<Result<Moment, String>> {
    let (whole, part) = date
        .split_once(['.', ','])
        .unwrap_or((date, ""));
    let digits = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
    };
    if whole.is_empty()
        || !digits(whole)
        || !digits(part)
        || (part.is_empty() && date.len() > whole.len())
    {
        return None;
    }
    match (whole.len(), order) {
        (1..=7, DateOrder::Excel) => Some(serial(whole, part, time)),
        // `20260131` and its longer forms are dates that are written without marks.
        (8 | 12 | 14, _) if part.is_empty() => None,
        (10, _) => Some(since_1970(whole, part, 1_000)),
        (13, _) => Some(since_1970(whole, part, 1)),
        // Microseconds and nanoseconds, of which the log keeps the milliseconds.
        (16, _) => Some(since_1970(&whole[..13], "", 1)),
        (19, _) => Some(since_1970(&whole[..13], "", 1)),
        // As days since 1899, five digits are the years 1927 to 2173.
        (5, _) => Some(Err(SERIAL.into())),
        (1..=2, _) if !part.is_empty() => None,
        _ => Some(Err(BARE.into())),
    }
}

fn since_1970(whole: &str, part: &str, unit: i64) -> Result<Moment, String> {
    let fraction: String = part
        .chars()
        .chain("000".chars())
        .take(if unit == 1_000 {
            3
        } else {
            0
        })
        .collect();
    let number: i64 = format!("{whole}{fraction}")
        .parse()
        .map_err(|_| BARE)?;
    Ok(Moment::Instant(Timestamp(number)))
}

/// Days since 30 December 1899; the fraction is the time of day, which spreadsheets hold to less than a second.
fn serial(whole: &str, part: &str, time: Option<&str>) -> Result<Moment, String> {
    let days: i64 = whole.parse().map_err(|_| BARE)?;
    let span = Span::new()
        .try_days(days)
        .map_err(|_| NO_DAY)?;
    // Excel counts 1 January 1900 as 1 and that year as a leap year, so since March 1900 its days
    // count from here.
    let day = Date::constant(1899, 12, 30)
        .checked_add(span)
        .map_err(|_| NO_DAY)?;
    let midnight = day.to_datetime(Time::midnight());
    let own = shared(part)?;
    let (told, beside) = match time {
        None if part.is_empty() => return moment(day, None, None),
        None => (
            Moment::Local(
                midnight
                    .checked_add(own.seconds())
                    .map_err(|_| NO_DAY)?,
            ),
            own,
        ),
        Some(time)
            if time.starts_with("0.") || time.starts_with("0,") || time.starts_with(['.', ',']) =>
        {
            let beside = shared(
                time.split_once(['.', ','])
                    .map_or("", |(_, part)| part),
            )?;
            (
                Moment::Local(
                    midnight
                        .checked_add(beside.seconds())
                        .map_err(|_| NO_DAY)?,
                ),
                beside,
            )
        }
        Some(time) => {
            let clock = MomentText::of(time)?.whole_clock()?;
            let beside = if let TimeOfDay::At(clock) = clock {
                nanoseconds_of_day(clock) / SECOND_NS
            } else {
                DAY_S
            };
            (moment(day, Some(clock), None)?, beside)
        }
    };
    // A fraction is rounded, and a clock may leave the seconds out.
    if own > 0 && (own - beside).abs() >= 60 {
        Err(TIMES.into())
    } else {
        Ok(told)
    }
}

const DAY_S: i64 = 86_400;

/// The seconds of a day's fraction.
fn shared(fraction: &str) -> Result<i64, String> {
    let share: f64 = format!("0.{fraction}")
        .parse()
        .map_err(|_| NO_TIME)?;
    Ok((share * DAY_S as f64).round() as i64)
}

/// A date's or a time's text in its signs, of which each step takes what it understands.
struct MomentText {
    signs: Vec<Sign>,
    afternoon: Option<bool>,
    offset: Option<Offset>,
    month: Option<Month>,
    /// For each weekday that was named, the days of the week that its word can mean, from Monday as 1.
    weekdays: Vec<Vec<u8>>,
}

/// A month that was told by its name, and how many numbers stood before it.
#[derive(Clone, Copy)]
struct Month {
    number: u8,
    is_persian: bool,
}

impl MomentText {
    fn of(text: &str) -> Result<MomentText, String> {
        let (text, is_commented) = without_comment(text);
        let (signs, unknown) = signs(&text);
        if unknown.is_some() {
            let is_zone = unknown == Some(true) || is_commented;
            return Err(if is_zone {
                ZONE
            } else {
                WORD
            }
            .into());
        }
        let mut text = MomentText {
            signs,
            afternoon: None,
            offset: None,
            month: None,
            weekdays: Vec::new(),
        };
        text.take_offset()?;
        if is_commented && text.offset.is_none() {
            return Err(ZONE.into());
        }
        text.take_words()?;
        Ok(text)
    }

    /// An offset behind a clock or behind `UTC`.
    fn take_offset(&mut self) -> Result<(), String> {
        let utc = self
            .signs
            .iter()
            .position(|sign| sign.means(Meaning::Utc));
        let signed = (0..self.signs.len()).find(|at| self.is_offset_at(*at));
        if let Some(at) = signed {
            let (offset, length) =
                offset_at(&self.signs[at..]).ok_or("has an offset that is not like +01:00")?;
            self.offset = Some(offset);
            self.signs
                .splice(at..at + length, [Sign::Space]);
        } else if utc.is_some() {
            self.offset = Some(Offset::UTC);
        }
        self.signs
            .retain(|sign| !sign.means(Meaning::Utc));
        Ok(())
    }

    /// Whether a plus or minus stands before digits, and behind a time: minutes, seconds, `UTC` or a space behind them.
    fn is_offset_at(&self, at: usize) -> bool {
        let signed = matches!(self.signs[at], Sign::Mark('+' | '-'))
            && matches!(self.signs.get(at + 1), Some(Sign::Number(_)));
        let before = &self.signs[..at];
        let last = before
            .iter()
            .rev()
            .find(|sign| !matches!(sign, Sign::Space));
        let is_spaced = matches!(before.last(), Some(Sign::Space));
        let timed = before
            .iter()
            .any(|sign| matches!(sign, Sign::Mark(':')) || sign.is_hours())
            || before
                .iter()
                .any(|sign| sign.is_letter_t())
            || (is_spaced
                && last
                    .is_some_and(|sign| matches!(sign, Sign::Number(digits) if digits.len() >= 4)));
        signed
            && (last.is_some_and(|sign| sign.means(Meaning::Utc))
                || (timed && last.is_some_and(Sign::ends_a_time)))
    }

    /// Months, weekdays and halves of the day.
    fn take_words(&mut self) -> Result<(), String> {
        let place = self.place_of_month()?;
        self.month = place.and_then(|at| month_of(&self.signs[at]));
        let others = self
            .signs
            .iter()
            .enumerate()
            .filter(|(at, _)| Some(*at) != place);
        self.weekdays = others
            .map(|(_, sign)| sign.weekdays())
            .filter(|days| !days.is_empty())
            .collect();
        let halves: Vec<bool> = self
            .signs
            .iter()
            .filter_map(Sign::half)
            .collect();
        self.afternoon = halves.first().copied();
        if halves
            .iter()
            .any(|half| Some(*half) != self.afternoon)
        {
            return Err(HALVES.into());
        }
        let old = std::mem::take(&mut self.signs);
        self.signs = old
            .into_iter()
            .enumerate()
            .filter_map(|(at, sign)| {
                if Some(at) == place {
                    Some(Sign::Name)
                } else {
                    sign.kept()
                }
            })
            .collect();
        Ok(())
    }

    /// Where the month's name stands. A word that names a weekday in another language is one beside a month or a date in numbers.
    fn place_of_month(&self) -> Result<Option<usize>, String> {
        let months: Vec<usize> = (0..self.signs.len())
            .filter(|at| month_of(&self.signs[*at]).is_some())
            .collect();
        let alone: Vec<usize> = months
            .iter()
            .copied()
            .filter(|at| {
                self.signs[*at]
                    .weekdays()
                    .is_empty()
            })
            .collect();
        match (
            months.as_slice(),
            alone.as_slice(),
            self.begins_with_a_date(),
        ) {
            (_, [], true) | ([], ..) => Ok(None),
            (_, [at], false) | ([at], [], false) => Ok(Some(*at)),
            _ => Err(WORD.into()),
        }
    }

    /// Whether the first numbers are three with marks between them, as in `31.01.2026`.
    fn begins_with_a_date(&self) -> bool {
        let mut tight = self
            .signs
            .iter()
            .filter(|sign| !matches!(sign, Sign::Space));
        let mut rest = tight
            .by_ref()
            .skip_while(|sign| !matches!(sign, Sign::Number(_)))
            .skip(1);
        (0..2).all(|_| {
            matches!(
                (rest.next(), rest.next()),
                (Some(Sign::Mark('.' | '/' | '-')), Some(Sign::Number(_)))
            )
        })
    }

    /// Whether the weekdays that were named are those of the day.
    fn agrees_with(&self, day: Date) -> Result<Date, String> {
        let weekday = day.weekday().to_monday_one_offset();
        let agree = self.weekdays.iter().all(|days| {
            days.iter()
                .any(|named| i8::try_from(*named) == Ok(weekday))
        });
        if agree {
            Ok(day)
        } else {
            Err(WEEKDAY.into())
        }
    }

    fn number_at(&self, at: usize) -> Option<&str> {
        match self.signs.get(at) {
            Some(Sign::Number(digits)) => Some(digits),
            _ => None,
        }
    }

    /// Takes a clock with colons, `14h05`, `2 pm`, or `T140500`.
    fn clock(&mut self) -> Result<Option<TimeOfDay>, String> {
        let colon =
            (0..self.signs.len()).find(|at| self.number_at(*at).is_some() && self.is_colon(at + 1));
        if let Some(at) = colon {
            return self.clock_at(at).map(Some);
        }
        if let Some(t) = self
            .signs
            .iter()
            .position(Sign::is_letter_t)
            .filter(|t| self.number_at(t + 1).is_some())
        {
            let digits = self
                .number_at(t + 1)
                .unwrap_or_default()
                .to_owned();
            self.signs.truncate(t);
            return Ok(Some(self.compact(&digits)?));
        }
        Ok(None)
    }

    fn is_colon(&self, at: usize) -> bool {
        matches!(self.signs.get(at), Some(Sign::Mark(':')))
            || self
                .signs
                .get(at)
                .is_some_and(Sign::is_hours)
    }

    /// The clock that begins at a sign: numbers between colons, and a fraction of the last second.
    fn clock_at(&mut self, from: usize) -> Result<TimeOfDay, String> {
        let (mut at, mut parts) = (from, Vec::new());
        while let Some(digits) = self.number_at(at) {
            parts.push(digits.to_owned());
            at += 1;
            if !self.is_colon(at) {
                break;
            }
            at += 1;
        }
        let is_fraction = parts.len() == 3
            && matches!(self.signs.get(at), Some(Sign::Mark('.' | ',')))
            && self.number_at(at + 1).is_some();
        let fraction = if is_fraction {
            self.number_at(at + 1)
                .unwrap_or_default()
                .to_owned()
        } else {
            String::new()
        };
        let end = if is_fraction {
            at + 2
        } else {
            at
        };
        self.signs
            .splice(from..end, [Sign::Space]);
        self.told(&parts, &fraction)
    }

    fn told(&self, parts: &[String], fraction: &str) -> Result<TimeOfDay, String> {
        let part = |at: usize| {
            parts
                .get(at)
                .map_or(Some(0), |digits| number::<i8>(digits))
        };
        let (hour, minute, second) = (part(0), part(1), part(2));
        let (Some(hour), Some(minute), Some(second), true) =
            (hour, minute, second, (1..=3).contains(&parts.len()))
        else {
            return Err(NO_TIME.into());
        };
        let two = parts[1..]
            .iter()
            .all(|part| part.len() <= 2);
        if second == 60 {
            return Err(SECOND_60.into());
        }
        let nanos = nanoseconds(fraction)
            .filter(|_| two)
            .ok_or(NO_TIME)?;
        let hour = match (hour, self.afternoon) {
            (24, None) if (minute, second, nanos) == (0, 0, 0) => return Ok(TimeOfDay::Midnight),
            (hour, None) => hour,
            // 12 AM is midnight, and 12 PM is noon.
            (hour @ 1..=12, Some(afternoon)) => hour % 12 + if afternoon { 12 } else { 0 },
            (0, Some(false)) => 0,
            // The half agrees with the hour and says nothing more.
            (hour @ 13..=23, Some(true)) => hour,
            _ => return Err(NO_TIME.into()),
        };
        Ok(TimeOfDay::At(
            Time::new(hour, minute, second, nanos).map_err(|_| NO_TIME)?,
        ))
    }

    /// `1405`, `140500`
    fn compact(&self, digits: &str) -> Result<TimeOfDay, String> {
        if !matches!(digits.len(), 3 | 4 | 6) {
            return Err(NO_TIME.into());
        }
        let hours = if digits.len() == 3 {
            1
        } else {
            2
        };
        let mut parts = vec![digits[..hours].to_owned()];
        parts.extend(
            (hours..digits.len())
                .step_by(2)
                .map(|at| digits[at..at + 2].to_owned()),
        );
        self.told(&parts, "")
    }

    /// Takes the numbers of the date and tells the day.
    fn day(&mut self, order: DateOrder) -> Result<Date, String> {
        if let Some(day) = self.compact_day(order)? {
            return Ok(day);
        }
        let wanted = if self.month.is_some() {
            2
        } else {
            3
        };
        let places: Vec<usize> = (0..self.signs.len())
            .filter(|at| self.number_at(*at).is_some())
            .take(wanted)
            .collect();
        let numbers: Vec<String> = places
            .iter()
            .filter_map(|at| self.number_at(*at))
            .map(str::to_owned)
            .collect();
        let (true, Some(last)) = (numbers.len() == wanted, places.last()) else {
            return Err(wrong(order));
        };
        let name = self
            .signs
            .iter()
            .position(|sign| matches!(sign, Sign::Name));
        let end = name.map_or(*last, |name| name.max(*last)) + 1;
        if self.signs[..end]
            .iter()
            .any(|sign| matches!(sign, Sign::Mark('+' | ':')))
        {
            return Err(wrong(order));
        }
        self.signs.drain(..end);
        match self.month {
            Some(month) => named_day(&numbers, month).unwrap_or_else(|| Err(wrong(order))),
            None => ordered_day(&numbers, order),
        }
    }

    /// `20260131`, `202601311405`, `20260131140500`; in the other orders `31012026`.
    fn compact_day(&mut self, order: DateOrder) -> Result<Option<Date>, String> {
        let first = (0..self.signs.len()).find(|at| self.number_at(*at).is_some());
        let Some((at, digits)) = first.and_then(|at| Some((at, self.number_at(at)?.to_owned())))
        else {
            return Ok(None);
        };
        if self.month.is_some() || !matches!(digits.len(), 8 | 12 | 14) || !digits.is_ascii() {
            return Ok(None);
        }
        let (day, clock) = digits.split_at(8);
        self.signs.splice(
            ..=at,
            (!clock.is_empty()).then(|| Sign::Number(clock.to_owned())),
        );
        let is_year_last = matches!(order, DateOrder::DayMonthYear | DateOrder::MonthDayYear)
            && !(13..=21).contains(&number::<u8>(&day[..2]).unwrap_or(0));
        let cuts = if is_year_last {
            [&day[..2], &day[2..4], &day[4..]]
        } else {
            [&day[..4], &day[4..6], &day[6..]]
        };
        ordered_day(&cuts.map(str::to_owned), order).map(Some)
    }

    /// A clock behind the date that has no colons: `14.05`, `1405`, `2 pm`.
    fn loose_clock(&mut self) -> Result<Option<TimeOfDay>, String> {
        let parts: Vec<String> = (0..self.signs.len())
            .filter_map(|at| self.number_at(at))
            .map(str::to_owned)
            .collect();
        if self
            .signs
            .iter()
            .any(|sign| matches!(sign, Sign::Mark(mark) if !".,".contains(*mark)))
        {
            return Err(NO_TIME.into());
        }
        match parts.as_slice() {
            [] => Ok(None),
            [one]
                if one.len() <= 2
                    && (self.afternoon.is_some()
                        || self
                            .signs
                            .iter()
                            .any(Sign::is_hours)) =>
            {
                self.told(&parts, "").map(Some)
            }
            [one] => self.compact(one).map(Some),
            [_, minute] | [_, minute, _] if minute.len() == 2 => self.told(&parts, "").map(Some),
            _ => Err(NO_TIME.into()),
        }
    }

    /// The clock of a cell of its own.
    fn whole_clock(&mut self) -> Result<TimeOfDay, String> {
        match self.clock()? {
            Some(clock) if self.over() => Ok(clock),
            Some(_) => Err(NO_TIME.into()),
            None => self
                .loose_clock()?
                .ok_or_else(|| NO_TIME.into()),
        }
    }

    /// Whether nothing is left that would say more.
    fn over(&self) -> bool {
        self.signs
            .iter()
            .all(|sign| !matches!(sign, Sign::Number(_) | Sign::Mark(':' | '+')))
    }
}

/// What stands in brackets repeats a zone by its name: `(CEST)`, `[Europe/Berlin]`; an offset there is one: `(UTC+1)`. The zones of
/// Indonesia are the only ones of their letters.
fn without_comment(text: &str) -> (String, bool) {
    match text.split_once(['(', '[']) {
        Some((before, comment)) if comment.ends_with([')', ']']) => {
            let inner = comment[..comment.len() - 1].trim();
            let is_offset = inner
                .strip_prefix("UTC")
                .or_else(|| inner.strip_prefix("GMT"))
                .is_some_and(|rest| rest.starts_with(['+', '-']));
            if is_offset {
                (format!("{before} {inner}"), false)
            } else {
                (before.trim_end().to_owned(), true)
            }
        }
        _ => (with_offset(text).unwrap_or_else(|| text.to_owned()), false),
    }
}

fn with_offset(text: &str) -> Option<String> {
    let (before, offset) = [("WIB", "+07:00"), ("WITA", "+08:00"), ("WIT", "+09:00")]
        .into_iter()
        .find_map(|(name, offset)| {
            text.strip_suffix(name)
                .map(|before| (before.trim_end(), offset))
        })?;
    (before.contains(':') && before.ends_with(|sign: char| sign.is_ascii_digit()))
        .then(|| format!("{before} {offset}"))
}

fn month_of(sign: &Sign) -> Option<Month> {
    sign.all()
        .iter()
        .find_map(|meaning| match meaning {
            Meaning::Month(number) => Some(Month {
                number: *number,
                is_persian: false,
            }),
            Meaning::PersianMonth(number) => Some(Month {
                number: *number,
                is_persian: true,
            }),
            _ => None,
        })
}

/// `+01:00`, `-0400`, `+2`, and its length in signs.
fn offset_at(signs: &[Sign]) -> Option<(Offset, usize)> {
    let [Sign::Mark(mark), Sign::Number(digits), rest @ ..] = signs else {
        return None;
    };
    let (hours, minutes, length) = match (digits.len(), rest) {
        (1 | 2, [Sign::Mark(':'), Sign::Number(minutes), ..]) if minutes.len() == 2 => {
            (number::<i32>(digits)?, number::<i32>(minutes)?, 4)
        }
        (1 | 2, _) => (number::<i32>(digits)?, 0, 2),
        (4, _) => (
            number::<i32>(&digits[..2])?,
            number::<i32>(&digits[2..])?,
            2,
        ),
        _ => return None,
    };
    let seconds = (hours * 60 + minutes)
        * if *mark == '-' {
            -60
        } else {
            60
        };
    // No place on earth is further ahead than the Line Islands, by 14 hours.
    let shaped = hours <= 14 && minutes <= 59;
    shaped
        .then(|| Offset::from_seconds(seconds).ok())
        .flatten()
        .map(|offset| (offset, length))
}

fn wrong(order: DateOrder) -> String {
    match order {
        DateOrder::Iso => "has a date that is not like 2026-01-31; for 31.01.2026 set date_format=dmy, for 01/31/2026 set date_format=mdy",
        DateOrder::DayMonthYear => "has a date that is not like 31.01.2026",
        DateOrder::MonthDayYear => "has a date that is not like 01/31/2026",
        DateOrder::Jalali => "has a date that is not like 1404/11/11",
        DateOrder::Excel => "has a date that is not a spreadsheet's day number and not like 2026-01-31",
    }
    .into()
}

/// Day and year beside a month that was named; a year of two digits stands last.
fn named_day(numbers: &[String], month: Month) -> Option<Result<Date, String>> {
    let [first, second] = numbers else {
        return None;
    };
    let (year, day) = match (first.len(), second.len()) {
        (4, 1 | 2) => (first, second),
        (1 | 2, 2 | 4) => (second, first),
        _ => return None,
    };
    let year = year_of(year, month.is_persian)?;
    Some(day_of(
        year,
        number(&month.number.to_string())?,
        number(day)?,
        month.is_persian,
    ))
}

/// Three numbers in the order that was said; a year of four digits in front, and one of the Persian calendar, are known by themselves.
fn ordered_day(numbers: &[String], order: DateOrder) -> Result<Date, String> {
    let [first, second, third] = numbers else {
        return Err(wrong(order));
    };
    let is_first = first.len() == 4;
    let (year, month, day) = match order {
        _ if is_first => (first, second, third),
        DateOrder::Jalali if third.len() == 4 => (third, second, first),
        DateOrder::Jalali => (first, second, third),
        DateOrder::Iso | DateOrder::Excel => return Err(wrong(order)),
        DateOrder::DayMonthYear => (third, second, first),
        DateOrder::MonthDayYear => (third, first, second),
    };
    let told = year_of(year, order == DateOrder::Jalali)
        .zip(number(month))
        .zip(number(day));
    let ((year, month), day) = told
        .filter(|_| month.len() <= 2 && day.len() <= 2)
        .ok_or_else(|| wrong(order))?;
    let is_swapped = month > 12 && day <= 12;
    match is_swapped && !is_first {
        true if order == DateOrder::DayMonthYear => {
            Err("has a date with a month above 12; for 01/31/2026 set date_format=mdy".into())
        }
        true if order == DateOrder::MonthDayYear => {
            Err("has a date with a month above 12; for 31.01.2026 set date_format=dmy".into())
        }
        _ => day_of(year, month, day, (1300..1500).contains(&year)),
    }
}

/// A year of two digits is of this century; of the Persian calendar's last one, if it is a late one.
fn year_of(digits: &str, is_persian: bool) -> Option<i16> {
    let year = number::<i16>(digits)?;
    match (digits.len(), is_persian) {
        (4, _) => Some(year),
        (2, false) => Some(2000 + year),
        (2, true) => Some(if year < 50 {
            1400 + year
        } else {
            1300 + year
        }),
        _ => None,
    }
}

fn day_of(year: i16, month: i8, day: i8, is_persian: bool) -> Result<Date, String> {
    if !is_persian {
        return Date::new(year, month, day).map_err(|_| NO_DAY.into());
    }
    let (m, d) = (
        u8::try_from(month).unwrap_or_default(),
        u8::try_from(day).unwrap_or_default(),
    );
    let persian = icu_calendar::Date::try_new_persian(i32::from(year), m, d).map_err(|_| match (month, day) {
        (12, 30) => format!("has a date that does not exist: {year} has no 30 Esfand, because it is not a leap year"),
        _ => NO_DAY.to_owned(),
    })?;
    let iso = persian.to_calendar(Iso);
    let civil = i16::try_from(iso.year().extended_year())
        .ok()
        .and_then(|year| {
            Date::new(year, iso.month().ordinal as i8, iso.day_of_month().0 as i8).ok()
        });
    civil.ok_or_else(|| NO_DAY.into())
}

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let shaped = (1..=4).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit());
    if shaped {
        text.parse().ok()
    } else {
        None
    }
}

fn nanoseconds(fraction: &str) -> Option<i32> {
    let shaped = fraction.len() <= 9
        && fraction
            .bytes()
            .all(|byte| byte.is_ascii_digit());
    if shaped {
        format!("{fraction:0<9}")
            .parse()
            .ok()
    } else {
        None
    }
}
