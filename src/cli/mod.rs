//! The command line: one file for each command.
//!
//! stdout is data, stderr is talk. Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 conflict, 5 denied,
//! 69 unreachable, 74 output could not be written, 78 configuration.

mod backup;
mod bench;
mod check;
pub mod demo;
mod doctor;
mod events;
mod google;
mod merchant;
mod metrics;
mod move_database;
mod one_service;
mod out;
mod poster;
mod secret;
pub mod serve;
mod verify;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use secrecy::ExposeSecret as _;

use crate::app::{App, UnusableDesigns};
use crate::clock::Clock;
use crate::config::{Config, ConfigArgs, ConfigError, Note};
use crate::error::{Code, Error};
use crate::service;
use crate::store::{Diagnosis, Schema, Store};
use out::talk;

/// Stamp cards in Apple and Google Wallet for local shops.
#[derive(Debug, Parser)]
#[command(
    name = "stampwell",
    version,
    about,
    propagate_version = true,
    disable_help_flag = true,
    after_help = "Each command's own options: stampwell COMMAND --help. The settings, which all commands share: stampwell serve --help-settings"
)]
pub struct Cli {
    /// Print help
    #[arg(short, long, global = true, action = clap::ArgAction::HelpShort, display_order = 999)]
    pub help: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Try the whole product on this machine: no account needed, nothing outside is called
    Demo(demo::DemoArgs),
    /// Run the service
    Serve(Box<ConfigArgs>),
    /// Check settings, certificates and the database, and say what to fix
    Doctor(Box<doctor::DoctorArgs>),
    /// Check a .pkpass file the way a phone does, and explain the result
    Check(check::CheckArgs),
    /// Check Google Wallet
    #[command(subcommand)]
    Google(google::GoogleCommand),
    /// Create, list and suspend merchants
    #[command(subcommand)]
    Merchant(merchant::MerchantCommand),
    /// Create, list and revoke API keys
    #[command(subcommand)]
    Key(merchant::KeyCommand),
    /// List tills
    #[command(subcommand)]
    Till(merchant::TillCommand),
    /// Import and export the event log
    #[command(subcommand)]
    Events(events::EventsCommand),
    /// Show a shop's metrics
    Metrics(Box<metrics::MetricsArgs>),
    /// Draw the poster or table tent that leads customers to the join page, as SVG
    Poster(Box<poster::PosterArgs>),
    /// Recompute every hash chain and balance
    Verify(verify::VerifyArgs),
    /// Write a consistent copy of the database, even while the service runs (SQLite)
    Backup(backup::BackupArgs),
    /// Verify a backup, put it in place (SQLite) and tell every phone to refresh
    Restore(backup::RestoreArgs),
    /// Bring the database schema up to date
    Migrate(ConfigArgs),
    /// Move the whole database to another one: from SQLite to PostgreSQL, or back
    Move(Box<move_database::MoveArgs>),
    /// Run benchmarks
    #[command(subcommand)]
    Bench(bench::BenchCommand),
}

/// Reads the command line and runs the command; answers the process's exit code.
pub fn main() -> ExitCode {
    keep_memory_private();
    let asked = match Cli::try_parse() {
        Ok(cli) => return run(cli),
        Err(asked) => asked,
    };
    if asked.use_stderr() && serves_in_json() {
        out::log_line("ERROR", asked.to_string().trim_end(), &[]);
        return ExitCode::from(u8::try_from(asked.exit_code()).unwrap_or(2));
    }
    let printed = asked
        .print()
        .and_then(|()| std::io::stdout().flush());
    match printed {
        // Help and version are data.
        Err(error) if !asked.use_stderr() => ended(&out::Unwritten::from(error).into()),
        _ => ExitCode::from(u8::try_from(asked.exit_code()).unwrap_or(2)),
    }
}

/// Whether a command line that was not understood would have started a service whose log is JSON.
fn serves_in_json() -> bool {
    let words: Vec<OsString> = std::env::args_os().collect();
    let flag = words
        .iter()
        .any(|word| word == "--log-format=json")
        || words
            .windows(2)
            .any(|two| two[0] == "--log-format" && two[1] == "json");
    let variable = std::env::var("STAMPWELL_LOG_FORMAT").is_ok_and(|word| word.trim() == "json");
    words
        .get(1)
        .is_some_and(|word| word == "serve")
        && (flag || variable)
}

/// Secrets and keys lie in memory: what crashes leaves no copy of it behind, and nobody of the same user attaches to it.
fn keep_memory_private() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    // A system that refuses this is no reason to serve nobody.
    let _ = setrlimit(Resource::Core, none);
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// How long threads that nobody waits for any more may go on when the command is done.
const THREADS_END: std::time::Duration = std::time::Duration::from_millis(500);

