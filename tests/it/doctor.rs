//! The doctor changes nothing it looks at, and says what is wrong with a database in words.

use std::path::Path;
use std::process::{Command, Output};

use diesel::connection::SimpleConnection as _;
use diesel::{
    Connection as _, PgConnection, RunQueryDsl as _, SqliteConnection, sql_query, sql_types,
};
use serde_json::{Value, json};

use crate::first_start::Place;

const DESIGNS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates");

fn stampwell(folder: &Path, url: &str, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
    command
        .env_clear()
        .env("STAMPWELL_DATABASE_URL", url)
        .env("STAMPWELL_TEMPLATES_DIR", DESIGNS)
        .current_dir(folder);
    command.env("STAMPWELL_SECRET", "0123456789abcdef0123456789abcdef");
    command
        .args(words)
        .output()
        .unwrap()
}

/// What is said on either stream.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What the doctor says of a database, each line about it with its fix.
fn about_database(folder: &Path, url: &str) -> String {
    let text = said(&stampwell(folder, url, &["doctor"]));
    let lines: Vec<&str> = text.lines().collect();
    let ours = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| {
            line[4..]
                .trim_start()
                .starts_with("database ")
                || (*at > 0
                    && line.starts_with("      fix")
                    && lines[at - 1].contains("  database "))
        });
    ours.map(|(_, line)| format!("{line}\n"))
        .collect()
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = sql_types::BigInt)]
    tables: i64,
}

fn run(url: &str, sql: &str) {
    PgConnection::establish(url)
        .unwrap()
        .batch_execute(sql)
        .unwrap();
}

#[test]
fn the_doctor_makes_no_file_and_no_schema() {
    let folder = tempfile::tempdir().unwrap();
    let text = about_database(folder.path(), "sqlite://shop.db");
    assert!(
        text.contains("no schema yet") && text.contains("stampwell migrate"),
        "{text}"
    );
    assert_eq!(
        std::fs::read_dir(folder.path())
            .unwrap()
            .count(),
        0,
        "a file was made"
    );
    assert!(
        stampwell(folder.path(), "sqlite://shop.db", &["migrate"])
            .status
            .success()
    );
    assert!(about_database(folder.path(), "sqlite://shop.db").contains("schema is up to date"));
    assert!(about_database(folder.path(), "sqlite://nowhere/shop.db").contains("mkdir -p nowhere"));
    std::fs::write(
        folder.path().join("text.db"),
        "this is no database, however long it is",
    )
    .unwrap();
    assert!(about_database(folder.path(), "sqlite://text.db").contains("not a database"));

    let Some(server) = crate::postgres::server() else {
        return;
    };
    let url = server.new_database();
    assert!(about_database(folder.path(), &url).contains("no schema yet"));
    let tables = sql_query("SELECT count(*) AS tables FROM pg_tables WHERE schemaname = 'public'");
    let made: Count = tables
        .get_result(&mut PgConnection::establish(&url).unwrap())
        .unwrap();
    assert_eq!(made.tables, 0, "the database was migrated");
    assert!(
        stampwell(folder.path(), &url, &["migrate"])
            .status
            .success()
    );
    assert!(about_database(folder.path(), &url).contains("schema is up to date"));
    run(&url, "DELETE FROM __diesel_schema_migrations");
    assert!(about_database(folder.path(), &url).contains("behind by 0020_init"));
    run(
        &url,
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('9999')",
    );
    assert!(about_database(folder.path(), &url).contains("newer stampwell"));
}

#[test]
fn the_doctor_says_what_the_server_would_lose() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let (folder, url) = (tempfile::tempdir().unwrap(), server.new_database());
    let name = url.rsplit('/').next().unwrap();
    run(
        &url,
        &format!("ALTER DATABASE {name} SET synchronous_commit = off"),
    );
    let text = about_database(folder.path(), &url);
    assert!(
        text.contains("synchronous_commit is off") && text.contains("set synchronous_commit = on"),
        "{text}"
    );
}

#[test]
fn a_database_that_cannot_hold_every_name_is_refused_in_words() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let (folder, url) = (tempfile::tempdir().unwrap(), server.new_database());
    let name = url.rsplit('/').next().unwrap();
    run(
        &url,
        &format!("CREATE DATABASE {name}_latin ENCODING 'LATIN1' TEMPLATE template0"),
    );
    let latin = format!("{url}_latin");
    for text in [
        about_database(folder.path(), &latin),
        said(&stampwell(folder.path(), &latin, &["migrate"])),
    ] {
        assert!(
            text.contains("encoding is LATIN1") && text.contains("createdb --encoding UTF8"),
            "{text}"
        );
    }
}

