//! The database, its disk, and what stands in it.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use secrecy::ExposeSecret as _;

use super::secret_in_use;
use crate::apple::Finding;
use crate::cli::backup::{beside, create_private};
use crate::cli::one_service::is_held;
use crate::cli::secret::secrets;
use crate::cli::secret::unwritable;
use crate::cli::{ARCHIVED_FIX, DAMAGED_FIX, parts};
use crate::clock::Timestamp;
use crate::config::Config;
use crate::service::shop::checklist;
use crate::service::upkeep::verify::{Verdict, verify_file, verify_store};
use crate::store::{DatabaseState, LongestPending, Schema, Store};

/// Looks at the database without making or migrating it. One row is written, and taken back.
pub(super) fn look(config: &Config, now: Timestamp) -> Vec<Finding> {
    let url = config.database_url.expose_secret();
    match Store::look(url) {
        Ok(look) => {
            let mut findings = vec![schema(&look)];
            findings.extend((look.schema == Schema::Current).then(|| writes(url)));
            let path = url.strip_prefix("sqlite://");
            findings.extend(path.and_then(|path| place(path, &look.schema)));
            findings.extend(path.and_then(|path| damage(path, &look.schema)));
            findings.extend(path.and_then(disk));
            findings.extend(
                look.longest_owed
                    .as_ref()
                    .and_then(|owed| waits(owed, now)),
            );
            findings.extend(designs(config, &look.designs));
            findings.extend(
                look.faults
                    .iter()
                    .map(|fault| Finding::warning("database", &fault.what, &fault.fix)),
            );
            findings.extend(
                look.cards_by_secret
                    .iter()
                    .map(|(secret, count)| secret_in_use(&secrets(config), secret, *count)),
            );
            findings.extend(members(&look));
            findings.extend(
                (look.schema == Schema::Current)
                    .then(|| checklist::backup(look.kind, look.last_backup, now).finding()),
            );
            findings
        }
        Err(error) => {
            let (what, parts) = parts(&error);
            let part = |name: &str| {
                parts
                    .iter()
                    .find(|(of, text)| *of == name && !text.is_empty())
                    .map(|(_, text)| text.clone())
            };
            let why = part("why").map_or(String::new(), |why| format!(": {why}"));
            let fix = part("fix").unwrap_or_default();
            vec![Finding::bad("database", format!("{what}{why}"), fix)]
        }
    }
}

fn schema(look: &DatabaseState) -> Finding {
    let kind = look.kind;
    match &look.schema {
        Schema::Current => Finding::good(
            "database",
            format!("{kind} answers and its schema is up to date"),
        ),
        Schema::Missing => Finding::warning(
            "database",
            format!("{kind} works, but there is no schema yet"),
            "`stampwell serve` or `stampwell migrate` creates it",
        ),
        Schema::Former { at } => Finding::bad(
            "database",
            format!(
                "{kind} answers, but it has the tables of an earlier release (schema {at}), and the service does not start on them"
            ),
            "stop the services that use it, make a backup, then run `stampwell migrate`: it carries the database over in one step",
        ),
        Schema::Behind { at, pending } => Finding::warning(
            "database",
            format!(
                "{kind} answers, but its schema ({at}) is behind by {}",
                pending.join(", ")
            ),
            "make a backup, then run `stampwell migrate` or `stampwell serve` to bring it up to date",
        ),
    }
}

/// Ids of members that are not as they should be since they have one way of writing.
fn members(look: &DatabaseState) -> Vec<Finding> {
    let mut findings = Vec::new();
    if look.typed_ids > 0 {
        let what = format!(
            "the shop's own IDs for {} members may still be as they were typed",
            look.typed_ids
        );
        let fix = "run `stampwell migrate` or `stampwell serve` with the cards' STAMPWELL_SECRET, and earlier ones in STAMPWELL_SECRET_PREVIOUS";
        findings.push(Finding::warning("members", what, fix));
    }
    if let (count @ 1.., pairs) = &look.same_ids {
        let named: Vec<String> = pairs
            .iter()
            .map(|pair| format!("{} and {} of {}", pair.keeper, pair.other, pair.slug))
            .collect();
        let more = if *count > pairs.len() as i64 {
            ", and more"
        } else {
            ""
        };
        let pairs = if *count == 1 {
            "1 pair of members shares".to_owned()
        } else {
            format!("{count} pairs of members share")
        };
        let what = format!(
            "{pairs} one of the shop's own IDs, which finds the older member: {}{more}",
            named.join("; ")
        );
        let fix = "open /admin/members as the shop's owner: each pair is listed there with a button to merge it";
        findings.push(Finding::warning("members", what, fix));
    }
    findings
}

