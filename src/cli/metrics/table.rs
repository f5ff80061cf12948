//! The numbers as a table: what, how much, out of what, and how it was before.

use serde_json::{Map, Value};

use super::TextStyle;
use crate::locale::Locale;
use crate::metrics::{Definition, MetricResult, MetricUnit, Report, Side};

/// The report as lines of a table.
pub(super) fn printed(
    report: &Report,
    style: TextStyle,
    language: &str,
    currency: Option<&str>,
) -> String {
    let rows: Vec<Row> = report
        .answer
        .metrics
        .iter()
        .flat_map(|(metric, found)| rows(report, metric, found, language, currency))
        .collect();
    let width = |cell: fn(&Row) -> &str| {
        rows.iter()
            .map(|row| cell(row).chars().count())
            .max()
            .unwrap_or(0)
    };
    let (names, values, parts) = (
        width(|row| &row.name),
        width(|row| &row.value),
        width(|row| &row.parts),
    );
    let mut text = format!("{}\n\n", heading(report));
    for row in &rows {
        // Padded before it is dressed: escapes have no width.
        let (name, value) = (
            format!("{:names$}", row.name),
            format!("{:>values$}", row.value),
        );
        let line = format!(
            "{name}  {}  {}  {}",
            style.bold(&value),
            style.dim(&format!("{:parts$}", row.parts)),
            row.before
        );
        text += line.trim_end();
        text.push('\n');
    }
    text
}

fn heading(report: &Report) -> String {
    let period = report.query.period;
    let before = period.previous();
    let last = |end: jiff::civil::Date| end.yesterday().unwrap_or(end);
    let (zone, to) = (report.query.zone_name(), last(period.to));
    format!(
        "{} to {to}, {zone}; arrows compare with {} to {}",
        period.from,
        before.from,
        last(before.to)
    )
}

struct Row {
    name: String,
    value: String,
    parts: String,
    before: String,
}

fn rows(
    report: &Report,
    metric: &Definition,
    found: &MetricResult,
    language: &str,
    currency: Option<&str>,
) -> Vec<Row> {
    let shown = NumberStyle::new(metric, currency);
    let name = metric
        .text(language)
        .name
        .to_owned();
    let previous = report
        .previous
        .as_ref()
        .and_then(|answer| answer.of(metric.id));
    let Some(map) = found.several() else {
        let before = previous.map_or_else(String::new, |before| shown.before(found, before));
        return vec![Row {
            name,
            value: shown.main(found),
            parts: shown.parts(found),
            before,
        }];
    };
    let head = Row {
        name,
        value: String::new(),
        parts: String::new(),
        before: String::new(),
    };
    let mut rows = vec![head];
    rows.extend(
        shown
            .lines(map)
            .into_iter()
            .map(|(name, value)| Row {
                name: format!("  {name}"),
                value,
                parts: String::new(),
                before: String::new(),
            }),
    );
    rows
}

/// What stands where there is nothing to measure.
const NOTHING: &str = "–";

fn ratio(map: &Map<String, Value>) -> String {
    let of = format!(
        "{} of {}",
        digits(map["num"].as_f64().unwrap_or(0.0)),
        digits(map["den"].as_f64().unwrap_or(0.0))
    );
    map["value"].as_f64().map_or_else(
        || format!("{NOTHING} ({of})"),
        |value| format!("{} ({of})", percent(value)),
    )
}

/// Members of results that hold numbers by names of the shop's own.
const BY_NAME: [&str; 5] = [
    "joined_by_channel",
    "counts",
    "shares",
    "distribution",
    "by_action",
];

/// Of fewer people than these a comparison says little (`docs/METRICS.md`, section 5.8).
const FEW: f64 = 30.0;

/// What has to be said of the people that a comparison is made over, where they are few.
fn few(map: &Map<String, Value>, name: &str) -> &'static str {
    let people = match name {
        "n_treatment" | "n_control" => map[name].as_f64(),
        "n" if map.contains_key("ci95") => map[name].as_f64(),
        _ => None,
    };
    match people {
        Some(people) if people < FEW => ", few customers",
        _ => "",
    }
}

/// What has to be said of an interval that contains 0.
fn unclear(ends: &[Value]) -> &'static str {
    match ends {
        [low, high] if low.as_f64() <= Some(0.0) && high.as_f64() >= Some(0.0) => {
            ", no clear difference"
        }
        _ => "",
    }
}

/// The name of a number in a result, as words.
fn spoken(name: &str) -> String {
    name.strip_suffix("_minor")
        .unwrap_or(name)
        .replace('_', " ")
}

/// How one metric's numbers are written.
#[derive(Clone, Copy)]
pub(super) struct NumberStyle<'s> {
    metric: &'s Definition,
    currency: Option<&'s str>,
    /// Every number inside is money unless its name says otherwise.
    amounts: bool,
    /// Every number inside is a share.
    shares: bool,
}

