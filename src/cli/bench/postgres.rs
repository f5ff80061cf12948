//! `stampwell bench postgres`: durable scans on PostgreSQL, in turns with single-row commits of the same server.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use clap::Args;
use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, ExpressionMethods as _, PgConnection, RunQueryDsl as _};
use reqwest::Url;
use serde_json::json;

use super::fetch::passes_of_every;
use super::load::{self, LoadTurn, Requests, processor_time};
use super::shop::{
    BenchCard, BenchFolder, BenchShops, Plan, certificates, scans, scans_of_every, serve, somewhere,
};
use super::side::{BenchSide, cores, quantile_ms};
use super::table::{Goal, Report, Row, number};
use super::to_the_end;
use super::waits::{Waits, Watch};
use crate::app::App;
use crate::store::{POSTGRES_CONNECTIONS, Store};

/// Shops, so that scans need not wait for each other's merchant.
const SHOPS: usize = 32;
/// Cards of each shop.
const CARDS_EACH: usize = 25;
/// Clients that ask of one shop alone: as a chain's tills do, and more than its writes could ever use connections.
const TILLS: usize = 64;
/// Scans a second of one shop while phones fetch passes of it, and passes a second: two requests of five.
const PACED_SCANS: u32 = 300;
const PACED_PASSES: u32 = 200;
/// Phones that fetch at the same time.
const PHONES: usize = 16;
/// The slowest scan of a hundred meanwhile.
const GOAL_P99_MS: f64 = 50.0;
/// Length of one round; every side has its share of each.
const ROUND: Duration = Duration::from_millis(5_000);

/// How to measure PostgreSQL.
#[derive(Debug, Args)]
pub struct PostgresArgs {
    /// A server on which the user may create databases: postgres://…; a database of its own is made there and dropped
    /// afterwards. Others can see flags: keep a password in ~/.pgpass.
    #[arg(long, value_name = "URL")]
    database_url: String,
    /// How long
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    seconds: u64,
    /// Connections that ask at the same time
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=64))]
    clients: u16,
    /// A folder with card designs beside the built-in ones
    #[arg(long, value_name = "FOLDER")]
    templates_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Measures in a database of its own.
pub(super) async fn run(args: PostgresArgs) -> anyhow::Result<()> {
    let folder = BenchFolder::make()?;
    let database = Scratch::make(&args.database_url)?;
    let figures = to_the_end(measure(&args, folder.path(), &database.url)).await?;
    figures
        .report(&args)
        .print(args.json)?;
    Ok(())
}

/// A new database on a server, dropped with this.
pub(super) struct Scratch {
    server: String,
    name: String,
    pub(super) url: String,
}

impl Scratch {
    pub(super) fn make(server: &str) -> anyhow::Result<Scratch> {
        let name = format!("stampwell_bench_{}", std::process::id());
        let url = beside(server, &name)?;
        let mut connection =
            PgConnection::establish(server).context("cannot connect to the PostgreSQL server")?;
        connection
            .batch_execute(&format!("CREATE DATABASE {name}"))
            .context("the user may not create a database; see CREATEDB")?;
        Ok(Scratch {
            server: server.to_owned(),
            name,
            url,
        })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let dropped = PgConnection::establish(&self.server)
            .map_err(|error| error.to_string())
            .and_then(|mut c| {
                // The service that was measured may still hold connections, and a database in use
                // is not dropped.
                c.batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name))
                    .map_err(|error| error.to_string())
            });
        if let Err(error) = dropped {
            crate::cli::out::talk(format_args!(
                "The database {} could not be dropped: {error}",
                self.name
            ));
        }
    }
}

/// The address of another database on the same server.
fn beside(server: &str, name: &str) -> anyhow::Result<String> {
    let mut url = Url::parse(server)
        .ok()
        .filter(|url| matches!(url.scheme(), "postgres" | "postgresql"));
    let url = url
        .as_mut()
        .context("the address must begin with postgres://")?;
    url.set_path(name);
    Ok(url.to_string())
}

async fn measure(args: &PostgresArgs, folder: &Path, url: &str) -> anyhow::Result<PostgresFigures> {
    let certificates = certificates()?;
    let plan = Plan {
        folder,
        templates_dir: args.templates_dir.as_deref(),
        database_url: url.to_owned(),
        certificates: &certificates,
        apns: None,
        google: None,
        public_url: somewhere(),
    };
    let shop = BenchShops::open(&plan, SHOPS, CARDS_EACH).await?;
    let second = App {
        store: Store::open(url)?,
        ..shop.app.clone()
    };
    let (one, two) = (serve(&shop.app)?, serve(&second)?);
    let mut rounds = PostgresRounds {
        one: [one.address],
        both: [one.address, two.address],
        clients: usize::from(args.clients),
        all: scans(&shop.cards),
        of_one_shop: scans_of_every(SHOPS, &shop.cards),
        cards: shop.cards.clone(),
        pass_type: shop
            .app
            .apple
            .pass_type()
            .to_owned(),
        commits: Commits::connect(url, usize::from(args.clients))?,
        url: url.to_owned(),
        seconds: args.seconds,
    };
    let mut figures = tokio::task::spawn_blocking(move || rounds.run()).await??;
    one.stop().await;
    two.stop().await;
    let verdict = shop.verified().await?;
    figures.events = verdict.events;
    Ok(figures)
}

