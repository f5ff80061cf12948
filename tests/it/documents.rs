//! Documents that say what the code says. Those that are made from it are rewritten with `UPDATE_DOCUMENTS=1`; the metric
//! dictionary is written by hand, and held to the lists of metrics and events.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use stampwell::domain::event::{BadEvent, COLUMNS, Event, FIELDS, KINDS, ValueShape};
use stampwell::error::Code;

fn holds(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        std::fs::write(&path, made).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == made,
        "{file} is not what the code says; run the tests with UPDATE_DOCUMENTS=1 and look at the difference"
    );
}

#[test]
fn the_openapi_document_is_what_the_service_serves() {
    holds("openapi.json", &(stampwell::http::document("/") + "\n"));
}

#[test]
fn the_error_table_is_printed_in_the_documentation() {
    let mut table = String::from(
        "# Errors\n\nEvery code that a problem answer can carry. Made from `src/error.rs`.\n\n| status | code | title |\n|---|---|---|\n",
    );
    for code in Code::ALL {
        let _ = writeln!(
            table,
            "| {} | `{}` | {} |",
            code.status(),
            code.as_str(),
            code.title()
        );
    }
    holds("docs/errors.md", &table);
}

#[test]
fn every_address_below_v1_is_in_the_document() {
    let document: serde_json::Value =
        serde_json::from_str(&stampwell::http::document("/")).unwrap();
    assert!(
        document["openapi"]
            .as_str()
            .unwrap()
            .starts_with("3.1")
    );
    let router =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/mod.rs"))
            .unwrap();
    let mut routes = Vec::new();
    let squeezed: String = router.split_whitespace().collect();
    for route in squeezed
        .split("at(config,")
        .filter(|route| route.starts_with("\"/v1/"))
    {
        let path = route.split('"').nth(1).unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            if route.contains(&format!("{method}().to(")) {
                routes.push(format!("{method} {path}"));
            }
        }
    }
    routes.sort();
    let mut documented: Vec<String> = Vec::new();
    for (path, methods) in document["paths"]
        .as_object()
        .unwrap()
    {
        documented.extend(
            methods
                .as_object()
                .unwrap()
                .keys()
                .map(|method| format!("{method} {path}")),
        );
    }
    documented.sort();
    assert_eq!(routes, documented);
}

#[test]
fn every_post_is_safe_to_repeat_and_every_call_says_how_it_is_refused() {
    let document: serde_json::Value =
        serde_json::from_str(&stampwell::http::document("/")).unwrap();
    let problem = "#/components/schemas/Problem";
    for (path, methods) in document["paths"]
        .as_object()
        .unwrap()
    {
        for (method, operation) in methods.as_object().unwrap() {
            let keys = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|p| p["name"] == "Idempotency-Key")
                .count();
            assert_eq!(keys, usize::from(method == "post"), "{method} {path}");
            for (status, code) in [
                ("401", "unauthorized"),
                ("403", "forbidden"),
                ("429", "rate_limited"),
            ] {
                let answer = &operation["responses"][status];
                assert!(
                    answer["description"]
                        .as_str()
                        .unwrap()
                        .contains(code),
                    "{method} {path} {status}"
                );
                assert_eq!(
                    answer["content"]["application/problem+json"]["schema"]["$ref"], problem,
                    "{method} {path} {status}"
                );
            }
            for (status, answer) in operation["responses"]
                .as_object()
                .unwrap()
            {
                assert!(
                    answer["description"].is_string(),
                    "{method} {path} {status} says nothing"
                );
            }
        }
    }
}

/// The metric dictionary, read as a reader sees it.
fn dictionary() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/METRICS.md")).unwrap()
}

/// What lies between a heading and the next one of its rank or above.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let (_, rest) = text
        .split_once(&format!("\n{heading}"))
        .unwrap_or_else(|| panic!("no {heading}"));
    let rank = heading
        .bytes()
        .take_while(|byte| *byte == b'#')
        .count();
    let ends = (1..=rank).filter_map(|rank| rest.find(&format!("\n{} ", "#".repeat(rank))));
    &rest[..ends.min().unwrap_or(rest.len())]
}

/// The cells of the rows of a table that begin with a name, in backticks.
fn rows(table: &str) -> Vec<Vec<&str>> {
    let lines = table
        .lines()
        .filter(|line| line.starts_with("| `"));
    lines
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(str::trim)
                .collect()
        })
        .collect()
}

/// Every name in backticks.
fn names(text: &str) -> Vec<&str> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .collect()
}

/// A value that the reader of the log takes for a field.
fn sample(kind: &str, name: &str) -> Value {
    let Some(field) = FIELDS
        .iter()
        .find(|field| field.kind == kind && field.name == name)
    else {
        return match name {
            "occurred_at" | "received_at" => json!("2026-01-31T09:30:00Z"),
            _ => json!("x"),
        };
    };
    match (field.rule, field.shape) {
        ("stamp_reason", _) => json!("visit"),
        ("reward_end", _) => json!("expired"),
        ("wallet", _) => json!("apple"),
        ("purpose", _) => json!("campaign"),
        ("arm", _) => json!("control"),
        ("outcome_source", _) => json!("imported"),
        ("cost_kind", _) => json!("labour"),
        (_, ValueShape::Whole) => json!(1),
        (_, ValueShape::Date) => json!("2026-01-31"),
        (_, ValueShape::Time) => json!("2026-01-31T09:30:00Z"),
        (_, ValueShape::Flag) => json!(true),
        (_, ValueShape::Text) => json!("x"),
    }
}

