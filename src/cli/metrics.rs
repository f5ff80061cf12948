//! `stampwell metrics`: the numbers, what they mean, and how one comes about.

mod explanation;
mod table;

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::Args;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::out;
use crate::app::App;
use crate::clock::Timestamp;
use crate::config::ConfigArgs;
use crate::error::Result;
use crate::http::{Params, metrics_query};
use crate::service::data::import_events::tenant_by_name;
use crate::service::reports::breakdown;
use crate::service::reports::definitions;
use crate::service::reports::definitions::Definitions;
use crate::service::reports::explain::{explain, explain_nobody};
use crate::service::reports::query;
use crate::service::reports::query::MetricsQuery;
use crate::store::Tenant;

/// A metrics query.
#[derive(Debug, Args)]
pub struct MetricsArgs {
    /// The merchant's id or slug
    #[arg(long, required_unless_present = "definitions")]
    merchant: Option<String>,
    /// First local date [default: start of the last full month]
    #[arg(long)]
    from: Option<String>,
    /// The local date after the last one
    #[arg(long)]
    to: Option<String>,
    /// IANA time zone [default: the merchant's]
    #[arg(long)]
    tz: Option<String>,
    /// Metric IDs separated by commas, or all [default: the four main ones]
    #[arg(long)]
    metrics: Option<String>,
    /// Split by month or quarter (with --json or --csv)
    #[arg(long)]
    series: Option<String>,
    /// Compare with the previous period; the table always does
    #[arg(long)]
    compare: Option<String>,
    /// Only members who joined through these channels
    #[arg(long)]
    join_channel: Option<String>,
    /// Only members who joined at these locations
    #[arg(long)]
    join_location: Option<String>,
    /// Only visits at these locations
    #[arg(long)]
    visit_location: Option<String>,
    /// Length of every follow-up window in days [default: 60]
    #[arg(long)]
    window_days: Option<String>,
    /// Days without a visit after which a member counts as lapsed [default: 90]
    #[arg(long)]
    lapse_days: Option<String>,
    /// Ignore events received later than this
    #[arg(long)]
    as_of: Option<String>,
    /// Explain step by step how this metric is calculated
    #[arg(long, value_name = "ID", conflicts_with_all = ["metrics", "series", "compare", "csv"])]
    explain: Option<String>,
    /// Print each metric's question, its formula in words and what it cannot tell you
    #[arg(long, conflicts_with_all = ["explain", "csv"])]
    definitions: bool,
    /// Language of names and definitions
    #[arg(
        long,
        value_parser = clap::builder::PossibleValuesParser::new(crate::metrics::LANGUAGES),
        default_value = "en",
    )]
    lang: String,
    /// Print JSON, as GET /v1/metrics answers
    #[arg(long)]
    json: bool,
    /// Print CSV, one line per number
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[command(flatten)]
    config: ConfigArgs,
}

impl MetricsArgs {
    /// The query, read as the endpoint reads it.
    fn query(&self, zone: TimeZone, now: Timestamp) -> Result<MetricsQuery> {
        // The table always compares.
        let compare = match self.json || self.csv {
            true => self.compare.clone(),
            false => Some("previous".to_owned()),
        };
        let given = [
            ("from", &self.from),
            ("to", &self.to),
            ("tz", &self.tz),
            ("metrics", &self.metrics),
            ("series", &self.series),
            ("compare", &compare),
            ("join_channel", &self.join_channel),
            ("join_location", &self.join_location),
            ("visit_location", &self.visit_location),
            ("window_days", &self.window_days),
            ("lapse_days", &self.lapse_days),
            ("as_of", &self.as_of),
        ];
        let params = given
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
            .collect();
        metrics_query::read(&Params(params), zone, now)
    }

    fn language(&self) -> &'static str {
        definitions::language(Some(&self.lang), None)
    }
}

