//! `stampwell bench push`: scans at a constant rate with the outbox at work, and how soon each is a push on the wire; then a
//! whole shop's pushes over one connection, in turns with bare ones.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use futures_util::{StreamExt as _, stream};
use serde_json::json;

use super::load::{self, Paced};
use super::shop::{
    BenchCard, BenchFolder, BenchShops, Plan, certificates, listener, scans, serve_delivering,
    somewhere, sqlite,
};
use super::side::quantile_ms;
use super::table::{Goal, Report, Row, number};
use super::to_the_end;
use crate::app::AppleWallet;
use crate::apple::push::{PushAnswer, PushClient};
use crate::delivery::Worker;
use crate::domain::program::Program;
use crate::sandbox::{ApnsStandIn, Certificates};
use crate::service::access::actor::by_key;
use crate::service::program::put_program::put_program;

/// 99 of 100 pushes are on the wire this soon after their scan was sent.
const GOAL_PUSH_MS: f64 = 2_000.0;
/// What the design strives for.
const STRETCH_PUSH_MS: f64 = 250.0;
/// 99 of 100 scans are answered this soon at a constant rate.
const GOAL_SCAN_MS: f64 = 50.0;
/// Connections of the tills; more than are ever busy at once.
const CLIENTS: usize = 64;
/// Pushes on their way at the same time when nothing but the connection counts.
const IN_FLIGHT: usize = 256;
/// Scans of one run at most: the stand-in remembers not many more requests.
const MOST_SCANS: u64 = 45_000;
/// How long a push may be missing after the last scan.
const PATIENCE: Duration = Duration::from_secs(30);

/// How to measure pushes.
#[derive(Debug, Args)]
pub struct PushArgs {
    /// How long to scan at the constant rate
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    seconds: u64,
    /// Scans a second
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    rate: u32,
    /// Cards that the scans go round
    #[arg(long, default_value_t = 900, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    cards: u32,
    /// Cards, each on a phone, that a changed program owes a push
    #[arg(
        long,
        default_value_t = 20_000,
        value_parser = clap::value_parser!(u32).range(1..=1_000_000),
    )]
    pushes: u32,
    /// A folder with card designs beside the built-in ones
    #[arg(long, value_name = "FOLDER")]
    templates_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Measures in a folder of the working directory, which is removed afterwards.
pub(super) async fn run(args: PushArgs) -> anyhow::Result<()> {
    let scans = args.seconds * u64::from(args.rate);
    ensure!(
        scans <= MOST_SCANS,
        "{scans} scans are too many for one run, which remembers {MOST_SCANS}: lower --seconds or --rate"
    );
    let folder = BenchFolder::make()?;
    to_the_end(measure(&args, folder.path()))
        .await?
        .report(&args)
        .print(args.json)?;
    Ok(())
}

async fn measure(args: &PushArgs, folder: &Path) -> anyhow::Result<PushFigures> {
    let certificates = certificates()?;
    let apns = ApnsStandIn::start(&certificates).await?;
    let bare = bare(args, folder, &certificates, &apns).await?;
    let drained = drained(args, folder, &certificates, &apns).await?;
    // Before and after the other side: what else the machine does meanwhile then meets both.
    let bare_again = self::bare(args, folder, &certificates, &apns).await?;
    let scanned = scanned(args, folder, &certificates, &apns).await?;
    Ok(PushFigures {
        bare_per_s: (bare + bare_again) / 2.0,
        drained,
        scanned,
    })
}

fn plan<'a>(
    args: &'a PushArgs,
    folder: &'a Path,
    certificates: &'a Certificates,
    apns: &'a ApnsStandIn,
    name: &str,
) -> Plan<'a> {
    let database_url = sqlite(folder).replace("bench.db", name);
    Plan {
        folder,
        templates_dir: args.templates_dir.as_deref(),
        database_url,
        certificates,
        apns: Some(apns),
        google: None,
        public_url: somewhere(),
    }
}