/// An event with these fields and those that every event must have.
fn event<'f>(kind: &str, fields: impl IntoIterator<Item = &'f str>) -> Value {
    let common = [
        "event_id",
        "idempotency_key",
        "merchant_id",
        "occurred_at",
        "received_at",
    ];
    let mut event: Value = common
        .into_iter()
        .chain(fields)
        .map(|field| (field.to_owned(), sample(kind, field)))
        .collect();
    event["type"] = kind.into();
    event
}

fn read(event: &Value) -> Result<Event, BadEvent> {
    Event::parse_line(event.to_string().as_bytes())
}

#[test]
fn the_dictionary_has_every_metric_where_the_catalogue_has_it() {
    let text = dictionary();
    let mut told = Vec::new();
    for family in section(&text, "## 5. ")
        .split("\n### ")
        .skip(1)
    {
        let (title, metrics) = family.split_once('\n').unwrap();
        let number = title.split(' ').next().unwrap();
        for metric in metrics.split("\n#### ").skip(1) {
            let mut lines = metric
                .lines()
                .filter(|line| !line.is_empty());
            let id = lines
                .next()
                .unwrap()
                .trim_matches('`');
            told.push(format!("{number} {id} {}", lines.next().unwrap()));
        }
    }
    let mut families = Vec::new();
    let known = stampwell::metrics::all().map(|metric| {
        if families.last() != Some(&metric.family) {
            families.push(metric.family);
        }
        format!(
            "5.{} {} *{}* Unit: `{}`. Better: {}.",
            families.len(),
            metric.id,
            metric.text("en").question,
            metric.unit.as_str(),
            format!("{:?}", metric.better).to_lowercase()
        )
    });
    let known: Vec<String> = known.collect();
    for (told, known) in told.iter().zip(&known) {
        assert_eq!(told, known, "docs/METRICS.md against the catalogue");
    }
    assert_eq!(told.len(), known.len());
    let first: Vec<&str> = section(&text, "## 1. ")
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains('`'))
        .map(|line| names(line)[0])
        .collect();
    assert_eq!(first, stampwell::metrics::DEFAULT);
    let version = format!("`\"definition\": {}`", stampwell::metrics::DEFINITION);
    assert!(section(&text, "## 6. ").contains(&version));
}

#[test]
fn the_dictionary_has_every_event_as_the_log_is_read() {
    let text = dictionary();
    let types = section(&text, "### 2.3 ");
    let (types, limits) = types
        .split_once("\n\n`wallet`")
        .unwrap();
    let types = rows(types);
    let kinds: Vec<&str> = types
        .iter()
        .map(|row| names(row[0])[0])
        .collect();
    assert_eq!(kinds, KINDS);
    assert!(text.contains(&format!("There are {} types of event.", KINDS.len())));
    let common: Vec<&str> = rows(section(&text, "### 2.1 "))
        .iter()
        .map(|row| names(row[0])[0])
        .collect();
    let mut required_of = BTreeMap::new();
    for row in &types {
        let (kind, fields) = (names(row[0])[0], names(row[1]));
        let required: Vec<&str> = names(row[1])
            .into_iter()
            .filter(|field| row[1].contains(&format!("**`{field}`**")))
            .collect();
        // Of an event with every field there is, its type keeps its own.
        let full = read(&event(kind, COLUMNS.iter().copied()))
            .unwrap()
            .to_line();
        let full: BTreeMap<String, Value> = serde_json::from_str(&full).unwrap();
        let told: BTreeSet<&str> = common
            .iter()
            .chain(&fields)
            .copied()
            .collect();
        assert_eq!(
            full.keys()
                .map(String::as_str)
                .collect::<BTreeSet<_>>(),
            told,
            "{kind}"
        );
        read(&event(kind, required.iter().copied())).unwrap();
        for missing in &required {
            let others = required
                .iter()
                .copied()
                .filter(|field| field != missing);
            let refused = read(&event(kind, others));
            assert!(
                matches!(refused, Err(BadEvent::Missing(field)) if field == *missing),
                "{kind} without {missing}: {refused:?}"
            );
        }
        required_of.insert(kind, required);
    }
    for row in rows(limits) {
        let field = names(row[0])[0];
        let [least, most] = [row[2], row[3]].map(|number| {
            number
                .replace('−', "-")
                .replace(',', "")
                .parse::<i64>()
                .unwrap()
        });
        for kind in names(row[1]) {
            let fields = required_of[kind]
                .iter()
                .copied()
                .chain([field]);
            let mut event = event(kind, fields);
            for (number, taken) in [
                (least, true),
                (most, true),
                (least - 1, false),
                (most + 1, false),
            ] {
                event[field] = number.into();
                assert_eq!(read(&event).is_ok(), taken, "{kind} {field} {number}");
            }
        }
    }
}
