//! Amounts as people write them, in the smallest currency unit.

use super::columns::{Cells, ColumnField};
use super::currencies;
use super::marks::{folded, plain, unwrapped};

/// What stands before the digits of the smaller unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// `12,50`
    Comma,
    /// `12.50`
    Point,
}

/// The largest amount that the log takes.
const LARGEST: i64 = 1_000_000_000_000;

pub(super) const NO_NUMBER: &str = "has an amount that is not a number";
const POWER: &str =
    "has an amount written as a power of ten; format the column as a number with decimal places";
const SMALL: &str = "has an amount in the currency's smaller unit; name its column with amount_minor and export it as a plain number";
const MARKS: &str = "has an amount whose commas or points are in the wrong place; check decimal";
pub(super) const BELOW_ZERO: &str = "has an amount below zero; a refund is not a visit";

/// Words beside an amount that make it one that goes back, in the languages of our shops and in their bookkeeping.
const BACK: [&str; 71] = [
    "cr",
    "dr",
    "credit",
    "debit",
    "kredit",
    "debet",
    "haben",
    "soll",
    "gutschrift",
    "storno",
    "erstattung",
    "ruckgabe",
    "retoure",
    "minus",
    "neg",
    "negative",
    "negativ",
    "refund",
    "refunded",
    "return",
    "returned",
    "void",
    "reversal",
    "chargeback",
    "eksi",
    "iade",
    "alacak",
    "borc",
    "iptal",
    "manfiy",
    "qaytarish",
    "retur",
    "pengembalian",
    "batal",
    "منفی",
    "مرجوعی",
    "مرجوع",
    "استرداد",
    "بستانکار",
    "بدهکار",
    "برگشتی",
    "سالب",
    "داین",
    "مدین",
    "مرتجع",
    "مسترد",
    "ناقص",
    "crd",
    "cred",
    "deb",
    "db",
    "refunds",
    "reversed",
    "cancelled",
    "canceled",
    "voided",
    "failed",
    "declined",
    "ruckerstattung",
    "erstattet",
    "storniert",
    "annulliert",
    "rucklastschrift",
    "geri",
    "iadesi",
    "bekor",
    "qaytarildi",
    "dibatalkan",
    "لغو",
    "ملغی",
    "الغاء",
];
/// Words behind a number that count a smaller unit, which would be a hundred times too much.
const SMALLER: [&str; 30] = [
    "ct",
    "cts",
    "cent",
    "cents",
    "p",
    "penny",
    "pence",
    "rappen",
    "centime",
    "centimes",
    "ore",
    "øre",
    "grosz",
    "groszy",
    "paisa",
    "paise",
    "kurus",
    "krs",
    "tiyin",
    "tiyn",
    "тииин",
    "коп",
    "копеек",
    "sen",
    "fils",
    "qirsh",
    "piaster",
    "قرش",
    "فلس",
    "هلله",
];

/// The amount of a row, below zero too; none where the cell is empty or there is no column.
pub(super) fn read(
    cells: &Cells,
    decimal: Option<Decimal>,
    digits: u32,
    has_tomans: bool,
) -> Result<Option<i64>, String> {
    let amount = match (
        cells.get(ColumnField::AmountMinor),
        cells.get(ColumnField::Amount),
    ) {
        (Some(text), beside) => {
            let amount = minor(text, None, 0)
                .map_err(|_| "has an amount_minor that is not a whole number")?;
            // Some programs write the smallest unit into both.
            let differs = |other: &str| {
                other != text && minor(other, decimal, digits).is_ok_and(|other| other != amount)
            };
            if beside.is_some_and(differs) {
                return Err("has an amount and an amount_minor that differ".into());
            }
            amount
        }
        (None, Some(text)) if has_tomans => minor_of_tomans(text, decimal, digits)
            .unwrap_or_else(|| minor(text, decimal, digits))?,
        (None, Some(text)) => minor(text, decimal, digits)?,
        (None, None) => return Ok(None),
    };
    checked(amount).map(Some)
}

/// An amount in tomans, each of which is ten rials; none if it is in something else.
fn minor_of_tomans(
    text: &str,
    decimal: Option<Decimal>,
    digits: u32,
) -> Option<Result<i64, String>> {
    let shown = plain(unwrapped(text));
    let bare = shown.trim_matches(|sign: char| sign.is_alphabetic() || sign == ' ');
    let beside = shown.replacen(bare, "", 1);
    let is_toman = !bare.is_empty() && currencies::is_toman(&beside);
    is_toman.then(|| {
        minor(bare, decimal, digits)?
            .checked_mul(10)
            .ok_or_else(|| "has an amount that is too large".to_owned())
    })
}

