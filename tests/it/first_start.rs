//! The program starts in an empty folder, and in no other folder does it begin anew by mistake.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::JoinHandle;

use diesel::connection::SimpleConnection as _;
use diesel::{
    Connection as _, PgConnection, RunQueryDsl as _, SqliteConnection, sql_query, sql_types,
};
use serde_json::{Value, json};

use crate::world::Caller;

/// A folder in which somebody types commands, and nothing else is set.
pub struct Place {
    folder: tempfile::TempDir,
    address: String,
}

impl Place {
    pub fn new() -> Place {
        let free = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        Place {
            folder: tempfile::tempdir().unwrap(),
            address: free.to_string(),
        }
    }

    /// Where its service listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names of all files, in order.
    pub fn files(&self) -> Vec<String> {
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

    pub fn command(&self, words: &[&str]) -> Command {
        self.command_of(Path::new(env!("CARGO_BIN_EXE_stampwell")), words)
    }

    /// A command of a program that lies elsewhere.
    pub fn command_of(&self, program: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .current_dir(self.folder.path())
            .args(words);
        command
    }

    pub fn run(&self, words: &[&str]) -> Output {
        self.command(words)
            .output()
            .unwrap()
    }

    /// The service, at an address of its own.
    pub fn serve(&self, more: &[&str]) -> Served {
        Served::start(
            self.command(&["serve", "--bind", &self.address])
                .args(more),
        )
    }

    pub fn caller(&self) -> Caller {
        Caller::new(&format!("http://{}", self.address))
    }

    /// A shop, made beside the service; the caller with its owner key.
    pub fn shop(&self) -> Caller {
        let made = self.run(&[
            "merchant", "create", "--name", "Corner", "--slug", "corner", "--json",
        ]);
        let keys: Value =
            serde_json::from_slice(&made.stdout).unwrap_or_else(|e| panic!("{e}: {}", said(&made)));
        self.caller()
            .with_key(keys["owner_key"].as_str().unwrap())
    }
}

/// What is said on either stream.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A service under way, which does not outlive the test.
pub struct Served {
    process: Child,
    /// What it said until it listened.
    pub said: String,
    rest: Option<JoinHandle<String>>,
}

impl Served {
    /// Starts it and waits until it listens or ends.
    pub fn start(command: &mut Command) -> Served {
        let mut process = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap())
            .lines()
            .map_while(Result::ok);
        let mut said = String::new();
        for line in lines.by_ref() {
            said += &format!("{line}\n");
            if line.contains("listens on") {
                break;
            }
        }
        if let Some(address) = said
            .split("listens on http://")
            .nth(1)
            .and_then(|rest| rest.split([',', '"']).next())
        {
            answered(address);
        }
        // Read on, so that it never waits for a reader.
        let rest = std::thread::spawn(move || {
            lines
                .map(|line| line + "\n")
                .collect()
        });
        Served {
            process,
            said,
            rest: Some(rest),
        }
    }

