//! What a number's result holds, in the reader's words: no name of the API's, no bare fraction.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::results::channel_name;
use crate::http::admin::results::view::shown;
use crate::locale::Locale;
use crate::service::reports::breakdown::Side;
use crate::service::reports::results_page::{Definition, Measure, MetricResult};

/// Who reads, and in which currency the shop counts.
#[derive(Clone, Copy)]
pub(super) struct NumberReader<'a> {
    pub(super) language: Locale,
    pub(super) currency: &'a str,
    /// The names of tills, by id.
    pub(super) tills: &'a HashMap<String, String>,
}

/// Of fewer people than these a difference says little (`docs/METRICS.md`, section 5.8).
const FEW: i64 = 30;

/// Among what a member of a result stands.
struct Among<'a> {
    metric: &'a Definition,
    /// The whole result.
    members: &'a Map<String, Value>,
    /// The map that it is an entry of; empty at the top.
    within: &'a str,
    /// What that map is called.
    path: &'a str,
    /// Whether it is about few people.
    of_few: bool,
}

/// Whether a result, or an entry of it, compares few people.
fn is_of_few(members: &Map<String, Value>) -> bool {
    ["n", "n_treatment", "n_control"]
        .iter()
        .filter_map(|name| members.get(*name)?.as_i64())
        .any(|people| people < FEW)
}

impl NumberReader<'_> {
    /// The main number of a result; none where there is nothing to measure, or no one number.
    pub(super) fn main(self, metric: &Definition, found: &MetricResult) -> Option<String> {
        Some(self.number(metric.unit, found.main()?))
    }

    /// Everything else in it: (what it is, value).
    pub(super) fn parts(self, metric: &Definition, found: &MetricResult) -> Vec<(String, String)> {
        let mut parts = Vec::new();
        if let Some(sides) = found.sides() {
            parts.push((self.language.text("part-sides"), self.sides(metric, sides)));
        }
        let Some(members) = found.keys() else {
            return parts;
        };
        let told = [found.main_key(), "value", "num", "den", "shares"];
        let top = Among {
            metric,
            members,
            within: "",
            path: "",
            of_few: is_of_few(members),
        };
        for (name, value) in members
            .iter()
            .filter(|(name, _)| !told.contains(&name.as_str()))
        {
            self.tell(&top, name, value, &mut parts);
        }
        self.read(&top, members, &mut parts);
        parts
    }

    /// Says what an interval means, in the words that the dictionary allows: only a comparison with people left out by chance may
    /// say that it caused something.
    fn read(
        self,
        among: &Among<'_>,
        members: &Map<String, Value>,
        parts: &mut Vec<(String, String)>,
    ) {
        let ends = members
            .get("ci95")
            .and_then(|ends| Some((ends.get(0)?.as_f64()?, ends.get(1)?.as_f64()?)));
        let Some((low, high)) = ends else {
            return;
        };
        let key = match among.metric.id {
            _ if low <= 0.0 && 0.0 <= high => "lift-unclear",
            "holdout_lift" | "campaign_lift" if low > 0.0 => "lift-more",
            "holdout_lift" | "campaign_lift" => "lift-less",
            _ => "lift-changed",
        };
        let words = self.language.text(key);
        let words = if among.of_few {
            self.language
                .text_with("lift-few", &[("what", (&words).into())])
        } else {
            words
        };
        parts.push((self.within(among, self.label("reading")), words));
    }

    /// A label with the names of the maps that it is in.
    fn within(self, among: &Among<'_>, label: String) -> String {
        if among.path.is_empty() {
            label
        } else {
            format!("{}: {label}", among.path)
        }
    }

    fn number(self, unit: Measure, value: f64) -> String {
        shown(unit, value, self.language, self.currency)
    }

    /// The two sides of a number.
    fn sides(self, metric: &Definition, [num, den]: [Option<f64>; 2]) -> String {
        let side = |side, n: Option<f64>| {
            n.map_or_else(nothing, |n| self.number(metric.side_unit(side), n))
        };
        let (num, den) = (side(Side::Num, num), side(Side::Den, den));
        if metric.unit == Measure::Share {
            self.out_of(&num, &den)
        } else {
            // Nothing of the one side of a mean is out of the other.
            format!("{num}\u{a0}/ {den}")
        }
    }

    fn out_of(self, num: &str, den: &str) -> String {
        self.language
            .text_with("numbers-of", &[("num", num.into()), ("den", den.into())])
    }

    /// Tells one member of a result; of a map each entry, with the map's name before it.
    fn tell(self, among: &Among<'_>, name: &str, value: &Value, parts: &mut Vec<(String, String)>) {
        let label = match among.within {
            "joined_by_channel" => channel_name(name, self.language),
            _ if (among.metric.id, name) == ("review_rating_average", "distribution") => {
                self.label("stars")
            }
            _ => name
                .parse()
                .map_or_else(|_| self.label(name), |number| self.language.number(number)),
        };
        let label = self.within(among, label);
        match value {
            Value::Object(ratio) if ratio.contains_key("den") => {
                let share = self.value(Measure::Share, &ratio["value"]);
                let [num, den] =
                    ["num", "den"].map(|side| self.value(Measure::Number, &ratio[side]));
                let of = self.out_of(&num, &den);
                parts.push((label, format!("{share} ({of})")));
            }
            Value::Object(entries) => {
                let inside = Among {
                    within: name,
                    path: &label,
                    of_few: among.of_few || is_of_few(entries),
                    ..*among
                };
                entries
                    .iter()
                    .for_each(|(entry, value)| self.tell(&inside, entry, value, parts));
                self.read(&inside, entries, parts);
            }
            // What cannot be measured is left out: the main number says so.
            Value::Null => {}
            value => {
                let shares = among
                    .members
                    .get("shares")
                    .filter(|_| among.within == "counts");
                let share = shares
                    .and_then(|shares| shares[name].as_f64())
                    .map(|share| format!(" ({})", self.language.percent(share)));
                parts.push((
                    label,
                    self.value(unit_of(among.metric, among.within, name), value)
                        + &share.unwrap_or_default(),
                ));
            }
        }
    }

    fn value(self, unit: Measure, value: &Value) -> String {
        match value {
            Value::Array(ends) => {
                let ends: Vec<String> = ends
                    .iter()
                    .map(|end| self.value(unit, end))
                    .collect();
                ends.join(" – ")
            }
            value => value
                .as_f64()
                .map_or_else(nothing, |value| self.number(unit, value)),
        }
    }

    /// What a member of a result is called.
    fn label(self, name: &str) -> String {
        let key = format!(
            "part-{}",
            name.strip_suffix("_minor")
                .unwrap_or(name)
                .replace('_', "-")
        );
        // An experiment and a till have the name that the shop gave them.
        self.language
            .find(&key)
            .or_else(|| self.tills.get(name).cloned())
            .unwrap_or_else(|| name.to_owned())
    }
}

