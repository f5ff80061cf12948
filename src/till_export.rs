//! Visits as a till, an appointment book or a typed list exports them: CSV or NDJSON, lenient in form, strict in meaning.
//!
//! A file is a sequence of [`TillVisit`]s and [`BadLine`]s. What makes a row the same visit in another file is its [`TillVisit::key`]:
//! the person, the instant, the amount and the receipt number. Equal rows without a receipt number are
//! told apart by counting them within their file, because a till writes each sale once and two coffees on one day, exported with
//! the date alone, are equal rows. So the n-th such row of one file is the n-th of any other.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use bytes::Bytes;
use jiff::tz::TimeZone;

mod amount;
mod columns;
mod currencies;
mod encoding;
mod kinds;
mod marks;
mod moment;
mod names;
mod objects;
mod receipts;
mod signs;
mod states;
mod sums;
mod table;
#[cfg(test)]
mod tests;
mod torn;

pub use amount::{Decimal, minor};
pub use columns::{ColumnField, Columns};
pub use encoding::{Encoding, likely_encoding};
pub use marks::western;
pub use moment::DateOrder;

use crate::clock::Timestamp;
use crate::domain::member_id::{Folded, fold};
use moment::{DateOrderEvidence, Moment};
use receipts::{ReceiptKey, Receipts};
use table::Row;
use torn::NextColumn;

/// The longest line, in bytes, and the longest row whose cells hold line ends.
const LONGEST_LINE: usize = 64 * 1024;

/// How the body is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table with a header line; commas, semicolons, tabs or bars between the cells.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The layout; none: found out from the first character.
    pub format: Option<Format>,
    /// The columns that the caller named.
    pub columns: Columns,
    /// In which order days, months and years stand.
    pub dates: DateOrder,
    /// What stands before the smaller unit; none: found out from each amount, and asked for where it cannot be.
    pub decimal: Option<Decimal>,
    /// How letters lie in bytes.
    pub encoding: Encoding,
    /// What stands between the cells of a table; none: found out.
    pub separator: Option<u8>,
    /// The zone of times without an offset.
    pub zone: TimeZone,
    /// The code of the merchant's currency.
    pub currency: String,
    /// Digits after the point of it.
    pub digits: u32,
    /// Nothing may have happened later.
    pub latest: Timestamp,
}

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Unreadable {
    /// The parameter that would mend it; empty: the body itself.
    pub parameter: &'static str,
    /// What is wrong and what would be right.
    pub why: String,
    /// The columns of the row that is likeliest the header; none where no row is.
    pub columns: Vec<String>,
}

/// One visit of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TillVisit {
    /// The number of its line, counted from 1 with the header.
    pub line: i64,
    /// The shop's own id of the person, as it stands there.
    pub member: String,
    /// When it happened.
    pub at: Timestamp,
    /// What was paid, in the smallest currency unit.
    pub amount_minor: Option<i64>,
    /// The place, by id or name, as it stands there.
    pub location: Option<String>,
    /// The receipt number, as it stands there.
    pub receipt: Option<String>,
    /// What is equal in every file that holds this visit, and in no other visit.
    pub key: String,
    /// What earlier versions called its line, where that was something else.
    pub former_keys: Vec<String>,
}

/// A line that is no visit. The reason never repeats what stands there, for it may be personal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} {reason}")]
pub struct BadLine {
    /// The number of the line, counted from 1 with the header.
    pub line: i64,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// What a line is that is no visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A sale to somebody who showed no card.
    WithoutMember,
    /// Money that went back, or a sale that never was.
    Refund,
    /// A line that somebody has to look at.
    Fault,
}

impl BadLine {
    /// Whether it is a fault at all: most tills sell to people who show no card, and take something back now and then.
    pub fn kind(&self) -> Other {
        match self.reason.as_str() {
            WITHOUT_MEMBER => Other::WithoutMember,
            amount::BELOW_ZERO | states::NO_SALE | states::GOES_BACK => Other::Refund,
            _ => Other::Fault,
        }
    }
}

