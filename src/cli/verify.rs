//! `stampwell verify`: recomputes what must be true of a store at rest.

use std::process::ExitCode;

use clap::Args;
use secrecy::ExposeSecret as _;

use super::out::{line, talk};
use crate::config::ConfigArgs;
use crate::service::upkeep::verify::{Verdict, verify_file, verify_store};
use crate::store::Store;

/// What to verify.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Verifies every merchant; exit code 1 when something is not as it must be.
pub async fn run(args: &VerifyArgs) -> anyhow::Result<ExitCode> {
    let config = super::config(&args.config)?;
    super::check_there(&config)?;
    let url = config.database_url.expose_secret();
    let path = url.strip_prefix("sqlite://");
    let verdict = match path.map(verify_file) {
        Some(verdict) if !verdict.faults.is_empty() => verdict,
        _ => {
            super::check_database(&config)?;
            verify_store(&Store::open_as_is(url)?).await?
        }
    };
    if args.json {
        line(serde_json::to_string(&verdict)?)?;
    } else {
        let Verdict {
            merchants,
            events,
            members,
            faults,
            not_read,
        } = &verdict;
        line(format_args!(
            "{merchants} merchants, {events} events, {members} members: {} faults",
            faults.len()
        ))?;
        faults
            .iter()
            .try_for_each(|fault| line(format_args!("fail  {fault}")))?;
        not_read
            .iter()
            .try_for_each(|what| line(format_args!("not verified  {what}")))?;
    }
    if !verdict.faults.is_empty() {
        let what = path.unwrap_or("the PostgreSQL database");
        talk(format_args!(
            "{what} is damaged.\n      fix   {}",
            super::DAMAGED_FIX
        ));
    }
    if !verdict.not_read.is_empty() {
        talk(format_args!("      fix   {}", super::ARCHIVED_FIX));
    }
    Ok(
        if verdict.faults.is_empty() && verdict.not_read.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        },
    )
}
