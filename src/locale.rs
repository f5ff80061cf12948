//! The reader's language: words from `locales/*.ftl`, and numbers, dates and directions as that language writes them.
//!
//! A language is offered only when it is complete; the tests of this module refuse a missing key, a lost placeholder and a
//! missing plural arm. Adding one means a file in `locales/` and another in `locales/metrics/`: each says of itself what no
//! library knows.
//!
//! Region, digits, calendar and first weekday are settings beside the words: a shop sets them in its own tags, such as
//! `fa-IR-u-ca-gregory-fw-sat-nu-latn`, and [`Locale::with_shop_settings`] brings them onto its pages.

use std::cell::{Cell, OnceCell};
use std::fmt;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use icu_decimal::input::Decimal;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::locale::calendar::{Calendar, CalendarPeriod, CalendarUnit};
use crate::locale::currency::minor_digits;
use crate::locale::language_tag::{NumberingSystem, Region, weekday_named};
use crate::locale::languages::{LANGUAGES, Language};
use formats::{Formats, with_formats};

pub mod calendar;
pub mod currency;
mod formats;
pub mod language_tag;
pub mod languages;
#[cfg(test)]
mod tests;

/// A language in which the whole product speaks, with the ways of writing numbers and dates that go with it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Locale {
    /// Which of [`LANGUAGES`].
    place: usize,
    region: Region,
    digits: NumberingSystem,
    calendar: Calendar,
    first_weekday: Weekday,
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full_tag())
    }
}

impl Default for Locale {
    fn default() -> Locale {
        Locale::ENGLISH
    }
}

/// A value that fills a placeholder of a text.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Words, put in as they are and isolated from the sentence's direction.
    Text(&'a str),
    /// A count: picks the plural arm and is written in the language's digits.
    Count(i64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(text)
    }
}

impl From<i64> for Value<'_> {
    fn from(count: i64) -> Self {
        Value::Count(count)
    }
}

impl Locale {
    /// English with the Gregorian calendar and weeks from Monday.
    pub const ENGLISH: Locale = Locale::named("en");
    /// Persian with its own digits and calendar.
    pub const PERSIAN: Locale = Locale::named("fa");

    /// Every language on offer, in the order of the language switch. Names of pictures hold places in this list, so a new
    /// language goes to its end.
    pub const ALL: [Locale; LANGUAGES.len()] = {
        let mut all = [Locale::ENGLISH; LANGUAGES.len()];
        let mut place = 0;
        while place < all.len() {
            all[place] = Locale::at(place);
            place += 1;
        }
        all
    };

    /// A language as most of its readers write it. What its file cannot mean is refused by the compiler.
    const fn at(place: usize) -> Locale {
        let language = &LANGUAGES[place];
        let (Some(region), Some(digits), Some(calendar), Some(first_weekday)) = (
            Region::read(language.region),
            NumberingSystem::named(language.digits),
            Calendar::named(language.calendar),
            weekday_named(language.first_weekday),
        ) else {
            panic!(
                "a file in locales/ names a region, digits, calendar or weekday that nobody knows"
            );
        };
        Locale {
            place,
            region,
            digits,
            calendar,
            first_weekday,
        }
    }

    /// A language that is sure to be there: without its file nothing compiles.
    const fn named(tag: &str) -> Locale {
        let mut place = 0;
        while !LANGUAGES[place]
            .tag
            .eq_ignore_ascii_case(tag)
        {
            place += 1;
        }
        Locale::at(place)
    }

