//! Rows of a table: RFC 4180, with whichever delimiter the till uses.

use super::LONGEST_LINE;

/// The longest cell in quotes, in bytes: what is read before a quote counts as never closed.
const LONGEST_CELL: usize = 2 * 1024;
/// The most cells of a row.
const MOST_CELLS: usize = 500;

/// What may stand between cells; the first wins where two are equally frequent.
const DELIMITERS: [u8; 4] = *b",;\t|";

const TOO_LONG: &str = "is longer than 64 KiB";
/// Stands for the advice that fits the file's letters.
pub(super) const NO_UTF8: &str = "contains letters that are not UTF-8";

/// One row: where it ends, and its cells or why it has none.
pub(super) struct Row {
    /// Bytes from its beginning to the beginning of the next one.
    pub bytes: usize,
    /// Lines that it takes.
    pub lines: i64,
    cells: Result<Vec<Vec<u8>>, &'static str>,
    /// For each cell whether it stood there without quotes.
    bare: Vec<bool>,
}

impl Row {
    fn bad(line: usize, why: &'static str) -> Row {
        Row {
            bytes: line,
            lines: 1,
            cells: Err(why),
            bare: Vec::new(),
        }
    }

    /// Whether a cell stood there without quotes.
    pub fn is_bare(&self, place: usize) -> bool {
        self.bare
            .get(place)
            .is_none_or(|bare| *bare)
    }

    /// The cells without the white space around them.
    pub fn cells(&self) -> Result<Vec<&str>, &'static str> {
        let cells = self
            .cells
            .as_ref()
            .map_err(|why| *why)?;
        cells
            .iter()
            .map(|cell| {
                std::str::from_utf8(cell)
                    .map(str::trim)
                    .map_err(|_| NO_UTF8)
            })
            .collect()
    }
}

/// One line of text.
pub(super) struct FileLine<'t> {
    /// Bytes from its beginning to the beginning of the next one.
    pub bytes: usize,
    /// Whether something ends it; the last line may end with the text.
    pub is_ended: bool,
    text: &'t [u8],
}

impl<'t> FileLine<'t> {
    /// The text without the white space around it.
    pub fn text(&self) -> Result<&'t str, &'static str> {
        if self.bytes > LONGEST_LINE {
            return Err(TOO_LONG);
        }
        std::str::from_utf8(self.text)
            .map(str::trim)
            .map_err(|_| NO_UTF8)
    }
}

/// The line at the beginning of a text. Lines end with LF, CR LF, or CR alone as on old Macs.
pub(super) fn next_line(text: &[u8]) -> FileLine<'_> {
    let end = text
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'));
    let length = end.map_or(0, |end| line_end(&text[end..]));
    let text = &text[..end.unwrap_or(text.len())];
    FileLine {
        bytes: text.len() + length,
        is_ended: end.is_some(),
        text,
    }
}

/// The length of the line end at the beginning of a text. Programs that put CR LF for each LF make CR CR LF of one.
fn line_end(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}

/// The text without the white space in front.
pub(super) fn trimmed_start(text: &[u8]) -> &[u8] {
    match text {
        [0xEF, 0xBB, 0xBF, rest @ ..] => trimmed_start(rest.trim_ascii_start()),
        text => text.trim_ascii_start(),
    }
}

/// The delimiters of the first line outside of quotes, the most frequent first.
pub(super) fn delimiters(text: &[u8]) -> Vec<u8> {
    let (mut counts, mut quoted) = ([0; DELIMITERS.len()], false);
    for byte in next_line(text).text {
        match DELIMITERS
            .iter()
            .position(|delimiter| delimiter == byte)
        {
            Some(i) if !quoted => counts[i] += 1,
            _ => quoted ^= *byte == b'"',
        }
    }
    let mut places: Vec<usize> = (0..DELIMITERS.len())
        // The comma stays, or a first line with none of them would leave nothing to try.
        .filter(|i| *i == 0 || counts[*i] > 0)
        .collect();
    places.sort_by_key(|i| std::cmp::Reverse(counts[*i]));
    places
        .into_iter()
        .map(|i| DELIMITERS[i])
        .collect()
}

