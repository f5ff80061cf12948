//! A log from elsewhere, read and checked line by line on a thread of its own, while what was read before is being stored.
//!
//! Only a few batches exist at any moment, whatever the size of the file.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::domain::event::Event;
use crate::domain::program::LONGEST_SHOP_NAME;
use crate::service::text_check;
use crate::store::LogLine;

/// Lines of one batch: a few dozen milliseconds of writing, so that a running service gets its turn in between.
const BATCH: u64 = 2_000;
/// Batches that wait for the writer.
const AHEAD: usize = 2;
/// The longest line that is looked at, in bytes.
const LONGEST_LINE: u64 = 256 * 1024;
/// So many lines at the beginning without one event among them, and the file is something else.
const ENOUGH: u64 = 1_000;

/// A line that is not an event.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct BadEventLine {
    /// Its number in the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// The next lines of a file.
#[derive(Debug, Default)]
pub struct EventBatch {
    /// Lines read, empty ones left out.
    pub lines: u64,
    /// Number of the last line looked at.
    pub last: u64,
    /// The good ones, by the merchant they name.
    pub good: BTreeMap<String, Vec<LogLine>>,
    /// The others.
    pub bad: Vec<BadEventLine>,
}

/// Why a file was not read to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// The file, or what unpacks it, failed.
    #[error("it stops after line {after}: {why}")]
    BrokenOff {
        /// The last whole line.
        after: u64,
        /// What the reader said.
        why: String,
    },
    /// Nothing in it looks like a log.
    #[error("none of its first {lines} lines is an event (line {}: {})", first.line, first.reason)]
    NotALog {
        /// Lines looked at.
        lines: u64,
        /// The first of them.
        first: BadEventLine,
        /// What it may be instead, and what to do.
        hint: &'static str,
    },
}

impl ReadFault {
    /// What to do about it.
    pub fn fix(&self) -> &'static str {
        match self {
            ReadFault::BrokenOff { .. } => {
                "everything before that is kept; import the whole file when you have it, and known events are skipped"
            }
            ReadFault::NotALog { hint, .. } => hint,
        }
    }
}

/// What the thread hands over.
#[derive(Debug)]
pub enum LogChunk {
    /// More lines.
    Lines(EventBatch),
    /// The end, and whether it is the file's.
    End(Result<(), ReadFault>),
}

/// Reads the file on a thread of its own, which ends with the file or with the receiver.
pub fn read_log(file: impl Read + Send + 'static) -> io::Result<Receiver<LogChunk>> {
    let (pieces, received) = channel(AHEAD);
    std::thread::Builder::new()
        .name("stampwell-reader".into())
        .spawn(move || {
            let end = read(file, &pieces);
            // Nobody listens any more where the import was stopped.
            let _ = pieces.blocking_send(LogChunk::End(end));
        })?;
    Ok(received)
}

fn read(file: impl Read + 'static, pieces: &Sender<LogChunk>) -> Result<(), ReadFault> {
    let mut reading = Reading {
        pieces,
        batch: EventBatch::default(),
        number: 0,
        lines: 0,
        good: 0,
        first_bad: None,
    };
    let end = reading.run(file);
    // After a fault as well: what came before it is kept.
    reading.hand_over();
    end
}

/// How far a file was read.
struct Reading<'a> {
    pieces: &'a Sender<LogChunk>,
    batch: EventBatch,
    number: u64,
    lines: u64,
    good: u64,
    first_bad: Option<BadEventLine>,
}

impl Reading<'_> {
    fn run(&mut self, file: impl Read + 'static) -> Result<(), ReadFault> {
        let (mut text, hint) = unpacked(file).map_err(|fault| self.broken_off(&fault))?;
        let mut line = Vec::new();
        while let Some(fits) =
            next_line(&mut text, &mut line).map_err(|fault| self.broken_off(&fault))?
        {
            self.number += 1;
            self.take(&line, fits);
            if self.lines == ENOUGH {
                self.must_be_a_log(hint)?;
            }
            if self.batch.lines == BATCH && !self.hand_over() {
                return Ok(());
            }
        }
        self.must_be_a_log(hint)
    }

    fn take(&mut self, line: &[u8], fits: bool) {
        if fits
            && line
                .iter()
                .all(u8::is_ascii_whitespace)
        {
            return;
        }
        self.lines += 1;
        self.batch.lines += 1;
        let read = if fits {
            Event::parse_line(line).map_err(|fault| fault.to_string())
        } else {
            Err(TOO_LONG.to_owned())
        };
        match read.and_then(with_merchant) {
            Ok((merchant, event)) => {
                self.good += 1;
                self.batch
                    .good
                    .entry(merchant)
                    .or_default()
                    .push(LogLine::from(event));
            }
            Err(reason) => {
                let bad = BadEventLine {
                    line: self.number,
                    reason,
                };
                self.first_bad
                    .get_or_insert_with(|| bad.clone());
                self.batch.bad.push(bad);
            }
        }
    }

    fn must_be_a_log(&self, hint: &'static str) -> Result<(), ReadFault> {
        match &self.first_bad {
            Some(first) if self.good == 0 => Err(ReadFault::NotALog {
                lines: self.lines,
                first: first.clone(),
                hint,
            }),
            _ => Ok(()),
        }
    }

    fn broken_off(&self, fault: &io::Error) -> ReadFault {
        ReadFault::BrokenOff {
            after: self.number,
            why: fault.to_string(),
        }
    }

    /// Whether anybody still wants more.
    fn hand_over(&mut self) -> bool {
        let batch = EventBatch {
            last: self.number,
            ..std::mem::take(&mut self.batch)
        };
        self.pieces
            .blocking_send(LogChunk::Lines(batch))
            .is_ok()
    }
}

