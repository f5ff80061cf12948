//! `stampwell events archive`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use indicatif::DecimalBytes;
use secrecy::ExposeSecret as _;

use super::super::out::{line, talk};
use super::{bar, interrupted, missing};
use crate::app::App;
use crate::clock::Timestamp;
use crate::config::ConfigArgs;
use crate::error::Error;
use crate::service::upkeep::archive_events::{
    MovedEvents, archive_events, bring_events_back, find_moved_files,
};
use crate::store::Tenant;

/// Which events go where.
#[derive(Debug, Args)]
pub struct ArchiveArgs {
    /// Move events received before this day (from 0:00 UTC) or time, such as 2025-01-01 or 2025-01-01T09:30:00Z
    #[arg(long, value_name = "DATE", value_parser = day_or_time)]
    before: Option<Timestamp>,
    /// The folder for the files; each shop gets a folder in it. Without --before: where the files are that were moved or copied by hand
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// Take all files back into the database; the files stay where they are
    #[arg(long, conflicts_with_all = ["before", "to"])]
    undo: bool,
    /// The merchant's id or slug [default: all merchants, one after the other]
    #[arg(long)]
    merchant: Option<String>,
    #[command(flatten)]
    config: ConfigArgs,
}

/// A time, or the beginning of a day.
fn day_or_time(text: &str) -> Result<Timestamp, String> {
    text.parse()
        .or_else(|_| format!("{text}T00:00:00Z").parse())
        .map_err(|_| {
            "give a day such as 2025-01-01, or a time such as 2025-01-01T09:30:00Z".to_owned()
        })
}

/// What is to be done.
enum ArchiveTask {
    Archive(Timestamp, PathBuf),
    Find(PathBuf),
    Undo,
}

/// What was done in all shops.
#[derive(Default)]
struct DoneEvents {
    events: u64,
    files: u64,
    /// Where files were looked for that can still not be read.
    sought: Vec<PathBuf>,
}

impl ArchiveArgs {
    fn task(&self) -> anyhow::Result<ArchiveTask> {
        let Some(folder) = &self.to else {
            return match (self.undo, self.before) {
                (true, _) => Ok(ArchiveTask::Undo),
                (false, Some(_)) => Err(Error::invalid("--to", "is missing: say into which folder the files go").into()),
                (false, None) => Err(Error::invalid(
                    "--before and --to",
                    "are missing: say up to which day events are moved, and into which folder; or take them back with --undo",
                )
                .into()),
            };
        };
        // Kept as it is from the root, since the service runs elsewhere.
        let folder = folder
            .canonicalize()
            .map_err(|error| {
                anyhow::anyhow!(
                    "cannot use the folder {}: {error}; make it first",
                    folder.display()
                )
            })?;
        anyhow::ensure!(
            folder.is_dir(),
            "{} is a file; give a folder",
            folder.display()
        );
        Ok(match self.before {
            Some(before) => ArchiveTask::Archive(before, folder),
            None => ArchiveTask::Find(folder),
        })
    }
}

