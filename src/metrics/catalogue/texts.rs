//! What each metric is called, what it asks and how it is counted, in every language: `locales/metrics/`, a file each.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_syntax::ast::{Entry, Pattern, PatternElement};
use fluent_syntax::parser::parse_runtime;

/// The words of a metric in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MetricText {
    /// A short label for a tile or a table row.
    pub name: &'static str,
    /// What the shopkeeper wants to know.
    pub question: &'static str,
    /// The formula in words.
    pub formula: &'static str,
    /// What the number does not tell you; empty if it speaks for itself.
    pub caveat: &'static str,
}

/// Tags of the languages that the metrics are explained in, with their files; the first is the one for everybody else.
/// `build.rs` lists them.
const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/metric_texts.rs"));

/// Tags of the languages that the metrics are explained in; the first is the one for everybody else.
pub const LANGUAGES: [&str; FILES.len()] = {
    let mut tags = [""; FILES.len()];
    let mut at = 0;
    while at < tags.len() {
        tags[at] = FILES[at].0;
        at += 1;
    }
    tags
};

type Texts = BTreeMap<&'static str, MetricText>;

static TEXTS: LazyLock<BTreeMap<&'static str, Texts>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|&(tag, file)| (tag, read(file)))
        .collect()
});

/// The words of a metric in the language of a tag such as `fa` or `fa-IR`; English where there are none.
pub fn text(metric: &str, language: &str) -> &'static MetricText {
    static NONE: MetricText = MetricText {
        name: "",
        question: "",
        formula: "",
        caveat: "",
    };
    let language = language
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let in_language = |tag: &str| TEXTS.get(tag)?.get(metric);
    in_language(&language)
        .or_else(|| in_language(LANGUAGES[0]))
        .unwrap_or(&NONE)
}

/// The messages of a file. Each is a name with its attributes, on one line each, so that nothing has to be put together.
fn read(file: &'static str) -> Texts {
    // What cannot be read is left out here, and missed by the tests that want every text in every language.
    let resource = parse_runtime(file).unwrap_or_else(|(readable, _)| readable);
    let mut texts = Texts::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let attribute = |name: &str| {
            let found = message
                .attributes
                .iter()
                .find(|attribute| attribute.id.name == name);
            found.map_or("", |attribute| line(&attribute.value))
        };
        let text = MetricText {
            name: message
                .value
                .as_ref()
                .map_or("", line),
            question: attribute("question"),
            formula: attribute("formula"),
            caveat: attribute("caveat"),
        };
        texts.insert(message.id.name, text);
    }
    texts
}

/// A text of one line without anything to fill in; nothing otherwise.
fn line(pattern: &Pattern<&'static str>) -> &'static str {
    match pattern.elements.as_slice() {
        [PatternElement::TextElement { value }] => value,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_or_fills_something_in_leaves_the_text_out() {
        let texts =
            read("visits = Visits\n    .question = How many?\n    .formula = { $x } visits.\n?\n");
        let expected = MetricText {
            name: "Visits",
            question: "How many?",
            ..MetricText::default()
        };
        assert_eq!(texts.get("visits"), Some(&expected));
        assert_eq!(texts.len(), 1);
    }

    #[test]
    fn words_are_found_by_the_tag_of_a_language() {
        for (tag, language) in [("fa", "fa"), ("fa-IR", "fa"), ("UZ", "uz"), ("tlh", "en")] {
            assert_eq!(text("visits", tag), &TEXTS[language]["visits"], "{tag}");
        }
    }
}