/// The columns of a file, and which of them each field is read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The names of all columns, in their order.
    pub columns: Vec<String>,
    /// The column of each field, by [`ColumnField::ALL`]; none: the file has none that is known for it.
    pub fields: [Option<String>; ColumnField::ALL.len()],
}

impl Found {
    /// The column of a field.
    pub fn of(&self, field: ColumnField) -> Option<&str> {
        self.fields[field as usize].as_deref()
    }
}

/// A file on its way, row by row.
#[derive(Debug)]
pub struct TillFile {
    text: Bytes,
    at: usize,
    line: i64,
    layout: Layout,
    reading: Reading,
    repeats: Repeats,
    receipts: Receipts,
    evidence: DateOrderEvidence,
    /// What to do about letters that are no UTF-8.
    advice: &'static str,
}

#[derive(Clone, Debug)]
enum Layout {
    Csv(Arc<Table>),
    Ndjson { in_array: bool },
}

/// What the header of a table says, and the lines below it.
#[derive(Debug)]
struct Table {
    delimiter: u8,
    places: columns::ColumnPlaces,
    header: Vec<String>,
    /// The column behind the amounts, where commas part the cells.
    next: Option<NextColumn>,
}

/// A line of the file that was read to its end, before its receipt is looked at.
struct Told {
    member: String,
    moment: Moment,
    at: Timestamp,
    amount_minor: Option<i64>,
    /// What earlier versions took for the amount, if they may have taken something else.
    former_amount: Option<Option<i64>>,
    /// The receipt number, in its one way of writing.
    receipt: Option<String>,
}

/// Lines that are asked for what stands behind their amounts.
const SURVEYED: usize = 10_000;

impl Table {
    /// Whether this is the header once more.
    fn is_header(&self, cells: &[&str]) -> bool {
        cells
            .iter()
            .copied()
            .take(self.header.len())
            .eq(self
                .header
                .iter()
                .map(String::as_str))
    }

    /// The cells of a row by field; a row that holds more than the header names, or an amount torn in two, is said.
    fn read(&self, row: &Row, cells: &[&str]) -> Result<columns::Cells, String> {
        if cells
            .iter()
            .skip(self.header.len())
            .any(|cell| !cell.is_empty())
        {
            return Err(TOO_WIDE.into());
        }
        if self.is_torn(row, cells) {
            Err(torn::TORN.into())
        } else {
            self.places.pick(cells)
        }
    }

    /// Whether the amount of a row and the cell behind it are one amount.
    fn is_torn(&self, row: &Row, cells: &[&str]) -> bool {
        let place = self
            .places
            .of(ColumnField::Amount)
            .filter(|place| row.is_bare(*place) && row.is_bare(place + 1));
        let (Some(column), Some(place)) = (&self.next, place) else {
            return false;
        };
        let (Some(amount), Some(next)) = (cells.get(place), cells.get(place + 1)) else {
            return false;
        };
        column.is_torn(amount, next, cells.get(place + 2).copied())
    }
}

/// Lines above the header that spreadsheets, banks and marketplaces may write.
const TITLES: usize = 50;

const WITHOUT_MEMBER: &str = "names no member";
const LOST_DIGITS: &str = "has a member whose digits were rounded by a spreadsheet or program; format the column as text and export again";
const OTHER_CURRENCY: &str =
    "has an amount in a currency other than the shop's, according to its currency column";
const LOST_RECEIPT: &str = "has a receipt number whose digits were rounded by a spreadsheet or program; format the column as text and export again";
const LOST_LETTERS: &str =
    "contains characters that were lost when the file was made; export it again as UTF-8";
const TWICE: &str = "contains letters that were converted to UTF-8 twice; export the file again and convert it only once";
const TOO_WIDE: &str = "has more cells than the header; put amounts with a decimal comma in quotes, or use semicolons between cells";

