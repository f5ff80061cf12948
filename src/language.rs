//! The reader's language: words from `locales/*.ftl`, and numbers, dates and directions as that language writes them.
//!
//! A language is offered only when it is complete; the tests of this module refuse a missing key, a lost placeholder and a
//! missing plural arm. Adding one means a file in `locales/`, a place in `ALL` and one line in each `match` below.

use std::cell::OnceCell;
use std::str::FromStr;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use icu_datetime::fieldsets::{self, MD, YMD};
use icu_datetime::input::Date;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::domain::language_tag::{self, Digits};
use crate::domain::program::minor_digits;

#[cfg(test)]
mod tests;

/// A language in which the whole product speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English, left to right, Gregorian calendar.
    #[default]
    English,
    /// Persian, right to left, with its own digits and calendar.
    Persian,
    /// Arabic, right to left, with ١٢٣ and the Gregorian calendar.
    Arabic,
    /// Turkish.
    Turkish,
    /// Uzbek in Latin letters.
    Uzbek,
    /// Indonesian.
    Indonesian,
    /// Arabic where it is written with 123: the same words, and one language with [`Language::Arabic`] for readers.
    ArabicWestern,
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

impl Language {
    /// Every language on offer, in the order of the language switch. Names of pictures hold places in this list, so a new
    /// language goes to its end.
    pub const ALL: [Language; 6] =
        [Language::English, Language::Persian, Language::Arabic, Language::Turkish, Language::Uzbek, Language::Indonesian];

