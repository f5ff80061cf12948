//! The results page: four numbers and what is drawn beside them, for a month or a quarter of the shop's calendar.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use jiff::civil::Date;
use serde_json::Value;

use super::{back_to, page_of};
use crate::app::App;
use crate::domain::calendar::{Period, Unit};
use crate::domain::program::Program;
use crate::error::{Error, Result};
use crate::http::auth::SignedIn;
use crate::http::pages::Frame;
use crate::http::pages::admin::results::{CohortRow, KeyNumber, Money, ResultsPage, Returns, Sharing, Step, Ways, Words};
use crate::http::pages::admin::{Here, Place};
use crate::http::params::Params;
use crate::http::problem::Answer;
use crate::http::public::{frame, html};
use crate::language::Language;
use crate::service::results::{self, Asked, Overview};
use crate::service::sessions;
use crate::service::web_card::{Tenant, program_of};

/// Years that can be looked at: those that the metrics answer, with room for the periods before.
const YEARS: std::ops::RangeInclusive<i16> = 1975..=2195;

/// Which month or quarter is looked at.
pub(super) struct Choice {
    pub(super) unit: Unit,
    pub(super) period: Period,
    /// Whether it is still going on.
    pub(super) running: bool,
}

impl Choice {
    /// Reads `by` and `at`, in the calendar that the shop has set for the reader's language; without them it is the last month
    /// that is over.
    pub(super) fn read(params: &mut Params, app: &App, program: &Program, language: Language) -> Result<Choice> {
        let unit = match params.text("by").as_deref() {
            None | Some("month") => Unit::Month,
            Some("quarter") => Unit::Quarter,
            Some(_) => return Err(Error::invalid("by", "must be month or quarter")),
        };
        let today = app.clock.now().date_in(&program.zone());
        let at: Option<Date> = params.read("at", "a date such as 2026-10-01")?;
        if at.is_some_and(|at| !YEARS.contains(&at.year())) {
            return Err(Error::invalid("at", "must be a date from 1975 to 2195"));
        }
        let period = at.map_or_else(|| language.calendar().period_of(unit, today).previous(), |at| language.calendar().period_of(unit, at));
        Ok(Choice { unit, period, running: period.to() > today })
    }

    /// How this choice is asked for in an address.
    pub(super) fn query(&self, language: Language) -> String {
        address(self.unit, self.period.from(), language)
    }
}

fn address(unit: Unit, at: Date, language: Language) -> String {
    let by = if unit == Unit::Month { "month" } else { "quarter" };
    format!("by={by}&at={at}&lang={}", language.tag())
}

/// The owner's results.
pub async fn page(app: Data<App>, owner: SignedIn, request: HttpRequest, mut params: Params) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, Place::Results).await?;
    let choice = Choice::read(&mut params, &app, &program, frame.language)?;
    let sharing = Sharing { address: None, count: sessions::shared(&app, &owner).await? };
    html(&drawn(&app, owner.tenant, (frame, here, program), &choice, Some(sharing), "/admin").await?)
}

/// Makes an address that shows the results to whoever has it, and shows it this once.
pub async fn share(app: Data<App>, owner: SignedIn, request: HttpRequest, mut params: Params) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, Place::Results).await?;
    let choice = Choice::read(&mut params, &app, &program, frame.language)?;
    let token = sessions::share_results(&app, &owner).await?;
    let address = Some(format!("{}/admin/shared/{token}?{}", app.public_url, choice.query(frame.language)));
    let sharing = Sharing { address, count: sessions::shared(&app, &owner).await? };
    let frame = Frame { path: "/admin".into(), ..frame };
    html(&drawn(&app, owner.tenant, (frame, here, program), &choice, Some(sharing), "/admin").await?)
}

/// Ends every such address.
pub async fn end_sharing(app: Data<App>, owner: SignedIn, request: HttpRequest) -> Answer {
    sessions::end_sharing(&app, &owner).await?;
    back_to(&request, "/admin", "sharing-ended")
}

/// The results as somebody sees them who was given their address: numbers, no people.
pub async fn shared(app: Data<App>, request: HttpRequest, token: Path<String>, mut params: Params) -> Answer {
    let tenant = sessions::tenant_of_share(&app, &token).await?;
    let program = program_of(&app, tenant).await?;
    let frame = frame(&app, &request, Some(&program));
    let choice = Choice::read(&mut params, &app, &program, frame.language)?;
    let way = format!("/admin/shared/{token}");
    let page = drawn(&app, tenant, (frame, Here::shared(Place::Results), program), &choice, None, &way).await?;
    let mut response: HttpResponse = html(&page)?;
    let name = actix_web::http::header::HeaderName::from_static("x-robots-tag");
    response.headers_mut().insert(name, actix_web::http::header::HeaderValue::from_static("noindex"));
    Ok(response)
}

