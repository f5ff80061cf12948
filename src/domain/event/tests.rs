use std::collections::BTreeSet;

use crate::domain::event::{
    BadEvent, COLUMNS, Event, EventField, FIELDS, Fact, KINDS, OWN_COLUMNS, ValueShape,
};

const VISIT: &str = r#"{"event_id":"e1","idempotency_key":"scan:a1","merchant_id":"m","type":"visit_validated",
    "occurred_at":"2025-02-10T09:01:00Z","received_at":"2025-02-10T09:01:01.250Z","member_id":"A","card_id":"cA","visit_id":"a1",
    "amount_minor":1000,"weather":{"deep":["rain",1.5]}}"#;

fn changed(from: &str, to: &str) -> Result<Event, BadEvent> {
    assert!(VISIT.contains(from), "{from}");
    Event::parse_line(VISIT.replace(from, to).as_bytes())
}

fn refusal(from: &str, to: &str) -> String {
    changed(from, to)
        .unwrap_err()
        .to_string()
}

/// A value that keeps a rule, in JSON.
fn good(rule: &str) -> &'static str {
    match rule {
        "id" => r#""نقره""#,
        "remark" => r#""a \"mistake\"\n""#,
        "money" | "stamps_spent" => "0",
        "stamps_of_card" | "basis_points" => "10",
        "rating" => "5",
        "cost" | "stamps_moved" | "sentiment" => "-1",
        "date" => r#""2025-02-01""#,
        "instant" => r#""2025-02-01T08:00:00.250Z""#,
        "flag" => "true",
        "purpose" => r#""campaign""#,
        "cost_kind" => r#""labour""#,
        "wallet" => r#""google""#,
        "stamp_reason" => r#""expiry""#,
        "reward_end" => r#""revoked""#,
        "arm" => r#""control""#,
        "outcome_source" => r#""imported""#,
        _ => panic!("say here what keeps the rule `{rule}`"),
    }
}

/// A line of this kind with these fields of its own.
fn line_of<'a>(kind: &str, own: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut line = format!(
        r#"{{"event_id":"e","idempotency_key":"k","merchant_id":"m","type":"{kind}","occurred_at":"2025-02-10T09:01:00Z","received_at":"2025-02-10T09:01:01.250Z","member_id":"A","card_id":"cA","location_id":"l","staff_id":"t""#
    );
    for (name, value) in own {
        line += &format!(r#","{name}":{value}"#);
    }
    line + "}"
}

fn fields_of(kind: &str) -> impl Iterator<Item = &'static EventField> {
    FIELDS
        .iter()
        .filter(move |field| field.kind == kind)
}

#[test]
fn a_line_is_read_and_what_the_dictionary_does_not_know_is_ignored() {
    let event = Event::parse_line(VISIT.as_bytes()).unwrap();
    assert_eq!(
        event.fact,
        Fact::VisitValidated {
            visit_id: "a1".into(),
            amount_minor: Some(1000)
        }
    );
    assert_eq!(event.received_at.to_string(), "2025-02-10T09:01:01.250Z");
    assert_eq!(event.staff_id, None);
}

#[test]
fn every_type_is_written_as_it_was_read_with_all_its_fields_and_with_those_it_needs() {
    for kind in KINDS {
        let all = line_of(
            kind,
            fields_of(kind).map(|field| (field.name, good(field.rule))),
        );
        let least = line_of(
            kind,
            fields_of(kind)
                .filter(|field| !field.optional)
                .map(|field| (field.name, good(field.rule))),
        );
        for line in [all, least] {
            let event = Event::parse_line(line.as_bytes()).unwrap();
            assert_eq!((event.fact.kind(), event.to_line()), (kind, line));
        }
    }
}

#[test]
fn a_field_that_a_type_needs_is_missed_by_its_name() {
    for missing in FIELDS
        .iter()
        .filter(|field| !field.optional)
    {
        let others = fields_of(missing.kind).filter(|field| field.name != missing.name);
        let line = line_of(
            missing.kind,
            others.map(|field| (field.name, good(field.rule))),
        );
        assert_eq!(
            Event::parse_line(line.as_bytes()),
            Err(BadEvent::Missing(missing.name))
        );
    }
}

#[test]
fn a_number_outside_its_rule_is_refused_wherever_the_rule_stands() {
    let ranges = [
        ("money", 0, 1_000_000_000_000),
        ("cost", -1_000_000_000_000, 1_000_000_000_000),
        ("stamps_moved", -100_000, 100_000),
        ("stamps_spent", 0, 100_000),
        ("stamps_of_card", 1, 100_000),
        ("rating", 1, 5),
        ("sentiment", -1, 1),
        ("basis_points", 0, 10_000),
    ];
    let ruled = |rule: &str| {
        ranges
            .iter()
            .find(|(known, _, _)| *known == rule)
    };
    for tried in FIELDS
        .iter()
        .filter(|field| field.shape == ValueShape::Whole)
    {
        let (_, least, most) = *ruled(tried.rule).unwrap();
        let with = |n: i64| {
            let n = n.to_string();
            let line = line_of(
                tried.kind,
                fields_of(tried.kind).map(|field| {
                    let it = field.name == tried.name;
                    (
                        field.name,
                        if it {
                            n.as_str()
                        } else {
                            good(field.rule)
                        },
                    )
                }),
            );
            Event::parse_line(line.as_bytes()).map_err(|e| e.to_string())
        };
        assert!(with(least).is_ok() && with(most).is_ok(), "{tried:?}");
        for n in [least - 1, most + 1] {
            let refused = format!(
                "the field `{}` is {n}, outside {least} to {most}",
                tried.name
            );
            assert_eq!(with(n), Err(refused));
        }
    }
}

