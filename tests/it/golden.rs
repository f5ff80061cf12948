//! The golden logs through the real doors: imported by the command, asked by HTTP and by the command, on both databases.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use stampwell::cli::serve::{Options, Running};
use stampwell::clock::Clock;
use stampwell::config::{Config, ConfigArgs};
use stampwell::delivery::Worker;
use stampwell::service::keys::new_key;
use stampwell::store::Role;

const SECRET: &str = "a secret of more than thirty-two bytes for tests";

fn golden(name: &str, file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name).join(file)
}

fn stampwell(database_url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stampwell"));
    let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates");
    command
        .env_clear()
        .env("STAMPWELL_DATABASE_URL", database_url)
        .env("STAMPWELL_SECRET", SECRET)
        .env("STAMPWELL_TEMPLATES_DIR", templates);
    command
}

/// Runs a command and reads its JSON; a bad end shows what it said.
fn json(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn import(database_url: &str, name: &str) -> Value {
    json(stampwell(database_url).args(["events", "import", "--json"]).arg(golden(name, "events.ndjson.gz")))
}

fn expected(name: &str) -> Vec<Value> {
    let text = std::fs::read(golden(name, "expected.json")).unwrap();
    let Value::Object(mut file) = serde_json::from_slice(&text).unwrap() else { panic!("expected.json is an object") };
    let Some(Value::Array(cases)) = file.remove("cases") else { panic!("expected.json holds cases") };
    cases
}

/// The words of a case's query, lists with commas, without the merchant.
fn words(query: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    query.as_object().unwrap().iter().filter(|(name, _)| *name != "merchant_id").map(|(name, value)| (name.clone(), text(value))).collect()
}

/// Integers and nulls equal, other numbers to 1e-9; members that were not asked for are no difference.
fn same(want: &Value, got: &Value) -> bool {
    match (want, got) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| same(value, other)))
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(x, y)| same(x, y)),
        (Value::Number(a), Value::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => a == b,
            _ => {
                let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
                (a - b).abs() <= 1e-9_f64.max(1e-9 * a.abs().max(b.abs()))
            }
        },
        (a, b) => a == b,
    }
}

