//! Holds every language to English: same keys, same placeholders, every plural arm; and shows numbers and dates as people write them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use icu_datetime::fieldsets::YMD;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use super::{Locale, Value};
use crate::clock::Timestamp;
use crate::domain::program::Program;
use crate::error::Code;
use crate::locale::calendar::Calendar;
use crate::locale::language_tag::preferences;
use crate::locale::languages::LANGUAGES;
use crate::metrics;

const ARABIC: Locale = Locale::named("ar");
const TURKISH: Locale = Locale::named("tr");
const UZBEK: Locale = Locale::named("uz");
const INDONESIAN: Locale = Locale::named("id");

/// What a message is made of, as far as a translation has to keep it.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    placeholders: BTreeSet<String>,
    /// The placeholder whose count chooses the arm; none without a choice.
    chooser: Option<String>,
    /// The arms of its choice by count, each with its own placeholders; empty without one.
    arms: BTreeMap<String, BTreeSet<String>>,
}

/// The plural categories of a language's whole numbers, as Fluent counts.
fn categories(language: Locale) -> BTreeSet<String> {
    let arms: String = ["zero", "one", "two", "few", "many"]
        .map(|arm| format!("[{arm}] {arm}\n "))
        .concat();
    let source = format!("x = {{ $count ->\n {arms}*[other] other\n }}\n");
    let mut bundle = FluentBundle::new(vec![language.tag().parse().unwrap()]);
    bundle
        .add_resource(FluentResource::try_new(source).unwrap())
        .unwrap();
    let pattern = bundle
        .get_message("x")
        .and_then(|message| message.value())
        .unwrap();
    (0_i64..1_000)
        .chain([1_000_000])
        .map(|count| {
            let args = FluentArgs::from_iter([("count", count)]);
            bundle
                .format_pattern(pattern, Some(&args), &mut vec![])
                .into_owned()
        })
        .collect()
}

/// Arms that name a number by themselves ("your first stamp", «ختمان»), so that the figure may be left out.
const SPELT_OUT: [&str; 3] = ["zero", "one", "two"];

/// The places of a line that values fill, by the phone (`%@`) or by us.
fn placeholders(line: &str) -> impl Iterator<Item = String> {
    let ours = line
        .split("{ $")
        .skip(1)
        .filter_map(|rest| rest.split([' ', '}']).next());
    ours.chain(line.contains("%@").then_some("%@"))
        .map(str::to_owned)
}

/// Each message of a language by key. The sources use a small part of Fluent, which this reads line by line.
fn shapes(language: Locale) -> BTreeMap<String, Shape> {
    let mut shapes: BTreeMap<String, Shape> = BTreeMap::new();
    let mut key = String::new();
    for line in language
        .language()
        .words
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        if !line.starts_with([' ', '}'])
            && let Some((name, _)) = line.split_once(" =")
        {
            key = name.to_owned();
            assert!(
                shapes
                    .insert(key.clone(), Shape::default())
                    .is_none(),
                "{language:?} has {key} twice"
            );
        }
        let Some(shape) = shapes.get_mut(&key) else {
            continue;
        };
        shape
            .placeholders
            .extend(placeholders(line));
        if line.ends_with("->") {
            shape.chooser = placeholders(line).next();
        }
        if let Some((arm, text)) = line
            .trim_start()
            .trim_start_matches('*')
            .strip_prefix('[')
            .and_then(|arm| arm.split_once(']'))
        {
            shape
                .arms
                .insert(arm.to_owned(), placeholders(text).collect());
        }
    }
    shapes
}

#[test]
fn every_language_is_valid_fluent() {
    for language in Locale::ALL {
        if let Err((_, faults)) = FluentResource::try_new(language.language().words.to_owned()) {
            panic!("{language:?}: {faults:?}");
        }
    }
}

