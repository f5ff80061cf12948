//! Rows of a table: RFC 4180, with whichever delimiter the till uses.

use super::LONGEST_LINE;

/// The longest cell in quotes, in bytes: what is read before a quote counts as never closed.
const LONGEST_CELL: usize = 2 * 1024;
/// The most cells of a row.
const MOST_CELLS: usize = 500;

/// What may stand between cells; the first wins where two are equally frequent.
const DELIMITERS: [u8; 4] = *b",;\t|";

const TOO_LONG: &str = "is longer than 64 KiB";
const NO_UTF8: &str = "holds letters that are not UTF-8; export the file as UTF-8 or add encoding=windows-1252";

/// One row: where it ends, and its cells or why it has none.
pub(super) struct Row {
    /// Bytes from its beginning to the beginning of the next one.
    pub bytes: usize,
    /// Lines that it takes.
    pub lines: i64,
    cells: Result<Vec<Vec<u8>>, &'static str>,
}

impl Row {
    fn bad(line: usize, why: &'static str) -> Row {
        Row { bytes: line, lines: 1, cells: Err(why) }
    }

    /// The cells without the white space around them.
    pub fn cells(&self) -> Result<Vec<&str>, &'static str> {
        let cells = self.cells.as_ref().map_err(|why| *why)?;
        cells.iter().map(|cell| std::str::from_utf8(cell).map(str::trim).map_err(|_| NO_UTF8)).collect()
    }
}

/// One line of text.
pub(super) struct Line<'t> {
    /// Bytes from its beginning to the beginning of the next one.
    pub bytes: usize,
    text: &'t [u8],
}

impl<'t> Line<'t> {
    /// The text without the white space around it.
    pub fn text(&self) -> Result<&'t str, &'static str> {
        if self.bytes > LONGEST_LINE {
            return Err(TOO_LONG);
        }
        std::str::from_utf8(self.text).map(str::trim).map_err(|_| NO_UTF8)
    }
}

/// The line at the beginning of a text.
pub(super) fn next_line(text: &[u8]) -> Line<'_> {
    let end = text.iter().position(|byte| *byte == b'\n');
    Line { bytes: end.map_or(text.len(), |end| end + 1), text: &text[..end.unwrap_or(text.len())] }
}

/// The most frequent delimiter of the first line, outside of quotes.
pub(super) fn delimiter(text: &[u8]) -> u8 {
    let (mut counts, mut quoted) = ([0; DELIMITERS.len()], false);
    for byte in next_line(text).text {
        match DELIMITERS.iter().position(|delimiter| delimiter == byte) {
            Some(i) if !quoted => counts[i] += 1,
            _ => quoted ^= *byte == b'"',
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    counts.iter().position(|count| *count == most).map_or(b',', |i| DELIMITERS[i])
}

/// The row at the beginning of a text. A row that cannot be read ends with its first line, so that a quote which nobody closed
/// costs one row and not the rest of the file.
pub(super) fn next_row(text: &[u8], delimiter: u8) -> Row {
    let first = next_line(text).bytes;
    if first > LONGEST_LINE {
        return Row::bad(first, TOO_LONG);
    }
    let (mut at, mut lines, mut cells) = (0, 1, Vec::new());
    loop {
        let cell = match text.get(at) {
            Some(b'"') => quoted(&text[at..]),
            _ => Ok(bare(&text[at..], delimiter)),
        };
        let (cell, length) = match cell {
            Ok(cell) => cell,
            Err(why) => return Row::bad(first, why),
        };
        if at + length > LONGEST_LINE || cells.len() >= MOST_CELLS {
            return Row::bad(first, TOO_LONG);
        }
        lines += cell.iter().filter(|byte| **byte == b'\n').count() as i64;
        cells.push(cell);
        at += length;
        let rest = &text[at..];
        match rest {
            [byte, ..] if *byte == delimiter => at += 1,
            [] => return Row { bytes: at, lines, cells: Ok(cells) },
            [b'\n', ..] => return Row { bytes: at + 1, lines, cells: Ok(cells) },
            [b'\r', b'\n', ..] => return Row { bytes: at + 2, lines, cells: Ok(cells) },
            _ => return Row::bad(first, "goes on after a closing quote"),
        }
    }
}

/// A cell without quotes, and its length. A carriage return belongs to the line end.
fn bare(text: &[u8], delimiter: u8) -> (Vec<u8>, usize) {
    let end = text.iter().position(|byte| *byte == delimiter || *byte == b'\n').unwrap_or(text.len());
    let cut = if text.get(end) == Some(&b'\n') && end > 0 && text[end - 1] == b'\r' { end - 1 } else { end };
    (text[..cut].to_vec(), cut)
}

/// A cell in quotes, in which two quotes stand for one, and its length with them.
fn quoted(text: &[u8]) -> Result<(Vec<u8>, usize), &'static str> {
    let (mut cell, mut at) = (Vec::new(), 1);
    while let Some(byte) = text.get(at).filter(|_| at < LONGEST_CELL) {
        match (byte, text.get(at + 1)) {
            (b'"', Some(b'"')) => {
                cell.push(b'"');
                at += 2;
            }
            (b'"', _) => return Ok((cell, at + 1)),
            (byte, _) => {
                cell.push(*byte);
                at += 1;
            }
        }
    }
    Err("opens a quote that is never closed")
}
