//! Holds the words of every language to English and to each other, and the folder to the list.

use std::collections::{BTreeMap, BTreeSet};

use super::FAMILIES;
use crate::metrics::catalogue::definition::{Better, MetricUnit};
use crate::metrics::catalogue::texts::{LANGUAGES, MetricText};
use crate::metrics::figure::Side;

/// Every metric's words in every language: (metric, language, words, English words).
fn every_text() -> impl Iterator<
    Item = (
        &'static str,
        &'static str,
        &'static MetricText,
        &'static MetricText,
    ),
> {
    FAMILIES
        .into_iter()
        .flatten()
        .flat_map(|metric| {
            LANGUAGES.map(|language| {
                (
                    metric.id,
                    language,
                    metric.text(language),
                    metric.text("en"),
                )
            })
        })
}

fn parts(text: &MetricText) -> [&'static str; 4] {
    [text.name, text.question, text.formula, text.caveat]
}

/// The numbers in a text, whatever digits it is written in.
fn numbers(text: &MetricText) -> BTreeSet<String> {
    let latin = |c: char| match c {
        '۰'..='۹' => char::from(b'0' + (c as u32 - '۰' as u32) as u8),
        '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
        other => other,
    };
    let plain: String = parts(text)
        .join(" ")
        .chars()
        .map(latin)
        .collect();
    plain
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a text quotes.
fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split(['“', '«'])
        .skip(1)
        .filter_map(|rest| rest.split(['”', '»']).next())
}

#[test]
fn each_file_of_a_family_is_in_its_list_under_its_id() {
    let catalogue = concat!(env!("CARGO_MANIFEST_DIR"), "/src/metrics/catalogue");
    let inside = |folder: std::path::PathBuf| {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
    };
    let families = inside(catalogue.into()).filter(|path| path.is_dir());
    let names = families
        .flat_map(inside)
        .map(|path| {
            path.file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        });
    let files: BTreeSet<String> = names
        .filter(|name| name != "mod" && name != "shared")
        .collect();
    assert_eq!(
        files,
        FAMILIES
            .into_iter()
            .flatten()
            .map(|metric| metric.id.to_owned())
            .collect()
    );
}

#[test]
fn families_are_the_sections_of_the_dictionary() {
    let mut families: Vec<&str> = FAMILIES
        .into_iter()
        .flatten()
        .map(|metric| metric.family)
        .collect();
    families.dedup();
    let sections = "adoption saved_cards activity coming_back rewards keeping money lift referrals_reviews messages quality vouchers links";
    assert_eq!(
        families,
        sections
            .split(' ')
            .collect::<Vec<_>>()
    );
}

#[test]
fn every_language_says_all_that_english_says_in_its_own_words() {
    for (id, language, text, english) in every_text() {
        for (theirs, ours) in parts(text)
            .into_iter()
            .zip(parts(english))
        {
            assert_eq!(
                theirs.is_empty(),
                ours.is_empty(),
                "{id} in {language}: “{ours}” against “{theirs}”"
            );
            assert_eq!(theirs.trim(), theirs, "{id} in {language}");
            if language != "en" {
                assert!(
                    theirs.is_empty() || theirs != ours,
                    "{id} in {language} is still English: {ours}"
                );
            }
        }
    }
}

#[test]
fn questions_ask_and_sentences_end() {
    for (id, language, text, _) in every_text() {
        let arabic = |letter: char| ('\u{600}'..='\u{6ff}').contains(&letter);
        let mark = if text.question.contains(arabic) {
            '؟'
        } else {
            '?'
        };
        assert!(
            text.question.ends_with(mark),
            "{id} in {language}: {}",
            text.question
        );
        assert!(
            text.formula.ends_with('.'),
            "{id} in {language}: {}",
            text.formula
        );
        assert!(
            text.caveat.is_empty() || text.caveat.ends_with('.'),
            "{id} in {language}: {}",
            text.caveat
        );
        assert!(
            !text.name.ends_with(['.', '?', '؟']),
            "{id} in {language}: {}",
            text.name
        );
    }
}

#[test]
fn every_language_names_the_same_numbers() {
    for (id, language, text, english) in every_text() {
        assert_eq!(numbers(text), numbers(english), "{id} in {language}");
    }
}

#[test]
fn a_name_stands_for_one_metric_and_who_points_at_one_calls_it_by_its_name() {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (id, language, text, _) in every_text() {
        assert!(
            names
                .entry(language)
                .or_default()
                .insert(text.name),
            "{id} in {language}: another metric is called {}",
            text.name
        );
    }
    // These quote what to say about them, not a metric.
    let advice = [
        "visit_gap_join_change",
        "member_lift_visits",
        "member_lift_spend",
    ];
    for (id, language, text, _) in every_text().filter(|(id, ..)| !advice.contains(id)) {
        for quoted in quotations(text.formula).chain(quotations(text.caveat)) {
            assert!(
                names[language].contains(quoted),
                "{id} in {language}: no metric is called {quoted}"
            );
        }
    }
}

#[test]
fn what_only_observes_says_so_first() {
    let words = [
        ("en", "Observational"),
        ("ar", "ملاحظة فقط"),
        ("fa", "فقط مشاهده است"),
        ("tr", "Yalnızca gözlemdir"),
        ("uz", "Faqat kuzatuv"),
        ("id", "Hanya pengamatan"),
    ];
    let observing = [
        "visit_gap_join_change",
        "visit_gap_launch_change",
        "member_lift_visits",
        "member_lift_spend",
        "message_return_rate",
    ];
    for (language, first) in words {
        let begin = every_text()
            .filter(|(_, its, text, _)| *its == language && text.caveat.starts_with(first))
            .map(|(id, ..)| id);
        assert_eq!(begin.collect::<Vec<_>>(), observing, "{language}");
    }
}

#[test]
fn a_complement_is_good_news_the_other_way_and_only_money_over_money_has_two_amounts() {
    let metric = |id| crate::metrics::by_id(id).unwrap();
    for (more, less) in [
        ("repeat_visit_rate", "one_and_done_rate"),
        ("customer_retention_rate", "churn_rate"),
    ] {
        assert_eq!(
            (metric(more).better, metric(less).better),
            (Better::More, Better::Less)
        );
    }
    let two_amounts = FAMILIES
        .into_iter()
        .flatten()
        .filter(|metric| metric.side_unit(Side::Den) == MetricUnit::Minor)
        .map(|metric| metric.id);
    assert_eq!(
        two_amounts.collect::<Vec<_>>(),
        [
            "reward_cost_ratio",
            "reward_cost_margin_ratio",
            "programme_roi_observed"
        ]
    );
}