/// Equal rows met before: most are met once, so only the others are counted.
#[derive(Debug, Default)]
struct Repeats {
    met: HashSet<u64>,
    again: HashMap<u64, u32>,
}

impl Repeats {
    fn ordinal(&mut self, row: &str) -> u32 {
        let mut hasher = DefaultHasher::new();
        row.hash(&mut hasher);
        let digest = hasher.finish();
        if self.met.insert(digest) {
            return 1;
        }
        let count = self
            .again
            .entry(digest)
            .or_insert(1);
        *count += 1;
        *count
    }
}

fn broken(why: impl Into<String>) -> Unreadable {
    Unreadable {
        parameter: "",
        why: why.into(),
        columns: Vec::new(),
    }
}

impl TillFile {
    /// Opens a body: decodes it, finds delimiter and columns, and adds up the receipts.
    pub fn open(body: Bytes, reading: Reading) -> Result<TillFile, Unreadable> {
        if let Some(why) = kinds::of_bytes(&body) {
            return Err(broken(why));
        }
        // Programs of DOS end a file with its sign for the end, and some fill it up with that.
        let body = body.slice(
            ..body
                .iter()
                .rposition(|byte| *byte != 0x1A)
                .map_or(0, |last| last + 1),
        );
        if reading.encoding.contradicts(&body) {
            let why = "does not match the file, which is UTF-8; leave it out";
            return Err(Unreadable {
                parameter: "encoding",
                ..broken(why)
            });
        }
        let text = encoding::decoded(body, reading.encoding);
        if let Some(why) = kinds::of_text(&text) {
            return Err(broken(why));
        }
        let advice = if std::str::from_utf8(&text).is_ok() {
            table::NO_UTF8
        } else {
            encoding::advice(&text)
        };
        let layout = Layout::Ndjson { in_array: false };
        let mut file = TillFile {
            text,
            at: 0,
            line: 0,
            layout,
            reading,
            repeats: Repeats::default(),
            receipts: Receipts::default(),
            evidence: DateOrderEvidence::default(),
            advice,
        };
        file.read_beginning()?;
        file.look_over();
        file.add_up();
        Ok(file)
    }

    fn read_beginning(&mut self) -> Result<(), Unreadable> {
        let start = table::trimmed_start(&self.text);
        let is_json = match start {
            [] => {
                return Err(broken(
                    "the body is empty; send the till's export as CSV or NDJSON",
                ));
            }
            [b'{', ..] => true,
            [b'[', rest @ ..] => matches!(table::trimmed_start(rest), [b'{' | b']', ..]),
            _ => false,
        };
        match self.reading.format {
            Some(Format::Ndjson) => self.read_objects(),
            _ if is_json => self.read_objects(),
            _ => self.read_header(),
        }
    }

    /// Goes to the first object. A body without any, such as a table that was declared as JSON, is told.
    fn read_objects(&mut self) -> Result<(), Unreadable> {
        if let Some(list) = objects::wrapped(&self.text, &self.reading.columns) {
            (self.at, self.line) = (list.start, table::line_ends(&self.text[..list.start]));
            // What stands behind the list is no visit either.
            self.text.truncate(list.end);
        }
        let in_array = matches!(table::trimmed_start(&self.text[self.at..]), [b'[', ..]);
        self.layout = Layout::Ndjson { in_array };
        if self.text.contains(&b'{') {
            Ok(())
        } else {
            Err(broken(
                "the body contains no JSON object; send one object per line, or a table as text/csv",
            ))
        }
    }

