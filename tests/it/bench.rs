//! The measurements that need a database server: that they measure, and leave nothing behind.

use std::path::Path;
use std::process::{Command, Output};

use diesel::{Connection as _, PgConnection, RunQueryDsl as _, sql_query, sql_types};
use serde_json::Value;

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = sql_types::BigInt)]
    databases: i64,
}

/// What a measurement reported: so many figures, each beside what bounds it, or beside its goal alone.
fn figures(measured: &Output, many: usize) -> Value {
    assert!(
        measured.status.success(),
        "{}",
        String::from_utf8_lossy(&measured.stderr)
    );
    let report: Value = serde_json::from_slice(&measured.stdout).unwrap();
    let rows = report["rows"].as_array().unwrap();
    assert!(
        rows.len() == many
            && rows
                .iter()
                .all(|row| match row["floor"].is_null() {
                    true => row["value"].as_f64().unwrap() > 0.0 && !row["goal"].is_null(),
                    false => row["ratio"].as_f64().unwrap() > 0.0,
                }),
        "{report:#}"
    );
    report
}

#[test]
fn postgresql_is_measured_in_a_database_of_its_own_that_is_gone_afterwards() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    let url = server.new_database();
    let folder = tempfile::tempdir().unwrap();
    let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates");
    let mut bench = Command::new(env!("CARGO_BIN_EXE_stampwell"));
    bench.args([
        "bench",
        "postgres",
        "--seconds",
        "1",
        "--clients",
        "4",
        "--json",
        "--database-url",
        &url,
        "--templates-dir",
        templates,
    ]);
    let measured = bench
        .current_dir(folder.path())
        .output()
        .unwrap();
    figures(&measured, 6);

    nothing_is_left(folder.path(), &url);
}

#[test]
fn a_standby_some_way_off_is_measured_and_slows_each_commit() {
    let Some(server) = crate::postgres::server_of_its_own() else {
        return;
    };
    let url = server.new_database();
    server.set("synchronous_standby_names", Some("pg_receivewal"));
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let measured = Command::new(env!("CARGO_BIN_EXE_stampwell"))
        .args([
            "bench",
            "standby",
            "--seconds",
            "1",
            "--commit-latency",
            "30",
        ])
        .args(["--json", "--database-url", &url, "--templates-dir"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates"))
        .env("PATH", format!("{}:{path}", server.programs().display()))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let report = figures(&measured, 5);
    let rows = &report["rows"];
    let commit_ms = rows[4]["value"].as_f64().unwrap();
    assert!(commit_ms >= 30.0, "{report:#}");
    server.set("synchronous_standby_names", None);
    nothing_is_left(folder.path(), &url);
}

fn nothing_is_left(folder: &Path, url: &str) {
    assert_eq!(
        std::fs::read_dir(folder)
            .unwrap()
            .count(),
        0,
        "files are left behind"
    );
    let left = sql_query(
        "SELECT count(*) AS databases FROM pg_database WHERE datname LIKE 'stampwell_bench%'",
    );
    let left: Count = left
        .get_result(&mut PgConnection::establish(url).unwrap())
        .unwrap();
    assert_eq!(left.databases, 0, "the database is left behind");
}
