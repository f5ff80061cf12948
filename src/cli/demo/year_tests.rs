use super::*;
use crate::metrics::{Ledger, Period, Query, all, answer_from, last_full_month};

const NOW: &str = "2026-01-15T10:30:00Z";

fn berlin() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap()
}

fn year(zone: &TimeZone, seed: u64) -> Vec<Event> {
    let shop = Shop { merchant_id: "mer_1", location_id: "loc_1", staff_id: "till_1", zone, currency: "EUR" };
    year_of_events(&shop, NOW.parse().unwrap(), seed)
}

fn numbers(events: &[Event], period: Period) -> serde_json::Map<String, serde_json::Value> {
    let query = Query::new(berlin(), period);
    answer_from(&Ledger::from_events(events, None), &query, &all().collect::<Vec<_>>()).metrics
}

#[test]
fn the_same_seed_tells_the_same_year() {
    let zone = berlin();
    assert_eq!(year(&zone, 7), year(&zone, 7));
    assert_ne!(year(&zone, 7).len(), year(&zone, 8).len());
}

#[test]
fn every_event_is_one_that_the_log_takes_and_lies_in_the_past() {
    let now: Timestamp = NOW.parse().unwrap();
    for event in year(&berlin(), 1) {
        assert!(event.occurred_at <= event.received_at && event.received_at < now, "{event:?}");
        assert_eq!(Event::parse_line(event.to_line().as_bytes()), Ok(event));
    }
}

#[test]
fn the_last_month_looks_like_a_real_shops() {
    let month = last_full_month(NOW.parse().unwrap(), &berlin());
    for seed in 0..10 {
        let m = numbers(&year(&berlin(), seed), month);
        let value = |id: &str| m[id]["value"].as_f64().unwrap();
        assert!((220..=400).contains(&m["total_members"].as_i64().unwrap()), "{}", m["total_members"]);
        for (id, low, high) in [
            ("active_rate", 0.25, 0.55),
            ("repeat_visit_rate", 0.3, 0.8),
            ("reward_redemption_rate", 0.55, 1.0),
            ("reward_cost_ratio", 0.03, 0.12),
            ("enrolment_rate", 0.3, 1.0),
            ("card_save_rate", 0.6, 1.0),
            ("churn_rate", 0.05, 0.5),
        ] {
            assert!((low..=high).contains(&value(id)), "{id} is {} for seed {seed}", value(id));
        }
    }
}

#[test]
fn stamps_and_rewards_add_up() {
    let whole = Period { from: "2025-01-01".parse().unwrap(), to: "2026-02-01".parse().unwrap() };
    let events = year(&berlin(), 3);
    let m = numbers(&events, whole);
    let balances = m["ladder_progress"]["distribution"].as_object().unwrap();
    assert!(balances.keys().all(|balance| balance.parse::<i64>().unwrap() < STAMPS_REQUIRED));
    let stamps_held: i64 = balances.iter().map(|(balance, n)| balance.parse::<i64>().unwrap() * n.as_i64().unwrap()).sum();
    let gone = m["member_growth"]["deleted"].as_i64().unwrap();
    let spent = m["rewards_earned"].as_i64().unwrap() * STAMPS_REQUIRED;
    let lost = m["visits"].as_i64().unwrap() - spent - stamps_held;
    assert!((0..=gone * (STAMPS_REQUIRED - 1)).contains(&lost), "only deleted members may take stamps with them: {lost}");
    assert_eq!(m["data_quality"]["duplicates_ignored"], 0);
    assert!(m["data_quality"]["void_rate"]["num"].as_i64().unwrap() > 0);
}
