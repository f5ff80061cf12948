//! Language tags such as `ar-MA`, and the settings that Unicode writes into them: `fa-IR-u-ca-gregory-fw-sat-nu-latn` is Persian
//! of Iran with the Gregorian calendar, weeks from Saturday and the digits 123. What a tag leaves open its region decides.

use std::str::FromStr;

use icu_calendar::types::Weekday as IcuWeekday;
use icu_calendar::week::{WeekInformation, WeekPreferences};
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use jiff::civil::Weekday;

use crate::locale::calendar::Calendar;
use crate::locale::languages::{LANGUAGES, Language};

/// The language of a tag without its region: `ar` of `ar-MA`.
pub fn primary(tag: &str) -> &str {
    match tag
        .trim()
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
    {
        // The name that Indonesian had until 1989; older phones and programs still write it.
        old if old.eq_ignore_ascii_case("in") => "id",
        primary => primary,
    }
}

/// Whether two tags name one language, whatever their regions.
pub fn same_language(one: &str, other: &str) -> bool {
    primary(one).eq_ignore_ascii_case(primary(other))
}

/// The tag without its settings, for those who know languages and regions only: `fa-IR` of `fa-IR-u-nu-latn`.
pub fn plain(tag: &str) -> &str {
    let settings = tag
        .match_indices(['-', '_'])
        .find(|(at, _)| {
            tag[at + 1..]
                .split(['-', '_'])
                .next()
                .is_some_and(|part| part.len() == 1)
        });
    settings.map_or(tag, |(at, _)| &tag[..at])
}

/// The language on offer that a tag names.
fn offered(tag: &str) -> Option<&'static Language> {
    LANGUAGES
        .iter()
        .find(|language| same_language(language.tag, tag))
}

fn parts(tag: &str) -> impl Iterator<Item = &str> {
    tag.trim().split(['-', '_'])
}

/// What a tag says of one setting, such as `latn` of `nu`.
pub fn setting<'t>(tag: &'t str, key: &str) -> Option<&'t str> {
    let mut settings = parts(tag)
        .skip(1)
        .skip_while(|part| !part.eq_ignore_ascii_case("u"));
    settings.find(|part| part.eq_ignore_ascii_case(key))?;
    settings.next()
}

/// A region: two letters as in ISO 3166, or three figures as in UN M.49.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Region([u8; 3]);

impl Region {
    /// A region of two capital letters.
    pub const fn two(letters: [u8; 2]) -> Region {
        Region([letters[0], letters[1], 0])
    }

    /// The region of a tag; that of most readers of its language when it names none.
    pub fn of_language(tag: &str) -> Region {
        Region::named(tag)
            .or_else(|| Region::read(offered(tag)?.region))
            .unwrap_or(Region::two(*b"GB"))
    }

    /// The region that a tag names.
    pub fn named(tag: &str) -> Option<Region> {
        parts(tag)
            .skip(1)
            // Behind a part of one sign stand settings: the `ca` of `-u-ca-persian` is not Canada.
            .take_while(|part| part.len() > 1)
            .find_map(Region::read)
    }

    /// A region by itself, such as `IR` or `419`.
    pub const fn read(part: &str) -> Option<Region> {
        match part.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => Some(Region::two([
                a.to_ascii_uppercase(),
                b.to_ascii_uppercase(),
            ])),
            [a, b, c] if a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit() => {
                Some(Region([*a, *b, *c]))
            }
            _ => None,
        }
    }

    /// The region as it stands in tags.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0)
            .unwrap_or_default()
            .trim_end_matches('\0')
    }
}

/// The digits in which numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NumberingSystem {
    /// 0123456789
    #[default]
    Latin,
    /// ۰۱۲۳۴۵۶۷۸۹, for Persian.
    Persian,
    /// ٠١٢٣٤٥٦٧٨٩, for Arabic.
    Arabic,
}

impl NumberingSystem {
    /// Every kind of digits on offer.
    pub const ALL: [NumberingSystem; 3] = [
        NumberingSystem::Latin,
        NumberingSystem::Arabic,
        NumberingSystem::Persian,
    ];