    /// The language's tag, such as `en`: what `lang=` attributes and `?lang=` carry.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Persian => "fa",
            Language::Arabic | Language::ArabicWestern => "ar",
            Language::Turkish => "tr",
            Language::Uzbek => "uz",
            Language::Indonesian => "id",
        }
    }

    /// The language's own name, for the language switch.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Persian => "فارسی",
            Language::Arabic | Language::ArabicWestern => "العربية",
            Language::Turkish => "Türkçe",
            Language::Uzbek => "Oʻzbekcha",
            Language::Indonesian => "Bahasa Indonesia",
        }
    }

    /// The writing direction for `dir=`: `ltr` or `rtl`.
    pub fn dir(self) -> &'static str {
        match self {
            Language::Arabic | Language::ArabicWestern | Language::Persian => "rtl",
            Language::English | Language::Turkish | Language::Uzbek | Language::Indonesian => "ltr",
        }
    }

    /// The full tag with calendar, digits and 24-hour clock, for formatters here and `Intl` in scripts.
    pub fn full_tag(self) -> &'static str {
        match self {
            Language::English => "en-GB-u-ca-gregory-hc-h23-nu-latn",
            Language::Persian => "fa-IR-u-ca-persian-hc-h23-nu-arabext",
            Language::Arabic => "ar-EG-u-ca-gregory-hc-h23-nu-arab",
            Language::ArabicWestern => "ar-AE-u-ca-gregory-hc-h23-nu-latn",
            Language::Turkish => "tr-TR-u-ca-gregory-hc-h23-nu-latn",
            Language::Uzbek => "uz-Latn-UZ-u-ca-gregory-hc-h23-nu-latn",
            Language::Indonesian => "id-ID-u-ca-gregory-hc-h23-nu-latn",
        }
    }

    /// The language of a tag, whatever its region: `fa`, `fa-IR` and `FA_ir` are Persian. Only Arabic's digits follow the region.
    pub fn parse(tag: &str) -> Option<Language> {
        let known = same_language(tag, &Language::ALL.map(Language::tag))?;
        let western = known == Language::Arabic.tag() && Digits::of_language(tag) == Digits::Latin;
        let plain = || Language::ALL.into_iter().find(|language| language.tag() == known);
        if western { Some(Language::ArabicWestern) } else { plain() }
    }

    /// The language for a request: what the address asks for, else the best of `Accept-Language`, else `otherwise`.
    pub fn negotiate(asked: Option<&str>, accept_language: Option<&str>, otherwise: Language) -> Language {
        asked.and_then(Language::parse).or_else(|| accept_language.and_then(best_of)).unwrap_or(otherwise)
    }

    /// The words for a key; the key itself when there are none, which the tests rule out for keys in use.
    pub fn text(self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The words for a key with its placeholders filled.
    pub fn text_with(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.find_with(key, values).unwrap_or_else(|| key.to_owned())
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
        with(self, |tongue| {
            let pattern = tongue.words.get_message(key)?.value()?;
            Some(tongue.words.format_pattern(pattern, Some(&args), &mut vec![]).into_owned())
        })
    }

    /// A whole number in the language's digits and grouping.
    pub fn number(self, value: i64) -> String {
        with(self, |tongue| tongue.grouped.as_ref().map(|f| f.format(&Decimal::from(value)).to_string()))
            .unwrap_or_else(|| value.to_string())
    }

    /// A share as a whole percentage: 0.583 is `58%`, in Persian `۵۸٪`, in Turkish `%58`.
    pub fn percent(self, share: f64) -> String {
        let figures = self.number((share * 100.0).round() as i64);
        match self {
            Language::Persian => format!("{figures}٪"),
            // The mark keeps the sign on the left of the figures where the number stands alone or is isolated, as in CLDR.
            Language::Arabic => format!("{figures}٪\u{61c}"),
            Language::Turkish => format!("%{figures}"),
            Language::English | Language::ArabicWestern | Language::Uzbek | Language::Indonesian => format!("{figures}%"),
        }
    }

    /// An amount in the smallest unit of a currency, such as `312.40 EUR`.
    pub fn money(self, minor: i64, currency: &str) -> String {
        let mut amount = Decimal::from(minor);
        amount.multiply_pow10(-minor_digits(currency));
        let figures = with(self, |tongue| tongue.grouped.as_ref().map(|f| f.format(&amount).to_string()));
        format!("{} {currency}", figures.unwrap_or_else(|| amount.to_string()))
    }

    /// ASCII digits of a ready-made text in the language's own digits; everything else stays.
    pub fn digits(self, text: &str) -> String {
        let digits = match self {
            Language::Persian => Digits::Persian,
            Language::Arabic => Digits::Arabic,
            Language::English | Language::ArabicWestern | Language::Turkish | Language::Uzbek | Language::Indonesian => Digits::Latin,
        };
        digits.put_into(text)
    }

    /// A full date, such as `5 January 2026` or `۱۵ دی ۱۴۰۴`.
    pub fn date(self, at: Timestamp, zone: &TimeZone) -> String {
        let day = at.date_in(zone);
        with(self, |tongue| Some(tongue.date.as_ref()?.format(&iso(day)?).to_string())).unwrap_or_else(|| day.to_string())
    }

    /// A date without its year, such as `5 January`.
    pub fn day(self, at: Timestamp, zone: &TimeZone) -> String {
        let day = at.date_in(zone);
        with(self, |tongue| Some(tongue.day.as_ref()?.format(&iso(day)?).to_string())).unwrap_or_else(|| day.to_string())
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
        let ago = today.since(day).map_or(i32::MAX, |span| span.get_days());
        let (key, day) = match ago {
            0 if day == today => ("moment-today", String::new()),
            1 if today.yesterday().is_ok_and(|y| y == day) => ("moment-yesterday", String::new()),
            _ if self.year_of(at, zone) == self.year_of(now, zone) => ("moment-day", self.day(at, zone)),
            _ => ("moment-day", self.date(at, zone)),
        };
        self.text_with(key, &[("time", (&time).into()), ("day", (&day).into())])
    }

    /// The year that readers of this language would name, for "is it this year".
    fn year_of(self, at: Timestamp, zone: &TimeZone) -> i32 {
        let day = at.date_in(zone);
        match self {
            Language::Persian => iso(day).map_or(0, |date| date.to_calendar(icu_calendar::cal::Persian).year().extended_year()),
            _ => i32::from(day.year()),
        }
    }
}