    /// The language alone: its words and what goes with them whatever the region.
    pub fn language(self) -> &'static Language {
        &LANGUAGES[self.place]
    }

    /// The language's tag, such as `en`: what `lang=` attributes and `?lang=` carry.
    pub fn tag(self) -> &'static str {
        self.language().tag
    }

    /// The language's own name, for the language switch.
    pub fn name(self) -> &'static str {
        self.language().name
    }

    /// The writing direction for `dir=`: `ltr` or `rtl`.
    pub fn dir(self) -> &'static str {
        self.language().direction
    }

    /// The full tag with region, calendar, first weekday, digits (at its end) and 24-hour clock, for formatters here and
    /// `Intl` in scripts.
    pub fn full_tag(self) -> String {
        let language = match self.language() {
            Language {
                tag, script: "", ..
            } => (*tag).to_owned(),
            Language { tag, script, .. } => format!("{tag}-{script}"),
        };
        let (region, calendar, week) = (
            self.region.as_str(),
            self.calendar.name(),
            self.first_weekday_name(),
        );
        format!(
            "{language}-{region}-u-ca-{calendar}-fw-{week}-hc-h23-nu-{}",
            self.digits.name()
        )
    }

    /// The language of a tag: `fa`, `fa-IR` and `FA_ir` are Persian. Digits, calendar and week are the tag's own settings, else
    /// its region's.
    pub fn parse(tag: &str) -> Option<Locale> {
        let place = LANGUAGES
            .iter()
            .position(|language| language_tag::same_language(language.tag, tag))?;
        Some(Locale {
            place,
            region: Region::of_language(tag),
            digits: NumberingSystem::of_language(tag),
            calendar: Calendar::of_language(tag),
            first_weekday: language_tag::first_weekday(tag),
        })
    }

    /// This language with the region, digits, calendar and week that a shop set for it among its own tags. A shop's pictures
    /// and pages are to show the same digits, so its own settings decide, not the reader's.
    pub fn with_shop_settings(self, tags: &[String]) -> Locale {
        let own = tags
            .iter()
            .find(|tag| language_tag::same_language(tag, self.tag()));
        own.and_then(|tag| Locale::parse(tag))
            .unwrap_or(self)
    }

    /// This language with another calendar, for a month that is counted by it.
    pub fn with_calendar(self, calendar: Calendar) -> Locale {
        Locale { calendar, ..self }
    }

    /// The digits of its numbers.
    pub fn digits_in_use(self) -> NumberingSystem {
        self.digits
    }

    /// The calendar of its dates.
    pub fn calendar(self) -> Calendar {
        self.calendar
    }

    /// The region whose ways of writing it follows, such as `IR`.
    pub fn region(&self) -> &str {
        self.region.as_str()
    }

    /// The day on which its weeks begin.
    pub fn first_weekday(self) -> Weekday {
        self.first_weekday
    }

    fn first_weekday_name(self) -> &'static str {
        language_tag::WEEKDAYS
            .iter()
            .find(|(day, _)| *day == self.first_weekday)
            .map_or("mon", |(_, name)| name)
    }

    /// The days of a week in order, from the first.
    pub fn week(self) -> [Weekday; 7] {
        std::array::from_fn(|day| {
            self.first_weekday
                .wrapping_add(day as i8)
        })
    }

    /// The language for a request: what the address asks for, else the best of `Accept-Language`, else `otherwise`.
    pub fn negotiate(
        asked: Option<&str>,
        accept_language: Option<&str>,
        otherwise: Locale,
    ) -> Locale {
        asked
            .and_then(Locale::parse)
            .or_else(|| accept_language.and_then(best_of))
            .unwrap_or(otherwise)
    }

    /// The words for a key; the key itself when there are none, which the tests rule out for keys in use.
    pub fn text(self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The words for a key with its placeholders filled.
    pub fn text_with(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.find_with(key, values)
            .unwrap_or_else(|| key.to_owned())
    }

    /// The words for a key, if the language has it: for keys made from outside values, such as error codes.
    pub fn find(self, key: &str) -> Option<String> {
        self.find_with(key, &[])
    }

    /// What an error is called, for `title` of problem+json and for pages; none for an unknown code.
    pub fn error_title(self, code: &str) -> Option<String> {
        self.find(&format!("error-{}", code.replace('_', "-")))
    }

    /// What an error means and what to do about it; none for an unknown code.
    pub fn error_help(self, code: &str) -> Option<String> {
        self.find(&format!("help-{}", code.replace('_', "-")))
    }

    fn find_with(self, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            match value {
                Value::Text(text) => args.set(*name, *text),
                Value::Count(count) => args.set(*name, *count),
            }
        }
        COUNTING.set(self);
        with_words(self, |words| {
            let pattern = words.get_message(key)?.value()?;
            Some(
                words
                    .format_pattern(pattern, Some(&args), &mut vec![])
                    .into_owned(),
            )
        })
    }

    /// A whole number in the language's digits and grouping.
    pub fn number(self, value: i64) -> String {
        with_formats(self, |formats| formats.number(&Decimal::from(value)))
            .unwrap_or_else(|| value.to_string())
    }

    /// A number with at most so many digits behind the point.
    pub fn decimal(self, value: f64, places: usize) -> String {
        let text = format!("{value:.places$}");
        let number = text.parse::<Decimal>().ok();
        with_formats(self, |formats| formats.number(&number?)).unwrap_or(text)
    }

    /// A share as a whole percentage: 0.583 is `58%`, in Persian `۵۸٪`, in Turkish `%58`.
    pub fn percent(self, share: f64) -> String {
        let figures = self.number((share * 100.0).round() as i64);
        let sign = match self.digits {
            NumberingSystem::Latin => "%",
            NumberingSystem::Persian => "٪",
            // The mark keeps the sign on the left of the figures where the number stands alone or is isolated, as in CLDR.
            NumberingSystem::Arabic => "٪\u{61c}",
        };
        self.language()
            .percent
            .replace('%', sign)
            .replace('0', &figures)
    }

    /// An amount in the smallest unit of a currency, such as `312.40 EUR`.
    pub fn money(self, minor: i64, currency: &str) -> String {
        let mut amount = Decimal::from(minor);
        amount.multiply_pow10(-minor_digits(currency));
        let figures = with_formats(self, |formats| formats.number(&amount));
        format!(
            "{} {currency}",
            figures.unwrap_or_else(|| amount.to_string())
        )
    }

    /// ASCII digits of a ready-made text in the language's own digits; everything else stays.
    pub fn digits(self, text: &str) -> String {
        self.digits.put_into(text)
    }

    /// A full date, such as `5 January 2026` or `۱۵ دی ۱۴۰۴`.
    pub fn date(self, at: Timestamp, zone: &TimeZone) -> String {
        self.full_date(at.date_in(zone))
    }

    /// A full date that is a day already.
    pub fn full_date(self, day: Date) -> String {
        self.written(day, Formats::date)
    }

    /// A date without its year, such as `5 January`.
    pub fn day(self, at: Timestamp, zone: &TimeZone) -> String {
        self.written(at.date_in(zone), Formats::day)
    }

    /// A month with its year, such as `November 2026` or `آذر ۱۴۰۵`; a quarter by its months, `October – December 2026`.
    pub fn period(self, period: CalendarPeriod) -> String {
        let own = self.with_calendar(period.calendar);
        let last = own.written(period.last(), Formats::month);
        match period.unit {
            CalendarUnit::Month => last,
            CalendarUnit::Quarter => {
                let first = own.written(period.from(), Formats::month_alone);
                self.text_with(
                    "months-from-to",
                    &[("first", (&first).into()), ("last", (&last).into())],
                )
            }
        }
    }

    /// A month or quarter for the foot of a chart, such as `Nov` or `Oct – Dec`.
    pub fn short_period(self, period: CalendarPeriod) -> String {
        let own = self.with_calendar(period.calendar);
        let last = own.written(period.last(), Formats::month_short);
        match period.unit {
            CalendarUnit::Month => last,
            CalendarUnit::Quarter => {
                let first = own.written(period.from(), Formats::month_short);
                self.text_with(
                    "months-from-to",
                    &[("first", (&first).into()), ("last", (&last).into())],
                )
            }
        }
    }

    /// Days from the first to the last, such as `23 November – 29 November 2026`, each with its year where the years differ.
    pub fn days(self, first: Date, last: Date) -> String {
        let one_year = self.calendar.year_of(first) == self.calendar.year_of(last);
        let first = if one_year {
            self.written(first, Formats::day)
        } else {
            self.full_date(first)
        };
        let last = self.full_date(last);
        self.text_with(
            "months-from-to",
            &[("first", (&first).into()), ("last", (&last).into())],
        )
    }

    /// The name of a day of the week, such as `Saturday`.
    pub fn weekday(self, day: Weekday) -> String {
        self.written(some(day), Formats::weekday)
    }

    /// The short name of a day of the week, such as `Sat`.
    pub fn short_weekday(self, day: Weekday) -> String {
        self.written(some(day), Formats::weekday_short)
    }

    /// What a day of the week is called where there is little room: `Sat`, and in Arabic script, which does not shorten the
    /// names, the letter of a wall calendar, such as `ش` (CLDR's narrow names).
    pub fn narrow_weekday(self, day: Weekday) -> String {
        let mut letters = self
            .language()
            .weekdays
            .split_whitespace();
        letters
            .nth(day.to_monday_zero_offset() as usize)
            .map_or_else(|| self.short_weekday(day), str::to_owned)
    }

    /// The year in which a month or quarter ends, such as `2026`.
    pub fn year(self, period: CalendarPeriod) -> String {
        self.digits(
            &period
                .calendar
                .year_of(period.last())
                .to_string(),
        )
    }

    fn written(self, day: Date, how: impl FnOnce(&Formats, Date) -> Option<String>) -> String {
        with_formats(self, |formats| how(formats, day)).unwrap_or_else(|| day.to_string())
    }

    /// The time of day on a 24-hour clock, such as `14:05`.
    pub fn time(self, at: Timestamp, zone: &TimeZone) -> String {
        let local = zone.to_datetime(at.jiff());
        self.digits(&format!("{:02}:{:02}", local.hour(), local.minute()))
    }

    /// A moment as people say it: `today 14:05`, `yesterday 14:05`, `5 January 14:05`, or with its year when that is another.
    pub fn moment(self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let (day, today) = (at.date_in(zone), now.date_in(zone));
        let time = self.time(at, zone);
        let ago = today
            .since(day)
            .map_or(i32::MAX, |span| span.get_days());
        let (key, day) = match ago {
            0 if day == today => ("moment-today", String::new()),
            1 if today
                .yesterday()
                .is_ok_and(|y| y == day) =>
            {
                ("moment-yesterday", String::new())
            }
            _ if self.calendar.year_of(day) == self.calendar.year_of(today) => {
                ("moment-day", self.day(at, zone))
            }
            _ => ("moment-day", self.date(at, zone)),
        };
        self.text_with(key, &[("time", (&time).into()), ("day", (&day).into())])
    }
}