/// All sides, ready to take turns.
struct PostgresRounds {
    one: [SocketAddr; 1],
    both: [SocketAddr; 2],
    clients: usize,
    all: Arc<Requests>,
    of_one_shop: Arc<Requests>,
    cards: Arc<Vec<BenchCard>>,
    pass_type: String,
    commits: Commits,
    url: String,
    seconds: u64,
}

impl PostgresRounds {
    fn run(&mut self) -> anyhow::Result<PostgresFigures> {
        let count = (Duration::from_secs(self.seconds)
            .div_duration_f64(ROUND)
            .round() as u32)
            .max(1);
        let share = |twelfths: u32| Duration::from_secs(self.seconds) / count * twelfths / 12;
        let mut figures = PostgresFigures::default();
        // Turns that do not count: each instance opens its connections.
        load::turn(&self.both, self.clients, share(1), &self.all)?;
        for _ in 0..count {
            figures
                .alone
                .add(load::turn(&self.one, 1, share(1), &self.all)?);
            figures
                .one_commit
                .add(self.commits.turn(1, share(1))?);
            let watch = Watch::begin(&self.url)?;
            let before = processor_time();
            let turn = load::turn(&self.one, self.clients, share(3), &self.all);
            figures.processor += processor_time().saturating_sub(before);
            figures.waits.merge(watch.end()?);
            figures.many.add(turn?);
            figures.many_commits.add(
                self.commits
                    .turn(self.clients, share(1))?,
            );
            figures
                .two_instances
                .add(load::turn(&self.both, self.clients, share(2), &self.all)?);
            figures
                .one_shop
                .add(load::turn(&self.one, TILLS, share(2), &self.of_one_shop)?);
            figures
                .beside_fetches_us
                .extend(self.beside_fetches(share(2))?);
        }
        Ok(figures)
    }

    /// Scans of one shop at a constant rate, and meanwhile passes of it: microseconds of each scan.
    fn beside_fetches(&self, time: Duration) -> anyhow::Result<Vec<u32>> {
        let [address] = self.one;
        // A pace counts from its first request.
        let visits = scans_of_every(SHOPS, &self.cards);
        let passes = passes_of_every(SHOPS, &self.cards, &self.pass_type);
        let scans = std::thread::scope(|scope| {
            let fetching =
                scope.spawn(move || load::at_rate(address, PHONES, PACED_PASSES, time, &passes));
            let scans = load::at_rate(address, TILLS, PACED_SCANS, time, &visits);
            fetching
                .join()
                .map_err(|_| anyhow::anyhow!("a thread panicked"))??;
            scans
        })?;
        Ok(scans
            .answered
            .into_iter()
            .map(|(_, us)| us)
            .collect())
    }
}

diesel::table! {
    bench_commits (number) {
        number -> BigInt,
        text -> Text,
    }
}

/// Connections that commit single rows and do nothing else.
struct Commits(Vec<PgConnection>);

impl Commits {
    fn connect(url: &str, connections: usize) -> anyhow::Result<Commits> {
        let connections: Vec<_> = (0..connections)
            .map(|_| PgConnection::establish(url))
            .collect::<Result<_, _>>()?;
        let mut commits = Commits(connections);
        if let Some(connection) = commits.0.first_mut() {
            connection.batch_execute(
                "CREATE TABLE bench_commits (number BIGSERIAL PRIMARY KEY, text TEXT NOT NULL)",
            )?;
        }
        Ok(commits)
    }

    /// Lets so many of the connections insert and commit one row after the other.
    fn turn(&mut self, connections: usize, time: Duration) -> anyhow::Result<LoadTurn> {
        let begun = Instant::now();
        let parts = std::thread::scope(|scope| {
            let threads: Vec<_> = self
                .0
                .iter_mut()
                .take(connections)
                .map(|connection| scope.spawn(move || commit_until(connection, begun + time)))
                .collect();
            threads
                .into_iter()
                .map(|thread| {
                    thread
                        .join()
                        .map_err(|_| anyhow::anyhow!("a thread panicked"))?
                })
                .collect::<Result<Vec<_>, _>>()
        })?;
        Ok(LoadTurn {
            latencies_us: parts.concat(),
            first_bytes_us: vec![],
            spent: begun.elapsed(),
        })
    }
}

