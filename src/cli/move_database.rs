//! `stampwell move`: copies the whole database to another one, from SQLite to PostgreSQL or back, and compares the two.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use tokio::task::{JoinHandle, spawn_blocking};

use super::CommandRefused;
use super::out::{line, talk};
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, ConfigArgs};
use crate::service::reports::whole_life::whole_life;
use crate::service::upkeep::verify::{Verdict, verify_file, verify_store};
use crate::store::{AnewReason, DatabaseMove, MoveProgress, MoveStart, Store};

/// After so long without a word from the databases it is said.
const SILENCE: Duration = Duration::from_secs(60);

/// Where the database goes.
#[derive(Debug, Args)]
pub struct MoveArgs {
    /// The address of the database to move to, which must be empty: postgres://… or sqlite://FILE
    #[arg(
        long,
        value_name = "URL",
        required_unless_present = "to_file",
        conflicts_with = "to_file"
    )]
    to: Option<String>,
    /// A file with that address; others on the machine can see a password in a flag
    #[arg(long, value_name = "FILE")]
    to_file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// What was moved and what the comparison found.
#[derive(Debug, Serialize)]
struct MoveReport {
    from: &'static str,
    to: &'static str,
    rows: u64,
    tables: Vec<TableRows>,
    merchants: usize,
    events: u64,
    members: usize,
    /// Metrics of all shops that were compared.
    metrics: usize,
    /// What is not the same in both; the move is done only if there is nothing.
    differences: Vec<String>,
}

#[derive(Debug, Serialize)]
struct TableRows {
    name: String,
    rows: u64,
}

/// Moves, compares and says what is to be set; exit code 1 when something differs.
pub async fn run(args: MoveArgs) -> anyhow::Result<ExitCode> {
    let config = super::config(&args.config)?;
    let target = target(&args)?;
    super::check_there(&config)?;
    super::check_database(&config)?;
    refuse_same_file(&config, &target)?;
    require_folder(&target)?;
    refuse_held(&config)?;
    refuse_held(&target)?;
    DatabaseMove::check_target(&address(&target))?;
    // Kept to the end: a service that started meanwhile would write what is not moved.
    let _held = [hold(&config)?, hold(&target)?];
    check_sound(&config).await?;
    let report = move_all(&config, &target).await?;
    tell(&report, args.json)?;
    Ok(match report.differences.is_empty() {
        true => {
            say_what_to_set(&config, &target);
            ExitCode::SUCCESS
        }
        false => {
            talk(
                "The two databases differ, so the new one cannot be served. The old one is as it was.\n      fix   see that nothing writes to either, and \
                 run the same command again: it begins anew",
            );
            ExitCode::from(1)
        }
    })
}

/// Copies, compares, and says to the new database whether it is whole.
async fn move_all(config: &Config, target: &Config) -> anyhow::Result<MoveReport> {
    let (from, to, bar) = (address(config), address(target), bar());
    let (theirs, shown) = ((from.clone(), to.clone()), bar.clone());
    let work = spawn_blocking(move || copy_and_compare(&theirs.0, &theirs.1, &shown));
    let say = |silence: String| bar.suspend(|| talk(silence));
    let (mut moving, mut differences) = while_told(&bar, work, SILENCE, say).await?;
    bar.set_message("verifying the logs, comparing the metrics");
    let looked = look_at_both(config, target).await;
    bar.finish_and_clear();
    let (verdict, metrics, more) = looked?;
    differences.extend(more);
    let tables: Vec<TableRows> = moving
        .tables()
        .map(|(name, rows)| TableRows {
            name: name.to_owned(),
            rows,
        })
        .collect();
    let whole = differences.is_empty();
    spawn_blocking(move || match whole {
        true => moving.finish(),
        false => moving.begin_anew_next_time(),
    })
    .await??;
    if whole {
        into_one_file(&to).await;
    }
    Ok(MoveReport {
        from: kind(&from),
        to: kind(&to),
        rows: tables
            .iter()
            .map(|table| table.rows)
            .sum(),
        tables,
        merchants: verdict.merchants,
        events: verdict.events,
        members: verdict.members,
        metrics,
        differences,
    })
}

fn copy_and_compare(
    from: &str,
    to: &str,
    bar: &ProgressBar,
) -> anyhow::Result<(DatabaseMove, Vec<String>)> {
    let mut moving = DatabaseMove::begin(from, to, |at| show(bar, &at))?;
    bar.suspend(|| say_start(moving.started()));
    moving.copy(|at| show(bar, &at))?;
    let differences = moving.compare(|at| show(bar, &at))?;
    Ok((moving, differences))
}

