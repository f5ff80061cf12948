//! A date's text in its signs: numbers, words with what they mean, and what stands between them.

use super::marks::folded;
use super::names::{Meaning, meanings};

/// One sign of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Number(String),
    /// A word, folded, and what it can mean.
    Word(String, &'static [Meaning]),
    /// Where the month's name stood.
    Name,
    Mark(char),
    Space,
}

impl Sign {
    pub fn all(&self) -> &'static [Meaning] {
        match self {
            Sign::Word(_, meanings) => meanings,
            _ => &[],
        }
    }

    pub fn means(&self, meaning: Meaning) -> bool {
        self.all().contains(&meaning)
    }

    /// Whether it stands between hours, minutes and seconds.
    pub fn is_hours(&self) -> bool {
        self.means(Meaning::Hours)
    }

    /// The `T` between date and time.
    pub fn is_letter_t(&self) -> bool {
        matches!(self, Sign::Word(word, _) if word == "t")
    }

    /// Whether an offset can follow it.
    pub fn ends_a_time(&self) -> bool {
        matches!(self, Sign::Number(_)) || self.half().is_some() || self.is_hours()
    }

    /// Whether it puts a time behind noon.
    pub fn half(&self) -> Option<bool> {
        match (
            self.means(Meaning::Afternoon),
            self.means(Meaning::Forenoon),
        ) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }

    /// The days of the week that it can mean; none if it can mean anything else that is no month.
    pub fn weekdays(&self) -> Vec<u8> {
        if self.all().iter().any(|meaning| {
            !matches!(
                meaning,
                Meaning::Weekday(_) | Meaning::Month(_) | Meaning::PersianMonth(_)
            )
        }) {
            return Vec::new();
        }
        self.all()
            .iter()
            .filter_map(|meaning| {
                if let Meaning::Weekday(day) = meaning {
                    Some(*day)
                } else {
                    None
                }
            })
            .collect()
    }

    /// What is left once words have been understood: those that part numbers.
    pub fn kept(self) -> Option<Sign> {
        match &self {
            Sign::Word(..) if self.is_hours() || self.is_letter_t() => Some(self),
            Sign::Word(..) => Some(Sign::Space),
            _ => Some(self),
        }
    }
}

/// The longest name of a month, weekday or half of the day, in words.
const WORDS: usize = 3;

/// The signs of a text, and, if a word of it says nothing that is known, whether it looks like a zone's letters.
pub(super) fn signs(text: &str) -> (Vec<Sign>, Option<bool>) {
    let mut signs = Vec::new();
    let mut rest = text;
    let mut unknown = None;
    while let Some(sign) = rest.chars().next() {
        let (found, length) = match sign {
            sign if sign.is_ascii_digit() => {
                let length = rest
                    .bytes()
                    .take_while(u8::is_ascii_digit)
                    .count();
                (Sign::Number(rest[..length].to_owned()), length)
            }
            sign if sign.is_alphabetic() => word(rest),
            sign if sign.is_whitespace() => (Sign::Space, sign.len_utf8()),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => (Sign::Mark('-'), sign.len_utf8()),
            '،' | '٬' | '٫' => (Sign::Mark(','), sign.len_utf8()),
            '∶' | '：' => (Sign::Mark(':'), sign.len_utf8()),
            sign => (Sign::Mark(sign), sign.len_utf8()),
        };
        if matches!(&found, Sign::Word(_, [])) && unknown.is_none() {
            let letters = &rest[..length];
            let timed = signs
                .iter()
                .any(|sign| matches!(sign, Sign::Mark(':')));
            unknown = Some(
                timed
                    && letters.len() <= 5
                    && letters
                        .bytes()
                        .all(|byte| byte.is_ascii_uppercase()),
            );
        }
        signs.push(found);
        rest = &rest[length..];
    }
    (signs, unknown)
}

/// The longest known name at the beginning of a text: up to three words, with points and spaces between them.
fn word(text: &str) -> (Sign, usize) {
    let (mut end, mut best) = (0, None);
    let mut first = 0;
    for count in 0..WORDS {
        let gap = text[end..]
            .chars()
            .take_while(|sign| matches!(sign, ' ' | '.'))
            .map(char::len_utf8)
            .sum::<usize>();
        let from = if count == 0 {
            end
        } else {
            end + gap
        };
        let length = letters(&text[from..]);
        if length == 0 {
            break;
        }
        end = from + length;
        first = if count == 0 {
            end
        } else {
            first
        };
        let name = folded(&text[..end]);
        let found = meanings(&name);
        if !found.is_empty() {
            best = Some((Sign::Word(name, found), end));
        }
    }
    best.unwrap_or_else(|| (Sign::Word(folded(&text[..first]), &[]), first))
}

fn letters(text: &str) -> usize {
    let is_letter = |sign: &char| {
        sign.is_alphabetic()
            || "'\u{2019}\u{2018}\u{2BB}\u{2BC}".contains(*sign)
            || unicode_normalization::char::is_combining_mark(*sign)
    };
    text.chars()
        .take_while(is_letter)
        .map(char::len_utf8)
        .sum()
}
