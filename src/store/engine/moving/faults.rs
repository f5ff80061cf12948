//! Why a move stopped: at which of the two databases, over what, and what is to be done about it.

use diesel::QueryResult;
use diesel::result::{DatabaseErrorKind, Error};

use crate::store::Diagnosis;

/// What the move does again by itself.
const AGAIN: &str = "run the same command again: it goes on where it was";
/// What a connection says that is lost.
const LOST: [&str; 5] = [
    "server closed the connection",
    "terminating connection",
    "connection not open",
    "no connection to the server",
    "could not receive data",
];

/// One of the two databases of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoveSide {
    /// The one that is moved.
    Source,
    /// The one that is moved to.
    Target,
}

impl MoveSide {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            MoveSide::Source => "the database that is moved",
            MoveSide::Target => "the database to move to",
        }
    }
}

/// An error of a database with the place where it happened.
pub trait AtSide<T> {
    /// Says at which database, and over what: `step` ends the sentence "the move stopped while it …".
    fn at(self, side: MoveSide, step: impl FnOnce() -> String) -> anyhow::Result<T>;
}

impl<T> AtSide<T> for QueryResult<T> {
    fn at(self, side: MoveSide, step: impl FnOnce() -> String) -> anyhow::Result<T> {
        self.map_err(|error| stopped(side, &step(), &error).into())
    }
}

impl<T> AtSide<T> for anyhow::Result<T> {
    fn at(self, side: MoveSide, step: impl FnOnce() -> String) -> anyhow::Result<T> {
        self.map_err(|error| match error.downcast::<Error>() {
            Ok(error) => stopped(side, &step(), &error).into(),
            // What has its sentence already, of this release's own.
            Err(other) => match other.downcast::<Diagnosis>() {
                Ok(fault) => fault.into(),
                Err(other) => because(side, &step(), &format!("{other:#}"), false).into(),
            },
        })
    }
}

/// Why a move does not go on for now.
fn stopped(side: MoveSide, step: &str, error: &Error) -> Diagnosis {
    because(side, step, &error.to_string(), breaks_a_rule(error))
}

/// Whether the database refused a row for what stands in it or in others.
pub fn breaks_a_rule(error: &Error) -> bool {
    matches!(
        error,
        Error::DatabaseError(
            DatabaseErrorKind::UniqueViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::NotNullViolation
                | DatabaseErrorKind::CheckViolation,
            _
        )
    )
}

fn because(side: MoveSide, step: &str, cause: &str, breaks_a_rule: bool) -> Diagnosis {
    let says = |signs: &[&str]| {
        signs
            .iter()
            .any(|sign| cause.contains(sign))
    };
    let which = side.name();
    let cause = cause.trim();
    let (what, fix) = if says(&["disk is full", "No space left"]) {
        (
            format!("the disk of {which} is full: the move stopped while it {step}"),
            format!("free up some space there, and {AGAIN}"),
        )
    } else if says(&LOST) {
        (
            format!("the connection to {which} was lost while the move {step} ({cause})"),
            format!("see that the server runs and can be reached, and {AGAIN}"),
        )
    } else if says(&["lock timeout", "database is locked"]) {
        (
            format!("another program holds {which}: the move stopped while it {step} ({cause})"),
            format!("stop that program, and {AGAIN}"),
        )
    } else if breaks_a_rule {
        (
            format!("{which} does not take a row: the move stopped while it {step} ({cause})"),
            "run `stampwell verify` on the database that is moved, mend that row there, and run the same command again".to_owned(),
        )
    } else {
        (
            format!("{which} failed: the move stopped while it {step} ({cause})"),
            format!("see to that, and {AGAIN}"),
        )
    };
    Diagnosis::new(what, fix)
}

/// A row that only the one database could keep.
pub fn unfit(table: &str, key: &str, what: &str) -> Diagnosis {
    Diagnosis::new(
        format!("the row {key} of {table} cannot be moved: {what}"),
        "somebody wrote it by hand, since no release does: correct it in the database that is moved, and run the same command again",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(side: MoveSide, cause: &str) -> String {
        let failed: QueryResult<()> = Err(Error::QueryBuilderError(cause.into()));
        failed
            .at(side, || "read cards".to_owned())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn an_error_names_its_database_the_step_and_what_to_do() {
        let full = said(MoveSide::Source, "could not write: No space left on device");
        assert!(
            full.contains("the disk of the database that is moved is full")
                && full.contains("read cards"),
            "{full}"
        );
        let full = said(MoveSide::Target, "database or disk is full");
        assert!(
            full.contains("the disk of the database to move to is full"),
            "{full}"
        );
        let lost = said(
            MoveSide::Target,
            "server closed the connection unexpectedly\n",
        );
        assert!(
            lost.contains("the connection to the database to move to was lost")
                && lost.contains("goes on where it was"),
            "{lost}"
        );
        let held = said(MoveSide::Target, "canceling statement due to lock timeout");
        assert!(held.contains("another program holds"), "{held}");
        let other = said(MoveSide::Source, "malformed");
        assert!(
            other.contains("the database that is moved failed") && other.contains("To fix it"),
            "{other}"
        );
    }
}