/// Waits for the work, and says so whenever nothing has come of it for a while: a commit that a server never confirms would look like work.
async fn while_told<T>(
    bar: &ProgressBar,
    mut work: JoinHandle<anyhow::Result<T>>,
    silence: Duration,
    mut say: impl FnMut(String),
) -> anyhow::Result<T> {
    loop {
        let before = (bar.position(), bar.message());
        match tokio::time::timeout(silence, &mut work).await {
            Ok(done) => return done?,
            Err(_) if before == (bar.position(), bar.message()) => say(format!(
                "Nothing has come back for {} seconds (rows done: {}; {}). A database may be at work still, or wait for a lock or a standby.",
                silence.as_secs(),
                before.0,
                before.1.trim()
            )),
            Err(_) => {}
        }
    }
}

fn address(config: &Config) -> String {
    config
        .database_url
        .expose_secret()
        .to_owned()
}

fn kind(url: &str) -> &'static str {
    match url.starts_with("sqlite://") {
        true => "sqlite",
        false => "postgres",
    }
}

/// The settings of a service on the new database: the address is read and judged as the setting is.
fn target(args: &MoveArgs) -> anyhow::Result<Config> {
    let there = ConfigArgs {
        database_url: args.to.clone(),
        database_url_file: args.to_file.clone(),
        ..args.config.clone()
    };
    let (config, _) = Config::load(
        &there,
        super::environment(std::env::vars_os())?.into_iter(),
        &std::env::current_dir()?,
    )
    .map_err(|mut error| {
        for note in &mut error.notes {
            note.what = note
                .what
                .replace("the flag --database-url", "the flag --to")
                .replace("--database-url-file", "--to-file");
        }
        error
    })?;
    Ok(config)
}

fn refuse_same_file(config: &Config, target: &Config) -> anyhow::Result<()> {
    let file = |config: &Config| {
        let path = config
            .database_url
            .expose_secret()
            .strip_prefix("sqlite://")?
            .to_owned();
        std::fs::canonicalize(path).ok()
    };
    match (file(config), file(target)) {
        (Some(one), Some(other)) if one == other => Err(CommandRefused {
            what: "the database to move to is the one that is to be moved".into(),
            why: "it would be read and written at once",
            fix: "name another one with --to".into(),
            exit: 4,
        }
        .into()),
        _ => Ok(()),
    }
}

fn require_folder(target: &Config) -> anyhow::Result<()> {
    let address = address(target);
    let folder = address
        .strip_prefix("sqlite://")
        .and_then(|path| std::path::Path::new(path).parent())
        .filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Err(CommandRefused {
            what: format!("the folder {} does not exist", folder.display()),
            why: "the new database is made in it",
            fix: "make the folder, or name another place with --to".into(),
            exit: 3,
        }
        .into()),
        _ => Ok(()),
    }
}

/// Refuses a SQLite file that a service has.
fn refuse_held(config: &Config) -> anyhow::Result<()> {
    let address = address(config);
    if let Some(path) = address.strip_prefix("sqlite://")
        && super::one_service::is_held(path)
    {
        return Err(CommandRefused {
            what: format!("a service, or another move, is at work on the database {path}"),
            why: "what is written while a database moves would be left behind",
            fix:
                "stop it, and run this again; the service can start on the new database afterwards"
                    .into(),
            exit: 4,
        }
        .into());
    }
    Ok(())
}

/// Takes a SQLite file as a service does, so that none runs on it.
fn hold(config: &Config) -> anyhow::Result<super::one_service::ServiceLock> {
    let mut config = config.clone();
    config.allow_second_service = false;
    super::one_service::hold(&config)
}

/// A damaged database is not moved: what is wrong with it would be found in the copy, after a long time.
async fn check_sound(config: &Config) -> anyhow::Result<()> {
    let address = address(config);
    let in_file = address
        .strip_prefix("sqlite://")
        .map(verify_file);
    let verdict = match in_file {
        Some(verdict) if !verdict.faults.is_empty() => verdict,
        _ => verify_store(&Store::open_as_is(&address)?).await?,
    };
    match verdict.faults.first() {
        None => Ok(()),
        Some(fault) => Err(CommandRefused {
            what: format!("the database is damaged, and nothing was moved: {fault}"),
            why: "a copy of it would be as damaged",
            fix: "look at `stampwell verify`; restore the last sound backup, and move that".into(),
            exit: 1,
        }
        .into()),
    }
}

fn say_start(start: MoveStart) {
    match start {
        MoveStart::New => {}
        MoveStart::Resumed(rows) => talk(format_args!(
            "An earlier run had moved {rows} rows; this one goes on from there."
        )),
        MoveStart::Anew(reason) => {
            let why = match reason {
                AnewReason::SourceChanged => {
                    "Rows that an earlier run had copied have changed since in the database that is moved."
                }
                AnewReason::Differed => "An earlier run found that the two databases differ.",
                AnewReason::RowRefused => "A row did not go with what an earlier run had copied.",
            };
            talk(format_args!(
                "{why} What that run had copied is taken out, and the move begins anew."
            ));
        }
    }
}

