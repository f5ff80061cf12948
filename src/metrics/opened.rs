//! Every number can be opened: whatever the log, the parts behind a side add up to the side.

use proptest::prelude::*;
use serde_json::Value;

use super::identities::{log, query};
use super::*;

/// What a side is in the printed result, where the result prints it.
fn printed(id: &str, result: &Value, side: Side) -> Option<f64> {
    let at = |place: &str| {
        result
            .pointer(place)
            .and_then(Value::as_f64)
    };
    let sum = |map: &Value| {
        map.as_object().map(|map| {
            map.values()
                .filter_map(Value::as_f64)
                .sum()
        })
    };
    match (id, side) {
        ("member_growth", Side::Num) => at("/net"),
        ("member_growth", Side::Den) => at("/opening"),
        ("visit_rate_30d", Side::Num) => at("/visit_days"),
        ("visit_rate_30d", Side::Den) => at("/member_days"),
        ("saved_cards" | "rewards_outstanding" | "action_taps", Side::Num) => at("/value"),
        ("messages_per_member", Side::Num) => at("/messages"),
        ("messages_per_member", Side::Den) => at("/members"),
        ("ladder_progress", Side::Num) => at("/near_reward"),
        ("ladder_progress", Side::Den) => sum(&result["distribution"]),
        ("tier_distribution", Side::Num) => {
            Some(at("/members")? - at("/counts/none").unwrap_or(0.0))
        }
        ("tier_distribution", Side::Den) => at("/members"),
        ("holdout_lift" | "campaign_lift", Side::Num) => Some(
            result
                .as_object()?
                .values()
                .filter_map(|arm| arm["n_treatment"].as_f64())
                .sum(),
        ),
        ("sentiment_score", Side::Num) => Some(at("/positive")? - at("/negative")?),
        ("sentiment_score", Side::Den) => {
            Some(at("/positive")? + at("/neutral")? + at("/negative")?)
        }
        (_, Side::Num) => result
            .as_f64()
            .or_else(|| at("/num")),
        (_, Side::Den) => at("/den").or_else(|| at("/n")),
    }
}

/// What the set that a metric begins with is called.
fn set_of(facts: &Facts, query: &Query, metric: &Definition) -> String {
    metric
        .opens
        .of
        .name(&Dataset::open(facts, query).view(query.period))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9_f64.max(1e-9 * a.abs().max(b.abs()))
}

/// What is wrong with the parts of a metric on this log, if anything.
fn fault(facts: &Facts, query: &Query, metric: &Definition) -> Option<String> {
    let dataset = Dataset::open(facts, query);
    let result = (metric.measure)(&dataset.view(query.period))
        .result()
        .to_json();
    let behind = |side| contributors(facts, query, metric, side);
    for (side, words) in [(Side::Num, metric.opens.num), (Side::Den, metric.opens.den)] {
        let (want, found) = (printed(metric.id, &result, side), behind(side));
        if words.is_empty() != found.is_none() && !(found.is_none() && want.is_none()) {
            return Some(format!(
                "{} {side:?}: words {words:?}, parts {found:?}",
                metric.id
            ));
        }
        let Some(found) = found else {
            continue;
        };
        let sum = found.members.values().sum::<f64>() + found.unattributed;
        if !near(sum, found.total) || want.is_some_and(|want| !near(want, found.total)) {
            return Some(format!(
                "{} {side:?}: {want:?} is printed, {found:?}",
                metric.id
            ));
        }
    }
    // A mean is its sides divided.
    let mean = result
        .get("value")
        .or(result.get("change"))
        .and_then(Value::as_f64)
        .filter(|_| !result["n"].is_null());
    let (num, den) = (
        behind(Side::Num).map(|b| b.total),
        behind(Side::Den).map(|b| b.total),
    );
    let wrong = mean
        .zip(num.zip(den))
        .filter(|(mean, (num, den))| {
            metric.id != "days_to_return_median" && !near(mean * den, *num)
        });
    wrong.map(|wrong| format!("{}: {wrong:?}", metric.id))
}

proptest! {
    #[test]
    fn the_parts_behind_a_number_add_up_to_it(events in log(), window in 1..25) {
        let facts = Facts::from_events(&events, None);
        let query = Query { window_days: window, ..query() };
        let faults: Vec<String> = all().filter_map(|metric| fault(&facts, &query, metric)).collect();
        prop_assert!(faults.is_empty(), "{:#?}", faults);
    }

    #[test]
    fn what_is_explained_is_what_is_answered(events in log()) {
        let facts = Facts::from_events(&events, None);
        let query = query();
        for metric in all() {
            let told = explain(&facts, &query, metric, "en");
            let answer = answer_from(&facts, &query, &[metric]);
            prop_assert_eq!(Some(&told.result), answer.of(metric.id));
            let found = |step: &str, skip| told.steps.iter().filter(|s| s.step == step).nth(skip).map(|s| s.count.0);
            // Who ever joined, less those left out, is the set that the metric begins with.
            if metric.opens.of != Population::Things {
                let set = told.steps.iter().position(|stage| stage.what == set_of(&facts, &query, metric)).unwrap();
                let out: f64 = told.steps[..set].iter().filter(|s| s.step == "left_out" && s.members.is_some()).map(|s| s.count.0).sum();
                prop_assert_eq!(found("found", 1).unwrap() - out, told.steps[set].count.0, "{}", metric.id);
            }
        }
    }
}