    /// Unicode's name of the digits, as `nu` in a language tag.
    pub const fn name(self) -> &'static str {
        match self {
            NumberingSystem::Latin => "latn",
            NumberingSystem::Arabic => "arab",
            NumberingSystem::Persian => "arabext",
        }
    }

    /// The digits that Unicode calls so.
    pub const fn named(name: &str) -> Option<NumberingSystem> {
        let mut at = 0;
        while at < NumberingSystem::ALL.len() {
            if NumberingSystem::ALL[at]
                .name()
                .eq_ignore_ascii_case(name)
            {
                return Some(NumberingSystem::ALL[at]);
            }
            at += 1;
        }
        None
    }

    /// The digits that readers of a language expect, by its tag such as `fa`, `ar-EG` or `fa-u-nu-latn`.
    pub fn of_language(tag: &str) -> NumberingSystem {
        let set = setting(tag, "nu").and_then(NumberingSystem::named);
        set.unwrap_or_else(|| match (offered(tag), Region::named(tag)) {
            (Some(language), region)
                if region.is_none_or(|region| region.as_str() == language.region) =>
            {
                NumberingSystem::named(language.digits).unwrap_or_default()
            }
            (language, region) => {
                let script = language.map_or("", |language| language.script);
                NumberingSystem::of_region(primary(tag), script, region)
            }
        })
    }

    /// What CLDR says: Arabic has ١٢٣ in Egypt and 123 in Morocco.
    fn of_region(language: &str, script: &str, region: Option<Region>) -> NumberingSystem {
        let region = region
            .as_ref()
            .map_or("", Region::as_str);
        let tag: Vec<&str> = [language, script, region]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let preferences = preferences(
            &tag.join("-"),
            DecimalFormatterPreferences::from_locale_strict,
        );
        let zero = DecimalFormatter::try_new(preferences, DecimalFormatterOptions::default()).map(
            |formatter| {
                formatter
                    .format(&Decimal::from(0))
                    .to_string()
            },
        );
        NumberingSystem::ALL
            .into_iter()
            .find(|digits| {
                zero.as_ref()
                    .is_ok_and(|zero| *zero == digits.write(0))
            })
            .unwrap_or_default()
    }

    /// A number written in these digits.
    pub fn write(self, number: u32) -> String {
        self.put_into(&number.to_string())
    }

    /// A text of ours that was written with Persian or Arabic digits, with these in their places.
    pub fn rewrite(self, text: &str) -> String {
        let value = |c: char| match c {
            '۰'..='۹' => Some(c as u32 - 0x6f0),
            '٠'..='٩' => Some(c as u32 - 0x660),
            _ => None,
        };
        text.chars()
            .map(|c| value(c).map_or_else(|| c.to_string(), |figure| self.write(figure)))
            .collect()
    }

    /// A text with its ASCII digits turned into these; everything else stays.
    pub fn put_into(self, text: &str) -> String {
        let zero = match self {
            NumberingSystem::Latin => return text.to_owned(),
            NumberingSystem::Persian => 0x6f0,
            NumberingSystem::Arabic => 0x660,
        };
        text.chars()
            .map(|c| {
                c.to_digit(10)
                    .and_then(|digit| char::from_u32(zero + digit))
                    .unwrap_or(c)
            })
            .collect()
    }
}

impl Calendar {
    /// The calendar that Unicode calls so.
    pub const fn named(name: &str) -> Option<Calendar> {
        let mut at = 0;
        while at < Calendar::ALL.len() {
            if Calendar::ALL[at]
                .name()
                .eq_ignore_ascii_case(name)
            {
                return Some(Calendar::ALL[at]);
            }
            at += 1;
        }
        None
    }

    /// The calendar of a tag: its own word, else that of a language which has one, such as Persian, else the Persian one for
    /// whoever lives in Iran or Afghanistan.
    pub fn of_language(tag: &str) -> Calendar {
        let set = setting(tag, "ca").and_then(Calendar::named);
        set.unwrap_or_else(|| {
            let own = offered(tag).and_then(|language| Calendar::named(language.calendar));
            match own.unwrap_or_default() {
                Calendar::Gregorian
                    if ["IR", "AF"].contains(&Region::of_language(tag).as_str()) =>
                {
                    Calendar::Persian
                }
                own => own,
            }
        })
    }
}

/// The days of a week with Unicode's names, as `fw` in a language tag.
pub const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "mon"),
    (Weekday::Tuesday, "tue"),
    (Weekday::Wednesday, "wed"),
    (Weekday::Thursday, "thu"),
    (Weekday::Friday, "fri"),
    (Weekday::Saturday, "sat"),
    (Weekday::Sunday, "sun"),
];

/// The day that Unicode calls so.
pub const fn weekday_named(name: &str) -> Option<Weekday> {
    let mut at = 0;
    while at < WEEKDAYS.len() {
        if WEEKDAYS[at]
            .1
            .eq_ignore_ascii_case(name)
        {
            return Some(WEEKDAYS[at].0);
        }
        at += 1;
    }
    None
}