async fn drawn(
    app: &App,
    tenant: Tenant,
    (frame, here, program): (Frame, Here, Program),
    choice: &Choice,
    sharing: Option<Sharing>,
    way: &str,
) -> Result<ResultsPage> {
    let Asked { now, before, overview, drawn, year } = results::ask(app, tenant, &program, choice.period).await?;
    let (language, today) = (frame.language, app.clock.now().date_in(&program.zone()));
    let owner = here.signed_in;
    Ok(ResultsPage {
        period: language.period(choice.period),
        running: choice.running,
        previous_period: language.period(choice.period.previous()),
        ways: ways(choice, today, language, way),
        currency: program.currency.clone(),
        numbers: results::DEFAULT.iter().filter_map(|id| key_number(id, &now, &before, choice, language, owner)).collect(),
        returns: returns(&overview, &drawn, year, language),
        steps: steps(&overview),
        cohorts: cohorts(&overview, &drawn, year, language),
        money: money(&now, language),
        members: whole(&now["total_members"]),
        visited: overview.returns.iter().any(|visits| *visits > 0) || whole(&now["total_members"]) > 0 && whole(&now["visits"]) > 0,
        exports: exports(choice, language),
        all_numbers: owner.then(|| format!("/admin/numbers?{}", choice.query(language))),
        query: choice.query(language),
        sharing,
        frame,
        here,
    })
}

fn ways(choice: &Choice, today: Date, language: Language, way: &str) -> Ways {
    let to = |unit: Unit, at: Date| format!("{way}?{}", address(unit, at, language));
    let unit = |unit: Unit, key: &str| (language.text(key), to(unit, choice.period.last().min(today)), unit == choice.unit);
    let next = choice.period.next();
    Ways {
        units: vec![unit(Unit::Month, "by-month"), unit(Unit::Quarter, "by-quarter")],
        earlier: Some(choice.period.previous().from()).filter(|from| YEARS.contains(&from.year())).map(|from| to(choice.unit, from)),
        later: (next.from() <= today && YEARS.contains(&next.from().year())).then(|| to(choice.unit, next.from())),
    }
}

fn key_number(id: &str, now: &Value, before: &Value, choice: &Choice, language: Language, owner: bool) -> Option<KeyNumber> {
    let metric = results::metric(id)?;
    let found = &now[id];
    let open = |side: &str| format!("/admin/numbers/{id}?side={side}&{}", choice.query(language));
    Some(KeyNumber {
        words: Words::of(metric, language),
        value: found["value"].as_f64(),
        num: whole(&found["num"]),
        den: whole(&found["den"]),
        previous: before[id]["value"].as_f64().filter(|_| !choice.running),
        opens: owner.then(|| [open("num"), open("den")]),
    })
}

/// Counts are whole; sums of money may come with a fraction.
fn whole(value: &Value) -> i64 {
    value.as_i64().or_else(|| value.as_f64().map(|value| value.round() as i64)).unwrap_or_default()
}

fn returns(overview: &Overview, drawn: &[Period], year: usize, language: Language) -> Returns {
    let names = drawn.iter().skip(year).map(|period| language.short_period(*period));
    let now = overview.returns.iter().skip(year);
    Returns { rows: names.zip(now).zip(&overview.returns).map(|((name, now), before)| (name, *now, *before)).collect() }
}

fn steps(overview: &Overview) -> Vec<Step> {
    const KEYS: [&str; 5] = ["way-opened", "way-joined", "way-returned", "way-earned", "way-redeemed"];
    let counts = overview.way.steps();
    let before = |place: usize| place.checked_sub(1).map(|place| counts[place]);
    KEYS.into_iter().enumerate().map(|(place, key)| Step { key, count: counts[place], before: before(place) }).collect()
}

fn cohorts(overview: &Overview, drawn: &[Period], year: usize, language: Language) -> Vec<CohortRow> {
    let rows = drawn.iter().skip(year).zip(&overview.cohorts).filter(|(_, cohort)| !cohort.came.is_empty());
    rows.map(|(period, cohort)| CohortRow { period: language.short_period(*period), joined: cohort.joined, came: cohort.came.clone() })
        .collect()
}

/// Nothing where neither a reward nor anything else has cost yet.
fn money(now: &Value, language: Language) -> Option<Money> {
    if whole(&now["reward_cost_minor"]) == 0 && whole(&now["programme_cost_minor"]) == 0 {
        return None;
    }
    let rows = results::MONEY.iter().filter_map(|id| Some((Words::of(results::metric(id)?, language), now[*id].as_f64())));
    let assumption = results::metric(results::ASSUMES).map_or(String::new(), |metric| metric.text(language.tag()).caveat.to_owned());
    Some(Money { rows: rows.collect(), assumption })
}

fn exports(choice: &Choice, language: Language) -> Vec<(String, String)> {
    let (from, to) = (choice.period.from(), choice.period.to());
    vec![
        (language.text("export-numbers"), format!("/admin/numbers.csv?{}", choice.query(language))),
        (language.text("export-numbers-json"), format!("/v1/metrics?from={from}&to={to}&metrics=all")),
        (language.text("export-events"), "/v1/exports/events.csv".into()),
        (language.text("export-scans"), "/v1/exports/scans.csv".into()),
    ]
}
