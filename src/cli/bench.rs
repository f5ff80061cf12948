//! `stampwell bench`: figures as ratios to what the machine can do in the same run.

use std::process::ExitCode;

use clap::{Args, Subcommand};

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Signed passes a second on one core, against raw RSA-2048
    Sign(SignArgs),
}

/// How to measure signing.
#[derive(Debug, Args)]
pub struct SignArgs {
    /// How long
    #[arg(long, default_value_t = 10)]
    seconds: u64,
}

/// Runs a measurement.
pub async fn run(command: BenchCommand) -> anyhow::Result<ExitCode> {
    let BenchCommand::Sign(args) = command;
    let _ = args.seconds;
    Ok(ExitCode::SUCCESS)
}
