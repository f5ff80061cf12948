//! Amounts as people write them, in the smallest currency unit.

use super::columns::{Cells, Field};

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

/// The amount of a row; none where the cell is empty or there is no column.
pub(super) fn read(cells: &Cells, decimal: Option<Decimal>, digits: u32) -> Result<Option<i64>, String> {
    let amount = match (cells.get(Field::AmountMinor), cells.get(Field::Amount)) {
        (Some(text), _) => western(text).parse().map_err(|_| "has an amount_minor that is no whole number".to_owned())?,
        (None, Some(text)) => minor(text, decimal, digits)?,
        (None, None) => return Ok(None),
    };
    match amount {
        0..=LARGEST => Ok(Some(amount)),
        i64::MIN..0 => Err("has an amount below zero; a refund is no visit".into()),
        _ => Err(format!("has an amount above {LARGEST} in the smallest currency unit")),
    }
}

/// The text with Persian and Arabic digits and marks in their western form.
pub fn western(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{6F0}'..='\u{6F9}' => char::from(b'0' + (c as u32 - 0x6F0) as u8),
            '\u{660}'..='\u{669}' => char::from(b'0' + (c as u32 - 0x660) as u8),
            '\u{66B}' => ',',
            '\u{2212}' => '-',
            c => c,
        })
        .collect()
}

/// An amount in major units: a currency's sign or name may stand around it, and thousands may be set apart.
pub fn minor(text: &str, decimal: Option<Decimal>, digits: u32) -> Result<i64, String> {
    let text = western(text);
    let bare = bare(&text).ok_or("has an amount that is no number")?;
    let (negative, number) = match bare.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, bare.strip_prefix('+').unwrap_or(&bare)),
    };
    let point = point(number, decimal, digits)?;
    let (whole, part) = match point {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, ""),
    };
    let whole = ungrouped(whole)?;
    let part = fraction(part, digits)?;
    let amount: i64 = format!("0{whole}{part}").parse().map_err(|_| "has an amount that is too large")?;
    Ok(if negative { -amount } else { amount })
}

/// The number without the currency around it and without spaces; none if something else stands in it.
fn bare(text: &str) -> Option<String> {
    let inside = text.trim_matches(|c: char| !c.is_ascii_digit() && !"-+.,".contains(c));
    // A point may belong to a currency's name ("Rs. 5"), but not one that digits follow.
    let inside = inside.trim_end_matches(['.', ',']);
    let inside = if inside.starts_with(['.', ',']) && !inside[1..].starts_with(|c: char| c.is_ascii_digit()) {
        inside[1..].trim_start()
    } else {
        inside
    };
    let number: String = inside.chars().filter(|c| !c.is_whitespace() && !"'\u{2019}\u{66C}".contains(*c)).collect();
    let signs = number.trim_start_matches(['-', '+']);
    let shaped = number.len() - signs.len() <= 1 && signs.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    (shaped && signs.bytes().any(|b| b.is_ascii_digit())).then_some(number)
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
        Some(at) if number[..at].contains(&number[at..=at]) || number[at + 1..].contains([',', '.']) => {
            Err("has an amount with several decimal marks; say decimal=comma or decimal=point".into())
        }
        place => Ok(place),
    }
}

/// A mark that stands alone: before three digits it may set thousands apart, and guessing would cost a factor of a thousand.
fn lonely(number: &str, place: Option<usize>, digits: u32) -> Result<Option<usize>, String> {
    let Some(at) = place else { return Ok(None) };
    let (before, after) = (&number[..at], number.len() - at - 1);
    match after {
        3 if before.contains(&number[at..=at]) => Ok(None),
        // Nobody writes "0.500" for five hundred, nor yen with three digits after the point.
        3 if before == "0" => Ok(place),
        3 if digits == 0 => Ok(None),
        3 => Err("has an amount that can be read in two ways; say decimal=comma or decimal=point".into()),
        _ => Ok(place),
    }
}

/// The whole part without what sets thousands apart, which must do so: groups of three, in India of two before the last.
fn ungrouped(whole: &str) -> Result<String, String> {
    let groups: Vec<&str> = whole.split([',', '.']).collect();
    let shaped = match groups.as_slice() {
        [_] => true,
        [first, middle @ .., last] => !first.is_empty() && last.len() == 3 && middle.iter().all(|group| (2..=3).contains(&group.len())),
        [] => false,
    };
    if shaped { Ok(groups.concat()) } else { Err("has an amount whose marks set nothing apart; look at decimal".into()) }
}

/// The digits of the smaller unit, filled up.
fn fraction(part: &str, digits: u32) -> Result<String, String> {
    let exact = part.trim_end_matches('0');
    let digits = digits as usize;
    if exact.len() > digits {
        return Err(format!("has an amount with more than {digits} digits after the point, which the currency has not"));
    }
    Ok(format!("{exact:0<digits$}"))
}
