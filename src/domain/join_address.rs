//! The word in a shop's join address, `/j/{slug}`: its shape, and how a name in any script is spelt in it.

use any_ascii::any_ascii_char;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::ids::encode;

/// Characters of the longest slug.
const LONGEST: usize = 40;

/// Whether a text is a slug: 2 to 40 characters a-z, 0-9 and - between them.
pub fn is_slug(text: &str) -> bool {
    (2..=LONGEST).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// What somebody typed as a slug: the text itself if it is one, else as it is spelt in Latin letters; none if nothing of it can be.
pub fn spelt(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if is_slug(typed) {
        return Some(typed.to_owned());
    }
    // No gap between words: Uzbek and French write an apostrophe within one.
    let quiet = |sign: char| is_combining_mark(sign) || matches!(sign, '\'' | '’' | '`');
    let text: String = typed
        .nfkc()
        .filter(|sign| !quiet(*sign))
        .collect();
    let words = text
        .split(|sign: char| !sign.is_alphanumeric())
        .map(word)
        .filter(|word| !word.is_empty());
    let whole: String = words
        .collect::<Vec<_>>()
        .join("-")
        .chars()
        .take(LONGEST)
        .collect();
    Some(whole.trim_matches('-').to_owned()).filter(|slug| is_slug(slug))
}

fn word(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let spelt: String = (0..letters.len())
        .map(|at| letter(&letters, at))
        .collect();
    spelt
        .to_ascii_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// A letter in its place. The table of transliterations goes letter by letter, which leaves out the alef and cannot tell a vowel from
/// a consonant where the Arabic script writes both alike; so those few are read here as Persian and Arabic read them.
fn letter(word: &[char], at: usize) -> &'static str {
    let (before, after) = (
        at.checked_sub(1)
            .map(|before| word[before]),
        word.get(at + 1).copied(),
    );
    let alef =
        |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, 'ا' | 'آ' | 'أ'));
    match word[at] {
        'ا' | 'آ' | 'أ' | 'ٱ' | 'ى' | 'ة' => "a",
        'إ' => "i",
        // At the end of a word Persian reads this consonant as a vowel: khane, not khanh.
        'ه' | 'ۀ' if after.is_none() && before.is_some() => "e",
        // Alone it is the word "and".
        'و' if word.len() == 1 => "o",
        // Arabic's qahwa. Persian writes the same word with another ending and says v.
        'و' if after == Some('ة') => "w",
        'و' if before.is_none()
            || alef(before)
            || alef(after)
            || after.is_some_and(|after| matches!(after, 'ه' | 'ی' | 'ي')) =>
        {
            "v"
        }
        'و' => "u",
        'ی' | 'ي' if before.is_none() || alef(after) => "y",
        'ی' | 'ي' => "i",
        other => any_ascii_char(other),
    }
}

/// The slug of the shop that a log's word for a merchant makes: the word itself if it can be one, else one made from it, and the same
/// each time, so that the word finds the shop again.
pub fn slug_of_word(word: &str) -> String {
    if is_slug(word) {
        return word.to_owned();
    }
    // With a dash and eight signs behind them these thirty are within a slug's forty.
    let letters: String = latin(word)
        .chars()
        .take(30)
        .collect();
    let head = if letters.is_empty() {
        "shop"
    } else {
        letters.trim_end_matches('-')
    };
    let digest = encode(&openssl::sha::sha256(word.as_bytes()));
    format!("{head}-{}", digest.get(..8).unwrap_or_default())
}

/// The Latin letters and digits of a word, with - between its parts. It stays as it is, for shops that a log made are found by it.
fn latin(name: &str) -> String {
    let mut slug = String::new();
    for c in name
        .nfkd()
        .flat_map(char::to_lowercase)
    {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            // An accent came apart from its letter and goes.
            '\u{300}'..='\u{36F}' => {}
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let slug = slug
        .trim_matches('-')
        .chars()
        .take(40)
        .collect::<String>();
    slug.trim_end_matches('-')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_script_is_spelt_so_that_people_can_read_it() {
        let names = [
            ("Café Möwe & Co.", "cafe-mowe-co"),
            ("Straße 5", "strasse-5"),
            ("Joe’s Bagels", "joes-bagels"),
            ("Çiçek & Işık Kahvesi", "cicek-isik-kahvesi"),
            ("Oʻzbek choyxonasi", "ozbek-choyxonasi"),
            ("کافه لیندن", "kafe-lindn"),
            ("گل‌فروشی یاس", "gl-frushi-yas"),
            ("نان و شیرینی ۲۴", "nan-o-shirini-24"),
            ("خانهٔ قهوه", "khane-qhve"),
            ("مقهى ليندن", "mqha-lindn"),
            ("القهوة", "alqhwa"),
            ("Кафе Липа", "kafe-lipa"),
            ("Καφενείο Λίντεν", "kafeneio-linten"),
            ("カフェ", "kafue"),
        ];
        for (name, slug) in names {
            assert_eq!(spelt(name).as_deref(), Some(slug), "{name}");
        }
    }

    #[test]
    fn what_is_a_slug_stays_and_what_cannot_be_one_is_none() {
        assert_eq!(spelt(" coffee-2 ").as_deref(), Some("coffee-2"));
        for nothing in ["", "-", "x", "!!", "…", "\u{301}"] {
            assert_eq!(spelt(nothing), None, "{nothing}");
        }
        let long = spelt(&"word ".repeat(30)).unwrap();
        assert!(is_slug(&long) && long.len() <= 40, "{long}");
        assert!(
            ["-x", "x-", "Coffee", "a b", "قهوه", &"x".repeat(41)]
                .iter()
                .all(|text| !is_slug(text))
        );
    }
}