#[test]
fn every_language_says_all_that_english_says() {
    let english = shapes(Locale::ENGLISH);
    for language in Locale::ALL {
        let (theirs, categories) = (shapes(language), categories(language));
        let keys = |shapes: &BTreeMap<String, Shape>| {
            shapes
                .keys()
                .cloned()
                .collect::<BTreeSet<_>>()
        };
        let difference: Vec<_> = keys(&english)
            .symmetric_difference(&keys(&theirs))
            .cloned()
            .collect();
        assert!(
            difference.is_empty(),
            "{language:?} misses or adds {difference:?}"
        );
        for (key, shape) in &english {
            assert_eq!(
                theirs[key].placeholders, shape.placeholders,
                "placeholders of {key} in {language:?}"
            );
            assert_eq!(
                theirs[key].chooser, shape.chooser,
                "what {key} counts in {language:?}"
            );
            let expected = if shape.arms.is_empty() {
                BTreeSet::new()
            } else {
                categories.clone()
            };
            let arms: BTreeSet<String> = theirs[key]
                .arms
                .keys()
                .cloned()
                .collect();
            assert_eq!(arms, expected, "plural arms of {key} in {language:?}");
            for (arm, names) in &theirs[key].arms {
                let lost: Vec<&String> = shape.arms["other"]
                    .difference(names)
                    .collect();
                let spelt_out = SPELT_OUT.contains(&arm.as_str())
                    && lost
                        .iter()
                        .all(|name| Some(*name) == shape.chooser.as_ref());
                assert!(
                    lost.is_empty() || spelt_out,
                    "{key} in {language:?} loses {lost:?} in its arm [{arm}]"
                );
            }
        }
    }
}

/// Names and bare placeholders, which may read as in English.
const SAME_EVERYWHERE: [&str; 12] = [
    "demo",
    "moment-day",
    "months-from-to",
    "pass-count",
    "card-rung",
    "pass-change-news",
    "scan-till",
    "phone-apple",
    "phone-google",
    "check-apple",
    "check-google",
    "till-pin",
];

#[test]
fn nothing_is_left_in_english() {
    for language in Locale::ALL
        .into_iter()
        .filter(|language| *language != Locale::ENGLISH)
    {
        for key in shapes(Locale::ENGLISH)
            .keys()
            .filter(|key| !key.starts_with('-') && !SAME_EVERYWHERE.contains(&key.as_str()))
        {
            let values = ["count", "required"].map(|name| (name, Value::Count(5)));
            assert_ne!(
                language.text_with(key, &values),
                Locale::ENGLISH.text_with(key, &values),
                "{key} in {language:?}"
            );
        }
    }
}

/// A keyboard of the neighbour's language slips in letters that look right and are found by no search.
#[test]
fn each_language_is_written_in_its_own_letters() {
    let foreign = |language: Locale| match language.tag() {
        "ar" => "یکپچژگۀ۰۱۲۳۴۵۶۷۸۹",
        "fa" => "يكةى٠١٢٣٤٥٦٧٨٩",
        // Uzbek oʻ, gʻ and tutuq have letters of their own; quotes in their places break words apart.
        "uz" => "'‘`ğışçöü",
        "tr" => "'ʻʼ",
        "id" => "ʻʼçğışöü",
        "en" => "'",
        _ => "",
    };
    for language in Locale::ALL {
        for line in language
            .language()
            .words
            .lines()
            .filter(|line| !line.starts_with('#'))
        {
            let slipped: Vec<char> = line
                .chars()
                .filter(|c| foreign(language).contains(*c))
                .collect();
            assert!(slipped.is_empty(), "{slipped:?} in {language:?}: {line}");
            let broken = ["o’", "g’", "oʼ", "gʼ"]
                .iter()
                .any(|letter| language == UZBEK && line.to_lowercase().contains(letter));
            assert!(!broken, "oʻ and gʻ are written with U+02BB: {line}");
        }
    }
}

/// Words that a language has a better word for, each with the English word beside which it is right all the same.
fn unwanted(language: Locale) -> &'static [(&'static str, Option<&'static str>)] {
    match language.tag() {
        "fa" => &[
            ("جایزه", None),
            ("مُهر", None),
            ("بازدید", None),
            ("مالک", None),
            ("اپراتور", None),
            ("هدیه", Some("gift")),
        ],
        "ar" => &[
            ("نقطة بيع", None),
            ("نقطة البيع", None),
            ("عميل", None),
            ("عملاء", None),
            ("عاملين", None),
            (" كلفة", None),
        ],
        "tr" => &[
            ("tarayıcı", Some("browser")),
            ("personel", None),
            ("ekip", None),
            ("bir arkadaşını davet", None),
        ],
        "uz" => &[
            ("sovgʻa", Some("gift")),
            ("afisha", None),
            ("muhr qoʻy", None),
            ("qoʻllanmasi", None),
        ],
        "id" => &[
            ("imbalan", None),
            ("cap ", None),
            ("bonus", Some("gift")),
            ("operator", None),
            ("pengaturan", None),
        ],
        _ => &[],
    }
}

