//! Amounts that a decimal comma tore in two: `3,50` without quotes between commas, whose cents stand in the next column.
//!
//! One line alone does not tell `3` and a note `50` from `3` and a quantity `50`, so the next column's name and the other lines are
//! asked. Whoever has a column of numbers there that is taken for cents says `decimal=point`.

use super::Decimal;
use super::marks::{folded, plain};

pub(super) const TORN: &str = "has a number behind a whole amount as if a decimal comma had torn it in two; \
                               put such amounts in quotes, or say decimal=point if the columns are right";

/// Pieces of the names of columns that hold words.
const WORDS: [&str; 24] = [
    "note",
    "notiz",
    "comment",
    "kommentar",
    "remark",
    "bemerkung",
    "memo",
    "description",
    "beschreibung",
    "text",
    "info",
    "hinweis",
    "name",
    "email",
    "aciklama",
    "yorum",
    "izoh",
    "catatan",
    "keterangan",
    "ملاحظ",
    "توضیح",
    "یادداشت",
    "شرح",
    "اسم",
];

/// Pieces of the names of columns that hold numbers of their own.
const NUMBERS: [&str; 92] = [
    "qty",
    "quant",
    "count",
    "items",
    "pieces",
    "units",
    "anzahl",
    "menge",
    "stuck",
    "stk",
    "artikel",
    "adet",
    "miktar",
    "soni",
    "miqdor",
    "dona",
    "banyak",
    "تعداد",
    "مقدار",
    "کمیه",
    "عدد",
    "tax",
    "vat",
    "mwst",
    "steuer",
    "kdv",
    "vergi",
    "soliq",
    "ppn",
    "pajak",
    "مالیات",
    "ضریب",
    "disc",
    "rabatt",
    "nachlass",
    "indirim",
    "iskonto",
    "chegirma",
    "diskon",
    "potongan",
    "تخفیف",
    "خصم",
    "percent",
    "prozent",
    "yuzde",
    "foiz",
    "persen",
    "درصد",
    "rate",
    "point",
    "punkt",
    "puan",
    "ball",
    "poin",
    "امتیاز",
    "نقاط",
    "stamp",
    "stempel",
    "table",
    "tisch",
    "masa",
    "stol",
    "meja",
    "guest",
    "gast",
    "cover",
    "person",
    "hour",
    "year",
    "net",
    "gross",
    "brutto",
    "total",
    "price",
    "preis",
    "balance",
    "saldo",
    "number",
    "nummer",
    "رقم",
    "kass",
    "kasa",
    "kasir",
    "till",
    "register",
    "terminal",
    "cashier",
    "staff",
    "صندوق",
    "visit",
    "besuch",
    "ziyaret",
];

/// Ends of the names of such columns, which are too short to be looked for everywhere.
const NUMBERED: [&str; 11] = ["ust", "id", "nr", "no", "num", "pct", "tip", "points", "numara", "raqam", "nomor"];

/// What a column's name says of its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Words,
    Numbers,
    Unknown,
}

fn kind(name: &str) -> Kind {
    let name = folded(name);
    if name.is_empty() || name == "not" || WORDS.iter().any(|word| name.contains(word)) {
        Kind::Words
    } else if NUMBERS.iter().any(|word| name.contains(word)) || NUMBERED.iter().any(|word| name.ends_with(word)) {
        Kind::Numbers
    } else {
        Kind::Unknown
    }
}

/// The column behind the amount, as the lines of the file show it.
#[derive(Clone, Debug)]
pub(super) struct Behind {
    kind: Kind,
    digits: usize,
    /// Cells of exactly the digits of the smaller unit, those that prices end with, and those of noughts alone.
    cents: usize,
    usual: usize,
    noughts: usize,
    others: usize,
    /// An amount of the file has decimal places in its own cell.
    has_decimals: bool,
}

impl Behind {
    pub fn named(name: &str, decimal: Option<Decimal>, digits: u32) -> Behind {
        let kind = match kind(name) {
            Kind::Unknown if decimal == Some(Decimal::Comma) => Kind::Words,
            kind => kind,
        };
        Behind { kind, digits: digits as usize, cents: 0, usual: 0, noughts: 0, others: 0, has_decimals: false }
    }

    /// Counts a line in; a cell is none where it stands in quotes, for nothing tears those.
    pub fn see(&mut self, amount: &str, behind: Option<&str>) {
        let Some(shape) = Shape::of(amount) else { return };
        self.has_decimals |= shape == Shape::Decimals;
        let cell = plain(behind.unwrap_or_default());
        if cell.is_empty() {
            return;
        }
        let (number, rest) = leading(&cell);
        match number.len() {
            0 if self.kind == Kind::Unknown && rest.chars().any(char::is_alphabetic) => self.kind = Kind::Words,
            length if length == self.digits && is_currency(rest) => {
                self.cents += 1;
                self.usual += usize::from(number.ends_with(['0', '5', '9']));
                self.noughts += usize::from(number.bytes().all(|byte| byte == b'0'));
            }
            _ => self.others += 1,
        }
    }

    /// Whether two cells are one amount, as far as the file shows. Cents in the place of a member have pushed one away.
    pub fn is_torn(&self, amount: &str, behind: &str, is_member: bool) -> bool {
        let cell = plain(behind);
        let (number, rest) = leading(&cell);
        if number.is_empty() || Shape::of(amount) != Some(Shape::Whole) {
            return false;
        }
        let are_cents = number.len() == self.digits && is_currency(rest);
        let mostly = self.cents * 4 >= (self.cents + self.others) * 3 && (is_member || self.usual * 4 >= self.cents * 3);
        // `1,234.50`: the comma set thousands apart.
        let fraction = rest.strip_prefix('.').map(leading);
        let are_hundreds = number.len() == 3 && fraction.is_some_and(|(part, rest)| part.len() == self.digits && is_currency(rest));
        match self.kind {
            Kind::Words | Kind::Unknown if are_hundreds => true,
            _ if self.has_decimals => false,
            Kind::Words => (number.len() <= self.digits || number.len() == 3) && is_currency(rest),
            Kind::Unknown => are_cents && (mostly || !rest.is_empty()),
            Kind::Numbers => are_cents && mostly && self.noughts > 0,
        }
    }
}

/// The digits in front, and what follows them.
fn leading(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (&text[..digits], text[digits..].trim())
}

/// Whether nothing follows a number but a currency's sign or code.
fn is_currency(rest: &str) -> bool {
    let signs = rest.chars().all(|sign| !sign.is_alphanumeric() && !".,:/%-+".contains(sign));
    signs || (2..=3).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// What stands in an amount's cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Whole,
    Decimals,
}

impl Shape {
    fn of(amount: &str) -> Option<Shape> {
        let amount = plain(amount);
        let inner = &amount[amount.find(is_digit)?..=amount.rfind(is_digit)?];
        let parts: Vec<&str> = inner.split([',', '.', '\'', ' ']).collect();
        let is_grouped = parts[1..].iter().all(|part| part.len() == 3);
        let shaped = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        shaped.then_some(if is_grouped { Shape::Whole } else { Shape::Decimals })
    }
}

fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit()
}

#[cfg(test)]
#[test]
fn pieces_of_names_are_folded() {
    for word in WORDS.iter().chain(&NUMBERS).chain(&NUMBERED) {
        assert_eq!(folded(word), **word);
    }
}