/// Where no database is yet: whether one can be made there, and whether a service has just lost its own.
fn place(path: &str, schema: &Schema) -> Option<Finding> {
    if *schema != Schema::Missing || std::fs::exists(path).unwrap_or(true) {
        return None;
    }
    if is_held(path) {
        return Some(Finding::bad(
            "database",
            format!(
                "a service runs on {path}, and the file is not there any more: what it writes is lost when it stops"
            ),
            "stop the service, put the file back or restore a backup (`stampwell restore FILE`), and start again",
        ));
    }
    let probe = beside(Path::new(path), ".probe");
    match create_private(&probe) {
        Ok(_) => {
            let _ = std::fs::remove_file(&probe);
            None
        }
        Err(error) => {
            let refused = unwritable(Path::new(path), &error);
            Some(Finding::bad("database", refused.what, refused.fix))
        }
    }
}

/// How long a database is looked through; `verify` takes the time that it takes.
const LOOKED_THROUGH: Duration = Duration::from_secs(10);

/// Whether what stands in the file can be read and believed, as far as that is found out within a while.
fn damage(path: &str, schema: &Schema) -> Option<Finding> {
    if *schema == Schema::Missing {
        return None;
    }
    let (tell, told) = mpsc::channel();
    let (file, current) = (path.to_owned(), *schema == Schema::Current);
    // A thread of its own, which nobody waits for when the time is over.
    std::thread::spawn(move || tell.send(looked_through(&file, current)));
    let Ok(verdict) = told.recv_timeout(LOOKED_THROUGH) else {
        return Some(Finding::good(
            "database",
            format!(
                "no fault was found within {} seconds; `stampwell verify` looks at all of it",
                LOOKED_THROUGH.as_secs()
            ),
        ));
    };
    let first = |list: &[String]| match list {
        [first, more @ ..] if !more.is_empty() => Some(format!("{first}, and {} more", more.len())),
        list => list.first().cloned(),
    };
    Some(match (first(&verdict.faults), first(&verdict.not_read)) {
        (Some(faults), _) => Finding::bad(
            "database",
            format!("{path} is damaged: {faults}"),
            DAMAGED_FIX,
        ),
        (None, Some(what)) => Finding::bad(
            "database",
            format!("not everything could be verified: {what}"),
            ARCHIVED_FIX,
        ),
        (None, None) => Finding::good("database", "its file, its log and all balances are sound"),
    })
}

/// What `stampwell verify` would find.
fn looked_through(path: &str, current: bool) -> Verdict {
    let of_file = verify_file(path);
    if !of_file.faults.is_empty() || !current {
        return of_file;
    }
    let of_log = || {
        let store = Store::open_as_is(&format!("sqlite://{path}"))?;
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        anyhow::Ok(runtime.block_on(verify_store(&store))?)
    };
    of_log().unwrap_or_else(|error| Verdict {
        faults: vec![format!("{error:#}")],
        ..Verdict::default()
    })
}

/// Seconds that a push may wait without anybody having tried.
const WAITS_S: i64 = 60;

/// Pushes and writes that do not go through, or that nobody sends.
fn waits(owed: &LongestPending, now: Timestamp) -> Option<Finding> {
    let waited_s = ((now.0 - owed.since.0) / 1_000).max(0);
    let wallet = match owed.channel.as_str() {
        "google" => "Google",
        _ => "Apple",
    };
    let (why, fix) = match &owed.reason {
        Some(reason) => (
            format!("the last try failed: {reason}"),
            "see to the network, the certificate or the account; what waits is sent by itself when that works again",
        ),
        None if waited_s < WAITS_S => return None,
        None => (
            "nobody has tried to send it".to_owned(),
            "start `stampwell serve`, with the wallet's certificate or account set up",
        ),
    };
    let what = format!(
        "the oldest change that {wallet} has not been told of has waited for {}; {why}",
        duration(waited_s)
    );
    Some(Finding::warning("deliveries", what, fix))
}

