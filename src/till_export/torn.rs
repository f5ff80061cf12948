//! Amounts that a decimal comma tore in two: `3,50` without quotes between commas, whose cents stand in the next column.
//!
//! One line alone does not tell `3` and a note `50` from `3` and a quantity `50`, so the next column's name and the other lines are
//! asked. Whoever has a column of numbers there that is taken for cents says `decimal=point`.

use super::Decimal;
use super::columns::{ColumnField, ColumnPlaces};
use super::marks::{folded, plain};

pub(super) const TORN: &str = "has a number after a whole amount, as if a decimal comma had split it in two; \
                               put such amounts in quotes, or set decimal=point if the columns are right";

/// Pieces of the names of columns that hold words.
const WORDS: [&str; 22] = [
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
];

/// Pieces of the names of columns that hold words, or the numbers of what is named: `table name`.
const NAMES: [&str; 2] = ["name", "اسم"];

/// Pieces of the names of columns that hold numbers of their own.
const NUMBERS: [&str; 128] = [
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
    "referen",
    "receipt",
    "ticket",
    "order",
    "invoice",
    "rechnung",
    "beleg",
    "bon",
    "store",
    "shop",
    "filial",
    "branch",
    "location",
    "duration",
    "dauer",
    "minut",
    "weight",
    "gewicht",
    "room",
    "zimmer",
    "session",
    "code",
    "kode",
    "fis",
    "sube",
    "chek",
    "struk",
    "cabang",
    "durasi",
    "umur",
    "رسید",
    "ایصال",
    "شعبه",
    "فرع",
    "مدت",
    "مده",
];

/// Ends of the names of such columns, which are too short to be looked for everywhere.
const NUMBERED: [&str; 11] = [
    "ust", "id", "nr", "no", "num", "pct", "tip", "points", "numara", "raqam", "nomor",
];

/// Words of such names that stand within too many others: `message`, `measure`.
const NUMBERING: [&str; 11] = [
    "ref", "age", "alter", "min", "mins", "kod", "sure", "oda", "yas", "سن", "اتاق",
];

/// What a column's name says of its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NameKind {
    Words,
    Numbers,
    Unknown,
}

/// A table's or a shop's name may be its number. Of a note on an order the lines must tell whether it holds numbers.
fn kind(name: &str) -> NameKind {
    let whole = folded(name);
    let mut words = name
        .split(|sign: char| !sign.is_alphanumeric())
        .map(folded);
    let holds = |pieces: &[&str]| {
        pieces
            .iter()
            .any(|piece| whole.contains(piece))
    };
    let is_number = holds(&NUMBERS)
        || NUMBERED
            .iter()
            .any(|end| whole.ends_with(end))
        || words.any(|word| NUMBERING.contains(&word.as_str()));
    let is_note = whole.is_empty() || whole == "not" || holds(&WORDS);
    match (is_number, is_note) {
        (true, false) => NameKind::Numbers,
        (false, true) => NameKind::Words,
        (false, false) if holds(&NAMES) => NameKind::Words,
        _ => NameKind::Unknown,
    }
}

/// What the reader itself takes the column behind the amount for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnRole {
    Member,
    /// A receipt number, a place or a time.
    Known,
    None,
}

/// The column behind the amount, as the lines of the file show it.
#[derive(Clone, Debug)]
pub(super) struct NextColumn {
    kind: NameKind,
    role: ColumnRole,
    /// The column after it holds numbers or times too.
    is_before_numbers: bool,
    /// The caller said that a comma stands before the smaller unit.
    is_comma: bool,
    digits: usize,
    /// Cells of exactly the digits of the smaller unit, those that prices end with, and those of noughts alone.
    cents: usize,
    usual: usize,
    noughts: usize,
    others: usize,
    /// The first such cell, and whether another differs from it.
    first: Option<String>,
    varies: bool,
    /// An amount of the file has decimal places in its own cell.
    has_decimals: bool,
}

/// Fewer lines show nothing of a column whose name is not known.
const FEWEST: usize = 3;

impl NextColumn {
    /// The column behind the amount's place; none if the header ends there.
    pub fn behind(
        amount: usize,
        places: &ColumnPlaces,
        header: &[String],
        decimal: Option<Decimal>,
        digits: u32,
    ) -> Option<NextColumn> {
        const KNOWN: [ColumnField; 5] = [
            ColumnField::Receipt,
            ColumnField::Location,
            ColumnField::Time,
            ColumnField::At,
            ColumnField::AmountMinor,
        ];
        let is_known = |place: usize| {
            KNOWN
                .iter()
                .any(|field| places.of(*field) == Some(place))
        };
        let role = match places.of(ColumnField::Member) {
            Some(member) if member == amount + 1 => ColumnRole::Member,
            _ if is_known(amount + 1) => ColumnRole::Known,
            _ => ColumnRole::None,
        };
        let own_kind = match (kind(header.get(amount + 1)?), role) {
            (_, ColumnRole::Known) => NameKind::Numbers,
            (NameKind::Words, ColumnRole::Member) => NameKind::Unknown,
            (kind, _) => kind,
        };
        Some(NextColumn {
            kind: own_kind,
            role,
            is_before_numbers: is_known(amount + 2)
                || header
                    .get(amount + 2)
                    .is_some_and(|name| kind(name) == NameKind::Numbers),
            is_comma: decimal == Some(Decimal::Comma),
            digits: digits as usize,
            cents: 0,
            usual: 0,
            noughts: 0,
            others: 0,
            first: None,
            varies: false,
            has_decimals: false,
        })
    }

