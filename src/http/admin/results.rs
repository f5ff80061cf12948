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
use crate::metrics::{self, Overview};
use crate::service::report::{self, Words as Query};
use crate::service::sessions;
use crate::service::web_card::program_of;
use crate::store::Tenant;

/// What the page asks for beside the four.
const MONEY: [&str; 5] =
    ["reward_cost_minor", "programme_cost_minor", "repeat_revenue_minor", "repeat_margin_minor", "margin_impact_minor"];

/// The metric whose caveat says what the comparison of money assumes.
const ASSUMES: &str = "programme_roi_observed";

/// Which month or quarter is looked at.
pub(super) struct Choice {
    pub(super) unit: Unit,
    pub(super) period: Period,
    /// Whether it is still going on.
    pub(super) running: bool,
}

impl Choice {
    /// Reads `by` and `at`; without them it is the last month that is over.
    pub(super) fn read(params: &mut Params, app: &App, program: &Program) -> Result<Choice> {
        let unit = match params.text("by").as_deref() {
            None | Some("month") => Unit::Month,
            Some("quarter") => Unit::Quarter,
            Some(_) => return Err(Error::invalid("by", "must be month or quarter")),
        };
        let today = app.clock.now().date_in(&program.zone());
        let calendar = Language::parse(program.language()).unwrap_or_default().calendar();
        let at: Option<Date> = params.read("at", "a date such as 2026-10-01")?;
        if at.is_some_and(|at| !(1970..=2200).contains(&at.year())) {
            return Err(Error::invalid("at", "must be a date of the years 1970 to 2200"));
        }
        let period = at.map_or_else(|| calendar.period_of(unit, today).previous(), |at| calendar.period_of(unit, at));
        Ok(Choice { unit, period, running: period.to() > today })
    }

    /// How this choice is asked for in an address.
    pub(super) fn query(&self, language: Language) -> String {
        address(self.unit, self.period.from(), language)
    }

    /// The words of a question to the metrics.
    pub(super) fn words(&self, period: Period, metrics: &str) -> Query {
        let words = [("from", period.from().to_string()), ("to", period.to().to_string()), ("metrics", metrics.to_owned())];
        words.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The periods that are drawn, oldest first, and how many of them make the year before those shown: a year of months, or
    /// two of quarters.
    fn drawn(&self) -> (Vec<Period>, usize) {
        let (a_year, shown) = match self.unit {
            Unit::Month => (12, 12),
            Unit::Quarter => (4, 8),
        };
        let mut periods: Vec<Period> =
            std::iter::successors(Some(self.period), |period| Some(period.previous())).take(a_year + shown).collect();
        periods.reverse();
        (periods, a_year)
    }
}

fn address(unit: Unit, at: Date, language: Language) -> String {
    let by = if unit == Unit::Month { "month" } else { "quarter" };
    format!("by={by}&at={at}&lang={}", language.tag())
}

/// What the page shows, asked once.
struct Numbers {
    now: Value,
    before: Value,
    overview: Overview,
    year: usize,
}

async fn numbers(app: &App, tenant: Tenant, program: &Program, choice: &Choice) -> Result<Numbers> {
    let asked = [&metrics::DEFAULT[..], &MONEY[..], &["total_members", "visits"][..]].concat().join(",");
    let answer = async |period: Period| -> Result<Value> {
        let report = report::report(app, tenant, choice.words(period, &asked)).await?;
        Ok(Value::Object(report.answer.metrics))
    };
    let (drawn, year) = choice.drawn();
    let drawn = drawn.into_iter().map(|period| metrics::Period { from: period.from(), to: period.to() }).collect();
    Ok(Numbers {
        now: answer(choice.period).await?,
        before: answer(choice.period.previous()).await?,
        overview: report::overview(app, tenant, program.zone(), drawn, year).await?,
        year,
    })
}

/// The owner's results.
pub async fn page(app: Data<App>, owner: SignedIn, request: HttpRequest, mut params: Params) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, Place::Results).await?;
    let choice = Choice::read(&mut params, &app, &program)?;
    let sharing = Sharing { address: None, count: sessions::shared(&app, &owner).await?.len() as i64 };
    html(&drawn(&app, owner.tenant, (frame, here, program), &choice, Some(sharing), "/admin").await?)
}

/// Makes an address that shows the results to whoever has it, and shows it this once.
pub async fn share(app: Data<App>, owner: SignedIn, request: HttpRequest) -> Answer {
    let token = sessions::share_results(&app, &owner).await?;
    let (frame, here, program) = page_of(&app, &request, &owner, Place::Results).await?;
    let choice = Choice::read(&mut Params::default(), &app, &program)?;
    let address = Some(format!("{}/admin/shared/{token}", app.public_url));
    let sharing = Sharing { address, count: sessions::shared(&app, &owner).await?.len() as i64 };
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
    let choice = Choice::read(&mut params, &app, &program)?;
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
    let Numbers { now, before, overview, year } = numbers(app, tenant, &program, choice).await?;
    let (language, today) = (frame.language, app.clock.now().date_in(&program.zone()));
    let owner = here.signed_in;
    Ok(ResultsPage {
        period: language.period(choice.period),
        running: choice.running,
        previous_period: language.period(choice.period.previous()),
        ways: ways(choice, today, language, way),
        currency: program.currency.clone(),
        numbers: metrics::DEFAULT.iter().filter_map(|id| key_number(id, &now, &before, choice, language, owner)).collect(),
        returns: returns(&overview, choice, year, language),
        steps: steps(&overview),
        cohorts: cohorts(&overview, choice, language),
        money: money(&now, language),
        members: whole(&now["total_members"]),
        visited: overview.returns.iter().any(|visits| *visits > 0) || whole(&now["total_members"]) > 0 && whole(&now["visits"]) > 0,
        exports: exports(choice, language),
        all_numbers: owner.then(|| format!("/admin/numbers?{}", choice.query(language))),
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
        earlier: to(choice.unit, choice.period.previous().from()),
        later: (next.from() <= today).then(|| to(choice.unit, next.from())),
    }
}

fn key_number(id: &str, now: &Value, before: &Value, choice: &Choice, language: Language, owner: bool) -> Option<KeyNumber> {
    let metric = metrics::by_id(id)?;
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

fn returns(overview: &Overview, choice: &Choice, year: usize, language: Language) -> Returns {
    let (drawn, _) = choice.drawn();
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

fn cohorts(overview: &Overview, choice: &Choice, language: Language) -> Vec<CohortRow> {
    let (drawn, year) = choice.drawn();
    let rows = drawn.into_iter().skip(year).zip(&overview.cohorts).filter(|(_, cohort)| !cohort.came.is_empty());
    rows.map(|(period, cohort)| CohortRow { period: language.short_period(period), joined: cohort.joined, came: cohort.came.clone() })
        .collect()
}

/// Nothing where neither a reward nor anything else has cost yet.
fn money(now: &Value, language: Language) -> Option<Money> {
    if whole(&now["reward_cost_minor"]) == 0 && whole(&now["programme_cost_minor"]) == 0 {
        return None;
    }
    let rows = MONEY.iter().filter_map(|id| Some((Words::of(metrics::by_id(id)?, language), now[*id].as_f64())));
    let assumption = metrics::by_id(ASSUMES).map_or(String::new(), |metric| metric.text(language.tag()).caveat.to_owned());
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