/// The day on which weeks begin by a tag: its own word, else what its region does by CLDR.
pub fn first_weekday(tag: &str) -> Weekday {
    setting(tag, "fw")
        .and_then(weekday_named)
        .unwrap_or_else(|| first_weekday_of(Region::of_language(tag)))
}

fn first_weekday_of(region: Region) -> Weekday {
    let week = WeekInformation::try_new(preferences(
        &format!("und-{}", region.as_str()),
        WeekPreferences::from_locale_strict,
    ));
    match week.map_or(IcuWeekday::Monday, |week| week.first_weekday) {
        IcuWeekday::Saturday => Weekday::Saturday,
        IcuWeekday::Sunday => Weekday::Sunday,
        IcuWeekday::Friday => Weekday::Friday,
        _ => Weekday::Monday,
    }
}

/// ICU preferences from a tag. `L` is ICU's locale type, which the compiler takes from `build`.
pub(super) fn preferences<L: FromStr, P: Default>(
    tag: &str,
    build: impl FnOnce(&L) -> Result<P, P>,
) -> P {
    tag.parse::<L>().map_or_else(
        |_| P::default(),
        |locale| build(&locale).unwrap_or_else(|closest| closest),
    )
}

/// A language's tag with a region and settings, each left out where it is empty.
pub fn compose(language: &str, region: &str, settings: &[(&str, &str)]) -> String {
    let region = if region.is_empty() {
        String::new()
    } else {
        format!("-{}", region.to_ascii_uppercase())
    };
    let settings: String = settings
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(key, value)| format!("-{key}-{value}"))
        .collect();
    let begin = if settings.is_empty() {
        ""
    } else {
        "-u"
    };
    format!("{language}{region}{begin}{settings}")
}

/// Why a tag cannot be one of a program's languages; none if it can.
pub fn fault(tag: &str) -> Option<String> {
    let (language, settings) = (plain(tag), &tag[plain(tag).len()..]);
    let well_made = |part: &str| {
        (1..=8).contains(&part.len())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric())
    };
    if !(2..=35).contains(&language.len()) || !language.split('-').all(well_made) {
        return Some("must be a language tag such as en or fa".to_owned());
    }
    let mut settings = settings.split('-').skip(1);
    match settings.next() {
        None => return None,
        Some(one) if one.eq_ignore_ascii_case("u") => {}
        Some(_) => {
            return Some(format!(
                "has something unknown after {language}: {KNOWN_SETTINGS}"
            ));
        }
    }
    let settings: Vec<&str> = settings.collect();
    let mut keys: Vec<&str> = Vec::new();
    for setting in settings.chunks(2) {
        match setting {
            [key, value] if keys.contains(key) => {
                return Some(format!("sets {key} twice, the second time to {value:?}"));
            }
            [key, value] if is_known(key, value) => keys.push(key),
            _ => {
                return Some(format!(
                    "has the unknown setting {:?}: {KNOWN_SETTINGS}",
                    setting.join("-")
                ));
            }
        }
    }
    keys.is_empty()
        .then(|| format!("ends where settings should follow: {KNOWN_SETTINGS}"))
}

const KNOWN_SETTINGS: &str = "after -u- you can use ca-gregory or ca-persian (calendar), fw-mon to fw-sun (first weekday), nu-latn, nu-arab or nu-arabext (digits)";