/// Each statement is a transaction of its own: the least that a durable row costs.
fn commit_until(connection: &mut PgConnection, end: Instant) -> anyhow::Result<Vec<u32>> {
    let mut latencies_us = Vec::new();
    while Instant::now() < end {
        let sent = Instant::now();
        diesel::insert_into(bench_commits::table)
            .values(bench_commits::text.eq("one visit"))
            .execute(connection)?;
        latencies_us.push(sent.elapsed().as_micros() as u32);
    }
    Ok(latencies_us)
}

/// Everything that was measured.
#[derive(Default)]
struct PostgresFigures {
    alone: BenchSide,
    many: BenchSide,
    two_instances: BenchSide,
    one_shop: BenchSide,
    /// Microseconds of each scan of one shop at a constant rate, while passes of it were fetched.
    beside_fetches_us: Vec<u32>,
    one_commit: BenchSide,
    many_commits: BenchSide,
    /// What the connections waited for while many clients scanned in many shops.
    waits: Waits,
    /// Processor time of service and clients together meanwhile; the server's is not in it.
    processor: Duration,
    /// Events of the log, whose hash chain and balances were recomputed after the run.
    events: u64,
}

impl PostgresFigures {
    fn report(&self, args: &PostgresArgs) -> Report {
        let title = format!(
            "Durable scans over HTTP, {} s, PostgreSQL, {SHOPS} shops with {CARDS_EACH} cards, each on a phone",
            args.seconds
        );
        let waits: serde_json::Map<_, _> = self
            .waits
            .shares()
            .into_iter()
            .map(|(_, wait, share)| (wait.to_owned(), share.into()))
            .collect();
        let facts = json!({
            "seconds": args.seconds, "clients": args.clients, "shops": SHOPS, "tills": TILLS, "store_connections": POSTGRES_CONNECTIONS,
            "waits": waits, "two_instances_gain": self.gain(), "events_verified": self.events,
        });
        Report {
            bench: "postgres",
            title,
            rows: self.rows(args.clients),
            notes: self.notes(),
            facts,
        }
    }

    fn rows(&self, clients: u16) -> Vec<Row> {
        let many = |name: &str, side: &BenchSide| {
            Row::of(format!("scans, {clients} clients{name}"), side)
                .over(SAME, self.many_commits.rate())
        };
        vec![
            Row::of("scans, 1 client", &self.alone)
                .over("single commits, 1 connection", self.one_commit.rate()),
            many("", &self.many),
            many(", two instances", &self.two_instances),
            Row::of(format!("scans, {TILLS} clients, one shop"), &self.one_shop)
                .over(SAME, self.many_commits.rate()),
            Row::ms(
                format!("one shop, {PACED_SCANS}/s beside {PACED_PASSES}/s passes, p99"),
                quantile_ms(&self.beside_fetches_us, 0.99),
            )
            .goal(Goal::Under(GOAL_P99_MS)),
            Row::ms("scan answered, p99", self.many.quantile_ms(0.99))
                .over("single commit, p99", self.many_commits.quantile_ms(0.99)),
        ]
    }

    /// What a second instance, and with it as many connections again, brings.
    fn gain(&self) -> f64 {
        self.two_instances.rate()
            / self
                .many
                .rate()
                .max(f64::MIN_POSITIVE)
    }

    fn notes(&self) -> Vec<String> {
        let waits = format!(
            "While the clients scan, the store's connections at work are: {}.",
            self.waits.told()
        );
        let busy = self.processor.as_secs_f64() / self.many.spent_s();
        let processor = format!(
            "Service and clients keep {busy:.1} of {} cores busy meanwhile; the server's share is not in it.",
            cores()
        );
        let pool = format!(
            "A store has {POSTGRES_CONNECTIONS} connections; {} (two instances) give {:.2} times the scans.",
            2 * POSTGRES_CONNECTIONS,
            self.gain()
        );
        let checked = format!(
            "Checked afterwards: {} events, hash chain and balances agree.",
            number(self.events as f64)
        );
        vec![waits, processor, pool, checked]
    }
}

/// What many clients are held against.
const SAME: &str = "single commits, as many connections";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_database_is_on_the_same_server() {
        let address = |server: &str| beside(server, "bench").ok();
        assert_eq!(
            address("postgres://me@%2Ftmp%2Fpg/mine").as_deref(),
            Some("postgres://me@%2Ftmp%2Fpg/bench")
        );
        assert_eq!(
            address("postgresql://db.example:5433/mine?sslmode=require").as_deref(),
            Some("postgresql://db.example:5433/bench?sslmode=require")
        );
        assert_eq!(
            address("postgres:///mine?host=/run/postgresql").as_deref(),
            Some("postgres:///bench?host=/run/postgresql")
        );
        assert_eq!(address("sqlite://mine.db"), None);
    }
}
