//! `stampwell backup`, `stampwell restore`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use secrecy::ExposeSecret as _;

use super::out::{line, talk};
use crate::clock::Clock;
use crate::config::{Config, ConfigArgs};
use crate::error::Code;
use crate::service::upkeep::archive_events::archived_events;
use crate::service::upkeep::restore::settle_in;
use crate::service::upkeep::verify::{Verdict, verify, verify_file};
use crate::store::Store;

/// Where the copy goes.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write; it must not exist yet
    file: PathBuf,
    #[command(flatten)]
    config: ConfigArgs,
}

/// What is put in place.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The backup file; leave it out if the database was restored some other way, such as pg_restore or litestream
    file: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Writes the copy, under another name until it is whole: what was broken off is never taken for a backup.
pub async fn backup(args: &BackupArgs) -> anyhow::Result<ExitCode> {
    let config = super::config(&args.config)?;
    super::check_there(&config)?;
    let url = config.database_url.expose_secret();
    let Some(path) = url.strip_prefix("sqlite://") else {
        return Err(Code::InvalidRequest
            .because("Back up a PostgreSQL database with PostgreSQL's own pg_dump.")
            .into());
    };
    // A copy of a damaged file would pass for a backup until the day it is needed.
    sound(verify_file(path))
        .with_context(|| format!("{path} is damaged; no backup was written"))?;
    let folder = args
        .file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    anyhow::ensure!(
        folder.is_none_or(Path::exists),
        "cannot write {}: its folder does not exist",
        args.file.display()
    );
    if args.file.exists() {
        return Err(Code::InvalidRequest
            .because(format!(
                "{} already exists. A backup never overwrites a file.",
                args.file.display()
            ))
            .into());
    }
    let partial = beside(&args.file, ".partial");
    let written = write_copy(path, &partial, &args.file);
    drop(std::fs::remove_file(&partial));
    written?;
    note_backup(url).await;
    line(args.file.display())?;
    match &config.secret_file {
        Some(secret) => talk(format_args!(
            "The secret ({}) and the certificates are not in it. Keep them somewhere safe as well.",
            secret.display()
        )),
        None => {
            talk("The secret and the certificates are not in it. Keep them somewhere safe as well.")
        }
    }
    tell_archived(url).await;
    Ok(ExitCode::SUCCESS)
}

/// Says which events the copy does not contain. A database of an earlier release has none that are elsewhere.
async fn tell_archived(url: &str) {
    let Ok(store) = Store::open_as_is(url) else {
        return;
    };
    match archived_events(&store).await {
        Ok(None) => {}
        Ok(Some(archived)) => {
            talk(format_args!(
                "{} events that were received until {} are in files and not in it. Keep these folders as well:",
                archived.events, archived.until
            ));
            for folder in archived.folders {
                talk(format_args!("      {}", folder.display()));
            }
        }
        Err(error) => talk(format_args!(
            "note: whether events are in files, and so not in it, could not be read: {error}"
        )),
    }
    super::into_one_file(&store).await;
}

/// Notes in the database when it was copied. What an earlier release made is left as it is; where nothing can be written the copy is
/// as good.
async fn note_backup(url: &str) {
    let noted = async {
        let (store, now) = (Store::open_as_is(url)?, Clock::system().now());
        store
            .write(move |tx| tx.record_backup(now))
            .await?;
        super::into_one_file(&store).await;
        anyhow::Ok(())
    };
    if let Err(error) = noted.await {
        talk(format_args!(
            "note: the backup is whole, but the database does not remember that it was made: {error:#}"
        ));
    }
}

fn write_copy(path: &str, partial: &Path, file: &Path) -> anyhow::Result<()> {
    // What a backup that was killed has left.
    drop(std::fs::remove_file(partial));
    create_private(partial).with_context(|| format!("cannot write {}", partial.display()))?;
    Store::copy_file(path, partial)?;
    // On the disk before it has its name, or a power cut could leave half a
    // file that is called a backup.
    File::open(partial)?.sync_all()?;
    put(partial, file)
}

