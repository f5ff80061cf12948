//! The demonstration's results: the shop's four numbers, fetched from the API as any program would.

use actix_web::HttpRequest;
use actix_web::web::Data;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::Demo;
use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::program::Program;
use crate::error::{Error, Result};
use crate::http::pages::results::{KeyNumber, ResultsPage};
use crate::http::{Answer, frame, html};
use crate::language::Language;

/// The four numbers, and whether less is better.
const NUMBERS: [(&str, bool); 4] =
    [("active_rate", false), ("repeat_visit_rate", false), ("reward_redemption_rate", false), ("reward_cost_ratio", true)];

/// What the page asks of the API.
pub const QUERY: &str = "metrics=active_rate,repeat_visit_rate,reward_redemption_rate,reward_cost_ratio,total_members&compare=previous";

/// The four numbers of the last full month, against the month before.
pub async fn page(app: Data<App>, demo: Data<Demo>, request: HttpRequest) -> Answer {
    let report = demo.counter.metrics(QUERY).await?;
    let slug = demo.slug.clone();
    let program = app.store.read(move |tx| match tx.merchant_by_slug(&slug)? {
        Some((tenant, _)) => tx.program(tenant),
        None => Err(Error::internal("the sample shop is gone")),
    });
    html(&drawn(&report, &program.await?, |program| frame(&app, &request, Some(program)))?)
}

fn drawn(report: &Value, program: &Program, frame: impl FnOnce(&Program) -> crate::http::pages::Frame) -> Result<ResultsPage> {
    let (frame, zone) = (frame(program), program.zone());
    let period = |answer: &Value| period(&answer["period_utc"], frame.language, &zone);
    Ok(ResultsPage {
        period: period(report)?,
        previous_period: period(&report["previous"])?,
        currency: program.currency.clone(),
        numbers: NUMBERS.iter().map(|(id, less_is_better)| number(report, id, *less_is_better)).collect(),
        members: whole(&report["metrics"]["total_members"]),
        api_url: None,
        frame,
    })
}

fn number(report: &Value, id: &'static str, less_is_better: bool) -> KeyNumber {
    let now = &report["metrics"][id];
    KeyNumber {
        id,
        value: now["value"].as_f64(),
        numerator: whole(&now["num"]),
        denominator: whole(&now["den"]),
        previous: report["previous"]["metrics"][id]["value"].as_f64(),
        less_is_better,
    }
}

/// Counts are whole; sums of money may come as such with a fraction.
fn whole(value: &Value) -> i64 {
    value.as_i64().or_else(|| value.as_f64().map(|value| value.round() as i64)).unwrap_or_default()
}

/// First and last day in words.
fn period(period: &Value, language: Language, zone: &TimeZone) -> Result<String> {
    let day = |edge: usize, shift_ms: i64| -> Result<String> {
        let at: Timestamp = period[edge].as_str().unwrap_or_default().parse().map_err(Error::internal)?;
        Ok(language.date(at.plus_ms(shift_ms), zone))
    };
    Ok(format!("{} – {}", day(0, 0)?, day(1, -1)?))
}
