//! A backup goes out beside the service and comes back whole, or not at all.

use std::path::Path;
use std::process::{Command, Output};

fn on(database: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
    command
        .env_clear()
        .env(
            "STAMPWELL_DATABASE_URL",
            format!("sqlite://{}", database.display()),
        )
        .env(
            "STAMPWELL_TEMPLATES_DIR",
            concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates"),
        );
    command
}

fn stampwell(database: &Path, words: &[&str], file: &Path) -> Output {
    on(database)
        .args(words)
        .arg(file)
        .output()
        .unwrap()
}

#[test]
fn a_backup_is_restored_whole_and_only_where_nothing_lies() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/small/events.ndjson.gz");
    assert!(
        stampwell(&path("shop.db"), &["events", "import"], &golden)
            .status
            .success()
    );
    assert!(
        stampwell(&path("shop.db"), &["backup"], &path("copy.db"))
            .status
            .success()
    );

    let refused = stampwell(&path("shop.db"), &["restore"], &path("copy.db"));
    assert!(
        !refused.status.success()
            && String::from_utf8_lossy(&refused.stderr).contains("out of the way")
    );

    let restored = stampwell(&path("new.db"), &["restore"], &path("copy.db"));
    assert!(
        restored.status.success(),
        "{}",
        String::from_utf8_lossy(&restored.stderr)
    );
    assert!(String::from_utf8_lossy(&restored.stdout).starts_with("1 merchants, 75 events"));
}

#[test]
fn a_database_put_in_place_by_other_means_is_settled_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.db");
    let nothing = on(&database)
        .arg("restore")
        .output()
        .unwrap();
    assert!(
        !nothing.status.success()
            && String::from_utf8_lossy(&nothing.stderr).contains("there is no database")
    );
    assert!(!database.exists(), "an empty one is not made in its place");

    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/small/events.ndjson.gz");
    assert!(
        stampwell(&database, &["events", "import"], &golden)
            .status
            .success()
    );
    let settled = on(&database)
        .arg("restore")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&settled.stdout).starts_with("1 merchants, 75 events"));
}

#[test]
fn what_is_no_backup_is_put_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.db");
    let refused = stampwell(
        &database,
        &["restore"],
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"),
    );
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("nothing was put in place"));
    assert_eq!(
        std::fs::read_dir(folder.path())
            .unwrap()
            .count(),
        0,
        "no trial copy is left either"
    );
}

#[cfg(unix)]
#[test]
fn databases_and_backups_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (database, copy) = (folder.path().join("shop.db"), folder.path().join("copy.db"));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/small/events.ndjson.gz");
    assert!(
        stampwell(&database, &["events", "import"], &golden)
            .status
            .success()
    );
    assert!(
        stampwell(&database, &["backup"], &copy)
            .status
            .success()
    );
    for file in [database, copy] {
        assert_eq!(
            std::fs::metadata(&file)
                .unwrap()
                .permissions()
                .mode()
                & 0o077,
            0,
            "{}",
            file.display()
        );
    }
}

/// A shop's database and a backup of it in one folder.
struct Vault {
    folder: tempfile::TempDir,
}

impl Vault {
    fn new() -> Vault {
        let vault = Vault {
            folder: tempfile::tempdir().unwrap(),
        };
        let golden =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/small/events.ndjson.gz");
        assert!(
            stampwell(&vault.path("shop.db"), &["events", "import"], &golden)
                .status
                .success()
        );
        assert!(
            stampwell(&vault.path("shop.db"), &["backup"], &vault.path("copy.db"))
                .status
                .success()
        );
        vault
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// The names of all files, in order.
    fn files(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|file| {
                file.unwrap()
                    .file_name()
                    .into_string()
                    .unwrap()
            });
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// Refuses `bad.db` three times: as a backup to restore, as a database to verify and as one to back up. Then the good copy is
    /// restored at the same place.
    fn refuses_what_is_malformed(&self, case: &str) {
        let bad = self.path("bad.db");
        let before = self.files();
        let refused = stampwell(&self.path("new.db"), &["restore"], &bad);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(
            !refused.status.success() && said.contains(&bad.display().to_string()),
            "{case}: {said}"
        );
        assert!(said.contains("nothing was put in place"), "{case}: {said}");
        assert_eq!(
            self.files(),
            before,
            "{case}: a failed restore leaves nothing behind"
        );

        let verified = on(&bad)
            .arg("verify")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&verified.stdout).into_owned();
        assert_eq!(
            (verified.status.code(), said.contains("bad.db")),
            (Some(1), true),
            "{case}: {said}"
        );
        assert!(!said.contains(": 0 faults"), "{case}: {said}");
        assert!(
            !stampwell(&bad, &["backup"], &self.path("of-bad.db"))
                .status
                .success(),
            "{case}"
        );
        assert!(!self.path("of-bad.db").exists(), "{case}");

        let restored = stampwell(&self.path("new.db"), &["restore"], &self.path("copy.db"));
        assert!(
            restored.status.success(),
            "{case}: {}",
            String::from_utf8_lossy(&restored.stderr)
        );
        let verified = on(&self.path("new.db"))
            .arg("verify")
            .output()
            .unwrap();
        assert!(
            String::from_utf8_lossy(&verified.stdout).contains("75 events")
                && verified.status.success(),
            "{case}"
        );
    }
}