/// What each message says, in lower case and with its arms in one.
fn sayings(language: Locale) -> BTreeMap<&'static str, String> {
    let mut sayings: BTreeMap<&str, String> = BTreeMap::new();
    let mut key = "";
    for line in language
        .language()
        .words
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let text = match line.split_once(" =") {
            Some((name, text)) if !line.starts_with(' ') => {
                key = name;
                text
            }
            _ => line,
        };
        sayings
            .entry(key)
            .or_default()
            .push_str(&text.to_lowercase());
    }
    sayings
}

#[test]
fn one_thing_has_one_word() {
    let english = sayings(Locale::ENGLISH);
    for language in Locale::ALL {
        for (key, text) in sayings(language) {
            for (word, beside) in unwanted(language)
                .iter()
                .filter(|(word, _)| text.contains(word))
            {
                assert!(
                    beside.is_some_and(|beside| english[key].contains(beside)),
                    "{key} in {language:?} says “{word}”: {text}"
                );
            }
        }
    }
}

/// The metrics share the words of the pages, except that who opens a page visits it.
#[test]
fn the_metrics_use_the_words_of_the_pages() {
    for (language, metric) in Locale::ALL
        .into_iter()
        .flat_map(|language| metrics::all().map(move |metric| (language, metric)))
    {
        let text = metric.text(language.tag());
        let said = [text.name, text.question, text.formula, text.caveat]
            .join(" ")
            .to_lowercase();
        for (word, _) in unwanted(language)
            .iter()
            .filter(|(word, beside)| beside.is_none() && *word != "بازدید")
        {
            assert!(
                !said.contains(word),
                "{} in {language:?} says “{word}”: {said}",
                metric.id
            );
        }
    }
}

#[test]
fn every_key_in_use_has_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let english = shapes(Locale::ENGLISH);
    for file in files_under(&root.join("src"))
        .into_iter()
        .chain(files_under(&root.join("templates")))
    {
        let text = std::fs::read_to_string(&file).unwrap();
        for call in ["frame.t(\"", "language.text(\"", "language.text_with(\""] {
            for key in text
                .split(call)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                assert!(
                    english.contains_key(key),
                    "{} uses {key}, which has no words",
                    file.display()
                );
            }
        }
    }
}

/// A text asked for without values must need none, or readers would see the placeholder.
#[test]
fn plain_texts_need_no_values() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let english = shapes(Locale::ENGLISH);
    let needs_none = |key: &str| {
        english
            .get(key)
            .is_none_or(|shape| {
                shape
                    .placeholders
                    .iter()
                    .all(|name| name == "%@")
            })
    };
    for file in files_under(&root.join("src"))
        .into_iter()
        .chain(files_under(&root.join("templates")))
    {
        let text = std::fs::read_to_string(&file).unwrap();
        for call in ["frame.t(\"", "language.text(\""] {
            for key in text
                .split(call)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                assert!(
                    needs_none(key),
                    "{} shows {key} without its values",
                    file.display()
                );
            }
        }
    }
    for key in english
        .keys()
        .filter(|key| key.starts_with("pass-") && *key != "pass-count")
    {
        assert!(needs_none(key), "{key} goes into the pass as it is");
    }
}