/// Pushes a second with nothing behind them, as many on their way as the connection takes from the worker.
async fn bare(
    args: &PushArgs,
    folder: &Path,
    certificates: &Certificates,
    apns: &ApnsStandIn,
) -> anyhow::Result<f64> {
    let config = plan(args, folder, certificates, apns, "none.db").config()?;
    let push: PushClient = AppleWallet::load(&config.apple)
        .1
        .context("the throw-away certificate makes no push client")?;
    let (push, token, now) = (&push, &apns.token()?, crate::clock::Clock::system().now());
    // The first push connects; it does not count.
    push.push(token, now).await;
    let (begun, time) = (Instant::now(), Duration::from_secs(1));
    let sending = stream::repeat_with(|| async move { push.push(token, now).await.answer })
        .take_while(|_| std::future::ready(begun.elapsed() < time))
        .buffer_unordered(IN_FLIGHT)
        .fold((0_u32, 0_u32), |(sent, failed), answer| async move {
            (
                sent + 1,
                failed + u32::from(answer != PushAnswer::Delivered),
            )
        });
    let (sent, failed) = sending.await;
    ensure!(failed == 0, "{failed} of {sent} bare pushes failed");
    Ok(f64::from(sent) / begun.elapsed().as_secs_f64())
}

/// A changed program owes every phone a push; the worker sends them.
struct Drained {
    pushes: usize,
    spent: Duration,
    owing: Duration,
    connections: u64,
}

async fn drained(
    args: &PushArgs,
    folder: &Path,
    certificates: &Certificates,
    apns: &ApnsStandIn,
) -> anyhow::Result<Drained> {
    let shop = BenchShops::open(
        &plan(args, folder, certificates, apns, "drained.db"),
        1,
        args.pushes as usize,
    )
    .await?;
    let begun = Instant::now();
    change_program(&shop).await?;
    let (owing, connections) = (begun.elapsed(), apns.connections());
    let worker = Worker::new(shop.app.clone(), shop.push);
    let begun = Instant::now();
    let pushes = worker.deliver().await?;
    let spent = begun.elapsed();
    let missing = shop
        .cards
        .iter()
        .filter(|card| apns.pushes_to(&card.push_token) == 0)
        .count();
    ensure!(
        missing == 0,
        "{missing} of {} phones got no push",
        shop.cards.len()
    );
    Ok(Drained {
        pushes,
        spent,
        owing,
        connections: apns.connections() - connections,
    })
}

/// Gives the cards another look, as a merchant does.
async fn change_program(shop: &BenchShops) -> anyhow::Result<()> {
    let owner = by_key(&shop.app, &shop.owner_key).await?;
    let program = shop
        .app
        .store
        .read(move |tx| tx.program(owner.tenant))
        .await?;
    let dearer = program
        .rewards
        .iter()
        .cloned()
        .map(|mut rung| {
            rung.cost_minor = Some(rung.cost_minor.unwrap_or_default() + 1);
            rung
        });
    let changed = Program {
        rewards: dearer.collect(),
        ..Arc::unwrap_or_clone(program)
    };
    put_program(
        &shop.app,
        &by_key(&shop.app, &shop.owner_key).await?,
        changed,
        false,
        None,
    )
    .await?;
    Ok(())
}

/// Scans at a constant rate, when each was answered and when its push arrived.
struct Scanned {
    answered_us: Vec<u32>,
    pushed_us: Vec<u32>,
    pushes: usize,
    spent: Duration,
    events: u64,
}

async fn scanned(
    args: &PushArgs,
    folder: &Path,
    certificates: &Certificates,
    apns: &ApnsStandIn,
) -> anyhow::Result<Scanned> {
    let mut shop = BenchShops::open(
        &plan(args, folder, certificates, apns, "scanned.db"),
        1,
        args.cards as usize,
    )
    .await?;
    let service = serve_delivering(&shop.app, shop.push.take(), listener()?)?;
    let (address, rate, time, requests) = (
        service.address,
        args.rate,
        Duration::from_secs(args.seconds),
        scans(&shop.cards),
    );
    let paced =
        tokio::task::spawn_blocking(move || load::at_rate(address, CLIENTS, rate, time, &requests))
            .await??;
    let (pushed_us, pushes) = all_pushed(&paced, rate, &shop.cards, apns).await?;
    service.stop().await;
    let verdict = shop.verified().await?;
    let answered_us = paced
        .answered
        .iter()
        .map(|(_, us)| *us)
        .collect();
    Ok(Scanned {
        answered_us,
        pushed_us,
        pushes,
        spent: paced.spent,
        events: verdict.events,
    })
}

