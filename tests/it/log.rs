//! What a service writes into its log: JSON from the first line to the last, each request, and nothing that opens anything.

use std::process::Stdio;

use reqwest::Method;
use serde_json::{Value, json};

use crate::first_start::{Place, Served, said};

/// Every line of a log as the object that it must be.
fn objects(log: &str) -> Vec<Value> {
    let object = |line: &str| -> Value {
        serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))
    };
    let lines: Vec<Value> = log.lines().map(object).collect();
    for line in &lines {
        assert!(
            line["level"].is_string()
                && line["fields"]["message"].is_string()
                && line["timestamp"].is_string(),
            "{line}"
        );
    }
    lines
}

fn with_message<'a>(lines: &'a [Value], words: &str) -> &'a Value {
    let said = |line: &&Value| {
        line["fields"]["message"]
            .as_str()
            .unwrap()
            .contains(words)
    };
    lines
        .iter()
        .find(said)
        .unwrap_or_else(|| panic!("no line says {words:?}: {lines:?}"))
}

#[tokio::test]
async fn a_json_log_is_json_from_its_first_line_to_its_last() {
    let place = Place::new();
    let mut command = place.command(&["serve", "--bind", place.address()]);
    command
        .env("STAMPWELL_LOG_FORMAT", "json")
        .env("STAMPWELL_PUBLIC_ULR", "https://cards.example.com");
    let service = Served::start(&mut command);
    assert!(service.listens(), "{}", service.said);
    place
        .caller()
        .get("/readyz")
        .await
        .ok();
    let log = service.stop();
    let lines = objects(&log);
    assert_eq!(
        with_message(&lines, "STAMPWELL_PUBLIC_ULR is not a setting")["level"],
        "WARN"
    );
    assert!(
        with_message(&lines, "STAMPWELL_PUBLIC_ULR")["fields"]["fix"]
            .as_str()
            .unwrap()
            .contains("STAMPWELL_PUBLIC_URL")
    );
    for words in [
        "A secret was made",
        "listens on",
        "answered",
        "stampwell stopped",
    ] {
        with_message(&lines, words);
    }
    assert!(
        !log.contains("/setup?t="),
        "whoever reads the log would be the owner: {log}"
    );
}

