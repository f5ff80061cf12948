//! A log that comes from elsewhere, by the command: what is kept, what is named, and what is the same afterwards. Each story
//! is told on SQLite and on PostgreSQL.

mod file;
mod hostile;
mod lines;
mod out;
mod slow;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use tempfile::TempDir;

use crate::golden::{json, stampwell};

/// Tells a story with a [`Scene`] on both databases.
macro_rules! on_both {
    ($(#[$meta:meta])* fn $name:ident($scene:ident) $body:block) => {
        fn $name($scene: &$crate::import::Scene) $body

        $(#[$meta])*
        mod $name {
            #[test]
            fn sqlite() {
                super::$name(&$crate::import::Scene::new(None));
            }

            #[test]
            fn postgres() {
                if let Some(server) = $crate::postgres::server() {
                    super::$name(&$crate::import::Scene::new(Some(server)));
                }
            }
        }
    };
}
use on_both;

/// A folder for files, and databases as many as a story needs.
struct Scene {
    folder: TempDir,
    server: Option<&'static crate::postgres::Server>,
}

impl Scene {
    fn new(server: Option<&'static crate::postgres::Server>) -> Scene {
        Scene {
            folder: tempfile::tempdir().unwrap(),
            server,
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.path(name), bytes).unwrap();
        self.path(name)
    }

    /// A database with nothing in it.
    fn database(&self, name: &str) -> Database {
        let url = match self.server {
            Some(server) => server.new_database(),
            None => format!("sqlite://{}", self.path(name).display()),
        };
        Database(url)
    }
}

/// One database, as the command knows it.
struct Database(String);

impl Database {
    fn run(&self, words: &[&str]) -> Output {
        stampwell(&self.0)
            .args(words)
            .output()
            .unwrap()
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = stampwell(&self.0);
        command.args(words);
        command
    }

    /// Imports a file; what the command says of it, and its exit code.
    fn import(&self, file: &std::path::Path) -> (Value, i32) {
        let output = self.run(&["events", "import", "--json", file.to_str().unwrap()]);
        let said = || {
            panic!(
                "no JSON: {} {}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            )
        };
        (
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| said()),
            output.status.code().unwrap(),
        )
    }

    /// Imports from a pipe.
    fn import_bytes(&self, bytes: &[u8]) -> (Value, i32) {
        let mut command = self.command(&["events", "import", "--json", "-"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The command may well end before it has read all, as with a file that is no log.
        let _ = child
            .stdin
            .take()
            .unwrap()
            .write_all(bytes);
        let output = child.wait_with_output().unwrap();
        (
            serde_json::from_slice(&output.stdout).unwrap(),
            output.status.code().unwrap(),
        )
    }

    /// The whole log of a merchant, line by line as it is stored.
    fn log(&self, merchant: &str) -> Vec<String> {
        let output = self.run(&["events", "export", "--merchant", merchant]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// The slugs of all merchants.
    fn slugs(&self) -> Vec<String> {
        let store = stampwell::store::Store::open(&self.0).unwrap();
        let read = store.read(|tx| {
            Ok(tx
                .all_merchants()?
                .into_iter()
                .map(|(_, row)| row.slug)
                .collect())
        });
        tokio::runtime::Runtime::new()
            .unwrap()
            .block_on(read)
            .unwrap()
    }

    /// Every number of a merchant over some years.
    fn numbers(&self, merchant: &str) -> Value {
        let words = [
            "metrics",
            "--json",
            "--metrics",
            "all",
            "--merchant",
            merchant,
            "--from",
            "2024-01-01",
            "--to",
            "2027-01-01",
        ];
        json(&mut self.command(&words))["metrics"].clone()
    }

    /// Nothing is wrong with what is stored; how many events that is.
    fn sound(&self) -> u64 {
        let verdict = json(&mut self.command(&["verify", "--json"]));
        assert_eq!(verdict["faults"], serde_json::json!([]));
        verdict["events"].as_u64().unwrap()
    }
}

/// A good line: the visit of this number, of one of a hundred members.
fn visit(merchant: &str, number: usize) -> String {
    let day = 1 + number % 28;
    let (hour, minute) = (number / 28 % 24, number / 672 % 60);
    format!(
        r#"{{"event_id":"v{number:07}","idempotency_key":"visit:{number}","merchant_id":"{merchant}","type":"visit_validated","occurred_at":"2025-03-{day:02}T{hour:02}:{minute:02}:00Z","received_at":"2025-03-{day:02}T{hour:02}:{minute:02}:01Z","member_id":"p{}","card_id":"c{}","visit_id":"s{number}","amount_minor":{}}}"#,
        number % 100,
        number % 100,
        number % 900
    )
}

fn visits(merchant: &str, numbers: std::ops::Range<usize>) -> String {
    numbers
        .map(|number| visit(merchant, number) + "\n")
        .collect()
}

fn packed(text: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer
        .write_all(text.as_ref())
        .unwrap();
    packer.finish().unwrap()
}

/// What of an import counts in most stories: stored, known and the numbers of the bad lines.
fn outcome(imported: &Value) -> (u64, u64, Vec<u64>) {
    let bad = imported["bad"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bad| bad["line"].as_u64().unwrap());
    (
        imported["stored"].as_u64().unwrap(),
        imported["known"].as_u64().unwrap(),
        bad.collect(),
    )
}
