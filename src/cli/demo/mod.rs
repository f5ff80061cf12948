//! `stampwell demo`: everything on one machine with no account.

pub mod year;

use std::process::ExitCode;

use clap::Args;

/// How to show it.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The port to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Runs the demonstration.
pub async fn run(args: DemoArgs) -> anyhow::Result<ExitCode> {
    let _ = args.port;
    Ok(ExitCode::SUCCESS)
}
