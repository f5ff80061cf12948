//! A backup goes out beside the service and comes back whole, or not at all.

use std::path::Path;
use std::process::{Command, Output};

fn on(database: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
    command
        .env_clear()
        .env("STAMPWELL_DATABASE_URL", format!("sqlite://{}", database.display()))
        .env("STAMPWELL_TEMPLATES_DIR", concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates"));
    command
}

fn stampwell(database: &Path, words: &[&str], file: &Path) -> Output {
    on(database).args(words).arg(file).output().unwrap()
}

#[test]
fn a_backup_is_restored_whole_and_only_where_nothing_lies() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/small/events.ndjson.gz");
    assert!(stampwell(&path("shop.db"), &["events", "import"], &golden).status.success());
    assert!(stampwell(&path("shop.db"), &["backup"], &path("copy.db")).status.success());

    let refused = stampwell(&path("shop.db"), &["restore"], &path("copy.db"));
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("out of the way"));

    let restored = stampwell(&path("new.db"), &["restore"], &path("copy.db"));
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    assert!(String::from_utf8_lossy(&restored.stdout).starts_with("1 merchants, 75 events"));
}

#[test]
fn a_database_put_in_place_by_other_means_is_settled_where_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.db");
    let nothing = on(&database).arg("restore").output().unwrap();
    assert!(!nothing.status.success() && String::from_utf8_lossy(&nothing.stderr).contains("there is no database"));
    assert!(!database.exists(), "an empty one is not made in its place");

    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/small/events.ndjson.gz");
    assert!(stampwell(&database, &["events", "import"], &golden).status.success());
    let settled = on(&database).arg("restore").output().unwrap();
    assert!(String::from_utf8_lossy(&settled.stdout).starts_with("1 merchants, 75 events"));
}

#[test]
fn what_is_no_backup_is_put_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.db");
    let refused = stampwell(&database, &["restore"], &Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("nothing was put in place"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no trial copy is left either");
}

#[cfg(unix)]
#[test]
fn databases_and_backups_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (database, copy) = (folder.path().join("shop.db"), folder.path().join("copy.db"));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/small/events.ndjson.gz");
    assert!(stampwell(&database, &["events", "import"], &golden).status.success());
    assert!(stampwell(&database, &["backup"], &copy).status.success());
    for file in [database, copy] {
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o077, 0, "{}", file.display());
    }
}
