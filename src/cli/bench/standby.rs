//! `stampwell bench standby`: durable scans on PostgreSQL when each commit waits for a standby that is further away.
//!
//! The standby is PostgreSQL's own `pg_receivewal`: it writes down what the server commits, flushes it and says so, and needs neither a
//! second server nor a copy of the first.

use std::net::SocketAddr;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use diesel::connection::SimpleConnection as _;
use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl as _, sql_query, sql_types,
};
use serde_json::json;

use super::load::{self, Requests};
use super::postgres::Scratch;
use super::relay::{Relay, ServerAddress};
use super::shop::{BenchFolder, BenchShops, Plan, certificates, scans, serve, somewhere};
use super::side::{BenchSide, quantile_ms};
use super::table::{Goal, Report, Row, number};
use super::to_the_end;
use crate::app::App;
use crate::store::{POSTGRES_CONNECTIONS, Store};

/// Shops behind one certificate.
const SHOPS: usize = 50;
/// Cards of each shop.
const CARDS_EACH: usize = 20;
/// Clients and instances that are measured.
const SIDES: [(usize, usize); 4] = [(32, 1), (32, 2), (64, 1), (64, 2)];
/// Length of one turn; each side has one with the standby at hand and one with it away in each round.
const TURN: Duration = Duration::from_millis(1_500);
/// The share of its rate that a side must keep.
const KEPT: f64 = 0.6;
/// How long the standby may need to connect.
const PATIENCE: Duration = Duration::from_secs(20);
/// The name that `pg_receivewal` gives itself.
const STANDBY: &str = "pg_receivewal";
/// Commits that are timed one after the other.
const COMMITS: usize = 15;

/// How to measure what a standby costs.
#[derive(Debug, Args)]
pub struct StandbyArgs {
    /// A server of the measurement's own, with synchronous_standby_names = 'pg_receivewal': postgres://…; a database of its
    /// own is made there and dropped afterwards. Others can see flags: keep a password in ~/.pgpass.
    #[arg(long, value_name = "URL")]
    database_url: String,
    /// Milliseconds by which the standby hears of each commit later
    #[arg(long, value_name = "MS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    commit_latency: u64,
    /// How long
    #[arg(long, default_value_t = 48, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    seconds: u64,
    /// A folder with card designs beside the built-in ones
    #[arg(long, value_name = "FOLDER")]
    templates_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Measures in a database of its own.
pub(super) async fn run(args: StandbyArgs) -> anyhow::Result<()> {
    let folder = BenchFolder::make()?;
    let mut session = PgConnection::establish(&args.database_url)
        .context("cannot connect to the PostgreSQL server")?;
    let server: ServerFacts = sql_query(FACTS).get_result(&mut session)?;
    server.check()?;
    let relay = Relay::start(server.address()?)?;
    let _standby = Standby::start(&mut session, &relay, &server.role, folder.path())?;
    // Dropped before the standby: the server drops nothing without it.
    let database = Scratch::make(&args.database_url)?;
    let figures = to_the_end(measure(&args, folder.path(), &database.url, relay)).await?;
    figures
        .report(&args)
        .print(args.json)?;
    Ok(())
}

const FACTS: &str = "SELECT current_setting('synchronous_standby_names') AS waits_for, current_user::text AS role,
    host(inet_server_addr()) AS host, inet_server_port() AS port,
    split_part(current_setting('unix_socket_directories'), ',', 1) AS folder, current_setting('port')::int AS socket";

/// What the measurement needs to know of the server.
#[derive(QueryableByName)]
struct ServerFacts {
    #[diesel(sql_type = sql_types::Text)]
    waits_for: String,
    #[diesel(sql_type = sql_types::Text)]
    role: String,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Text>)]
    host: Option<String>,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Integer>)]
    port: Option<i32>,
    #[diesel(sql_type = sql_types::Text)]
    folder: String,
    #[diesel(sql_type = sql_types::Integer)]
    socket: i32,
}