/// Keys that a page picks by a rule stand in its source as plain strings; those that look like a key have to be one.
#[test]
fn every_key_that_a_page_may_pick_has_words() {
    let english = shapes(Locale::ENGLISH);
    let first = |key: &str| {
        key.split('-')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let families: BTreeSet<String> = english
        .keys()
        .filter(|key| key.contains('-'))
        .map(|key| first(key))
        .collect();
    let views = [
        "view.rs",
        "nav.rs",
        "layout.rs",
        "help.rs",
        "phone.rs",
        "chart.rs",
        "poster_drawing.rs",
    ];
    let files = files_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http"));
    for file in files.into_iter().filter(|file| {
        views
            .iter()
            .any(|view| file.ends_with(view))
    }) {
        let text = std::fs::read_to_string(&file).unwrap();
        let strings = text.split('"').skip(1).step_by(2);
        let like_keys = strings.filter(|s| {
            s.contains('-')
                && s.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        });
        for key in like_keys.filter(|key| families.contains(&first(key)) && !key.ends_with('-')) {
            assert!(
                english.contains_key(key),
                "{} may pick {key}, which has no words",
                file.display()
            );
        }
    }
}

#[test]
fn every_error_has_a_title_and_advice() {
    for language in Locale::ALL {
        for code in Code::ALL
            .iter()
            .map(|code| code.as_str())
        {
            assert!(
                language.error_title(code).is_some(),
                "{code} has no title in {language:?}"
            );
            assert!(
                language.error_help(code).is_some(),
                "{code} has no advice in {language:?}"
            );
        }
    }
    let codes: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| format!("error-{}", code.as_str().replace('_', "-")))
        .collect();
    let unknown: Vec<_> = shapes(Locale::ENGLISH)
        .into_keys()
        .filter(|key| key.starts_with("error-") && !codes.contains(key))
        .collect();
    assert!(
        unknown.is_empty(),
        "words for errors that do not exist: {unknown:?}"
    );
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)
        .unwrap()
        .flatten()
    {
        match entry.file_type().unwrap().is_dir() {
            true => files.extend(files_under(&entry.path())),
            false => files.push(entry.path()),
        }
    }
    // What is no text says nothing to anybody.
    files.retain(|file| file.extension() != Some("dict".as_ref()));
    files
}

#[test]
fn counts_pick_their_arm_and_their_digits() {
    let to_go = |language: Locale, count: i64| {
        let values = [("count", Value::Count(count)), ("reward", Value::Text("X"))];
        language
            .text_with("card-to-go", &values)
            .replace(['\u{2068}', '\u{2069}'], "")
    };
    assert_eq!(to_go(Locale::ENGLISH, 1), "X: 1 stamp to go");
    assert_eq!(to_go(Locale::ENGLISH, 4), "X: 4 stamps to go");
    assert_eq!(to_go(Locale::PERSIAN, 4), "۴ مهر دیگر، و\u{a0}بعد: X");
    assert_eq!(to_go(TURKISH, 4), "4 damga daha, ardından: X");
    assert_eq!(to_go(UZBEK, 4), "Yana 4 ta muhr, keyin: X");
    assert_eq!(to_go(INDONESIAN, 1), "1 stempel lagi, lalu: X");
}

#[test]
fn arabic_counts_in_six_ways_and_in_the_digits_of_its_region() {
    let members = |language: Locale, count: i64| {
        language
            .text_with("results-members", &[("count", Value::Count(count))])
            .replace(['\u{2068}', '\u{2069}'], "")
    };
    for (count, words) in [
        (0, "لم ينضم أي عضو حتى الآن."),
        (1, "انضم عضو واحد حتى الآن."),
        (2, "انضم عضوان حتى الآن."),
        (3, "انضم ٣ أعضاء حتى الآن."),
        (11, "انضم ١١ عضوًا حتى الآن."),
        (100, "انضم ١٠٠ عضو حتى الآن."),
    ] {
        assert_eq!(members(ARABIC, count), words);
    }
    assert_eq!(
        members(Locale::parse("ar-MA").unwrap(), 11),
        "انضم 11 عضوًا حتى الآن."
    );
}

#[test]
fn foreign_names_are_isolated_from_the_sentence() {
    let words = Locale::PERSIAN.text_with("enrol-meaning", &[("shop", "Café (1920)".into())]);
    assert!(words.contains("\u{2068}Café (1920)\u{2069}"), "{words:?}");
}

