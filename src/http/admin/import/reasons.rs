//! Why a file or a line of it is not read, in the reader's words and by the names of the page's own choices. The reader of files says it
//! in English, for programs, by the API's parameters.

use crate::locale::Locale;

/// A reason as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// In the reader's language.
    Ours(String),
    /// As the reader of files said it, in English.
    English(String),
}

/// Words of a reason, the key of ours, and the choice of the page that ours names.
const REASONS: [(&str, &str, Option<&str>); 39] = [
    ("is not an IANA time zone", "first-shop-zone-wrong", None),
    (
        "does not match the file, which is UTF-8",
        "import-why-utf8",
        Some("import-encoding"),
    ),
    ("not UTF-8", "import-why-letters", Some("import-encoding")),
    ("that were lost when", "import-why-lost", None),
    ("converted to UTF-8 twice", "import-why-lost", None),
    ("workbook", "import-why-workbook", None),
    ("spreadsheet, not a table", "import-why-workbook", None),
    (
        "spreadsheet (XML), not a table",
        "import-why-workbook",
        None,
    ),
    ("not a table; unpack it", "import-why-packed", None),
    ("not a table", "import-why-no-table", None),
    ("the body is empty", "import-why-empty", None),
    ("no lines below it", "import-why-empty", None),
    ("rounded by a spreadsheet", "import-why-rounded", None),
    ("in a currency other than", "import-why-currency", None),
    (
        "more cells than the header",
        "import-why-torn",
        Some("import-separator"),
    ),
    (
        "a number after a whole amount",
        "import-why-torn",
        Some("import-separator"),
    ),
    ("has no date", "import-why-no-date", None),
    ("date that does not exist", "import-why-no-day", None),
    (
        "is in the future",
        "import-why-future",
        Some("import-dates"),
    ),
    ("is before 1970", "import-why-date", Some("import-dates")),
    (
        "has a date that is not like",
        "import-why-date",
        Some("import-dates"),
    ),
    (
        "has a date that is not a spreadsheet",
        "import-why-date",
        Some("import-dates"),
    ),
    ("month above 12", "import-why-date", Some("import-dates")),
    (
        "can be read in two orders",
        "import-why-date",
        Some("import-dates"),
    ),
    (
        "spreadsheet's day number",
        "import-why-date",
        Some("import-dates"),
    ),
    (
        "weekday that does not match",
        "import-why-date",
        Some("import-dates"),
    ),
    (
        "just a number instead of a date",
        "import-why-date",
        Some("import-dates"),
    ),
    ("a spreadsheet could not show", "import-why-unshown", None),
    ("has a time", "import-why-time", None),
    ("decimal mark", "import-why-amount", Some("import-decimal")),
    (
        "read in two ways",
        "import-why-amount",
        Some("import-decimal"),
    ),
    (
        "commas or points are in the wrong place",
        "import-why-amount",
        Some("import-decimal"),
    ),
    (
        "decimal places",
        "import-why-amount",
        Some("import-decimal"),
    ),
    (
        "currency's smaller unit",
        "import-why-amount",
        Some("import-unit"),
    ),
    ("has an amount", "import-why-number", None),
    ("a total of other lines", "import-why-total", None),
    ("names a place", "import-why-place", None),
    ("names a member that", "import-why-member", None),
    (
        "to a different member than line",
        "import-why-receipt",
        None,
    ),
];

/// What only a program can do something with: parameters of the API, and the body that it sends.
const OF_PROGRAMS: [&str; 8] = [
    "date_format",
    "encoding",
    "decimal",
    "unknown_places",
    "the body",
    "amount_minor",
    " tz",
    "leave it out",
];

impl Told {
    /// A reason in a language. English has more of them than the page has words for, so those that name nothing of the API stay.
    pub fn of(reason: &str, language: Locale) -> Told {
        let is_plain = language.tag() == Locale::ENGLISH.tag()
            && !OF_PROGRAMS
                .iter()
                .any(|word| reason.contains(word));
        let ours = REASONS
            .iter()
            .find(|(words, ..)| !is_plain && reason.contains(words));
        match ours {
            Some((_, key, None)) => Told::Ours(language.text(key)),
            Some((_, key, Some(choice))) => {
                let choice = language.text(choice);
                Told::Ours(language.text_with(key, &[("choice", (&choice).into())]))
            }
            None => Told::English(reason.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_the_choices_of_the_page_and_no_parameter() {
        let dates = "has a date that is not like 2026-01-31; for 31.01.2026 set date_format=dmy, for 01/31/2026 set date_format=mdy";
        let letters = "contains letters that are not UTF-8; export the file as UTF-8 or add encoding=windows-1252 (Western Europe)";
        let zip = "the body is an Excel workbook, not a table; open it in the program that made it and save it as CSV (UTF-8)";
        for (reason, names) in [
            (dates, "Order of the date"),
            (letters, "Letters"),
            (zip, "save it as CSV"),
        ] {
            let Told::Ours(words) = Told::of(reason, Locale::ENGLISH) else {
                panic!("{reason}");
            };
            assert!(
                words.contains(names) && !words.contains(['=', '_']),
                "{words}"
            );
        }
        let plain = "has a date that does not exist: there is no such month, or it has fewer days";
        assert_eq!(
            Told::of(plain, Locale::ENGLISH),
            Told::English(plain.to_owned())
        );
    }

    #[test]
    fn every_reason_has_words_in_every_language() {
        for language in Locale::ALL {
            for (words, key, _) in REASONS {
                let known = OF_PROGRAMS[0].to_owned() + " " + words;
                match Told::of(&known, language) {
                    Told::Ours(said) => {
                        assert!(
                            !said.starts_with("import-why") && !said.starts_with("first-"),
                            "{key} in {language:?}"
                        )
                    }
                    Told::English(said) => panic!("{said} in {language:?}"),
                }
            }
        }
    }
}
