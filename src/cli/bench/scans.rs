//! `stampwell bench scans`: durable scans through the real service, in turns with what bounds them.

use std::fs::File;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use serde_json::json;

use super::load::{self, LoadTurn, Requests, processor_time};
use super::shop::{BenchFolder, BenchShops, Plan, certificates, scans, serve, somewhere, sqlite};
use super::side::{BenchSide, cores};
use super::table::{Goal, Report, Row, number};
use super::to_the_end;
use crate::store::COMMIT_GROUP;

/// Scans in groups against scans one by one.
const GOAL_GROUPS: f64 = 4.0;
/// 99 of 100 answers are faster than this.
const GOAL_P99_MS: f64 = 50.0;
/// Cards of the shop.
const CARDS: usize = 2_000;
/// Length of one round; every side has its share of each.
const ROUND: Duration = Duration::from_millis(2_500);

/// How to measure scans.
#[derive(Debug, Args)]
pub struct ScansArgs {
    /// How long
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    seconds: u64,
    /// Connections that ask at the same time
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=1_000))]
    clients: u16,
    /// A folder with card designs beside the built-in ones
    #[arg(long, value_name = "FOLDER")]
    templates_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Measures in a folder of the working directory, which is removed afterwards.
pub(super) async fn run(args: ScansArgs) -> anyhow::Result<()> {
    let folder = BenchFolder::make()?;
    to_the_end(measure(&args, folder.path()))
        .await?
        .report(&args)
        .print(args.json)?;
    Ok(())
}

async fn measure(args: &ScansArgs, folder: &Path) -> anyhow::Result<ScanFigures> {
    let certificates = certificates()?;
    let plan = Plan {
        folder,
        templates_dir: args.templates_dir.as_deref(),
        database_url: sqlite(folder),
        certificates: &certificates,
        apns: None,
        google: None,
        public_url: somewhere(),
    };
    let shop = BenchShops::open(&plan, 1, CARDS).await?;
    let single = shop.one_by_one(&plan.database_url)?;
    let (grouped_service, single_service) = (serve(&shop.app)?, serve(&single)?);
    let rounds = ScanRounds {
        grouped: [grouped_service.address],
        single: [single_service.address],
        clients: usize::from(args.clients),
        scans: scans(&shop.cards),
        livez: Arc::new(livez()),
        file: folder.join("flushed"),
        seconds: args.seconds,
    };
    let mut figures = tokio::task::spawn_blocking(move || rounds.run()).await??;
    grouped_service.stop().await;
    single_service.stop().await;
    let verdict = shop.verified().await?;
    figures.events = verdict.events;
    Ok(figures)
}