/// A date of this weekday; which one does not matter.
fn some(day: Weekday) -> Date {
    let monday = jiff::civil::date(2026, 1, 5);
    monday
        .checked_add(i64::from(day.to_monday_zero_offset()).days())
        .unwrap_or(monday)
}

/// The best language of an `Accept-Language` header that we speak; ties go to the one named first.
fn best_of(header: &str) -> Option<Locale> {
    best_tag(header, &Locale::ALL.map(Locale::tag)).and_then(Locale::parse)
}

/// The best of some languages by an `Accept-Language` header, whatever the regions; ties go to the one named first there.
pub fn best_tag<'t>(header: &str, offered: &[&'t str]) -> Option<&'t str> {
    let mut best: Option<(f32, &str)> = None;
    for part in header.split(',').take(20) {
        let mut pieces = part.split(';');
        let tag = pieces
            .next()
            .and_then(|tag| same_language(tag, offered));
        let weight = pieces
            .find_map(|p| p.trim().strip_prefix("q="))
            .map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if let Some(tag) = tag
            && weight > 0.0
            && best.is_none_or(|(w, _)| weight > w)
        {
            best = Some((weight, tag));
        }
    }
    best.map(|(_, tag)| tag)
}

/// The one of these that is the language of a tag, whatever its region: `fa`, `fa-IR` and `FA_ir` are the same.
pub fn same_language<'t>(tag: &str, offered: &[&'t str]) -> Option<&'t str> {
    offered
        .iter()
        .copied()
        .find(|offer| language_tag::same_language(offer, tag))
}