/// Runs the command; answers the process's exit code.
pub fn run(cli: Cli) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => {
            let outcome = runtime.block_on(dispatch(cli.command));
            // A thread that waits for a server that hangs would be waited for as long.
            runtime.shutdown_timeout(THREADS_END);
            outcome
        }
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => ended(&error),
    }
}

fn ended(error: &anyhow::Error) -> ExitCode {
    match (out::speaks_json(), error.downcast_ref::<ConfigError>()) {
        (false, _) => talk(told(error)),
        (true, Some(error)) => error
            .notes
            .iter()
            .for_each(|note| note_line("ERROR", note)),
        (true, None) => {
            let (what, parts) = parts(error);
            let more: Vec<(&str, &str)> = parts
                .iter()
                .map(|(name, text)| (*name, text.as_str()))
                .collect();
            out::log_line("ERROR", what, &more);
        }
    }
    ExitCode::from(exit_code(error))
}

fn note_line(level: &str, note: &Note) {
    out::log_line(
        level,
        &note.what,
        &[
            ("setting", &note.subject),
            ("why", &note.why),
            ("fix", &note.fix),
        ],
    );
}

async fn dispatch(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo(args) => demo::run(args).await,
        Command::Serve(args) => serve::run(&args).await,
        Command::Doctor(args) => doctor::run(&args).await,
        Command::Check(args) => check::run(&args),
        Command::Google(command) => google::run(command).await,
        Command::Merchant(command) => merchant::run_merchant(command).await,
        Command::Key(command) => merchant::run_key(command).await,
        Command::Till(command) => merchant::run_till(command).await,
        Command::Events(command) => events::run(command).await,
        Command::Metrics(args) => metrics::run(*args).await,
        Command::Poster(args) => poster::run(*args).await,
        Command::Verify(args) => verify::run(&args).await,
        Command::Backup(args) => backup::backup(&args).await,
        Command::Restore(args) => backup::restore(&args).await,
        Command::Migrate(args) => migrate(&args).await,
        Command::Move(args) => move_database::run(*args).await,
        Command::Bench(command) => bench::run(command).await,
    }
}

async fn migrate(args: &ConfigArgs) -> anyhow::Result<ExitCode> {
    let config = config(args)?;
    let url = config.database_url.expose_secret();
    if let Ok(Schema::Former { at }) = Store::schema(url) {
        talk(format_args!(
            "Carrying the database over from the schema {at}. It takes about as much room again, and a minute for each million events. \
             Stopped halfway, the database stays as it was."
        ));
    }
    let store = Store::open_carrying_over(url)?;
    say_migrated(&store);
    talk("The database schema is up to date.");
    fold_ids(&config, &store).await?;
    into_one_file(&store).await;
    Ok(ExitCode::SUCCESS)
}

/// Folds members' ids that an earlier release stored as they were typed, and says what is left to do. Without the secret they are sealed:
/// then they wait for a start that has it.
async fn fold_ids(config: &Config, store: &Store) -> anyhow::Result<()> {
    let store = &store.with_batch_deadline();
    let had = store
        .read(|tx| tx.count_same_ids())
        .await?;
    if config.secret.is_some() {
        service::members::fold_ids::fold_ids(
            store,
            &secret::secrets(config),
            service::members::fold_ids::BATCH,
            |_| {},
        )
        .await?;
    }
    let (waiting, pairs) = store
        .read(|tx| Ok((tx.count_typed_ids()?, tx.count_same_ids()?)))
        .await?;
    if waiting > 0 {
        talk(format_args!(
            "note: the IDs of {waiting} members stay as they were typed, because they are sealed with a secret that is not set here."
        ));
        talk(
            "      Run `stampwell serve` or `stampwell migrate` with that secret to give them one spelling.",
        );
    }
    if pairs > had {
        let more = pairs - had;
        talk(format_args!(
            "note: {more} pairs of members turned out to share an ID. The older member of each pair keeps it. Nothing was merged."
        ));
        talk("      `stampwell doctor` and the owner's Members page list them.");
    }
    Ok(())
}

/// Reads the settings; warnings go to stderr.
fn config(args: &ConfigArgs) -> anyhow::Result<Config> {
    let (config, warnings) = Config::load(
        args,
        environment(std::env::vars_os())?.into_iter(),
        &std::env::current_dir()?,
    )?;
    for warning in &warnings {
        if out::speaks_json() {
            note_line("WARN", &warning.0)
        } else {
            talk(warning)
        }
    }
    Ok(config)
}

