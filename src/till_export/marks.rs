//! What can stand in a cell without being seen, or in another form than the one meant: marks of direction, spaces, digits.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::domain::digits;

/// A digit of any script in its western form; every other sign stays.
fn western_digit(sign: char) -> char {
    digits::western(sign).unwrap_or(sign)
}

/// The text with the digits of every script, and what stands for a comma and a minus, in their western form.
pub fn western(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '\u{66B}' => ',',
            '\u{2212}' => '-',
            sign => western_digit(sign),
        })
        .collect()
}

/// Marks that take no place: of direction, of joining, of breaking, and the byte-order mark.
fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Forms that East Asian and Arabic fonts have of signs that have a plain form too.
fn is_form(sign: char) -> bool {
    matches!(sign, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF01}'..='\u{FFEF}')
}

/// A date, a time or an amount as it was meant: nothing unseen in it, one kind of space, western digits.
pub(super) fn plain(text: &str) -> String {
    let seen = text
        .chars()
        .filter(|sign| !is_unseen(*sign));
    let formed = seen.flat_map(|sign| {
        // Of these alone: the same form of ² or ½ would make digits of what is none.
        if is_form(sign) {
            sign.nfkc().collect::<Vec<char>>()
        } else {
            vec![sign]
        }
    });
    let spaced: String = formed
        .map(|sign| {
            if sign.is_whitespace() {
                ' '
            } else {
                western_digit(sign)
            }
        })
        .collect();
    spaced.trim().to_owned()
}

/// A cell as the spreadsheet showed it: without the formula or the apostrophe that made it text.
pub(super) fn unwrapped(cell: &str) -> &str {
    let cell = cell.trim_matches(|sign: char| sign.is_whitespace() || is_unseen(sign));
    let formula = cell
        .strip_prefix('=')
        .map(str::trim)
        .and_then(|cell| {
            cell.strip_prefix('"')?
                .strip_suffix('"')
        });
    formula
        .or_else(|| cell.strip_prefix('\''))
        .unwrap_or(cell)
        .trim()
}

/// A word by which names are compared: letters and digits alone, without case and accents, one form of each Arabic letter.
pub(super) fn folded(word: &str) -> String {
    let bare = word
        .nfkd()
        .filter(|sign| !is_combining_mark(*sign))
        .flat_map(char::to_lowercase);
    bare.filter(|sign| sign.is_alphanumeric())
        .map(|sign| letter(western_digit(sign)))
        .collect()
}

fn letter(sign: char) -> char {
    match sign {
        'ı' => 'i',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'ة' | 'ە' => 'ه',
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_their_marks_become_western() {
        assert_eq!(western("a/:é٫−½²۱۲"), "a/:é,-½²12");
    }

    #[test]
    fn nothing_unseen_stays_and_every_space_is_one() {
        assert_eq!(
            plain("\u{200f}３１\u{200e}/\u{202b}١\u{a0}\u{2066}x\u{202f}y\u{feff}"),
            "31/1 x y"
        );
        assert_eq!(
            plain("12⁵⁰ ½"),
            "12⁵⁰ ½",
            "what is raised is not the same number"
        );
        for (cell, shown) in [
            ("=\"00123\"", "00123"),
            ("'00125", "00125"),
            (" = \" 7 \" ", "7"),
            ("=1+1", "=1+1"),
            ("\u{200e}a\u{200f}", "a"),
        ] {
            assert_eq!(unwrapped(cell), shown, "{cell}");
        }
    }

    #[test]
    fn names_are_compared_by_their_letters() {
        for (one, other) in [
            ("كد مشتري", "کد مشتری"),
            ("MÜŞTERİ NO", "müşteri_no"),
            ("ＤＡＴＥ", "date"),
            ("\u{200f}التاريخ\u{200e}", "التاریخ"),
            ("KASIM", "kasım"),
            ("آبان", "ابان"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
    }
}