#[test]
fn numbers_and_shares_are_written_as_the_language_writes_them() {
    assert_eq!(Locale::ENGLISH.number(12_345), "12,345");
    assert_eq!(Locale::PERSIAN.number(12_345), "۱۲٬۳۴۵");
    assert_eq!(Locale::ENGLISH.percent(0.583), "58%");
    assert_eq!(Locale::PERSIAN.percent(0.583), "۵۸٪");
    assert_eq!(Locale::ENGLISH.money(3_124_005, "EUR"), "31,240.05 EUR");
    assert_eq!(Locale::PERSIAN.money(1_500, "JPY"), "۱٬۵۰۰ JPY");
    assert_eq!(
        (TURKISH.percent(0.58), TURKISH.money(3_124_005, "TRY")),
        ("%58".into(), "31.240,05 TRY".into())
    );
    assert_eq!(
        (UZBEK.percent(0.58), UZBEK.number(12_345)),
        ("58%".into(), "12\u{a0}345".into())
    );
    assert_eq!(
        (INDONESIAN.percent(0.58), INDONESIAN.number(12_345)),
        ("58%".into(), "12.345".into())
    );
    assert_eq!(
        (ARABIC.percent(0.58), ARABIC.number(12_345)),
        ("٥٨٪\u{61c}".into(), "١٢٬٣٤٥".into())
    );
    let emirates = Locale::parse("ar-AE").unwrap();
    assert_eq!(
        (emirates.percent(0.58), emirates.digits("14:05")),
        ("58%".into(), "14:05".into())
    );
}

#[test]
fn dates_follow_the_calendar_of_the_language_and_the_zone_of_the_shop() {
    let at: Timestamp = "2026-11-21T22:15:00Z"
        .parse()
        .unwrap();
    let tehran = TimeZone::get("Asia/Tehran").unwrap();
    assert_eq!(Locale::ENGLISH.date(at, &TimeZone::UTC), "21 November 2026");
    assert_eq!(
        Locale::PERSIAN.date(at, &tehran),
        "۱ آذر ۱۴۰۵",
        "half past one in the night of the next day"
    );
    assert_eq!(Locale::PERSIAN.time(at, &tehran), "۰۱:۴۵");
    for (language, day) in [
        (ARABIC, "٢١ نوفمبر ٢٠٢٦"),
        (Locale::parse("ar-AE").unwrap(), "21 نوفمبر 2026"),
        (TURKISH, "21 Kasım 2026"),
        (UZBEK, "21-noyabr, 2026"),
        (INDONESIAN, "21 November 2026"),
    ] {
        assert_eq!(language.date(at, &TimeZone::UTC), day);
    }
}

#[test]
fn every_language_is_found_by_its_tag_and_its_full_tag() {
    let regions = [
        "ar-MA",
        "en-US",
        "fa-AF-u-ca-gregory-fw-mon-nu-latn",
        "ar-001-u-nu-latn",
    ]
    .map(|tag| Locale::parse(tag).unwrap());
    for language in Locale::ALL
        .into_iter()
        .chain(regions)
    {
        assert_eq!(
            Locale::parse(&language.full_tag()),
            Some(language),
            "{}",
            language.full_tag()
        );
    }
    for language in Locale::ALL {
        assert_eq!(Locale::parse(language.tag()), Some(language));
    }
    assert_eq!(
        Locale::parse("fa-IR-u-nu-latn")
            .unwrap()
            .full_tag(),
        "fa-IR-u-ca-persian-fw-sat-hc-h23-nu-latn"
    );
    assert_eq!(Locale::parse("ara"), None);
}

/// Every setting by itself, with the words of the language unmoved.
#[test]
fn digits_calendar_and_week_are_settings_beside_the_words() {
    let at: Timestamp = "2026-11-21T22:15:00Z"
        .parse()
        .unwrap();
    let tehran = TimeZone::get("Asia/Tehran").unwrap();
    for (tag, date, day, share, count) in [
        ("fa", "۱ آذر ۱۴۰۵", "۱ آذر", "۵۸٪", "۱٬۲۳۴"),
        ("fa-u-nu-latn", "1 آذر 1405", "1 آذر", "58%", "1,234"),
        (
            "fa-IR-u-ca-gregory",
            "۲۲ نوامبر ۲۰۲۶",
            "۲۲ نوامبر",
            "۵۸٪",
            "۱٬۲۳۴",
        ),
        ("en-u-ca-persian", "1 Azar 1405", "1 Azar", "58%", "1,234"),
        (
            "en-u-nu-arabext",
            "۲۲ November ۲۰۲۶",
            "۲۲ November",
            "۵۸٪",
            "۱,۲۳۴",
        ),
        ("en-US", "November 22, 2026", "November 22", "58%", "1,234"),
        ("ar-MA", "22 نونبر 2026", "22 نونبر", "58%", "1.234"),
        ("tr-u-ca-persian", "1 Azer 1405", "1 Azer", "%58", "1.234"),
    ] {
        let language = Locale::parse(tag).unwrap();
        let told = (
            language.date(at, &tehran),
            language.day(at, &tehran),
            language.percent(0.583),
            language.number(1_234),
        );
        assert_eq!(
            told,
            (
                date.to_owned(),
                day.to_owned(),
                share.to_owned(),
                count.to_owned()
            ),
            "{tag}"
        );
        let text = language.text_with(
            "card-to-go",
            &[("count", Value::Count(1_234)), ("reward", Value::Text("X"))],
        );
        assert!(text.contains(count), "{tag}: {text}");
    }
}

