//! What an operator meets at night: a database of an earlier release, a wrong secret, a damaged file, a folder that takes no files.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use serde_json::json;
use stampwell::sandbox::apns::Door;
use stampwell::store::{Schema, Store};

use crate::first_start::{LOOKING, Place, Served, said};
use crate::postgres::{as_servers_user, unprivileged_user};
use crate::world::{Apple, SECRET, Setup};

const OTHER: &str = "fedcba9876543210fedcba9876543210";

fn schema_of(url: &str) -> Schema {
    Store::schema(url).unwrap()
}

/// The names of the last two migrations.
fn newest_migrations() -> [String; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .unwrap()
                .file_name()
                .into_string()
                .unwrap()
        })
        .collect();
    names.sort();
    names
        .split_off(names.len() - 2)
        .try_into()
        .unwrap()
}

world_test! {
    async fn looking_at_the_database_of_an_earlier_release_leaves_it_to_that_release(world) {
        let [before, newest] = newest_migrations();
        world.before_migration(&newest);
        let earlier = schema_of(world.database());
        assert!(matches!(&earlier, Schema::Behind { at, .. } if *at == before), "{earlier:?}");
        for words in LOOKING {
            let (code, told) = world.stampwell(Some(SECRET), words);
            assert_eq!(code, Some(4), "{words:?}: {told}");
            assert!(told.contains(&format!("has the schema {before}")) && told.contains(&format!("needs {newest}")), "{words:?}: {told}");
            assert!(told.contains("stampwell backup FILE") && told.contains("stampwell migrate"), "{words:?}: {told}");
            assert_eq!(schema_of(world.database()), earlier, "{words:?}");
        }
        if let Some(file) = world.database().strip_prefix("sqlite://") {
            let copy = format!("{file}.copy");
            let (code, told) = world.stampwell(None, &["backup", &copy]);
            assert_eq!(code, Some(0), "{told}");
            assert_eq!(schema_of(&format!("sqlite://{copy}")), earlier, "a backup is a copy of what is there");
            assert_eq!(schema_of(world.database()), earlier);
        }
        let (code, told) = world.migrate();
        assert!(code == Some(0) && told.contains(&format!("from {before} to {newest}")), "{told}");
        let (_, told) = world.migrate();
        assert!(!told.contains(&format!("from {before}")), "{told}");
        assert_eq!(world.stampwell(Some(SECRET), &["verify"]).0, Some(0));

        world.before_migration(&newest);
        let log = world.serve().stop();
        assert!(log.contains("the database schema was brought up to date") && log.contains(&newest), "{log}");
    }
}

/// The shops that a copy of the file alone, in a folder of its own, knows.
fn shops_in_a_copy(place: &Place) -> String {
    let elsewhere = Place::new();
    fs::copy(place.at("stampwell.db"), elsewhere.at("stampwell.db")).unwrap();
    said(&elsewhere.run(&["merchant", "list"]))
}

#[tokio::test]
async fn after_a_clean_stop_the_one_file_holds_everything() {
    let place = Place::new();
    let service = place.serve(&[]);
    let owner = place.shop();
    owner
        .post("/v1/cards", json!({}))
        .await
        .created();
    service.stop();
    let log = fs::metadata(place.at("stampwell.db-wal")).map_or(0, |about| about.len());
    assert_eq!(log, 0, "the log was written back");
    assert!(shops_in_a_copy(&place).contains("corner"));

    let made = place.run(&["merchant", "create", "--name", "Bakery"]);
    assert!(made.status.success(), "{}", said(&made));
    assert!(
        shops_in_a_copy(&place).contains("bakery"),
        "a command leaves it so, too"
    );
}

/// What the service logs while a story works on its outbox.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .unwrap()
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Everything that this thread logs from now on, as long as the guard lives.
    fn of_this_thread() -> (Log, tracing::subscriber::DefaultGuard) {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    fn times(&self, words: &str) -> usize {
        String::from_utf8_lossy(&self.0.lock().unwrap())
            .matches(words)
            .count()
    }
}

world_test! {
    async fn pushes_that_do_not_go_through_are_told_once_and_by_the_doctor(world) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let card = shop.issue_card().await;
        world.iphone_with(&card).await;
        let (log, _guard) = Log::of_this_thread();
        world.apns.set_door(Door::Closed);
        for _ in 0..3 {
            shop.stamp(&card).await;
            world.deliver().await;
            world.pass_s(120);
        }
        assert_eq!((log.times("deliveries fail"), log.times("no connection")), (1, 1));
        let owed_s = world.stranger().get("/readyz").await.ok()["oldest_due_delivery_s"].as_i64().unwrap();
        assert!(owed_s >= 360, "the first of three was owed {owed_s} s ago");
        let (_, told) = world.doctor();
        assert!(told.contains("Apple has not been told of has waited for") && told.contains("the last try failed: no connection"), "{told}");
        world.apns.set_door(Door::Open);
        crate::stories::deliver::until_delivered(world, &shop).await;
        assert_eq!((log.times("deliveries fail"), log.times("go through again")), (1, 1));
        assert_eq!(world.stranger().get("/readyz").await.ok()["oldest_due_delivery_s"], 0);
        assert!(!world.doctor().1.contains("has waited for"));
    }
}