fn iso(day: jiff::civil::Date) -> Option<Date<icu_calendar::Iso>> {
    Date::try_new_iso(i32::from(day.year()), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

/// The best language of an `Accept-Language` header that we speak; ties go to the one named first.
fn best_of(header: &str) -> Option<Language> {
    best_tag(header, &Language::ALL.map(Language::tag)).and_then(Language::parse)
}

/// The best of some languages by an `Accept-Language` header, whatever the regions; ties go to the one named first there.
pub fn best_tag<'t>(header: &str, offered: &[&'t str]) -> Option<&'t str> {
    let mut best: Option<(f32, &str)> = None;
    for part in header.split(',').take(20) {
        let mut pieces = part.split(';');
        let tag = pieces.next().and_then(|tag| same_language(tag, offered));
        let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
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
    offered.iter().copied().find(|offer| language_tag::same_language(offer, tag))
}

/// One language made ready: its words and formatters.
struct Tongue {
    words: FluentBundle<FluentResource>,
    grouped: Option<DecimalFormatter>,
    date: Option<DateTimeFormatter<YMD>>,
    day: Option<DateTimeFormatter<MD>>,
}

impl Tongue {
    fn new(language: Language) -> Tongue {
        let decimals = preferences(language.full_tag(), DecimalFormatterPreferences::from_locale_strict);
        let dates = || preferences(language.full_tag(), DateTimeFormatterPreferences::from_locale_strict);
        let mut grouping = DecimalFormatterOptions::default();
        grouping.grouping_strategy = Some(GroupingStrategy::Auto);
        Tongue {
            words: words(language),
            grouped: DecimalFormatter::try_new(decimals, grouping).ok(),
            date: DateTimeFormatter::try_new(dates(), fieldsets::YMD::long()).ok(),
            day: DateTimeFormatter::try_new(dates(), fieldsets::MD::long()).ok(),
        }
    }
}

/// ICU preferences from a tag. `L` is ICU's locale type, which the compiler takes from `build`.
fn preferences<L: FromStr, P: Default>(tag: &str, build: impl FnOnce(&L) -> Result<P, P>) -> P {
    tag.parse::<L>().map_or_else(|_| P::default(), |locale| build(&locale).unwrap_or_else(|closest| closest))
}

fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../locales/en.ftl"),
        Language::Persian => include_str!("../locales/fa.ftl"),
        Language::Arabic | Language::ArabicWestern => include_str!("../locales/ar.ftl"),
        Language::Turkish => include_str!("../locales/tr.ftl"),
        Language::Uzbek => include_str!("../locales/uz.ftl"),
        Language::Indonesian => include_str!("../locales/id.ftl"),
    }
}

fn words(language: Language) -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(source(language).to_owned()).unwrap_or_else(|(readable, _)| readable);
    let mut bundle = FluentBundle::new(language.tag().parse().into_iter().collect());
    bundle.add_resource_overriding(resource);
    bundle.set_formatter(Some(match language {
        Language::English => |value, _| whole(value, Language::English),
        Language::Persian => |value, _| whole(value, Language::Persian),
        Language::Arabic => |value, _| whole(value, Language::Arabic),
        Language::ArabicWestern => |value, _| whole(value, Language::ArabicWestern),
        Language::Turkish => |value, _| whole(value, Language::Turkish),
        Language::Uzbek => |value, _| whole(value, Language::Uzbek),
        Language::Indonesian => |value, _| whole(value, Language::Indonesian),
    }));
    bundle
}

/// Counts in the language's digits.
fn whole(value: &FluentValue, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(language.number(number.value as i64)),
        _ => None,
    }
}

/// The languages, Arabic counted twice for its two kinds of digits.
const TONGUES_IN_ALL: usize = Language::ArabicWestern as usize + 1;

// ICU's and Fluent's formatters are not shared between threads, so each thread makes its own, once.
thread_local! {
    static TONGUES: [OnceCell<Tongue>; TONGUES_IN_ALL] = const { [const { OnceCell::new() }; TONGUES_IN_ALL] };
}

fn with<T>(language: Language, use_it: impl FnOnce(&Tongue) -> T) -> T {
    TONGUES.with(|tongues| use_it(tongues[language as usize].get_or_init(|| Tongue::new(language))))
}
