//! Holds every language to English: same keys, same placeholders, every plural arm; and shows numbers and dates as people write them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;
use jiff::tz::TimeZone;

use super::{Language, Value, source};
use crate::clock::Timestamp;
use crate::error::Code;

/// What a message is made of, as far as a translation has to keep it.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    placeholders: BTreeSet<String>,
    /// The arms of its choice by count; empty without one.
    arms: BTreeSet<String>,
}

/// The plural categories of a language's whole numbers.
fn categories(language: Language) -> &'static [&'static str] {
    match language {
        Language::English | Language::Persian => &["one", "other"],
    }
}

/// Each message of a language by key. The sources use a small part of Fluent, which this reads line by line.
fn shapes(language: Language) -> BTreeMap<String, Shape> {
    let mut shapes: BTreeMap<String, Shape> = BTreeMap::new();
    let mut key = String::new();
    for line in source(language).lines().filter(|line| !line.starts_with('#')) {
        if !line.starts_with([' ', '}'])
            && let Some((name, _)) = line.split_once(" =")
        {
            key = name.to_owned();
            assert!(shapes.insert(key.clone(), Shape::default()).is_none(), "{language:?} has {key} twice");
        }
        let Some(shape) = shapes.get_mut(&key) else { continue };
        shape.placeholders.extend(line.split("{ $").skip(1).filter_map(|rest| rest.split([' ', '}']).next()).map(str::to_owned));
        // What the phone fills in must survive too.
        shape.placeholders.extend(line.contains("%@").then(|| "%@".to_owned()));
        shape
            .arms
            .extend(line.trim_start().trim_start_matches('*').strip_prefix('[').and_then(|arm| arm.split(']').next()).map(str::to_owned));
    }
    shapes
}

#[test]
fn every_language_is_valid_fluent() {
    for language in Language::ALL {
        if let Err((_, faults)) = FluentResource::try_new(source(language).to_owned()) {
            panic!("{language:?}: {faults:?}");
        }
    }
}

#[test]
fn every_language_says_all_that_english_says() {
    let english = shapes(Language::English);
    for language in Language::ALL {
        let theirs = shapes(language);
        let keys = |shapes: &BTreeMap<String, Shape>| shapes.keys().cloned().collect::<BTreeSet<_>>();
        let difference: Vec<_> = keys(&english).symmetric_difference(&keys(&theirs)).cloned().collect();
        assert!(difference.is_empty(), "{language:?} misses or adds {difference:?}");
        for (key, shape) in &english {
            assert_eq!(theirs[key].placeholders, shape.placeholders, "placeholders of {key} in {language:?}");
            let expected: BTreeSet<String> = match shape.arms.is_empty() {
                true => BTreeSet::new(),
                false => categories(language).iter().map(|arm| (*arm).to_owned()).collect(),
            };
            assert_eq!(theirs[key].arms, expected, "plural arms of {key} in {language:?}");
        }
    }
}

#[test]
fn every_key_in_use_has_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let english = shapes(Language::English);
    for file in files_under(&root.join("src")).into_iter().chain(files_under(&root.join("templates"))) {
        let text = std::fs::read_to_string(&file).unwrap();
        for call in ["frame.t(\"", "language.text(\"", "language.text_with(\""] {
            for key in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(english.contains_key(key), "{} uses {key}, which has no words", file.display());
            }
        }
    }
}

/// A text asked for without values must need none, or readers would see the placeholder.
#[test]
fn plain_texts_need_no_values() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let english = shapes(Language::English);
    let needs_none = |key: &str| english.get(key).is_none_or(|shape| shape.placeholders.iter().all(|name| name == "%@"));
    for file in files_under(&root.join("src")).into_iter().chain(files_under(&root.join("templates"))) {
        let text = std::fs::read_to_string(&file).unwrap();
        for call in ["frame.t(\"", "language.text(\""] {
            for key in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(needs_none(key), "{} shows {key} without its values", file.display());
            }
        }
    }
    for key in english.keys().filter(|key| key.starts_with("pass-") && *key != "pass-count") {
        assert!(needs_none(key), "{key} goes into the pass as it is");
    }
}

