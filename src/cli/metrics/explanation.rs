//! How a number comes about, as a page of text.

use serde_json::Value;

use super::table::{Shown, digits, percent};
use super::{Style, paragraph};
use crate::metrics::{Entry, Explanation, Stage, Unit, by_id};

/// The explanation as text: the question, the period, then set by set to the number.
pub(super) fn printed(told: &Explanation, style: Style, currency: Option<&str>) -> String {
    let mut text = format!("{}  {}\n", style.bold(told.question), style.dim(told.metric));
    text.push('\n');
    text += &labelled("formula", told.formula, style);
    if !told.caveat.is_empty() {
        text += &labelled("caveat", told.caveat, style);
    }
    text += &labelled("period", &period(told), style);
    text += &labelled("which is", &format!("{} up to, but not including, {}", told.period_utc[0], told.period_utc[1]), style);
    text += &labelled("days", &days(told), style);
    text += &labelled("filters", &filters(&told.query), style);
    text.push('\n');
    let width = told.steps.iter().map(|stage| amount(&stage.count).chars().count()).max().unwrap_or(0);
    for stage in &told.steps {
        text += &line(stage, width, style);
    }
    text.push('\n');
    text += &format!("  {}\n", style.bold(&result(told, currency)));
    text
}

/// Columns of a label with the space after it.
const LABEL: usize = 12;

fn labelled(label: &str, words: &str, style: Style) -> String {
    let paragraph = paragraph(words, LABEL);
    let rest = paragraph.strip_prefix(&" ".repeat(LABEL)).unwrap_or(&paragraph);
    format!("  {}{rest}", style.dim(&format!("{label:<width$}", width = LABEL - 2)))
}

fn word<'q>(query: &'q Value, name: &str) -> &'q str {
    query[name].as_str().unwrap_or_default()
}

fn period(told: &Explanation) -> String {
    let to: Option<jiff::civil::Date> = word(&told.query, "to").parse().ok();
    let last = to.and_then(|to| to.yesterday().ok()).map(|last| last.to_string()).unwrap_or_default();
    format!("{} to {last}, {}", word(&told.query, "from"), word(&told.query, "tz"))
}

fn days(told: &Explanation) -> String {
    format!("{} of follow-up; lapsed after {} of silence", told.query["window_days"], told.query["lapse_days"])
}

fn filters(query: &Value) -> String {
    let list = |name: &str| {
        let words: Vec<&str> = query[name].as_array()?.iter().filter_map(Value::as_str).collect();
        (!words.is_empty()).then(|| format!("{} {}", name.replace('_', " "), words.join(" or ")))
    };
    let as_of = query["as_of"].as_str().map(|at| format!("as known at {at}"));
    let set: Vec<String> = ["join_channel", "join_location", "visit_location"].into_iter().filter_map(list).chain(as_of).collect();
    if set.is_empty() { "none".to_owned() } else { set.join("; ") }
}

fn amount(count: &Value) -> String {
    digits(count.as_f64().unwrap_or(0.0))
}

fn line(stage: &Stage, width: usize, style: Style) -> String {
    let sign = match stage.step {
        "left_out" => "−",
        "num" | "den" => "=",
        _ => " ",
    };
    let count = format!("{sign} {:>width$}", amount(&stage.count));
    let count = if sign == "=" { style.bold(&count) } else { count };
    format!("  {count}  {}{}\n", stage.what, style.dim(&whose(stage)))
}

/// Whose they are: `: A, B, C and 4 more`; a part other than one stands behind its member.
fn whose(stage: &Stage) -> String {
    let Some(members) = stage.members.filter(|members| *members > 0) else { return nobodys(stage, ": ") };
    let shown = |entry: &Entry| match entry.count.as_i64() {
        Some(1) => entry.member_id.clone(),
        _ => format!("{} {}", entry.member_id, amount(&entry.count)),
    };
    let mut names = stage.first.iter().map(shown).collect::<Vec<_>>().join(", ");
    let more = members.saturating_sub(stage.first.len());
    if more > 0 {
        names += &format!(" and {} more", digits(more as f64));
    }
    format!(": {names}{}", nobodys(stage, "; "))
}

fn nobodys(stage: &Stage, before: &str) -> String {
    stage.nobodys.as_ref().map_or_else(String::new, |part| format!("{before}{} no member's", amount(part)))
}

/// The last line: the two sides and what they make, or the number itself.
fn result(told: &Explanation, currency: Option<&str>) -> String {
    let Some(metric) = by_id(told.metric) else { return told.result.to_string() };
    let main = Shown { metric, currency }.main(&told.result);
    let number = |name: &str| told.result.get(name).and_then(Value::as_f64);
    match (number("num").zip(number("den")), &told.result) {
        (Some((num, den)), _) if number("value").is_none() => format!("{} / {}: nothing to measure", digits(num), digits(den)),
        (Some((num, den)), _) => {
            let value = number("value").unwrap_or(0.0);
            let same = if metric.unit == Unit::Share { percent(value) } else { main };
            format!("{} / {} = {value:.3}, {same}", digits(num), digits(den))
        }
        (None, Value::Object(map)) if !map.contains_key("value") => told.result.to_string(),
        (None, Value::Object(map)) => {
            let rest: Vec<String> =
                map.iter().filter(|(name, _)| *name != "value").map(|(name, value)| format!("{name} {value}")).collect();
            format!("{main} ({})", rest.join(", "))
        }
        _ => main,
    }
}
