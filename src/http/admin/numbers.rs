//! Every number of some days, and the people behind one.

use std::collections::HashMap;

use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::choice::Choice;
use super::members::{line, scene};
use super::page_of;
use super::parts::NumberReader;
use super::results::filters;
use crate::app::App;
use crate::error::Result;
use crate::http::admin::nav::NavItem;
use crate::http::admin::results::view::{
    ContributorRow, Family, Filters, MetricWords, NumbersPage, PeoplePage, Row, shown,
};
use crate::http::base::auth::SignedIn;
use crate::http::base::page::html;
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::locale::Locale;
use crate::service::members::member::{erased_of, members_of};
use crate::service::reports::breakdown;
use crate::service::reports::breakdown::{Contribution, ContributorQuery, Quantity, Side};
use crate::service::reports::query;
use crate::service::reports::query::{MetricsQuery, Report};
use crate::service::reports::results_page;
use crate::service::reports::results_page::{Definition, Measure, MetricResult};
use crate::service::tills::till::all_tills;

/// Members on one page.
const PAGE: i64 = 100;
/// Letters that are sought.
const SOUGHT: usize = 80;

/// Every number of the period, or those that are sought.
pub async fn page(
    app: Data<App>,
    owner: SignedIn,
    request: HttpRequest,
    mut params: Params,
) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, NavItem::Results).await?;
    let language = frame.language;
    let q: String = params
        .text("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(SOUGHT)
        .collect();
    let choice = Choice::read(&mut params, &app, owner.tenant, &program, language).await?;
    let report = everything(&app, &owner, &choice).await?;
    let tills: HashMap<String, String> = all_tills(&app, owner.tenant)
        .await?
        .into_iter()
        .map(|listed| (listed.till.id, listed.till.name))
        .collect();
    let (query, reader) = (
        choice.query(language),
        NumberReader {
            language,
            currency: &program.currency,
            tills: &tills,
        },
    );
    let mut families: Vec<(&'static str, Vec<Row>)> = vec![];
    for (metric, found) in &report.answer.metrics {
        let row = row(metric, found, reader, &query);
        if !is_sought(&row.words, &language.text(&key_of(metric.family)), &q) {
            continue;
        }
        match families.last_mut() {
            Some((family, rows)) if *family == metric.family => rows.push(row),
            _ => families.push((metric.family, vec![row])),
        }
    }
    html(&NumbersPage {
        period: choice.title(language),
        back: format!("/admin?{query}"),
        everything: format!("/admin/numbers?{query}"),
        csv: format!("/admin/numbers.csv?{query}"),
        filters: chosen(&app, &owner, &choice, language).await?,
        kept: choice.filters,
        families: families
            .into_iter()
            .map(|(family, rows)| named(family, rows, language))
            .collect(),
        q,
        frame,
        here,
    })
}

fn named(family: &str, rows: Vec<Row>, language: Locale) -> Family {
    let count = language.text_with("numbers-count", &[("count", (rows.len() as i64).into())]);
    Family {
        key: key_of(family),
        count,
        rows,
    }
}

fn key_of(family: &str) -> String {
    format!("family-{}", family.replace('_', "-"))
}

/// Whether a metric's words, with its family's name, hold every word that is sought.
fn is_sought(words: &MetricWords, family: &str, q: &str) -> bool {
    let text = [
        family,
        words.name.as_str(),
        &words.question,
        &words.formula,
        words.id,
    ]
    .join(" ")
    .to_lowercase();
    q.to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

/// The filters that are set, in words.
async fn chosen(app: &App, owner: &SignedIn, choice: &Choice, language: Locale) -> Result<Filters> {
    let places = if choice.filters.is_empty() {
        vec![]
    } else {
        results_page::places(app, owner.tenant).await?
    };
    let channels: Vec<String> = choice
        .filters
        .iter()
        .filter(|(name, _)| *name == "join_channel")
        .map(|(_, value)| value.clone())
        .collect();
    Ok(filters(
        choice,
        language,
        &places,
        &channels,
        "/admin/numbers",
    ))
}

fn row(
    metric: &'static Definition,
    found: &MetricResult,
    reader: NumberReader<'_>,
    query: &str,
) -> Row {
    let (value, parts) = (reader.main(metric, found), reader.parts(metric, found));
    let opens = !metric.opens.num.is_empty() && value.is_some();
    Row {
        words: MetricWords::of(metric, reader.language),
        missing: value.is_none() && (metric.unit != Measure::Table || parts.is_empty()),
        parts,
        opens: opens.then(|| format!("/admin/numbers/{}?{query}", metric.id)),
        value,
    }
}

/// Every number of the chosen days.
async fn everything(app: &App, owner: &SignedIn, choice: &Choice) -> Result<Report> {
    let query = MetricsQuery {
        metrics: results_page::metrics().collect(),
        ..choice.question()?
    };
    query::answer(app, owner.tenant, query).await
}

/// The same as CSV.
pub async fn csv(
    app: Data<App>,
    owner: SignedIn,
    request: HttpRequest,
    mut params: Params,
) -> Answer {
    let (frame, _, program) = page_of(&app, &request, &owner, NavItem::Results).await?;
    let choice = Choice::read(&mut params, &app, owner.tenant, &program, frame.language).await?;
    let report = everything(&app, &owner, &choice).await?;
    let days = choice.days();
    let file = format!(
        "attachment; filename=\"metrics-{}-{}.csv\"",
        days.from, days.to
    );
    let mut answer = HttpResponse::Ok();
    answer
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header((header::CONTENT_DISPOSITION, file));
    Ok(answer.body(query::csv(&report)))
}

/// The people behind one side of a number.
pub async fn people(
    app: Data<App>,
    owner: SignedIn,
    request: HttpRequest,
    id: Path<String>,
    mut params: Params,
) -> Answer {
    let scene = scene(&app, &request, &owner, NavItem::Results).await?;
    let language = scene.frame.language;
    let choice = Choice::read(&mut params, &app, owner.tenant, &scene.program, language).await?;
    let side = params
        .one_of("side", &Side::NAMED)?
        .unwrap_or(Side::Num);
    let metric = breakdown::metric(&id)?;
    let asked = ContributorQuery::new(metric, side, params.text("cursor"), PAGE)?;
    let found =
        breakdown::people_behind(&app, owner.tenant, choice.question()?.about, asked).await?;
    let query = choice.query(language);
    let way = |side: &str| format!("/admin/numbers/{}?side={side}&{query}", metric.id);
    let part =
        |Quantity(n): Quantity| shown(metric.side_unit(side), n, language, &scene.program.currency);
    let known = members_of(
        &app,
        &scene.owner,
        found
            .data
            .iter()
            .map(|member| member.member_id.clone())
            .collect(),
    )
    .await?;
    let unknown = found
        .data
        .iter()
        .map(|member| member.member_id.clone())
        .filter(|id| !known.contains_key(id));
    let erased = erased_of(&app, &scene.owner, unknown.collect()).await?;
    let counts_people = metric.counts_people(side);
    let person = |of: &Contribution| {
        let erased = erased.contains(&of.member_id);
        ContributorRow {
            member: known
                .get(&of.member_id)
                .map(|member| line(&scene, member)),
            id: if erased {
                language.text("people-deleted")
            } else {
                of.member_id.clone()
            },
            erased,
            part: (!counts_people || of.count != Quantity(1.0)).then(|| part(of.count)),
        }
    };
    let sides = [
        ("num", metric.opens.num, "people-counted"),
        ("den", metric.opens.den, "people-out-of"),
    ];
    let is = |name: &str| name == found.side;
    html(&PeoplePage {
        words: MetricWords::of(metric, language),
        period: choice.title(language),
        back: format!("/admin?{query}"),
        filters: chosen(&app, &owner, &choice, language).await?,
        sides: sides
            .iter()
            .filter(|(_, opens, _)| !opens.is_empty())
            .map(|(name, _, key)| (language.text(key), way(name), is(name)))
            .collect(),
        total: part(found.total),
        part: language.text(match metric.side_unit(side) {
            Measure::Minor => "people-part",
            Measure::Days => "people-part-days",
            _ => "people-part-number",
        }),
        unattributed: (found.unattributed != Quantity(0.0)).then(|| part(found.unattributed)),
        members: found
            .data
            .iter()
            .map(person)
            .collect(),
        next: found
            .next_cursor
            .as_ref()
            .map(|cursor| format!("{}&cursor={cursor}", way(found.side))),
        frame: scene.frame.clone(),
        here: scene.here.clone(),
    })
}
