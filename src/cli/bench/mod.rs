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
mod relay;
mod scans;
mod shop;
mod side;
mod sign;
mod standby;
mod table;
mod waits;

use std::process::ExitCode;

use clap::Subcommand;

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Signed passes per second on one core, compared with raw RSA-2048
    Sign(sign::SignArgs),
    /// Durable scans per second over HTTP, compared with single commits, the disk and a trivial response
    Scans(scans::ScansArgs),
    /// What phones fetch: a cached pass, a 304 and a list, compared with a trivial response
    Fetch(fetch::FetchArgs),
    /// How soon a scan becomes a push on the wire, and pushes per second, compared with bare pushes
    Push(push::PushArgs),
    /// Calls to Google per change, when cards are stamped faster than the issuer may write
    Google(google::GoogleArgs),
    /// Durable scans per second on PostgreSQL, compared with single commits on the same server
    Postgres(postgres::PostgresArgs),
    /// Durable scans per second on PostgreSQL with a standby some way off, compared with the same at hand
    Standby(standby::StandbyArgs),
    /// What the metrics of a shop with a million events cost, compared with one plain reading of them
    Metrics(metrics::MetricsBenchArgs),
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
        BenchCommand::Standby(args) => standby::run(args).await?,
        BenchCommand::Metrics(args) => metrics::run(args).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Lets a measurement end, or leaves it when the operator interrupts; what it made is removed either way.
async fn to_the_end<T>(measurement: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::select! {
        outcome = measurement => outcome,
        _ = tokio::signal::ctrl_c() => anyhow::bail!("stopped before the end, so there are no figures"),
    }
}