    /// Finds the header, which may stand below a title; if no row is one, the likeliest tells what is missing.
    fn read_header(&mut self) -> Result<(), Unreadable> {
        let mut likeliest: Option<(usize, Unreadable)> = None;
        let told = table::told_delimiter(&self.text);
        if told.is_some() {
            (self.at, self.line) = (table::next_line(&self.text).bytes, 1);
        }
        for _ in 0..TITLES {
            self.skip_empty();
            if self.at >= self.text.len() {
                break;
            }
            let told = self.reading.separator.or(told);
            let delimiters = told.map_or_else(
                || table::delimiters(&self.text[self.at..]),
                |told| vec![told],
            );
            for delimiter in &delimiters {
                match self.header_at(*delimiter) {
                    Ok(()) => return self.has_rows(),
                    Err((rank, why))
                        if likeliest
                            .as_ref()
                            .is_none_or(|(best, _)| rank > *best) =>
                    {
                        likeliest = Some((rank, why))
                    }
                    Err(_) => {}
                }
            }
            self.next_row(delimiters[0]);
        }
        Err(likeliest.map_or_else(
            || broken("the body is empty; send the till's export as CSV or NDJSON"),
            |(_, why)| why,
        ))
    }

    /// Takes the row here as the header, if it is one; else says how likely it was and what it lacks.
    fn header_at(&mut self, delimiter: u8) -> Result<(), (usize, Unreadable)> {
        let row = table::next_row(&self.text[self.at..], delimiter);
        // A header whose letters are unreadable is likelier one than a visit below it, but not than a row that names columns.
        let rank = |why| {
            if why == table::NO_UTF8 {
                500
            } else {
                0
            }
        };
        let cells = row.cells().map_err(|why| {
            (
                rank(why),
                broken(format!("the header line {}", self.advised(why))),
            )
        })?;
        let rank = columns::known(&cells, &self.reading.columns) * 1_000
            + cells
                .iter()
                .filter(|cell| !cell.is_empty())
                .count();
        let places = columns::find(&cells, &self.reading.columns).map_err(|why| (rank, why))?;
        let header = named(&cells);
        (self.at, self.line) = (self.at + row.bytes, self.line + row.lines);
        self.take_header(delimiter, places, header);
        Ok(())
    }

    fn take_header(&mut self, delimiter: u8, places: columns::ColumnPlaces, header: Vec<String>) {
        let next = if delimiter == b',' {
            self.behind_amounts(&places, &header)
        } else {
            None
        };
        self.layout = Layout::Csv(Arc::new(Table {
            delimiter,
            places,
            header,
            next,
        }));
    }

    /// Reads lines of a table with commas, up to the next header, for what stands behind their amounts.
    fn behind_amounts(
        &self,
        places: &columns::ColumnPlaces,
        header: &[String],
    ) -> Option<NextColumn> {
        let Reading {
            decimal, digits, ..
        } = self.reading;
        let amount = places
            .of(ColumnField::Amount)
            .filter(|_| digits > 0 && decimal != Some(Decimal::Point))?;
        let mut column = NextColumn::behind(amount, places, header, decimal, digits)?;
        let mut rest = &self.text[self.at..];
        for _ in 0..SURVEYED {
            let row = table::next_row(rest, b',');
            rest = &rest[row.bytes..];
            if let Ok(cells) = row.cells() {
                if self
                    .other_header(places, &cells)
                    .is_some()
                {
                    break;
                }
                let next = cells
                    .get(amount + 1)
                    .filter(|_| row.is_bare(amount) && row.is_bare(amount + 1));
                column.count(
                    cells
                        .get(amount)
                        .copied()
                        .unwrap_or_default(),
                    next.copied(),
                );
            }
            if rest.is_empty() {
                break;
            }
        }
        Some(column)
    }

    /// A header without rows, or one in which no line's end was found, would be a job that reads nothing and says nothing.
    fn has_rows(&mut self) -> Result<(), Unreadable> {
        let (at, line, layout) = (self.at, self.line, self.layout.clone());
        let first = self.next_cells();
        (self.at, self.line, self.layout) = (at, line, layout);
        match first {
            Some(_) => Ok(()),
            None => Err(broken(
                "the body has a header but no lines below it; send the export with its visits",
            )),
        }
    }

