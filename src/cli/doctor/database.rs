//! The database, its disk, and what stands in it.

use std::path::Path;

use secrecy::ExposeSecret as _;

use super::{secret_in_use, secrets};
use crate::apple::Finding;
use crate::clock::Timestamp;
use crate::config::Config;
use crate::service::shop::checklist;
use crate::store::{Fault, Look, Schema, Store};

/// Looks at the database without making or migrating it. One row is written, and taken back.
pub(super) fn look(config: &Config, now: Timestamp) -> Vec<Finding> {
    let url = config.database_url.expose_secret();
    match Store::look(url) {
        Ok(look) => {
            let mut findings = vec![schema(&look)];
            findings.extend((look.schema == Schema::Current).then(|| writes(url)));
            findings.extend(url.strip_prefix("sqlite://").and_then(disk));
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
        Err(error) => match error.downcast::<Fault>() {
            Ok(fault) => vec![Finding::bad("database", fault.what, fault.fix)],
            Err(error) => vec![Finding::bad(
                "database",
                format!("{error:#}"),
                "check STAMPWELL_DATABASE_URL",
            )],
        },
    }
}

fn schema(look: &Look) -> Finding {
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
fn members(look: &Look) -> Vec<Finding> {
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
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
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