#[test]
fn the_way_to_the_first_shop_is_data_where_talk_is_a_log() {
    use std::io::{BufRead as _, BufReader};
    let place = Place::new();
    let mut command = place.command(&["serve", "--bind", place.address(), "--log-format", "json"]);
    let mut process = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(process.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    let shown: Value = serde_json::from_str(&line).unwrap();
    assert!(
        shown["url"]
            .as_str()
            .unwrap()
            .contains("/setup?t=")
            && shown["hours"] == 24,
        "{shown}"
    );
}

#[test]
fn what_ends_a_service_is_told_in_the_form_of_its_log() {
    let place = Place::new();
    let log = |words: &[&str], env: (&str, &str), code: i32| {
        let output = place
            .command(words)
            .env(env.0, env.1)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", said(&output));
        objects(&String::from_utf8(output.stderr).unwrap())
    };
    let json = ("STAMPWELL_LOG_FORMAT", "json");
    // The setting that is wrong may be another one, or the form itself is asked for elsewhere.
    let lines = log(&["serve", "--limit-joins", "many"], json, 78);
    let wrong = with_message(&lines, "limits.joins from the flag --limit-joins");
    assert!(
        wrong["level"] == "ERROR"
            && wrong["fields"]["fix"]
                .as_str()
                .unwrap()
                .contains("joins = 30"),
        "{wrong}"
    );
    with_message(
        &log(
            &["serve", "--log-format=json"],
            ("STAMPWELL_GOOGLE_RATE", "0"),
            78,
        ),
        "STAMPWELL_GOOGLE_RATE",
    );
    with_message(&log(&["serve", "--nonsense"], json, 2), "--nonsense");
    std::fs::write(place.at("stampwell.toml"), "log_format = 'json'\n").unwrap();
    with_message(&log(&["serve"], ("STAMPWELL_BIND", "here"), 78), "bind");

    let service = place.serve(&[]);
    let lines = log(&["serve"], ("STAMPWELL_BIND", "127.0.0.1:0"), 4);
    assert!(
        with_message(&lines, "a service runs on the database")["fields"]["fix"]
            .as_str()
            .unwrap()
            .contains("--allow-second-service")
    );
    service.stop();
    // Commands talk to whoever types them.
    let plain = place.run(&["backup", "copy.db"]);
    assert!(
        plain.status.success() && said(&plain).contains("Keep them somewhere safe"),
        "{}",
        said(&plain)
    );
}

#[tokio::test]
async fn each_request_has_a_line_and_nothing_that_opens_anything_is_in_it() {
    let place = Place::new();
    let service = Served::start(
        place
            .command(&["serve", "--bind", place.address()])
            .env("STAMPWELL_LOG_FORMAT", "json"),
    );
    let owner = place.shop();
    let card = owner
        .post(
            "/v1/cards",
            json!({ "member": { "email": "anna@example.com", "external_id": "kunde-4711" } }),
        )
        .await
        .created();
    let text = |name: &str| {
        card[name]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let page = card["links"]["page"]
        .as_str()
        .unwrap()
        .split(place.address())
        .nth(1)
        .unwrap()
        .to_owned();
    let token = page
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let till = owner
        .post("/v1/tills", json!({ "name": "Counter" }))
        .await
        .created();
    let enrol = till["enrol_url"]
        .as_str()
        .unwrap()
        .split(place.address())
        .nth(1)
        .unwrap()
        .to_owned();

    let visitor = place.caller();
    let scanned = owner
        .with("x-request-id", "till-7/4711")
        .post("/v1/scans", json!({ "code": text("code") }))
        .await;
    scanned.created();
    let addresses = [
        page.clone(),
        format!("{page}/stamps.png"),
        format!("{page}/nothing"),
        format!("/{token}"),
        format!("/c//{token}"),
        format!("/help/errors/{token}"),
        format!("/v1/cards/{}", text("code")),
        format!("/v1/cards/lookup?code={}", text("code")),
        format!("/v1/cards/lookup?code={}", text("short_code")),
        format!("/v1/cards/{}", text("id")),
        "/v1/members/anna@example.com".to_owned(),
        "/anna@example.com".to_owned(),
        format!("/j/{}", text("short_code")),
        "/j/corner?ch=poster".to_owned(),
        enrol.clone(),
        format!("/c/{token}%0Ainfo%3A%20forged"),
    ];
    for address in &addresses {
        for caller in [&visitor, &owner] {
            caller
                .request_bare(Method::GET, address)
                .await;
        }
    }
    let log = service.stop();
    let secrets = [
        token,
        text("code"),
        text("short_code"),
        owner
            .header("authorization")
            .replace("Bearer ", ""),
    ];
    let personal = [
        "anna".to_owned(),
        "kunde-4711".to_owned(),
        enrol
            .rsplit('=')
            .next()
            .unwrap()
            .to_owned(),
    ];
    for secret in secrets.iter().chain(&personal) {
        assert!(
            !log.contains(secret.as_str()),
            "{secret} is in the log:\n{log}"
        );
    }
    let lines = objects(&log);
    let answered: Vec<&Value> = lines
        .iter()
        .map(|line| &line["fields"])
        .filter(|fields| fields["message"] == "answered")
        .collect();
    assert!(answered.len() >= 2 * addresses.len(), "{log}");
    let line = |path: &str| {
        answered
            .iter()
            .find(|fields| fields["path"] == path)
            .unwrap_or_else(|| panic!("no line for {path}:\n{log}"))
    };
    let scan = line("/v1/scans");
    assert_eq!(
        (&scan["method"], &scan["status"], &scan["request_id"]),
        (&json!("POST"), &json!(201), &json!("till-7/4711"))
    );
    assert!(
        scan["ms"].is_u64()
            && lines
                .iter()
                .all(|line| line["level"] != "ERROR"),
        "{log}"
    );
    for path in [
        "/c/{token}",
        "/c/{token}/stamps.png",
        "/j/corner",
        "/j/{slug}",
        "/scan/enrol",
        "/v1/cards/lookup",
        "/c",
        "/…",
    ] {
        line(path);
    }
    line(&format!("/v1/cards/{}", text("id")));
}