world_test! {
    async fn a_certificate_that_ended_is_not_told_as_apples_refusal(world, Setup { apple: Apple::EndsInAMonth, ..Setup::default() }) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        world.iphone_with(&card).await;
        let (log, _guard) = Log::of_this_thread();
        world.pass_days(40);
        shop.stamp(&card).await;
        world.deliver().await;
        assert_eq!((log.times("pushes wait: The pass certificate expired"), log.times("Apple refuses")), (1, 0));
        world.may_owe_pushes();
    }
}

/// A shop's database, and a copy of it in which bytes of an event were overwritten: each page is still one of SQLite's.
fn with_a_damaged_copy() -> Place {
    let place = Place::new();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/small/events.ndjson.gz");
    let imported = place.run(&["events", "import", golden.to_str().unwrap()]);
    assert!(imported.status.success(), "{}", said(&imported));
    assert!(
        place
            .run(&["backup", "bad.db"])
            .status
            .success()
    );
    let mut bytes = fs::read(place.at("bad.db")).unwrap();
    // Its kind, since its line is no text there.
    let event = b"visit_validated";
    let at = bytes
        .windows(event.len())
        .rposition(|part| part == event)
        .unwrap();
    bytes[at..at + event.len()].fill(0xff);
    fs::write(place.at("bad.db"), bytes).unwrap();
    place
}

#[test]
fn a_damaged_file_is_named_and_what_to_do_is_said() {
    let place = with_a_damaged_copy();
    let bad = ["--database-url", "sqlite://bad.db"];
    let told = |words: &[&str]| {
        let output = place.run(words);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(1), "{words:?}: {told}");
        assert!(
            told.contains("bad.db") && told.contains("damaged") && told.contains("restore"),
            "{words:?}: {told}"
        );
        assert!(
            !told.contains("request ID") && !told.contains("on our side"),
            "{words:?}: {told}"
        );
    };
    told(&["verify", bad[0], bad[1]]);
    told(&["doctor", bad[0], bad[1]]);
    told(&["restore", "bad.db", "--database-url", "sqlite://new.db"]);
    assert!(!place.at("new.db").exists());
    // What is no database at all is not a matter of its address alone.
    fs::write(place.at("bad.db"), [0xff; 9_000]).unwrap();
    told(&["doctor", bad[0], bad[1]]);

    let sound = place.run(&["doctor"]);
    assert!(
        said(&sound).contains("its file, its log and all balances are sound"),
        "{}",
        said(&sound)
    );
}

/// A command that another user types, who has no rights in the folder beyond those of everybody.
fn as_somebody_else(place: &Place, words: &[&str]) -> Output {
    // A checkout may lie where only its owner can go, such as root's home.
    let open = tempfile::tempdir().unwrap();
    fs::set_permissions(open.path(), Permissions::from_mode(0o755)).unwrap();
    let program = open.path().join("stampwell");
    fs::hard_link(env!("CARGO_BIN_EXE_stampwell"), &program)
        .or_else(|_| fs::copy(env!("CARGO_BIN_EXE_stampwell"), &program).map(drop))
        .unwrap();
    as_servers_user(place.command_of(&program, words))
        .output()
        .unwrap()
}

/// A folder in which other users may look, and nothing more.
fn only_to_look_at(place: &Place) {
    let mode = match unprivileged_user() {
        Some(_) => 0o755,
        None => 0o555,
    };
    fs::set_permissions(place.at(""), Permissions::from_mode(mode)).unwrap();
}

#[test]
fn the_doctor_tries_whether_a_database_can_be_made() {
    let place = Place::new();
    let fine = said(&place.run(&["doctor"]));
    assert!(
        !fine.contains("cannot be written") && place.files().is_empty(),
        "{fine}"
    );
    only_to_look_at(&place);
    let refused = as_somebody_else(&place, &["doctor"]);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(
        said(&refused).contains("stampwell.db cannot be written (Permission denied"),
        "{}",
        said(&refused)
    );
}

