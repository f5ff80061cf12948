//! Language tags such as `ar-MA`, and the digits that their readers expect.

/// The language of a tag without its region: `ar` of `ar-MA`.
pub fn primary(tag: &str) -> &str {
    tag.trim().split(['-', '_']).next().unwrap_or_default()
}

/// Whether two tags name one language, whatever their regions.
pub fn same_language(one: &str, other: &str) -> bool {
    primary(one).eq_ignore_ascii_case(primary(other))
}

/// The digits in which numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Digits {
    /// 0123456789
    #[default]
    Latin,
    /// ۰۱۲۳۴۵۶۷۸۹, for Persian.
    Persian,
    /// ٠١٢٣٤٥٦٧٨٩, for Arabic.
    Arabic,
}

/// Where Arabic is written with 123: the Maghreb and the Emirates, as in CLDR.
const ARABIC_WITH_LATIN_DIGITS: [&str; 6] = ["AE", "DZ", "EH", "LY", "MA", "TN"];

impl Digits {
    /// The digits that readers of a language expect, by its tag such as `fa` or `ar-EG`.
    pub fn of_language(tag: &str) -> Digits {
        match primary(tag).to_ascii_lowercase().as_str() {
            "fa" | "ur" | "ps" | "ckb" => Digits::Persian,
            "ar" => Digits::of_arabic(tag),
            _ => Digits::Latin,
        }
    }

    /// By the tag's own word (`ar-AE-u-nu-arab`), else by its region.
    fn of_arabic(tag: &str) -> Digits {
        let mut parts = tag.trim().split(['-', '_']).skip(1);
        let region = parts.clone().take_while(|part| part.len() > 1).find(|part| part.len() == 2);
        let latin = match parts.find(|part| part.eq_ignore_ascii_case("nu")).and_then(|_| parts.next()) {
            Some(numbering) => numbering.eq_ignore_ascii_case("latn"),
            None => region.is_some_and(|region| ARABIC_WITH_LATIN_DIGITS.iter().any(|known| known.eq_ignore_ascii_case(region))),
        };
        if latin { Digits::Latin } else { Digits::Arabic }
    }

    /// A number written in these digits.
    pub fn write(self, number: u32) -> String {
        self.put_into(&number.to_string())
    }

    /// A text with its ASCII digits turned into these; everything else stays.
    pub fn put_into(self, text: &str) -> String {
        let zero = match self {
            Digits::Latin => return text.to_owned(),
            Digits::Persian => 0x6f0,
            Digits::Arabic => 0x660,
        };
        text.chars().map(|c| c.to_digit(10).and_then(|digit| char::from_u32(zero + digit)).unwrap_or(c)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_is_written_as_its_region_writes_it() {
        for (tag, digits) in [
            ("ar", Digits::Arabic),
            ("ar-EG", Digits::Arabic),
            ("ar-MA", Digits::Latin),
            ("AR_ae", Digits::Latin),
            ("ar-Arab-TN", Digits::Latin),
            ("ar-EG-u-nu-latn", Digits::Latin),
            ("ar-AE-u-nu-arab", Digits::Arabic),
            ("ar-u-nu", Digits::Arabic),
            ("fa-IR", Digits::Persian),
            ("tr", Digits::Latin),
            ("", Digits::Latin),
        ] {
            assert_eq!(Digits::of_language(tag), digits, "{tag}");
        }
    }

    #[test]
    fn only_digits_are_turned() {
        assert_eq!(Digits::Arabic.put_into("14:05"), "١٤:٠٥");
        assert_eq!(Digits::Persian.write(10), "۱۰");
        assert_eq!(Digits::Latin.put_into("۵ a 5"), "۵ a 5");
    }

    #[test]
    fn a_region_does_not_make_another_language() {
        assert!(same_language("fa", "FA_ir") && same_language("ar-MA", "ar-EG"));
        assert!(!same_language("ar", "arz") && !same_language("", "en"));
    }
}
