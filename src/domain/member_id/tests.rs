use proptest::prelude::*;

use super::*;
use crate::domain::digits::ZEROS;

fn id(text: &str) -> String {
    match fold(text) {
        Folded::Id(id) => id,
        other => panic!("{text:?} is {other:?}"),
    }
}

#[test]
fn what_nobody_means_to_write_is_folded_away() {
    for (text, expected) in [
        (" 1001\t", "1001"),
        ("\u{A0}1001\u{3000}", "1001"),
        ("\u{FEFF}1001", "1001"),
        ("\u{200F}1001\u{200E}", "1001"),
        ("\u{2067}1001\u{2069}", "1001"),
        ("\u{202B}1001\u{202C}", "1001"),
        ("10\u{AD}01", "1001"),
        ("10\u{200B}01\u{2060}", "1001"),
        (" \u{200F} 1001 \u{200F} ", "1001"),
        ("۱۰۰۱", "1001"),
        ("١٠٠١", "1001"),
        ("१००१", "1001"),
        ("๑๐๐๑", "1001"),
        ("𝟏𝟎𝟎𝟏", "1001"),
        ("１００１", "1001"),
        ("Ａ－１２", "A-12"),
        ("A–12", "A-12"),
        ("A\u{2011}12", "A-12"),
        ("Zoe\u{301}", "Zo\u{e9}"),
        ("ﬁg", "fig"),
        ("علی", "علي"),
        ("علي", "علي"),
        ("کریم", "كريم"),
        ("ﻋﻠﻲ", "علي"),
        ("علـــي", "علي"),
        ("بی\u{200C}بی", "بيبي"),
        ("O‘tkir", "O'tkir"),
        ("Oʻtkir", "O'tkir"),
        ("O'tkir", "O'tkir"),
        ("Ali\u{A0}Veli", "Ali Veli"),
    ] {
        assert_eq!(id(text), expected, "{text:?}");
    }
}

#[test]
fn what_a_spreadsheet_wraps_around_an_id_is_undone() {
    for (text, expected) in [
        ("=\"00123\"", "00123"),
        ("= \"00123\"", "00123"),
        ("\"=\"\"00124\"\"\"", "00124"),
        ("=\"\"00124\"\"", "00124"),
        ("＝“00124”", "00124"),
        ("\"00126\"", "00126"),
        ("'00125", "00125"),
        ("’00125", "00125"),
        ("'00125'", "00125"),
        ("=\"'00125\"", "00125"),
        ("=\"۰۰۱۲۳\"", "00123"),
        ("1001.0", "1001"),
        ("1001.00", "1001"),
        ("1001,0", "1001"),
        ("۱۰۰۱٫۰", "1001"),
        ("1001.000000", "1001"),
        ("00123.0", "00123"),
        ("=\"1001.0\"", "1001"),
    ] {
        assert_eq!(id(text), expected, "{text:?}");
    }
}

#[test]
fn what_may_be_meant_stays_as_it_is() {
    for text in [
        "00123",
        "123",
        "A12",
        "a12",
        "A-12",
        "1.000",
        "1,000",
        "12.000",
        "1001.5",
        "1001.",
        ".0",
        "A1.0",
        "-5.0",
        "1.0.0",
        "=123",
        "=A1",
        "O'Neil",
        "a \"b\"",
        "4E12",
        "12E5",
        "E12",
        "1e3",
        "4E-12",
        "12E-05",
        "E+12",
        "A.5E+12",
        "4.0E+1x",
        "4E+1",
        "4.E+12",
        "#7",
        "١a".replace('١', "1").as_str(),
        "guest 12",
        "Guest-7",
        "Walker",
        "Annonym",
        "0012",
        "000A",
        "10",
        "مصطفى",
        "mem_x",
        "N",
        "A0",
        "ali@cafe.example",
        "☕",
        "ka",
    ] {
        assert_eq!(id(text), text);
    }
    assert_ne!(fold("00123"), fold("123"));
    assert_ne!(fold("A12"), fold("a12"));
}

#[test]
fn an_id_that_lost_its_digits_is_no_id() {
    for text in [
        "4.00638E+12",
        "4,00638E+12",
        "4.00638e12",
        "4.00638E12",
        "4.00638e+12",
        "1E+15",
        "1e+21",
        "4E+12",
        "-4.00638E+12",
        "+4.00638E+12",
        "۴٫۰۰۶۳۸E+۱۲",
        "\u{200E}4.00638E+12\u{A0}",
        "４.００６３８Ｅ＋１２",
        "=\"4.00638E+12\"",
        "'4.00638E+12",
        "40.06E+11",
        "4.0E12",
        "4.00638×10^12",
        "4.00638*10^12",
        "4.00638 × 10¹²",
        "4.00638E 12",
        "40063812345678900",
        "40063812345678900000",
        "1.5E-07",
        "####",
        "########",
        "1.79769E+308",
        " 4,0E+9",
    ] {
        assert_eq!(fold(text), Folded::LostDigits, "{text:?}");
    }
}

