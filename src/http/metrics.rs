//! `/v1/metrics`: the merchant's numbers.

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::http::auth::Reader;
use crate::http::call::ok;
use crate::http::params::Params;
use crate::http::problem::Answer;
use crate::service::report;

/// Answers a metrics query, as JSON or, by `Accept: text/csv`, as CSV.
#[utoipa::path(get, path = "/v1/metrics", tag = "metrics", params(
    ("from" = Option<String>, Query, description = "first local date; default: the last full month"), ("to" = Option<String>, Query, description = "local date after the last"),
    ("tz" = Option<String>, Query, description = "IANA zone; default: the merchant's"), ("metrics" = Option<String>, Query, description = "ids with commas, or all; default: the four"),
    ("series" = Option<String>, Query, description = "month or quarter"), ("compare" = Option<String>, Query, description = "previous"),
    ("join_channel" = Option<String>, Query), ("join_location" = Option<String>, Query), ("visit_location" = Option<String>, Query),
    ("window_days" = Option<i32>, Query), ("lapse_days" = Option<i32>, Query), ("as_of" = Option<String>, Query)),
    responses((status = 200, description = "`{definition, query, period_utc, metrics, previous?, series?}`"), (status = 422, description = "invalid_request")))]
pub async fn metrics(app: Data<App>, reader: Reader, request: HttpRequest, params: Params) -> Answer {
    let mut words = params.0;
    words.remove("lang");
    let report = report::report(&app, reader.tenant, words).await?;
    let wants_csv = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|accept| accept.contains("text/csv"));
    if wants_csv {
        return Ok(HttpResponse::Ok().content_type("text/csv; charset=utf-8").body(report::csv(&report)));
    }
    Ok(ok(report))
}

/// Every metric's question, formula in words and caveat.
#[utoipa::path(get, path = "/v1/metrics/definitions", tag = "metrics", responses((status = 200, body = report::Definitions)))]
pub async fn definitions(_reader: Reader, params: Params) -> Answer {
    params.finish()?;
    Ok(ok(report::definitions()))
}
