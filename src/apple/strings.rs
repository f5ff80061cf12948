//! The words of a pass in every language of its program: `xx.lproj/pass.strings`.
//!
//! What `pass.json` writes is looked up by phones in their language's file. Where a phone speaks none of the program's
//! languages, or a reader ignores these files (most on Android do), it shows what `pass.json` says. So that is the text
//! in the shop's own language, not a bare key.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use crate::domain::program::Text;
use crate::template::PassFile;

/// A word or sentence on a pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Translated: a key of [`PassTexts`].
    Key(String),
    /// The same in every language.
    Text(String),
}

impl Wording {
    /// A key of [`PassTexts`].
    pub fn key(key: &str) -> Wording {
        Wording::Key(key.to_owned())
    }

    /// The same words in every language.
    pub fn text(text: &str) -> Wording {
        Wording::Text(text.to_owned())
    }
}

/// Texts by language, then by key.
pub type Translations = BTreeMap<String, BTreeMap<String, String>>;

/// Writes a program's text under a key for each language, so that passes can name it by [`Wording::Key`].
pub fn add_text(translations: &mut Translations, key: &str, text: &Text, languages: &[String]) {
    for (language, texts) in translations.iter_mut() {
        texts.insert(
            key.to_owned(),
            text.in_language(language, languages)
                .to_owned(),
        );
    }
}

/// All texts of a program, escaped and hashed once for all its passes.
#[derive(Debug)]
pub struct PassTexts {
    /// By key: what `pass.json` writes.
    written: HashMap<String, String>,
    translations: Translations,
    files: Vec<PassFile>,
}

impl PassTexts {
    /// Prepares the files. `language` is the shop's own; a key it lacks cannot be used.
    pub fn new(language: &str, translations: &Translations) -> PassTexts {
        let own = translations
            .get(language)
            .cloned()
            .unwrap_or_default();
        let mut written: HashMap<String, String> = HashMap::new();
        let mut taken: HashMap<&str, &str> = HashMap::new();
        for (key, text) in &own {
            // Two keys may read the same here and differ elsewhere ("Card" the thing, "Card" the button): then the
            // second one is looked up by its key.
            let first = *taken.entry(text).or_insert(key);
            let same = translations
                .values()
                .all(|texts| texts.get(first) == texts.get(key));
            written.insert(
                key.clone(),
                if same {
                    text.clone()
                } else {
                    key.clone()
                },
            );
        }
        // The tag becomes a folder's name in the archive, where a slash or a
        // dot would lead elsewhere.
        let usable = |tag: &&String| {
            !tag.is_empty()
                && tag
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let file = |tag: &String, texts: &BTreeMap<String, String>| {
            let lines = texts
                .iter()
                .filter_map(|(key, text)| Some((written.get(key)?.as_str(), text.as_str())))
                .collect();
            PassFile::new(
                &format!("{tag}.lproj/pass.strings"),
                strings(&lines).into_bytes(),
            )
        };
        let files = translations
            .iter()
            .filter(|(tag, _)| usable(tag))
            .map(|(tag, texts)| file(tag, texts))
            .collect();
        PassTexts {
            files,
            written,
            translations: translations.clone(),
        }
    }

    /// The prepared files.
    pub fn files(&self) -> &[PassFile] {
        &self.files
    }

    /// What `pass.json` writes for a wording; `None` for a key that the shop's own language lacks.
    pub fn written<'a>(&'a self, wording: &'a Wording) -> Option<Cow<'a, str>> {
        match wording {
            Wording::Text(text) => Some(Cow::Borrowed(text)),
            Wording::Key(key) => self.of_key(key).map(Cow::Borrowed),
        }
    }

    /// What `pass.json` writes for a key.
    pub fn of_key(&self, key: &str) -> Option<&str> {
        self.written
            .get(key)
            .map(String::as_str)
    }

    /// The text of a key in one language, as phones of that language show it.
    pub fn in_language(&self, language: &str, key: &str) -> Option<&str> {
        self.translations
            .get(language)?
            .get(key)
            .map(String::as_str)
    }

    /// The languages there are.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.translations
            .keys()
            .map(String::as_str)
    }
}

fn strings(lines: &BTreeMap<&str, &str>) -> String {
    let mut out = String::new();
    for (key, text) in lines {
        let _ = writeln!(out, "\"{}\" = \"{}\";", escaped(key), escaped(text));
    }
    out
}

/// A text between the quotes of a `.strings` file.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translations(rows: &[(&str, &str, &str)]) -> Translations {
        let mut all = Translations::new();
        for (language, key, text) in rows {
            all.entry((*language).into())
                .or_default()
                .insert((*key).into(), (*text).into());
        }
        all
    }

    fn file(texts: &PassTexts, name: &str) -> String {
        let file = texts
            .files()
            .iter()
            .find(|f| f.name == name)
            .unwrap();
        String::from_utf8(file.bytes.to_vec()).unwrap()
    }

    #[test]
    fn the_pass_speaks_the_shops_language_and_phones_translate_it() {
        let texts = PassTexts::new(
            "en",
            &translations(&[("en", "stamps", "Stamps"), ("fa", "stamps", "مهرها")]),
        );
        assert_eq!(
            texts
                .written(&Wording::key("stamps"))
                .unwrap(),
            "Stamps"
        );
        assert_eq!(
            file(&texts, "fa.lproj/pass.strings"),
            "\"Stamps\" = \"مهرها\";\n"
        );
        assert_eq!(texts.written(&Wording::key("absent")), None);
    }

    #[test]
    fn two_keys_that_read_alike_keep_their_own_translations() {
        let texts = PassTexts::new(
            "en",
            &translations(&[
                ("en", "a", "Card"),
                ("en", "b", "Card"),
                ("de", "a", "Karte"),
                ("de", "b", "Karton"),
            ]),
        );
        let german = file(&texts, "de.lproj/pass.strings");
        assert_eq!(german, "\"Card\" = \"Karte\";\n\"b\" = \"Karton\";\n");
        assert_eq!(
            file(&texts, "en.lproj/pass.strings"),
            "\"Card\" = \"Card\";\n\"b\" = \"Card\";\n"
        );
    }

    #[test]
    fn quotes_and_line_ends_are_escaped() {
        assert_eq!(escaped("a \"b\"\n\\c\u{7}"), "a \\\"b\\\"\\n\\\\c");
    }

    #[test]
    fn a_programs_texts_become_keys() {
        let mut all = translations(&[("en", "x", "x"), ("fa", "x", "x")]);
        add_text(
            &mut all,
            "reward-10",
            &Text::ByLanguage(
                [
                    ("en".into(), "Free coffee".into()),
                    ("fa".into(), "قهوه".into()),
                ]
                .into(),
            ),
            &[],
        );
        assert_eq!(
            PassTexts::new("fa", &all)
                .written(&Wording::key("reward-10"))
                .unwrap(),
            "قهوه"
        );
    }

    #[test]
    fn a_language_tag_cannot_leave_its_folder() {
        assert!(
            PassTexts::new("en", &translations(&[("../en", "x", "x")]))
                .files()
                .is_empty()
        );
    }
}
