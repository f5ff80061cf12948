//! What holds on any log whatever (`docs/METRICS.md`, section 6, at its end), tried on random small ones.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::domain::event::{Arm, Fact, OutcomeSource, RewardEnd, StampReason, Wallet};

const CHANNELS: [&str; 3] = ["counter_qr", "website", "referral"];
const DAY_MS: i64 = 86_400_000;
/// 2025-03-01T00:00:00Z; the clocks of the zone below change on the 30th.
const FIRST_DAY: i64 = 1_740_787_200_000;

/// A random fact about few enough members, cards, visits and rewards that they meet.
fn fact(kind: usize, a: usize, b: usize, n: i64) -> Fact {
    let id = |prefix: &str, n: usize| format!("{prefix}{n}");
    match kind {
        0..=2 => Fact::CardIssued {
            channel: CHANNELS[b % 3].into(),
            visitor_id: (n % 2 == 0).then(|| id("v", b)),
            referrer_member_id: (b % 3 == 2).then(|| id("m", b % 6)),
        },
        3 => Fact::CardSaved {
            wallet: if n % 2 == 0 {
                Wallet::Apple
            } else {
                Wallet::Google
            },
            device_ref: (b > 2).then(|| id("d", b)),
        },
        4 => Fact::CardRemoved {
            wallet: if n % 2 == 0 {
                Wallet::Apple
            } else {
                Wallet::Google
            },
            device_ref: (b > 2).then(|| id("d", b)),
        },
        5..=9 => Fact::VisitValidated {
            visit_id: id("s", a * 6 + b),
            amount_minor: (n % 5 != 0).then_some(n),
        },
        10 | 11 => Fact::VisitImported {
            visit_id: id("t", a * 6 + b),
            amount_minor: (n % 4 != 0).then_some(n),
        },
        12 => Fact::VisitVoided {
            visit_id: id("s", a * 6 + b),
            reason: None,
        },
        13 => Fact::StampsChanged {
            delta: n % 5 - 1,
            reason: StampReason::Bonus,
            visit_id: Some(id("s", a * 6 + b)),
        },
        14 => Fact::RewardEarned {
            reward_id: id("r", b),
            stamps_spent: n % 3,
            cost_minor: Some(n),
        },
        15 => Fact::RewardEnded {
            reward_id: id("r", b),
            reason: if n % 2 == 0 {
                RewardEnd::Revoked
            } else {
                RewardEnd::Expired
            },
        },
        16 => Fact::RewardRedeemed {
            reward_id: id("r", b),
            redemption_id: id("x", b + 6 * (n as usize % 2)),
            cost_minor: (n % 3 != 0).then_some(n),
        },
        17 => Fact::RedemptionVoided {
            redemption_id: id("x", b),
            reason: None,
        },
        18 => Fact::TierChanged {
            tier: id("tier", b % 3),
        },
        19 => Fact::MemberMerged {
            merged_member_id: id("m", b % 6),
        },
        20 => Fact::MemberDeleted { reason: None },
        21 => Fact::PageViewed {
            visitor_id: id("v", b),
            channel: CHANNELS[a % 3].into(),
        },
        22 => Fact::ReferralOpened {
            visitor_id: id("v", b),
        },
        23 => Fact::ReviewSubmitted {
            review_id: id("w", b),
            rating: n % 5 + 1,
            request_id: a
                .is_multiple_of(2)
                .then(|| id("q", b)),
            sentiment: (n % 3 == 0).then_some(n % 2),
        },
        24 => Fact::MessageSent {
            message_id: id("g", b + 6 * (n as usize % 4)),
            purpose: ["campaign", "reminder", "stamp_update"][n as usize % 3].into(),
            // `y` is an experiment, `z` is none, and `x` is an experiment that no message names.
            campaign_id: [None, Some("y"), Some("z")][n as usize / 3 % 3].map(str::to_owned),
            wallet: Some(Wallet::Apple),
            automation: None,
            held_back: [None, Some(false), Some(true)][n as usize / 9 % 3],
        },
        25 => Fact::GroupAssigned {
            experiment_id: if n % 2 == 0 {
                "x"
            } else {
                "y"
            }
            .into(),
            arm: if b.is_multiple_of(2) {
                Arm::Treatment
            } else {
                Arm::Control
            },
            outcome_source: OutcomeSource::Validated,
        },
        26 => Fact::CostRecorded {
            kind: "other".into(),
            amount_minor: n,
        },
        27 => Fact::ReviewRequested {
            request_id: id("q", b),
            visit_id: (n % 3 != 0).then(|| id("s", a * 6 + n as usize % 6)),
        },
        28 => Fact::PassFetched {
            wallet: Wallet::Apple,
        },
        30 | 31 => {
            let visit_id = id(
                if n % 5 == 0 {
                    "t"
                } else {
                    "s"
                },
                a * 6 + b,
            );
            // What staff typed is named after its visit. Any other receipt may name several, also one with a visit's name.
            let source = if n % 3 == 0 {
                "staff"
            } else {
                "square"
            };
            let external_id = if n % 2 == 0 {
                visit_id.clone()
            } else {
                id("bill", b)
            };
            Fact::VisitAmountRecorded {
                visit_id,
                amount_minor: n,
                source: source.into(),
                external_id,
                currency: None,
            }
        }
        32 => Fact::VoucherIssued {
            voucher_id: id("vo", b),
            offer_id: "spring".into(),
            channel: None,
            campaign_id: None,
            cost_minor: (n % 3 != 0).then_some(n),
            expires_at: None,
        },
        33 | 34 => Fact::VoucherRedeemed {
            voucher_id: id("vo", b),
            // Among them ids that redemptions of rewards have too.
            redemption_id: id("x", b + 6 * (n as usize % 2)),
            cost_minor: (n % 4 == 0).then_some(n),
            amount_minor: None,
        },
        35 => Fact::VoucherRedemptionVoided {
            redemption_id: id("x", b),
            reason: None,
        },
        36 => Fact::VoucherEnded {
            voucher_id: id("vo", b),
            reason: if n % 2 == 0 {
                RewardEnd::Revoked
            } else {
                RewardEnd::Expired
            },
        },
        37 => Fact::ActionTapped {
            action: ["menu", "book"][b % 2].into(),
            visitor_id: None,
        },
        _ => Fact::ProgramConfigured {
            currency: "EUR".into(),
            gross_margin_bp: Some(n),
            stamps_required: Some(5),
            launched_on: (n % 2 == 0).then(|| jiff::civil::date(2025, 3, 1 + a as i8)),
        },
    }
}

