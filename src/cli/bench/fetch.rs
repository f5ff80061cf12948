//! `stampwell bench fetch`: what phones ask of Apple's pass web service, in turns with the most trivial answer of the same
//! server library.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use actix_web::web;
use actix_web::{App as ActixApp, HttpResponse, HttpServer};
use clap::Args;
use serde_json::json;
use tokio::runtime::Handle;

use super::load::{self, Requests, processor_time};
use super::shop::{
    BenchCard, BenchFolder, BenchShops, Plan, certificates, listener, serve, somewhere, sqlite,
};
use super::side::{BenchSide, cores};
use super::table::{Goal, Report, Row, number};
use super::to_the_end;
use crate::app::App;
use crate::cli::serve::Options;
use crate::service::upkeep::verify::verify;

/// Lists a second against trivial answers a second.
const GOAL_LIST: f64 = 0.10;
/// Kept passes a second against trivial answers a second.
const GOAL_PASS: f64 = 0.05;
/// Answers of 304 a second against trivial answers a second.
const GOAL_NOT_MODIFIED: f64 = 0.10;
/// 99 of 100 first bytes come within this.
const GOAL_P99_MS: f64 = 50.0;
/// Half of the compressed answers are whole within this. A delayed acknowledgement alone would be 40.
const GOAL_PACKED_MS: f64 = 20.0;
/// What an iPhone's pass program sends with each request.
const PHONE: &str = "Accept: */*\r\nAccept-Encoding: gzip, deflate\r\nAccept-Language: en-US,en;q=0.9\r\n\
                     User-Agent: passd/1.0 CFNetwork/3826.500.131 Darwin/24.5.0\r\nConnection: keep-alive\r\n";
/// What a browser sends.
const BROWSER: &str = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n\
                       Accept-Language: en-US,en;q=0.9\r\nConnection: keep-alive\r\n";
/// Cards of the shop; their signed passes are all kept.
const CARDS: usize = 1_000;
/// Length of one round; every side has its share of each.
const ROUND: Duration = Duration::from_millis(3_250);

/// How to measure fetching.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// How long
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    seconds: u64,
    /// Connections that ask at the same time
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=1_000))]
    clients: u16,
    /// A folder with card designs beside the built-in ones
    #[arg(long, value_name = "FOLDER")]
    templates_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Measures in a folder of the working directory, which is removed afterwards.
pub(super) async fn run(args: FetchArgs) -> anyhow::Result<()> {
    let folder = BenchFolder::make()?;
    to_the_end(measure(&args, folder.path()))
        .await?
        .report(&args)
        .print(args.json)?;
    Ok(())
}