fn nothing() -> String {
    "–".into()
}

/// In what a member of a result, or of the map within it, is counted.
fn unit_of(metric: &Definition, within: &str, name: &str) -> Measure {
    match (within, name) {
        (
            _,
            "relative"
            | "growth_rate"
            | "churn_rate"
            | "previous"
            | "current"
            | "amount_coverage"
            | "programme_roi_incremental",
        ) => Measure::Share,
        ("return_rate", "difference" | "ci95") => Measure::Points,
        ("return_rate", _) => Measure::Share,
        ("spend", _) | (_, "spend_per_customer") => Measure::Minor,
        ("visit_days", _) => Measure::Number,
        (_, "before" | "after" | "change" | "ci95") => metric.unit,
        (_, name) if name.ends_with("_minor") => Measure::Minor,
        _ => Measure::Number,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::http::base::metrics_query;
    use crate::http::base::query::Params;
    use crate::service::reports::query::answer_nobody;
    use crate::service::reports::results_page::metric;

    fn told(id: &str, found: Value, language: Locale) -> (Option<String>, Vec<(String, String)>) {
        let (reader, metric, found) = (
            NumberReader {
                language,
                currency: "EUR",
                tills: &HashMap::from([("till_1".to_owned(), "By the door".to_owned())]),
            },
            metric(id).unwrap(),
            MetricResult::Table(found),
        );
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        let parts = reader
            .parts(metric, &found)
            .into_iter()
            .map(|(name, value)| (plain(name), plain(value)))
            .collect();
        (
            reader
                .main(metric, &found)
                .map(plain),
            parts,
        )
    }

    #[test]
    fn no_name_and_no_fraction_of_the_api_is_shown() {
        let growth = json!({ "opening": 112, "joined": 12, "deleted": 3, "closing": 121, "net": 9, "growth_rate": 0.0803571, "joined_by_channel": { "counter_qr": 12 } });
        let (main, parts) = told("member_growth", growth, Locale::ENGLISH);
        assert_eq!(main.as_deref(), Some("9"));
        assert!(parts.contains(&("Growth".into(), "8%".into())), "{parts:?}");
        assert!(
            parts
                .iter()
                .all(|(name, value)| !name.contains('_') && !value.contains("0.08")),
            "{parts:?}"
        );

        let (main, parts) = told(
            "reward_cost_ratio",
            json!({ "value": 0.0667, "num": 400, "den": 6_000 }),
            Locale::ENGLISH,
        );
        assert_eq!(
            (main.as_deref(), parts[0].1.as_str()),
            (Some("7%"), "4.00 EUR out of 60.00 EUR")
        );
        let (main, _) = told(
            "churn_reduction",
            json!({ "value": 0.012, "previous": 0.2, "current": 0.188 }),
            Locale::ENGLISH,
        );
        assert_eq!(main.as_deref(), Some("1 percentage point"));
        let (_, parts) = told(
            "visits_per_active_member",
            json!({ "value": 3.5889, "num": 323, "den": 90 }),
            Locale::ENGLISH,
        );
        assert_eq!(parts[0].1, "323\u{a0}/ 90", "a mean is no part of a whole");
        let (main, _) = told(
            "visit_gap_days",
            json!({ "value": 7.26, "n": 4 }),
            Locale::PERSIAN,
        );
        assert_eq!(main.as_deref(), Some("۷٫۳ روز"));
    }

    #[test]
    fn experiments_tiers_and_ranges_are_told_one_by_one() {
        let arm = json!({ "treatment_mean": 250.0, "control_mean": 200.0, "difference": 50.0, "relative": 0.25, "ci95": [-10.0, 110.0] });
        let (_, parts) = told(
            "holdout_lift",
            json!({ "spring": { "n_treatment": 40, "spend": arm, "incremental_revenue_minor": null } }),
            Locale::ENGLISH,
        );
        let values: Vec<&str> = parts
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        assert!(
            values.contains(&"25%")
                && values.contains(&"-0.10 EUR – 1.10 EUR")
                && !values.contains(&"–"),
            "{parts:?}"
        );
        let tiers = json!({ "members": 4, "counts": { "none": 3, "gold": 1 }, "shares": { "none": 0.75, "gold": 0.25 } });
        let (_, parts) = told("tier_distribution", tiers, Locale::ENGLISH);
        assert!(
            parts
                .iter()
                .any(|(name, value)| name.ends_with("gold") && value == "1 (25%)"),
            "{parts:?}"
        );
    }

    #[test]
    fn an_interval_is_read_in_the_words_that_are_allowed() {
        let read = |id, found| {
            let (_, parts) = told(id, found, Locale::ENGLISH);
            parts
                .into_iter()
                .filter(|(name, _)| name.ends_with("What it says"))
                .collect::<Vec<_>>()
        };
        let arm = |low: f64, high: f64| json!({ "difference": 0.1, "ci95": [low, high] });
        let campaign = |people: i64, low, high| json!({ "spring": { "n_treatment": people, "n_control": 90, "return_rate": arm(low, high) } });
        let said = |words: &str| {
            vec![(
                "spring: Share who came back: What it says".to_owned(),
                words.to_owned(),
            )]
        };
        assert_eq!(
            read("campaign_lift", campaign(40, -0.1, 0.2)),
            said("No clear difference")
        );
        assert_eq!(
            read("campaign_lift", campaign(29, -0.1, 0.2)),
            said("No clear difference; few customers")
        );
        assert_eq!(
            read("campaign_lift", campaign(40, 0.1, 0.2)),
            said("Caused more")
        );
        assert_eq!(
            read("campaign_lift", campaign(40, -0.2, -0.1)),
            said("Caused less")
        );
        let matched = json!({ "n": 40, "change": 1.0, "ci95": [0.5, 1.5] });
        assert!(
            !read("member_lift_visits", matched)[0]
                .1
                .contains("Caused")
        );
        assert!(
            read(
                "member_lift_visits",
                json!({ "n": 1, "change": 1.0, "ci95": null })
            )
            .is_empty()
        );
    }

    #[test]
    fn tills_and_links_are_told_by_their_names() {
        let till = json!({ "visits": 5, "void_rate": { "value": 0.25, "num": 1, "den": 4 }, "same_day_extra_visits": 0, "redemptions": 1, "voucher_redemptions": 3 });
        let (_, parts) = told("till_balance", json!({ "till_1": till }), Locale::ENGLISH);
        assert!(
            parts.contains(&(
                "By the door: Visits taken back".into(),
                "25% (1 out of 4)".into()
            )),
            "{parts:?}"
        );
        assert!(
            parts.contains(&("By the door: Vouchers used".into(), "3".into())),
            "{parts:?}"
        );
        let taps = json!({ "value": 5, "by_action": { "menu": 4, "book": 1 } });
        let (main, parts) = told("action_taps", taps, Locale::ENGLISH);
        assert_eq!(main.as_deref(), Some("5"));
        assert!(
            parts.contains(&("Opened: menu".into(), "4".into())),
            "{parts:?}"
        );
    }

    /// What a metric answers about nothing has words for each of its members.
    #[test]
    fn every_member_of_every_result_has_words_in_every_language() {
        let query = metrics_query::read(
            &Params::of("metrics=all"),
            jiff::tz::TimeZone::UTC,
            crate::clock::Timestamp(0),
        );
        let report = answer_nobody(&query.unwrap());
        for language in Locale::ALL {
            let reader = NumberReader {
                language,
                currency: "EUR",
                tills: &HashMap::new(),
            };
            for (metric, found) in &report.answer.metrics {
                for (name, _) in reader.parts(metric, found) {
                    assert!(
                        !name.contains('_')
                            && name
                                .chars()
                                .next()
                                .is_some_and(|first| !first.is_ascii_lowercase()),
                        "{}: {name}",
                        metric.id
                    );
                }
            }
        }
    }
}