/// What a grown shop does more than others, often enough to meet: vouchers, campaigns, links, amounts, and what undoes them.
const GROWN: [usize; 22] = [
    0, 0, 5, 5, 16, 17, 19, 20, 24, 24, 25, 25, 30, 31, 32, 32, 33, 34, 34, 35, 36, 37,
];

fn event() -> impl Strategy<Value = Event> {
    event_of(0usize..39)
}

fn event_of(kinds: impl Strategy<Value = usize>) -> impl Strategy<Value = Event> {
    let when = (0..90 * DAY_MS, 0..20 * DAY_MS);
    (
        kinds,
        0usize..6,
        0usize..6,
        0i64..1000,
        when,
        0usize..200,
        any::<u32>(),
    )
        .prop_map(|(kind, a, b, n, (at, delay), key, id)| {
            let fact = fact(kind, a, b, n);
            // A flyer is nobody's, and some vouchers are in the name of somebody without a card.
            let member = match fact {
                Fact::VoucherIssued { .. } | Fact::VoucherRedeemed { .. } => {
                    [None, Some(format!("m{a}")), Some(format!("n{a}"))][n as usize % 3].clone()
                }
                _ => Some(format!("m{a}")),
            };
            // Some happen at one instant, down to when they were received.
            let (at, delay) = if n % 7 == 0 {
                (at / DAY_MS * DAY_MS, 0)
            } else {
                (at, delay)
            };
            Event {
                event_id: format!("e{id}"),
                idempotency_key: format!("k{key}"),
                merchant_id: "m".into(),
                occurred_at: Timestamp(FIRST_DAY + at),
                received_at: Timestamp(FIRST_DAY + at + delay),
                member_id: member,
                card_id: Some(format!("c{a}{}", b % 2)),
                location_id: (b > 0).then(|| format!("l{}", b % 2)),
                staff_id: (n % 4 > 0).then(|| format!("t{}", n % 4)),
                fact,
            }
        })
}