/// Moves events into files, or back.
pub async fn run(args: ArchiveArgs) -> anyhow::Result<ExitCode> {
    let config = super::super::config(&args.config)?;
    super::super::check_there(&config)?;
    let task = args.task()?;
    refuse_root(config.database_url.expose_secret())?;
    let app = super::super::app_of(config)?;
    let mut shops = shops(&app).await?;
    if let Some(name) = &args.merchant {
        shops.retain(|(tenant, slug)| slug == name || tenant.id().to_string() == *name);
        if shops.is_empty() {
            return Err(missing(name).into());
        }
    }
    let done = tokio::select! {
        done = work(&app, &task, &shops) => done,
        () = interrupted() => {
            talk("stopped. Nothing is lost and nothing is there twice; run the same command again to continue.");
            return Ok(ExitCode::from(1));
        }
    };
    super::super::into_one_file(&app.store).await;
    let all = done?;
    match &task {
        ArchiveTask::Archive(before, _) if all.files == 0 => talk(format_args!(
            "no shop's log begins with events from before {before} that are not in files already"
        )),
        ArchiveTask::Archive(_, folder) => talk(format_args!(
            "{} events are in files now and are read from there. Keep {} as well as your backups: no backup of the database contains it.\nThe database uses the room again; its file does not become smaller by itself.",
            all.events,
            folder.display()
        )),
        ArchiveTask::Find(folder) => return Ok(told_of_files(&all, folder)),
        ArchiveTask::Undo if all.files == 0 => talk("no events are in files"),
        ArchiveTask::Undo => talk(format_args!(
            "{} events are in the database again, which needs the files no more. Backups that were made while the events were in them do: keep the files as long as those.",
            all.events
        )),
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what came of looking for files.
fn told_of_files(all: &DoneEvents, folder: &Path) -> ExitCode {
    let folder = folder.display();
    if all.files > 0 {
        talk(format_args!(
            "{} {} read from {folder} now",
            all.files,
            if all.files == 1 {
                "file is"
            } else {
                "files are"
            }
        ));
    }
    match all.sought.first() {
        Some(sought) => {
            talk(format_args!(
                "{} of the log's files can still not be read. No good one is at {}. Name the folder that holds the shops' folders.",
                all.sought.len(),
                sought.display()
            ));
            ExitCode::from(1)
        }
        None => {
            if all.files == 0 {
                talk(format_args!(
                    "every file of the log can be read where it is; none had to be looked for in {folder}"
                ));
            }
            ExitCode::SUCCESS
        }
    }
}

/// What root writes, the service of another user could not read.
fn refuse_root(url: &str) -> anyhow::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let Some(path) = url.strip_prefix("sqlite://") else {
        return Ok(());
    };
    let owner = std::fs::metadata(path)?.uid();
    let own = std::fs::metadata("/proc/self").map_or(owner, |own| own.uid());
    anyhow::ensure!(
        own != 0 || owner == 0,
        "the service could not read files that root writes; run this as user {owner}, whose database it is"
    );
    Ok(())
}

async fn shops(app: &App) -> Result<Vec<(Tenant, String)>, Error> {
    app.store
        .read(|tx| {
            let shops = tx.all_merchants()?.into_iter();
            Ok(shops
                .map(|(tenant, merchant)| (tenant, merchant.slug))
                .collect())
        })
        .await
}

async fn work(
    app: &App,
    task: &ArchiveTask,
    shops: &[(Tenant, String)],
) -> anyhow::Result<DoneEvents> {
    let mut all = DoneEvents::default();
    for (tenant, slug) in shops {
        if let ArchiveTask::Find(folder) = task {
            let found = find_moved_files(app, *tenant, folder).await?;
            all.files += found.found;
            all.sought.extend(found.sought);
            continue;
        }
        let moved = of_shop(app, task, *tenant).await?;
        if moved.events > 0 {
            let MovedEvents {
                events,
                files,
                bytes,
            } = moved;
            line(format_args!(
                "{slug}: {events} events, {files} {}, {}",
                if files == 1 {
                    "file"
                } else {
                    "files"
                },
                DecimalBytes(bytes)
            ))?;
        }
        all.events += moved.events;
        all.files += moved.files;
    }
    Ok(all)
}

async fn of_shop(app: &App, task: &ArchiveTask, tenant: Tenant) -> anyhow::Result<MovedEvents> {
    let bar = bar(Some(0)).with_message("events");
    let told = |done, of| {
        bar.set_length(of);
        bar.set_position(done);
    };
    let moved = match task {
        ArchiveTask::Archive(before, folder) => {
            archive_events(app, tenant, *before, folder, told).await
        }
        _ => bring_events_back(app, tenant, told).await,
    };
    bar.finish_and_clear();
    moved
}