async fn service(database_url: &str) -> (Running, stampwell::app::App) {
    let folder = tempfile::tempdir().unwrap();
    let env = [
        ("STAMPWELL_DATABASE_URL", database_url),
        ("STAMPWELL_SECRET", SECRET),
        ("STAMPWELL_TEMPLATES_DIR", concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates")),
    ];
    let env = env.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let (config, _) = Config::load(&ConfigArgs::default(), env.into_iter(), folder.path()).unwrap();
    let (app, push) = stampwell::app::App::build(&config, Clock::system()).unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let options = Options { workers: 1, signals: false, deliver: false };
    let running = Running::start(app.clone(), Worker::new(app.clone(), push), listener, vec![], options, |_| {}).unwrap();
    (running, app)
}

/// A reader key of the merchant of this slug, made when it is not there: a merchant without events.
async fn reader_key(app: &stampwell::app::App, slug: &str) -> String {
    let known = stampwell::service::import_events::tenant_by_name(app, slug).await.unwrap();
    let Some(tenant) = known else {
        let request = serde_json::from_value(serde_json::json!({ "name": slug, "slug": "nobody" })).unwrap();
        return stampwell::service::merchants::create_merchant(app, request).await.unwrap().reader_key;
    };
    let now = app.clock.now();
    app.store.write(move |tx| new_key(tx, Some(tenant), Role::Reader, false, now)).await.unwrap().1
}

async fn every_case_agrees(database_url: &str, name: &str) {
    let (running, app) = service(database_url).await;
    let client = reqwest::Client::new();
    let mut keys = std::collections::HashMap::new();
    for case in expected(name) {
        let merchant = case["query"]["merchant_id"].as_str().unwrap().to_owned();
        if !keys.contains_key(&merchant) {
            keys.insert(merchant.clone(), reader_key(&app, &merchant).await);
        }
        let mut query = words(&case["query"]);
        query.push(("metrics".into(), "all".into()));
        let mut url = reqwest::Url::parse(&format!("http://{}/v1/metrics", running.address)).unwrap();
        url.query_pairs_mut().extend_pairs(query.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let answer = client.get(url).bearer_auth(&keys[&merchant]).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{}", case["name"]);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["period_utc"], case["period_utc"], "{}", case["name"]);
        for (id, want) in case["metrics"].as_object().unwrap() {
            assert!(same(want, &answer["metrics"][id]), "{} {id}: expected {want}, got {}", case["name"], answer["metrics"][id]);
        }
    }
    running.stop().await;
}

fn the_command_agrees(database_url: &str, name: &str, cases: usize) {
    for case in expected(name).into_iter().take(cases) {
        let merchant = case["query"]["merchant_id"].as_str().unwrap();
        let mut command = stampwell(database_url);
        command.args(["metrics", "--json", "--metrics", "all", "--merchant", merchant]);
        for (name, value) in words(&case["query"]) {
            command.arg(format!("--{}", name.replace('_', "-"))).arg(value);
        }
        let answer = json(&mut command);
        for (id, want) in case["metrics"].as_object().unwrap() {
            assert!(same(want, &answer["metrics"][id]), "{} {id}: expected {want}, got {}", case["name"], answer["metrics"][id]);
        }
    }
}

async fn the_golden_logs_agree(database_url: &str) {
    for (name, events) in [("small", 75), ("medium", 21_521)] {
        let first = import(database_url, name);
        assert_eq!((&first["stored"], first["bad"].as_array().unwrap().len()), (&Value::from(events), 0));
        let again = import(database_url, name);
        assert_eq!((&again["stored"], &again["known"]), (&Value::from(0), &Value::from(events)), "importing twice changes nothing");
        every_case_agrees(database_url, name).await;
        the_command_agrees(database_url, name, 3);
    }
    let verdict = json(stampwell(database_url).args(["verify", "--json"]));
    assert_eq!((&verdict["events"], verdict["faults"].as_array().unwrap().len()), (&Value::from(75 + 21_521), 0));
}

#[tokio::test]
async fn the_golden_logs_agree_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    the_golden_logs_agree(&format!("sqlite://{}", folder.path().join("golden.db").display())).await;
}

#[tokio::test]
async fn the_golden_logs_agree_on_postgres() {
    let Some(server) = crate::postgres::server() else { return };
    the_golden_logs_agree(&server.new_database()).await;
}

#[test]
fn a_log_exported_and_imported_elsewhere_is_the_same_log() {
    let folder = tempfile::tempdir().unwrap();
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    import(&url("one.db"), "small");
    let export = |database: &str, file: &str| {
        let path = folder.path().join(file);
        assert!(stampwell(database).args(["events", "export", "--merchant", "m_small", "--out"]).arg(&path).status().unwrap().success());
        path
    };
    let packed = export(&url("one.db"), "log.ndjson.gz");
    json(stampwell(&url("two.db")).args(["events", "import", "--json"]).arg(packed));
    assert_eq!(std::fs::read(export(&url("one.db"), "a.ndjson")).unwrap(), std::fs::read(export(&url("two.db"), "b.ndjson")).unwrap());
}

#[test]
fn bad_lines_are_named_and_the_good_ones_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hostile.ndjson");
    let good = |n: u32| {
        format!(
            r#"{{"event_id":"e{n}","idempotency_key":"k{n}","merchant_id":"m","type":"member_deleted","member_id":"p","occurred_at":"2025-01-01T00:00:00Z","received_at":"2025-01-01T00:00:00Z"}}"#
        )
    };
    let mut text = format!("{}\nnot json\n\n{}\n", good(1), good(2)).into_bytes();
    text.extend(b"{\"event_id\":\"\xff\xfe\"}\n");
    text.extend(vec![b'x'; 1_000_000]);
    text.extend(format!("\n{}\n{}", good(3).replace("member_deleted", "member_vanished"), good(4)).into_bytes());
    std::fs::write(&file, text).unwrap();
    let output = stampwell(&format!("sqlite://{}", folder.path().join("db").display()))
        .args(["events", "import", "--json"])
        .arg(&file)
        .output()
        .unwrap();
    let imported: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lines: Vec<i64> = imported["bad"].as_array().unwrap().iter().map(|bad| bad[0].as_i64().unwrap()).collect();
    assert_eq!((&imported["stored"], lines), (&Value::from(3), vec![2, 5, 6, 7]));
    assert_eq!(output.status.code(), Some(1));
}