    /// Goes over lines that hold nothing at all.
    fn skip_empty(&mut self) {
        while self.at < self.text.len() {
            let line = table::next_line(&self.text[self.at..]);
            if !line.text().is_ok_and(str::is_empty) {
                break;
            }
            (self.at, self.line) = (self.at + line.bytes, self.line + 1);
        }
    }

    /// Reads the file once for the order in which its dates stand, where that was said and could be said wrongly.
    fn look_over(&mut self) {
        if !matches!(
            self.reading.dates,
            DateOrder::DayMonthYear | DateOrder::MonthDayYear
        ) {
            return;
        }
        self.evidence = self.count_dates();
    }

    fn count_dates(&mut self) -> DateOrderEvidence {
        let mut evidence = DateOrderEvidence::default();
        let (at, line, layout) = (self.at, self.line, self.layout.clone());
        while let Some((_, cells)) = self.next_cells() {
            if let Ok(cells) = cells {
                evidence.count(
                    cells
                        .get(ColumnField::At)
                        .unwrap_or_default(),
                );
            }
        }
        (self.at, self.line, self.layout) = (at, line, layout);
        evidence
    }

    /// The order in which the file's own dates prove to stand; none where they prove nothing, or two things.
    pub fn proven_order(&mut self) -> Option<DateOrder> {
        self.count_dates().proven()
    }

    /// Reads the file once for what the lines of each receipt make together.
    fn add_up(&mut self) {
        let (at, line, layout) = (self.at, self.line, self.layout.clone());
        while let Some((line, cells)) = self.next_cells() {
            let Ok(cells) = cells else {
                continue;
            };
            let Ok(told) = self.told(&cells) else {
                continue;
            };
            let Some(number) = &told.receipt else {
                continue;
            };
            let belonging = self.belonging(number, &told, &cells);
            self.receipts
                .add(line, belonging, told.at, told.amount_minor);
        }
        (self.at, self.line, self.layout) = (at, line, layout);
    }