fn is_known(key: &str, value: &str) -> bool {
    match key {
        "ca" => Calendar::ALL
            .iter()
            .any(|calendar| calendar.name() == value),
        "fw" => WEEKDAYS
            .iter()
            .any(|(_, name)| *name == value),
        "nu" => NumberingSystem::ALL
            .iter()
            .any(|digits| digits.name() == value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_is_written_as_its_region_writes_it() {
        for (tag, digits) in [
            ("ar", NumberingSystem::Arabic),
            ("ar-EG", NumberingSystem::Arabic),
            ("ar-MA", NumberingSystem::Latin),
            ("AR_ae", NumberingSystem::Latin),
            ("ar-Arab-TN", NumberingSystem::Latin),
            ("ar-EG-u-nu-latn", NumberingSystem::Latin),
            ("ar-AE-u-nu-arab", NumberingSystem::Arabic),
            ("ar-u-nu", NumberingSystem::Arabic),
            ("fa-IR", NumberingSystem::Persian),
            ("fa-IR-u-ca-gregory-fw-sat-nu-latn", NumberingSystem::Latin),
            ("en-u-nu-arabext", NumberingSystem::Persian),
            ("tr", NumberingSystem::Latin),
            ("", NumberingSystem::Latin),
        ] {
            assert_eq!(NumberingSystem::of_language(tag), digits, "{tag}");
        }
    }

    #[test]
    fn calendar_and_week_follow_the_tag_then_the_region() {
        for (tag, calendar, first) in [
            ("fa", Calendar::Persian, Weekday::Saturday),
            ("fa-AF", Calendar::Persian, Weekday::Saturday),
            ("fa-DE", Calendar::Persian, Weekday::Monday),
            (
                "fa-IR-u-ca-gregory-fw-mon",
                Calendar::Gregorian,
                Weekday::Monday,
            ),
            ("en", Calendar::Gregorian, Weekday::Monday),
            ("en-US", Calendar::Gregorian, Weekday::Sunday),
            ("en-IR", Calendar::Persian, Weekday::Saturday),
            ("en-u-ca-persian", Calendar::Persian, Weekday::Monday),
            ("en-MV", Calendar::Gregorian, Weekday::Friday),
            ("ar", Calendar::Gregorian, Weekday::Saturday),
            ("ar-SA", Calendar::Gregorian, Weekday::Sunday),
            ("ar-MA", Calendar::Gregorian, Weekday::Monday),
            ("tr", Calendar::Gregorian, Weekday::Monday),
            ("uz", Calendar::Gregorian, Weekday::Monday),
            ("id", Calendar::Gregorian, Weekday::Sunday),
            ("", Calendar::Gregorian, Weekday::Monday),
        ] {
            assert_eq!(
                (Calendar::of_language(tag), first_weekday(tag)),
                (calendar, first),
                "{tag}"
            );
        }
    }

    #[test]
    fn nonsense_in_a_tag_is_named() {
        for good in [
            "en",
            "ar-MA",
            "uz-Latn-UZ-u-ca-gregory-fw-mon-nu-latn",
            "fa-IR-u-nu-latn",
            "de-DE-1996",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for (bad, why) in [
            ("", "such as en"),
            ("e", "such as en"),
            ("en US", "such as en"),
            ("en-", "such as en"),
            ("fa-u", "ends where"),
            ("fa-u-nu", "\"nu\""),
            ("fa-u-nu-roman", "\"nu-roman\""),
            ("fa-u-co-phonebk", "\"co-phonebk\""),
            ("fa-u-ca-gregory-ca-persian", "ca twice"),
            ("fa-u-nu-latn-x-mine", "\"x-mine\""),
            ("fa-x-u-nu-latn", "after fa"),
            ("fa-u-nu-latn-", "\"\""),
        ] {
            assert!(
                fault(bad).is_some_and(|told| told.contains(why)),
                "{bad}: {:?}",
                fault(bad)
            );
        }
    }

    #[test]
    fn a_tag_is_put_together_from_what_was_chosen() {
        assert_eq!(
            compose("fa", "ir", &[("ca", "gregory"), ("fw", ""), ("nu", "latn")]),
            "fa-IR-u-ca-gregory-nu-latn"
        );
        assert_eq!(compose("fa", "", &[("ca", "")]), "fa");
        assert_eq!(Region::named("fa-u-nu-latn"), None);
    }

    #[test]
    fn settings_are_left_off_for_those_who_do_not_know_them() {
        assert_eq!(
            [
                plain("fa-IR-u-nu-latn"),
                plain("ar_MA"),
                plain("en"),
                plain("")
            ],
            ["fa-IR", "ar_MA", "en", ""]
        );
    }

    #[test]
    fn only_digits_are_turned() {
        assert_eq!(NumberingSystem::Arabic.put_into("14:05"), "١٤:٠٥");
        assert_eq!(NumberingSystem::Persian.write(10), "۱۰");
        assert_eq!(NumberingSystem::Latin.put_into("۵ a 5"), "۵ a 5");
        assert_eq!(
            [NumberingSystem::Latin, NumberingSystem::Persian]
                .map(|digits| digits.rewrite("٣٠ ۷۲ key-1")),
            ["30 72 key-1", "۳۰ ۷۲ key-1"]
        );
    }

    #[test]
    fn a_region_does_not_make_another_language() {
        assert!(same_language("fa", "FA_ir") && same_language("ar-MA", "ar-EG"));
        assert!(!same_language("ar", "arz") && !same_language("", "en"));
    }
}