/// A time that somebody has waited, in the unit that people count in.
fn duration(seconds: i64) -> String {
    match seconds {
        ..120 => format!("{seconds} seconds"),
        120..7_200 => format!("{} minutes", seconds / 60),
        7_200..172_800 => format!("{} hours", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

/// Whether a scan could be written down.
fn writes(url: &str) -> Finding {
    match Store::try_write(url) {
        Ok(()) => Finding::good("database", "a row could be written, and was taken back"),
        Err(fault) => Finding::bad("database", fault.what, fault.fix),
    }
}

/// Free bytes below which scans will soon be refused, and below which that is worth a look.
const NO_ROOM: u64 = 100_000_000;
const LITTLE_ROOM: u64 = 1_000_000_000;

/// How much room is left where the database grows.
fn disk(path: &str) -> Option<Finding> {
    let file = std::fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let disk = rustix::fs::statvfs(folder).ok()?;
    // What this user may fill: the count of all free blocks has root's reserve in it.
    let free = disk
        .f_bavail
        .saturating_mul(disk.f_frsize);
    let what = format!(
        "{} are free on the disk of {}",
        amount(free),
        folder.display()
    );
    let fix = "free some space; a full disk refuses every scan until there is room again";
    Some(match free {
        ..NO_ROOM => Finding::bad("disk", what, fix),
        NO_ROOM..LITTLE_ROOM => Finding::warning("disk", what, fix),
        _ => Finding::good("disk", what),
    })
}

fn amount(bytes: u64) -> String {
    if bytes < LITTLE_ROOM {
        format!("{} MB", bytes / 1_000_000)
    } else {
        format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10)
    }
}

/// Which designs the shops use, and which of those are gone.
fn designs(config: &Config, used: &[(String, i64)]) -> Vec<Finding> {
    let Ok(there) = crate::app::load_templates(config.templates_dir.as_deref()) else {
        return Vec::new();
    };
    let shops = |count: i64| {
        if count == 1 {
            "1 shop".to_owned()
        } else {
            format!("{count} shops")
        }
    };
    let (known, gone): (Vec<_>, Vec<_>) = used
        .iter()
        .partition(|(design, _)| there.contains_key(design));
    let known: Vec<String> = known
        .into_iter()
        .map(|(design, count)| format!("{design} ({})", shops(*count)))
        .collect();
    let mut findings = Vec::new();
    if !known.is_empty() {
        findings.push(Finding::good(
            "designs",
            format!("in use: {}", known.join(", ")),
        ));
    }
    findings.extend(gone.into_iter().map(|(design, count)| {
        Finding::warning(
            "designs",
            format!("the design {design} of {} is gone, so another one is shown", shops(*count)),
            "bring its folder back into STAMPWELL_TEMPLATES_DIR, or let the owner choose another at /admin/card",
        )
    }));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_told_in_the_unit_that_people_count_in() {
        assert_eq!(
            [
                amount(99_999_999),
                amount(1_049_000_000),
                amount(250_960_000_000)
            ],
            ["99 MB", "1.0 GB", "250.9 GB"]
        );
    }

    #[test]
    fn what_waits_is_told_with_its_age_and_the_last_reason() {
        let owed = |reason: Option<&str>| LongestPending {
            channel: "apple".into(),
            since: Timestamp(0),
            reason: reason.map(str::to_owned),
        };
        assert!(
            waits(&owed(None), Timestamp(59_000)).is_none(),
            "it is on its way"
        );
        for (owed, after_s, words) in [
            (owed(None), 60, "60 seconds; nobody has tried"),
            (
                owed(Some("no connection")),
                150,
                "2 minutes; the last try failed: no connection",
            ),
            (owed(Some("no connection")), 10_000, "2 hours"),
        ] {
            let found = waits(&owed, Timestamp(after_s * 1_000)).unwrap();
            assert!(found.sentence.contains(words), "{found:?}");
        }
    }

    #[test]
    fn a_design_that_is_gone_is_named_with_its_shops() {
        let found = designs(
            &Config::default(),
            &[("coffee".into(), 2), ("tea".into(), 1)],
        );
        assert!(found[0].sentence == "in use: coffee (2 shops)", "{found:?}");
        assert!(
            found[1]
                .sentence
                .contains("the design tea of 1 shop is gone"),
            "{found:?}"
        );
        assert!(designs(&Config::default(), &[]).is_empty());
    }
}