    fn belonging<'t>(
        &self,
        number: &'t str,
        told: &'t Told,
        cells: &'t columns::Cells,
    ) -> ReceiptKey<'t> {
        let day = match told.moment {
            Moment::Local(at) => at.date(),
            Moment::Instant(at) => at.date_in(&self.reading.zone),
        };
        ReceiptKey {
            number,
            day,
            member: &told.member,
            location: cells.get(ColumnField::Location),
        }
    }

    fn next_row(&mut self, delimiter: u8) -> Row {
        let row = table::next_row(&self.text[self.at..], delimiter);
        self.at += row.bytes;
        self.line += row.lines;
        row
    }

    /// The file's columns, to be asked for before its lines are.
    pub fn found(&self) -> Found {
        let columns = match &self.layout {
            Layout::Csv(table) => table.header.clone(),
            Layout::Ndjson { in_array } => self.names_of_first_object(*in_array),
        };
        let names: Vec<&str> = columns
            .iter()
            .map(String::as_str)
            .collect();
        let fields = ColumnField::ALL
            .map(|field| columns::name_of(field, &names, &self.reading.columns).map(str::to_owned));
        Found { columns, fields }
    }

    fn names_of_first_object(&self, in_array: bool) -> Vec<String> {
        let mut rest = &self.text[self.at..];
        while !rest.is_empty() {
            match objects::next(rest, in_array) {
                objects::Next::Gap(bytes) => rest = &rest[bytes..],
                objects::Next::Object(object) => return columns::names_in(object),
                objects::Next::Line => rest = &rest[table::next_line(rest).bytes..],
            }
        }
        Vec::new()
    }

    /// Bytes that have been read.
    pub fn read_bytes(&self) -> usize {
        self.at
    }

    /// Bytes there are.
    pub fn size_bytes(&self) -> usize {
        self.text.len()
    }

    fn advised(&self, why: &'static str) -> String {
        if why == table::NO_UTF8 {
            self.advice.into()
        } else {
            why.into()
        }
    }

    /// The cells of the next line that holds anything, by field.
    fn next_cells(&mut self) -> Option<(i64, Result<columns::Cells, String>)> {
        while self.at < self.text.len() {
            let layout = self.layout.clone();
            let line = self.line + 1;
            let found = match &layout {
                Layout::Csv(table) => self.next_table_cells(table),
                Layout::Ndjson { in_array } => self.next_object_cells(*in_array),
            };
            if let Some(found) = found {
                return Some((line, found));
            }
        }
        None
    }

    /// The cells of the row here; none if it is empty or the header once more.
    fn next_table_cells(&mut self, table: &Table) -> Option<Result<columns::Cells, String>> {
        let row = self.next_row(table.delimiter);
        let cells = match row.cells() {
            Ok(cells) => cells,
            Err(why) => return Some(Err(self.advised(why))),
        };
        let is_empty = cells
            .iter()
            .all(|cell| cell.is_empty());
        if is_empty || table.is_header(&cells) || self.begins_anew(table, &cells) {
            return None;
        }
        Some(table.read(&row, &cells))
    }

    /// Takes a row as the header of what follows: exports that were put together bring theirs along, maybe in another order.
    fn begins_anew(&mut self, table: &Table, cells: &[&str]) -> bool {
        let Some(places) = self.other_header(&table.places, cells) else {
            return false;
        };
        self.take_header(table.delimiter, places, named(cells));
        true
    }

    /// The places that a row names as a header does. What stands for a date is looked at first, for most rows have digits there.
    fn other_header(
        &self,
        places: &columns::ColumnPlaces,
        cells: &[&str],
    ) -> Option<columns::ColumnPlaces> {
        let date = places
            .of(ColumnField::At)
            .and_then(|place| cells.get(place))
            .copied()
            .unwrap_or_default();
        let may_be = !date.is_empty() && !date.contains(char::is_numeric);
        may_be
            .then(|| columns::find(cells, &self.reading.columns).ok())
            .flatten()
    }

    fn next_object_cells(&mut self, in_array: bool) -> Option<Result<columns::Cells, String>> {
        let text = self.text.clone();
        let here = &text[self.at..];
        match objects::next(here, in_array) {
            objects::Next::Gap(bytes) => {
                self.pass(&here[..bytes]);
                None
            }
            objects::Next::Object(object) => {
                self.pass(object.as_bytes());
                Some(columns::of_object(object, &self.reading.columns))
            }
            objects::Next::Line => {
                let line = table::next_line(here);
                self.pass(&here[..line.bytes]);
                Some(Err(line.text().map_or_else(
                    |why| self.advised(why),
                    |_| columns::NO_OBJECT.to_owned(),
                )))
            }
        }
    }

    fn pass(&mut self, text: &[u8]) {
        self.at += text.len();
        self.line += table::line_ends(text);
    }

    fn told(&self, cells: &columns::Cells) -> Result<Told, String> {
        if ColumnField::ALL
            .iter()
            .any(|field| {
                cells
                    .get(*field)
                    .is_some_and(|text| text.contains(is_lost))
            })
        {
            return Err(LOST_LETTERS.into());
        }
        let member = match fold(
            cells
                .get(ColumnField::Member)
                .unwrap_or_default(),
        ) {
            Folded::Id(member) if has_lost_letters(&member) => return Err(LOST_LETTERS.into()),
            Folded::Id(_)
                if cells
                    .get(ColumnField::Member)
                    .is_some_and(encoding::is_twice_encoded) =>
            {
                return Err(TWICE.into());
            }
            Folded::Id(member)
                if sums::is_one(&member)
                    || (sums::may_be_one(&member) && cells.get(ColumnField::At).is_none()) =>
            {
                return Err(sums::SUM.into());
            }
            Folded::Id(member) => member,
            Folded::Nobody => return Err(WITHOUT_MEMBER.into()),
            Folded::LostDigits => return Err(LOST_DIGITS.into()),
        };
        let other = |named: &&str| {
            currencies::is_code(named) && !named.eq_ignore_ascii_case(&self.reading.currency)
        };
        if cells
            .currency
            .as_deref()
            .map(marks::unwrapped)
            .filter(other)
            .is_some()
        {
            return Err(OTHER_CURRENCY.into());
        }
        let when = cells
            .get(ColumnField::At)
            .ok_or("has no date")?;
        let moment = moment::read(when, cells.get(ColumnField::Time), self.reading.dates)?;
        if sums::may_be_one(&member)
            && cells
                .get(ColumnField::Receipt)
                .is_none()
            && cells
                .get(ColumnField::Time)
                .is_none()
            && moment.is_day(when)
        {
            return Err(sums::SUM.into());
        }
        self.evidence
            .contradicts(when, self.reading.dates)?;
        let zone = match (&cells.zone, moment) {
            (Some(named), Moment::Local(_)) => states::zone(named)?,
            _ => self.reading.zone.clone(),
        };
        let at = moment.at(&zone, self.reading.latest)?;
        let Reading {
            decimal, digits, ..
        } = self.reading;
        let decimal = if cells.has_number {
            Some(Decimal::Point)
        } else {
            decimal
        };
        let has_tomans = self.reading.currency == "IRR";
        let read = |cells: &columns::Cells| amount::read(cells, decimal, digits, has_tomans);
        let former_amount = cells
            .without_units()
            .map(|cells| read(&cells).ok().flatten());
        let receipt = match fold(
            cells
                .get(ColumnField::Receipt)
                .unwrap_or_default(),
        ) {
            Folded::Id(number) => Some(number),
            Folded::Nobody => None,
            Folded::LostDigits => return Err(LOST_RECEIPT.into()),
        };
        Ok(Told {
            member,
            moment,
            at,
            amount_minor: read(cells)?,
            former_amount,
            receipt,
        })
    }

    fn visit(&mut self, line: i64, cells: columns::Cells) -> Result<TillVisit, String> {
        let told = self.told(&cells)?;
        let location = cells
            .get(ColumnField::Location)
            .map(|place| marks::unwrapped(place).to_owned());
        let written = cells
            .get(ColumnField::Receipt)
            .map(marks::unwrapped);
        let visit = match told.receipt.clone() {
            Some(number) => {
                self.receipt_visit(line, &number, written.unwrap_or_default(), told, &cells)?
            }
            None => {
                let (key, mut former_keys) = self.row_keys(&told);
                // Earlier versions took what stands for no number as one.
                if let Some(written) = written {
                    former_keys.push(receipt_key(&self.belonging(written, &told, &cells)));
                    former_keys.push(former_row_key(&told, written));
                }
                let amount_minor = amount::paid(told.amount_minor)?;
                TillVisit {
                    line,
                    member: told.member,
                    at: told.at,
                    amount_minor,
                    location: None,
                    receipt: None,
                    key,
                    former_keys,
                }
            }
        };
        Ok(TillVisit {
            location,
            receipt: written.map(str::to_owned),
            ..visit
        })
    }

    /// What a row without a receipt number is called, and what earlier versions called it if that was something else. They counted a
    /// row whose amount they did not see among those that have none, so it is counted there too.
    fn row_keys(&mut self, told: &Told) -> (String, Vec<String>) {
        let when = told
            .moment
            .in_all_files(told.at, &self.reading.zone);
        let row = row_key(&told.member, &when, told.amount_minor, "");
        let former = Some(former_row_key(told, "")).filter(|former| *former != row);
        let mut numbered = |row: String| format!("{row}\n{}", self.repeats.ordinal(&row));
        (
            numbered(row),
            former
                .map(numbered)
                .into_iter()
                .collect(),
        )
    }

    /// The visit of a receipt, which each of its lines tells as a whole, so that the second line is known already.
    fn receipt_visit(
        &self,
        line: i64,
        number: &str,
        written: &str,
        told: Told,
        cells: &columns::Cells,
    ) -> Result<TillVisit, String> {
        let belonging = self.belonging(number, &told, cells);
        let whole = self
            .receipts
            .of(belonging)
            .map_err(|other| {
                let shown: String = number
                    .chars()
                    .filter(|sign| !sign.is_control())
                    .take(40)
                    .collect();
                format!("gives receipt {shown} to a different member than line {other}")
            })?;
        let (amount, at) = whole.map_or((told.amount_minor, told.at), |whole| {
            (whole.amount, whole.at)
        });
        let (key, former) = (
            receipt_key(&belonging),
            receipt_key(&ReceiptKey {
                number: written,
                ..belonging
            }),
        );
        // Versions before that one took each line of a receipt for a visit.
        let former_keys = [former_row_key(&told, written), former]
            .into_iter()
            .filter(|former| *former != key)
            .collect();
        Ok(TillVisit {
            line,
            at,
            amount_minor: amount::paid(amount)?,
            location: None,
            receipt: None,
            key,
            former_keys,
            member: told.member,
        })
    }
}

