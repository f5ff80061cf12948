//! The golden logs through the real doors: imported by the command, asked by HTTP and by the command, on both databases.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use stampwell::cli::serve::{Options, Running};
use stampwell::clock::Clock;
use stampwell::config::{Config, ConfigArgs};
use stampwell::delivery::Worker;
use stampwell::service::access::keys::new_key;
use stampwell::service::idempotency::NoKey;
use stampwell::store::Role;

const SECRET: &str = "a secret of more than thirty-two bytes for tests";

/// A file of a golden log.
pub fn golden(name: &str, file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name)
        .join(file)
}

/// The command, on a database.
pub fn stampwell(database_url: &str) -> Command {
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
pub fn json(command: &mut Command) -> Value {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn import(database_url: &str, name: &str) -> Value {
    json(
        stampwell(database_url)
            .args(["events", "import", "--json"])
            .arg(golden(name, "events.ndjson.gz")),
    )
}

fn expected(name: &str) -> Vec<Value> {
    let text = std::fs::read(golden(name, "expected.json")).unwrap();
    let Value::Object(mut file) = serde_json::from_slice(&text).unwrap() else {
        panic!("expected.json is an object")
    };
    let Some(Value::Array(cases)) = file.remove("cases") else {
        panic!("expected.json holds cases")
    };
    cases
}

/// The words of a case's query, lists with commas, without the merchant.
fn words(query: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(","),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    query
        .as_object()
        .unwrap()
        .iter()
        .filter(|(name, _)| *name != "merchant_id")
        .map(|(name, value)| (name.clone(), text(value)))
        .collect()
}

/// Integers and nulls equal, other numbers to 1e-9; members that were not asked for are no difference.
pub fn same(want: &Value, got: &Value) -> bool {
    match (want, got) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, value)| {
                    b.get(key)
                        .is_some_and(|other| same(value, other))
                })
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|(x, y)| same(x, y))
        }
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

/// A service on a database, and what it is made of.
pub async fn service(database_url: &str) -> (Running, stampwell::app::App) {
    let folder = tempfile::tempdir().unwrap();
    let env = [
        ("STAMPWELL_DATABASE_URL", database_url),
        ("STAMPWELL_SECRET", SECRET),
        (
            "STAMPWELL_TEMPLATES_DIR",
            concat!(env!("CARGO_MANIFEST_DIR"), "/pass-templates"),
        ),
    ];
    let env = env.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let (config, _) = Config::load(&ConfigArgs::default(), env.into_iter(), folder.path()).unwrap();
    let (app, push) = stampwell::app::App::build(&config, Clock::system()).unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let options = Options {
        workers: 1,
        signals: false,
        deliver: false,
    };
    let running = Running::start(
        app.clone(),
        Worker::new(app.clone(), push),
        listener,
        vec![],
        options,
        |_| {},
    )
    .unwrap();
    (running, app)
}

/// A reader key of the merchant that a log calls so, made when it is not there: a merchant without events.
pub async fn reader_key(app: &stampwell::app::App, name: &str) -> String {
    // Two logs ask about nobody.
    let slug = name.replace('_', "-");
    let mut known = None;
    for called in [name, &slug] {
        let found = stampwell::service::data::import_events::tenant_by_name(app, called)
            .await
            .unwrap();
        known = known.or(found);
    }
    let Some(tenant) = known else {
        let request =
            serde_json::from_value(serde_json::json!({ "name": name, "slug": slug })).unwrap();
        return stampwell::service::shop::merchants::create_merchant(app, &NoKey, request)
            .await
            .unwrap()
            .reader_key;
    };
    let now = app.clock.now();
    app.store
        .write(move |tx| new_key(tx, tenant, Role::Reader, false, None, now))
        .await
        .unwrap()
        .1
}