#[test]
fn a_shop_sets_how_its_pages_are_written() {
    let mut program = Program::starter("Coffee", "Asia/Tehran", "IRR");
    program.languages = vec!["fa-IR-u-ca-gregory-nu-latn".into(), "en-US".into()];
    assert_eq!(
        Locale::PERSIAN
            .with_shop_settings(&program.languages)
            .full_tag(),
        "fa-IR-u-ca-gregory-fw-sat-hc-h23-nu-latn"
    );
    assert_eq!(
        Locale::ENGLISH
            .with_shop_settings(&program.languages)
            .first_weekday(),
        Weekday::Sunday
    );
    assert_eq!(
        TURKISH.with_shop_settings(&program.languages),
        TURKISH,
        "a language that the shop does not offer stays as it is"
    );
    assert_eq!((program.faults(), program.language()), (vec![], "fa-IR"));
    program
        .languages
        .push("ar-u-nu-roman".into());
    assert_eq!(program.faults()[0].0, "/languages/2");
}

#[test]
fn what_a_new_shop_of_a_language_is_given_can_be_used() {
    for language in LANGUAGES {
        let program = Program::starter("Coffee", language.time_zone, language.currency);
        assert_eq!(program.faults(), vec![], "{}", language.tag);
    }
    assert_eq!(
        Program::starter("Coffee", "UTC", "EUR").languages[..6],
        ["en", "ar", "fa", "tr", "uz", "id"]
    );
}

#[test]
fn months_quarters_and_weekdays_have_names() {
    let day = jiff::civil::date(2026, 11, 22);
    let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
    for (tag, month, short, quarter, week) in [
        (
            "en",
            "November 2026",
            "Nov",
            "October – December 2026",
            "Mon Tue Wed Thu Fri Sat Sun",
        ),
        (
            "en-US",
            "November 2026",
            "Nov",
            "October – December 2026",
            "Sun Mon Tue Wed Thu Fri Sat",
        ),
        (
            "en-u-ca-persian",
            "Azar 1405",
            "Azar",
            "Mehr – Azar 1405",
            "Mon Tue Wed Thu Fri Sat Sun",
        ),
        (
            "fa",
            "آذر ۱۴۰۵",
            "آذر",
            "مهر تا آذر ۱۴۰۵",
            "شنبه یکشنبه دوشنبه سه\u{200c}شنبه چهارشنبه پنجشنبه جمعه",
        ),
        (
            "ar",
            "نوفمبر ٢٠٢٦",
            "نوفمبر",
            "أكتوبر – ديسمبر ٢٠٢٦",
            "السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة",
        ),
        (
            "tr",
            "Kasım 2026",
            "Kas",
            "Ekim – Aralık 2026",
            "Pzt Sal Çar Per Cum Cmt Paz",
        ),
        (
            "uz",
            "noyabr, 2026",
            "Noy",
            "Oktabr – dekabr, 2026",
            "Dush Sesh Chor Pay Jum Shan Yak",
        ),
        (
            "id",
            "November 2026",
            "Nov",
            "Oktober – Desember 2026",
            "Min Sen Sel Rab Kam Jum Sab",
        ),
    ] {
        let language = Locale::parse(tag).unwrap();
        let calendar = language.calendar();
        assert_eq!(plain(language.period(calendar.month_of(day))), month);
        assert_eq!(plain(language.short_period(calendar.month_of(day))), short);
        assert_eq!(plain(language.period(calendar.quarter_of(day))), quarter);
        assert_eq!(
            language
                .week()
                .map(|day| language.short_weekday(day))
                .join(" "),
            week,
            "{tag}"
        );
    }
    assert_eq!(
        plain(Locale::PERSIAN.short_period(Calendar::Persian.quarter_of(day))),
        "مهر تا آذر"
    );
    assert_eq!(
        Locale::ENGLISH.period(Calendar::Persian.month_of(day)),
        "Azar 1405",
        "the month's calendar, not the reader's"
    );
    assert_eq!(Locale::ENGLISH.weekday(Weekday::Saturday), "Saturday");
    let narrow = |language: Locale| {
        language
            .week()
            .map(|day| language.narrow_weekday(day))
    };
    assert_eq!(narrow(Locale::PERSIAN).join(" "), "ش ی د س چ پ ج");
    assert_eq!(narrow(ARABIC).join(" "), "س ح ن ث ر خ ج");
    assert_eq!(narrow(Locale::ENGLISH)[0], "Mon");
    let [first, last] = ["2026-12-31", "2027-01-02"].map(|day| day.parse().unwrap());
    assert_eq!(
        plain(Locale::ENGLISH.days(first, last)),
        "31 December 2026 – 2 January 2027",
        "a span over the turn of a year has both years"
    );
}