/// An amount that the log can hold, or that can be taken off one.
fn checked(amount: i64) -> Result<i64, String> {
    if amount.abs() <= LARGEST {
        Ok(amount)
    } else {
        Err(format!(
            "has an amount above {LARGEST} in the smallest currency unit"
        ))
    }
}

/// What the lines of one visit make together.
pub(super) fn paid(amount: Option<i64>) -> Result<Option<i64>, String> {
    match amount {
        Some(i64::MIN..0) => Err(BELOW_ZERO.into()),
        Some(amount) => checked(amount).map(Some),
        None => Ok(None),
    }
}

/// An amount in major units: a currency's sign or name may stand around it, and thousands may be set apart.
pub fn minor(text: &str, decimal: Option<Decimal>, digits: u32) -> Result<i64, String> {
    let shown = plain(unwrapped(text));
    // The Arabic decimal sign is nothing else.
    let is_told =
        decimal.is_none() && shown.matches(ARABIC_POINT).count() == 1 && !shown.contains('.');
    let (shown, decimal) = if is_told {
        (shown.replace(ARABIC_POINT, "."), Some(Decimal::Point))
    } else {
        (shown, decimal)
    };
    let text: String = shown
        .chars()
        .map(ordinary)
        .collect();
    let parts = CellParts::of(&text).ok_or(NO_NUMBER)?;
    if parts.is_power() {
        return Err(POWER.into());
    }
    if !parts.is_sound() {
        return Err(NO_NUMBER.into());
    }
    if parts.is_small() {
        return Err(SMALL.into());
    }
    let number = spaces_taken_out(parts.number).ok_or(NO_NUMBER)?;
    let amount = value(&number, parts.has_no_cents(), decimal, digits)?;
    Ok(if parts.goes_back() {
        -amount
    } else {
        amount
    })
}

const ARABIC_POINT: char = '\u{66B}';

/// Dashes, apostrophes and marks of all kinds in one form each.
fn ordinary(sign: char) -> char {
    match sign {
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{FE58}'
        | '\u{FE63}'
        | '\u{207B}'
        | '\u{208B}'
        | '\u{2D7}'
        | '\u{2043}'
        | '\u{2796}'
        | '\u{58A}'
        | '\u{5BE}'
        | '\u{6D4}'
        | '\u{1806}'
        | '\u{2E3A}'
        | '\u{2E3B}'
        | '\u{301C}'
        | '\u{3030}'
        | '\u{30FC}'
        | '\u{AC}' => '-',
        '\u{66B}' => ',',
        '\u{2018}' | '\u{2019}' | '\u{2BC}' | '\u{2BB}' | '\u{66C}' | '`' | '\u{B4}'
        | '\u{2032}' => '\'',
        // Accountants put any kind of brackets around an amount that goes back.
        '[' | '{' => '(',
        ']' | '}' => ')',
        sign => sign,
    }
}

/// A cell around its number.
struct CellParts<'t> {
    before: &'t str,
    /// From the first digit, or the point before it, to the last one.
    number: &'t str,
    after: &'t str,
}

