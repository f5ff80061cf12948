//! The secret of a first start: made once, kept beside the SQLite file, and never made anew where something needs the old one.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use data_encoding::HEXLOWER;
use secrecy::ExposeSecret as _;

use super::CommandRefused;
use super::backup::{beside, create_private};
use super::out::talk;
use crate::config::{Config, ConfigError, Note};
use crate::domain::scan_code::Secrets;
use crate::store::Store;
use secrecy::SecretString;

/// Sees to it that a service on a SQLite file has a secret: on a first start one is made, kept and told of. A database whose cards were
/// made with one that is not there is refused: with another none of them could be scanned or opened.
pub(super) fn make_sure(config: &mut Config) -> anyhow::Result<()> {
    let (None, Some(place)) = (&config.secret, config.kept_secret.clone()) else {
        return Ok(());
    };
    let address = config.database_url.expose_secret();
    let database = address
        .strip_prefix("sqlite://")
        .unwrap_or(address)
        .to_owned();
    if let Some(needed) = Store::needed_secret(&database)? {
        return Err(ConfigError::from(lost(&database, &place, &needed)).into());
    }
    let made = new_secret()?;
    match keep(&made, &place) {
        Ok(()) => {
            talk(format_args!(
                "A secret was made and saved in {}. Only this user can read it.",
                place.display()
            ));
            talk(
                "Every card depends on it for life. Keep a copy with your passwords: backups of the database do not include it.",
            );
        }
        // Another start was a moment earlier; there is one secret, and this is it.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(unwritable(&place, &error).into()),
    }
    let kept = std::fs::read_to_string(&place).map_err(|error| unwritable(&place, &error))?;
    config.secret = Some(kept.trim().to_owned().into());
    config.secret_file = Some(place);
    Ok(())
}

/// As `openssl rand -hex 32` makes one.
fn new_secret() -> anyhow::Result<String> {
    let mut bytes = [0; 32];
    openssl::rand::rand_bytes(&mut bytes)?;
    Ok(HEXLOWER.encode(&bytes))
}

/// Gives the secret its name when all of it is on the disk, and only where that name is free.
fn keep(secret: &str, place: &Path) -> std::io::Result<()> {
    let part = beside(place, &format!(".{}.part", std::process::id()));
    // What a start of the same number left when it was killed.
    let _ = std::fs::remove_file(&part);
    write_private(secret, &part)?;
    let named = match std::fs::hard_link(&part, place) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            // Some file systems know no second name of a file.
            write_private(secret, place)
        }
        named => named,
    };
    let _ = std::fs::remove_file(&part);
    named?;
    // A power cut must not take the name away from what cards are about to be made with.
    let folder = place
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn write_private(secret: &str, file: &Path) -> std::io::Result<()> {
    let mut file = create_private(file)?;
    file.write_all(format!("{secret}\n").as_bytes())?;
    file.sync_all()
}

/// What is said where cards need a secret that nobody gave.
pub(super) fn lost(database: &str, place: &Path, needed: &str) -> Note {
    Note {
        subject: "config.secret".into(),
        what: format!("{database} holds what was made with the secret {needed}, and {} is not there", place.display()),
        why: "with another secret no card in it could be scanned, opened or brought up to date, so none is made in its place".into(),
        fix: format!(
            "put the secret back there, or name where it lies: STAMPWELL_SECRET_FILE. If it is lost for good, `openssl rand -hex 32 > {}` \
             begins anew: new cards will work, and none of the old",
            place.display()
        ),
    }
}

/// What is said of a place in the database's folder that takes no file.
pub(super) fn unwritable(place: &Path, error: &std::io::Error) -> CommandRefused {
    CommandRefused {
        what: format!("{} cannot be written ({error})", place.display()),
        why: "the database lies in this folder, and beside it the secret that cards need for their whole life",
        fix: "make the folder, let this user write in it, or name another: --database-url sqlite:///var/lib/stampwell/stampwell.db".into(),
        exit: 1,
    }
}

/// What codes, tokens and digests are derived from.
pub(super) fn secrets(config: &Config) -> Secrets {
    let bytes = |secret: &SecretString| {
        secret
            .expose_secret()
            .as_bytes()
            .to_vec()
    };
    let previous: Vec<Vec<u8>> = config
        .secret_previous
        .iter()
        .map(bytes)
        .collect();
    Secrets::new(
        &config
            .secret
            .as_ref()
            .map(bytes)
            .unwrap_or_default(),
        &previous,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_starts_at_the_same_moment_one_names_the_secret() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder
            .path()
            .join("stampwell.secret");
        let (one, other) = (new_secret().unwrap(), new_secret().unwrap());
        assert!(one.len() == 64 && one != other);
        keep(&one, &place).unwrap();
        assert_eq!(
            keep(&other, &place)
                .unwrap_err()
                .kind(),
            ErrorKind::AlreadyExists
        );
        assert_eq!(std::fs::read_to_string(&place).unwrap(), format!("{one}\n"));
        assert_eq!(
            std::fs::read_dir(folder.path())
                .unwrap()
                .count(),
            1,
            "nothing is left beside it"
        );
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let place = folder
            .path()
            .join("stampwell.secret");
        keep("x", &place).unwrap();
        assert_eq!(
            std::fs::metadata(place)
                .unwrap()
                .permissions()
                .mode()
                & 0o777,
            0o600
        );
    }
}