impl<'s> NumberStyle<'s> {
    pub(super) fn new(metric: &'s Definition, currency: Option<&'s str>) -> NumberStyle<'s> {
        NumberStyle {
            metric,
            currency,
            amounts: metric.unit == MetricUnit::Minor,
            shares: false,
        }
    }

    /// The main number of a result.
    pub(super) fn main(&self, found: &MetricResult) -> String {
        found
            .value()
            .map_or_else(|| NOTHING.to_owned(), |n| self.number(n))
    }

    fn number(&self, n: f64) -> String {
        match self.metric.unit {
            MetricUnit::Share | MetricUnit::Points => percent(n),
            MetricUnit::Minor => self.money(n),
            MetricUnit::Days => format!("{} days", rounded(n, 1)),
            MetricUnit::Number => rounded(n, 2),
            MetricUnit::Count | MetricUnit::Table => digits(n),
        }
    }

    fn money(&self, minor: f64) -> String {
        let whole = minor.round() as i64;
        self.currency.map_or_else(
            || Locale::ENGLISH.number(whole),
            |currency| Locale::ENGLISH.money(whole, currency),
        )
    }

    /// What stands behind the number: its two sides, or how many it is a mean of.
    pub(super) fn parts(&self, found: &MetricResult) -> String {
        if let Some([Some(num), Some(den)]) = found.sides() {
            return format!(
                "{} of {}",
                self.side(Side::Num, num),
                self.side(Side::Den, den)
            );
        }
        let Some(map) = found.keys() else {
            return String::new();
        };
        let rest = map.iter().filter(|(name, value)| {
            !["value", "num", "den"].contains(&name.as_str()) && value.is_number()
        });
        let rest = rest.map(|(name, value)| format!("{} {}", spoken(name), self.leaf(name, value)));
        let by_action = map
            .get("by_action")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(action, n)| format!("{action} {}", self.leaf("", n)));
        rest.chain(by_action)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// One side of the number.
    pub(super) fn side(&self, side: Side, n: f64) -> String {
        match self.metric.side_unit(side) {
            MetricUnit::Minor => self.money(n),
            _ => digits(n),
        }
    }

    /// The numbers of a result that has several, each with its place.
    pub(super) fn lines(&self, map: &Map<String, Value>) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        for (name, value) in map {
            match value {
                Value::Object(inner) if inner.contains_key("den") => {
                    lines.push((spoken(name), ratio(inner)))
                }
                // What is counted by channel, tier or balance has names of the shop's own, which stay as they are.
                Value::Object(inner) if BY_NAME.contains(&name.as_str()) => {
                    let inside = NumberStyle {
                        shares: name == "shares",
                        ..*self
                    };
                    lines.extend(
                        inner.iter().map(|(own, n)| {
                            (format!("{} {own}", spoken(name)), inside.leaf("", n))
                        }),
                    );
                }
                Value::Object(inner) => {
                    // Campaigns, experiments and tills have names of the shop's own, too.
                    let is_own = ["n_treatment", "void_rate"]
                        .iter()
                        .any(|key| inner.contains_key(*key));
                    let place = if is_own {
                        name.clone()
                    } else {
                        spoken(name)
                    };
                    let inside = NumberStyle {
                        amounts: self.amounts || name == "spend",
                        shares: self.shares || name == "return_rate",
                        ..*self
                    };
                    lines.extend(
                        inside
                            .lines(inner)
                            .into_iter()
                            .map(|(name, n)| (format!("{place} {name}"), n)),
                    );
                }
                Value::Array(ends) => {
                    let range = ends
                        .iter()
                        .map(|end| self.leaf(name, end))
                        .collect::<Vec<_>>()
                        .join(" to ");
                    lines.push((spoken(name), range + unclear(ends)));
                }
                value => lines.push((spoken(name), self.leaf(name, value) + few(map, name))),
            }
        }
        lines
    }

    /// A number inside a result, by its name: counts as they are, money as money, shares as per cent.
    fn leaf(&self, name: &str, value: &Value) -> String {
        let Some(n) = value.as_f64() else {
            return NOTHING.to_owned();
        };
        let is_share = self.shares
            || ["relative", "amount_coverage", "current", "previous"].contains(&name)
            || name.ends_with("_rate");
        let is_money = self.amounts || name.ends_with("_minor") || name.starts_with("spend");
        match name {
            "n" | "n_treatment" | "n_control" => digits(n),
            _ if is_share => percent(n),
            _ if is_money => self.money(n),
            _ => digits(n),
        }
    }

    /// An arrow from the period before to this one.
    fn before(&self, now: &MetricResult, before: &MetricResult) -> String {
        let arrow = match now.value().zip(before.value()) {
            Some((now, before)) if now > before => "↑",
            Some((now, before)) if now < before => "↓",
            Some(_) => "=",
            None => " ",
        };
        format!("{arrow} from {}", self.main(before))
    }
}

/// A share with one digit after the point.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", rounded(share * 100.0, 1))
}

