//! One service on one SQLite file: a second one says so and stops, unless it is told to run all the same.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret as _;

use super::CommandRefused;
use super::backup::beside;
use super::secret::unwritable;
use crate::config::Config;

/// The lock of a service on its database. The system lets go of it with the process, however that ends; the file that stays
/// behind holds nobody up.
pub(super) struct ServiceLock {
    _file: Option<File>,
}

/// Takes the database for this service. PostgreSQL is made for several.
pub(super) fn hold(config: &Config) -> anyhow::Result<ServiceLock> {
    let Some(path) = config
        .database_url
        .expose_secret()
        .strip_prefix("sqlite://")
    else {
        return Ok(ServiceLock { _file: None });
    };
    let place = place_of(path);
    let mut file = match open(&place) {
        Ok(file) => file,
        // Cards can still be read, and room may come.
        Err(error) if error.kind() == ErrorKind::StorageFull => return Ok(unknown(&error)),
        Err(error) => return Err(unwritable(&place, &error).into()),
    };
    match file.try_lock() {
        Ok(()) => {
            // Who it is, for the one who comes second; nobody else reads it, and a full disk need not keep it.
            let who = format!("{} {}\n", std::process::id(), config.bind);
            let _ = file
                .set_len(0)
                .and_then(|()| file.write_all(who.as_bytes()));
            Ok(ServiceLock { _file: Some(file) })
        }
        Err(TryLockError::WouldBlock) if config.allow_second_service => {
            tracing::warn!(
                database = path,
                "another service runs on this database; each of the two counts limits for itself"
            );
            Ok(ServiceLock { _file: None })
        }
        Err(TryLockError::WouldBlock) => Err(second(path, &mut file).into()),
        Err(TryLockError::Error(error)) => Ok(unknown(&error)),
    }
}

/// Whether a service runs on the SQLite file of this path, or did when the file was there.
pub(super) fn is_held(path: &str) -> bool {
    File::open(place_of(path))
        .is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Some file systems know no locks.
fn unknown(error: &std::io::Error) -> ServiceLock {
    tracing::warn!(%error, "the database could not be locked: a second service on it would not be noticed");
    ServiceLock { _file: None }
}

/// Beside the file itself, by whichever name it is called.
fn place_of(path: &str) -> PathBuf {
    beside(
        &std::fs::canonicalize(path).unwrap_or_else(|_| path.into()),
        ".lock",
    )
}

fn open(place: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .create(true)
        // Not emptied before it is locked: the first service may have its name in it.
        .truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(place)
}

fn second(path: &str, file: &mut File) -> CommandRefused {
    let mut text = String::new();
    // The first may be about to write it.
    let _ = file
        .take(200)
        .read_to_string(&mut text);
    let who = match text.trim().split_once(' ') {
        Some((process, address)) => format!("process {process}, which was started for {address}"),
        None => "another process".to_owned(),
    };
    CommandRefused {
        what: format!("a service runs on the database {path} already: {who}"),
        why: "of two on one SQLite file each waits for the other at every write and counts limits for itself",
        fix: "stop that one first; commands work beside it. To run two all the same: --allow-second-service".into(),
        exit: 4,
    }
}