/// Which calendar a region keeps and when its weeks begin is CLDR's to say, but Persian is written with its own calendar anywhere.
#[test]
fn calendars_of_regions_are_those_of_cldr() {
    for tag in [
        "en", "en-US", "en-IR", "ar-AF", "fa", "fa-AF", "uz-AF", "tr", "id", "ar-SA", "ar-EG",
    ] {
        let preferences = preferences(tag, DateTimeFormatterPreferences::from_locale_strict);
        let icu = DateTimeFormatter::try_new(preferences, YMD::long())
            .unwrap()
            .calendar()
            .kind();
        let ours = if Locale::parse(tag)
            .unwrap()
            .calendar()
            == Calendar::Persian
        {
            "Persian"
        } else {
            "Gregorian"
        };
        assert_eq!(format!("{icu:?}"), ours, "{tag}");
    }
}

#[test]
fn moments_are_told_as_people_tell_them() {
    let now: Timestamp = "2026-03-25T12:00:00Z"
        .parse()
        .unwrap();
    let told = |language: Locale, at: &str| {
        language
            .moment(at.parse().unwrap(), now, &TimeZone::UTC)
            .replace(['\u{2068}', '\u{2069}'], "")
    };
    assert_eq!(told(Locale::ENGLISH, "2026-03-25T09:05:00Z"), "today 09:05");
    assert_eq!(
        told(Locale::ENGLISH, "2026-03-24T14:05:00Z"),
        "yesterday 14:05"
    );
    assert_eq!(
        told(Locale::ENGLISH, "2026-01-05T14:05:00Z"),
        "5 January, 14:05"
    );
    assert_eq!(
        told(Locale::ENGLISH, "2025-12-31T14:05:00Z"),
        "31 December 2025, 14:05"
    );
    assert_eq!(told(Locale::PERSIAN, "2026-03-24T14:05:00Z"), "دیروز ۱۴:۰۵");
    assert_eq!(
        told(Locale::PERSIAN, "2026-03-22T14:05:00Z"),
        "۲ فروردین، ۱۴:۰۵"
    );
    assert_eq!(
        told(Locale::PERSIAN, "2026-03-10T14:05:00Z"),
        "۱۹ اسفند ۱۴۰۴، ۱۴:۰۵",
        "the Persian year before"
    );
}

#[test]
fn the_address_decides_then_the_browser_then_the_shop() {
    let (english, persian) = (Locale::ENGLISH, Locale::PERSIAN);
    assert_eq!(Locale::negotiate(Some("fa"), Some("en"), english), persian);
    assert_eq!(
        Locale::negotiate(Some("xx"), Some("tlh, fa-IR;q=0.7, en;q=0.5"), english),
        persian
    );
    assert_eq!(
        Locale::negotiate(None, Some("en;q=0, tlh"), persian),
        persian
    );
    assert_eq!(
        Locale::negotiate(None, Some(";;q=,,q=nan,en;q=NaN"), persian),
        persian
    );
    assert_eq!(Locale::negotiate(None, None, persian), persian);
}