#[test]
fn a_folder_that_takes_no_files_can_still_be_read() {
    let place = Place::new();
    let made = place.run(&["merchant", "create", "--name", "Corner", "--slug", "corner"]);
    assert!(made.status.success());
    for file in place.files() {
        let mode = Permissions::from_mode(if file == "stampwell.db" {
            0o644
        } else {
            0o600
        });
        fs::set_permissions(place.at(&file), mode).unwrap();
    }
    // A clean stop leaves an empty log, or none.
    for log in ["stampwell.db-wal", "stampwell.db-shm"] {
        let _ = fs::remove_file(place.at(log));
    }
    only_to_look_at(&place);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::set_permissions(elsewhere.path(), Permissions::from_mode(0o777)).unwrap();
    let copy = elsewhere.path().join("copy.db");
    for words in [
        &["verify"] as &[&str],
        &["merchant", "list"],
        &["backup", copy.to_str().unwrap()],
    ] {
        let looked = as_somebody_else(&place, words);
        assert!(looked.status.success(), "{words:?}: {}", said(&looked));
    }
    assert!(copy.exists());
    if unprivileged_user().is_some() {
        let refused = as_somebody_else(&place, &["migrate"]);
        let told = said(&refused);
        assert!(
            told.contains("belongs to user 0") && told.contains("chown"),
            "{told}"
        );
    }
}

#[test]
fn what_root_restores_is_the_services() {
    let Some((user, group)) = unprivileged_user() else {
        return;
    };
    let place = with_a_damaged_copy();
    assert!(
        place
            .run(&["backup", "copy.db"])
            .status
            .success()
    );
    fs::create_dir(place.at("service")).unwrap();
    chown(place.at("service"), Some(user), Some(group)).unwrap();
    let url = "sqlite://service/shop.db";
    let restored = place.run(&["restore", "copy.db", "--database-url", url]);
    assert!(restored.status.success(), "{}", said(&restored));
    let about = fs::metadata(place.at("service/shop.db")).unwrap();
    assert_eq!((about.uid(), about.mode() & 0o777), (user, 0o600));
    assert!(
        said(&restored).contains(&format!("belongs to user {user}")),
        "{}",
        said(&restored)
    );
}

#[tokio::test]
async fn a_database_that_is_removed_under_the_service_is_noticed() {
    let place = Place::new();
    let service = place.serve(&[]);
    place
        .caller()
        .get("/readyz")
        .await
        .ok();
    for file in place.files() {
        if file.starts_with("stampwell.db") && !file.ends_with(".lock") {
            fs::remove_file(place.at(&file)).unwrap();
        }
    }
    let answer = place.caller().get("/readyz").await;
    assert_eq!(answer.status, 503);
    assert!(
        answer
            .text()
            .contains("removed or replaced"),
        "{}",
        answer.text()
    );
    let doctor = place.run(&["doctor"]);
    assert_eq!(doctor.status.code(), Some(1));
    assert!(
        said(&doctor).contains("the file is not there any more"),
        "{}",
        said(&doctor)
    );
    service.kill();
}

#[test]
fn what_cannot_start_begins_nothing() {
    let place = Place::new();
    let mut open = place.command(&["serve", "--bind", "0.0.0.0:0"]);
    let (code, told) = Served::start(&mut open).ended();
    assert!(
        code == Some(78) && told.contains("the public address is not set"),
        "{told}"
    );
    fs::write(place.at("shop.csv"), "member,date\n7,2026-01-31\n").unwrap();
    let imported = place.run(&["events", "import", "shop.csv"]);
    assert!(!imported.status.success());
    assert_eq!(place.files(), ["shop.csv"], "{}", said(&imported));
}

#[test]
fn earlier_secrets_that_others_can_read_are_told() {
    let place = Place::new();
    fs::write(place.at("old"), format!("{OTHER}\n")).unwrap();
    let told = |mode| {
        fs::set_permissions(place.at("old"), Permissions::from_mode(mode)).unwrap();
        said(&place.run(&["doctor", "--secret-previous-file", "old"]))
    };
    let words = "others on this machine can read the earlier secrets in";
    assert!(told(0o644).contains(words) && !told(0o600).contains(words));
}

#[test]
fn an_address_that_was_not_reached_is_not_told_as_reached() {
    let place = Place::new();
    let told = said(&place.run(&["doctor", "--public-url", "https://cards.invalid"]));
    assert!(
        told.contains("cannot be reached from this machine")
            && !told.contains("Phones can reach the service"),
        "{told}"
    );
}

#[tokio::test]
async fn a_signal_without_a_certificate_is_no_error() {
    let place = Place::new();
    let service = place.serve(&[]);
    let hangup = ["-s", "HUP", &service.id().to_string()];
    assert!(
        Command::new("kill")
            .args(hangup)
            .status()
            .unwrap()
            .success()
    );
    place
        .caller()
        .get("/livez")
        .await
        .ok();
    let log = service.stop();
    assert!(
        log.contains("there is none to read again") && !log.contains("ERROR"),
        "{log}"
    );
}

#[test]
fn usage_errors_lead_to_the_help() {
    let place = Place::new();
    for words in [
        &["serve", "--metrics-bind", "127.0.0.1:9090"] as &[&str],
        &["--nonsense"],
        &["merchant", "create"],
    ] {
        let refused = place.run(words);
        assert_eq!(refused.status.code(), Some(2), "{words:?}");
        assert!(
            said(&refused).contains("--help"),
            "{words:?}: {}",
            said(&refused)
        );
    }
}
