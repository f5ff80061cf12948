//! `stampwell events import|export|archive`.

mod archive;

use std::cell::Cell;
use std::fs::File;
use std::io::{BufWriter, Error as Failed, ErrorKind, IsTerminal as _, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use flate2::Compression;
use flate2::write::GzEncoder;
use indicatif::{ProgressBar, ProgressStyle};
use secrecy::ExposeSecret as _;
use tokio::signal::unix::{SignalKind, signal};

use super::backup::{beside, create_private};
use super::out::{self, Unwritten, talk};
use crate::app::App;
use crate::clock::Timestamp;
use crate::config::ConfigArgs;
use crate::error::Code;
use crate::service::data::export_events::{all_tenants, export_events};
use crate::service::data::import_events::{End, ImportedEvents, import_events, tenant_by_name};
use crate::store::{Tenant, TimeSpan};

/// What can be done with the log.
#[derive(Debug, Subcommand)]
pub enum EventsCommand {
    /// Import NDJSON, gzipped or not; safe to repeat: bad lines are reported and good ones kept
    Import(Import),
    /// Export the log as NDJSON, gzipped if the file name ends in .gz
    Export(ExportArgs),
    /// Move the old part of the log out of the database into files, from which it is still read
    Archive(archive::ArchiveArgs),
}

/// A file to import.
#[derive(Debug, Args)]
pub struct Import {
    /// The file, or - for standard input
    file: PathBuf,
    /// Print JSON, including every bad line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// A log to export.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The merchant's id or slug [default: all merchants, one after the other]
    #[arg(long)]
    merchant: Option<String>,
    /// Only events received at this time or later, such as 2026-01-31T09:30:00Z
    #[arg(long)]
    since: Option<Timestamp>,
    /// Only events received before this time
    #[arg(long)]
    until: Option<Timestamp>,
    /// The file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Bad lines that the terminal lists.
const SHOWN: usize = 20;

/// Runs an events command.
pub async fn run(command: EventsCommand) -> anyhow::Result<ExitCode> {
    match command {
        EventsCommand::Import(args) => import(args).await,
        EventsCommand::Export(args) => export(args).await,
        EventsCommand::Archive(args) => archive::run(args).await,
    }
}

async fn import(args: Import) -> anyhow::Result<ExitCode> {
    let (bar, file) = open(&args.file)?;
    let config = super::config(&args.config)?;
    let begun = super::check_there(&config).is_err();
    let url = config.database_url.clone();
    let app = super::app_of(config)?;
    let (imported, error) = import_events(&app, file, interrupted(), |lines| {
        bar.set_message(format!("{lines} lines"))
    })
    .await;
    bar.finish_and_clear();
    let written = if args.json {
        out::line(serde_json::to_string(&imported)?)
    } else {
        tell(&imported)
    };
    tell_end(&args.file, &imported);
    if begun && imported.stored + imported.known == 0 && imported.merchants_made == 0 {
        super::backup::take_back(url.expose_secret());
    }
    error.map_or(Ok(()), Err)?;
    if imported.stored > 0 && matches!(imported.end, End::Whole) {
        // Whoever asks first need not wait for it then. Without it the events are there all the same.
        let filing = self::bar(Some(0)).with_message("preparing the metrics");
        let told = |filed, of| {
            filing.set_length(of);
            filing.set_position(filed);
        };
        let filed = tokio::select! {
            filed = crate::service::reports::archive::make_after_import(&app, told) => filed,
            () = interrupted() => Ok(()),
        };
        filing.finish_and_clear();
        if let Err(error) = filed {
            talk(format_args!(
                "note: the events are stored, but not prepared for the metrics yet ({error}); the first metrics query will do it"
            ));
        }
    }
    super::into_one_file(&app.store).await;
    // What was read is stored, whether anybody heard of it or not.
    written?;
    Ok(if imported.is_faultless() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// Somebody wants the import to end. What is being stored is stored to its end.
async fn interrupted() {
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

/// The figures are data, the bad lines are talk.
fn tell(imported: &ImportedEvents) -> Result<(), Unwritten> {
    let ImportedEvents {
        lines,
        stored,
        known,
        ..
    } = imported;
    let written = out::line(format_args!(
        "lines {lines}, stored {stored}, known before {known}, bad {}",
        imported.bad_lines()
    ));
    if imported.merchants_made > 0 {
        talk(format_args!(
            "merchants created, because the file names them and they did not exist: {}",
            imported.merchants_made
        ));
    }
    for bad in imported.bad.iter().take(SHOWN) {
        talk(format_args!("line {}: {}", bad.line, bad.reason));
    }
    let more = imported
        .bad_lines()
        .saturating_sub(SHOWN as u64);
    if more > 0 {
        talk(format_args!("… and {more} more; --json lists them all"));
    }
    written
}

fn tell_end(file: &Path, imported: &ImportedEvents) {
    let file = file.display();
    let [reason, fix] =
        [&imported.reason, &imported.fix].map(|words| words.as_deref().unwrap_or_default());
    match imported.end {
        End::Whole if imported.lines == 0 => talk(format_args!("{file} is empty")),
        End::Whole => {}
        End::Stopped => talk(format_args!(
            "stopped after {} lines; {} of their events were new and are kept. Run the same command again to continue.",
            imported.lines, imported.stored
        )),
        End::Failed => talk(format_args!(
            "{} events in the first {} lines were new and are kept. Run the same command again to continue.",
            imported.stored, imported.lines
        )),
        End::BrokenOff => talk(format_args!(
            "fail  {file} was not read to the end\n      why   {reason}\n      fix   {fix}"
        )),
        End::NotALog => talk(format_args!(
            "fail  {file} is not an event log\n      why   {reason}\n      fix   {fix}"
        )),
    }
}

/// The file, under a progress bar where a terminal shows one. Of a file the bar knows the end; of a pipe only how far it is.
fn open(path: &Path) -> anyhow::Result<(ProgressBar, Box<dyn Read + Send>)> {
    let cannot = || format!("cannot read {}", path.display());
    if path == Path::new("-") {
        let bar = bar(None);
        return Ok((bar.clone(), Box::new(bar.wrap_read(std::io::stdin()))));
    }
    let file = File::open(path).with_context(cannot)?;
    let about = file
        .metadata()
        .with_context(cannot)?;
    anyhow::ensure!(
        !about.is_dir(),
        "{} is a folder; give a file in it",
        path.display()
    );
    let bar = bar(about
        .is_file()
        .then_some(about.len()));
    Ok((bar.clone(), Box::new(bar.wrap_read(file))))
}

fn bar(size: Option<u64>) -> ProgressBar {
    if !std::io::stderr().is_terminal() || std::env::var_os("CI").is_some() {
        return ProgressBar::hidden();
    }
    let (bar, style) = match size {
        Some(size) => (
            ProgressBar::new(size),
            "{bar:40} {percent:>3}%  {msg}  {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}  {msg}"),
    };
    bar.with_style(
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
    )
}

async fn export(args: ExportArgs) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let tenants = match &args.merchant {
        None => all_tenants(&app).await?,
        Some(name) => vec![
            tenant_by_name(&app, name)
                .await?
                .ok_or_else(|| missing(name))?,
        ],
    };
    let wanted = Wanted {
        app,
        tenants,
        span: TimeSpan {
            since: args.since,
            until: args.until,
        },
        damaged: Cell::new(0),
    };
    let took = Rc::new(Cell::new(false));
    let count = match &args.out {
        Some(path) => wanted.write_file(path).await?,
        None => match wanted
            .write(BufWriter::new(OutputPipe {
                out: std::io::stdout().lock(),
                took: took.clone(),
            }))
            .await
        {
            Ok((count, _)) => count,
            // Whoever read as much as was wanted has hung up; one who took nothing was no reader.
            Err(error)
                if took.get()
                    && error
                        .downcast_ref::<Failed>()
                        .is_some_and(|failed| failed.kind() == ErrorKind::BrokenPipe) =>
            {
                return Ok(ExitCode::SUCCESS);
            }
            Err(error) => {
                return Err(error
                    .downcast::<std::io::Error>()
                    .map_or_else(|other| other, |error| Unwritten::from(error).into()));
            }
        },
    };
    talk(format_args!("{count} events"));
    match wanted.damaged.get() {
        0 => Ok(ExitCode::SUCCESS),
        damaged => {
            talk(format_args!(
                "{damaged} events are damaged and not among them; `stampwell verify` says more, and a backup may hold them"
            ));
            Ok(ExitCode::from(1))
        }
    }
}

/// Standard output, and whether anything of it was taken.
struct OutputPipe<W> {
    out: W,
    took: Rc<Cell<bool>>,
}

impl<W: Write> Write for OutputPipe<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.took.set(true);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

fn missing(name: &str) -> crate::error::Error {
    Code::NotFound.because(format!("There is no merchant {name:?}."))
}

/// What is to be exported.
struct Wanted {
    app: App,
    tenants: Vec<Tenant>,
    span: TimeSpan,
    /// Events that were left out, because they cannot be read.
    damaged: Cell<u64>,
}

impl Wanted {
    async fn write<W: Write>(&self, mut out: W) -> anyhow::Result<(u64, W)> {
        let (bar, mut count) = (bar(None), 0);
        for tenant in &self.tenants {
            let before = count;
            let progress = |more| bar.set_message(format!("{} events", before + more));
            let damaged = |seq| {
                self.damaged
                    .set(self.damaged.get() + 1);
                talk(format_args!(
                    "event {seq} of {} is damaged and left out",
                    tenant.id()
                ));
            };
            count +=
                export_events(&self.app, *tenant, self.span, &mut out, progress, damaged).await?;
        }
        bar.finish_and_clear();
        out.flush()?;
        Ok((count, out))
    }

    /// The file gets its name when it is whole: half a log under the name of a log would be taken for one.
    async fn write_file(&self, path: &Path) -> anyhow::Result<u64> {
        let packed = path
            .extension()
            .is_some_and(|end| end == "gz");
        let written = match path.metadata() {
            // A pipe or a device is written to as it is: a file renamed to its name would take its place.
            Ok(about) if !about.is_file() => {
                self.write_special(path, packed)
                    .await
            }
            Ok(_) => {
                // Where a link leads: a rename to the link's own name
                // would put a file in its place.
                self.write_whole(&path.canonicalize()?, packed)
                    .await
            }
            Err(_) => self.write_whole(path, packed).await,
        };
        written.with_context(|| format!("cannot write {}", path.display()))
    }

    async fn write_special(&self, path: &Path, packed: bool) -> anyhow::Result<u64> {
        Ok(self
            .write_to(
                File::options()
                    .write(true)
                    .open(path)?,
                packed,
            )
            .await?
            .0)
    }

    async fn write_whole(&self, path: &Path, packed: bool) -> anyhow::Result<u64> {
        // Two exports to one file each write a part of their own, so that neither gives its name to what the other has not ended.
        let part = beside(path, &format!(".{}.part", std::process::id()));
        let _ = std::fs::remove_file(&part);
        let written = self.write_part(&part, packed).await;
        let named = written.and_then(|count| {
            std::fs::rename(&part, path)?;
            Ok(count)
        });
        if named.is_err() {
            // What is wrong is told by the error itself.
            let _ = std::fs::remove_file(&part);
        }
        named
    }

    async fn write_part(&self, part: &Path, packed: bool) -> anyhow::Result<u64> {
        let (count, file) = self
            .write_to(create_private(part)?, packed)
            .await?;
        file.sync_all()?;
        Ok(count)
    }

    async fn write_to(&self, file: File, packed: bool) -> anyhow::Result<(u64, File)> {
        let file = BufWriter::new(file);
        let (count, file) = if packed {
            let (count, packed) = self
                .write(GzEncoder::new(file, Compression::default()))
                .await?;
            (count, packed.finish()?)
        } else {
            self.write(file).await?
        };
        Ok((
            count,
            // Taken apart and not dropped: a dropped writer says nothing
            // of what it could not flush.
            file.into_inner()
                .map_err(|error| error.into_error())?,
        ))
    }
}