async fn every_case_agrees(database_url: &str, name: &str) {
    let (running, app) = service(database_url).await;
    let client = reqwest::Client::new();
    let mut keys = std::collections::HashMap::new();
    for case in expected(name) {
        let merchant = case["query"]["merchant_id"]
            .as_str()
            .unwrap()
            .to_owned();
        if !keys.contains_key(&merchant) {
            keys.insert(merchant.clone(), reader_key(&app, &merchant).await);
        }
        let mut query = words(&case["query"]);
        query.push(("metrics".into(), "all".into()));
        let mut url =
            reqwest::Url::parse(&format!("http://{}/v1/metrics", running.address)).unwrap();
        url.query_pairs_mut().extend_pairs(
            query
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str())),
        );
        let answer = client
            .get(url)
            .bearer_auth(&keys[&merchant])
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200, "{}", case["name"]);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["period_utc"], case["period_utc"], "{}", case["name"]);
        for (id, want) in case["metrics"].as_object().unwrap() {
            assert!(
                same(want, &answer["metrics"][id]),
                "{} {id}: expected {want}, got {}",
                case["name"],
                answer["metrics"][id]
            );
        }
    }
    running.stop().await;
}

fn the_command_agrees(database_url: &str, name: &str, cases: usize) {
    for case in expected(name)
        .into_iter()
        .take(cases)
    {
        let merchant = case["query"]["merchant_id"]
            .as_str()
            .unwrap();
        let mut command = stampwell(database_url);
        command.args([
            "metrics",
            "--json",
            "--metrics",
            "all",
            "--merchant",
            merchant,
        ]);
        for (name, value) in words(&case["query"]) {
            command
                .arg(format!("--{}", name.replace('_', "-")))
                .arg(value);
        }
        let answer = json(&mut command);
        for (id, want) in case["metrics"].as_object().unwrap() {
            assert!(
                same(want, &answer["metrics"][id]),
                "{} {id}: expected {want}, got {}",
                case["name"],
                answer["metrics"][id]
            );
        }
    }
}

async fn the_golden_logs_agree(database_url: &str) {
    for (name, events) in [("small", 75), ("medium", 21_521), ("growth", 14_298)] {
        let first = import(database_url, name);
        assert_eq!(
            (
                &first["stored"],
                first["bad"]
                    .as_array()
                    .unwrap()
                    .len()
            ),
            (&Value::from(events), 0)
        );
        let again = import(database_url, name);
        assert_eq!(
            (&again["stored"], &again["known"]),
            (&Value::from(0), &Value::from(events)),
            "importing twice changes nothing"
        );
        every_case_agrees(database_url, name).await;
        the_command_agrees(database_url, name, usize::MAX);
    }
    let verdict = json(stampwell(database_url).args(["verify", "--json"]));
    assert_eq!(
        (
            &verdict["events"],
            verdict["faults"]
                .as_array()
                .unwrap()
                .len()
        ),
        (&Value::from(75 + 21_521 + 14_298), 0)
    );
}

#[tokio::test]
async fn the_golden_logs_agree_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    the_golden_logs_agree(&format!(
        "sqlite://{}",
        folder
            .path()
            .join("golden.db")
            .display()
    ))
    .await;
}

#[tokio::test]
async fn the_golden_logs_agree_on_postgres() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    the_golden_logs_agree(&server.new_database()).await;
}

/// What of a golden log is asked again after it came in otherwise: every number of every case.
fn numbers_agree(database_url: &str, name: &str, cases: usize, otherwise: &str) {
    let all = expected(name);
    for case in all.iter().step_by(
        all.len()
            .div_ceil(cases.min(all.len())),
    ) {
        let merchant = case["query"]["merchant_id"]
            .as_str()
            .unwrap();
        let mut command = stampwell(database_url);
        command.args([
            "metrics",
            "--json",
            "--metrics",
            "all",
            "--merchant",
            merchant,
        ]);
        for (name, value) in words(&case["query"]) {
            command
                .arg(format!("--{}", name.replace('_', "-")))
                .arg(value);
        }
        let answer = json(&mut command);
        for (id, want) in case["metrics"].as_object().unwrap() {
            let (mut want, mut got) = (want.clone(), answer["metrics"][id].clone());
            // What was sent again under a new event id is stored and told here; it counts nowhere else.
            if otherwise == "sent again" && id == "data_quality" {
                assert!(got["duplicates_ignored"].as_u64() >= want["duplicates_ignored"].as_u64());
                (want["duplicates_ignored"], got["duplicates_ignored"]) =
                    (Value::Null, Value::Null);
            }
            assert!(
                same(&want, &got),
                "{otherwise}: {} {id}: expected {want}, got {got}",
                case["name"]
            );
        }
    }
}

