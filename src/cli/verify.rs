//! `stampwell verify`: recomputes what must be true of a store at rest.

use std::process::ExitCode;

use clap::Args;

use crate::config::ConfigArgs;
use crate::service::verify::verify;

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
    let app = super::app(&args.config)?;
    let verdict = verify(&app).await?;
    if args.json {
        println!("{}", serde_json::to_string(&verdict)?);
    } else {
        println!(
            "{} merchants, {} events, {} members: {} faults",
            verdict.merchants,
            verdict.events,
            verdict.members,
            verdict.faults.len()
        );
        verdict.faults.iter().for_each(|fault| println!("fail  {fault}"));
    }
    Ok(if verdict.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