/// An event with the name of its merchant, which becomes a shop's if there is none of it, so it is checked as any shop's is.
fn with_merchant(event: Event) -> Result<(String, Event), String> {
    let name = checked_word(&event.merchant_id).map_err(|fault| {
        fault
            .detail
            .trim_end_matches('.')
            .to_owned()
    })?;
    Ok((name, event))
}

const TOO_LONG: &str = "the line is longer than 256 KiB";

const EXPECTED: &str = "an import needs NDJSON: one JSON object per line for each event, as `stampwell events export` writes it";

/// First bytes by which other kinds of files are known, and what to do with them.
const OTHER_KINDS: &[(&[u8], &str)] = &[
    (
        b"PK\x03\x04",
        "it is a ZIP archive: unpack it and import the NDJSON file in it",
    ),
    (
        b"\x28\xb5\x2f\xfd",
        "it is packed with zstd: unpack it first, or pack it with gzip",
    ),
    (
        b"\xfd7zXZ",
        "it is packed with xz: unpack it first, or pack it with gzip",
    ),
    (
        b"BZh",
        "it is packed with bzip2: unpack it first, or pack it with gzip",
    ),
    (b"\xff\xfe", "it is UTF-16: save it as UTF-8"),
    (b"\xfe\xff", "it is UTF-16: save it as UTF-8"),
    (
        b"SQLite format 3",
        "it is a SQLite database: `stampwell restore` takes a backup",
    ),
    (
        b"[",
        "it is a single JSON list: put one object on each line, for example with `jq -c '.[]' FILE`",
    ),
    (
        b"event_id,",
        "it is a table: export `.ndjson` instead of `.csv`",
    ),
];

/// Bytes that are enough to know a kind of file.
const HEAD: u64 = 16;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The file's text, unpacked by what it is and not by its name, and what to say if it turns out to be no log.
fn unpacked(file: impl Read + 'static) -> io::Result<(Box<dyn BufRead>, &'static str)> {
    let mut raw = BufReader::with_capacity(1 << 18, file);
    let mut head = beginning(&mut raw)?;
    let mut text: Box<dyn BufRead> = Box::new(raw);
    if head.starts_with(b"\x1f\x8b") {
        // Several packed files put together are one log; the plain decoder stops after the first.
        text = Box::new(BufReader::with_capacity(
            1 << 18,
            MultiGzDecoder::new(io::Cursor::new(head).chain(text)),
        ));
        head = beginning(&mut text)?;
    }
    if head.starts_with(BYTE_ORDER_MARK) {
        head.drain(..BYTE_ORDER_MARK.len());
    }
    let hint = OTHER_KINDS
        .iter()
        .find(|(start, _)| head.starts_with(start))
        .map_or(EXPECTED, |(_, hint)| hint);
    Ok((Box::new(io::Cursor::new(head).chain(text)), hint))
}

fn beginning(text: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    text.take(HEAD)
        .read_to_end(&mut head)?;
    Ok(head)
}

/// The next line without its end; `Some(false)` for one that is too long, which is passed over to its end.
fn next_line(text: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<bool>> {
    line.clear();
    if text
        .by_ref()
        .take(LONGEST_LINE)
        .read_until(b'\n', line)?
        == 0
    {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(true));
    }
    let fits = (line.len() as u64) < LONGEST_LINE;
    if !fits {
        skip_line(text)?;
    }
    Ok(Some(fits))
}

fn skip_line(text: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = text.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (end, found) = buffer
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or((buffer.len(), false), |at| (at + 1, true));
        text.consume(end);
        if found {
            return Ok(());
        }
    }
}

/// What a log calls a merchant, made fit to be a shop's name.
pub(crate) fn checked_word(word: &str) -> crate::error::Result<String> {
    text_check::checked("merchant_id", word, LONGEST_SHOP_NAME)
}