/// The lines of a golden log.
fn lines(name: &str) -> Vec<String> {
    let mut text = String::new();
    let file = std::fs::File::open(golden(name, "events.ndjson.gz")).unwrap();
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(file), &mut text).unwrap();
    text.lines()
        .map(str::to_owned)
        .collect()
}

/// In an order that has nothing to do with any other, the same on every machine.
fn shuffled(mut lines: Vec<String>) -> Vec<String> {
    let mut state = 42_u64;
    for last in (1..lines.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        lines.swap(last, (state >> 33) as usize % (last + 1));
    }
    lines
}

/// Every tenth line once more as another record of the same fact, received a day later.
fn sent_again(lines: &[String]) -> Vec<String> {
    let again = |line: &String| {
        let mut event: Value = serde_json::from_str(line).unwrap();
        event["event_id"] = format!("again-{}", event["event_id"].as_str().unwrap()).into();
        let received: stampwell::clock::Timestamp = event["received_at"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        event["received_at"] = received
            .plus_s(86_400)
            .to_string()
            .into();
        event.to_string()
    };
    lines
        .iter()
        .step_by(10)
        .map(again)
        .collect()
}

/// However a log comes in, its numbers are the same.
fn the_way_in_makes_no_difference(new_database: &dyn Fn() -> String, name: &str, cases: usize) {
    let folder = tempfile::tempdir().unwrap();
    let lines = lines(name);
    let (first, second) = lines.split_at(lines.len() / 2);
    let ways: [(&str, Vec<Vec<String>>); 5] = [
        ("shuffled", vec![shuffled(lines.clone())]),
        ("twice", vec![lines.clone(), shuffled(lines.clone())]),
        ("in two halves", vec![first.to_vec(), second.to_vec()]),
        (
            "the second half before the first",
            vec![second.to_vec(), first.to_vec()],
        ),
        ("sent again", vec![sent_again(&lines), lines.clone()]),
    ];
    for (way, files) in ways {
        let database = new_database();
        let (mut stored, mut sent) = (0, 0);
        for file in &files {
            let path = folder.path().join("log.ndjson");
            std::fs::write(&path, file.join("\n")).unwrap();
            let imported = json(
                stampwell(&database)
                    .args(["events", "import", "--json"])
                    .arg(&path),
            );
            stored += imported["stored"].as_u64().unwrap();
            sent += file.len() as u64;
            assert_eq!(imported["lines"], file.len(), "{way}");
        }
        let twice = if way == "twice" {
            lines.len() as u64
        } else {
            0
        };
        assert_eq!(stored + twice, sent, "{way}");
        numbers_agree(&database, name, cases, way);
    }
}

#[test]
fn the_way_in_makes_no_difference_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let count = std::cell::Cell::new(0);
    let new = || {
        count.set(count.get() + 1);
        format!(
            "sqlite://{}",
            folder
                .path()
                .join(format!("way-{}.db", count.get()))
                .display()
        )
    };
    the_way_in_makes_no_difference(&new, "small", usize::MAX);
    the_way_in_makes_no_difference(&new, "medium", 2);
    the_way_in_makes_no_difference(&new, "growth", 5);
}

#[test]
fn the_way_in_makes_no_difference_on_postgres() {
    let Some(server) = crate::postgres::server() else {
        return;
    };
    the_way_in_makes_no_difference(&|| server.new_database(), "small", usize::MAX);
    the_way_in_makes_no_difference(&|| server.new_database(), "medium", 2);
    the_way_in_makes_no_difference(&|| server.new_database(), "growth", 2);
}