#[test]
fn noise_in_the_pages_is_found_before_anything_is_believed() {
    for pages in [2..4, 10..20, 30..40] {
        let vault = Vault::new();
        let mut bytes = std::fs::read(vault.path("copy.db")).unwrap();
        for (place, byte) in bytes
            .iter_mut()
            .enumerate()
            .take(pages.end * 4096)
            .skip(pages.start * 4096)
        {
            *byte = (place * 7919 % 251) as u8;
        }
        std::fs::write(vault.path("bad.db"), bytes).unwrap();
        let fault = stampwell::store::first_fault_of_file(
            vault
                .path("bad.db")
                .to_str()
                .unwrap(),
        );
        assert!(fault.is_some(), "{pages:?}: a start says so");
        vault.refuses_what_is_malformed(&format!("{pages:?}"));
    }
}

#[test]
fn a_file_that_was_cut_short_is_no_backup() {
    for kept in [100, 4096, 5000, 40 * 4096] {
        let vault = Vault::new();
        let bytes = std::fs::read(vault.path("copy.db")).unwrap();
        std::fs::write(vault.path("bad.db"), &bytes[..kept]).unwrap();
        vault.refuses_what_is_malformed(&kept.to_string());
    }
}

#[test]
fn what_is_another_file_is_no_backup() {
    for (case, bytes) in [
        ("empty", &b""[..]),
        ("text", &b"member,date,amount\n7,2026-01-31,3.00\n"[..]),
        ("head", &b"SQLite format 3\0"[..]),
    ] {
        let vault = Vault::new();
        std::fs::write(vault.path("bad.db"), bytes).unwrap();
        vault.refuses_what_is_malformed(case);
    }
}

#[test]
fn a_row_that_names_what_is_not_there_is_found() {
    use diesel::connection::SimpleConnection as _;
    let vault = Vault::new();
    std::fs::copy(vault.path("copy.db"), vault.path("bad.db")).unwrap();
    let mut conn = <diesel::SqliteConnection as diesel::Connection>::establish(
        vault
            .path("bad.db")
            .to_str()
            .unwrap(),
    )
    .unwrap();
    conn.batch_execute("PRAGMA foreign_keys=OFF; DELETE FROM merchants")
        .unwrap();
    drop(conn);
    vault.refuses_what_is_malformed("orphans");
}

/// The same with files of so many blocks of 512 bytes at most. Whoever meets that limit is killed, or is told that there is no room.
#[cfg(unix)]
fn in_a_small_room(
    database: &Path,
    words: &[&str],
    file: &Path,
    blocks: u32,
    killed: bool,
) -> Output {
    let trap = if killed {
        ""
    } else {
        "trap '' XFSZ; "
    };
    let mut command = on(database);
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("{trap}ulimit -f {blocks}; exec \"$0\" \"$@\""))
        .arg(command.get_program())
        .args(words)
        .arg(file);
    shell.env_clear().envs(
        command
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?))),
    );
    command = shell;
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_restore_that_is_killed_or_finds_no_room_puts_nothing_in_place() {
    let vault = Vault::new();
    std::fs::copy(vault.path("copy.db"), vault.path("live.db")).unwrap();
    for (blocks, killed) in [(16, false), (200, false), (16, true), (200, true)] {
        let broken = in_a_small_room(
            &vault.path("new.db"),
            &["restore"],
            &vault.path("copy.db"),
            blocks,
            killed,
        );
        assert!(!broken.status.success());
        assert!(!vault.path("new.db").exists(), "{blocks} {killed}");
        if !killed {
            let left: Vec<String> = vault
                .files()
                .into_iter()
                .filter(|name| name.contains(".restoring"))
                .collect();
            assert!(
                left.is_empty(),
                "{left:?} {}",
                String::from_utf8_lossy(&broken.stderr)
            );
        }
        let backup = in_a_small_room(
            &vault.path("live.db"),
            &["backup"],
            &vault.path("second.db"),
            blocks,
            killed,
        );
        assert!(
            !backup.status.success() && !vault.path("second.db").exists(),
            "{blocks} {killed}"
        );
    }
    assert!(
        stampwell(&vault.path("new.db"), &["restore"], &vault.path("copy.db"))
            .status
            .success()
    );
    assert!(
        stampwell(
            &vault.path("live.db"),
            &["backup"],
            &vault.path("second.db")
        )
        .status
        .success()
    );
    assert!(
        !vault
            .path("new.db.restoring")
            .exists()
            && !vault
                .path("second.db.partial")
                .exists()
    );
}

#[cfg(unix)]
#[test]
fn a_backup_is_its_owners_alone_from_its_first_byte() {
    use std::os::unix::fs::PermissionsExt as _;
    let vault = Vault::new();
    std::fs::copy(vault.path("copy.db"), vault.path("live.db")).unwrap();
    // Killed midway: what was written until then is as private as the whole.
    in_a_small_room(
        &vault.path("live.db"),
        &["backup"],
        &vault.path("second.db"),
        200,
        true,
    );
    in_a_small_room(
        &vault.path("new.db"),
        &["restore"],
        &vault.path("copy.db"),
        200,
        true,
    );
    let left: Vec<String> = vault
        .files()
        .into_iter()
        .filter(|name| name.ends_with(".partial") || name.ends_with(".restoring"))
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
    for name in left {
        assert_eq!(
            std::fs::metadata(vault.path(&name))
                .unwrap()
                .permissions()
                .mode()
                & 0o777,
            0o600,
            "{name}"
        );
    }
}
