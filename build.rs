//! Lists the languages, so that a new one needs no code: a file in `locales/`, and another in `locales/metrics/`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What the term `-language` of a file in `locales/` has to say, beside the name and the two places.
const FACTS: [&str; 9] = [
    "direction",
    "region",
    "calendar",
    "first-weekday",
    "digits",
    "percent",
    "time-zone",
    "currency",
    "reward",
];
/// What it says where there is need.
const MAY_SAY: [&str; 2] = ["script", "weekdays"];
/// Its place among the languages on offer, and among those of a new shop.
const PLACES: [&str; 2] = ["place", "shop-place"];

fn main() {
    println!("cargo::rerun-if-changed=locales");
    let made = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name, text| fs::write(made.join(name), text).expect("OUT_DIR can be written to");
    write("languages.rs", languages());
    write("metric_texts.rs", metric_texts());
}

/// The files of a folder by the tags of their languages.
fn files(folder: &str) -> BTreeMap<String, PathBuf> {
    let root = env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let entries = fs::read_dir(Path::new(&root).join(folder)).expect("the languages lie there");
    entries
        .map(|entry| {
            entry
                .expect("a folder can be read")
                .path()
        })
        .filter(|path| {
            path.extension()
                .is_some_and(|e| e == "ftl")
        })
        .filter_map(|path| {
            let tag = path
                .file_stem()?
                .to_str()?
                .to_owned();
            Some((tag, path))
        })
        .collect()
}

/// The array of `locale::languages`, by place.
fn languages() -> String {
    let mut rows: BTreeMap<usize, String> = BTreeMap::new();
    let mut shop_places = BTreeSet::new();
    let files = files("locales");
    for (tag, path) in &files {
        let text = fs::read_to_string(path).expect("a file of words can be read");
        let facts = facts(&text);
        let fact = |name: &str| {
            *facts
                .get(name)
                .unwrap_or_else(|| panic!("{}: -language has no .{name}", path.display()))
        };
        let place = |name: &str| {
            fact(name)
                .parse::<usize>()
                .unwrap_or_else(|_| panic!("{}: .{name} is no number", path.display()))
        };
        assert!(
            ["ltr", "rtl"].contains(&fact("direction")),
            "{}: .direction is ltr or rtl",
            path.display()
        );
        assert!(
            fact("percent").contains('%') && fact("percent").matches('0').count() == 1,
            "{}: .percent is a percentage with one 0 for the number, such as 0%",
            path.display()
        );
        let unknown = facts.keys().find(|name| {
            !name.is_empty()
                && !FACTS.contains(name)
                && !MAY_SAY.contains(name)
                && !PLACES.contains(name)
        });
        assert!(
            unknown.is_none(),
            "{}: -language knows no .{}",
            path.display(),
            unknown.unwrap_or(&"")
        );
        assert!(
            shop_places.insert(place("shop-place")),
            "{}: another language has this .shop-place",
            path.display()
        );
        let told = FACTS
            .map(|name| (name, fact(name)))
            .into_iter()
            .chain(MAY_SAY.map(|name| {
                (
                    name,
                    facts
                        .get(name)
                        .copied()
                        .unwrap_or_default(),
                )
            }));
        let told: String = told
            .map(|(name, value)| format!("{}: {value:?}, ", name.replace('-', "_")))
            .collect();
        let row = format!(
            "Language {{ tag: {tag:?}, name: {:?}, {told}shop_place: {}, words: include_str!({path:?}) }},\n",
            fact(""),
            place("shop-place"),
        );
        rows.insert(place("place"), row);
    }
    assert!(
        rows.keys()
            .copied()
            .eq(1..=files.len()),
        "locales: each language has a .place of its own, from 1 without a gap"
    );
    format!(
        "[\n{}]\n",
        rows.into_values()
            .collect::<String>()
    )
}

/// The attributes of the term `-language`, a line each, and its value as the attribute without a name.
fn facts(text: &str) -> BTreeMap<&str, &str> {
    let mut lines = text
        .lines()
        .skip_while(|line| !line.starts_with("-language ="));
    let name = lines
        .next()
        .and_then(|line| line.split_once(" = "))
        .map(|(_, name)| ("", name));
    let attributes = lines
        .map_while(|line| line.strip_prefix("    ."))
        .filter_map(|line| line.split_once(" = "));
    name.into_iter()
        .chain(attributes)
        .collect()
}

/// The array of `metrics::catalogue::texts`: English first, which is for everybody else, then by tag.
fn metric_texts() -> String {
    let mut files: Vec<(String, PathBuf)> = files("locales/metrics")
        .into_iter()
        .collect();
    files.sort_by_key(|(tag, _)| tag != "en");
    let tags: BTreeSet<&String> = files
        .iter()
        .map(|(tag, _)| tag)
        .collect();
    let languages = crate::files("locales");
    assert!(
        tags == languages.keys().collect() && tags.iter().any(|tag| *tag == "en"),
        "locales and locales/metrics: each language has a file in both, and English is one of them"
    );
    let rows: String = files
        .iter()
        .map(|(tag, path)| format!("({tag:?}, include_str!({path:?})),\n"))
        .collect();
    format!("[\n{rows}]\n")
}
