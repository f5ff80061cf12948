//! The shop's own id of a person, in one way of writing wherever it comes from: a till's file, the API, a search.
//!
//! Whoever types the same id on another keyboard, or copies it out of a spreadsheet, means the same person. Folded are only
//! differences that nobody means: case stays (`A12` and `a12` are two), leading zeros stay (`00123` and `123` are two), and so does
//! every letter but the two that Persian and Arabic keyboards write with different signs. Of those two the Arabic ones are kept,
//! because older encodings have no others.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::domain::digits::western;

mod nobody;

/// What a text says of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Folded {
    /// The id, in its one way of writing.
    Id(String),
    /// It stands for no particular person: empty, `NULL`, `walk-in`.
    Nobody,
    /// A spreadsheet has rounded it: `4.00638E+12` is any of a million cards.
    LostDigits,
}

/// Brings an id into its one way of writing.
pub fn fold(text: &str) -> Folded {
    let mut folded = once(text);
    // Taking a wrapping away can bring two signs together that are written as one. It settles in two or three rounds.
    for _ in 0..8 {
        let again = once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    if has_lost_digits(&folded) {
        Folded::LostDigits
    } else if is_nobody(&folded) {
        Folded::Nobody
    } else {
        Folded::Id(folded)
    }
}

fn once(text: &str) -> String {
    // Signs come first: the compatibility form of a lone accent would be a space and a mark.
    let signs: String = text
        .chars()
        .filter_map(sign)
        .nfkc()
        .filter_map(sign)
        .collect();
    let composed: String = signs.nfc().collect();
    without_empty_fraction(unwrapped(&composed)).to_owned()
}

/// One sign in the form that stands for all of its kind; none for what nobody sees.
fn sign(sign: char) -> Option<char> {
    if is_unseen(sign) {
        return None;
    }
    Some(match sign {
        '\u{6CC}' => 'ي',
        '\u{6A9}' => 'ك',
        '\u{2018}'..='\u{201B}' | '\u{2BB}' | '\u{2BC}' | '\u{B4}' | '`' => '\'',
        '\u{201C}'..='\u{201F}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        sign if sign.is_whitespace() && !sign.is_control() => ' ',
        sign => western(sign).unwrap_or(sign),
    })
}

/// Marks of direction, joiners, soft hyphens, byte order marks, selectors of a glyph, and the stroke that stretches a word.
fn is_unseen(sign: char) -> bool {
    matches!(sign,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{640}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// What stands within the wrappings by which spreadsheets keep a number a text: `="00123"`, `"00123"`, `'00123`.
fn unwrapped(text: &str) -> &str {
    let quoted = |text: &str| text.len() >= 2 && text.starts_with('"') && text.ends_with('"');
    let mut text = text.trim();
    loop {
        let inner = match text
            .strip_prefix('=')
            .map(str::trim_start)
            .filter(|rest| quoted(rest))
        {
            Some(rest) => rest,
            None if quoted(text) => &text[1..text.len() - 1],
            None => match text.strip_prefix('\'') {
                Some(rest) => rest
                    .strip_suffix('\'')
                    .unwrap_or(rest),
                None => return text,
            },
        };
        text = inner.trim();
    }
}

/// `1001` of `1001.0`, as data programs write a number. Three zeros behind one to three digits may as well be a thousand.
fn without_empty_fraction(text: &str) -> &str {
    let Some((whole, zeros)) = text.split_once(POINTS) else {
        return text;
    };
    let digits = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit())
    };
    let may_be_thousands = zeros.len() == 3 && whole.len() <= 3;
    if digits(whole)
        && !zeros.is_empty()
        && zeros
            .bytes()
            .all(|byte| byte == b'0')
        && !may_be_thousands
    {
        whole
    } else {
        text
    }
}

/// What stands before a fraction, in the West and in Arabic script.
const POINTS: [char; 3] = ['.', ',', '\u{66B}'];

/// Digits that spreadsheets and fractions of programs keep; those behind them become noughts.
const EXACT: usize = 15;

/// Whether this is a number as a spreadsheet shows one that is too long for it: `4.00638E+12`, `1E+15`, `4,0e12`, or `#####` where the column
/// was too narrow. Without a fraction and without a plus, as in `4E12` and `1e3`, it is an id.
fn has_lost_digits(text: &str) -> bool {
    if text.len() >= 2
        && text
            .bytes()
            .all(|byte| byte == b'#')
    {
        return true;
    }
    let digits = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit())
    };
    if text.len() >= 17
        && digits(text)
        && text[EXACT..]
            .bytes()
            .all(|byte| byte == b'0')
    {
        return true;
    }
    let tight: String = text
        .chars()
        .filter(|sign| *sign != ' ')
        .collect();
    if let Some((base, power)) = tight
        .split_once("×10")
        .or_else(|| tight.split_once("*10"))
    {
        let power = power
            .trim_start_matches('^')
            .trim_start_matches(['+', '-']);
        return base
            .split_once(POINTS)
            .is_some_and(|(whole, fraction)| digits(whole) && digits(fraction))
            && digits(power);
    }
    let Some((mantissa, exponent)) = tight.split_once(['E', 'e']) else {
        return false;
    };
    let mantissa = mantissa
        .strip_prefix(['+', '-'])
        .unwrap_or(mantissa);
    let unsigned = exponent
        .strip_prefix(['+', '-'])
        .unwrap_or(exponent);
    match mantissa.split_once(POINTS) {
        Some((whole, fraction)) => digits(whole) && digits(fraction) && digits(unsigned),
        None => {
            digits(mantissa) && exponent.starts_with('+') && unsigned.len() >= 2 && digits(unsigned)
        }
    }
}

static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    nobody::WORDS
        .iter()
        .map(|word| letters(word))
        .collect()
});

/// Whether a text stands for no particular person: no more than strokes and points, noughts, or one of the words for it.
fn is_nobody(text: &str) -> bool {
    let plain: String = text
        .to_lowercase()
        .split_whitespace()
        .collect();
    let strokes = text
        .chars()
        .all(|sign| sign.is_whitespace() || ".-_/\\?*~…·،,;:|".contains(sign));
    let noughts = text
        .bytes()
        .all(|byte| byte == b'0');
    strokes || noughts || nobody::SPELLINGS.contains(&plain.as_str()) || is_a_word_for_nobody(text)
}

fn is_a_word_for_nobody(text: &str) -> bool {
    // The longest of the words has far fewer; most ids hold a digit, and none of the words does.
    text.len() <= 120
        && !text
            .bytes()
            .any(|byte| byte.is_ascii_digit())
        && WORDS.contains(&letters(text))
}

/// A text's letters alone, without case, accents and what is set between words.
fn letters(text: &str) -> String {
    let bare = text
        .chars()
        .filter_map(sign)
        .nfkd()
        .filter(|sign| !is_combining_mark(*sign));
    let lower = bare
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|sign| sign.is_alphabetic() && !is_combining_mark(*sign));
    lower
        .map(|letter| {
            // Decomposition leaves it alone, so Turkish words in capitals and
            // small letters would differ.
            if letter == 'ı' {
                'i'
            } else {
                letter
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
