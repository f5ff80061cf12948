//! The golden logs with their expected answers, and what holds on any log.

use std::io::Read;

use serde_json::Value;

use super::*;

/// The comparison rule of `docs/METRICS.md`, section 6: integers and nulls equal, other numbers to 1e-9.
pub(super) fn differences(want: &Value, got: &Value, path: &str, found: &mut Vec<String>) {
    match (want, got) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(
                b.keys()
                    .filter(|key| !a.contains_key(*key)),
            ) {
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
    std::fs::read(format!(
        "{}/tests/golden/{name}/{file}",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap()
}

pub(super) fn golden_events(name: &str) -> Vec<Event> {
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(&golden(name, "events.ndjson.gz")[..])
        .read_to_end(&mut text)
        .unwrap();
    text.split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| Event::parse_line(line).unwrap())
        .collect()
}

/// The cases of a golden log.
pub(super) fn golden_cases(name: &str) -> Vec<Value> {
    let expected: Value = serde_json::from_slice(&golden(name, "expected.json")).unwrap();
    expected["cases"]
        .as_array()
        .unwrap()
        .clone()
}

/// What definition 2 has added: a file of definition 1 says nothing about it.
const ADDED: [&str; 10] = [
    "action_tap_rate",
    "action_taps",
    "campaign_lift",
    "messages_per_member",
    "refunds_minor",
    "sales_coverage_rate",
    "till_balance",
    "voucher_cost_minor",
    "voucher_redemption_rate",
    "vouchers_issued",
];

/// The differences of metrics from those that a golden log expects, which may say nothing about what was added.
pub(super) fn golden_differences(
    want: &Value,
    mut got: Value,
    name: &str,
    found: &mut Vec<String>,
) {
    if let Value::Object(got) = &mut got {
        got.retain(|id, _| want.get(id).is_some() || !ADDED.contains(&id.as_str()));
    }
    differences(want, &got, name, found);
}

fn texts(value: &Value) -> Vec<String> {
    value
        .as_array()
        .map(|list| {
            list.iter()
                .map(|text| text.as_str().unwrap().to_owned())
                .collect()
        })
        .unwrap_or_default()
}

pub(super) fn query_of(case: &Value) -> Query {
    let date = |name: &str| {
        case[name]
            .as_str()
            .unwrap()
            .parse()
            .unwrap()
    };
    let zone = jiff::tz::TimeZone::get(case["tz"].as_str().unwrap()).unwrap();
    Query {
        join_channel: texts(&case["join_channel"]),
        join_location: texts(&case["join_location"]),
        visit_location: texts(&case["visit_location"]),
        window_days: case["window_days"]
            .as_i64()
            .unwrap_or(60) as i32,
        lapse_days: case["lapse_days"]
            .as_i64()
            .unwrap_or(90) as i32,
        as_of: case["as_of"]
            .as_str()
            .map(|text| text.parse().unwrap()),
        ..Query::new(
            zone,
            Period {
                from: date("from"),
                to: date("to"),
            },
        )
    }
}

pub(super) fn of_merchant<'e>(
    events: &'e [Event],
    case: &Value,
) -> impl Iterator<Item = &'e Event> {
    let merchant = case["merchant_id"]
        .as_str()
        .unwrap()
        .to_owned();
    events
        .iter()
        .filter(move |event| event.merchant_id == merchant)
}