#[test]
fn a_server_that_says_no_is_told_from_one_that_is_not_there() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let (folder, url) = (tempfile::tempdir().unwrap(), server.new_database());
    let name = url.rsplit('/').next().unwrap();
    let guest = format!("guest_of_{name}");
    run(
        &url,
        &format!("CREATE ROLE {guest} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
    );
    let as_role = |role: &str| url.replace("stampwell@", &format!("{role}@"));
    let cases = [
        (
            "postgres://stampwell@127.0.0.1:1/cards".to_owned(),
            "no PostgreSQL server answers",
            "start the server",
        ),
        (
            as_role("nobody_here"),
            "no role nobody_here",
            "createuser nobody_here",
        ),
        (
            format!("{url}_away"),
            "no database",
            "createdb --encoding UTF8 --template template0 --owner stampwell",
        ),
        (
            as_role(&guest),
            "is not allowed to create tables",
            "GRANT CREATE ON SCHEMA public TO",
        ),
    ];
    for (url, what, fix) in cases {
        let migrated = stampwell(folder.path(), &url, &["serve"]);
        assert_eq!(
            migrated.status.code(),
            Some(if what.contains("answers") {
                69
            } else {
                1
            })
        );
        for text in [about_database(folder.path(), &url), said(&migrated)] {
            assert!(text.contains(what) && text.contains(fix), "{url}: {text}");
            assert!(
                !text.contains("ERROR r2d2") && !text.contains("timed out waiting"),
                "{text}"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn a_setting_that_is_no_text_is_refused_by_its_name() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let with = |name: &[u8]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
        command
            .env_clear()
            .env("STAMPWELL_TEMPLATES_DIR", DESIGNS)
            .current_dir(folder.path())
            .arg("doctor");
        command
            .env(
                std::ffi::OsStr::from_bytes(name),
                std::ffi::OsStr::from_bytes(b"Gehe\xfcm77"),
            )
            .output()
            .unwrap()
    };
    let refused = with(b"STAMPWELL_APPLE_KEY_PASSPHRASE");
    assert_eq!(refused.status.code(), Some(78));
    assert!(
        said(&refused).contains("STAMPWELL_APPLE_KEY_PASSPHRASE is not UTF-8 text")
            && !said(&refused).contains("m77"),
        "{}",
        said(&refused)
    );
    assert_eq!(
        with(b"STAMPWELL_S\xfcCRET")
            .status
            .code(),
        Some(78)
    );
    assert_ne!(
        with(b"OTHER").status.code(),
        Some(78),
        "others' variables are none of ours"
    );
}

#[test]
fn an_https_address_without_a_trusted_proxy_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let about = |url: &str, proxies: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
        command
            .env_clear()
            .env("STAMPWELL_TEMPLATES_DIR", DESIGNS)
            .current_dir(folder.path())
            .arg("doctor");
        let text = said(
            &command
                .env("STAMPWELL_PUBLIC_URL", url)
                .env("STAMPWELL_TRUSTED_PROXIES", proxies)
                .output()
                .unwrap(),
        );
        text.lines()
            .find(|line| line.contains("  proxies "))
            .map(|line| line[..4].trim().to_owned())
    };
    assert_eq!(
        about("https://cards.example.com", "").as_deref(),
        Some("warn")
    );
    assert_eq!(
        about("https://cards.example.com", "127.0.0.1").as_deref(),
        Some("ok")
    );
    assert_eq!(about("http://127.0.0.1:8080", ""), None);
}