/// What a command prints for people.
fn printed(database: &str, words: &str) -> String {
    let output = stampwell(database)
        .args(words.split(' '))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{words}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_command_explains_a_number_step_by_step() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!(
        "sqlite://{}",
        folder
            .path()
            .join("shop.db")
            .display()
    );
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
        assert!(
            text.lines()
                .any(|printed| printed == line),
            "{line:?} is not in\n{text}"
        );
    }
    assert!(!text.contains('\x1b'), "colours in a pipe");
    let told = json(
        stampwell(&database).args(format!("{march} --explain repeat_visit_rate --json").split(' ')),
    );
    assert_eq!(
        (
            &told["result"]["num"],
            &told["steps"]
                .as_array()
                .unwrap()
                .last()
                .unwrap()["first"][1]["member_id"]
        ),
        (&Value::from(2), &Value::from("B"))
    );
    let cost = printed(
        &database,
        &format!("{march} --explain programme_cost_minor"),
    );
    assert!(cost.contains("A 4.00 EUR; 6.00 EUR no member's"), "{cost}");
    let unknown = stampwell(&database)
        .args(format!("{march} --explain happiness").split(' '))
        .output()
        .unwrap();
    assert_eq!(unknown.status.code(), Some(3));
}

#[test]
fn the_command_prints_a_table_csv_and_definitions() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!(
        "sqlite://{}",
        folder
            .path()
            .join("shop.db")
            .display()
    );
    import(&database, "small");
    let march = "metrics --merchant m_small --from 2025-03-01 --to 2025-04-01 --tz Europe/Berlin --metrics active_rate,visits,member_growth";
    let table = printed(&database, march);
    assert!(
        table.starts_with(
            "2025-03-01 to 2025-03-31, Europe/Berlin; arrows compare with 2025-02-01 to 2025-02-28"
        ),
        "{table}"
    );
    let row = |name: &str| {
        table
            .lines()
            .find(|line| line.contains(name))
            .unwrap_or_else(|| panic!("{name} in {table}"))
            .to_owned()
    };
    assert!(row("75.0%").contains("3 of 4  ↓ from 100.0%"), "{table}");
    assert!(
        row("Visits").contains("8") && row("Visits").contains("↑ from 6"),
        "{table}"
    );
    assert!(
        row("  joined by channel counter_qr").contains('1'),
        "{table}"
    );
    let csv = printed(&database, &format!("{march} --csv"));
    assert!(
        csv.contains("\r\nperiod,2025-03-01,2025-04-01,active_rate,value,0.75\r\n"),
        "{csv}"
    );
    import(&database, "growth");
    let may = "metrics --merchant m_corner --from 2025-05-01 --to 2025-06-01 --tz Europe/Berlin --window-days 14 --metrics campaign_lift,till_balance,action_taps";
    let table = printed(&database, may);
    for (name, value) in [
        ("spring n treatment", "2, few customers"),
        (
            "spring return rate ci95",
            "-27.3% to 90.5%, no clear difference",
        ),
        ("spring incremental revenue", "16.10"),
        ("s1 void rate", "16.7% (1 of 6)"),
        ("s2 voucher redemptions", "2"),
        ("Links opened", "book 1, menu 4"),
    ] {
        let line = table
            .lines()
            .find(|line| line.contains(name))
            .unwrap_or_else(|| panic!("{name} in {table}"));
        assert!(line.contains(value), "{line}");
    }
    let definitions = printed(&database, "metrics --definitions");
    assert!(
        definitions.contains("How many of our members actually came in this period?"),
        "{definitions}"
    );
    let persian =
        json(stampwell(&database).args(["metrics", "--definitions", "--lang", "fa", "--json"]));
    assert_eq!(
        (
            &persian["language"],
            persian["metrics"]
                .as_array()
                .unwrap()
                .len()
        ),
        (&Value::from("fa"), stampwell::metrics::all().count())
    );
    let wrong = stampwell(&database)
        .args(["metrics", "--definitions", "--lang", "tlh"])
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}
