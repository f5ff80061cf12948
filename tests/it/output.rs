//! What the program prints is written, or the command says that it was not: closed pipes and full disks.

use std::fs::{self, File};
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use diesel::{
    Connection as _, PgConnection, RunQueryDsl as _, SqliteConnection, sql_query, sql_types,
};

/// The exit code of a command whose output was lost.
const LOST: i32 = 74;

fn stampwell(folder: &Path, url: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
    command
        .env_clear()
        .env("STAMPWELL_DATABASE_URL", url)
        .current_dir(folder)
        .args(words);
    command.env(
        "STAMPWELL_TEMPLATES_DIR",
        concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates"),
    );
    command.env("STAMPWELL_SECRET", "0123456789abcdef0123456789abcdef");
    command
}

fn full() -> Stdio {
    File::options()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

/// The writing end of a pipe whose reader has gone.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// That the command ended with a sentence although nobody could have its output.
fn is_told(output: &Output, words: &[&str]) {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(LOST), "{words:?}: {said}");
    assert!(
        said.contains("the output was not written") && !said.contains("panicked"),
        "{words:?}: {said}"
    );
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = sql_types::BigInt)]
    rows: i64,
}

/// How many merchants, keys of theirs and of the operator, and links there are.
fn made(folder: &Path, url: &str) -> [i64; 4] {
    ["merchants", "api_keys", "operator_keys", "sign_in_links"].map(|table| {
        let query = sql_query(format!("SELECT count(*) AS rows FROM {table}"));
        let count: Count = match url.strip_prefix("sqlite://") {
            Some(file) => query
                .get_result(
                    &mut SqliteConnection::establish(folder.join(file).to_str().unwrap()).unwrap(),
                )
                .unwrap(),
            None => query
                .get_result(&mut PgConnection::establish(url).unwrap())
                .unwrap(),
        };
        count.rows
    })
}

fn nothing_is_made_that_nobody_saw(url: &str) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(
        stampwell(folder, url, &["migrate"])
            .status()
            .unwrap()
            .success()
    );
    let merchant = ["merchant", "create", "--name", "X", "--slug", "xx"];
    let key = ["key", "create", "--merchant", "xx", "--role", "staff"];
    let operator = ["key", "create", "--role", "operator"];
    let link = ["merchant", "link", "xx"];
    for words in [&merchant[..], &key, &operator, &link] {
        for json in [&[][..], &["--json"]] {
            let words = [words, json].concat();
            let before = made(folder, url);
            is_told(
                &stampwell(folder, url, &words)
                    .stdout(full())
                    .output()
                    .unwrap(),
                &words,
            );
            is_told(
                &stampwell(folder, url, &words)
                    .stdout(closed())
                    .output()
                    .unwrap(),
                &words,
            );
            assert_eq!(made(folder, url), before, "{words:?}");
        }
        let shown = stampwell(folder, url, words)
            .output()
            .unwrap();
        assert!(
            shown.status.success() && !shown.stdout.is_empty(),
            "{words:?}: {}",
            text(&shown.stderr)
        );
    }
    assert_eq!(made(folder, url), [1, 4, 1, 1]);
}

#[test]
fn nothing_is_made_that_nobody_saw_on_sqlite() {
    nothing_is_made_that_nobody_saw("sqlite://shop.db");
}

#[test]
fn nothing_is_made_that_nobody_saw_on_postgres() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    nothing_is_made_that_nobody_saw(&server.new_database());
}

#[test]
fn every_command_that_prints_says_that_its_output_was_lost() {
    let (folder, url) = (tempfile::tempdir().unwrap(), "sqlite://shop.db");
    let folder = folder.path();
    let golden = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/small/events.ndjson.gz"
    );
    assert!(
        stampwell(folder, url, &["events", "import", golden])
            .status()
            .unwrap()
            .success()
    );
    assert!(
        stampwell(
            folder,
            url,
            &["merchant", "create", "--name", "X", "--slug", "xx"]
        )
        .output()
        .unwrap()
        .status
        .success()
    );
    fs::write(folder.join("a.pkpass"), "no pass").unwrap();
    let metrics = ["metrics", "--merchant", "xx"];
    let commands: &[&[&str]] = &[
        &["--help"],
        &["--version"],
        &["help", "serve"],
        &["merchant", "create", "--help"],
        &metrics,
        &[&metrics[..], &["--json"]].concat(),
        &[&metrics[..], &["--csv"]].concat(),
        &[&metrics[..], &["--explain", "new_members"]].concat(),
        &["metrics", "--definitions"],
        &["metrics", "--definitions", "--json"],
        &["events", "export"],
        &["events", "import", golden],
        &["events", "import", golden, "--json"],
        &["doctor"],
        &["doctor", "--json"],
        &["google", "check"],
        &["verify"],
        &["verify", "--json"],
        &["check", "a.pkpass"],
        &["check", "a.pkpass", "--json"],
        &["poster", "--merchant", "xx"],
        &["merchant", "list"],
        &["merchant", "list", "--json"],
        &["merchant", "suspend", "xx"],
        &["merchant", "resume", "xx", "--json"],
        &["key", "list", "--merchant", "xx"],
        &["key", "list", "--json"],
        &["till", "list", "--merchant", "xx", "--json"],
        &["bench", "sign", "--seconds", "1"],
        &["demo", "--port", "0"],
    ];
    for words in commands {
        is_told(
            &stampwell(folder, url, words)
                .stdout(full())
                .output()
                .unwrap(),
            words,
        );
        is_told(
            &stampwell(folder, url, words)
                .stdout(closed())
                .output()
                .unwrap(),
            words,
        );
    }
    // A backup names its file; the file is there all the same.
    is_told(
        &stampwell(folder, url, &["backup", "copy.db"])
            .stdout(full())
            .output()
            .unwrap(),
        &["backup"],
    );
    let restored = stampwell(folder, "sqlite://new.db", &["restore", "copy.db"])
        .stdout(closed())
        .output()
        .unwrap();
    is_told(&restored, &["restore"]);
}