pub(super) fn log() -> impl Strategy<Value = Vec<Event>> {
    proptest::collection::vec(event(), 0..150)
}

/// A random log of a grown shop.
pub(super) fn grown_log() -> impl Strategy<Value = Vec<Event>> {
    proptest::collection::vec(event_of(proptest::sample::select(&GROWN[..])), 0..150)
}

pub(super) fn query() -> Query {
    let dates = Period {
        from: "2025-03-20".parse().unwrap(),
        to: "2025-04-25".parse().unwrap(),
    };
    Query {
        window_days: 10,
        lapse_days: 7,
        ..Query::new(jiff::tz::TimeZone::get("Europe/Berlin").unwrap(), dates)
    }
}

fn everything(events: &[Event], query: &Query) -> Value {
    super::tests::printed(&answer(events, query, &all().collect::<Vec<_>>()))["metrics"].take()
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap()
}

fn one_together(a: &Value, b: &Value) -> bool {
    match (a["value"].as_f64(), b["value"].as_f64()) {
        (Some(a), Some(b)) => (a + b - 1.0).abs() < 1e-12,
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn sum_of(map: &Value) -> i64 {
    map.as_object()
        .unwrap()
        .values()
        .map(number)
        .sum()
}

/// Every ratio anywhere in a result: its value is its parts, and nothing where there is nothing to divide by.
fn ratios_are_their_parts(value: &Value) -> bool {
    let Some(map) = value.as_object() else {
        return true;
    };
    let (num, den) = (
        map.get("num")
            .and_then(Value::as_f64),
        map.get("den")
            .and_then(Value::as_f64),
    );
    let right = match (num, den) {
        (Some(_), Some(0.0)) => map["value"].is_null(),
        (Some(num), Some(den)) => (map["value"].as_f64().unwrap() - num / den).abs() < 1e-9,
        _ => true,
    };
    right
        && map
            .values()
            .all(ratios_are_their_parts)
}

proptest! {
    #[test]
    fn stocks_flows_and_parts_fit_together(events in log()) {
        let m = everything(&events, &query());
        let growth = &m["member_growth"];
        prop_assert_eq!(number(&growth["opening"]) + number(&growth["joined"]) - number(&growth["deleted"]), number(&growth["closing"]));
        prop_assert_eq!(sum_of(&growth["joined_by_channel"]), number(&m["new_members"]));
        prop_assert!(one_together(&m["one_and_done_rate"], &m["repeat_visit_rate"]));
        prop_assert!(one_together(&m["churn_rate"], &m["customer_retention_rate"]));
        for parts in [&m["ladder_progress"]["distribution"], &m["tier_distribution"]["counts"], &m["engagement_score"]["bands"]] {
            prop_assert_eq!(sum_of(parts), number(&m["total_members"]));
        }
        prop_assert!(number(&m["repeat_revenue_minor"]) <= number(&m["member_revenue_minor"]));
        prop_assert!(m["reward_redemption_rate"]["value"].as_f64().is_none_or(|rate| rate <= 1.0));
        prop_assert_eq!(&m["sales_coverage_rate"], &m["data_quality"]["amount_coverage"]);
        prop_assert!(number(&m["voucher_cost_minor"]) <= number(&m["reward_cost_minor"]));
        prop_assert_eq!(&m["reward_cost_minor"], &m["reward_cost_ratio"]["num"]);
        prop_assert!(m["voucher_redemption_rate"]["value"].as_f64().is_none_or(|rate| rate <= 1.0));
        prop_assert_eq!(sum_of(&m["action_taps"]["by_action"]), number(&m["action_taps"]["value"]));
        let at_tills = |key: &str| m["till_balance"].as_object().unwrap().values().map(|till| number(&till[key])).sum::<i64>();
        prop_assert!(at_tills("visits") <= number(&m["visits"]) && at_tills("redemptions") <= number(&m["rewards_redeemed"]));
        prop_assert!(at_tills("same_day_extra_visits") <= number(&m["data_quality"]["same_day_extra_visits"]));
        prop_assert!(ratios_are_their_parts(&m));
    }

    #[test]
    fn order_and_repetition_change_only_the_number_of_duplicates(events in log(), seed in any::<u64>()) {
        // Records with one id are one record; the generator may draw an id twice.
        let mut ids = std::collections::HashSet::new();
        let events: Vec<Event> = events.into_iter().filter(|event| ids.insert(event.event_id.clone())).collect();
        let mut mixed: Vec<Event> = events.iter().chain(&events).cloned().collect();
        mixed.sort_by_key(|event| event.event_id.bytes().fold(seed, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)));
        let (mut plain, mut mixed) = (everything(&events, &query()), everything(&mixed, &query()));
        let repeated = number(&mixed["data_quality"]["duplicates_ignored"].take());
        prop_assert_eq!(repeated, number(&plain["data_quality"]["duplicates_ignored"].take()) + events.len() as i64);
        prop_assert_eq!(mixed, plain);
    }

    #[test]
    fn channels_add_up(events in log()) {
        let through = |channels: &[&str]| {
            let join_channel = channels.iter().map(|channel| (*channel).to_owned()).collect();
            everything(&events, &Query { join_channel, ..query() })
        };
        let (some, others, together) = (through(&CHANNELS[..1]), through(&CHANNELS[1..]), through(&CHANNELS));
        for id in ["new_members", "total_members", "active_members", "visits", "member_revenue_minor", "repeat_revenue_minor",
            "rewards_earned", "rewards_redeemed", "reward_cost_minor", "refunds_minor", "vouchers_issued", "voucher_cost_minor", "messages_sent", "active_saved_cards", "redemption_participation"] {
            prop_assert_eq!(number(&some[id]) + number(&others[id]), number(&together[id]), "{}", id);
        }
    }

    #[test]
    fn visits_by_weekday_and_hour_add_up_to_the_visits(events in log(), channel in 0usize..4, place in 0usize..3) {
        let join_channel = CHANNELS.get(channel).map(|channel| (*channel).to_owned()).into_iter().collect();
        let visit_location = (place > 0).then(|| format!("l{}", place - 1)).into_iter().collect();
        let query = Query { join_channel, visit_location, ..query() };
        let facts = Facts::from_events(&events, None);
        let week = overview(&facts, &query, &[query.period], 0).week;
        prop_assert_eq!(week.sum(), number(&everything(&events, &query)["visits"]));
    }

    #[test]
    fn looking_back_sees_what_was_known_then(events in log(), day in 0i64..110) {
        let as_of = Timestamp(FIRST_DAY + day * DAY_MS);
        let known: Vec<Event> = events.iter().filter(|event| event.received_at <= as_of).cloned().collect();
        prop_assert_eq!(everything(&events, &Query { as_of: Some(as_of), ..query() }), everything(&known, &query()));
    }

    #[test]
    fn any_event_reads_back_what_was_written(event in event()) {
        prop_assert_eq!(Event::parse_line(event.to_line().as_bytes()), Ok(event));
    }

    #[test]
    fn no_line_breaks_the_reader(line in ".{0,200}") {
        let _ = Event::parse_line(line.as_bytes());
    }
}