fn check_golden(name: &str) {
    let events = golden_events(name);
    let metrics: Vec<&Definition> = all().collect();
    let mut found = Vec::new();
    for case in golden_cases(name) {
        let answer = answer(
            of_merchant(&events, &case["query"]),
            &query_of(&case["query"]),
            &metrics,
        );
        let name = case["name"].as_str().unwrap();
        golden_differences(
            &case["metrics"],
            printed(&answer)["metrics"].take(),
            name,
            &mut found,
        );
        differences(
            &case["period_utc"],
            &serde_json::to_value(answer.period_utc).unwrap(),
            name,
            &mut found,
        );
    }
    assert!(
        found.is_empty(),
        "{} differences:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn the_small_shop_is_as_computed_by_hand() {
    check_golden("small");
}

#[test]
fn four_awkward_shops_are_as_the_reference_says() {
    check_golden("medium");
}

#[test]
fn five_shops_that_have_grown_are_as_the_reference_says() {
    check_golden("growth");
}

#[test]
fn what_was_added_is_what_the_golden_log_of_growth_has_more() {
    let ids = |name: &str| {
        let cases = golden_cases(name);
        let metrics = cases[0]["metrics"].as_object();
        let ids: std::collections::BTreeSet<String> = metrics
            .unwrap()
            .keys()
            .cloned()
            .collect();
        ids
    };
    let (before, now) = (ids("small"), ids("growth"));
    assert_eq!(
        now.difference(&before)
            .collect::<Vec<_>>(),
        ADDED
    );
    assert_eq!(
        now,
        all()
            .map(|metric| metric.id.to_owned())
            .collect()
    );
}

#[test]
fn a_tills_number_that_is_a_visits_too_is_a_receipt_all_the_same() {
    let event = |n: u8, own: &str| {
        let line = format!(
            r#"{{"event_id":"e{n}","idempotency_key":"k{n}","merchant_id":"m","member_id":"a","card_id":"c","occurred_at":"2025-03-0{n}T10:00:00Z","received_at":"2025-03-0{n}T10:00:00Z",{own}}}"#
        );
        Event::parse_line(line.as_bytes()).unwrap()
    };
    let amount = |n: u8, visit: &str, source: &str, number: &str| {
        event(
            n,
            &format!(
                r#""type":"visit_amount_recorded","visit_id":"{visit}","source":"{source}","external_id":"{number}","amount_minor":500"#
            ),
        )
    };
    let sales = |source: &str| {
        let events = [
            event(1, r#""type":"card_issued","channel":"poster""#),
            event(2, r#""type":"visit_validated","visit_id":"4711""#),
            event(3, r#""type":"visit_validated","visit_id":"4712""#),
            // The sale of the second visit, told of the first as well.
            amount(4, "4712", source, "4711"),
            amount(5, "4711", source, "4711"),
        ];
        let zone = jiff::tz::TimeZone::UTC;
        let march = Period {
            from: "2025-03-01".parse().unwrap(),
            to: "2025-04-01".parse().unwrap(),
        };
        printed(&answer(
            &events,
            &Query::new(zone, march),
            &by_ids("clv_observed_minor").unwrap(),
        ))["metrics"]["clv_observed_minor"]["num"]
            .clone()
    };
    assert_eq!(sales("square"), 500);
    // What staff typed says of each visit for itself.
    assert_eq!(sales("staff"), 1000);
}

/// An answer as it is printed.
pub(super) fn printed(answer: &Answer) -> Value {
    serde_json::to_value(answer).unwrap()
}

/// The answer to everything about the third quarter of 2025, for logs of the Cairo shop.
fn summer(events: &[Event]) -> Value {
    let case = serde_json::json!({ "merchant_id": "m_kahwa", "tz": "Africa/Cairo", "from": "2025-07-01", "to": "2025-10-01" });
    printed(&answer(
        of_merchant(events, &case),
        &query_of(&case),
        &all().collect::<Vec<_>>(),
    ))
}

/// Whatever is asked of the golden logs, the picture of the week shows as many visits as the metric counts.
#[test]
fn the_week_holds_as_many_visits_as_the_reference_counts() {
    let mut looked_at = 0;
    for name in ["small", "medium", "growth"] {
        let events = golden_events(name);
        for case in golden_cases(name) {
            let query = query_of(&case["query"]);
            let facts = Facts::from_events(of_merchant(&events, &case["query"]), query.as_of);
            let week = overview(&facts, &query, &[query.period], 0).week;
            assert_eq!(
                Value::from(week.sum()),
                case["metrics"]["visits"],
                "{}",
                case["name"]
            );
            looked_at += week.sum();
        }
    }
    assert!(looked_at > 4_000, "{looked_at}");
}

/// March 2025 of the shop of `docs/METRICS.md`, section 5, told by hand: A on a Sunday and a Friday at ten; B on a Saturday at
/// midnight, a Sunday at noon and, after the clocks went forward, in the last hour of a Monday; E on a Tuesday at noon; D twice
/// on a Monday.
#[test]
fn a_visit_lies_in_the_weekday_and_hour_of_the_shops_clock() {
    let events = golden_events("small");
    let march = Period {
        from: "2025-03-01".parse().unwrap(),
        to: "2025-04-01".parse().unwrap(),
    };
    let query = Query::new(jiff::tz::TimeZone::get("Europe/Berlin").unwrap(), march);
    let seen = overview(&Facts::from_events(&events, None), &query, &[march], 0);
    let mut want = Week::default();
    for (weekday, hour) in [
        (6, 10),
        (4, 10),
        (5, 0),
        (6, 12),
        (0, 23),
        (1, 12),
        (0, 12),
        (0, 15),
    ] {
        want.0[weekday][hour] += 1;
    }
    assert_eq!(seen.week, want);
    assert_eq!(
        seen.last.map(|at| at.to_string()),
        Some("2025-03-31T21:59:59.999Z".into())
    );
    assert_eq!(
        (seen.began, seen.channels),
        (
            Some(jiff::civil::date(2025, 2, 10)),
            ["counter_qr", "referral", "staff", "website"]
                .map(String::from)
                .into()
        )
    );
}

#[test]
fn shuffling_the_log_changes_nothing() {
    let events = golden_events("medium");
    let mut shuffled = events.clone();
    shuffled.sort_by_key(|event| {
        event
            .to_line()
            .bytes()
            .fold(7u64, |h, b| {
                h.wrapping_mul(31)
                    .wrapping_add(u64::from(b))
            })
    });
    assert_ne!(shuffled, events);
    assert_eq!(summer(&shuffled), summer(&events));
}

#[test]
fn the_same_log_twice_changes_only_the_number_of_duplicates() {
    let events = golden_events("medium");
    let twice: Vec<Event> = events
        .iter()
        .chain(&events)
        .cloned()
        .collect();
    let (mut once, mut doubled) = (summer(&events), summer(&twice));
    let ours = events
        .iter()
        .filter(|event| event.merchant_id == "m_kahwa")
        .count() as i64;
    let before = once["metrics"]["data_quality"]["duplicates_ignored"].take();
    let after = doubled["metrics"]["data_quality"]["duplicates_ignored"].take();
    assert_eq!(after.as_i64().unwrap(), before.as_i64().unwrap() + ours);
    assert_eq!(doubled, once);
}

#[test]
fn a_series_adds_up_to_its_whole() {
    let events = golden_events("medium");
    let facts = Facts::from_events(
        events
            .iter()
            .filter(|event| event.merchant_id == "m_bagel"),
        None,
    );
    let whole = Period {
        from: "2025-01-01".parse().unwrap(),
        to: "2025-12-01".parse().unwrap(),
    };
    let query = Query::new(jiff::tz::TimeZone::get("America/New_York").unwrap(), whole);
    let dataset = Dataset::open(&facts, &query);
    let metrics = by_ids("visits,new_members,member_revenue_minor").unwrap();
    let pieces: Vec<Answer> = whole
        .cut(Step::Month)
        .into_iter()
        .map(|month| answer_for(&dataset, month, &metrics))
        .collect();
    let year = answer_for(&dataset, whole, &metrics);
    let count = |answer: &Answer, metric: &Definition| {
        answer
            .of(metric.id)
            .and_then(MetricResult::value)
            .unwrap() as i64
    };
    assert_eq!(pieces.len(), 11);
    for metric in metrics {
        let sum: i64 = pieces
            .iter()
            .map(|piece| count(piece, metric))
            .sum();
        assert!(sum > 0);
        assert_eq!(sum, count(&year, metric), "{}", metric.id);
    }
}

#[test]
fn a_percentage_can_name_the_people_behind_it() {
    let events = golden_events("small");
    let facts = Facts::from_events(&events, None);
    let march = Period {
        from: "2025-03-01".parse().unwrap(),
        to: "2025-04-01".parse().unwrap(),
    };
    let query = Query::new(jiff::tz::TimeZone::get("Europe/Berlin").unwrap(), march);
    let behind = |id: &str, side| contributors(&facts, &query, by_id(id).unwrap(), side);
    let names = |id: &str, side| {
        behind(id, side)
            .unwrap()
            .members
            .into_keys()
            .collect::<Vec<_>>()
    };
    assert_eq!(names("active_rate", Side::Num), ["A", "B", "D"]);
    assert_eq!(names("active_rate", Side::Den), ["A", "B", "C", "D"]);
    assert_eq!(names("saved_cards", Side::Num), ["A", "B", "D"]);
    let visits = behind("visits", Side::Num).unwrap();
    assert_eq!(
        visits.members,
        [("A", 2.0), ("B", 3.0), ("D", 2.0), ("E", 1.0)]
            .map(|(name, n)| (name.to_owned(), n))
            .into()
    );
    assert_eq!((visits.total, behind("visits", Side::Den)), (8.0, None));
    let costs = behind("programme_cost_minor", Side::Num).unwrap();
    assert_eq!(
        (costs.members["A"], costs.unattributed, costs.total),
        (400.0, 600.0, 1000.0)
    );
}

#[test]
fn a_number_is_explained_step_by_step() {
    let events = golden_events("small");
    let facts = Facts::from_events(&events, None);
    let march = Period {
        from: "2025-03-01".parse().unwrap(),
        to: "2025-04-01".parse().unwrap(),
    };
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
    let query = Query {
        window_days: 30,
        lapse_days: 9,
        ..Query::new(zone, march)
    };
    let told = |id: &str| {
        let explanation = explain(&facts, &query, by_id(id).unwrap(), "en");
        let names = |stage: &Stage| {
            stage
                .first
                .iter()
                .map(|entry| entry.member_id.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let line = |stage: &Stage| {
            format!(
                "{} {} {}: {}",
                stage.step,
                stage.count.0,
                stage.what,
                names(stage)
            )
        };
        explanation
            .steps
            .iter()
            .map(line)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told("repeat_visit_rate"),
        [
            "found 75 records in the log: ",
            "left_out 1 repeat a fact that was already recorded: ",
            "found 5 have ever joined: A B C D E",
            "left_out 2 joined later: the follow-up was not over at the end of the period: D E",
            "den 3 matured: joined 2025-01-30 to 2025-03-01, so 30 days of follow-up: A B C",
            "num 2 came back within 30 days: A B",
        ]
    );
    let recovered = told("recovered_lapsed_members");
    assert!(
        recovered.contains(&"left_out 1 not: had been silent for 9 days or more: A".to_owned()),
        "{recovered:#?}"
    );
}

#[test]
fn a_report_repeats_the_query_and_holds_what_it_is_compared_with() {
    let events = golden_events("small");
    let facts = Facts::from_events(&events, None);
    let both = Period {
        from: "2025-02-01".parse().unwrap(),
        to: "2025-04-01".parse().unwrap(),
    };
    let query = Query::new(jiff::tz::TimeZone::get("Europe/Berlin").unwrap(), both);
    let report = report(
        &facts,
        &MetricsQuery {
            compared_with: Some(query.period.previous()),
            about: query,
            metrics: by_ids("visits").unwrap(),
            series: Some(Step::Month),
        },
    );
    let json = serde_json::to_value(report).unwrap();
    assert_eq!(json["query"]["tz"], "Europe/Berlin");
    assert_eq!(
        (&json["definition"], &json["query"]["lapse_days"]),
        (&Value::from(2), &Value::from(90))
    );
    assert_eq!(
        json["period_utc"],
        serde_json::json!(["2025-01-31T23:00:00Z", "2025-03-31T22:00:00Z"])
    );
    assert_eq!(
        (
            &json["metrics"]["visits"],
            &json["previous"]["metrics"]["visits"]
        ),
        (&Value::from(14), &Value::from(0))
    );
    assert_eq!(
        (
            &json["series"][1]["from"],
            &json["series"][1]["metrics"]["visits"]
        ),
        (&Value::from("2025-03-01"), &Value::from(8))
    );
}

#[test]
fn unknown_ids_are_refused_and_none_means_the_four() {
    let ids = |list| {
        by_ids(list).map(|metrics| {
            metrics
                .iter()
                .map(|metric| metric.id)
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(ids("").unwrap(), DEFAULT);
    assert_eq!(
        ids("visits, new_members").unwrap(),
        ["visits", "new_members"]
    );
    assert_eq!(
        ids("visits,new_members,visits").unwrap(),
        ["visits", "new_members"]
    );
    assert_eq!(ids("all").unwrap().len(), all().count());
    assert_eq!(
        ids("visits,loyalty").unwrap_err(),
        BadQuery::UnknownMetric("loyalty".into())
    );
}

#[test]
fn every_metric_has_its_own_id_and_is_explained() {
    let mut ids: Vec<&str> = all()
        .map(|metric| metric.id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all().count());
    assert!(all().all(|metric| {
        metric
            .text("en")
            .question
            .ends_with('?')
            && metric
                .text("en")
                .formula
                .ends_with('.')
    }));
}