#[test]
fn what_is_said_of_a_column_names_the_types_that_have_it() {
    for (column, meaning) in OWN_COLUMNS {
        let having: BTreeSet<&str> = FIELDS
            .iter()
            .filter(|field| field.name == *column)
            .map(|field| field.kind)
            .collect();
        assert!(!having.is_empty(), "no type has `{column}`");
        let named: BTreeSet<&str> = meaning
            .split('`')
            .filter(|word| KINDS.contains(word))
            .collect();
        // What is told in words, as of `reason`, names none.
        assert!(named.is_empty() || named == having, "{column}: {meaning}");
    }
}

#[test]
fn no_word_and_no_column_is_there_twice() {
    let once = |names: &[&str]| {
        names
            .iter()
            .collect::<BTreeSet<_>>()
            .len()
            == names.len()
    };
    assert!(once(&KINDS) && once(COLUMNS));
}

#[test]
fn absent_fields_stay_absent() {
    let line = changed(
        r#""amount_minor":1000,"#,
        r#""amount_minor":null,"staff_id":"","#,
    )
    .unwrap()
    .to_line();
    assert_eq!(
        line,
        r#"{"event_id":"e1","idempotency_key":"scan:a1","merchant_id":"m","type":"visit_validated","occurred_at":"2025-02-10T09:01:00Z","received_at":"2025-02-10T09:01:01.250Z","member_id":"A","card_id":"cA","visit_id":"a1"}"#
    );
}

#[test]
fn each_refusal_says_what_and_why() {
    assert!(refusal(VISIT, "[1]").starts_with("the line is not a single JSON object"));
    assert!(refusal("1000", "1000}{").starts_with("the line is not a single JSON object"));
    assert_eq!(
        refusal("visit_validated", "signed_up"),
        "the type \"signed_up\" is unknown; the metric dictionary lists the known types"
    );
    assert_eq!(
        refusal(r#""member_id":"A","#, ""),
        "the field `member_id` is required here and is missing or empty"
    );
    assert_eq!(
        refusal(r#""card_id":"cA","#, ""),
        "the field `card_id` is required here and is missing or empty"
    );
    assert_eq!(
        refusal(r#""visit_id":"a1""#, r#""visit_id":"""#),
        "the field `visit_id` is required here and is missing or empty"
    );
    assert_eq!(
        refusal("1000", "10.5"),
        "the field `amount_minor` must be a whole number, not a number with a fraction or an exponent"
    );
    assert_eq!(
        refusal("1000", "-1"),
        "the field `amount_minor` is -1, outside 0 to 1000000000000"
    );
    assert_eq!(
        refusal("\"cA\"", "7"),
        "the field `card_id` must be text, not a number"
    );
    assert_eq!(
        refusal("\"cA\"", &format!("\"{}\"", "c".repeat(201))),
        "the field `card_id` is longer than 200 characters"
    );
    assert!(
        refusal("2025-02-10T09:01:00Z", "10 Feb")
            .starts_with("the field `occurred_at` is not an RFC 3339 time")
    );
    assert!(refusal(r#""visit_id""#, r#""visit_id":"a0","visit_id""#).contains("appears twice"));
    assert!(refusal("\"cA\"", r#""c\u0000A""#).contains("NUL"));
}

#[test]
fn a_clock_may_run_five_minutes_ahead_and_no_more() {
    let at = |time: &str| changed("2025-02-10T09:01:00Z", time);
    assert!(at("2025-02-10T09:06:01.250Z").is_ok());
    assert_eq!(at("2025-02-10T09:06:01.251Z"), Err(BadEvent::FromTheFuture));
}

#[test]
fn words_outside_the_list_are_refused() {
    let line = r#"{"event_id":"e","idempotency_key":"k","merchant_id":"m","type":"pass_fetched","occurred_at":"2025-02-10T09:01:00Z",
        "received_at":"2025-02-10T09:01:00Z","card_id":"c","wallet":"samsung"}"#;
    assert_eq!(
        Event::parse_line(line.as_bytes())
            .unwrap_err()
            .to_string(),
        "the field `wallet` is \"samsung\", not one of apple, google"
    );
}

#[test]
fn yes_and_no_are_said_without_quotes_and_stay_what_they_are() {
    let line = |held_back: &str| {
        line_of(
            "message_sent",
            [
                ("message_id", r#""m""#),
                ("purpose", r#""campaign""#),
                ("held_back", held_back),
            ]
            .into_iter(),
        )
    };
    let read = |held_back: &str| Event::parse_line(line(held_back).as_bytes());
    for (said, is) in [("true", Some(true)), ("false", Some(false))] {
        let event = read(said).unwrap();
        assert!(matches!(event.fact, Fact::MessageSent { held_back, .. } if held_back == is));
        assert_eq!(event.to_line(), line(said));
        assert!(
            event
                .cells()
                .iter()
                .any(|cell| cell == said)
        );
    }
    assert!(matches!(
        read("null").unwrap().fact,
        Fact::MessageSent {
            held_back: None,
            ..
        }
    ));
    for wrong in [r#""true""#, "1"] {
        let why = read(wrong).unwrap_err().to_string();
        assert!(
            why.starts_with("the field `held_back` must be true or false, not "),
            "{why}"
        );
    }
}

#[test]
fn a_table_has_one_cell_for_each_column() {
    let event = Event::parse_line(VISIT.as_bytes()).unwrap();
    let cells = event.cells();
    let cell = |name: &str| {
        cells[COLUMNS
            .iter()
            .position(|column| *column == name)
            .unwrap()]
        .as_str()
    };
    assert_eq!(
        (
            cells.len(),
            cell("type"),
            cell("amount_minor"),
            cell("rating")
        ),
        (COLUMNS.len(), "visit_validated", "1000", "")
    );
}