/// Waits until every scan has had its push; microseconds from scan to push, and how many pushes there were.
async fn all_pushed(
    paced: &Paced,
    rate: u32,
    cards: &Arc<Vec<BenchCard>>,
    apns: &ApnsStandIn,
) -> anyhow::Result<(Vec<u32>, usize)> {
    let mut due: HashMap<&str, Vec<Instant>> = HashMap::new();
    let mut numbers: Vec<u64> = paced
        .answered
        .iter()
        .map(|(number, _)| *number)
        .collect();
    numbers.sort_unstable();
    for number in numbers {
        let pace = load::Pace { rate, count: 0 };
        due.entry(&cards[number as usize % cards.len()].push_token)
            .or_default()
            .push(paced.begun + pace.due(number));
    }
    let deadline = Instant::now() + PATIENCE;
    loop {
        let pushes = pushes_since(apns, paced.begun);
        let matched: Option<Vec<Vec<u32>>> = due
            .iter()
            .map(|(token, scans)| {
                scan_to_push_us(
                    scans,
                    pushes
                        .get(*token)
                        .map_or(&[], Vec::as_slice),
                )
            })
            .collect();
        match matched {
            Some(matched) => return Ok((matched.concat(), pushes.values().map(Vec::len).sum())),
            None if Instant::now() > deadline => {
                bail!("a scan had no push within {} s", PATIENCE.as_secs())
            }
            None => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// When accepted pushes arrived, by token.
fn pushes_since(apns: &ApnsStandIn, begun: Instant) -> HashMap<String, Vec<Instant>> {
    let mut pushes: HashMap<String, Vec<Instant>> = HashMap::new();
    for request in apns
        .requests()
        .into_iter()
        .filter(|request| request.received >= begun && request.outcome.status() == Some(200))
    {
        pushes
            .entry(request.token)
            .or_default()
            .push(request.received);
    }
    pushes
}

/// Gives each scan of one card the first push after it that no earlier scan had; where pushes are fewer, because one told of
/// several scans, the last. So a figure is never better than the truth. None while the last scan waits for its push.
fn scan_to_push_us(scans: &[Instant], pushes: &[Instant]) -> Option<Vec<u32>> {
    let last = pushes.last().copied();
    let mut left = pushes.iter().copied();
    let after = scans.iter().map(|scan| {
        let push = left
            .by_ref()
            .find(|push| push >= scan)
            .or(last.filter(|push| push >= scan))?;
        Some((push - *scan).as_micros() as u32)
    });
    after.collect()
}

/// Everything that was measured.
struct PushFigures {
    bare_per_s: f64,
    drained: Drained,
    scanned: Scanned,
}

impl PushFigures {
    fn report(&self, args: &PushArgs) -> Report {
        let title = format!(
            "Pushes over HTTP/2 and TLS: {} s of {} scans a second over {} cards, SQLite; then {} cards of a changed program",
            args.seconds,
            args.rate,
            number(f64::from(args.cards)),
            number(f64::from(args.pushes))
        );
        let facts = json!({
            "seconds": args.seconds, "rate": args.rate, "cards": args.cards, "scans": self.scanned.answered_us.len(),
            "pushes_of_scans": self.scanned.pushes, "max_scan_to_push_ms": quantile_ms(&self.scanned.pushed_us, 1.0),
            "drained": self.drained.pushes, "owing_s": self.drained.owing.as_secs_f64(), "connections": self.drained.connections,
            "events_verified": self.scanned.events,
        });
        Report {
            bench: "push",
            title,
            rows: self.rows(args),
            notes: self.notes(),
            facts,
        }
    }

    fn rows(&self, args: &PushArgs) -> Vec<Row> {
        let Scanned {
            answered_us,
            pushed_us,
            spent,
            ..
        } = &self.scanned;
        let pushed = |name: &str, share| {
            Row::ms(
                format!("scan to push on the wire, {name}"),
                quantile_ms(pushed_us, share),
            )
        };
        let answered = |share| quantile_ms(answered_us, share);
        let rate = Row::per_s(
            "scans, at a constant rate",
            answered_us.len() as f64 / spent.as_secs_f64(),
        );
        let drained = Row::per_s(
            "pushes of a changed program",
            self.drained.pushes as f64 / self.drained.spent.as_secs_f64(),
        );
        let connections = format!(
            "connections: {}; each push settled in the database",
            self.drained.connections
        );
        vec![
            rate.over("asked for", f64::from(args.rate)),
            Row::ms("scan answered, p99", answered(0.99))
                .over("its p50", answered(0.5))
                .goal(Goal::Under(GOAL_SCAN_MS)),
            pushed("p50", 0.5).over("scan answered, p50", answered(0.5)),
            pushed("p99", 0.99)
                .over("scan answered, p99", answered(0.99))
                .goal(Goal::Under(GOAL_PUSH_MS))
                .stretch(STRETCH_PUSH_MS),
            pushed("max", 1.0).over("scan answered, max", answered(1.0)),
            drained
                .over("bare pushes", self.bare_per_s)
                .remark(connections),
        ]
    }

    fn notes(&self) -> Vec<String> {
        let Scanned {
            answered_us,
            pushes,
            events,
            ..
        } = &self.scanned;
        vec![
            "Times count from when a scan was due. Clients, service, worker and Apple's stand-in share the processor.".to_owned(),
            format!(
                "{} scans became {} pushes; a card scanned again before its push is told once.",
                number(answered_us.len() as f64),
                number(*pushes as f64)
            ),
            format!(
                "The limit of a changed program is settling: {} µs a push, of which the connection takes {} µs. Owing them took {} s.",
                number(self.drained.spent.as_secs_f64() * 1e6 / self.drained.pushes.max(1) as f64),
                number(1e6 / self.bare_per_s),
                number(self.drained.owing.as_secs_f64())
            ),
            format!("Checked afterwards: {} events, hash chain and balances agree; every scan had its push.", number(*events as f64)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scan_has_a_push_of_its_own_unless_one_told_of_several() {
        let start = Instant::now();
        let at = |ms: &[u64]| {
            ms.iter()
                .map(|ms| start + Duration::from_millis(*ms))
                .collect::<Vec<_>>()
        };
        let took = |scans: &[u64], pushes: &[u64]| scan_to_push_us(&at(scans), &at(pushes));
        assert_eq!(took(&[0, 100], &[5, 108]), Some(vec![5_000, 8_000]));
        assert_eq!(
            took(&[0, 3], &[9]),
            Some(vec![9_000, 6_000]),
            "one push told of both"
        );
        assert_eq!(took(&[0, 100], &[5]), None, "the second has none yet");
        assert_eq!(
            took(&[10], &[5]),
            None,
            "a push of an earlier change does not count"
        );
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_short_run_sees_every_scan_become_a_push() {
        let folder = tempfile::tempdir().unwrap();
        let args = PushArgs {
            seconds: 1,
            rate: 20,
            cards: 5,
            pushes: 30,
            templates_dir: None,
            json: true,
        };
        let figures = measure(&args, folder.path())
            .await
            .unwrap();
        assert_eq!(
            (
                figures.scanned.answered_us.len(),
                figures.scanned.pushed_us.len(),
                figures.drained.pushes
            ),
            (20, 20, 30)
        );
        assert!(figures.bare_per_s > 0.0 && figures.scanned.pushes <= 20);
    }
}