/// The environment as text. A setting that is none is refused by its name: left out, its default would hold without a word.
fn environment(
    given: impl Iterator<Item = (OsString, OsString)>,
) -> Result<Vec<(String, String)>, ConfigError> {
    let (mut read, mut notes) = (Vec::new(), Vec::new());
    for (name, value) in given {
        let shown = name.to_string_lossy().into_owned();
        match (name.into_string(), value.into_string()) {
            (Ok(name), Ok(value)) => read.push((name, value)),
            _ if shown.starts_with("STAMPWELL_") => notes.push(Note {
                subject: "environment".into(),
                what: format!("the environment variable {shown} is not UTF-8 text"),
                why: "the setting it was meant for would silently keep its default".into(),
                fix: "write it again in UTF-8; a secret can be in a file, set by the same variable with _FILE".into(),
            }),
            _ => {}
        }
    }
    if notes.is_empty() {
        Ok(read)
    } else {
        Err(ConfigError { notes })
    }
}

/// A command was refused by what it met: what is so, what to do, and the exit code.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
struct CommandRefused {
    what: String,
    why: &'static str,
    fix: String,
    exit: u8,
}

/// The app for a command that works on the database that is there as it is, beside a running service.
fn app(args: &ConfigArgs) -> anyhow::Result<App> {
    app_as_is(config(args)?)
}

/// The same for settings that were read already.
fn app_as_is(config: Config) -> anyhow::Result<App> {
    check_database(&config)?;
    let url = config.database_url.clone();
    app_on(config, || Store::open_as_is(url.expose_secret()))
}

/// Refuses where no SQLite file is: in the wrong folder a command would make one, and answer for a service that nobody knows.
fn check_there(config: &Config) -> anyhow::Result<()> {
    match config
        .database_url
        .expose_secret()
        .strip_prefix("sqlite://")
    {
        Some(path) if !std::fs::exists(path)? => Err(nothing_there(config).into()),
        _ => Ok(()),
    }
}

fn nothing_there(config: &Config) -> CommandRefused {
    let url = config.database_url.expose_secret();
    let (what, fix) = match url.strip_prefix("sqlite://") {
        Some(path) => (
            format!("there is no database at {path}"),
            "name it with --database-url, or run this where it lies".to_owned(),
        ),
        None => (
            "there is nothing of stampwell in this PostgreSQL database".to_owned(),
            "check STAMPWELL_DATABASE_URL".to_owned(),
        ),
    };
    CommandRefused {
        what,
        why: "this command works on what is there, and begins nothing",
        fix,
        exit: 3,
    }
}

/// Refuses where no database of this release is. Who only looks migrates nothing: a service of the release before may be at work on it,
/// and would not start again.
fn check_database(config: &Config) -> anyhow::Result<()> {
    let url = config.database_url.expose_secret();
    let (at, newest) = match Store::schema(url)? {
        Schema::Current => return Ok(()),
        Schema::Missing => return Err(nothing_there(config).into()),
        Schema::Behind { at, pending } => (at, pending.last().cloned()),
        Schema::Former { at } => (at, None),
    };
    let name = url
        .strip_prefix("sqlite://")
        .unwrap_or("in PostgreSQL");
    let newest = newest
        .as_deref()
        .unwrap_or("other tables");
    Err(CommandRefused {
        what: format!("the database {name} has the schema {at} of an earlier release; this release needs {newest}"),
        why: "this command changes no schema: a service of the earlier release may be running on it, and could not start again",
        fix: "use the earlier release's command; or stop the service, make a backup (`stampwell backup FILE`) and run `stampwell migrate`"
            .into(),
        exit: 4,
    }
    .into())
}

/// Says that tables of an earlier release were changed: it does not start on them any more.
fn say_migrated(store: &Store) {
    if let Some(migrated) = store.migrated() {
        talk(format_args!(
            "The database schema was brought up to date, from {} to {}; earlier releases do not start on it any more.",
            migrated.from, migrated.to
        ));
    }
}

/// Leaves everything in the one SQLite file, as far as nobody is reading beside this: a copy of the file alone is then whole.
async fn into_one_file(store: &Store) {
    // What stays in the log is as safe there; the service writes it back when it stops.
    drop(store.settle_file().await);
}

/// The app for settings that were read already; its database is made where there is none, and brought up to date.
fn app_of(config: Config) -> anyhow::Result<App> {
    let url = config.database_url.clone();
    let app = app_on(config, || Store::open(url.expose_secret()))?;
    say_migrated(&app.store);
    Ok(app)
}

/// The same, and tables of the first releases are carried over.
fn app_carrying_over(config: Config) -> anyhow::Result<App> {
    let url = config.database_url.clone();
    let app = app_on(config, || Store::open_carrying_over(url.expose_secret()))?;
    say_migrated(&app.store);
    Ok(app)
}