#[test]
fn talk_that_nobody_hears_stops_nothing() {
    let (folder, url) = (tempfile::tempdir().unwrap(), "sqlite://shop.db");
    for (number, stderr) in [full(), closed()]
        .into_iter()
        .enumerate()
    {
        let words = [
            "merchant",
            "create",
            "--name",
            "X",
            "--slug",
            &format!("shop-{number}"),
        ];
        let shown = stampwell(folder.path(), url, &words)
            .stderr(stderr)
            .output()
            .unwrap();
        assert!(shown.status.success() && text(&shown.stdout).contains("owner_key"));
    }
    for stderr in [full(), closed()] {
        assert!(
            stampwell(folder.path(), url, &["migrate"])
                .stderr(stderr)
                .status()
                .unwrap()
                .success()
        );
    }
    let wrong = stampwell(folder.path(), "none", &["migrate"])
        .stderr(full())
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(78));
    assert_eq!(
        stampwell(folder.path(), url, &["--nonsense"])
            .stderr(closed())
            .status()
            .unwrap()
            .code(),
        Some(2)
    );
}

#[test]
fn a_log_is_exported_whole_for_its_owner_alone_or_not_at_all() {
    let (folder, url) = (tempfile::tempdir().unwrap(), "sqlite://shop.db");
    let folder = folder.path();
    let golden = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/golden/small/events.ndjson.gz"
    );
    assert!(
        stampwell(folder, url, &["events", "import", golden])
            .status()
            .unwrap()
            .success()
    );
    let export = |file: &str| {
        stampwell(folder, url, &["events", "export", "-o", file])
            .output()
            .unwrap()
    };

    // Through links, so that a mistake would take their place and not the device's.
    for name in ["full.ndjson", "full.gz"] {
        symlink("/dev/full", folder.join(name)).unwrap();
        let refused = export(name);
        let said = text(&refused.stderr);
        assert!(
            !refused.status.success() && refused.status.code() != Some(101),
            "{said}"
        );
        assert!(
            said.contains(&format!("cannot write {name}")) && said.contains("No space left"),
            "{said}"
        );
        assert!(
            fs::metadata(folder.join(name))
                .unwrap()
                .file_type()
                .is_char_device(),
            "the device was replaced"
        );
    }
    assert!(
        !export("nowhere/log.ndjson")
            .status
            .success()
    );

    fs::write(
        folder.join("log.ndjson"),
        "an earlier one that everybody may read",
    )
    .unwrap();
    symlink("log.ndjson", folder.join("link.ndjson")).unwrap();
    for name in ["log.ndjson", "link.ndjson", "new.ndjson", "new.ndjson.gz"] {
        assert!(export(name).status.success());
        let mode = fs::metadata(folder.join(name))
            .unwrap()
            .permissions()
            .mode()
            & 0o777;
        assert_eq!(mode, 0o600, "{name}");
    }
    assert_eq!(
        fs::read_to_string(folder.join("log.ndjson"))
            .unwrap()
            .lines()
            .count(),
        75
    );
    assert!(
        fs::symlink_metadata(folder.join("link.ndjson"))
            .unwrap()
            .is_symlink(),
        "the link was replaced"
    );
    let part = |entry: fs::DirEntry| {
        entry
            .file_name()
            .to_string_lossy()
            .ends_with(".part")
    };
    assert!(
        !fs::read_dir(folder)
            .unwrap()
            .map(Result::unwrap)
            .any(part),
        "half a file is left"
    );
}