/// The cheapest answer that the service gives.
fn livez() -> Requests {
    let write = |_: u64, out: &mut Vec<u8>| {
        out.extend_from_slice(b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    };
    Requests {
        status: 200,
        write: Box::new(write),
        next: AtomicU64::new(0),
    }
}

/// All sides, ready to take turns.
struct ScanRounds {
    grouped: [SocketAddr; 1],
    single: [SocketAddr; 1],
    clients: usize,
    scans: Arc<Requests>,
    livez: Arc<Requests>,
    file: PathBuf,
    seconds: u64,
}

impl ScanRounds {
    fn run(&self) -> anyhow::Result<ScanFigures> {
        let count = (Duration::from_secs(self.seconds)
            .div_duration_f64(ROUND)
            .round() as u32)
            .max(1);
        let share = |tenths: u32| Duration::from_secs(self.seconds) / count * tenths / 10;
        let mut file =
            File::create(&self.file).context("cannot make a file beside the database")?;
        let mut figures = ScanFigures::default();
        // One short turn that does not count: connections, caches and the database's first pages are then warm.
        load::turn(&self.grouped, self.clients, share(1), &self.scans)?;
        for _ in 0..count {
            let before = processor_time();
            figures.grouped.add(load::turn(
                &self.grouped,
                self.clients,
                share(5),
                &self.scans,
            )?);
            figures.processor += processor_time().saturating_sub(before);
            figures.single.add(load::turn(
                &self.single,
                self.clients,
                share(2),
                &self.scans,
            )?);
            figures
                .alone
                .add(load::turn(&self.grouped, 1, share(1), &self.scans)?);
            figures.livez.add(load::turn(
                &self.grouped,
                self.clients,
                share(1),
                &self.livez,
            )?);
            figures
                .disk
                .add(flushes(&mut file, share(1))?);
        }
        Ok(figures)
    }
}

/// Appends 4 KiB and waits until the disk has them, again and again.
fn flushes(file: &mut File, time: Duration) -> anyhow::Result<LoadTurn> {
    let (block, started) = ([0x5a; 4096], Instant::now());
    let mut latencies_us = Vec::new();
    while started.elapsed() < time {
        let sent = Instant::now();
        file.write_all(&block)?;
        file.sync_data()?;
        latencies_us.push(sent.elapsed().as_micros() as u32);
    }
    Ok(LoadTurn {
        latencies_us,
        first_bytes_us: vec![],
        spent: started.elapsed(),
    })
}

/// Everything that was measured.
#[derive(Default)]
struct ScanFigures {
    grouped: BenchSide,
    single: BenchSide,
    alone: BenchSide,
    livez: BenchSide,
    disk: BenchSide,
    /// Processor time of service and clients together during the grouped turns.
    processor: Duration,
    /// Events of the log, whose hash chain and balances were recomputed after the run.
    events: u64,
}

impl ScanFigures {
    fn report(&self, args: &ScansArgs) -> Report {
        let title = format!(
            "Durable scans over HTTP, {} s, SQLite, {} clients, {} cards, each on a phone",
            args.seconds,
            args.clients,
            number(CARDS as f64)
        );
        let facts = json!({
            "seconds": args.seconds, "clients": args.clients, "cards": CARDS, "cores_busy": self.cores(),
            "processor_us_per_scan": self.processor_us(), "events_verified": self.events,
        });
        let checked = format!(
            "Checked afterwards: {} events, hash chain and balances agree.",
            number(self.events as f64)
        );
        Report {
            bench: "scans",
            title,
            rows: self.rows(),
            notes: vec![self.limit(), checked],
            facts,
        }
    }

    fn rows(&self) -> Vec<Row> {
        let flushes = format!("4 KiB appended, fdatasync; up to {COMMIT_GROUP} scans share one");
        vec![
            Row::of("scans", &self.grouped)
                .over("one in each commit", self.single.rate())
                .goal(Goal::Ratio(GOAL_GROUPS)),
            Row::of("scans", &self.grouped)
                .over("disk flushes", self.disk.rate())
                .remark(flushes),
            Row::of("scans", &self.grouped)
                .over("GET /livez", self.livez.rate())
                .remark(format!("livez: {}", self.livez.latencies())),
            Row::of("scans, one client", &self.alone).over("disk flushes", self.disk.rate()),
            Row::ms("scan answered, p99", self.grouped.quantile_ms(0.99))
                .over("disk flush, p99", self.disk.quantile_ms(0.99))
                .goal(Goal::Under(GOAL_P99_MS)),
        ]
    }

    fn cores(&self) -> f64 {
        self.processor.as_secs_f64() / self.grouped.spent_s()
    }

    fn processor_us(&self) -> f64 {
        self.processor.as_secs_f64() * 1e6 / self.grouped.count().max(1) as f64
    }

    fn limit(&self) -> String {
        let there = cores();
        let spent = format!(
            "{} µs of processor time a scan, service and clients together; {:.1} of {there} cores busy",
            number(self.processor_us()),
            self.cores()
        );
        if self.cores() > 0.7 * there as f64 {
            format!("The limit is the processor: {spent}.")
        } else {
            format!("The limit is the one writer, between processor and disk: {spent}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_short_run_measures_every_side_and_the_log_holds_every_scan() {
        let folder = tempfile::tempdir().unwrap();
        let args = ScansArgs {
            seconds: 1,
            clients: 4,
            templates_dir: None,
            json: true,
        };
        let figures = measure(&args, folder.path())
            .await
            .unwrap();
        let sides = [
            &figures.grouped,
            &figures.single,
            &figures.alone,
            &figures.livez,
            &figures.disk,
        ];
        assert!(
            sides
                .iter()
                .all(|side| side.rate() > 0.0)
        );
        let scans = figures.grouped.count() + figures.single.count() + figures.alone.count();
        assert!(
            figures.events as usize >= CARDS + 2 * scans,
            "two events a scan and one a card"
        );
    }
}
