//! `stampwell metrics`.

use std::process::ExitCode;

use clap::Args;
use serde_json::Value;

use crate::config::ConfigArgs;
use crate::service::import_events::tenant_by_name;
use crate::service::report::{self, Words};

/// A metrics query.
#[derive(Debug, Args)]
pub struct MetricsArgs {
    /// The merchant's id or slug
    #[arg(long)]
    merchant: String,
    /// First local date [default: of the last full month]
    #[arg(long)]
    from: Option<String>,
    /// The local date after the last
    #[arg(long)]
    to: Option<String>,
    /// IANA time zone [default: the merchant's]
    #[arg(long)]
    tz: Option<String>,
    /// Metric ids with commas, or all [default: the four]
    #[arg(long)]
    metrics: Option<String>,
    /// month or quarter
    #[arg(long)]
    series: Option<String>,
    /// previous
    #[arg(long)]
    compare: Option<String>,
    #[arg(long)]
    join_channel: Option<String>,
    #[arg(long)]
    join_location: Option<String>,
    #[arg(long)]
    visit_location: Option<String>,
    #[arg(long)]
    window_days: Option<String>,
    #[arg(long)]
    lapse_days: Option<String>,
    /// Ignore what was received later than this
    #[arg(long)]
    as_of: Option<String>,
    /// Print JSON, as GET /v1/metrics answers
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

/// Answers the query.
pub async fn run(args: MetricsArgs) -> anyhow::Result<ExitCode> {
    let app = super::app(&args.config)?;
    let given = [
        ("from", args.from),
        ("to", args.to),
        ("tz", args.tz),
        ("metrics", args.metrics),
        ("series", args.series),
        ("compare", args.compare),
        ("join_channel", args.join_channel),
        ("join_location", args.join_location),
        ("visit_location", args.visit_location),
        ("window_days", args.window_days),
        ("lapse_days", args.lapse_days),
        ("as_of", args.as_of),
    ];
    let words: Words = given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let report = match tenant_by_name(&app, &args.merchant).await? {
        Some(tenant) => report::report(&app, tenant, words).await?,
        None => report::report_of_nobody(&words, app.clock.now())?,
    };
    if args.json {
        println!("{}", serde_json::to_string(&report)?);
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} to {} ({})", text(&report.query["from"]), text(&report.query["to"]), text(&report.query["tz"]));
    for (id, value) in &report.answer.metrics {
        println!("{id:<28} {}", shown(value));
    }
    Ok(ExitCode::SUCCESS)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// A number as people read it: shares with what stands behind them, nothing as "not enough data".
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "not enough data".into(),
        Value::Object(members) => match (members.get("value"), members.get("num"), members.get("den")) {
            (Some(Value::Null), Some(num), Some(den)) => format!("not enough data ({num} of {den})"),
            (Some(value), Some(num), Some(den)) => format!("{:.4} ({num} of {den})", value.as_f64().unwrap_or(f64::NAN)),
            _ => value.to_string(),
        },
        other => other.to_string(),
    }
}