/// Answers the query.
pub async fn run(args: MetricsArgs) -> anyhow::Result<ExitCode> {
    if args.definitions {
        let definitions = definitions::definitions(args.language());
        return print(args.json, &definitions, || {
            printed_definitions(&definitions)
        });
    }
    let app = super::app(&args.config)?;
    let merchant = args
        .merchant
        .as_deref()
        .unwrap_or_default();
    let tenant = tenant_by_name(&app, merchant).await?;
    if tenant.is_none() {
        out::talk(format_args!(
            "note: there is no merchant {merchant:?} in this database; these are the numbers for a shop without events"
        ));
    }
    match &args.explain {
        Some(id) => explained(&args, &app, tenant, id).await,
        None => reported(&args, &app, tenant).await,
    }
}

async fn explained(
    args: &MetricsArgs,
    app: &App,
    tenant: Option<Tenant>,
    id: &str,
) -> anyhow::Result<ExitCode> {
    let metric = breakdown::metric(id)?;
    let about = args
        .query(zone(app, tenant).await?, app.clock.now())?
        .about;
    let explanation = match tenant {
        Some(tenant) => explain(app, tenant, about, metric, args.language()).await?,
        None => explain_nobody(&about, metric, args.language()),
    };
    let currency = currency(app, tenant).await?;
    print(args.json, &explanation, || {
        explanation::printed(&explanation, TextStyle::of_stdout(), currency.as_deref())
    })
}

async fn reported(
    args: &MetricsArgs,
    app: &App,
    tenant: Option<Tenant>,
) -> anyhow::Result<ExitCode> {
    let query = args.query(zone(app, tenant).await?, app.clock.now())?;
    let report = match tenant {
        Some(tenant) => query::answer(app, tenant, query).await?,
        None => query::answer_nobody(&query),
    };
    if args.csv {
        return write(&query::csv(&report));
    }
    let currency = currency(app, tenant).await?;
    print(args.json, &report, || {
        table::printed(
            &report,
            TextStyle::of_stdout(),
            args.language(),
            currency.as_deref(),
        )
    })
}

/// The zone of a question that names none; a merchant who does not exist has that of all clocks.
async fn zone(app: &App, tenant: Option<Tenant>) -> Result<TimeZone> {
    match tenant {
        Some(tenant) => query::zone(app, tenant).await,
        None => Ok(TimeZone::UTC),
    }
}

/// The merchant's currency, for amounts.
async fn currency(app: &App, tenant: Option<Tenant>) -> anyhow::Result<Option<String>> {
    let Some(tenant) = tenant else {
        return Ok(None);
    };
    Ok(Some(
        app.store
            .read(move |tx| tx.program(tenant))
            .await?
            .currency
            .clone(),
    ))
}

fn print(
    json: bool,
    answer: &impl Serialize,
    printed: impl FnOnce() -> String,
) -> anyhow::Result<ExitCode> {
    match json {
        true => write(&format!("{}\n", serde_json::to_string(answer)?)),
        false => write(&printed()),
    }
}

fn write(text: &str) -> anyhow::Result<ExitCode> {
    out::data(text)?;
    Ok(ExitCode::SUCCESS)
}

/// Whether letters may be bold or dim: on a terminal only, and not where somebody asked for none.
#[derive(Clone, Copy, Debug)]
struct TextStyle {
    colours: bool,
}

impl TextStyle {
    fn of_stdout() -> TextStyle {
        TextStyle {
            colours: std::io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty()),
        }
    }

    fn bold(self, text: &str) -> String {
        if self.colours {
            format!("\x1b[1m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    fn dim(self, text: &str) -> String {
        if self.colours {
            format!("\x1b[2m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

fn printed_definitions(definitions: &Definitions) -> String {
    let style = TextStyle::of_stdout();
    let mut text = String::new();
    for metric in &definitions.metrics {
        text += &format!("{}  {}\n", style.bold(metric.name), style.dim(metric.id));
        text += &paragraph(metric.question, 2);
        text += &paragraph(metric.formula, 2);
        if !metric.caveat.is_empty() {
            text += &paragraph(metric.caveat, 2);
        }
        text.push('\n');
    }
    text
}

/// Columns of a line; longer paragraphs are broken.
const COLUMNS: usize = 100;

/// A paragraph, each of its lines so many columns in.
fn paragraph(words: &str, indent: usize) -> String {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let full = lines.last().is_some_and(|line| {
            !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > COLUMNS
        });
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
        .iter()
        .map(|line| format!("{:indent$}{line}\n", ""))
        .collect()
}
