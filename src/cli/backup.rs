//! `stampwell backup`, `stampwell restore`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use secrecy::ExposeSecret as _;

use crate::config::ConfigArgs;
use crate::error::Code;
use crate::service::restore::settle_in;
use crate::service::verify::{Verdict, verify, verify_store};
use crate::store::Store;

/// Where the copy goes.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The file to write; it must not exist
    file: PathBuf,
    #[command(flatten)]
    config: ConfigArgs,
}

/// What is put in place.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The backup; none if the database was put in place by other means, such as pg_restore or litestream
    file: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Writes the copy.
pub async fn backup(args: &BackupArgs) -> anyhow::Result<ExitCode> {
    let config = super::config(&args.config)?;
    if let Some(path) = config.database_url.expose_secret().strip_prefix("sqlite://") {
        anyhow::ensure!(Path::new(path).exists(), "there is no database at {path}; name it with --database-url or run this where it lies");
    }
    let folder = args.file.parent().filter(|folder| !folder.as_os_str().is_empty());
    anyhow::ensure!(folder.is_none_or(Path::exists), "cannot write {}: its folder does not exist", args.file.display());
    if args.file.exists() {
        return Err(Code::InvalidRequest.because(format!("{} exists; a backup never writes over a file.", args.file.display())).into());
    }
    let app = super::app(&args.config)?;
    app.store.backup(&args.file).await?;
    keep_private(&args.file)?;
    let now = app.clock.now();
    app.store.write(move |tx| tx.record_backup(now)).await?;
    println!("{}", args.file.display());
    eprintln!("The secret and the certificates are not in it; keep them apart.");
    Ok(ExitCode::SUCCESS)
}

/// A backup holds what the database holds: nobody else on the machine may read it.
fn keep_private(file: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

/// The files of a SQLite database: itself, its log and the log's index.
fn files_of(path: &str) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|end| PathBuf::from(format!("{path}{end}")))
}

/// Verifies what is restored, puts it in place if it is a file, and tells every phone to look again.
pub async fn restore(args: &RestoreArgs) -> anyhow::Result<ExitCode> {
    let url = super::config(&args.config)?.database_url.expose_secret().to_owned();
    let verdict = match (&args.file, url.strip_prefix("sqlite://")) {
        (Some(file), Some(path)) => put_in_place(file, path).await?,
        (None, path) => in_place(args, path).await?,
        (Some(_), None) => {
            let why =
                "A PostgreSQL database is put in place with PostgreSQL's own pg_restore. Then run `stampwell restore` without a file.";
            return Err(Code::InvalidRequest.because(why).into());
        }
    };
    let cards = settle_in(&super::app(&args.config)?).await?;
    println!("{} merchants, {} events, {} members; {cards} cards will be refreshed", verdict.merchants, verdict.events, verdict.members);
    Ok(ExitCode::SUCCESS)
}

/// Puts the backup where the settings say the database lies, unless one lies there. It is tried elsewhere first.
async fn put_in_place(backup: &Path, path: &str) -> anyhow::Result<Verdict> {
    if let Some(file) = files_of(path).iter().find(|file| file.exists()) {
        let why =
            format!("{} exists. Stop the service, move the database with its -wal and -shm out of the way, and try again.", file.display());
        return Err(Code::InvalidRequest.because(why).into());
    }
    let trial = format!("{path}.restoring");
    let verdict = try_out(backup, &trial).await;
    files_of(&trial).iter().for_each(|file| drop(std::fs::remove_file(file)));
    let verdict = verdict.with_context(|| format!("{} is no sound backup; nothing was put in place", backup.display()))?;
    std::fs::copy(backup, path).with_context(|| format!("cannot copy {} to {path}", backup.display()))?;
    keep_private(Path::new(path))?;
    Ok(verdict)
}

/// Verifies a database that lies where it belongs.
async fn in_place(args: &RestoreArgs, path: Option<&str>) -> anyhow::Result<Verdict> {
    if let Some(path) = path {
        anyhow::ensure!(Path::new(path).exists(), "there is no database at {path}; name the backup: stampwell restore FILE");
    }
    sound(verify(&super::app(&args.config)?).await?).context("the database is not sound; no phone was told anything")
}

fn sound(verdict: Verdict) -> anyhow::Result<Verdict> {
    match verdict.faults.first() {
        None => Ok(verdict),
        Some(fault) => Err(anyhow::anyhow!("{fault}, and {} more", verdict.faults.len() - 1)),
    }
}

/// Verifies a copy of the backup.
async fn try_out(backup: &Path, trial: &str) -> anyhow::Result<Verdict> {
    std::fs::copy(backup, trial).with_context(|| format!("cannot copy {} to {trial}", backup.display()))?;
    sound(verify_store(&Store::open(&format!("sqlite://{trial}"))?).await?)
}
