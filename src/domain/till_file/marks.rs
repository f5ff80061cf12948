//! What can stand in a cell without being seen, or in another form than the one meant: marks of direction, spaces, digits.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The zero of each script's decimal digits, in order; its nine others follow it.
const ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090,
    0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
    0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950,
    0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// A digit of any script in its western form; every other sign stays.
fn western_digit(sign: char) -> char {
    let code = sign as u32;
    let zero = ZEROS[ZEROS.partition_point(|zero| *zero <= code).saturating_sub(1)];
    match code.checked_sub(zero) {
        Some(digit @ 0..=9) => char::from(b'0' + digit as u8),
        _ => sign,
    }
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
    let seen = text.chars().filter(|sign| !is_unseen(*sign));
    let formed = seen.flat_map(|sign| if is_form(sign) { sign.nfkc().collect::<Vec<char>>() } else { vec![sign] });
    let spaced: String = formed.map(|sign| if sign.is_whitespace() { ' ' } else { western_digit(sign) }).collect();
    spaced.trim().to_owned()
}

/// A cell as the spreadsheet showed it: without the formula or the apostrophe that made it text.
pub(super) fn unwrapped(cell: &str) -> &str {
    let cell = cell.trim_matches(|sign: char| sign.is_whitespace() || is_unseen(sign));
    let formula = cell.strip_prefix('=').map(str::trim).and_then(|cell| cell.strip_prefix('"')?.strip_suffix('"'));
    formula.or_else(|| cell.strip_prefix('\'')).unwrap_or(cell).trim()
}

/// A word by which names are compared: letters and digits alone, without case and accents, one form of each Arabic letter.
pub(super) fn folded(word: &str) -> String {
    let bare = word.nfkd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase);
    bare.filter(|sign| sign.is_alphanumeric()).map(|sign| letter(western_digit(sign))).collect()
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
    fn a_digit_of_every_script_is_a_digit() {
        for zero in ZEROS {
            let digits: String = (zero..zero + 10).filter_map(char::from_u32).collect();
            assert_eq!(western(&digits), "0123456789", "{digits}");
        }
        assert_eq!(western("a/:é٫−½²"), "a/:é,-½²");
    }

    #[test]
    fn nothing_unseen_stays_and_every_space_is_one() {
        assert_eq!(plain("\u{200f}３１\u{200e}/\u{202b}١\u{a0}\u{2066}x\u{202f}y\u{feff}"), "31/1 x y");
        assert_eq!(plain("12⁵⁰ ½"), "12⁵⁰ ½", "what is raised is not the same number");
        for (cell, shown) in
            [("=\"00123\"", "00123"), ("'00125", "00125"), (" = \" 7 \" ", "7"), ("=1+1", "=1+1"), ("\u{200e}a\u{200f}", "a")]
        {
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
