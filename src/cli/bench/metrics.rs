//! `stampwell bench metrics`: what the numbers cost, beside one plain reading of the same events.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::json;

use super::log::{Log, place};
use super::postgres::Scratch;
use super::shop::{BenchFolder, BenchShops, Plan, certificates, somewhere, sqlite};
use super::table::{Goal, Report, Row, number};
use super::to_the_end;
use crate::app::App;
use crate::metrics::{MetricsQuery, Period, Query, Step, all, by_ids, last_full_month};
use crate::service::idempotency::NoKey;
use crate::service::reports::archive::make;
use crate::service::reports::query;
use crate::store::Tenant;

/// Events that one write appends.
const BATCH: usize = 20_000;
/// Times that a question is asked; the middle one counts.
const TIMES: usize = 5;
/// What the design promises of ten million events: each as a share of one reading.
const FOUR: f64 = 1.0 / 50.0;
const ALL: f64 = 1.0 / 3.0;
const SERIES: f64 = 1.0 / 10.0;
/// Bytes of memory while questions are answered.
const MEMORY: f64 = 256.0;

/// How to measure metrics.
#[derive(Debug, Args)]
pub struct MetricsBenchArgs {
    /// Events of the shop
    #[arg(
        long,
        default_value_t = 1_000_000,
        value_parser = clap::value_parser!(u64).range(1_000..=20_000_000),
    )]
    events: u64,
    /// Members of the shop [default: one for every hundred events]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    members: Option<u64>,
    /// Years that its log tells of
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(2..=40))]
    years: u8,
    /// A PostgreSQL server on which the user may create databases [default: SQLite]
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// A folder with card designs beside the built-in ones
    #[arg(long, value_name = "FOLDER")]
    templates_dir: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl MetricsBenchArgs {
    fn members(&self) -> u64 {
        self.members
            .unwrap_or(self.events / 100)
    }
}

/// Measures in a database of its own.
pub(super) async fn run(args: MetricsBenchArgs) -> anyhow::Result<()> {
    let folder = BenchFolder::make()?;
    let scratch = args
        .database_url
        .as_deref()
        .map(Scratch::make)
        .transpose()?;
    let url = scratch
        .as_ref()
        .map_or_else(|| sqlite(folder.path()), |scratch| scratch.url.clone());
    let figures = to_the_end(measure(&args, folder.path(), url)).await?;
    figures
        .report(&args)
        .print(args.json)?;
    Ok(())
}