async fn measure(args: &FetchArgs, folder: &Path) -> anyhow::Result<FetchFigures> {
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
    let service = serve(&shop.app)?;
    let (floor, trivial) = trivial()?;
    let pass_type = shop
        .app
        .apple
        .pass_type()
        .to_owned();
    let rounds = FetchRounds {
        service: [service.address],
        trivial: [trivial],
        clients: usize::from(args.clients),
        pass: requests(200, &shop.cards, pass(&pass_type, "")),
        page: requests(200, &shop.cards, card_page("")),
        page_packed: requests(200, &shop.cards, card_page(BROWSER)),
        document_packed: requests(200, &shop.cards, document),
        not_modified: requests(
            304,
            &shop.cards,
            pass(
                &pass_type,
                "If-Modified-Since: Thu, 31 Dec 2099 23:59:59 GMT\r\n",
            ),
        ),
        list: requests(200, &shop.cards, list(&pass_type)),
        livez: requests(200, &shop.cards, |_, out| {
            out.extend_from_slice(b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        }),
        ok: requests(200, &shop.cards, |_, out| {
            out.extend_from_slice(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        }),
        app: shop.app.clone(),
        runtime: Handle::current(),
        seconds: args.seconds,
    };
    let before = verify(&shop.app).await?.events;
    let mut figures = tokio::task::spawn_blocking(move || rounds.run()).await??;
    service.stop().await;
    floor.stop(true).await;
    let verdict = shop.verified().await?;
    figures.logged = verdict.events - before;
    Ok(figures)
}

/// A server that answers "ok" and does nothing else, with as many threads as the service.
fn trivial() -> anyhow::Result<(actix_web::dev::ServerHandle, SocketAddr)> {
    let listener = listener()?;
    let address = listener.local_addr()?;
    let app =
        || ActixApp::new().default_service(web::to(|| async { HttpResponse::Ok().body("ok") }));
    let server = HttpServer::new(app)
        .workers(Options::default().workers)
        .disable_signals()
        .listen(listener)?
        .run();
    let handle = server.handle();
    tokio::spawn(server);
    Ok((handle, address))
}

/// A pass of every `step`-th card, as a phone fetches it that has none: with as many shops as that, the passes of the first.
pub(super) fn passes_of_every(
    step: usize,
    cards: &Arc<Vec<BenchCard>>,
    pass_type: &str,
) -> Arc<Requests> {
    requests_of_every(step, 200, cards, pass(pass_type, ""))
}

/// Requests about one card after the other.
fn requests(
    status: u16,
    cards: &Arc<Vec<BenchCard>>,
    about: impl Fn(&BenchCard, &mut Vec<u8>) + Send + Sync + 'static,
) -> Arc<Requests> {
    requests_of_every(1, status, cards, about)
}

fn requests_of_every(
    step: usize,
    status: u16,
    cards: &Arc<Vec<BenchCard>>,
    about: impl Fn(&BenchCard, &mut Vec<u8>) + Send + Sync + 'static,
) -> Arc<Requests> {
    let cards = cards.clone();
    let write = move |number: u64, out: &mut Vec<u8>| {
        about(&cards[number as usize * step % cards.len()], out)
    };
    Arc::new(Requests {
        status,
        write: Box::new(write),
        next: AtomicU64::new(0),
    })
}

fn card_page(headers: &'static str) -> impl Fn(&BenchCard, &mut Vec<u8>) + Send + Sync + 'static {
    move |card, out| {
        let path = card
            .page
            .find("/c/")
            .map_or("/", |at| &card.page[at..]);
        let _ = write!(
            out,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n"
        );
    }
}

fn document(_: &BenchCard, out: &mut Vec<u8>) {
    let _ = write!(
        out,
        "GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n{BROWSER}\r\n"
    );
}

fn pass(
    pass_type: &str,
    header: &'static str,
) -> impl Fn(&BenchCard, &mut Vec<u8>) + Send + Sync + 'static {
    let pass_type = pass_type.to_owned();
    move |card, out| {
        let BenchCard {
            id,
            authentication_token,
            ..
        } = card;
        let _ = write!(
            out,
            "GET /apple/v1/passes/{pass_type}/{id} HTTP/1.1\r\nHost: 127.0.0.1\r\n\
             Authorization: ApplePass {authentication_token}\r\n{PHONE}{header}\r\n"
        );
    }
}

fn list(pass_type: &str) -> impl Fn(&BenchCard, &mut Vec<u8>) + Send + Sync + 'static {
    let pass_type = pass_type.to_owned();
    move |card, out| {
        let device = &card.device;
        let _ = write!(
            out,
            "GET /apple/v1/devices/{device}/registrations/{pass_type}?passesUpdatedSince=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n{PHONE}\r\n"
        );
    }
}

/// All sides, ready to take turns.
struct FetchRounds {
    service: [SocketAddr; 1],
    trivial: [SocketAddr; 1],
    clients: usize,
    pass: Arc<Requests>,
    not_modified: Arc<Requests>,
    list: Arc<Requests>,
    page: Arc<Requests>,
    page_packed: Arc<Requests>,
    document_packed: Arc<Requests>,
    livez: Arc<Requests>,
    ok: Arc<Requests>,
    app: App,
    runtime: Handle,
    seconds: u64,
}

impl FetchRounds {
    fn run(&self) -> anyhow::Result<FetchFigures> {
        let count = (Duration::from_secs(self.seconds)
            .div_duration_f64(ROUND)
            .round() as u32)
            .max(1);
        let share = |parts: u32| Duration::from_secs(self.seconds) / count * parts / 13;
        let mut figures = FetchFigures {
            signed: self.sign_all()?,
            ..FetchFigures::default()
        };
        self.settle();
        for _ in 0..count {
            figures
                .ok
                .add(load::turn(&self.trivial, self.clients, share(2), &self.ok)?);
            figures.livez.add(load::turn(
                &self.service,
                self.clients,
                share(1),
                &self.livez,
            )?);
            figures.not_modified.add(load::turn(
                &self.service,
                self.clients,
                share(2),
                &self.not_modified,
            )?);
            figures.list.add(load::turn(
                &self.service,
                self.clients,
                share(2),
                &self.list,
            )?);
            figures.page.add(load::turn(
                &self.service,
                self.clients,
                share(1),
                &self.page,
            )?);
            figures.page_packed.add(load::turn(
                &self.service,
                self.clients,
                share(1),
                &self.page_packed,
            )?);
            figures
                .document_packed
                .add(load::turn(
                    &self.service,
                    self.clients,
                    share(1),
                    &self.document_packed,
                )?);
            let before = processor_time();
            figures.pass.add(load::turn(
                &self.service,
                self.clients,
                share(3),
                &self.pass,
            )?);
            figures.processor += processor_time().saturating_sub(before);
            self.settle();
        }
        Ok(figures)
    }

    /// Lets every pass be asked for once, so that it is signed and kept; how many answers that took.
    fn sign_all(&self) -> anyhow::Result<usize> {
        let mut answers = 0;
        while answers < CARDS {
            answers += load::turn(
                &self.service,
                self.clients,
                Duration::from_millis(200),
                &self.pass,
            )?
            .latencies_us
            .len();
        }
        Ok(answers)
    }

    /// Waits until the fetches so far are in the log, which the service does behind the phone's back: the next side must not
    /// pay for this one.
    fn settle(&self) {
        while self
            .runtime
            .block_on(self.app.store.write(|_| Ok(())))
            .is_err()
        {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Everything that was measured.
#[derive(Default)]
struct FetchFigures {
    pass: BenchSide,
    not_modified: BenchSide,
    list: BenchSide,
    page: BenchSide,
    page_packed: BenchSide,
    document_packed: BenchSide,
    livez: BenchSide,
    ok: BenchSide,
    /// Processor time of service and clients together while passes were fetched.
    processor: Duration,
    /// Passes fetched before the measurement, so that all are kept.
    signed: usize,
    /// Fetches that the log holds.
    logged: u64,
}

impl FetchFigures {
    fn report(&self, args: &FetchArgs) -> Report {
        let title = format!(
            "Fetching over HTTP, {} s, SQLite, {} connections that ask again at once, {} cards",
            args.seconds,
            args.clients,
            number(CARDS as f64)
        );
        let facts = json!({
            "seconds": args.seconds, "clients": args.clients, "cards": CARDS, "fetched": self.fetched(), "logged": self.logged,
        });
        Report {
            bench: "fetch",
            title,
            rows: self.rows(),
            notes: self.notes(),
            facts,
        }
    }

    fn rows(&self) -> Vec<Row> {
        let sides = [
            ("kept pass", &self.pass, Some(GOAL_PASS)),
            (
                "pass not modified, 304",
                &self.not_modified,
                Some(GOAL_NOT_MODIFIED),
            ),
            ("list of serial numbers", &self.list, Some(GOAL_LIST)),
            ("GET /livez, what each request pays", &self.livez, None),
        ];
        let packed = [
            ("web card as a browser asks, gzip", &self.page_packed),
            (
                "API document as a browser asks, gzip",
                &self.document_packed,
            ),
        ];
        let whole = |(name, side): (&'static str, &BenchSide)| {
            let half = Row::ms("  whole answer, p50", side.quantile_ms(0.5))
                .over("the web card's, plain", self.page.quantile_ms(0.5));
            [
                Row::per_s(name, side.rate()).over("\"ok\" of bare actix-web", self.ok.rate()),
                half.goal(Goal::Under(GOAL_PACKED_MS)),
            ]
        };
        let asked = sides
            .into_iter()
            .flat_map(|(name, side, goal)| self.rows_of(name, side, goal));
        asked
            .chain(packed.into_iter().flat_map(whole))
            .collect()
    }

    fn rows_of(&self, name: &str, side: &BenchSide, goal: Option<f64>) -> [Row; 3] {
        let byte = |which: &str, share: f64, floor: &'static str| {
            Row::ms(format!("  first byte, {which}"), side.first_byte_ms(share))
                .over(floor, self.ok.first_byte_ms(share))
        };
        let rate = Row::per_s(name, side.rate()).over("\"ok\" of bare actix-web", self.ok.rate());
        let slowest = byte("p99", 0.99, "its p99");
        match goal {
            Some(goal) => [
                rate.goal(Goal::Ratio(goal)),
                byte("p50", 0.5, "its p50"),
                slowest.goal(Goal::Under(GOAL_P99_MS)),
            ],
            None => [rate, byte("p50", 0.5, "its p50"), slowest],
        }
    }

    fn fetched(&self) -> usize {
        self.signed + self.pass.count()
    }

    fn notes(&self) -> Vec<String> {
        let busy = self.processor.as_secs_f64() / self.pass.spent_s();
        let limit = format!(
            "Service and clients keep {busy:.1} of {} cores busy with kept passes; each also costs a line in the log, written behind the \
             phone's back.",
            cores()
        );
        let logged = format!(
            "Of {} fetched passes the log holds {}.",
            number(self.fetched() as f64),
            number(self.logged as f64)
        );
        vec![limit, logged]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_short_run_measures_every_side() {
        let folder = tempfile::tempdir().unwrap();
        let args = FetchArgs {
            seconds: 1,
            clients: 2,
            templates_dir: None,
            json: true,
        };
        let figures = measure(&args, folder.path())
            .await
            .unwrap();
        let pages = [
            &figures.page,
            &figures.page_packed,
            &figures.document_packed,
        ];
        let mut sides = [
            &figures.pass,
            &figures.not_modified,
            &figures.list,
            &figures.livez,
            &figures.ok,
        ]
        .into_iter()
        .chain(pages);
        assert!(sides.all(|side| side.rate() > 0.0 && side.first_byte_ms(0.5) > 0.0));
        assert!(figures.logged > 0 && figures.logged as usize <= figures.fetched());
    }
}
