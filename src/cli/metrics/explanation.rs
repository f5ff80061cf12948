//! How a number comes about, as a page of text.

use super::table::{NumberStyle, digits, percent};
use super::{TextStyle, paragraph};
use crate::metrics::{
    ExplainedMember, Explanation, MetricUnit, Period, Quantity, Query, Side, Stage, by_id,
};

/// The explanation as text: the question, the period, then set by set to the number.
pub(super) fn printed(told: &Explanation, style: TextStyle, currency: Option<&str>) -> String {
    let mut text = format!(
        "{}  {}\n",
        style.bold(told.question),
        style.dim(told.metric)
    );
    text.push('\n');
    text += &labelled("formula", told.formula, style);
    if !told.caveat.is_empty() {
        text += &labelled("caveat", told.caveat, style);
    }
    text += &labelled("period", &period(&told.query), style);
    text += &labelled(
        "which is",
        &format!(
            "{} up to, but not including, {}",
            told.period_utc[0], told.period_utc[1]
        ),
        style,
    );
    text += &labelled("days", &days(&told.query), style);
    text += &labelled("filters", &filters(&told.query), style);
    text.push('\n');
    let Some(metric) = by_id(told.metric) else {
        return text;
    };
    let shown = NumberStyle::new(metric, currency);
    let width = told
        .steps
        .iter()
        .map(|stage| {
            amount(&shown, stage, stage.count)
                .chars()
                .count()
        })
        .max()
        .unwrap_or(0);
    for stage in &told.steps {
        text += &line(&shown, stage, width, style);
    }
    text.push('\n');
    for line in result(told, &shown, metric.unit) {
        text += &format!("  {}\n", style.bold(&line));
    }
    text
}

/// Columns of a label with the space after it.
const LABEL: usize = 12;

fn labelled(label: &str, words: &str, style: TextStyle) -> String {
    let paragraph = paragraph(words, LABEL);
    let rest = paragraph
        .strip_prefix(&" ".repeat(LABEL))
        .unwrap_or(&paragraph);
    format!(
        "  {}{rest}",
        style.dim(&format!("{label:<width$}", width = LABEL - 2))
    )
}

fn period(query: &Query) -> String {
    let Period { from, to } = query.period;
    let last = to.yesterday().unwrap_or(to);
    format!("{from} to {last}, {}", query.zone_name())
}

fn days(query: &Query) -> String {
    format!(
        "{} of follow-up; lapsed after {} of silence",
        query.window_days, query.lapse_days
    )
}

fn filters(query: &Query) -> String {
    let list = |(name, words): (&str, &Vec<String>)| {
        (!words.is_empty()).then(|| format!("{name} {}", words.join(" or ")))
    };
    let as_of = query
        .as_of
        .map(|at| format!("as known at {at}"));
    let set: Vec<String> = [
        ("join channel", &query.join_channel),
        ("join location", &query.join_location),
        ("visit location", &query.visit_location),
    ]
    .into_iter()
    .filter_map(list)
    .chain(as_of)
    .collect();
    if set.is_empty() {
        "none".to_owned()
    } else {
        set.join("; ")
    }
}

/// A count of a step: money where the side of the number is money.
fn amount(shown: &NumberStyle<'_>, stage: &Stage, Quantity(n): Quantity) -> String {
    match stage.step {
        "num" => shown.side(Side::Num, n),
        "den" => shown.side(Side::Den, n),
        _ => digits(n),
    }
}

fn line(shown: &NumberStyle<'_>, stage: &Stage, width: usize, style: TextStyle) -> String {
    let sign = match stage.step {
        "left_out" => "−",
        "num" | "den" => "=",
        _ => " ",
    };
    let count = format!("{sign} {:>width$}", amount(shown, stage, stage.count));
    let count = if sign == "=" {
        style.bold(&count)
    } else {
        count
    };
    format!(
        "  {count}  {}{}\n",
        stage.what,
        style.dim(&whose(shown, stage))
    )
}

/// Whose they are: `: A, B, C and 4 more`; a part other than one stands behind its member.
fn whose(shown: &NumberStyle<'_>, stage: &Stage) -> String {
    let unattributed = |before: &str| {
        let part = stage
            .unattributed
            .map(|part| amount(shown, stage, part));
        part.map_or_else(String::new, |part| format!("{before}{part} no member's"))
    };
    let Some(members) = stage
        .members
        .filter(|members| *members > 0)
    else {
        return unattributed(": ");
    };
    let part = |entry: &ExplainedMember| match entry.count {
        Quantity(1.0) => entry.member_id.clone(),
        count => format!("{} {}", entry.member_id, amount(shown, stage, count)),
    };
    let mut names = stage
        .first
        .iter()
        .map(part)
        .collect::<Vec<_>>()
        .join(", ");
    let more = members.saturating_sub(stage.first.len());
    if more > 0 {
        names += &format!(" and {} more", digits(more as f64));
    }
    format!(": {names}{}", unattributed("; "))
}

/// The last lines: the two sides and what they make, the number itself, or the several numbers.
fn result(told: &Explanation, shown: &NumberStyle<'_>, unit: MetricUnit) -> Vec<String> {
    if let Some(several) = told.result.several() {
        return shown
            .lines(several)
            .into_iter()
            .map(|(name, value)| format!("{name} {value}"))
            .collect();
    }
    let Some([Some(num), Some(den)]) = told.result.sides() else {
        let rest = shown.parts(&told.result);
        let rest = if rest.is_empty() {
            rest
        } else {
            format!(" ({rest})")
        };
        return vec![format!("{}{rest}", shown.main(&told.result))];
    };
    let sides = format!(
        "{} / {}",
        shown.side(Side::Num, num),
        shown.side(Side::Den, den)
    );
    vec![match told.result.value() {
        None => format!("{sides}: nothing to measure"),
        Some(value) if unit == MetricUnit::Share => {
            format!("{sides} = {value:.3}, {}", percent(value))
        }
        Some(_) => format!("{sides} = {}", shown.main(&told.result)),
    }]
}