/// What a command prints for people.
fn printed(database: &str, words: &str) -> String {
    let output = stampwell(database).args(words.split(' ')).output().unwrap();
    assert!(output.status.success(), "{words}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_command_explains_a_number_step_by_step() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("shop.db").display());
    import(&database, "small");
    let march = "metrics --merchant m_small --from 2025-03-01 --to 2025-04-01 --tz Europe/Berlin --window-days 30 --lapse-days 9";
    let text = printed(&database, &format!("{march} --explain repeat_visit_rate"));
    for line in [
        "Of the people who joined, how many came back on another day?  repeat_visit_rate",
        "  period    2025-03-01 to 2025-03-31, Europe/Berlin",
        "  which is  2025-02-28T23:00:00Z up to, but not including, 2025-03-31T22:00:00Z",
        "  filters   none",
        "     5  have ever joined: A, B, C, D, E",
        "  −  2  joined later: the follow-up was not over at the end of the period: D, E",
        "  =  3  matured: joined 2025-01-30 to 2025-03-01, so 30 days of follow-up: A, B, C",
        "  =  2  came back within 30 days: A, B",
        "  2 / 3 = 0.667, 66.7%",
    ] {
        assert!(text.lines().any(|printed| printed == line), "{line:?} is not in\n{text}");
    }
    assert!(!text.contains('\x1b'), "colours in a pipe");
    let told = json(stampwell(&database).args(format!("{march} --explain repeat_visit_rate --json").split(' ')));
    assert_eq!(
        (&told["result"]["num"], &told["steps"].as_array().unwrap().last().unwrap()["first"][1]["member_id"]),
        (&Value::from(2), &Value::from("B"))
    );
    let cost = printed(&database, &format!("{march} --explain programme_cost_minor"));
    assert!(cost.contains("A 4.00 EUR; 6.00 EUR no member's"), "{cost}");
    let unknown = stampwell(&database).args(format!("{march} --explain happiness").split(' ')).output().unwrap();
    assert_eq!(unknown.status.code(), Some(3));
}

#[test]
fn the_command_prints_a_table_csv_and_definitions() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("shop.db").display());
    import(&database, "small");
    let march =
        "metrics --merchant m_small --from 2025-03-01 --to 2025-04-01 --tz Europe/Berlin --metrics active_rate,visits,member_growth";
    let table = printed(&database, march);
    assert!(table.starts_with("2025-03-01 to 2025-03-31, Europe/Berlin; arrows compare with 2025-02-01 to 2025-02-28"), "{table}");
    let row = |name: &str| table.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name} in {table}")).to_owned();
    assert!(row("75.0%").contains("3 of 4  ↓ from 100.0%"), "{table}");
    assert!(row("Visits").contains("8") && row("Visits").contains("↑ from 6"), "{table}");
    assert!(row("  joined by channel counter_qr").contains('1'), "{table}");
    let csv = printed(&database, &format!("{march} --csv"));
    assert!(csv.contains("\r\nperiod,2025-03-01,2025-04-01,active_rate,value,0.75\r\n"), "{csv}");
    let definitions = printed(&database, "metrics --definitions");
    assert!(definitions.contains("How many of our members actually came in this period?"), "{definitions}");
    let persian = json(stampwell(&database).args(["metrics", "--definitions", "--lang", "fa", "--json"]));
    assert_eq!((&persian["language"], persian["metrics"].as_array().unwrap().len()), (&Value::from("fa"), 64));
    let wrong = stampwell(&database).args(["metrics", "--definitions", "--lang", "tlh"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}