/// Keys that a page picks by a rule stand in its source as plain strings; those that look like a key have to be one.
#[test]
fn every_key_that_a_page_may_pick_has_words() {
    let english = shapes(Language::English);
    let first = |key: &str| key.split('-').next().unwrap_or_default().to_owned();
    let families: BTreeSet<String> = english.keys().filter(|key| key.contains('-')).map(|key| first(key)).collect();
    for file in files_under(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/pages")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let strings = text.split('"').skip(1).step_by(2);
        let like_keys = strings.filter(|s| s.contains('-') && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        for key in like_keys.filter(|key| families.contains(&first(key)) && !key.ends_with('-') && !file.ends_with("preview.rs")) {
            assert!(english.contains_key(key), "{} may pick {key}, which has no words", file.display());
        }
    }
}

#[test]
fn every_error_has_a_title_and_advice() {
    for language in Language::ALL {
        for code in Code::ALL.iter().map(|code| code.as_str()) {
            assert!(language.error_title(code).is_some(), "{code} has no title in {language:?}");
            assert!(language.error_help(code).is_some(), "{code} has no advice in {language:?}");
        }
    }
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| format!("error-{}", code.as_str().replace('_', "-"))).collect();
    let unknown: Vec<_> = shapes(Language::English).into_keys().filter(|key| key.starts_with("error-") && !codes.contains(key)).collect();
    assert!(unknown.is_empty(), "words for errors that do not exist: {unknown:?}");
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.file_type().unwrap().is_dir() {
            true => files.extend(files_under(&entry.path())),
            false => files.push(entry.path()),
        }
    }
    files
}

#[test]
fn counts_pick_their_arm_and_their_digits() {
    let to_go = |language: Language, count: i64| {
        let values = [("count", Value::Count(count)), ("reward", Value::Text("X"))];
        language.text_with("card-to-go", &values).replace(['\u{2068}', '\u{2069}'], "")
    };
    assert_eq!(to_go(Language::English, 1), "1 more stamp, then: X");
    assert_eq!(to_go(Language::English, 4), "4 more stamps, then: X");
    assert_eq!(to_go(Language::Persian, 4), "۴ مُهر دیگر، و\u{a0}بعد: X");
}

#[test]
fn foreign_names_are_isolated_from_the_sentence() {
    let words = Language::Persian.text_with("enrol-meaning", &[("shop", "Café (1920)".into())]);
    assert!(words.contains("\u{2068}Café (1920)\u{2069}"), "{words:?}");
}

#[test]
fn numbers_and_shares_are_written_as_the_language_writes_them() {
    assert_eq!(Language::English.number(12_345), "12,345");
    assert_eq!(Language::Persian.number(12_345), "۱۲٬۳۴۵");
    assert_eq!(Language::English.percent(0.583), "58%");
    assert_eq!(Language::Persian.percent(0.583), "۵۸٪");
    assert_eq!(Language::English.money(3_124_005, "EUR"), "31,240.05 EUR");
    assert_eq!(Language::Persian.money(1_500, "JPY"), "۱٬۵۰۰ JPY");
}

#[test]
fn dates_follow_the_calendar_of_the_language_and_the_zone_of_the_shop() {
    let at: Timestamp = "2026-11-21T22:15:00Z".parse().unwrap();
    let tehran = TimeZone::get("Asia/Tehran").unwrap();
    assert_eq!(Language::English.date(at, &TimeZone::UTC), "21 November 2026");
    assert_eq!(Language::Persian.date(at, &tehran), "۱ آذر ۱۴۰۵", "half past one in the night of the next day");
    assert_eq!(Language::Persian.time(at, &tehran), "۰۱:۴۵");
}

#[test]
fn moments_are_told_as_people_tell_them() {
    let now: Timestamp = "2026-03-25T12:00:00Z".parse().unwrap();
    let told =
        |language: Language, at: &str| language.moment(at.parse().unwrap(), now, &TimeZone::UTC).replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(told(Language::English, "2026-03-25T09:05:00Z"), "today 09:05");
    assert_eq!(told(Language::English, "2026-03-24T14:05:00Z"), "yesterday 14:05");
    assert_eq!(told(Language::English, "2026-01-05T14:05:00Z"), "5 January, 14:05");
    assert_eq!(told(Language::English, "2025-12-31T14:05:00Z"), "31 December 2025, 14:05");
    assert_eq!(told(Language::Persian, "2026-03-24T14:05:00Z"), "دیروز ۱۴:۰۵");
    assert_eq!(told(Language::Persian, "2026-03-22T14:05:00Z"), "۲ فروردین، ۱۴:۰۵");
    assert_eq!(told(Language::Persian, "2026-03-10T14:05:00Z"), "۱۹ اسفند ۱۴۰۴، ۱۴:۰۵", "the Persian year before");
}

#[test]
fn the_address_decides_then_the_browser_then_the_shop() {
    use Language::{English, Persian};
    assert_eq!(Language::negotiate(Some("fa"), Some("en"), English), Persian);
    assert_eq!(Language::negotiate(Some("xx"), Some("de, fa-IR;q=0.7, en;q=0.5"), English), Persian);
    assert_eq!(Language::negotiate(None, Some("en;q=0, de"), Persian), Persian);
    assert_eq!(Language::negotiate(None, Some(";;q=,,q=nan,en;q=NaN"), Persian), Persian);
    assert_eq!(Language::negotiate(None, None, Persian), Persian);
}