/// What the doctor says of one thing: its status and sentence.
fn found(place: &Place, env: &[(&str, &str)], check: &str) -> Vec<(String, String)> {
    let output = place
        .command(&["doctor", "--json"])
        .envs(env.iter().copied())
        .output()
        .unwrap();
    let list: Vec<Value> =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {}", said(&output)));
    let text = |finding: &Value, name: &str| {
        finding[name]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let ours = list
        .iter()
        .filter(|finding| finding["check"] == check);
    ours.map(|finding| (text(finding, "status"), text(finding, "what")))
        .collect()
}

/// A server that answers every request with this status, or hangs up at once.
fn somebody_else(status: Option<u16>) -> String {
    use std::io::{Read as _, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener
        .local_addr()
        .unwrap()
        .to_string();
    std::thread::spawn(move || {
        for mut visitor in listener
            .incoming()
            .map_while(Result::ok)
        {
            if let Some(status) = status {
                let _ = visitor.read(&mut [0; 2000]);
                let _ = visitor.write_all(
                    format!(
                        "HTTP/1.1 {status} X\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{{}}"
                    )
                    .as_bytes(),
                );
            }
        }
    });
    address
}

#[test]
fn the_doctor_knows_who_answers_on_the_port() {
    let (place, other) = (Place::new(), Place::new());
    let said = |address: &str| found(&place, &[("STAMPWELL_BIND", address)], "port").remove(0);
    let (status, what) = said(place.address());
    assert!(status == "ok" && what.contains("can listen on"), "{what}");
    let (ours, theirs) = (place.serve(&[]), other.serve(&[]));
    let (status, what) = said(place.address());
    assert!(
        status == "ok" && what.contains("this service answers on"),
        "{what}"
    );
    let (status, what) = said(other.address());
    assert!(
        status == "fail" && what.contains("another stampwell"),
        "{what}"
    );
    for foreign in [somebody_else(None), somebody_else(Some(200))] {
        let (status, what) = said(&foreign);
        assert!(
            status == "fail" && what.contains("another program listens"),
            "{what}"
        );
    }
    let (status, what) = said("192.0.2.1:8080");
    assert!(
        status == "fail" && what.contains("no address of this machine"),
        "{what}"
    );
    ours.stop();
    theirs.stop();
}

#[test]
fn the_doctor_follows_the_public_address_and_compares_who_answers() {
    let (place, other) = (Place::new(), Place::new());
    let (ours, theirs) = (place.serve(&[]), other.serve(&[]));
    let said = |address: &str| {
        let url = format!("http://localhost:{}", address.rsplit(':').next().unwrap());
        found(
            &place,
            &[
                ("STAMPWELL_BIND", place.address()),
                ("STAMPWELL_PUBLIC_URL", &url),
            ],
            "public way",
        )
        .remove(0)
    };
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string();
    for (address, status, words) in [
        (place.address(), "ok", "leads to this service"),
        (other.address(), "fail", "leads to another stampwell"),
        (
            &*somebody_else(Some(502)),
            "warn",
            "a proxy is there, and no service behind it",
        ),
        (
            &*somebody_else(Some(200)),
            "fail",
            "something else is there",
        ),
        (&*closed, "warn", "cannot be reached from this machine"),
    ] {
        let (found, what) = said(address);
        assert!(found == status && what.contains(words), "{found} {what}");
    }
    assert!(
        found(&place, &[("STAMPWELL_BIND", place.address())], "public way").is_empty(),
        "the port was looked at already"
    );
    ours.stop();
    theirs.stop();
}

#[test]
fn the_doctor_tries_to_write_and_leaves_nothing_behind() {
    let place = Place::new();
    assert!(
        place
            .run(&["merchant", "create", "--name", "Corner"])
            .status
            .success()
    );
    let writes = || {
        found(&place, &[], "database")
            .into_iter()
            .find(|(_, what)| what.contains("write") || what.contains("written"))
            .unwrap()
    };
    let (status, what) = writes();
    assert!(status == "ok" && what.contains("was taken back"), "{what}");
    assert_eq!(
        found(&place, &[], "backup")[0].0,
        "warn",
        "no backup was noted"
    );
    let (status, what) = found(&place, &[], "disk").remove(0);
    assert!(
        ["ok", "warn", "fail"].contains(&&*status) && what.contains("B are free on the disk of"),
        "{what}"
    );

    let mut other = SqliteConnection::establish(
        place
            .at("stampwell.db")
            .to_str()
            .unwrap(),
    )
    .unwrap();
    other
        .batch_execute("BEGIN IMMEDIATE")
        .unwrap();
    let (status, what) = writes();
    assert!(status == "fail" && what.contains("locked"), "{what}");
    drop(other);

    let Some(server) = crate::postgres::server() else {
        return;
    };
    let url = server.new_database();
    let env = [("STAMPWELL_DATABASE_URL", &*url)];
    assert!(
        place
            .command(&["migrate"])
            .envs(env)
            .status()
            .unwrap()
            .success()
    );
    assert!(
        found(&place, &env, "database")
            .iter()
            .any(|(status, what)| status == "ok" && what.contains("was taken back"))
    );
    run(
        &url,
        &format!(
            "ALTER DATABASE {} SET default_transaction_read_only = on",
            url.rsplit('/').next().unwrap()
        ),
    );
    let refused = found(&place, &env, "database");
    assert!(
        refused
            .iter()
            .any(|(status, what)| status == "fail" && what.contains("read-only")),
        "{refused:?}"
    );
    assert!(
        found(&place, &env, "disk").is_empty(),
        "that disk is the server's"
    );
}

#[tokio::test]
async fn the_doctor_names_the_designs_in_use_and_the_one_that_is_gone() {
    let place = Place::new();
    std::fs::create_dir_all(place.at("designs/mine")).unwrap();
    for file in ["template.toml", "stamp.svg"] {
        std::fs::copy(
            format!("{DESIGNS}/tick/{file}"),
            place.at("designs/mine").join(file),
        )
        .unwrap();
    }
    let service = place.serve(&["--templates-dir", "designs"]);
    let owner = place.shop();
    let mut program = owner.get("/v1/program").await.ok();
    program["template"] = json!("mine");
    owner
        .put("/v1/program", program)
        .await
        .ok();
    service.stop();
    let with = found(&place, &[("STAMPWELL_TEMPLATES_DIR", "designs")], "designs");
    assert_eq!(with.last().unwrap().1, "in use: mine (1 shop)");
    let without = found(&place, &[], "designs");
    let (status, what) = without.last().unwrap();
    assert!(
        status == "warn" && what.contains("the design mine of 1 shop is gone"),
        "{what}"
    );
}