/// On a terminal a bar of all rows; in a pipe nothing.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() || std::env::var_os("CI").is_some() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} rows  {msg}  {eta} left");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn show(bar: &ProgressBar, at: &MoveProgress<'_>) {
    bar.set_length(at.of);
    bar.set_position(at.done);
    bar.set_message(format!("{} {}", at.doing, at.table));
}

/// Verifies the logs of the new database, as those of the old one were before, and compares every metric of every shop; what is wrong, in words.
async fn look_at_both(
    config: &Config,
    target: &Config,
) -> anyhow::Result<(Verdict, usize, Vec<String>)> {
    let (from, to) = (address(config), address(target));
    let here = super::app_on(config.clone(), || Store::open_by_move(&from))?;
    let there = super::app_on(target.clone(), || Store::open_by_move(&to))?;
    let verdict = verify_store(&there.store).await?;
    let mut differences = verdict.faults.clone();
    let (metrics, differing) = compare_metrics(&here, &there).await?;
    differences.extend(differing);
    Ok((verdict, metrics, differences))
}

async fn compare_metrics(here: &App, there: &App) -> anyhow::Result<(usize, Vec<String>)> {
    let now = Clock::system().now();
    let (mut compared, mut differences) = (0, Vec::new());
    for (tenant, merchant) in here
        .store
        .read(|tx| tx.all_merchants())
        .await?
    {
        let old = whole_life(here, tenant, now).await?;
        let new = whole_life(there, tenant, now).await?;
        if (old.query.period, old.answer.metrics.len())
            != (new.query.period, new.answer.metrics.len())
        {
            differences.push(format!("{}: the metrics are of other days", merchant.slug));
        }
        for ((metric, old), (_, new)) in old
            .answer
            .metrics
            .iter()
            .zip(&new.answer.metrics)
        {
            compared += 1;
            if old.to_json() != new.to_json() {
                differences.push(format!(
                    "{}: the metric {} differs",
                    merchant.slug, metric.id
                ));
            }
        }
    }
    Ok((compared, differences))
}

/// A copy of the one file is then whole.
async fn into_one_file(url: &str) {
    if url.starts_with("sqlite://")
        && let Ok(store) = Store::open_as_is(url)
    {
        super::into_one_file(&store).await;
    }
}

fn tell(report: &MoveReport, json: bool) -> anyhow::Result<()> {
    if json {
        line(serde_json::to_string(report)?)?;
        return Ok(());
    }
    line(format_args!(
        "{} rows in {} tables; {} merchants, {} events, {} members; {} metrics compared: {} differences",
        report.rows,
        report.tables.len(),
        report.merchants,
        report.events,
        report.members,
        report.metrics,
        report.differences.len()
    ))?;
    for difference in &report.differences {
        line(format_args!("fail  {difference}"))?;
    }
    Ok(())
}

/// The one step that is left, and what the new machine needs beside the database. An address may hold a password, so none is repeated.
fn say_what_to_set(config: &Config, target: &Config) {
    let place = match &config.database_url_origin {
        None => "set STAMPWELL_DATABASE_URL, or database_url in stampwell.toml,".to_owned(),
        Some(file) if !file.starts_with("the ") => {
            format!("change the line database_url in {file}")
        }
        Some(place) => format!("change {place}"),
    };
    talk(format_args!(
        "Everything is in the new database. Before you start the service, {place} to its address; until then the service uses the old one, which is as it was."
    ));
    match (&config.secret_file, &config.kept_secret) {
        (Some(file), Some(kept)) if file == kept && target.kept_secret.as_ref() != Some(kept) => {
            talk(format_args!(
                "Cards need the same secret. It lies in {}, and is not looked for there any more: set STAMPWELL_SECRET_FILE to it, and copy it to each new machine.",
                file.display()
            ))
        }
        (Some(file), _) => talk(format_args!(
            "Cards need the same secret: copy {} to each new machine.",
            file.display()
        )),
        (None, _) => {
            talk("Cards need the same secret on each new machine: STAMPWELL_SECRET stays as it is.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_database_that_says_nothing_is_told_of() {
        let bar = ProgressBar::hidden();
        bar.set_message("copying cards");
        let (heard, hears) = tokio::sync::oneshot::channel();
        let mut heard = Some(heard);
        let work = tokio::spawn(async move { Ok(hears.await?) });
        let said: String = while_told(&bar, work, Duration::from_millis(5), |silence| {
            // The work ends with the first word.
            if let Some(heard) = heard.take() {
                let _ = heard.send(silence);
            }
        })
        .await
        .unwrap();
        assert!(said.contains("copying cards"), "{said}");
    }
}
