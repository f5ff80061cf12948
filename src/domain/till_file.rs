//! Visits as a till, an appointment book or a typed list exports them: CSV or NDJSON, lenient in form, strict in meaning.
//!
//! A file is a sequence of [`TillVisit`]s and [`BadLine`]s. What makes a row the same visit in another file is its [`TillVisit::key`]:
//! the person, the time as the till wrote it, the amount and the receipt number. Equal rows without a receipt number are
//! told apart by counting them within their file, because a till writes each sale once and two coffees on one day, exported with
//! the date alone, are equal rows. So the n-th such row of one file is the n-th of any other.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use bytes::Bytes;
use jiff::tz::TimeZone;

mod amount;
mod columns;
mod encoding;
mod moment;
mod table;
#[cfg(test)]
mod tests;

pub use amount::{Decimal, minor, western};
pub use columns::{Columns, Field};
pub use encoding::Encoding;
pub use moment::DateOrder;

use crate::clock::Timestamp;
use moment::Moment;
use table::Row;

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
    /// The zone of times without an offset.
    pub zone: TimeZone,
    /// Digits after the point of the merchant's currency.
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
    /// What is equal in every file that holds this visit, and in no other visit.
    pub key: String,
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

/// A file on its way, row by row.
#[derive(Debug)]
pub struct TillFile {
    text: Bytes,
    at: usize,
    line: i64,
    layout: Layout,
    reading: Reading,
    repeats: Repeats,
}

#[derive(Clone, Copy, Debug)]
enum Layout {
    Csv { delimiter: u8, places: columns::Places },
    Ndjson,
}

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
        let count = self.again.entry(digest).or_insert(1);
        *count += 1;
        *count
    }
}

impl TillFile {
    /// Opens a body: decodes it, and finds delimiter and columns.
    pub fn open(body: Bytes, reading: Reading) -> Result<TillFile, Unreadable> {
        let text = encoding::decoded(body, reading.encoding);
        let first = text.iter().copied().find(|byte| !byte.is_ascii_whitespace());
        let format = reading.format.unwrap_or(if first == Some(b'{') { Format::Ndjson } else { Format::Csv });
        let mut file = TillFile { text, at: 0, line: 0, layout: Layout::Ndjson, reading, repeats: Repeats::default() };
        match (first, format) {
            (None, _) => Err(Unreadable { parameter: "", why: "the body is empty; send the till's export as CSV or NDJSON".into() }),
            (_, Format::Ndjson) => Ok(file),
            (_, Format::Csv) => file.read_header().map(|()| file),
        }
    }

    fn read_header(&mut self) -> Result<(), Unreadable> {
        let broken = |why: String| Unreadable { parameter: "", why };
        loop {
            let delimiter = table::delimiter(&self.text[self.at..]);
            let row = self.next_row(delimiter);
            match row.cells() {
                Ok(cells) if cells.iter().all(|cell| cell.is_empty()) && self.at < self.text.len() => {}
                Ok(cells) => {
                    self.layout = Layout::Csv { delimiter, places: columns::find(&cells, &self.reading.columns)? };
                    return Ok(());
                }
                Err(why) => return Err(broken(format!("the header line {why}"))),
            }
        }
    }

    fn next_row(&mut self, delimiter: u8) -> Row {
        let row = table::next_row(&self.text[self.at..], delimiter);
        self.at += row.bytes;
        self.line += row.lines;
        row
    }

    /// Bytes that have been read.
    pub fn read_bytes(&self) -> usize {
        self.at
    }

    /// Bytes there are.
    pub fn size_bytes(&self) -> usize {
        self.text.len()
    }

    /// The cells of the next line that holds anything, by field.
    fn next_cells(&mut self) -> Option<(i64, Result<columns::Cells, String>)> {
        while self.at < self.text.len() {
            let line = self.line + 1;
            let found = match self.layout {
                Layout::Csv { delimiter, places } => match self.next_row(delimiter).cells() {
                    Ok(cells) if cells.iter().all(|cell| cell.is_empty()) => continue,
                    Ok(cells) => Ok(places.pick(&cells)),
                    Err(why) => Err(why.to_owned()),
                },
                Layout::Ndjson => {
                    let row = table::next_line(&self.text[self.at..]);
                    (self.at, self.line) = (self.at + row.bytes, self.line + 1);
                    match row.text() {
                        Ok("") => continue,
                        Ok(text) => columns::of_object(text, &self.reading.columns),
                        Err(why) => Err(why.to_owned()),
                    }
                }
            };
            return Some((line, found));
        }
        None
    }

    fn visit(&mut self, line: i64, cells: columns::Cells) -> Result<TillVisit, String> {
        let member = cells.get(Field::Member).ok_or("names no member")?;
        let when = cells.get(Field::At).ok_or("has no date")?;
        let moment = moment::read(when, cells.get(Field::Time), self.reading.dates)?;
        let at = moment.at(&self.reading.zone, self.reading.latest)?;
        let amount_minor = amount::read(&cells, self.reading.decimal, self.reading.digits)?;
        let receipt = cells.get(Field::Receipt);
        let key = self.key(member, &moment, amount_minor, receipt);
        let location = cells.get(Field::Location).map(str::to_owned);
        Ok(TillVisit { line, member: member.to_owned(), at, amount_minor, location, key })
    }

    fn key(&mut self, member: &str, moment: &Moment, amount_minor: Option<i64>, receipt: Option<&str>) -> String {
        let amount = amount_minor.map(|amount| amount.to_string()).unwrap_or_default();
        // No cell holds a line end once it is read, so the parts cannot run into each other.
        let row = [member, &moment.to_string(), &amount, receipt.unwrap_or_default()].map(|part| part.replace('\n', " ")).join("\n");
        match receipt {
            Some(_) => row,
            None => format!("{row}\n{}", self.repeats.ordinal(&row)),
        }
    }
}

impl Iterator for TillFile {
    type Item = Result<TillVisit, BadLine>;

    fn next(&mut self) -> Option<Self::Item> {
        let (line, cells) = self.next_cells()?;
        Some(cells.and_then(|cells| self.visit(line, cells)).map_err(|reason| BadLine { line, reason }))
    }
}