impl<'t> CellParts<'t> {
    fn of(text: &'t str) -> Option<CellParts<'t>> {
        let (first, last) = (
            text.find(|c: char| c.is_ascii_digit())?,
            text.rfind(|c: char| c.is_ascii_digit())?,
        );
        let before = &text[..first];
        let digits = text[first..=last].len();
        // `EUR.50` is half a euro, for a code ends with no point; before three digits the point may part either.
        let is_behind_code = before
            .strip_suffix('.')
            .is_some_and(|code| currencies::is_code(code.trim_start()));
        if is_behind_code && digits == 3 {
            return None;
        }
        let first = if opens_with_point(before) || (is_behind_code && digits < 3) {
            first - 1
        } else {
            first
        };
        Some(CellParts {
            before: &text[..first],
            number: &text[first..=last],
            after: &text[last + 1..],
        })
    }

    /// `1.2E+3`: programs write so what they have rounded.
    fn is_power(&self) -> bool {
        let lower = self.number.to_ascii_lowercase();
        let shaped = |(base, power): (&str, &str)| {
            let power = power.trim_start_matches(['+', '-']);
            base.starts_with(|c: char| c.is_ascii_digit() || c == '.')
                && !power.is_empty()
                && power
                    .bytes()
                    .all(|b| b.is_ascii_digit())
        };
        lower
            .split_once('e')
            .is_some_and(shaped)
    }

    /// Whether what stands around the number leaves it what it is.
    fn is_sound(&self) -> bool {
        let around = || {
            self.before
                .chars()
                .chain(self.after.chars())
        };
        let strange = |c: char| c.is_numeric() || "%‰٪~≈<>^×÷±�#".contains(c);
        let brackets = |text: &str, sign: char| text.matches(sign).count();
        let closed = |text: &str| brackets(text, '(') == brackets(text, ')');
        let inside = brackets(self.before, '(') == 1
            && brackets(self.after, ')') == 1
            && !self.before.contains(')')
            && !self.after.contains('(');
        let inner = self
            .number
            .chars()
            .all(|c| c.is_ascii_digit() || ".,' ".contains(c));
        let signs = self
            .before
            .matches(['-', '+'])
            .count()
            + around()
                .filter(|c| TRIANGLES.contains(*c))
                .count();
        let before: String = self
            .before
            .split_whitespace()
            .collect();
        // A formula may be a number alone; any other would have to be reckoned.
        let is_formula = before.contains('=') && !matches!(before.as_str(), "=" | "=+" | "=-");
        inner
            && signs <= 1
            && !is_formula
            && !around().any(strange)
            && (inside || (closed(self.before) && closed(self.after)))
            && is_known(self.before, false)
            && is_known(
                self.behind_no_cents()
                    .unwrap_or(self.after),
                true,
            )
    }

    /// Whether cents are counted and not what the currency is named for.
    fn is_small(&self) -> bool {
        !self.is_pounds_and_pence() && (self.after.contains('¢') || has(self.after, &SMALLER))
    }

    /// `£3.50p`, as many in Britain write pounds.
    fn is_pounds_and_pence(&self) -> bool {
        let pence = self
            .number
            .rsplit_once(['.', ','])
            .map_or("", |(_, pence)| pence);
        self.before.contains('£')
            && pence.len() == 2
            && self
                .after
                .trim()
                .trim_end_matches('.')
                .eq_ignore_ascii_case("p")
    }

    /// Whether a dash stands for the cents: `12.-`, `12,--`, `12.- €`, `500/-`.
    fn has_no_cents(&self) -> bool {
        self.behind_no_cents().is_some()
    }

    fn behind_no_cents(&self) -> Option<&'t str> {
        let rest = self
            .after
            .trim_start()
            .strip_prefix(['.', ',', ':', '/'])?
            .trim_start();
        let dashes = rest
            .bytes()
            .take_while(|byte| *byte == b'-' || *byte == b'=')
            .count();
        (1..=2)
            .contains(&dashes)
            .then(|| &rest[dashes..])
    }

    fn goes_back(&self) -> bool {
        let after = self
            .behind_no_cents()
            .unwrap_or(self.after);
        let bracketed = self.before.contains('(') && !self.before.contains(')');
        // Haben, Soll, credit and debit, by the letter that bookkeeping puts behind an amount.
        let letter = matches!(
            after
                .trim()
                .trim_end_matches('.')
                .to_lowercase()
                .as_str(),
            "h" | "s" | "c" | "d"
        );
        let is_minus = |c: char| c == '-' || TRIANGLES.contains(c);
        bracketed
            || letter
            || self.before.contains(is_minus)
            || after.contains(is_minus)
            || has(self.before, &BACK)
            || has(after, &BACK)
    }
}

/// What accountants of some countries put for a minus.
const TRIANGLES: &str = "▲△▼▽";

/// Whether the words beside a number are all known: a currency's, or those that make the amount one that goes back or a small one.
fn is_known(text: &str, is_behind: bool) -> bool {
    let is_back_letter = |word: &str| is_behind && matches!(word, "h" | "s" | "c" | "d");
    let known = |word: &str| {
        let plain = folded(word);
        let is_other = |words: &[&str]| words.contains(&plain.as_str());
        currencies::is_one(word) || is_other(&BACK) || is_other(&SMALLER) || is_back_letter(&plain)
    };
    let tight: String = text.split_whitespace().collect();
    let mut words = text.split(|c: char| c.is_whitespace() || "()+-*,:=\"".contains(c));
    known(&tight) || words.all(known)
}

/// Whether one of the words, which are folded, stands in a text.
fn has(text: &str, words: &[&str]) -> bool {
    let mut said = text
        .split(|c: char| !c.is_alphabetic() && c != '\'')
        .filter(|word| !word.is_empty());
    said.any(|word| words.contains(&folded(word).as_str()))
}

