//! What a line must be.

use super::{on_both, outcome, visit};

/// A good line in which one thing is another.
fn with(what: &str, other: &str) -> Vec<u8> {
    let good = visit("m", 1);
    assert!(good.contains(what), "{what} is not in the line");
    good.replace(what, other)
        .into_bytes()
}

/// Lines that are no events, each with words of the reason that is told.
fn rules() -> Vec<(&'static str, Vec<u8>)> {
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let spent = |other: &str| with("\"amount_minor\":1", &format!("\"amount_minor\":{other}"));
    let long = "x".repeat(1_000_000);
    vec![
        // Not JSON.
        ("not a single JSON object", b"not json".to_vec()),
        ("not a single JSON object", b"{".to_vec()),
        ("not a single JSON object", with("}", "},")),
        ("not a single JSON object", with("}", "}{}")),
        ("not a single JSON object", b"null".to_vec()),
        ("not a single JSON object", b"[1,2]".to_vec()),
        ("not a single JSON object", b"\"event\"".to_vec()),
        ("not a single JSON object", deep(100_000).into_bytes()),
        (
            "not a single JSON object",
            with("\"v0000001\"", "'v0000001'"),
        ),
        ("not a single JSON object", spent("NaN")),
        ("not a single JSON object", spent("01")),
        // Not text.
        (
            "not UTF-8 from byte 14",
            with("v0000001", "\u{1}")
                .iter()
                .map(|byte| {
                    if *byte == 1 {
                        0xff
                    } else {
                        *byte
                    }
                })
                .collect(),
        ),
        ("not UTF-8 from byte 1", b"\xc0\xaf".to_vec()),
        ("not a single JSON object", with("v0000001", "v\u{0}")),
        ("not a single JSON object", with("v0000001", "v\u{7}")),
        ("`event_id` contains a NUL", with("v0000001", r"v\u0000")),
        ("not a single JSON object", with("v0000001", r"\ud800")),
        (
            "not a single JSON object",
            with("v0000001", r"\udc00\ud800"),
        ),
        // Said twice.
        (
            "`member_id` appears twice",
            with("\"member_id\"", "\"member_id\":\"other\",\"member_id\""),
        ),
        (
            "`type` appears twice",
            with("\"type\"", r#""\u0074ype":"visit_voided","type""#),
        ),
        // Of the wrong kind.
        (
            "`event_id` must be text, not a number",
            with("\"v0000001\"", "1"),
        ),
        (
            "`event_id` must be text, not a list",
            with("\"v0000001\"", &deep(100)),
        ),
        (
            "`event_id` must be text, not an object",
            with("\"v0000001\"", "{}"),
        ),
        (
            "`event_id` must be text, not true or false",
            with("\"v0000001\"", "true"),
        ),
        ("`event_id` is required", with("\"v0000001\"", "null")),
        ("`event_id` is required", with("v0000001", "")),
        (
            "`idempotency_key` is required",
            with("\"idempotency_key\"", "\"idempotence\""),
        ),
        (
            "`merchant_id` is required",
            with("\"merchant_id\"", "\"merchant\""),
        ),
        (
            "`member_id` is required",
            with("\"member_id\"", "\"member\""),
        ),
        ("`card_id` is required", with("\"card_id\"", "\"card\"")),
        ("`visit_id` is required", with("\"visit_id\"", "\"visit\"")),
        ("`type` is required", with("\"type\"", "\"kind_of_event\"")),
        (
            "`amount_minor` must be a whole number, not text",
            spent("\"1\""),
        ),
        (
            "`amount_minor` must be a whole number, not a number with a fraction",
            spent("1.5"),
        ),
        (
            "`amount_minor` must be a whole number, not a number with a fraction",
            spent("1e2"),
        ),
        (
            "`amount_minor` must be a whole number, not a number larger than 64 bits",
            spent("18446744073709551615"),
        ),
        ("`amount_minor` is -1, outside", spent("-1")),
        (
            "`amount_minor` is 1000000000001, outside",
            spent("1000000000001"),
        ),
        // Unknown.
        (
            "type \"visit_dreamt\" is unknown",
            with("visit_validated", "visit_dreamt"),
        ),
        (
            "type \"VISIT_VALIDATED\" is unknown",
            with("visit_validated", "VISIT_VALIDATED"),
        ),
        (
            "not one of apple, google",
            with("visit_validated\"", "pass_fetched\",\"wallet\":\"samsung\""),
        ),
        (
            "not one of treatment, control",
            with(
                "visit_validated\"",
                "group_assigned\",\"experiment_id\":\"x\",\"arm\":\"left\"",
            ),
        ),
        (
            "`rating` is 6, outside 1 to 5",
            with(
                "visit_validated\"",
                "review_submitted\",\"review_id\":\"x\",\"rating\":6",
            ),
        ),
        // Too long.
        ("longer than 256 KiB", with("v0000001", &long)),
        (
            "`event_id` is longer than 200 characters",
            with("v0000001", &"ش".repeat(201)),
        ),
        (
            "`idempotency_key` is longer than 500 characters",
            with("visit:1", &"x".repeat(501)),
        ),
        // Times.
        (
            "`occurred_at` is more than 5 minutes after",
            with("T00:00:00Z", "T00:05:01.001Z"),
        ),
        (
            "`occurred_at` is not an RFC 3339 time",
            with("2025-03-02T00:00:00Z", "2025-03-02 00:00"),
        ),
        (
            "`occurred_at` is not an RFC 3339 time",
            with("2025-03-02T00:00:00Z", "2025-02-30T00:00:00Z"),
        ),
        (
            "`occurred_at` is not an RFC 3339 time",
            with("2025-03-02T00:00:00Z", "1740873600"),
        ),
        (
            "`received_at` is not an RFC 3339 time",
            with("T00:00:01Z", "T00:00:01"),
        ),
        (
            "`received_at` must be text, not a number",
            with("\"2025-03-02T00:00:01Z\"", "1740873600"),
        ),
    ]
}

on_both! {
    fn a_line_that_is_no_event_is_named_with_its_reason(scene) {
        let rules = rules();
        let mut text = visit("m", 0).into_bytes();
        for (_, line) in &rules {
            text.push(b'\n');
            text.extend(line);
        }
        let (imported, code) = scene.database("db").import(&scene.file("log.ndjson", text));
        let bad = imported["bad"].as_array().unwrap();
        for (number, (reason, line)) in rules.iter().enumerate() {
            let shown = String::from_utf8_lossy(&line[..line.len().min(300)]);
            let told = bad.iter().find(|bad| bad["line"] == number + 2).unwrap_or_else(|| panic!("taken for an event: {shown}"));
            assert!(told["reason"].as_str().unwrap().contains(reason), "{shown}: {} says nothing of {reason}", told["reason"]);
        }
        assert_eq!((bad.len(), outcome(&imported).0, code), (rules.len(), 1, 1));
    }
}

on_both! {
    fn a_line_may_be_odd_and_still_an_event(scene) {
        let odd = [
            // Fields that `docs/METRICS.md` does not know are left out, whatever is in them.
            with("\"type\"", r#""colour":{"a":[1,{"b":null}]},"type""#),
            with("\"type\"", &format!("\"deep\":{}{},\"type\"", "[".repeat(5_000), "]".repeat(5_000))),
            with("\"type\"", r#""twice":1,"twice":2,"type""#),
            // Spelling.
            with("\"type\"", r#""\u0074ype""#),
            with(",\"", " ,\t\""),
            with("\"amount_minor\":1", "\"amount_minor\":null"),
            // Times with an offset, with milliseconds, and five minutes ahead.
            with("T00:00:00Z", "T01:00:00.250+01:00"),
            with("T00:00:00Z", "T00:05:01Z"),
            // Any script, and every character that a database keeps.
            with("\"p1\"", "\"سارا-Gül-🎟\\t\\u00e9\u{202e}\""),
        ];
        let mut text = Vec::new();
        for (number, line) in odd.iter().enumerate() {
            text.extend(String::from_utf8(line.clone()).unwrap().replace("v0000001", &format!("v{number}")).into_bytes());
            text.extend(b"\r\n \t\r\n");
        }
        let database = scene.database("db");
        let (imported, code) = database.import(&scene.file("log.ndjson", text));
        assert_eq!((outcome(&imported), code), ((odd.len() as u64, 0, vec![]), 0), "{imported}");
        let log = database.log("m");
        assert!(log[6].contains(r#""occurred_at":"2025-03-02T00:00:00.250Z""#), "{}", log[6]);
        assert!(log[8].contains("سارا-Gül-🎟\\té\u{202e}"), "{}", log[8]);
        assert!(log.iter().all(|line| !line.contains("colour") && !line.contains("deep")));
        assert_eq!(database.sound(), odd.len() as u64);
    }
}