#[test]
fn stand_ins_for_nobody_are_nobody_in_every_language() {
    for text in [
        "",
        " ",
        "\u{200E}",
        "\"\"",
        "=\"\"",
        "'",
        "NULL",
        "null",
        "(null)",
        "<null>",
        "[NULL]",
        "N/A",
        "n/a",
        "n.a.",
        "N. A.",
        "NA",
        "#N/A",
        "-",
        "--",
        "---",
        "–",
        "—",
        "_",
        ".",
        "?",
        "0",
        "00",
        "0000",
        "0.0",
        "۰",
        "٠٠",
        "-1",
        "none",
        "(none)",
        "None",
        "nil",
        "NaN",
        "nan",
        "undefined",
        "walk-in",
        "Walk In",
        "WALKIN",
        "walk in customer",
        "Walk-In Customer",
        "Walk‑in customer",
        "guest",
        "Guest",
        "(Guest)",
        "Anonymous",
        "anonymous.",
        "Unknown",
        "cash customer",
        "Laufkunde",
        "LAUFKUNDSCHAFT",
        "Gast",
        "Gäste",
        "Gäste".to_uppercase().as_str(),
        "unbekannt",
        "misafir",
        "MİSAFİR",
        "Misafir",
        "ZİYARETÇİ",
        "ziyaretci",
        "Perakende Müşteri",
        "PERAKENDE MÜŞTERİ",
        "yok",
        "mehmon",
        "Mehmon",
        "Noma’lum",
        "noma‘lum",
        "yoʻq",
        "Меҳмон",
        "tamu",
        "Umum",
        "Pelanggan Umum",
        "مهمان",
        "مشتری گذری",
        "مشتري گذري",
        "مشتری\u{200C}گذری",
        "ناشناس",
        "بی\u{200C}نام",
        "ضيف",
        "ضیف",
        "زبون عابر",
        "زبون_عابر",
        "لا أحد",
        "لا احد",
        "\\N",
        "#REF!",
    ] {
        assert_eq!(fold(text), Folded::Nobody, "{text:?}");
    }
}

#[test]
fn every_stand_in_of_the_table_is_found() {
    for text in nobody::WORDS
        .iter()
        .chain(nobody::SPELLINGS)
    {
        for text in [
            (*text).to_owned(),
            text.to_uppercase(),
            format!("\u{200F}{text} "),
        ] {
            assert_eq!(fold(&text), Folded::Nobody, "{text:?}");
        }
    }
}

#[test]
fn the_longest_text_is_folded_in_no_time() {
    for sign in ["'", "\"", "=\"", "\u{FDFA}", "#", "0", "."] {
        fold(&sign.repeat(60_000));
    }
}

/// Texts made of what folding looks for, so that one rule meets the next.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1", "0", ".", ",", "E", "+", "=", "\"", "'", "’", " ", "\u{A0}", "\u{200F}", "\u{AD}",
        "a", "e", "\u{301}", "ی", "ي", "\u{654}", "ا", "٫", "۴", "Ａ", "－", "´", "¨", "ﬁ", "½",
        "\u{FDFA}", "\u{1161}", "\u{1100}", "가", "#", "…",
    ]);
    prop_oneof![
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat()),
        any::<String>()
    ]
}

proptest! {
    #[test]
    fn an_id_that_was_folded_stays_as_it_is(text in texts()) {
        if let Folded::Id(id) = fold(&text) {
            prop_assert_eq!(fold(&id), Folded::Id(id.clone()));
            prop_assert!(!id.is_empty() && id.trim() == id);
        }
    }

    #[test]
    fn marks_and_spaces_around_and_within_change_nothing(digits in "[1-9][0-9]{0,12}", at in 0usize..13, mark in "[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}\u{FEFF}\u{AD}]", space in "[ \u{A0}\u{2003}\u{202F}\t\n]") {
        let (before, behind) = digits.split_at(at.min(digits.len()));
        prop_assert_eq!(fold(&format!("{mark}{space}{before}{mark}{behind}{space}{mark}")), Folded::Id(digits.clone()));
    }

    #[test]
    fn digits_of_every_script_are_one(digits in "[1-9][0-9]{0,12}", script in 0..ZEROS.len()) {
        let written: String = digits.chars().filter_map(|digit| char::from_u32(ZEROS[script] + digit.to_digit(10).unwrap())).collect();
        prop_assert_eq!(fold(&written), Folded::Id(digits));
    }

    #[test]
    fn two_ids_of_plain_signs_stay_two(a in "[A-Za-z0-9_-]{1,8}", b in "[A-Za-z0-9_-]{1,8}") {
        if let (Folded::Id(one), Folded::Id(two)) = (fold(&a), fold(&b)) {
            prop_assert_eq!(a == b, one == two);
        }
    }

    #[test]
    fn a_number_that_a_spreadsheet_rounded_is_always_found(whole in 1u8..10, fraction in "[0-9]{1,5}", power in 10u8..99, comma in any::<bool>()) {
        let point = if comma { ',' } else { '.' };
        prop_assert_eq!(fold(&format!("{whole}{point}{fraction}E+{power}")), Folded::LostDigits);
    }
}
