//! Words from outside, made fit to store and show.

use serde::{Deserialize as _, Deserializer};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::face::{ShopText, about_shop};
use crate::domain::program::{Program, Text};
use crate::error::{Error, Result};
use crate::locale::Locale;
use crate::locale::language_tag;
use crate::locale::language_tag::same_language;

/// The text in NFC, trimmed; refuses empty or overlong text and characters that could disturb a page or a log.
pub fn checked(pointer: &str, text: &str, most: usize) -> Result<String> {
    let text: String = text.trim().nfc().collect();
    if text.is_empty() {
        return Err(Error::invalid(pointer, "must not be empty"));
    }
    // Bytes as well: one sign may carry any number of marks.
    if text.len() > most * 8 || text.graphemes(true).count() > most {
        return Err(Error::invalid(
            pointer,
            format!("must be at most {most} characters"),
        ));
    }
    match refusal(&text) {
        Some(why) => Err(Error::invalid(pointer, why)),
        None => Ok(text),
    }
}

/// Reads one of the words that a caller may choose from; `say` names them, whatever was sent instead.
pub fn word<'de, D: Deserializer<'de>, T>(
    from: D,
    read: impl FnOnce(&str) -> Option<T>,
    say: &str,
) -> std::result::Result<T, D::Error> {
    String::deserialize(from)
        .ok()
        .and_then(|word| read(&word))
        .ok_or_else(|| serde::de::Error::custom(say))
}

/// Every text of a program that could disturb a card, a page or a log: its pointer and why.
pub fn faults_of_program(program: &Program) -> Vec<(String, String)> {
    let rewards = program
        .rewards
        .iter()
        .enumerate()
        .map(|(i, rung)| (format!("/rewards/{i}/name"), rung.name.all()));
    let links = program
        .links
        .iter()
        .enumerate()
        .map(|(i, link)| (format!("/links/{i}/name"), link.name.all()));
    let urls = program
        .links
        .iter()
        .enumerate()
        .map(|(i, link)| (format!("/links/{i}/url"), vec![link.url.as_str()]));
    let tiers = program
        .tiers
        .iter()
        .enumerate()
        .map(|(i, tier)| (format!("/tiers/{i}/name"), vec![tier.name.as_str()]));
    let of_itself = about_shop(program).map(|(field, said)| {
        let texts = match said {
            // What is written in lines is looked at line by line.
            ShopText::Lines(text) => text
                .all()
                .into_iter()
                .flat_map(str::lines)
                .collect(),
            ShopText::Website(site) => vec![site],
            // The program lets nothing but figures and a few signs be one.
            ShopText::Telephone { .. } => vec![],
        };
        (format!("/{}", field.name), texts)
    });
    let legal = [
        (
            "/legal/imprint",
            program
                .legal
                .imprint
                .as_deref()
                .map_or(vec![], |text| text.lines().collect()),
        ),
        (
            "/legal/privacy_contact",
            program
                .legal
                .privacy_contact
                .iter()
                .map(String::as_str)
                .collect(),
        ),
        (
            "/legal/terms_url",
            program
                .legal
                .terms_url
                .iter()
                .map(String::as_str)
                .collect(),
        ),
    ];
    let legal = legal
        .into_iter()
        .map(|(pointer, texts)| (pointer.to_owned(), texts));
    let texts = std::iter::once(("/name".to_owned(), program.name.all()))
        .chain(rewards)
        .chain(links)
        .chain(urls)
        .chain(tiers)
        .chain(legal);
    let texts = texts.chain(of_itself);
    let bad = |(pointer, texts): (String, Vec<&str>)| {
        texts
            .into_iter()
            .find_map(refusal)
            .map(|why| (pointer, why))
    };
    texts
        .filter_map(bad)
        .chain(faults_of_wordings(program))
        .chain(faults_of_languages(&program.languages))
        .collect()
}

/// Texts of more than one line, each with its pointer.
fn in_lines(program: &Program) -> impl Iterator<Item = (String, &Text)> {
    about_shop(program).filter_map(|(field, said)| match said {
        ShopText::Lines(text) => Some((format!("/{}", field.name), text)),
        ShopText::Telephone { .. } | ShopText::Website(_) => None,
    })
}

/// Languages that nobody can see. What is wrong with a tag by itself is told by the program.
fn faults_of_languages(languages: &[String]) -> impl Iterator<Item = (String, String)> {
    let unseen = |i: usize| Some((format!("/languages/{i}"), unseen(languages, i)?));
    (0..languages.len())
        .filter(|i| language_tag::fault(&languages[*i]).is_none())
        .filter_map(unseen)
}

