//! `/v1/metrics`: the merchant's numbers.

use actix_web::http::header::{self, HeaderName};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::http::api::schemas::{MembersQuery, PeriodQuery, ReportBody, ReportQuery};
use crate::http::base::accept;
use crate::http::base::auth::{Owner, Reader};
use crate::http::base::json_body::ok;
use crate::http::base::metrics_query;
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::reports::breakdown;
use crate::service::reports::breakdown::{ContributorQuery, Members, Side};
use crate::service::reports::definitions;
use crate::service::reports::definitions::Definitions;
use crate::service::reports::query;
use crate::service::reports::query::Period;

/// Answers a metrics query, as JSON or, by `Accept: text/csv`, as CSV.
#[utoipa::path(
    get,
    path = "/v1/metrics",
    tag = "metrics",
    operation_id = "getMetrics",
    description = "The CSV has one line per number, with these columns: `part` (`period`, `previous` or `series`), `from` and `to` (local dates, `to` exclusive), `metric`, `field` (place in the metric's result, such as `num`; empty for a plain number), `value` (empty for null).",
    params(PeriodQuery, ReportQuery),
    responses(
        (
            status = 200,
            description = "The numbers; as a CSV file with `Accept: text/csv`",
            content(
                (ReportBody = "application/json"),
                (String = "text/csv", example = "part,from,to,metric,field,value"),
            ),
        ),
        (status = 410, description = "events_archived"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn metrics(
    app: Data<App>,
    reader: Reader,
    request: HttpRequest,
    params: Params,
) -> Answer {
    let zone = query::zone(&app, reader.tenant).await?;
    let query = metrics_query::read(&params, zone, app.clock.now())?;
    let report = query::answer(&app, reader.tenant, query).await?;
    let wanted = text(&request, header::ACCEPT)
        .and_then(|wanted| accept::best(wanted, &["application/json", "text/csv"]));
    let mut answer = HttpResponse::Ok();
    answer.insert_header((header::VARY, "Accept"));
    if wanted != Some("text/csv") {
        return Ok(answer.json(report));
    }
    let Period { from, to } = report.query.period;
    let file = format!("attachment; filename=\"metrics-{from}-{to}.csv\"");
    let kind = "text/csv; charset=utf-8; header=present";
    Ok(answer
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, file))
        .body(query::csv(&report)))
}

fn text(request: &HttpRequest, name: HeaderName) -> Option<&str> {
    request
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
}

/// Returns each metric's question, its formula in words and what it cannot tell you, in the reader's language.
///
/// `docs/METRICS.md` in the source code defines each metric exactly, with the events and sets that it counts.
#[utoipa::path(
    get,
    path = "/v1/metrics/definitions",
    tag = "metrics",
    operation_id = "getMetricDefinitions",
    params(
        (
            "lang" = Option<String>,
            Query,
            description = "Language of the text, such as `en` or `fa`; default: the best match for `Accept-Language`, or English",
            example = "fa",
        ),
    ),
    responses(
        (
            status = 200,
            body = Definitions,
            description = "Done; `Content-Language` names the language",
        ),
    ),
)]
pub async fn definitions(_reader: Reader, request: HttpRequest, mut params: Params) -> Answer {
    let language = definitions::language(
        params.text("lang").as_deref(),
        text(&request, header::ACCEPT_LANGUAGE),
    );
    params.finish()?;
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CONTENT_LANGUAGE, language))
        .insert_header((header::VARY, "Accept-Language"));
    Ok(answer.json(definitions::definitions(language)))
}

/// Lists the members behind a number's numerator or denominator, each with their part in it, so that you can check it.
#[utoipa::path(
    get,
    path = "/v1/metrics/{id}/members",
    tag = "metrics",
    operation_id = "listMetricMembers",
    description = "If the metric counts people, each count is 1. If it counts visits, rewards or money, it is how many or how much belong to the member. All counts plus `unattributed` add up to `total`, which is what `/v1/metrics` returns as `num` or `den`, or as the number itself. For a mean, `den` lists the members it is taken over and `num` their values.",
    params(
        (
            "id" = String,
            Path,
            description = "The metric's ID, as in the definitions",
            example = "active_rate",
        ),
        MembersQuery,
        PeriodQuery,
    ),
    responses(
        (status = 200, body = Members),
        (status = 404, description = "not_found"),
        (status = 410, description = "events_archived"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn members(app: Data<App>, owner: Owner, id: Path<String>, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    let side = params
        .one_of("side", &Side::NAMED)?
        .unwrap_or(Side::Num);
    let metric = breakdown::metric(&id)?;
    metrics_query::one_period(&params)?;
    let asked = ContributorQuery::new(metric, side, after, limit)?;
    let zone = query::zone(&app, owner.tenant).await?;
    let about = metrics_query::read(&params, zone, app.clock.now())?.about;
    let members = breakdown::people_behind(&app, owner.tenant, about, asked).await?;
    Ok(ok(members))
}
