//! What is said about settings: three lines that tell what is wrong, why it matters and what to do.

use std::fmt;
use std::net::SocketAddr;

/// One thing to say about a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about, such as `config.bind`.
    pub subject: String,
    /// What is wrong.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// What to do about it.
    pub fix: String,
}

impl Note {
    /// A note about the setting at `path`.
    pub(super) fn new(
        path: &str,
        what: impl Into<String>,
        why: impl Into<String>,
        fix: impl Into<String>,
    ) -> Note {
        Note {
            subject: format!("config.{path}"),
            what: what.into(),
            why: why.into(),
            fix: fix.into(),
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, level: &str) -> fmt::Result {
        write!(
            f,
            "{level}  {:<15}  {}\n      why   {}\n      fix   {}",
            self.subject, self.what, self.why, self.fix
        )
    }
}

/// Settings that cannot be used, each told in three lines. A command that meets this ends with exit code 78.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong, one note for each fault.
    pub notes: Vec<Note>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, note) in self.notes.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            note.write(f, "fail")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}

impl From<Note> for ConfigError {
    fn from(note: Note) -> Self {
        ConfigError { notes: vec![note] }
    }
}

/// Something odd about the settings that does not stop anything, told in three lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning(pub Note);

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f, "warn")
    }
}

pub(super) fn public_url_missing(bind: SocketAddr) -> Note {
    Note::new(
        "public_url",
        format!("the public address is not set, but the service listens on {bind}"),
        "passes, links and QR codes must contain the address where phones can reach the service",
        "STAMPWELL_PUBLIC_URL=https://cards.example.com",
    )
}

pub(super) fn secret_missing() -> Note {
    Note::new(
        "secret",
        "the secret is not set",
        "each card's code and tokens come from it, for the card's whole life; by itself one is made beside a SQLite file only",
        "name where it lies: STAMPWELL_SECRET_FILE=…   or, where there was none before: (umask 077; set -C; openssl rand -hex 32 > stampwell.secret)   which overwrites none, then STAMPWELL_SECRET_FILE=stampwell.secret",
    )
}