/// Whether the point before the first digit belongs to the number. One behind a letter belongs to a currency's name: `Rs.50`.
fn opens_with_point(before: &str) -> bool {
    before.ends_with(['.', ','])
        && !before[..before.len() - 1]
            .ends_with(|c: char| c.is_alphabetic() || c == '/' || c == '.')
}

/// The number without spaces and apostrophes, which must set groups of digits apart as people do; none if they part two numbers.
fn spaces_taken_out(number: &str) -> Option<String> {
    if !number.contains([' ', '\'']) {
        return Some(number.to_owned());
    }
    let tight: String = number
        .split([' ', '\''])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let tight = tight
        .replace(" .", ".")
        .replace(" ,", ",")
        .replace(". ", ".")
        .replace(", ", ",");
    let whole = tight
        .split(['.', ','])
        .next()
        .unwrap_or_default();
    let groups: Vec<&str> = whole.split(' ').collect();
    let rest = &tight[whole.len()..];
    (groups.len() == 1 || is_grouped(&groups)).then_some(())?;
    (!rest.contains(' ')).then(|| groups.concat() + rest)
}

/// Groups of three, in India of two before the last.
fn is_grouped(groups: &[&str]) -> bool {
    match groups {
        [first, middle @ .., last] => {
            (1..=3).contains(&first.len())
                && last.len() == 3
                && middle
                    .iter()
                    .all(|group| (2..=3).contains(&group.len()))
        }
        _ => false,
    }
}

fn value(
    number: &str,
    no_cents: bool,
    decimal: Option<Decimal>,
    digits: u32,
) -> Result<i64, String> {
    let point = if no_cents {
        None
    } else {
        point(number, decimal, digits)?
    };
    let (whole, part) = match point {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, ""),
    };
    let (whole, part) = (ungrouped(whole)?, fraction(part, digits)?);
    // The 0 is for an amount that begins with its point.
    format!("0{whole}{part}")
        .parse()
        .map_err(|_| "has an amount that is too large".into())
}

/// Where the smaller unit's digits begin: the place of the point or comma before them.
fn point(number: &str, decimal: Option<Decimal>, digits: u32) -> Result<Option<usize>, String> {
    let (comma, dot) = (number.rfind(','), number.rfind('.'));
    let place = match (decimal, comma, dot) {
        (Some(Decimal::Comma), comma, _) => comma,
        (Some(Decimal::Point), _, dot) => dot,
        (None, Some(comma), Some(dot)) => Some(comma.max(dot)),
        (None, one, other) => lonely(number, one.or(other), digits)?,
    };
    match place {
        Some(at)
            if number[..at].contains(&number[at..=at]) || number[at + 1..].contains([',', '.']) =>
        {
            Err(
                "has an amount with several decimal marks; set decimal=comma or decimal=point"
                    .into(),
            )
        }
        place => Ok(place),
    }
}

/// A mark that stands alone: before three digits it may set thousands apart, and guessing would cost a factor of a thousand.
fn lonely(number: &str, place: Option<usize>, digits: u32) -> Result<Option<usize>, String> {
    let Some(at) = place else {
        return Ok(None);
    };
    let (before, after) = (&number[..at], number.len() - at - 1);
    match after {
        // A mark that comes twice sets thousands apart: 1.234.567.
        3 if before.contains(&number[at..=at]) => Ok(None),
        // Nobody writes "0.500" for five hundred, nor yen with three digits after the point.
        3 if before == "0" => Ok(place),
        3 if digits == 0 => Ok(None),
        3 => Err(
            "has an amount that can be read in two ways; set decimal=comma or decimal=point".into(),
        ),
        _ => Ok(place),
    }
}

/// The whole part without what sets thousands apart, which must do so.
fn ungrouped(whole: &str) -> Result<String, String> {
    let groups: Vec<&str> = whole.split([',', '.']).collect();
    let shaped = groups.len() == 1 || (!groups[0].is_empty() && is_grouped(&groups));
    if shaped {
        Ok(groups.concat())
    } else {
        Err(MARKS.into())
    }
}

/// The digits of the smaller unit, filled up.
fn fraction(part: &str, digits: u32) -> Result<String, String> {
    // Programs fill up with noughts: the last one of 12.500 is no cent's part.
    let exact = part.trim_end_matches('0');
    let digits = digits as usize;
    if exact.len() > digits {
        return Err(format!(
            "has an amount with more than {digits} decimal places, which the currency does not have"
        ));
    }
    Ok(format!("{exact:0<digits$}"))
}

#[cfg(test)]
#[test]
fn words_beside_amounts_are_folded() {
    for word in BACK.iter().chain(&SMALLER) {
        assert_eq!(folded(word), **word);
    }
}