type Words = FluentBundle<FluentResource>;

/// The words of a language, with the digits in them that its shop set.
fn words(language: Locale) -> Words {
    let source = language.language().words;
    let resource = FluentResource::try_new(language.digits.rewrite(source))
        .unwrap_or_else(|(readable, _)| readable);
    let tag = language.tag();
    let mut bundle = FluentBundle::new(tag.parse().into_iter().collect());
    bundle.add_resource_overriding(resource);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(
            COUNTING
                .get()
                .number(number.value as i64),
        ),
        _ => None,
    }));
    bundle
}

/// Each language with each kind of digits.
const KINDS_OF_WORDS: usize = Locale::ALL.len() * NumberingSystem::ALL.len();

// Fluent's bundles are not shared between threads, so each thread makes its own, once.
thread_local! {
    static WORDS: [OnceCell<Words>; KINDS_OF_WORDS] = const { [const { OnceCell::new() }; KINDS_OF_WORDS] };
    /// Whose digits the counts of the text in hand are written in: Fluent's formatter of numbers is a plain function.
    static COUNTING: Cell<Locale> = const { Cell::new(Locale::ENGLISH) };
}

fn with_words<T>(language: Locale, use_them: impl FnOnce(&Words) -> T) -> T {
    let kind = language.place * NumberingSystem::ALL.len() + language.digits as usize;
    WORDS.with(|all| use_them(all[kind].get_or_init(|| words(language))))
}
