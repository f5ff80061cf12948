//! The golden logs with their expected answers, and what holds on any log.

use std::io::Read;

use serde_json::Value;

use super::*;

/// The comparison rule of section 6: integers and nulls equal, other numbers to 1e-9.
fn differences(want: &Value, got: &Value, path: &str, found: &mut Vec<String>) {
    match (want, got) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                match (a.get(key), b.get(key)) {
                    (Some(x), Some(y)) => differences(x, y, &format!("{path}.{key}"), found),
                    (Some(_), None) => found.push(format!("{path}.{key}: missing")),
                    _ => found.push(format!("{path}.{key}: unexpected")),
                }
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (x, y)) in a.iter().zip(b).enumerate() {
                differences(x, y, &format!("{path}[{i}]"), found);
            }
        }
        (Value::Number(a), Value::Number(b)) => {
            let equal = match (a.as_i64(), b.as_i64()) {
                (Some(a), Some(b)) => a == b,
                _ => close(a.as_f64().unwrap(), b.as_f64().unwrap()),
            };
            if !equal {
                found.push(format!("{path}: expected {a}, got {b}"));
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(format!("{path}: expected {a}, got {b}")),
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= (1e-9 * a.abs().max(b.abs())).max(1e-9)
}

fn golden(name: &str, file: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/golden/{name}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn golden_events(name: &str) -> Vec<Event> {
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&golden(name, "events.ndjson.gz")[..]).read_to_end(&mut text).unwrap();
    text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(|line| Event::parse_line(line).unwrap()).collect()
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().map(|list| list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()).unwrap_or_default()
}

fn query_of(case: &Value) -> Query {
    let date = |name: &str| case[name].as_str().unwrap().parse().unwrap();
    let zone = jiff::tz::TimeZone::get(case["tz"].as_str().unwrap()).unwrap();
    Query {
        join_channel: texts(&case["join_channel"]),
        join_location: texts(&case["join_location"]),
        visit_location: texts(&case["visit_location"]),
        window_days: case["window_days"].as_i64().unwrap_or(60) as i32,
        lapse_days: case["lapse_days"].as_i64().unwrap_or(90) as i32,
        as_of: case["as_of"].as_str().map(|text| text.parse().unwrap()),
        ..Query::new(zone, Period { from: date("from"), to: date("to") })
    }
}

fn of_merchant<'e>(events: &'e [Event], case: &Value) -> impl Iterator<Item = &'e Event> {
    let merchant = case["merchant_id"].as_str().unwrap().to_owned();
    events.iter().filter(move |event| event.merchant_id == merchant)
}

fn check_golden(name: &str) {
    let events = golden_events(name);
    let expected: Value = serde_json::from_slice(&golden(name, "expected.json")).unwrap();
    let metrics: Vec<&Definition> = all().collect();
    let mut found = Vec::new();
    for case in expected["cases"].as_array().unwrap() {
        let answer = answer(of_merchant(&events, &case["query"]), &query_of(&case["query"]), &metrics);
        let name = case["name"].as_str().unwrap();
        differences(&case["metrics"], &Value::Object(answer.metrics), name, &mut found);
        differences(&case["period_utc"], &serde_json::to_value(answer.period_utc).unwrap(), name, &mut found);
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_small_shop_is_as_computed_by_hand() {
    check_golden("small");
}

#[test]
fn four_awkward_shops_are_as_the_reference_says() {
    check_golden("medium");
}