/// Milliseconds of each question.
struct MetricsFigures {
    filing: Duration,
    making: Duration,
    reading: f64,
    asked: Vec<(&'static str, f64, Option<f64>)>,
    /// The most, and of which question.
    memory_mib: Option<(f64, &'static str)>,
}

async fn measure(
    args: &MetricsBenchArgs,
    folder: &Path,
    database_url: String,
) -> anyhow::Result<MetricsFigures> {
    let certificates = certificates()?;
    let plan = Plan {
        folder,
        templates_dir: args.templates_dir.as_deref(),
        database_url,
        certificates: &certificates,
        apns: None,
        google: None,
        public_url: somewhere(),
    };
    let app = BenchShops::open(&plan, 1, 1)
        .await?
        .app;
    let request = serde_json::from_value(
        json!({ "name": "Bench", "slug": "old-shop", "time_zone": "Europe/Berlin" }),
    )?;
    crate::service::shop::merchants::create_merchant(&app, &NoKey, request).await?;
    let tenant = crate::service::data::import_events::tenant_by_name(&app, "old-shop").await?;
    let tenant =
        tenant.ok_or_else(|| anyhow::anyhow!("the shop that was just made is not there"))?;
    let filing = append(
        &app,
        tenant,
        Log::new(
            &tenant.id().to_string(),
            args.events,
            args.members(),
            args.years,
            app.clock.now(),
        ),
    )
    .await?;
    let begun = Instant::now();
    make(&app, tenant, |_, _| {}).await?;
    let making = begun.elapsed();
    let (mut reading, mut asked): (Vec<f64>, Vec<Vec<f64>>) =
        (Vec::new(), vec![Vec::new(); QUESTIONS.len()]);
    for _ in 0..TIMES {
        for (times, (_, change, _)) in asked.iter_mut().zip(QUESTIONS) {
            times.push(ask(&app, tenant, change).await?);
        }
        if reading.len() < 2 {
            reading.push(read(&app, tenant).await?);
        }
    }
    let mut memory_mib: Option<(f64, &str)> = None;
    for (name, change, _) in QUESTIONS {
        let query = question(&app, tenant, change).await?;
        if let Some(most) = memory_of_a_process(&plan, &query)?
            && memory_mib.is_none_or(|(known, _)| known < most)
        {
            memory_mib = Some((most, name));
        }
    }
    let asked = QUESTIONS
        .iter()
        .zip(asked)
        .map(|((name, _, goal), times)| (*name, middle(times), *goal))
        .collect();
    Ok(MetricsFigures {
        filing,
        making,
        reading: middle(reading),
        asked,
        memory_mib,
    })
}

/// A question: its name, how it differs from the four of last month, and its goal.
type BenchQuestion = (&'static str, fn(&mut MetricsQuery), Option<f64>);

const QUESTIONS: [BenchQuestion; 5] = [
    ("the four, last month", |_| {}, Some(FOUR)),
    (
        "the four, with the month before",
        |query| query.compared_with = Some(query.about.period.previous()),
        None,
    ),
    (
        "all, last month",
        |query| query.metrics = all().collect(),
        Some(ALL),
    ),
    (
        "12-month series of the four",
        |query| {
            let period = &mut query.about.period;
            period.from = period
                .to
                .saturating_sub(jiff::Span::new().years(1));
            query.series = Some(Step::Month);
        },
        Some(SERIES),
    ),
    (
        "the four, at one place",
        |query| query.about.visit_location = vec![place(1)],
        Some(1.0),
    ),
];

async fn append(app: &App, tenant: Tenant, log: Log) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    let mut log = log.peekable();
    while log.peek().is_some() {
        let batch: Vec<_> = log.by_ref().take(BATCH).collect();
        app.store
            .write(move |tx| {
                tx.lock(tenant)?;
                // A copy, because a write that met a crossing transaction runs again.
                tx.append_events(tenant, batch.clone())?;
                tx.note_import(tenant)
            })
            .await?;
    }
    Ok(begun.elapsed())
}

/// The question as it is asked.
async fn question(
    app: &App,
    tenant: Tenant,
    change: fn(&mut MetricsQuery),
) -> anyhow::Result<MetricsQuery> {
    let zone = query::zone(app, tenant).await?;
    let last_month = last_full_month(app.clock.now(), &zone);
    let mut query = MetricsQuery {
        about: Query::new(zone, last_month),
        metrics: by_ids("")?,
        series: None,
        compared_with: None,
    };
    change(&mut query);
    Ok(query)
}

/// Milliseconds of a question.
async fn ask(app: &App, tenant: Tenant, change: fn(&mut MetricsQuery)) -> anyhow::Result<f64> {
    let query = question(app, tenant, change).await?;
    let begun = Instant::now();
    query::answer(app, tenant, query).await?;
    Ok(begun.elapsed().as_secs_f64() * 1_000.0)
}

/// Milliseconds of one plain reading of all the tenant's events.
async fn read(app: &App, tenant: Tenant) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let bytes = app
        .store
        .read(move |tx| {
            let last = tx.archive_state(tenant)?.log_seq;
            let mut bytes = 0;
            for from in (1..=last).step_by(BATCH) {
                let lines = tx.lines(tenant, from, last.min(from + BATCH as i64 - 1))?;
                bytes += lines
                    .iter()
                    .map(|(_, line)| line.len())
                    .sum::<usize>();
            }
            Ok(bytes)
        })
        .await?;
    // Or the compiler may find that nobody needs the reading.
    std::hint::black_box(bytes);
    Ok(begun.elapsed().as_secs_f64() * 1_000.0)
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times
        .get(times.len() / 2)
        .copied()
        .unwrap_or_default()
}

/// The most memory, in MiB, of a process that answers one question and does nothing else; none where the kernel does not tell.
/// This process has held the log that it made.
fn memory_of_a_process(plan: &Plan<'_>, query: &MetricsQuery) -> anyhow::Result<Option<f64>> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    command
        .args(["metrics", "--merchant", "old-shop", "--json"])
        .args(options(query))
        .env_clear()
        .env("STAMPWELL_DATABASE_URL", &plan.database_url)
        .env(
            "STAMPWELL_SECRET",
            "a secret of more than thirty-two bytes for the bench",
        )
        .stdout(std::process::Stdio::null());
    let mut child = command.spawn()?;
    let mut most: Option<f64> = None;
    // The kernel's mark goes with the process, so it is read for as long as there is one.
    while child.try_wait()?.is_none() {
        most = peak_mib(child.id())
            .into_iter()
            .chain(most)
            .reduce(f64::max);
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(most)
}

/// A question as options of the command.
fn options(query: &MetricsQuery) -> Vec<String> {
    let Period { from, to } = query.about.period;
    let ids: Vec<&str> = query
        .metrics
        .iter()
        .map(|metric| metric.id)
        .collect();
    let mut options = vec![
        format!("--from={from}"),
        format!("--to={to}"),
        format!("--metrics={}", ids.join(",")),
    ];
    options.extend(
        query
            .series
            .map(|_| "--series=month".to_owned()),
    );
    options.extend(
        query
            .compared_with
            .map(|_| "--compare=previous".to_owned()),
    );
    options.extend(
        query
            .about
            .visit_location
            .iter()
            .map(|place| format!("--visit-location={place}")),
    );
    options
}

/// The highest use of memory of a process, in MiB.
fn peak_mib(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line
        .trim()
        .trim_end_matches("kB")
        .trim()
        .parse()
        .ok()?;
    Some(kib / 1_024.0)
}

impl MetricsFigures {
    fn report(&self, args: &MetricsBenchArgs) -> Report {
        let database = if args.database_url.is_some() {
            "PostgreSQL"
        } else {
            "SQLite"
        };
        let mut rows: Vec<Row> = Vec::new();
        for (name, time, goal) in &self.asked {
            let row = Row::ms(*name, *time).over("one reading of the log", self.reading);
            rows.push(match goal {
                Some(goal) => row.goal(Goal::Share(*goal)),
                None => row,
            });
        }
        if let Some((memory, question)) = self.memory_mib {
            rows.push(
                Row::count("highest memory, MiB", memory)
                    .goal(Goal::Under(MEMORY))
                    .remark(question),
            );
        }
        let per_s = |time: Duration| number(args.events as f64 / time.as_secs_f64());
        let notes = vec![
            format!(
                "The log was appended at {}/s and its archive made at {}/s, once; the first is no import, which also parses and checks.",
                per_s(self.filing),
                per_s(self.making)
            ),
            "Memory is the most of processes of their own, one for each question.".to_owned(),
        ];
        Report {
            bench: "metrics",
            title: format!(
                "Metrics on {database}, {} events of {} members in {} years, middle of {TIMES}",
                number(args.events as f64),
                number(args.members() as f64),
                args.years
            ),
            rows,
            notes,
            facts: json!({ "events": args.events, "members": args.members(), "years": args.years, "database": database.to_lowercase() }),
        }
    }
}