    pub fn listens(&self) -> bool {
        self.said.contains("listens on")
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// SIGTERM; all that it said.
    pub fn stop(mut self) -> String {
        assert!(
            Command::new("kill")
                .args(["-s", "TERM", &self.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(
            self.process.wait().unwrap().code(),
            Some(0),
            "{}",
            self.said
        );
        std::mem::take(&mut self.said)
            + &self
                .rest
                .take()
                .unwrap()
                .join()
                .unwrap()
    }

    /// Waits for its end; the exit code and all that it said.
    pub fn ended(mut self) -> (Option<i32>, String) {
        let code = self.process.wait().unwrap().code();
        (
            code,
            std::mem::take(&mut self.said)
                + &self
                    .rest
                    .take()
                    .unwrap()
                    .join()
                    .unwrap(),
        )
    }

    /// SIGKILL.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Waits for an answer: a service that has only just begun to listen does not hear signals yet.
fn answered(address: &str) {
    let mut service = TcpStream::connect(address).unwrap();
    service
        .write_all(
            format!("GET /livez HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")
                .as_bytes(),
        )
        .unwrap();
    let mut answer = String::new();
    service
        .read_to_string(&mut answer)
        .unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn a_service_starts_in_an_empty_folder_and_its_cards_outlive_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let service = place.serve(&[]);
    assert!(
        service.listens()
            && service
                .said
                .contains("A secret was made"),
        "{}",
        service.said
    );
    let secret = std::fs::read_to_string(place.at("stampwell.secret")).unwrap();
    assert_eq!(
        std::fs::metadata(place.at("stampwell.secret"))
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
    assert!(!service.said.contains(secret.trim()) && secret.trim().len() == 64);

    let owner = place.shop();
    let card = owner
        .post("/v1/cards", json!({}))
        .await
        .created();
    let page = card["links"]["page"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = page
        .strip_prefix(&format!("http://{}", place.address))
        .unwrap();
    assert_eq!(
        place
            .caller()
            .get(path)
            .await
            .status,
        200
    );
    let program = owner.get("/v1/program").await.ok();
    assert!(
        place
            .caller()
            .get(&format!("{path}/stamps.png"))
            .await
            .status
            == 200,
        "the designs are there: {program}"
    );
    assert!(
        service.stop().contains("/setup?t="),
        "whoever starts the first time has the way to the first shop"
    );

    let again = place.serve(&[]);
    assert!(
        again.listens()
            && !again
                .said
                .contains("A secret was made"),
        "{}",
        again.said
    );
    assert_eq!(
        std::fs::read_to_string(place.at("stampwell.secret")).unwrap(),
        secret
    );
    assert_eq!(
        place
            .caller()
            .get(path)
            .await
            .status,
        200,
        "the card is the same card"
    );
    let live = place
        .caller()
        .get("/livez")
        .await
        .ok();
    assert_eq!(live["status"], "ok");
    assert!(
        live["instance"]
            .as_str()
            .is_some_and(|instance| instance.len() == 16),
        "{live}"
    );
    assert!(!again.stop().contains("/setup?t="), "there is a shop");
    assert!(
        !place
            .files()
            .iter()
            .any(|name| name.contains(".part")),
        "{:?}",
        place.files()
    );
}

#[tokio::test]
async fn every_command_finds_the_secret_where_the_first_start_kept_it() {
    let place = Place::new();
    let service = place.serve(&[]);
    place
        .shop()
        .post("/v1/cards", json!({}))
        .await
        .created();
    let file = place
        .at("stampwell.secret")
        .display()
        .to_string();
    let doctor = said(&place.run(&["doctor"]));
    assert!(
        doctor.contains(&file) && doctor.contains("1 live cards need the secret"),
        "{doctor}"
    );
    let backup = said(&place.run(&["backup", "copy.db"]));
    assert!(backup.contains(&file), "{backup}");
    // From wherever the database is named.
    let elsewhere = Place::new();
    let url = format!("sqlite://{}", place.at("stampwell.db").display());
    let doctor = said(&elsewhere.run(&["doctor", "--database-url", &url]));
    assert!(
        doctor.contains(&file) && elsewhere.files().is_empty(),
        "{doctor}"
    );
    service.stop();

    std::fs::set_permissions(
        place.at("stampwell.secret"),
        std::os::unix::fs::PermissionsExt::from_mode(0o644),
    )
    .unwrap();
    let open = said(&place.run(&["doctor"]));
    assert!(
        open.contains("others on this machine can read the secret")
            && open.contains(&format!("chmod 600 {file}")),
        "{open}"
    );
    // A secret that is set wins over the one that lies there.
    let set = place
        .command(&["doctor"])
        .env("STAMPWELL_SECRET", "0123456789abcdef0123456789abcdef")
        .output()
        .unwrap();
    assert!(
        said(&set).contains("made with another secret"),
        "{}",
        said(&set)
    );
    // A restored copy needs the same one, and is told so.
    let restored = said(
        &elsewhere.run(&[
            "restore",
            &place
                .at("copy.db")
                .display()
                .to_string(),
        ]),
    );
    assert!(
        restored.contains("A backup holds no secret") && restored.contains("stampwell.secret"),
        "{restored}"
    );
}

#[tokio::test]
async fn a_lost_secret_is_never_replaced_in_silence() {
    let place = Place::new();
    let service = place.serve(&[]);
    place
        .shop()
        .post("/v1/cards", json!({}))
        .await
        .created();
    service.stop();
    std::fs::rename(place.at("stampwell.secret"), place.at("elsewhere")).unwrap();

    let (code, told) = place.serve(&[]).ended();
    assert_eq!(code, Some(78), "{told}");
    assert!(
        told.contains("stampwell.secret is not there") && told.contains("STAMPWELL_SECRET_FILE"),
        "{told}"
    );
    assert!(
        !place
            .at("stampwell.secret")
            .exists(),
        "another one was made"
    );
    let doctor = place.run(&["doctor"]);
    assert!(
        doctor.status.code() == Some(1) && said(&doctor).contains("stampwell.secret is not there"),
        "{}",
        said(&doctor)
    );

    // An emptied file is no secret either, and is named.
    std::fs::write(place.at("stampwell.secret"), "").unwrap();
    let (code, told) = place.serve(&[]).ended();
    assert!(
        code == Some(78) && told.contains("stampwell.secret beside the database"),
        "{told}"
    );

    std::fs::rename(place.at("elsewhere"), place.at("stampwell.secret")).unwrap();
    place.serve(&[]).stop();
}

#[test]
fn a_database_without_cards_begins_with_a_secret_of_its_own() {
    let place = Place::new();
    assert!(
        place
            .run(&["merchant", "create", "--name", "Corner"])
            .status
            .success()
    );
    assert!(
        !place
            .at("stampwell.secret")
            .exists(),
        "a command derives nothing that lasts"
    );
    assert!(
        place
            .serve(&[])
            .stop()
            .contains("A secret was made")
    );
}

#[test]
fn a_place_that_takes_no_files_is_told() {
    let place = Place::new();
    // Not even root writes there, and there is no such folder.
    for (url, word) in [
        ("sqlite:///proc/stampwell.db", "/proc/stampwell."),
        ("sqlite://nowhere/shop.db", "nowhere/"),
    ] {
        let (code, told) = place
            .serve(&["--database-url", url])
            .ended();
        assert_eq!(code, Some(1), "{told}");
        assert!(
            told.contains(word) && told.contains("fix") && !told.contains("panicked"),
            "{told}"
        );
    }
    assert!(place.files().is_empty(), "{:?}", place.files());
}

/// Commands that look at what is there or change it.
pub const LOOKING: &[&[&str]] = &[
    &["verify"],
    &["verify", "--json"],
    &["metrics", "--merchant", "corner"],
    &[
        "metrics",
        "--merchant",
        "corner",
        "--explain",
        "new_members",
    ],
    &["events", "export"],
    &["events", "export", "-o", "log.ndjson"],
    &["merchant", "link", "corner"],
    &["key", "create", "--merchant", "corner", "--role", "staff"],
    &["poster", "--merchant", "corner"],
    &["merchant", "list"],
    &["merchant", "suspend", "corner"],
    &["merchant", "resume", "corner"],
    &["key", "list"],
    &["key", "revoke", "key_0000000000000000000000000"],
    &["till", "list", "--merchant", "corner"],
];

#[test]
fn no_command_that_looks_makes_a_database_in_the_wrong_folder() {
    let place = Place::new();
    for words in LOOKING
        .iter()
        .chain([&["backup", "copy.db"] as &[&str]].iter())
    {
        let refused = place.run(words);
        assert_eq!(
            refused.status.code(),
            Some(3),
            "{words:?}: {}",
            said(&refused)
        );
        assert!(
            said(&refused).contains("there is no database at stampwell.db")
                && said(&refused).contains("--database-url"),
            "{words:?}"
        );
        assert!(
            place.files().is_empty(),
            "{words:?} left {:?}",
            place.files()
        );
    }
    let doctor = said(&place.run(&["doctor"]));
    assert!(
        doctor.contains("the first start makes one") && place.files().is_empty(),
        "{doctor}"
    );
    assert_eq!(
        place
            .run(&["restore"])
            .status
            .code(),
        Some(1)
    );
    assert!(place.files().is_empty());
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = sql_types::BigInt)]
    tables: i64,
}

#[test]
fn on_postgresql_a_secret_is_asked_for_and_nothing_is_begun_by_looking() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let (place, url) = (Place::new(), server.new_database());
    let with = |words: &[&str]| {
        place
            .command(words)
            .env("STAMPWELL_DATABASE_URL", &url)
            .output()
            .unwrap()
    };
    for words in LOOKING {
        let refused = with(words);
        assert_eq!(
            refused.status.code(),
            Some(3),
            "{words:?}: {}",
            said(&refused)
        );
    }
    let refused = with(&["serve", "--bind", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(78));
    assert!(
        said(&refused).contains("the secret is not set")
            && said(&refused).contains("STAMPWELL_SECRET_FILE"),
        "{}",
        said(&refused)
    );
    let tables = sql_query("SELECT count(*) AS tables FROM pg_tables WHERE schemaname = 'public'");
    let made: Count = tables
        .get_result(&mut PgConnection::establish(&url).unwrap())
        .unwrap();
    assert!(
        made.tables == 0 && place.files().is_empty(),
        "{:?}",
        place.files()
    );
}

#[test]
fn sealed_profiles_need_their_secret_as_cards_do() {
    let place = Place::new();
    assert!(
        place
            .run(&["merchant", "create", "--name", "Corner"])
            .status
            .success()
    );
    let mut conn = SqliteConnection::establish(
        place
            .at("stampwell.db")
            .to_str()
            .unwrap(),
    )
    .unwrap();
    // Somebody's profile, sealed with a secret that nobody names any more.
    let member = "PRAGMA foreign_keys=OFF; INSERT INTO member_profiles (member_id, merchant_id, secret_id, sealed_key, sealed)
        SELECT 'mem_x', id, 'oldone', 'x', 'x' FROM merchants";
    conn.batch_execute(member).unwrap();
    drop(conn);
    let (code, told) = place.serve(&[]).ended();
    assert!(code == Some(78) && told.contains("oldone"), "{told}");
}

#[tokio::test]
async fn a_second_service_on_one_file_says_so_and_stops() {
    let place = Place::new();
    let first = place.serve(&[]);
    let second = |more: &[&str]| {
        Served::start(
            place
                .command(&["serve", "--bind", "127.0.0.1:0"])
                .args(more),
        )
    };
    let (code, told) = second(&[]).ended();
    assert_eq!(code, Some(4), "{told}");
    assert!(
        told.contains(&format!("process {}", first.id())) && told.contains(&place.address),
        "{told}"
    );
    assert!(told.contains("--allow-second-service"), "{told}");
    // By another name it is the same file.
    std::os::unix::fs::symlink(place.at("stampwell.db"), place.at("link.db")).unwrap();
    let (code, told) = second(&["--database-url", "sqlite://link.db"]).ended();
    assert_eq!(code, Some(4), "{told}");

    // Commands work beside the first, and it goes on.
    place
        .shop()
        .post("/v1/cards", json!({}))
        .await
        .created();
    assert!(
        place
            .run(&["verify"])
            .status
            .success()
            && place
                .run(&["backup", "copy.db"])
                .status
                .success()
    );
    let allowed = second(&["--allow-second-service"]);
    assert!(
        allowed.listens()
            && allowed
                .said
                .contains("another service runs on this database"),
        "{}",
        allowed.said
    );
    allowed.stop();
    let (code, _) = second(&[]).ended();
    assert_eq!(code, Some(4), "the first still holds it");
    first.stop();
    second(&[]).stop();
}

#[test]
fn a_service_that_was_killed_hinders_nobody() {
    let place = Place::new();
    for _ in 0..3 {
        let service = place.serve(&[]);
        assert!(service.listens(), "{}", service.said);
        service.kill();
    }
    place.serve(&[]).stop();
}

#[test]
fn of_two_first_starts_at_once_one_serves() {
    let place = Place::new();
    let start = || Served::start(&mut place.command(&["serve", "--bind", "127.0.0.1:0"]));
    let services = std::thread::scope(|scope| {
        [scope.spawn(start), scope.spawn(start)].map(|started| started.join().unwrap())
    });
    let (serving, refused): (Vec<Served>, Vec<Served>) = services
        .into_iter()
        .partition(Served::listens);
    assert_eq!((serving.len(), refused.len()), (1, 1));
    for service in refused {
        assert_eq!(service.ended().0, Some(4));
    }
    let secret = std::fs::read(place.at("stampwell.secret")).unwrap();
    serving
        .into_iter()
        .for_each(Served::kill);
    place.serve(&[]).stop();
    assert_eq!(std::fs::read(place.at("stampwell.secret")).unwrap(), secret);
    assert!(
        !place
            .files()
            .iter()
            .any(|name| name.contains(".part")),
        "{:?}",
        place.files()
    );
}