/// The delimiter that a line of its own tells, as spreadsheets write and read it: `sep=;`.
pub(super) fn told_delimiter(text: &[u8]) -> Option<u8> {
    let line = next_line(text).text;
    let line = line
        .strip_prefix(b"\"")
        .map_or(line, |line| {
            line.strip_suffix(b"\"")
                .unwrap_or(line)
        });
    let (word, rest) = line.split_at_checked(4)?;
    match rest {
        [delimiter, padding @ ..]
            if word.eq_ignore_ascii_case(b"sep=")
                && padding.iter().all(|byte| {
                    *byte == *delimiter || byte.is_ascii_whitespace() || b",;".contains(byte)
                }) =>
        {
            Some(*delimiter)
                .filter(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'"')
        }
        _ => None,
    }
}

/// The row at the beginning of a text. A row that cannot be read ends with its first line, so that a quote which nobody closed
/// costs one row and not the rest of the file.
pub(super) fn next_row(text: &[u8], delimiter: u8) -> Row {
    let first = next_line(text).bytes;
    if first > LONGEST_LINE {
        return Row::bad(first, TOO_LONG);
    }
    let (mut at, mut lines, mut cells, mut bare) = (0, 1, Vec::new(), Vec::new());
    loop {
        let cell = next_cell(&text[at..], delimiter);
        let (cell, length) = match cell {
            Ok(cell) => cell,
            Err(why) => return Row::bad(first, why),
        };
        if at + length > LONGEST_LINE || cells.len() >= MOST_CELLS {
            return Row::bad(first, TOO_LONG);
        }
        lines += line_ends(&cell);
        bare.push(length == cell.len());
        cells.push(cell);
        at += length;
        let rest = &text[at..];
        match rest {
            [byte, ..] if *byte == delimiter => at += 1,
            [] => {
                return Row {
                    bytes: at,
                    lines,
                    cells: Ok(cells),
                    bare,
                };
            }
            [b'\n' | b'\r', ..] => {
                return Row {
                    bytes: at + line_end(rest),
                    lines,
                    cells: Ok(cells),
                    bare,
                };
            }
            _ => return Row::bad(first, "continues after a closing quote"),
        }
    }
}

/// The cell at the beginning of a text and its length. Spaces around quotes, and the `=` of a formula before them, are not its own.
fn next_cell(text: &[u8], delimiter: u8) -> Result<(Vec<u8>, usize), &'static str> {
    let spaces = |text: &[u8]| {
        text.iter()
            .take_while(|byte| **byte == b' ' || (**byte == b'\t' && delimiter != b'\t'))
            .count()
    };
    let before = spaces(text);
    let is_formula = text[before..].starts_with(b"=\"");
    let start = before + usize::from(is_formula);
    if text.get(start) != Some(&b'"') {
        return Ok(bare(text, delimiter));
    }
    let read = quoted(&text[start..])
        .map(|(cell, length)| (cell, start + length + spaces(&text[start + length..])));
    let ends = |at: usize| {
        text.get(at)
            .is_none_or(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r'))
    };
    match read {
        Ok((cell, length)) if ends(length) || !is_formula => Ok((cell, length)),
        // A formula that goes on behind its text is a cell as it stands.
        _ if is_formula => Ok(bare(text, delimiter)),
        read => read,
    }
}

/// A cell without quotes, and its length.
fn bare(text: &[u8], delimiter: u8) -> (Vec<u8>, usize) {
    let end = text
        .iter()
        .position(|byte| *byte == delimiter || matches!(byte, b'\n' | b'\r'))
        .unwrap_or(text.len());
    (text[..end].to_vec(), end)
}

/// A cell in quotes, in which two quotes stand for one, and its length with them.
fn quoted(text: &[u8]) -> Result<(Vec<u8>, usize), &'static str> {
    let (mut cell, mut at) = (Vec::new(), 1);
    while let Some(byte) = text
        .get(at)
        .filter(|_| at < LONGEST_CELL)
    {
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

/// The lines that end within a text.
pub(super) fn line_ends(mut text: &[u8]) -> i64 {
    let mut lines = 0;
    while !text.is_empty() {
        let line = next_line(text);
        lines += i64::from(line.is_ended);
        text = &text[line.bytes..];
    }
    lines
}