/// Why nobody can see a language of these: there are no pages and cards in it, or it stands there twice.
fn unseen(languages: &[String], i: usize) -> Option<String> {
    let tag = &languages[i];
    if languages[..i]
        .iter()
        .any(|before| same_language(before, tag))
    {
        return Some(
            "repeats a language from earlier in the list; readers are shown the first".to_owned(),
        );
    }
    let known = || {
        Locale::ALL
            .map(|language| language.tag())
            .join(", ")
    };
    Locale::parse(tag)
        .is_none()
        .then(|| format!("is not a language we offer; we offer {}", known()))
}

/// Those that can be seen. A program from before the others were refused may still list them.
pub fn seen_languages(languages: &[String]) -> Vec<String> {
    (0..languages.len())
        .filter(|i| unseen(languages, *i).is_none())
        .map(|i| languages[i].clone())
        .collect()
}

/// Whether a text is made like a language tag.
fn is_tag(text: &str) -> bool {
    (2..=35).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// Texts in something that is no language, or in more than a program has room for.
fn faults_of_wordings(program: &Program) -> impl Iterator<Item = (String, String)> {
    let rewards = program
        .rewards
        .iter()
        .enumerate()
        .map(|(i, rung)| (format!("/rewards/{i}/name"), &rung.name));
    let links = program
        .links
        .iter()
        .enumerate()
        .map(|(i, link)| (format!("/links/{i}/name"), &link.name));
    let texts = std::iter::once(("/name".to_owned(), &program.name))
        .chain(rewards)
        .chain(links)
        .chain(in_lines(program));
    texts.filter_map(|(pointer, text)| match text {
        Text::ByLanguage(wordings) if wordings.len() > 20 => {
            Some((pointer, "must have at most 20 languages".to_owned()))
        }
        Text::ByLanguage(wordings) => wordings
            .keys()
            .any(|tag| !is_tag(tag))
            .then(|| {
                (
                    pointer,
                    "must use a language tag such as en or fa as each key".to_owned(),
                )
            }),
        Text::Plain(_) => None,
    })
}

/// Why a text cannot be shown, if it cannot.
fn refusal(text: &str) -> Option<String> {
    if !text.trim().is_empty() && text.chars().all(unseen_sign) {
        return Some("contains nothing that can be seen".to_owned());
    }
    let bad = text
        .chars()
        .find(|c| disturbing(*c))?;
    Some(format!(
        "contains the character U+{:04X}, which is not allowed",
        bad as u32
    ))
}

/// What takes no room and shows nothing by itself: joiners, marks of direction, selectors, fillers. Among letters each has its use.
fn unseen_sign(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{E0100}'..='\u{E01EF}')
}

/// Control, direction-override, tag and non-characters.
fn disturbing(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}' | '\u{FDD0}'..='\u{FDEF}')
        || (c as u32) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_wording_is_a_language() {
        let mut program = Program::starter("Coffee", "UTC", "EUR");
        assert_eq!(faults_of_program(&program), vec![]);
        for wrong in ["", "e", "\u{202e}", "en\0", "en US", &"x".repeat(36)] {
            program.name = Text::ByLanguage([(wrong.to_owned(), "Coffee".to_owned())].into());
            assert_eq!(faults_of_program(&program)[0].0, "/name", "{wrong:?}");
        }
        program.name = Text::ByLanguage(
            (10..40)
                .map(|i| (format!("x{i}"), "Coffee".to_owned()))
                .collect(),
        );
        assert_eq!(faults_of_program(&program).len(), 1);
    }

    #[test]
    fn languages_that_nobody_can_see_are_told_and_left_out() {
        let languages = ["ar", "tlh", "fa", "ar-MA"].map(String::from);
        let faults: Vec<String> = faults_of_languages(&languages)
            .map(|(pointer, _)| pointer)
            .collect();
        assert_eq!(
            (faults, seen_languages(&languages)),
            (
                vec!["/languages/1".into(), "/languages/3".into()],
                vec!["ar".into(), "fa".into()]
            )
        );
    }

    #[test]
    fn names_are_normalised_and_hostile_characters_refused() {
        assert_eq!(checked("/name", "  Zoe\u{301} ", 10).unwrap(), "Zo\u{e9}");
        assert!(checked("/name", "abc\u{202E}def", 10).is_err());
        assert!(checked("/name", "line\nbreak", 20).is_err());
        assert!(checked("/name", &"x".repeat(11), 10).is_err());
        assert!(checked("/name", "   ", 10).is_err());
        assert!(checked("/name", "\u{200B}\u{200D} \u{FEFF}", 10).is_err());
        assert!(
            checked("/name", "می\u{200C}خواهم", 10).is_ok(),
            "a joiner among letters is writing"
        );
    }
}