/// A header's cells up to the last that holds a name.
fn named(cells: &[&str]) -> Vec<String> {
    let end = cells
        .iter()
        .rposition(|cell| !cell.is_empty())
        .map_or(0, |last| last + 1);
    cells[..end]
        .iter()
        .map(|cell| (*cell).to_owned())
        .collect()
}

/// Whether programs put a question mark for a letter that they did not know: one beside letters and no digit, as in `M?ller`. An
/// address has question marks of its own, in front of what it asks for: `c?m=123`.
fn has_lost_letters(member: &str) -> bool {
    let mut before = None;
    let mut rest = member;
    while let Some((text, behind)) = rest.split_once('?') {
        before = text.chars().next_back().or(before);
        rest = behind.trim_start_matches('?');
        let name =
            rest.trim_start_matches(|sign: char| sign.is_alphanumeric() || "_-".contains(sign));
        let asks = name.len() < rest.len() && name.starts_with('=');
        let around = [before, rest.chars().next()];
        let is_any = |kind: fn(char) -> bool| {
            around
                .into_iter()
                .flatten()
                .any(kind)
        };
        if !asks && is_any(char::is_alphabetic) && !is_any(char::is_numeric) {
            return !member.contains("://");
        }
    }
    false
}

/// Whether a sign stands for one that the file has lost, or is none that anybody writes.
fn is_lost(sign: char) -> bool {
    sign == char::REPLACEMENT_CHARACTER
        || (sign.is_control() && !matches!(sign, '\n' | '\r' | '\t'))
}

/// What a line is called by its cells. No cell holds a line end here, so the parts cannot run into each other.
fn row_key(member: &str, when: &str, amount: Option<i64>, receipt: &str) -> String {
    let amount = amount
        .map(|amount| amount.to_string())
        .unwrap_or_default();
    [member, when, &amount, receipt]
        .map(|part| part.replace('\n', " "))
        .join("\n")
}

/// What earlier versions called it: they kept the time as the till wrote it.
fn former_row_key(told: &Told, receipt: &str) -> String {
    row_key(
        &told.member,
        &told.moment.to_string(),
        told.former_amount
            .unwrap_or(told.amount_minor),
        receipt,
    )
}

fn receipt_key(belonging: &ReceiptKey<'_>) -> String {
    [
        "receipt",
        belonging.number,
        &belonging.day.to_string(),
        belonging.member,
    ]
    .map(|part| part.replace('\n', " "))
    .join("\n")
}

impl Iterator for TillFile {
    type Item = Result<TillVisit, BadLine>;

    fn next(&mut self) -> Option<Self::Item> {
        let (line, cells) = self.next_cells()?;
        Some(
            cells
                .and_then(|cells| self.visit(line, cells))
                .map_err(|reason| BadLine { line, reason }),
        )
    }
}
