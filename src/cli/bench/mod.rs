//! `stampwell bench`: figures as ratios to what the machine can do in the same run.
//!
//! Absolute numbers say more about the machine than about the program, so each figure stands beside the thing that
//! bounds it, measured in turns with it: both sides then meet the same weather.

mod fetch;
mod google;
mod load;
mod log;
mod metrics;
mod postgres;
mod push;
mod scans;
mod shop;
mod side;
mod sign;
mod table;
mod waits;

use std::process::ExitCode;

use clap::Subcommand;

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Signed passes a second on one core, against raw RSA-2048
    Sign(sign::SignArgs),
    /// Durable scans a second over HTTP, against single commits, the disk and a trivial answer
    Scans(scans::ScansArgs),
    /// What phones fetch: a kept pass, a 304 and a list, against a trivial answer
    Fetch(fetch::FetchArgs),
    /// How soon a scan is a push on the wire, and pushes a second, against bare pushes
    Push(push::PushArgs),
    /// Calls of Google for each change, when cards are stamped faster than the issuer may write
    Google(google::GoogleArgs),
    /// Durable scans a second on PostgreSQL, against single commits of the same server
    Postgres(postgres::PostgresArgs),
    /// What the numbers cost a shop of a million events, against one plain reading of them
    Metrics(metrics::MetricsArgs),
}

/// Runs a measurement. A goal that is missed is told, not an error: a busy machine misses it too.
pub async fn run(command: BenchCommand) -> anyhow::Result<ExitCode> {
    match command {
        BenchCommand::Sign(args) => sign::run(args).await?,
        BenchCommand::Scans(args) => scans::run(args).await?,
        BenchCommand::Fetch(args) => fetch::run(args).await?,
        BenchCommand::Push(args) => push::run(args).await?,
        BenchCommand::Google(args) => google::run(args).await?,
        BenchCommand::Postgres(args) => postgres::run(args).await?,
        BenchCommand::Metrics(args) => metrics::run(args).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Lets a measurement end, or leaves it when the operator interrupts; what it made is removed either way.
async fn to_the_end<T>(measurement: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::select! {
        outcome = measurement => outcome,
        _ = tokio::signal::ctrl_c() => anyhow::bail!("stopped before the end; there are no figures"),
    }
}