    /// Counts a line in; a cell is none where it stands in quotes, for nothing tears those.
    pub fn count(&mut self, amount: &str, next: Option<&str>) {
        let Some(shape) = CellShape::of(amount) else {
            return;
        };
        self.has_decimals |= shape == CellShape::Decimals;
        let cell = plain(next.unwrap_or_default());
        if cell.is_empty() {
            return;
        }
        let (number, rest) = leading(&cell);
        let has_letters = rest
            .chars()
            .any(char::is_alphabetic);
        match number.len() {
            0 if self.kind == NameKind::Unknown && self.role == ColumnRole::None && has_letters => {
                self.kind = NameKind::Words
            }
            length if length == self.digits && is_currency(rest) => {
                self.cents += 1;
                // Prices end so; numbers of tables and quantities end in any digit.
                self.usual += usize::from(number.ends_with(['0', '5', '9']));
                self.noughts += usize::from(
                    number
                        .bytes()
                        .all(|byte| byte == b'0'),
                );
                self.varies |= self
                    .first
                    .get_or_insert_with(|| number.to_owned())
                    != number;
            }
            _ => self.others += 1,
        }
    }

    /// Whether two cells are one amount, as far as the file shows. A torn amount moves what stands behind it by one cell, so that
    /// the member is found in the cell that follows.
    pub fn is_torn(&self, amount: &str, next: &str, following: Option<&str>) -> bool {
        let cell = plain(next);
        let following = plain(following.unwrap_or_default());
        let (number, rest) = leading(&cell);
        let is_member = self.role == ColumnRole::Member;
        if number.is_empty()
            || CellShape::of(amount) != Some(CellShape::Whole)
            || (is_member && following.is_empty())
        {
            return false;
        }
        let are_cents = number.len() == self.digits && is_currency(rest);
        // `1,234.50`: the comma set thousands apart.
        let fraction = rest.strip_prefix('.').map(leading);
        let are_hundreds = number.len() == 3
            && fraction.is_some_and(|(part, rest)| part.len() == self.digits && is_currency(rest));
        if are_hundreds && (self.kind != NameKind::Numbers || self.role != ColumnRole::None) {
            return true;
        }
        // A file that keeps decimals within the cell does not tear them out of it.
        if self.has_decimals {
            return false;
        }
        match self.kind {
            NameKind::Words => {
                (number.len() <= self.digits || number.len() == 3) && is_currency(rest)
            }
            NameKind::Unknown if self.is_comma && !is_member => are_cents && !self.is_constant(),
            NameKind::Unknown if is_member && !self.is_before_numbers && is_id(&following) => {
                are_cents && self.are_mostly_two_digits()
            }
            NameKind::Unknown => {
                are_cents
                    && (!rest.is_empty()
                        || (self.has_enough() && self.looks_like_cents() && !self.is_constant()))
            }
            NameKind::Numbers => are_cents && self.looks_like_cents() && self.noughts > 0,
        }
    }

    fn has_enough(&self) -> bool {
        self.cents + self.others >= FEWEST
    }

    fn are_mostly_two_digits(&self) -> bool {
        self.cents * 4 >= (self.cents + self.others) * 3
    }

    /// Whether most lines have two digits there, and most of those end as prices do.
    fn looks_like_cents(&self) -> bool {
        self.are_mostly_two_digits() && self.usual * 4 >= self.cents * 3
    }

    /// Whether all lines have the same there, as the number of the one shop. Noughts are written so in an amount alone.
    fn is_constant(&self) -> bool {
        self.cents > 1 && self.others == 0 && !self.varies && self.noughts == 0
    }
}

/// The digits in front, and what follows them.
fn leading(text: &str) -> (&str, &str) {
    let digits = text
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    (&text[..digits], text[digits..].trim())
}

/// Whether a cell looks like an id rather than a note.
fn is_id(cell: &str) -> bool {
    cell.contains(is_digit) && !cell.contains(' ')
}

/// Whether nothing follows a number but a currency's sign or code.
fn is_currency(rest: &str) -> bool {
    let signs = rest
        .chars()
        .all(|sign| !sign.is_alphanumeric() && !".,:/%-+".contains(sign));
    signs
        || (2..=3).contains(&rest.len())
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_uppercase())
}

/// What stands in an amount's cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CellShape {
    Whole,
    Decimals,
}

impl CellShape {
    fn of(amount: &str) -> Option<CellShape> {
        let amount = plain(amount);
        let inner = &amount[amount.find(is_digit)?..=amount.rfind(is_digit)?];
        let parts: Vec<&str> = inner
            .split([',', '.', '\'', ' '])
            .collect();
        let is_grouped = parts[1..]
            .iter()
            .all(|part| part.len() == 3);
        let shaped = parts.iter().all(|part| {
            part.bytes()
                .all(|byte| byte.is_ascii_digit())
        });
        shaped.then_some(if is_grouped {
            CellShape::Whole
        } else {
            CellShape::Decimals
        })
    }
}

fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit()
}

#[cfg(test)]
#[test]
fn pieces_of_names_are_folded() {
    for word in WORDS
        .iter()
        .chain(&NAMES)
        .chain(&NUMBERS)
        .chain(&NUMBERED)
        .chain(&NUMBERING)
    {
        assert_eq!(folded(word), **word);
    }
}