/// A number as it is, its thousands apart; with a fraction, two digits of it.
pub(super) fn digits(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 {
        Locale::ENGLISH.number(n as i64)
    } else {
        rounded(n, 2)
    }
}

fn rounded(n: f64, digits: usize) -> String {
    let text = format!("{n:.digits$}");
    // A rounded-off minus nought is nought.
    if text
        .trim_start_matches('-')
        .chars()
        .all(|c| c == '0' || c == '.')
    {
        text.trim_start_matches('-')
            .to_owned()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::metrics::by_id;

    fn shown(id: &'static str, value: Value) -> (String, String) {
        let (shown, value) = (
            NumberStyle::new(by_id(id).unwrap(), Some("EUR")),
            MetricResult::Table(value),
        );
        (shown.main(&value), shown.parts(&value))
    }

    fn pair(main: &str, parts: &str) -> (String, String) {
        (main.to_owned(), parts.to_owned())
    }

    #[test]
    fn numbers_are_written_by_their_unit() {
        assert_eq!(
            shown("active_rate", json!({ "value": 0.75, "num": 3, "den": 4 })),
            pair("75.0%", "3 of 4")
        );
        assert_eq!(
            shown("active_rate", json!({ "value": null, "num": 0, "den": 0 })),
            pair("–", "0 of 0")
        );
        assert_eq!(
            shown(
                "reward_cost_ratio",
                json!({ "value": 0.0667, "num": 400, "den": 6000 })
            ),
            pair("6.7%", "4.00 EUR of 60.00 EUR")
        );
        assert_eq!(
            shown(
                "average_spend_per_visit",
                json!({ "value": 1100.0, "num": 7700, "den": 7 })
            ),
            pair("11.00 EUR", "77.00 EUR of 7")
        );
        assert_eq!(shown("visits", json!(12_345)), pair("12,345", ""));
        assert_eq!(
            shown("visit_gap_days", json!({ "value": 10.0, "n": 2 })),
            pair("10.0 days", "n 2")
        );
        assert_eq!(
            shown(
                "rewards_outstanding",
                json!({ "value": 1, "cost_minor": 300 })
            ),
            pair("1", "cost 3.00 EUR")
        );
        let projected =
            json!({ "value": 5775.0, "spend_per_customer": 1925.0, "churn_rate": 0.25 });
        assert_eq!(
            shown("clv_projected_minor", projected),
            pair(
                "57.75 EUR",
                "spend per customer 19.25 EUR, churn rate 25.0%"
            )
        );
        assert_eq!(rounded(-0.001, 2), "0.00");
    }

    #[test]
    fn campaigns_tills_and_links_are_told_by_their_own_names() {
        let lines = |id: &'static str, value: Value| {
            let lines =
                NumberStyle::new(by_id(id).unwrap(), Some("EUR")).lines(value.as_object().unwrap());
            lines
                .into_iter()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect::<Vec<_>>()
        };
        let rate = json!({ "treatment_mean": 1.0, "difference": 0.5, "ci95": [-0.25, 0.9] });
        let spend = json!({ "difference": 805.0, "ci95": [10.0, 3409.0] });
        let campaign = json!({ "my_spring": { "n_treatment": 2, "n_control": 40, "return_rate": rate, "spend": spend, "incremental_cost_minor": 380.0 } });
        assert_eq!(
            lines("campaign_lift", campaign),
            [
                "my_spring n treatment: 2, few customers",
                "my_spring n control: 40",
                "my_spring return rate treatment mean: 100.0%",
                "my_spring return rate difference: 50.0%",
                "my_spring return rate ci95: -25.0% to 90.0%, no clear difference",
                "my_spring spend difference: 8.05 EUR",
                "my_spring spend ci95: 0.10 EUR to 34.09 EUR",
                "my_spring incremental cost: 3.80 EUR",
            ]
        );
        let till = json!({ "visits": 5, "void_rate": { "value": 0.25, "num": 1, "den": 4 }, "voucher_redemptions": 3 });
        assert_eq!(
            lines("till_balance", json!({ "till_1": till })),
            [
                "till_1 visits: 5",
                "till_1 void rate: 25.0% (1 of 4)",
                "till_1 voucher redemptions: 3"
            ]
        );
        assert_eq!(
            shown(
                "action_taps",
                json!({ "value": 5, "by_action": { "menu": 4, "book_now": 1 } })
            ),
            pair("5", "menu 4, book_now 1")
        );
    }

    #[test]
    fn an_arrow_says_which_way_it_went() {
        let shown = NumberStyle::new(by_id("visits").unwrap(), None);
        let count = MetricResult::Count;
        assert_eq!(shown.before(&count(8), &count(6)), "↑ from 6");
        assert_eq!(shown.before(&count(6), &count(6)), "= from 6");
        assert_eq!(
            shown
                .before(&count(8), &MetricResult::Table(Value::Null))
                .trim(),
            "from –"
        );
    }
}