/// A file of the same folder, named after this one.
pub(super) fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Makes a file that is for its owner's eyes only from its first byte: it holds what the database holds.
pub(super) fn create_private(file: &Path) -> std::io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(file)
}

/// Gives a finished file its name, unless somebody else took that meanwhile.
fn put(from: &Path, to: &Path) -> anyhow::Result<()> {
    // A second name is refused where that name is taken; a rename would overwrite what has it.
    let placed = match std::fs::hard_link(from, to) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems know no second name of a file.
        Err(_) => std::fs::rename(from, to),
        Ok(()) => Ok(()),
    };
    placed.with_context(|| format!("cannot write {}", to.display()))
}

/// The files of a SQLite database: itself, its log and the log's index.
fn files_of(path: &str) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| PathBuf::from(format!("{path}{end}")))
}

/// Takes away a SQLite database that a command made a moment ago and wrote nothing into: it would be taken for the shops'.
pub(super) fn take_back(url: &str) {
    if let Some(path) = url.strip_prefix("sqlite://") {
        files_of(path)
            .iter()
            .for_each(|file| drop(std::fs::remove_file(file)));
    }
}

/// Verifies what is restored, puts it in place if it is a file, and tells every phone to look again.
pub async fn restore(args: &RestoreArgs) -> anyhow::Result<ExitCode> {
    let config = super::config(&args.config)?;
    let url = config
        .database_url
        .expose_secret()
        .to_owned();
    let place = config
        .kept_secret
        .clone()
        .filter(|_| config.secret.is_none());
    let (verdict, cards) = match (&args.file, url.strip_prefix("sqlite://")) {
        (Some(file), Some(path)) => put_in_place(config, file, path).await?,
        (None, path) => in_place(config, path).await?,
        (Some(_), None) => {
            let why = "Restore a PostgreSQL database with PostgreSQL's own pg_restore. Then run `stampwell restore` without a file.";
            return Err(Code::InvalidRequest
                .because(why)
                .into());
        }
    };
    let Verdict {
        merchants,
        events,
        members,
        not_read,
        ..
    } = verdict;
    line(format_args!(
        "{merchants} merchants, {events} events, {members} members; {cards} cards will be refreshed"
    ))?;
    for what in &not_read {
        talk(format_args!("not verified  {what}"));
    }
    if !not_read.is_empty() {
        talk(format_args!("      fix   {}", super::ARCHIVED_FIX));
    }
    if let Some(place) = place.filter(|_| cards > 0) {
        talk(format_args!(
            "A backup holds no secret: put the one that these cards were made with in {} before you start.",
            place.display()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Puts the backup where the settings say the database lies, unless one lies there. All work is done on a copy beside that place, which
/// gets its name last: whatever goes wrong before, nothing lies in place and the next try finds everything as it was.
async fn put_in_place(
    config: Config,
    backup: &Path,
    path: &str,
) -> anyhow::Result<(Verdict, usize)> {
    if let Some(file) = files_of(path)
        .iter()
        .find(|file| file.exists())
    {
        let why = format!(
            "{} already exists. Stop the service, move the database with its -wal and -shm files out of the way, and try again.",
            file.display()
        );
        return Err(Code::InvalidRequest
            .because(why)
            .into());
    }
    let trial = format!("{path}.restoring");
    let remove = || {
        files_of(&trial)
            .iter()
            .for_each(|file| drop(std::fs::remove_file(file)))
    };
    remove();
    let placed = match prepare(config, backup, &trial).await {
        Ok(told) => give_to_owner(Path::new(&trial), Path::new(path))
            .and_then(|()| put(Path::new(&trial), Path::new(path)).map(|()| told)),
        Err(error) => Err(error),
    };
    remove();
    placed.with_context(|| {
        format!(
            "{} was not restored; nothing was put in place",
            backup.display()
        )
    })
}

/// A database that root puts in place is for the user of the service: whoever has the secret beside it, or else the folder.
#[cfg(unix)]
fn give_to_owner(file: &Path, place: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let folder = place
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let secret = place.with_file_name("stampwell.secret");
    let like = std::fs::metadata(secret).or_else(|_| std::fs::metadata(folder))?;
    let own = std::fs::metadata(file)?.uid();
    // Only root can give a file to another user.
    if own != 0 || like.uid() == own {
        return Ok(());
    }
    match chown(file, Some(like.uid()), Some(like.gid())) {
        Ok(()) => talk(format_args!(
            "{} belongs to user {} now, as what lies there does.",
            place.display(),
            like.uid()
        )),
        Err(_) => talk(format_args!(
            "note: {0} belongs to user {own}; if the service runs as user {1}: chown {1} {0}",
            place.display(),
            like.uid()
        )),
    }
    Ok(())
}

#[cfg(not(unix))]
fn give_to_owner(_: &Path, _: &Path) -> anyhow::Result<()> {
    Ok(())
}

/// Copies the backup, verifies the copy and makes it ready for the phones.
async fn prepare(
    mut config: Config,
    backup: &Path,
    trial: &str,
) -> anyhow::Result<(Verdict, usize)> {
    copy_private(backup, Path::new(trial))
        .with_context(|| format!("cannot copy {} to {trial}", backup.display()))?;
    let no_backup = || {
        format!(
            "{} is damaged, or is no backup; restore another one",
            backup.display()
        )
    };
    sound(verify_file(trial))
        .map_err(|error| renamed(&error, trial, backup))
        .with_context(no_backup)?;
    config.database_url = format!("sqlite://{trial}").into();
    let app = super::app_carrying_over(config.clone())?;
    let verdict = sound(verify(&app).await?).with_context(no_backup)?;
    super::fold_ids(&config, &app.store).await?;
    let cards = settle_in(&app).await?;
    // Only the one file gets its name, so nothing may be left in the -wal file beside it.
    anyhow::ensure!(
        app.store.settle_file().await?,
        "{trial} is in use by another program; stop it and try again"
    );
    File::open(trial)?.sync_all()?;
    Ok((verdict, cards))
}

fn copy_private(from: &Path, to: &Path) -> std::io::Result<()> {
    let mut copy = create_private(to)?;
    std::io::copy(&mut File::open(from)?, &mut copy)?;
    copy.sync_all()
}

/// What was found in the copy is true of the backup, and that is the file that somebody can look for.
fn renamed(error: &anyhow::Error, trial: &str, backup: &Path) -> anyhow::Error {
    anyhow::anyhow!(
        error
            .to_string()
            .replace(trial, &backup.display().to_string())
    )
}

/// Verifies a database that lies where it belongs.
async fn in_place(config: Config, path: Option<&str>) -> anyhow::Result<(Verdict, usize)> {
    let unsound = "the database is damaged, so no phone was told anything; restore a sound backup";
    if let Some(path) = path {
        anyhow::ensure!(
            Path::new(path).exists(),
            "there is no database at {path}; give the backup file: stampwell restore FILE"
        );
        sound(verify_file(path)).context(unsound)?;
    }
    let app = super::app_carrying_over(config.clone())?;
    let verdict = sound(verify(&app).await?).context(unsound)?;
    super::fold_ids(&config, &app.store).await?;
    let cards = settle_in(&app).await?;
    super::into_one_file(&app.store).await;
    Ok((verdict, cards))
}

fn sound(verdict: Verdict) -> anyhow::Result<Verdict> {
    match verdict.faults.as_slice() {
        [] => Ok(verdict),
        [fault] => Err(anyhow::anyhow!("{fault}")),
        [fault, more @ ..] => Err(anyhow::anyhow!("{fault}, and {} more", more.len())),
    }
}
