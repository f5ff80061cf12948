//! The doctor changes nothing it looks at, and says what is wrong with a database in words.

use std::path::Path;
use std::process::{Command, Output};

use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query, sql_types};

const DESIGNS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates");

fn stampwell(folder: &Path, url: &str, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
    command.env_clear().env("STAMPWELL_DATABASE_URL", url).env("STAMPWELL_TEMPLATES_DIR", DESIGNS).current_dir(folder);
    command.env("STAMPWELL_SECRET", "0123456789abcdef0123456789abcdef");
    command.args(words).output().unwrap()
}

/// What is said on either stream.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// What the doctor says of a database, each line about it with its fix.
fn about_database(folder: &Path, url: &str) -> String {
    let text = said(&stampwell(folder, url, &["doctor"]));
    let lines: Vec<&str> = text.lines().collect();
    let ours = lines.iter().enumerate().filter(|(at, line)| {
        line[4..].trim_start().starts_with("database ")
            || (*at > 0 && line.starts_with("      fix") && lines[at - 1].contains("  database "))
    });
    ours.map(|(_, line)| format!("{line}\n")).collect()
}

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = sql_types::BigInt)]
    tables: i64,
}

fn run(url: &str, sql: &str) {
    PgConnection::establish(url).unwrap().batch_execute(sql).unwrap();
}

#[test]
fn the_doctor_makes_no_file_and_no_schema() {
    let folder = tempfile::tempdir().unwrap();
    let text = about_database(folder.path(), "sqlite://shop.db");
    assert!(text.contains("no schema yet") && text.contains("stampwell migrate"), "{text}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a file was made");
    assert!(stampwell(folder.path(), "sqlite://shop.db", &["migrate"]).status.success());
    assert!(about_database(folder.path(), "sqlite://shop.db").contains("schema is up to date"));
    assert!(about_database(folder.path(), "sqlite://nowhere/shop.db").contains("mkdir -p nowhere"));
    std::fs::write(folder.path().join("text.db"), "this is no database, however long it is").unwrap();
    assert!(about_database(folder.path(), "sqlite://text.db").contains("not a database"));

    let Some(server) = crate::postgres::server() else { return };
    let url = server.new_database();
    assert!(about_database(folder.path(), &url).contains("no schema yet"));
    let tables = sql_query("SELECT count(*) AS tables FROM pg_tables WHERE schemaname = 'public'");
    let made: Count = tables.get_result(&mut PgConnection::establish(&url).unwrap()).unwrap();
    assert_eq!(made.tables, 0, "the database was migrated");
    assert!(stampwell(folder.path(), &url, &["migrate"]).status.success());
    assert!(about_database(folder.path(), &url).contains("schema is up to date"));
    run(&url, "DELETE FROM __diesel_schema_migrations");
    assert!(about_database(folder.path(), &url).contains("behind by 0001_init"));
    run(&url, "INSERT INTO __diesel_schema_migrations (version) VALUES ('9999')");
    assert!(about_database(folder.path(), &url).contains("newer stampwell"));
}

#[test]
fn the_doctor_says_what_the_server_would_lose() {
    let Some(server) = crate::postgres::server() else { return };
    let (folder, url) = (tempfile::tempdir().unwrap(), server.new_database());
    let name = url.rsplit('/').next().unwrap();
    run(&url, &format!("ALTER DATABASE {name} SET synchronous_commit = off"));
    let text = about_database(folder.path(), &url);
    assert!(text.contains("synchronous_commit is off") && text.contains("set synchronous_commit = on"), "{text}");
}

#[test]
fn a_database_that_cannot_hold_every_name_is_refused_in_words() {
    let Some(server) = crate::postgres::server() else { return };
    let (folder, url) = (tempfile::tempdir().unwrap(), server.new_database());
    let name = url.rsplit('/').next().unwrap();
    run(&url, &format!("CREATE DATABASE {name}_latin ENCODING 'LATIN1' TEMPLATE template0"));
    let latin = format!("{url}_latin");
    for text in [about_database(folder.path(), &latin), said(&stampwell(folder.path(), &latin, &["migrate"]))] {
        assert!(text.contains("encoding is LATIN1") && text.contains("createdb --encoding UTF8"), "{text}");
    }
}

#[test]
fn a_server_that_says_no_is_told_from_one_that_is_not_there() {
    let Some(server) = crate::postgres::server() else { return };
    let (folder, url) = (tempfile::tempdir().unwrap(), server.new_database());
    let name = url.rsplit('/').next().unwrap();
    let guest = format!("guest_of_{name}");
    run(&url, &format!("CREATE ROLE {guest} LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC"));
    let as_role = |role: &str| url.replace("stampwell@", &format!("{role}@"));
    let cases = [
        ("postgres://stampwell@127.0.0.1:1/cards".to_owned(), "no PostgreSQL server answers", "start the server"),
        (as_role("nobody_here"), "no role nobody_here", "createuser nobody_here"),
        (format!("{url}_away"), "no database", "createdb --encoding UTF8 --template template0 --owner stampwell"),
        (as_role(&guest), "is not allowed to create tables", "GRANT CREATE ON SCHEMA public TO"),
    ];
    for (url, what, fix) in cases {
        let migrated = stampwell(folder.path(), &url, &["serve"]);
        assert_eq!(migrated.status.code(), Some(if what.contains("answers") { 69 } else { 1 }));
        for text in [about_database(folder.path(), &url), said(&migrated)] {
            assert!(text.contains(what) && text.contains(fix), "{url}: {text}");
            assert!(!text.contains("ERROR r2d2") && !text.contains("timed out waiting"), "{text}");
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
        command.env_clear().env("STAMPWELL_TEMPLATES_DIR", DESIGNS).current_dir(folder.path()).arg("doctor");
        command.env(std::ffi::OsStr::from_bytes(name), std::ffi::OsStr::from_bytes(b"Gehe\xfcm77")).output().unwrap()
    };
    let refused = with(b"STAMPWELL_APPLE_KEY_PASSPHRASE");
    assert_eq!(refused.status.code(), Some(78));
    assert!(
        said(&refused).contains("STAMPWELL_APPLE_KEY_PASSPHRASE is not UTF-8 text") && !said(&refused).contains("m77"),
        "{}",
        said(&refused)
    );
    assert_eq!(with(b"STAMPWELL_S\xfcCRET").status.code(), Some(78));
    assert_ne!(with(b"OTHER").status.code(), Some(78), "others' variables are none of ours");
}

#[test]
fn an_https_address_without_a_trusted_proxy_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let about = |url: &str, proxies: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
        command.env_clear().env("STAMPWELL_TEMPLATES_DIR", DESIGNS).current_dir(folder.path()).arg("doctor");
        let text = said(&command.env("STAMPWELL_PUBLIC_URL", url).env("STAMPWELL_TRUSTED_PROXIES", proxies).output().unwrap());
        text.lines().find(|line| line.contains("  proxies ")).map(|line| line[..4].trim().to_owned())
    };
    assert_eq!(about("https://cards.example.com", "").as_deref(), Some("warn"));
    assert_eq!(about("https://cards.example.com", "127.0.0.1").as_deref(), Some("ok"));
    assert_eq!(about("http://127.0.0.1:8080", ""), None);
}
