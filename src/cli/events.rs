//! `stampwell events import|export`.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use indicatif::{ProgressBar, ProgressStyle};

use crate::config::ConfigArgs;
use crate::error::Code;
use crate::service::import_events::{export_events, import_events, tenant_by_name};

/// What can be done with the log.
#[derive(Debug, Subcommand)]
pub enum EventsCommand {
    /// Reads NDJSON (`.gz` too); safe to repeat, bad lines are named and the good ones kept
    Import(Import),
    /// Writes a merchant's whole log as NDJSON (`.gz` by name)
    Export(Export),
}

/// A file to import.
#[derive(Debug, Args)]
pub struct Import {
    /// The file, or - for standard input
    file: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// A log to export.
#[derive(Debug, Args)]
pub struct Export {
    /// The merchant's id or slug
    #[arg(long)]
    merchant: String,
    /// The file; standard output when absent
    #[arg(long)]
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
    }
}

async fn import(args: Import) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let (bar, lines) = open(&args.file)?;
    let imported = import_events(&app, lines, |lines| bar.set_message(format!("{lines} lines"))).await?;
    bar.finish_and_clear();
    if args.json {
        println!("{}", serde_json::to_string(&imported)?);
    } else {
        println!(
            "lines {}, stored {}, known before {}, bad {}",
            imported.lines,
            imported.stored,
            imported.known,
            imported.bad.len() as u64 + imported.bad_unlisted
        );
    }
    for (line, reason) in imported.bad.iter().take(if args.json { 0 } else { SHOWN }) {
        eprintln!("line {line}: {reason}");
    }
    if imported.bad.len() > SHOWN && !args.json {
        eprintln!("… and {} more; --json lists them all", imported.bad.len() - SHOWN);
    }
    Ok(if imported.bad.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The file's lines, unpacked by what it is and not by its name, under a progress bar where a terminal shows one.
fn open(path: &Path) -> anyhow::Result<(ProgressBar, Box<dyn BufRead>)> {
    let from_stdin = path == Path::new("-");
    let size = if from_stdin { 0 } else { std::fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.len() };
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(size) } else { ProgressBar::hidden() };
    bar.set_style(ProgressStyle::with_template("{bar:40} {percent:>3}% {msg}").unwrap_or_else(|_| ProgressStyle::default_bar()));
    let raw: Box<dyn std::io::Read> = if from_stdin { Box::new(std::io::stdin()) } else { Box::new(File::open(path)?) };
    let mut raw = BufReader::with_capacity(1 << 20, bar.wrap_read(raw));
    let packed = raw.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let lines: Box<dyn BufRead> =
        if packed { Box::new(BufReader::with_capacity(1 << 20, MultiGzDecoder::new(raw).take(u64::MAX))) } else { Box::new(raw) };
    Ok((bar, lines))
}

async fn export(args: Export) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let missing = || Code::NotFound.because(format!("There is no merchant {:?}.", args.merchant));
    let tenant = tenant_by_name(&app, &args.merchant).await?.ok_or_else(missing)?;
    let count = match &args.out {
        None => export_events(&app, tenant, BufWriter::new(std::io::stdout().lock())).await?,
        Some(path) => {
            let file = BufWriter::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?);
            if path.extension().is_some_and(|end| end == "gz") {
                let mut packed = GzEncoder::new(file, Compression::default());
                let count = export_events(&app, tenant, &mut packed).await?;
                packed.finish()?.flush()?;
                count
            } else {
                export_events(&app, tenant, file).await?
            }
        }
    };
    eprintln!("{count} events");
    Ok(ExitCode::SUCCESS)
}
