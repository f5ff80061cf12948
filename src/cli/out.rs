//! What commands say: data on standard output, talk on standard error.
//!
//! `println!` panics when a reader has hung up or a disk is full, so it is forbidden here. Data that could not be written fails the
//! command; talk that nobody can hear does not.

use std::fmt;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::Clock;
use crate::error::{Error, Result};

/// Exit code of a command whose output was lost (EX_IOERR of sysexits).
pub const LOST: u8 = 74;

/// Data could not be written to standard output.
#[derive(Debug)]
pub struct Unwritten(io::Error);

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind() {
            io::ErrorKind::BrokenPipe => write!(
                f,
                "the output was not written: nobody is reading it any more"
            ),
            _ => write!(f, "the output was not written: {}", self.0),
        }
    }
}

impl std::error::Error for Unwritten {}

impl From<io::Error> for Unwritten {
    fn from(error: io::Error) -> Self {
        Unwritten(error)
    }
}

/// Writes one line, or several, of data.
pub fn line(text: impl fmt::Display) -> std::result::Result<(), Unwritten> {
    data(&format!("{text}\n"))
}

/// Writes data as it is. Whoever read as much as was wanted has hung up: that too is said, since a script cannot tell the two apart.
pub fn data(text: &str) -> std::result::Result<(), Unwritten> {
    // Flushed at once: what is lost at the end of the process is told to nobody.
    let mut out = io::stdout().lock();
    Ok(out
        .write_all(text.as_bytes())
        .and_then(|()| out.flush())?)
}

/// Rows as a table: each column as wide as its widest cell, two spaces between, the last as long as it is.
pub fn columns(rows: &[Vec<String>]) -> String {
    let width = |at: usize| {
        rows.iter()
            .filter_map(|row| row.get(at))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    let line = |row: &Vec<String>| -> String {
        let cells = row
            .iter()
            .enumerate()
            .map(|(at, cell)| match at + 1 == row.len() {
                true => cell.clone(),
                false => format!(
                    "{cell}{:fill$}  ",
                    "",
                    fill = width(at) - cell.chars().count()
                ),
            });
        cells
            .collect::<String>()
            .trim_end()
            .to_owned()
            + "\n"
    };
    rows.iter().map(line).collect()
}

/// Says something that is no data; nobody need hear it.
pub fn talk(text: impl fmt::Display) {
    match speaks_json() {
        true => log_line("INFO", text, &[]),
        false => drop(writeln!(io::stderr(), "{text}")),
    }
}

/// Whether talk stands among a service's log lines, which are objects: then it is one, too.
static JSON: AtomicBool = AtomicBool::new(false);

/// Whether what is said is said as JSON.
pub fn speaks_json() -> bool {
    JSON.load(Ordering::Relaxed)
}

/// From now on whatever is said is a line of JSON, as those of the log are; also what a panic says.
pub fn speak_json() {
    JSON.store(true, Ordering::Relaxed);
    std::panic::set_hook(Box::new(|panic| {
        let payload = panic.payload();
        let what = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| {
                payload
                    .downcast_ref::<String>()
                    .map(String::as_str)
            });
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        log_line(
            "ERROR",
            format_args!("panicked: {}", what.unwrap_or("no words")),
            &[("place", &place)],
        );
    }));
}

/// One line in the form of the log's own, with fields beside the message.
pub fn log_line(level: &str, message: impl fmt::Display, more: &[(&str, &str)]) {
    let mut fields = serde_json::Map::new();
    fields.insert("message".into(), message.to_string().into());
    fields.extend(
        more.iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| ((*name).to_owned(), (*text).into())),
    );
    let at = Clock::system().now().to_string();
    let line = serde_json::json!({ "timestamp": at, "level": level, "fields": fields, "target": "stampwell" });
    let _ = writeln!(io::stderr(), "{line}");
}

/// Shows secrets inside the transaction that makes them: what could not be shown is undone, so that no key stays that nobody saw.
#[derive(Clone, Default)]
pub struct SecretOutput(Arc<Showing>);

#[derive(Default)]
struct Showing {
    before: AtomicBool,
    failed: Mutex<Option<Unwritten>>,
}

impl SecretOutput {
    /// Writes the lines; its refusal undoes the transaction. When crossing transactions made it run again, the lines before do not hold.
    pub fn line(&self, text: impl fmt::Display) -> Result<()> {
        if self
            .0
            .before
            .swap(true, Ordering::Relaxed)
        {
            talk(
                "The transaction ran again: these lines are valid, but the ones before may not be. Check what exists before you use them.",
            );
        }
        line(text).map_err(|error| {
            let refused = Error::internal(&error);
            *self
                .0
                .failed
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(error);
            refused
        })
    }

    /// What became of the transaction, with the true reason if it was the output.
    pub fn settled<T>(&self, outcome: Result<T>) -> anyhow::Result<T> {
        match self
            .0
            .failed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
        {
            Some(error) if outcome.is_err() => Err(anyhow::Error::new(error)
                .context("nothing was created, because it could not be shown")),
            _ => {
                if outcome.is_err()
                    && self
                        .0
                        .before
                        .load(Ordering::Relaxed)
                {
                    talk("The lines above were not kept.");
                }
                Ok(outcome?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_beneath_each_other() {
        let rows = [
            ["slug", "since", "name"],
            ["café", "2026-11-29", "Café Möwe"],
            ["x", "", ""],
        ]
        .map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(
            columns(&rows),
            "slug  since       name\ncafé  2026-11-29  Café Möwe\nx\n"
        );
        assert_eq!(columns(&[]), "");
    }

    #[test]
    fn a_reader_who_hung_up_is_told_from_a_full_disk() {
        let said = |kind| Unwritten(io::Error::from(kind)).to_string();
        assert!(said(io::ErrorKind::BrokenPipe).contains("nobody is reading it"));
        assert!(said(io::ErrorKind::StorageFull).contains("no storage space"));
    }

    #[test]
    #[ignore = "the other half of the test below, in a process of its own"]
    fn a_process_that_panics() {
        speak_json();
        std::thread::spawn(|| panic!("a fault with \"quotes\"\nand lines"))
            .join()
            .unwrap_err();
        talk("it goes on");
    }

    #[test]
    fn a_panic_is_a_line_of_json_where_the_log_is() {
        let name = "cli::out::tests::a_process_that_panics";
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        let output = child
            .args([name, "--exact", "--ignored", "--nocapture"])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let lines: Vec<serde_json::Value> = said
            .lines()
            .map(|line| serde_json::from_str(line).expect(line))
            .collect();
        assert_eq!(lines.len(), 2, "{said}");
        assert!(
            lines[0]["level"] == "ERROR"
                && lines[0]["fields"]["message"] == "panicked: a fault with \"quotes\"\nand lines",
            "{said}"
        );
        assert!(
            lines[0]["fields"]["place"]
                .as_str()
                .unwrap()
                .contains("out.rs"),
            "{said}"
        );
        assert!(
            lines[1]["level"] == "INFO"
                && lines[1]["timestamp"]
                    .as_str()
                    .unwrap()
                    .ends_with('Z'),
            "{said}"
        );
    }
}