impl ServerFacts {
    /// The measurement changes no server's settings: if it were killed, every commit there would wait for ever.
    fn check(&self) -> anyhow::Result<()> {
        ensure!(
            self.waits_for == STANDBY,
            "this server's commits wait for no {STANDBY}: set synchronous_standby_names = '{STANDBY}' on a server of the measurement's \
             own, or let script/bench standby start one"
        );
        Ok(())
    }

    fn address(&self) -> anyhow::Result<ServerAddress> {
        Ok(match (&self.host, self.port) {
            (Some(host), Some(port)) => ServerAddress::Port(host.clone(), u16::try_from(port)?),
            _ => ServerAddress::Socket(
                Path::new(&self.folder).join(format!(".s.PGSQL.{}", self.socket)),
            ),
        })
    }
}

/// `pg_receivewal` at work; killed when dropped.
struct Standby(Child);

#[derive(QueryableByName)]
struct Confirming {
    #[diesel(sql_type = sql_types::BigInt)]
    standbys: i64,
}

impl Standby {
    fn start(
        session: &mut PgConnection,
        relay: &Relay,
        role: &str,
        folder: &Path,
    ) -> anyhow::Result<Standby> {
        let place = folder.join("wal");
        std::fs::create_dir(&place)?;
        let address = format!(
            "host={} port={} user='{role}'",
            relay.address.ip(),
            relay.address.port()
        );
        let mut command = Command::new(STANDBY);
        // A group of its own: Ctrl-C in the terminal must not end it before the database is dropped.
        command
            .args(["--dbname", &address, "--directory"])
            .arg(&place)
            .args(["--synchronous", "--no-loop", "--no-password"])
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let child = command.spawn().context(
            "cannot run pg_receivewal, which comes with PostgreSQL; put its folder on the PATH",
        )?;
        let mut standby = Standby(child);
        let begun = Instant::now();
        loop {
            let confirming = sql_query(
                "SELECT count(*) AS standbys FROM pg_stat_replication WHERE sync_state = 'sync'",
            );
            if confirming
                .get_result::<Confirming>(session)?
                .standbys
                > 0
            {
                return Ok(standby);
            }
            if let Some(status) = standby.0.try_wait()? {
                bail!("pg_receivewal ended: {status}");
            }
            ensure!(
                begun.elapsed() < PATIENCE,
                "pg_receivewal did not connect in time"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Standby {
    fn drop(&mut self) {
        // It has ended already or is ended here; nobody reads what it wrote.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn measure(
    args: &StandbyArgs,
    folder: &Path,
    url: &str,
    relay: Relay,
) -> anyhow::Result<StandbyFigures> {
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
    let rounds = StandbyRounds {
        instances: [one.address, two.address],
        requests: scans(&shop.cards),
        commits: PgConnection::establish(url)?,
        relay,
        delay: Duration::from_millis(args.commit_latency),
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
struct StandbyRounds {
    instances: [SocketAddr; 2],
    requests: Arc<Requests>,
    commits: PgConnection,
    relay: Relay,
    delay: Duration,
    seconds: u64,
}

impl StandbyRounds {
    fn run(mut self) -> anyhow::Result<StandbyFigures> {
        let whole = Duration::from_secs(self.seconds);
        let turns = 2 * SIDES.len() as u32;
        let count = (whole
            .div_duration_f64(TURN * turns)
            .round() as u32)
            .max(1);
        let turn = whole / count / turns;
        let mut figures = StandbyFigures::default();
        // A turn that does not count: each instance opens its connections.
        load::turn(&self.instances, 64, turn, &self.requests)?;
        for _ in 0..count {
            for (away, side) in [Duration::ZERO, self.delay]
                .into_iter()
                .zip(&mut figures.distances)
            {
                self.relay.hold(away);
                side.commits_us
                    .extend(commit(&mut self.commits)?);
                for ((clients, instances), met) in SIDES
                    .into_iter()
                    .zip(&mut side.sides)
                {
                    met.add(load::turn(
                        &self.instances[..instances],
                        clients,
                        turn,
                        &self.requests,
                    )?);
                }
            }
        }
        // What follows need not wait.
        self.relay.hold(Duration::ZERO);
        Ok(figures)
    }
}

/// Commits one line of the server's log after the other; microseconds of each.
fn commit(connection: &mut PgConnection) -> anyhow::Result<Vec<u32>> {
    let mut spent_us = Vec::with_capacity(COMMITS);
    for _ in 0..COMMITS {
        let sent = Instant::now();
        connection.batch_execute("SELECT pg_logical_emit_message(true, 'stampwell', '')")?;
        spent_us.push(sent.elapsed().as_micros() as u32);
    }
    Ok(spent_us)
}

/// What was met with the standby at one distance.
#[derive(Default)]
struct Distance {
    sides: [BenchSide; SIDES.len()],
    commits_us: Vec<u32>,
}

/// Everything that was measured.
#[derive(Default)]
struct StandbyFigures {
    /// With the standby at hand, and with it away.
    distances: [Distance; 2],
    /// Events of the log, whose hash chain and balances were recomputed after the run.
    events: u64,
}

impl StandbyFigures {
    fn report(&self, args: &StandbyArgs) -> Report {
        let title = format!(
            "Durable scans over HTTP, {} s, PostgreSQL whose standby is {} ms away, {SHOPS} shops with {CARDS_EACH} cards, each on a phone",
            args.seconds, args.commit_latency
        );
        let facts = json!({
            "seconds": args.seconds, "commit_latency_ms": args.commit_latency, "shops": SHOPS, "events_verified": self.events,
        });
        let pool = format!(
            "A store has {POSTGRES_CONNECTIONS} connections, and a scan holds one until its commit is confirmed."
        );
        let checked = format!(
            "Checked afterwards: {} events, hash chain and balances agree.",
            number(self.events as f64)
        );
        Report {
            bench: "standby",
            title,
            rows: self.rows(),
            notes: vec![pool, checked],
            facts,
        }
    }

    fn rows(&self) -> Vec<Row> {
        let [at_hand, away] = &self.distances;
        let scans = SIDES
            .into_iter()
            .zip(
                at_hand
                    .sides
                    .iter()
                    .zip(&away.sides),
            )
            .map(|((clients, instances), (at_hand, away))| {
                let name = if instances == 1 {
                    format!("scans, {clients} clients")
                } else {
                    format!("scans, {clients} clients, two instances")
                };
                Row::of(name, away)
                    .over(AT_HAND, at_hand.rate())
                    .goal(Goal::Ratio(KEPT))
            });
        let commit_ms = |distance: &Distance| quantile_ms(&distance.commits_us, 0.5);
        scans
            .chain([
                Row::ms("single commit, median", commit_ms(away)).over(AT_HAND, commit_ms(at_hand))
            ])
            .collect()
    }
}

/// What the standby that is away is held against.
const AT_HAND: &str = "with the standby at hand";

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(waits_for: &str, host: Option<&str>) -> ServerFacts {
        ServerFacts {
            waits_for: waits_for.into(),
            role: "bench".into(),
            host: host.map(str::to_owned),
            port: host.map(|_| 5433),
            folder: "/run/postgresql".into(),
            socket: 5432,
        }
    }

    #[test]
    fn a_server_is_found_where_its_session_met_it() {
        let address = |host| {
            facts(STANDBY, host)
                .address()
                .unwrap()
        };
        assert_eq!(
            address(Some("10.0.0.1")),
            ServerAddress::Port("10.0.0.1".into(), 5433)
        );
        assert_eq!(
            address(None),
            ServerAddress::Socket("/run/postgresql/.s.PGSQL.5432".into())
        );
    }

    #[test]
    fn only_a_server_that_waits_for_the_standby_is_measured() {
        assert!(facts(STANDBY, None).check().is_ok());
        let refused = facts("", None)
            .check()
            .unwrap_err()
            .to_string();
        assert!(refused.contains("synchronous_standby_names"), "{refused}");
    }
}
