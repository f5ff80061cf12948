//! Every number of a month or quarter, and the people behind one.

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;

use super::page_of;
use super::results::Choice;
use crate::app::App;
use crate::error::Error;
use crate::http::auth::SignedIn;
use crate::http::pages::admin::Place;
use crate::http::pages::admin::results::{NumbersPage, PeoplePage, Row, Words, shown};
use crate::http::params::Params;
use crate::http::problem::Answer;
use crate::http::public::html;
use crate::language::Language;
use crate::service::people::members_here;
use crate::service::people_behind::{self, Asked, MemberPart, Side};
use crate::service::report;
use crate::service::results::{self, Definition, Measure};

/// Members on one page.
const PAGE: i64 = 100;

/// Every number of the period.
pub async fn page(app: Data<App>, owner: SignedIn, request: HttpRequest, mut params: Params) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, Place::Results).await?;
    let choice = Choice::read(&mut params, &app, &program, frame.language)?;
    let report = report::report(&app, owner.tenant, results::words(choice.period, "all")).await?;
    let language = frame.language;
    let query = choice.query(language);
    let row = |metric: &'static Definition| row(metric, &report.answer.metrics[metric.id], language, &program.currency, &query);
    let mut families: Vec<(&'static str, Vec<Row>)> = vec![];
    for metric in results::metrics() {
        match families.last_mut() {
            Some((family, rows)) if *family == metric.family => rows.push(row(metric)),
            _ => families.push((metric.family, vec![row(metric)])),
        }
    }
    html(&NumbersPage {
        period: language.period(choice.period),
        back: format!("/admin?{query}"),
        csv: format!("/admin/numbers.csv?{query}"),
        families,
        frame,
        here,
    })
}

fn row(metric: &'static Definition, found: &Value, language: Language, currency: &str, query: &str) -> Row {
    let main = if found.is_object() { &found["value"] } else { found };
    let value = main.as_f64().map(|value| shown(metric.unit, value, language, currency));
    let fields = found.as_object().into_iter().flatten().filter(|(name, _)| *name != "value" || value.is_none());
    let opens = !metric.opens.num.is_empty() && value.is_some();
    Row {
        words: Words::of(metric, language),
        fields: fields.map(|(name, field)| (name.clone(), plain(field))).collect(),
        opens: opens.then(|| format!("/admin/numbers/{}?{query}", metric.id)),
        value,
    }
}

/// A member of a result as the API has it, on one line.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => "–".into(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" – "),
        Value::Object(members) => members.iter().map(|(name, value)| format!("{name}: {}", plain(value))).collect::<Vec<_>>().join(", "),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The same as CSV.
pub async fn csv(app: Data<App>, owner: SignedIn, request: HttpRequest, mut params: Params) -> Answer {
    let (frame, _, program) = page_of(&app, &request, &owner, Place::Results).await?;
    let choice = Choice::read(&mut params, &app, &program, frame.language)?;
    let report = report::report(&app, owner.tenant, results::words(choice.period, "all")).await?;
    let file = format!("attachment; filename=\"metrics-{}-{}.csv\"", choice.period.from(), choice.period.to());
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/csv; charset=utf-8; header=present").insert_header((header::CONTENT_DISPOSITION, file));
    Ok(answer.body(report::csv(&report)))
}

/// The people behind one side of a number.
pub async fn people(app: Data<App>, owner: SignedIn, request: HttpRequest, id: Path<String>, mut params: Params) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, Place::Results).await?;
    let choice = Choice::read(&mut params, &app, &program, frame.language)?;
    let side = match params.text("side").as_deref() {
        None | Some("num") => Side::Num,
        Some("den") => Side::Den,
        Some(_) => return Err(Error::invalid("side", "must be num or den").into()),
    };
    let asked = Asked { metric: id.into_inner(), side, after: params.text("cursor"), limit: PAGE };
    let words = results::words(choice.period, "");
    let found = people_behind::people_behind(&app, owner.tenant, words, asked).await?;
    let Some(metric) = results::metric(found.metric) else {
        return Err(Error::internal("a metric without a definition was answered").into());
    };
    let (language, query) = (frame.language, choice.query(frame.language));
    let way = |side: &str| format!("/admin/numbers/{}?side={side}&{query}", metric.id);
    let part = |value: &Value| shown(part_unit(metric), value.as_f64().unwrap_or_default(), language, &program.currency);
    let here_are = members_here(&app, owner.tenant, found.data.iter().map(|member| member.member_id.clone()).collect()).await?;
    let member = |of: &MemberPart| {
        let way = here_are.contains(&of.member_id).then(|| format!("/admin/members/{}?lang={}", of.member_id, language.tag()));
        (of.member_id.clone(), way, part(&of.count))
    };
    let sides = [("num", metric.opens.num, "people-counted"), ("den", metric.opens.den, "people-out-of")];
    let is = |name: &str| name == found.side;
    html(&PeoplePage {
        words: Words::of(metric, language),
        period: language.period(choice.period),
        back: format!("/admin?{query}"),
        sides: sides
            .iter()
            .filter(|(_, opens, _)| !opens.is_empty())
            .map(|(name, _, key)| (language.text(key), way(name), is(name)))
            .collect(),
        total: part(&found.total),
        nobodys: found.nobodys.as_f64().filter(|amount| *amount != 0.0).map(|_| part(&found.nobodys)),
        members: found.data.iter().map(member).collect(),
        next: found.next_cursor.as_ref().map(|cursor| format!("{}&cursor={cursor}", way(found.side))),
        frame,
        here,
    })
}

/// In what the parts of a number are counted: of a share, people or things.
fn part_unit(metric: &Definition) -> Measure {
    let money = metric.unit == Measure::Minor || metric.id.starts_with("reward_cost");
    if money { Measure::Minor } else { Measure::Number }
}