/// Commands that need no secret run without one: what they would derive from it is then worthless, so a random one is used.
fn app_on(mut config: Config, open: impl FnOnce() -> anyhow::Result<Store>) -> anyhow::Result<App> {
    if config.secret.is_none() {
        config.secret = Some(crate::service::access::actor::new_token("")?.into());
    }
    if config.public_url().is_err() {
        config.set_public_url("http://127.0.0.1");
    }
    Ok(App::build_on(&config, Clock::system(), open)?.0)
}

/// What to do when the designs cannot be read.
const DESIGNS_FIX: &str = "mend that design, or set STAMPWELL_TEMPLATES_DIR to a folder that has a subfolder for each design; without it there are the built-in ones";

/// An error in three lines: what, why, what to do.
fn told(error: &anyhow::Error) -> String {
    if let Some(error) = error.downcast_ref::<ConfigError>() {
        return error.to_string();
    }
    let (what, parts) = parts(error);
    let lines = parts
        .iter()
        .filter(|(_, text)| !text.is_empty());
    lines.fold(format!("fail  {what}"), |told, (name, text)| {
        format!("{told}\n      {name:<5} {text}")
    })
}

/// What went wrong, and the other parts of the three lines, by name.
fn parts(error: &anyhow::Error) -> (String, Vec<(&'static str, String)>) {
    if let Some(error) = error.downcast_ref::<Error>() {
        return parts_of(error);
    }
    if let Some(fault) = error.downcast_ref::<Diagnosis>() {
        let (outer, own) = (error.to_string(), fault.to_string());
        let fix = ("fix", fault.fix.clone());
        return match outer == own {
            true => (fault.what.clone(), vec![fix]),
            false => (outer, vec![("why", fault.what.clone()), fix]),
        };
    }
    if let Some(CommandRefused { what, why, fix, .. }) = error.downcast_ref::<CommandRefused>() {
        return (
            what.clone(),
            vec![("why", (*why).to_owned()), ("fix", fix.clone())],
        );
    }
    let mut chain = error
        .chain()
        .map(ToString::to_string);
    let what = chain.next().unwrap_or_default();
    let why: Vec<String> = chain.collect();
    let fix = match error.is::<UnusableDesigns>() {
        true => DESIGNS_FIX,
        false => "",
    };
    (what, vec![("why", why.join(": ")), ("fix", fix.to_owned())])
}

/// What the service would answer, told to whoever has the database: nobody else can look for the cause.
fn parts_of(error: &Error) -> (String, Vec<(&'static str, String)>) {
    let cause = error
        .internal
        .clone()
        .unwrap_or_default();
    if error.damage {
        return (
            "something in the database cannot be read: it is damaged".to_owned(),
            vec![("why", cause), ("fix", DAMAGED_FIX.to_owned())],
        );
    }
    if error.code == Code::InternalError {
        return (
            "something went wrong that should not".to_owned(),
            vec![
                ("why", cause),
                ("fix", "look at `stampwell doctor` and `stampwell verify`; if both find nothing, report this with these lines".to_owned()),
            ],
        );
    }
    if error.code == Code::EventsArchived {
        return (
            "events are in a file that cannot be read".to_owned(),
            vec![("why", cause), ("fix", ARCHIVED_FIX.to_owned())],
        );
    }
    (
        error.code.title().to_owned(),
        vec![("why", error.detail.clone()), ("cause", cause)],
    )
}

/// What to do about files of the log that are not where they were.
const ARCHIVED_FIX: &str = "put the files back that `stampwell events archive` wrote; if they lie elsewhere now: `stampwell events archive --to FOLDER`";

/// What to do about a SQLite file that is damaged.
const DAMAGED_FIX: &str = "stop the service, keep the damaged file, and restore the last sound backup: `stampwell restore FILE`";

fn exit_code(error: &anyhow::Error) -> u8 {
    if error.is::<ConfigError>() {
        return 78;
    }
    if let Some(refused) = error.downcast_ref::<CommandRefused>() {
        return refused.exit;
    }
    if error
        .chain()
        .any(|cause| cause.is::<out::Unwritten>())
        || error.is::<out::Unwritten>()
    {
        return out::LOST;
    }
    if error
        .downcast_ref::<Diagnosis>()
        .is_some_and(|fault| fault.unreachable)
    {
        return 69;
    }
    match error
        .downcast_ref::<Error>()
        .map(|error| error.code)
    {
        Some(code) if code.status() == 404 => 3,
        Some(code) if code.status() == 409 => 4,
        Some(Code::Unauthorized | Code::Forbidden | Code::MerchantSuspended) => 5,
        Some(Code::Unavailable) => 69,
        Some(code) if code.status() == 422 => 2,
        _ => 1,
    }
}
