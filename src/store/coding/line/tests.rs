use std::io::Read as _;

use proptest::prelude::*;

use super::*;
use crate::domain::event::{Event, FIELDS, KINDS, examples};
use crate::ids::MerchantId;

impl<'a> LineColumns<'a> {
    fn of_event(event: &'a Event) -> LineColumns<'a> {
        LineColumns {
            merchant_id: Some(&event.merchant_id),
            event_id: &event.event_id,
            member_id: event.member_id.as_deref(),
            card_id: event.card_id.as_deref(),
            kind: event.fact.kind(),
            occurred_at: event.occurred_at,
            received_at: event.received_at,
        }
    }
}

/// The bytes of an event's line, which is read again to the last sign.
fn coded(event: &Event) -> Vec<u8> {
    let (text, columns) = (event.to_line(), LineColumns::of_event(event));
    let written = encode(&text, &columns);
    assert_eq!(decode(&written, &columns).as_deref(), Some(text.as_str()));
    assert!(written.len() <= text.len() + 1, "{text}");
    written
}

/// Lines in the shape of ours.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }

    fn one_of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len() as u64) as usize]
    }

    fn id(&mut self, prefix: &str) -> String {
        let random = (u128::from(self.below(u64::MAX)) << 64) | u128::from(self.below(u64::MAX));
        let signs = signs_of_id(random.to_be_bytes());
        format!("{prefix}_{}", std::str::from_utf8(&signs).unwrap())
    }

    fn time(&mut self) -> Timestamp {
        Timestamp(1_700_000_000_000 + self.below(200_000_000_000) as i64)
    }

    fn amount(&mut self) -> String {
        match self.below(2) {
            0 => String::new(),
            _ => format!(r#","amount_minor":{}"#, self.below(9_000)),
        }
    }

    /// A line of a kind, from its key on without what all have: the key, whether staff did it, and its own fields.
    fn facts(&mut self, kind: &str, card: &str) -> (String, bool, String) {
        let id = |draw: &mut Draw, prefix: &str| draw.id(prefix);
        match kind {
            "visit_validated" => {
                let (scan, amount) = (id(self, "scan"), self.amount());
                (
                    format!("visit:{scan}"),
                    true,
                    format!(r#","visit_id":"{scan}"{amount}"#),
                )
            }
            "stamps_changed" if self.below(5) > 0 => {
                let scan = id(self, "scan");
                let delta = [1, 1, 1, 2, 3][self.below(5) as usize];
                (
                    format!("stamps:{scan}"),
                    true,
                    format!(r#","delta":{delta},"reason":"visit","visit_id":"{scan}""#),
                )
            }
            "stamps_changed" => {
                let (delta, reason) = (
                    self.below(6) as i64 - 1,
                    self.one_of(&["bonus", "birthday", "referral", "correction", "expiry"]),
                );
                (
                    format!("stamps:{}", id(self, "stc")),
                    true,
                    format!(r#","delta":{delta},"reason":"{reason}""#),
                )
            }
            "pass_fetched" => (
                format!("fetched:{card}:{}", id(self, "evt")),
                false,
                r#","wallet":"apple""#.into(),
            ),
            "message_sent" => {
                let wallet = self.one_of(&["apple", "google"]);
                let message = format!("{card}:{wallet}:{}", self.below(60));
                (
                    format!("message:{message}"),
                    false,
                    format!(
                        r#","message_id":"{message}","purpose":"stamp_update","wallet":"{wallet}""#
                    ),
                )
            }
            "card_saved" | "card_removed" => {
                let what = &kind["card_".len()..];
                let (key, own) = match self.below(2) {
                    0 => (
                        format!("google:{}", id(self, "evt")),
                        r#","wallet":"google""#.into(),
                    ),
                    _ => (
                        format!("{what}:{card}:{}", id(self, "evt")),
                        format!(
                            r#","wallet":"apple","device_ref":"{}""#,
                            &id(self, "d")[2..]
                        ),
                    ),
                };
                (key, false, own)
            }
            "card_issued" => {
                let channel = self.one_of(&["staff", "api", "website", "poster", "counter_qr"]);
                (
                    format!("issued:{card}"),
                    true,
                    format!(r#","channel":"{channel}""#),
                )
            }
            "page_viewed" => {
                let (visitor, channel) = (
                    id(self, "v")[2..].to_owned(),
                    self.one_of(&["website", "poster", "counter_qr"]),
                );
                let day = &self.time().to_string()[..10];
                (
                    format!("view:{visitor}:{channel}:{day}"),
                    false,
                    format!(r#","visitor_id":"{visitor}","channel":"{channel}""#),
                )
            }
            "reward_earned" => {
                let (reward, stamps, cost) = (id(self, "rwd"), self.below(12), self.below(400));
                (
                    format!("earned:{reward}"),
                    true,
                    format!(
                        r#","reward_id":"{reward}","stamps_spent":{stamps},"cost_minor":{cost}"#
                    ),
                )
            }
            "reward_ended" => {
                let (reward, reason) = (id(self, "rwd"), self.one_of(&["expired", "revoked"]));
                (
                    format!("ended:{reward}:{reason}"),
                    false,
                    format!(r#","reward_id":"{reward}","reason":"{reason}""#),
                )
            }
            "reward_redeemed" => {
                let (reward, redemption, cost) =
                    (id(self, "rwd"), id(self, "rdm"), self.below(400));
                (
                    format!("redemption:{redemption}"),
                    true,
                    format!(
                        r#","reward_id":"{reward}","redemption_id":"{redemption}","cost_minor":{cost}"#
                    ),
                )
            }
            "visit_voided" => {
                let scan = id(self, "scan");
                (
                    format!("void:{scan}"),
                    true,
                    format!(r#","visit_id":"{scan}""#),
                )
            }
            "redemption_voided" => {
                let redemption = id(self, "rdm");
                (
                    format!("void:{redemption}"),
                    true,
                    format!(r#","redemption_id":"{redemption}""#),
                )
            }
            "visit_imported" => {
                let (receipt, amount) = (self.below(1_000_000), self.amount());
                (
                    format!("visit:till-{receipt}"),
                    true,
                    format!(r#","visit_id":"till-{receipt}"{amount}"#),
                )
            }
            "visit_amount_recorded" => {
                let (scan, amount) = (id(self, "scan"), self.below(9_000));
                (
                    format!("amount:{scan}:{}", id(self, "evt")),
                    true,
                    format!(
                        r#","visit_id":"{scan}","amount_minor":{amount},"source":"staff","external_id":"{scan}","currency":"EUR""#
                    ),
                )
            }
            kind => {
                let example = examples()
                    .into_iter()
                    .find(|example| example.kind == kind)
                    .unwrap();
                let own = example
                    .own_fields
                    .iter()
                    .map(|(name, cell)| format!(r#","{name}":{}"#, serde_json::json!(cell)))
                    .collect();
                (
                    format!("{kind}:{}", id(self, "evt")),
                    self.below(2) == 0,
                    own,
                )
            }
        }
    }

    /// A line of this kind.
    fn line(&mut self, kind: &str) -> Event {
        let (event, shop, card) = (self.id("evt"), self.id("mer"), self.id("card"));
        let (key, staff, own) = self.facts(kind, &card);
        let at = self.time();
        let late = match self.below(8) {
            0 => self.below(100_000) as i64,
            _ => 0,
        };
        let mut line = format!(
            r#"{{"event_id":"{event}","idempotency_key":"{key}","merchant_id":"{shop}","type":"{kind}","occurred_at":"{at}","received_at":"{}""#,
            at.plus_ms(late)
        );
        line += &format!(r#","member_id":"{}""#, self.id("mem"));
        if kind != "visit_imported" {
            line += &format!(r#","card_id":"{card}""#);
        }
        if staff && self.below(3) > 0 {
            line += &format!(r#","location_id":"{}""#, self.id("loc"));
        }
        if staff {
            let prefix = self.one_of(&["till", "till", "key"]);
            line += &format!(r#","staff_id":"{}""#, self.id(prefix));
        }
        Event::parse_line((line + &own + "}").as_bytes()).unwrap()
    }
}

/// Each kind as often as it is in a log, about.
fn weight(kind: &str) -> u32 {
    match kind {
        "visit_validated" | "stamps_changed" => 30,
        "message_sent" | "pass_fetched" => 12,
        "card_issued" | "card_saved" | "reward_earned" | "reward_redeemed" | "visit_imported" => 6,
        _ => 2,
    }
}

/// A line as it must be kept, whatever it is.
fn kept(text: &str, columns: &LineColumns<'_>) -> Result<(), TestCaseError> {
    let written = encode(text, columns);
    prop_assert!(written.len() <= text.len() + 1);
    prop_assert_eq!(decode(&written, columns), Some(text.to_owned()));
    Ok(())
}

/// Pieces of which hard lines are made: ids of each kind, whole and torn, what they are put as, and signs of any script.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[\"_:{},\\\\]{1,3}",
        "[a-z]{1,4}_[0-9a-v]{24,28}",
        "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{11,13}",
        "\\\\u00[01][0-9a-f]",
        "[\u{0}-\u{1f}]{0,1}",
        Just("mem_06h2mojbn1qf19bi0vtn7kdg4c".to_owned()),
        Just("6ba7b810-9dad-11d1-80b4-00c04fd430c8".to_owned()),
        Just("visit_validated".to_owned()),
        (0i64..3_000).prop_map(|at| Timestamp(at).to_string()),
    ]
}

proptest! {
    #[test]
    fn any_text_is_read_again_whatever_the_columns_say(
        pieces in prop::collection::vec((piece(), 0usize..4), 0..40), ids in prop::collection::vec(prop_oneof![piece(), Just("6ba7b810-9dad-11d1-80b4-00c04fd430c8".to_owned())], 4),
        named in 0u8..8, at in (0i64..3_000, 0i64..3_000),
    ) {
        let text: String = pieces.iter().map(|(piece, quotes)| piece.clone() + &"\"".repeat(*quotes)).collect();
        let if_named = |bit: u8, at: usize| (named & bit != 0).then_some(ids[at].as_str());
        let columns = LineColumns {
            merchant_id: if_named(1, 0),
            event_id: &ids[1],
            member_id: if_named(2, 2),
            card_id: if_named(4, 3),
            kind: "visit_validated",
            occurred_at: Timestamp(at.0),
            received_at: Timestamp(at.1),
        };
        kept(&text, &columns)?;
    }

    #[test]
    fn what_is_damaged_is_refused_or_read_and_takes_no_memory(
        mut written in prop::collection::vec(any::<u8>(), 0..300), seed in 1u64.., kind in 0..KINDS.len(), changed in any::<prop::sample::Index>(), to in any::<u8>(),
    ) {
        let event = Draw(seed).line(KINDS[kind]);
        let columns = LineColumns::of_event(&event);
        if let Some(first) = written.first_mut() {
            *first = SHORT;
        }
        let mut own = encode(&event.to_line(), &columns);
        let at = changed.index(own.len());
        own[at] = to;
        for damaged in [&written[..], &own, &own[..at]] {
            if let Some(text) = decode(damaged, &columns) {
                prop_assert!(text.len() <= LONGEST);
            }
        }
    }
}

#[test]
fn every_kind_is_read_again_with_all_its_fields() {
    let mut draw = Draw(3);
    for kind in KINDS
        .iter()
        .cycle()
        .take(KINDS.len() * 50)
    {
        coded(&draw.line(kind));
    }
    // Words that say the same, ids of others, free words of any script, and none at all.
    for kind in KINDS {
        for (id, word) in [
            ("e", "نقره"),
            ("same", "same"),
            (
                "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                r#"a \"mistake\"\n\u0001"#,
            ),
        ] {
            let mut line = format!(
                r#"{{"event_id":"{id}","idempotency_key":"{id}:{id}","merchant_id":"{id}","type":"{kind}","occurred_at":"2025-02-10T09:01:00Z","received_at":"2025-02-10T09:01:01.250Z","member_id":"{id}","card_id":"{id}""#
            );
            for field in FIELDS
                .iter()
                .filter(|field| field.kind == kind && (field.rule == "id" || !field.optional))
            {
                let value = match field.rule {
                    "id" | "remark" => format!("\"{word}\""),
                    _ => {
                        let example = examples()
                            .into_iter()
                            .find(|example| example.kind == kind)
                            .unwrap();
                        let (_, cell) = example
                            .own_fields
                            .iter()
                            .find(|(name, _)| *name == field.name)
                            .copied()
                            .unwrap();
                        serde_json::json!(cell).to_string()
                    }
                };
                line += &format!(r#","{}":{value}"#, field.name);
            }
            coded(&Event::parse_line((line + "}").as_bytes()).unwrap());
        }
    }
}

#[test]
fn lines_of_logs_from_elsewhere_are_read_again() {
    for log in ["small", "medium"] {
        let file = format!(
            "{}/tests/golden/{log}/events.ndjson.gz",
            env!("CARGO_MANIFEST_DIR")
        );
        let mut text = String::new();
        flate2::read::GzDecoder::new(std::fs::File::open(file).unwrap())
            .read_to_string(&mut text)
            .unwrap();
        let (mut before, mut after) = (0, 0);
        for line in text.lines().take(5_000) {
            let event = Event::parse_line(line.as_bytes()).unwrap();
            before += event.to_line().len();
            after += coded(&event).len();
        }
        assert!(after * 2 < before, "{log}: {after} bytes of {before}");
    }
}

#[test]
fn a_long_line_and_one_of_many_ids_are_read_again() {
    let mut draw = Draw(5);
    let event = draw.line("visit_voided");
    let columns = LineColumns::of_event(&event);
    for words in ["long \u{2603} ", "x"] {
        let text = event
            .to_line()
            .replace("scan_", &words.repeat(100_000 / words.len()));
        assert!(encode(&text, &columns).len() < 1_000);
        assert_eq!(decode(&encode(&text, &columns), &columns), Some(text));
    }
    for many in [9, 11, 254, 255, 256, 257, 600] {
        let ids: Vec<String> = (0..many)
            .map(|_| draw.id("scan"))
            .collect();
        let uuid = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
        let text = format!(
            "[\"{}\",\"{uuid}\",\"{uuid}\",\"{}\"]",
            ids.join("\",\""),
            ids.join("\",\"")
        );
        assert_eq!(decode(&encode(&text, &columns), &columns), Some(text));
    }
}

#[test]
fn a_line_that_would_be_longer_than_any_of_ours_is_refused() {
    let event = Draw(7).line("visit_validated");
    let long = "x".repeat(1 << 20);
    let columns = LineColumns {
        kind: &long,
        ..LineColumns::of_event(&event)
    };
    let rest = Dictionary::Lines
        .compress(&[5; 17])
        .unwrap();
    let written = [&[SHORT, 0], &rest[MAGIC.len()..]].concat();
    assert_eq!(decode(&written, &columns), None);
    let zeros = Dictionary::Lines
        .compress(&vec![b' '; LONGEST + 1])
        .unwrap();
    assert_eq!(
        decode(&[&[SHORT, 0], &zeros[MAGIC.len()..]].concat(), &columns),
        None
    );
}

#[test]
fn another_row_makes_another_line() {
    let event = Draw(9).line("visit_validated");
    let columns = LineColumns::of_event(&event);
    let written = encode(&event.to_line(), &columns);
    for changed in [
        LineColumns {
            merchant_id: None,
            ..columns
        },
        LineColumns {
            member_id: None,
            ..columns
        },
        LineColumns {
            card_id: Some("card_2"),
            ..columns
        },
        LineColumns {
            kind: "visit_voided",
            ..columns
        },
        LineColumns {
            occurred_at: Timestamp(0),
            ..columns
        },
    ] {
        assert_ne!(
            decode(&written, &changed),
            Some(event.to_line()),
            "{changed:?}"
        );
    }
}

#[test]
fn a_visits_two_lines_take_few_bytes() {
    let mut draw = Draw(11);
    for (kind, most) in [
        ("visit_validated", 90),
        ("stamps_changed", 90),
        ("pass_fetched", 60),
        ("message_sent", 50),
        ("card_issued", 75),
    ] {
        let lines: Vec<Event> = (0..200)
            .map(|_| draw.line(kind))
            .collect();
        let mean = |bytes: usize| bytes / lines.len();
        let (after, before) = (
            mean(
                lines
                    .iter()
                    .map(|event| coded(event).len())
                    .sum(),
            ),
            mean(
                lines
                    .iter()
                    .map(|event| event.to_line().len())
                    .sum(),
            ),
        );
        assert!(after <= most, "{kind}: {after} of {before} bytes");
    }
    let event = draw.line("visit_validated");
    assert_eq!(
        event
            .merchant_id
            .parse::<MerchantId>()
            .unwrap()
            .to_string(),
        event.merchant_id,
        "the lines are as ours are"
    );
}

/// What was written stands in databases, so it is read by every later release.
#[test]
fn what_an_earlier_release_wrote_is_read() {
    for (text, written) in [(EARLIER, EARLIER_BYTES), (EARLIER_ODD, EARLIER_ODD_BYTES)] {
        let event = Event::parse_line(text.as_bytes()).unwrap();
        assert_eq!(event.to_line(), text);
        let written = data_encoding::HEXLOWER
            .decode(written.as_bytes())
            .unwrap();
        assert_eq!(
            decode(&written, &LineColumns::of_event(&event)).as_deref(),
            Some(text)
        );
    }
}

const EARLIER: &str = r#"{"event_id":"evt_06h2mojbn1qf19bi0vtn7kdg4c","idempotency_key":"visit:scan_06h2mojbn1qf19bi0vtn7kdg40","merchant_id":"mer_06h2mojbn1qf19bi0vtn7kdg44","type":"visit_validated","occurred_at":"2026-01-05T10:00:00.250Z","received_at":"2026-01-05T10:00:00.250Z","member_id":"mem_06h2mojbn1qf19bi0vtn7kdg48","card_id":"card_06h2mojbn1qf19bi0vtn7kdg4g","location_id":"loc_06h2mojbn1qf19bi0vtn7kdg4k","staff_id":"till_06h2mojbn1qf19bi0vtn7kdg4o","visit_id":"scan_06h2mojbn1qf19bi0vtn7kdg40","amount_minor":450}"#;
const EARLIER_BYTES: &str = "310301a22b626bb874f0a57207fb73d1b02001a22b626bb874f0a57207fb73d1b02501a22b626bb874f0a57207fb73d1b02620e18d0000203435307d037c002569aa1ce356accb31";

const EARLIER_ODD: &str = r#"{"event_id":"evt_06h2mojbn1qf19bi0vtn7kdg4c","idempotency_key":"visit:6ba7b810-9dad-11d1-80b4-00c04fd430c8","merchant_id":"mer_06h2mojbn1qf19bi0vtn7kdg44","type":"visit_imported","occurred_at":"2026-01-05T10:00:00Z","received_at":"2026-01-06T11:30:00.125Z","member_id":"نقره","card_id":"card_06h2mojbn1qf19bi0vtn7kdg4g","location_id":"loc_06h2mojbn1qf19bi0vtn7kdg4k","staff_id":"key_06h2mojbn1qf19bi0vtn7kdg4k","visit_id":"6ba7b810-9dad-11d1-80b4-00c04fd430c8"}"#;
const EARLIER_ODD_BYTES: &str = "31026ba7b8109dad11d180b400c04fd430c801a22b626bb874f0a57207fb73d1b02520c3ad000028090b14227d04fc3919a810db8f9bbf8aaf387208";

/// Run with `--ignored` to make a new one, when lines have changed so much that the old one fits badly; it is to get a first byte of its own.
#[test]
#[ignore = "writes the dictionary"]
fn a_dictionary_is_made_of_lines() {
    let mut draw = Draw(1);
    let kinds: Vec<&str> = KINDS
        .iter()
        .flat_map(|kind| std::iter::repeat_n(*kind, weight(kind) as usize))
        .collect();
    let samples: Vec<Vec<u8>> = (0..20_000)
        .map(|_| {
            let kind = kinds[draw.below(kinds.len() as u64) as usize];
            let event = draw.line(kind);
            let columns = LineColumns::of_event(&event);
            taken_out(event.to_line().as_bytes(), &columns.words()).1
        })
        .collect();
    let made = zstd::dict::from_samples(&samples, 4_096).unwrap();
    let to = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/coding/lines.dict");
    std::fs::write(to, made).unwrap();
}
