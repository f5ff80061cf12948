use crate::clock::Timestamp;
use crate::domain::event::{
    Arm, BadEvent, COLUMNS, Event, Fact, OutcomeSource, RewardEnd, StampReason, Wallet,
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

/// One event of every type, with every field it can have.
fn one_of_each() -> Vec<Event> {
    let s = |text: &str| text.to_owned();
    let some = |text: &str| Some(text.to_owned());
    let facts = vec![
        Fact::PageViewed {
            visitor_id: s("v"),
            channel: s("counter_qr"),
        },
        Fact::CardIssued {
            channel: s("staff"),
            visitor_id: some("v"),
            referrer_member_id: some("B"),
        },
        Fact::CardSaved {
            wallet: Wallet::Apple,
            device_ref: some("d"),
        },
        Fact::CardRemoved {
            wallet: Wallet::Google,
            device_ref: some("d"),
        },
        Fact::VisitValidated {
            visit_id: s("v1"),
            amount_minor: Some(450),
        },
        Fact::VisitImported {
            visit_id: s("v2"),
            amount_minor: Some(0),
        },
        Fact::VisitVoided {
            visit_id: s("v1"),
            reason: some("a \"mistake\"\n"),
        },
        Fact::StampsChanged {
            delta: -3,
            reason: StampReason::Expiry,
            visit_id: some("v1"),
        },
        Fact::RewardEarned {
            reward_id: s("r"),
            stamps_spent: 10,
            cost_minor: Some(80),
        },
        Fact::RewardEnded {
            reward_id: s("r"),
            reason: RewardEnd::Revoked,
        },
        Fact::RewardRedeemed {
            reward_id: s("r"),
            redemption_id: s("x"),
            cost_minor: Some(80),
        },
        Fact::RedemptionVoided {
            redemption_id: s("x"),
            reason: some("oops"),
        },
        Fact::ReferralOpened { visitor_id: s("v") },
        Fact::ReviewRequested {
            request_id: s("q"),
            visit_id: some("v1"),
        },
        Fact::ReviewSubmitted {
            review_id: s("w"),
            rating: 5,
            request_id: some("q"),
            sentiment: Some(-1),
        },
        Fact::MessageSent {
            message_id: s("g"),
            purpose: s("campaign"),
            campaign_id: some("spring"),
            wallet: Some(Wallet::Apple),
        },
        Fact::PassFetched {
            wallet: Wallet::Apple,
        },
        Fact::TierChanged {
            tier: s("نقره")
        },
        Fact::GroupAssigned {
            experiment_id: s("x"),
            arm: Arm::Control,
            outcome_source: OutcomeSource::Imported,
        },
        Fact::MemberMerged {
            merged_member_id: s("Z"),
        },
        Fact::MemberDeleted {
            reason: some("request"),
        },
        Fact::CostRecorded {
            kind: s("labour"),
            amount_minor: -50,
        },
        Fact::ProgramConfigured {
            currency: s("EUR"),
            gross_margin_bp: Some(5500),
            stamps_required: Some(10),
            launched_on: Some(jiff::civil::date(2025, 2, 1)),
        },
        Fact::VisitAmountRecorded {
            visit_id: s("v1"),
            amount_minor: 0,
            source: s("square"),
            external_id: s("4711"),
            currency: some("EUR"),
        },
    ];
    let event = |(i, fact): (usize, Fact)| Event {
        event_id: format!("e{i}"),
        idempotency_key: format!("k{i}"),
        merchant_id: s("m"),
        occurred_at: Timestamp(1_739_178_060_000 + i as i64),
        received_at: Timestamp(1_739_178_060_000),
        member_id: some("A"),
        card_id: some("cA"),
        location_id: some("l"),
        staff_id: some("t"),
        fact,
    };
    facts
        .into_iter()
        .enumerate()
        .map(event)
        .collect()
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
fn every_type_reads_back_what_was_written() {
    let events = one_of_each();
    assert_eq!(events.len(), 24);
    for event in events {
        assert_eq!(
            Event::parse_line(event.to_line().as_bytes()),
            Ok(event.clone())
        );
        assert!(
            event
                .fields()
                .iter()
                .all(|(name, _)| COLUMNS.contains(name))
        );
    }
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
