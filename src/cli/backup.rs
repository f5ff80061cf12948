//! `stampwell backup`, `stampwell restore`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use secrecy::ExposeSecret as _;

use crate::config::ConfigArgs;
use crate::error::Code;
use crate::service::restore::settle_in;
use crate::service::verify::verify;

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
    /// The backup
    file: PathBuf,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Writes the copy.
pub async fn backup(args: &BackupArgs) -> anyhow::Result<ExitCode> {
    if args.file.exists() {
        return Err(Code::InvalidRequest.because(format!("{} exists; a backup never writes over a file.", args.file.display())).into());
    }
    super::app(&args.config)?.store.backup(&args.file).await?;
    println!("{}", args.file.display());
    eprintln!("The secret and the certificates are not in it; keep them apart.");
    Ok(ExitCode::SUCCESS)
}

/// Puts the backup where the settings say the database lies, unless one lies there.
pub async fn restore(args: &RestoreArgs) -> anyhow::Result<ExitCode> {
    let config = super::config(&args.config)?;
    let url = config.database_url.expose_secret().to_owned();
    let Some(path) = url.strip_prefix("sqlite://").map(Path::new) else {
        return Err(Code::InvalidRequest.because("A PostgreSQL database is restored with PostgreSQL's own pg_restore.").into());
    };
    if path.exists() {
        return Err(Code::InvalidRequest
            .because(format!(
                "{} exists. Stop the service, move it (with its -wal and -shm) out of the way, and try again.",
                path.display()
            ))
            .into());
    }
    std::fs::copy(&args.file, path).with_context(|| format!("cannot copy {} to {}", args.file.display(), path.display()))?;
    let app = super::app(&args.config)?;
    let verdict = verify(&app).await?;
    if !verdict.faults.is_empty() {
        verdict.faults.iter().for_each(|fault| eprintln!("fail  {fault}"));
        anyhow::bail!("the backup is not sound; {} was left in place for a look", path.display());
    }
    let cards = settle_in(&app).await?;
    println!("{} merchants, {} events, {} members; {cards} cards will be refreshed", verdict.merchants, verdict.events, verdict.members);
    Ok(ExitCode::SUCCESS)
}
