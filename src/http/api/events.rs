//! `/v1/events`: the log.

use actix_web::web::Data;

use crate::app::App;
use crate::domain::event::KINDS;
use crate::error::{Error, Result};
use crate::http::base::auth::Reader;
use crate::http::base::json_body::ok;
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::data::event_list;
use crate::service::data::event_list::EventFilter;

/// The log, oldest first: what happened, as it was recorded. Nothing in it ever changes; a mistake is corrected by a later event.
/// Where the operator moved old events into a file that cannot be read now, `file` of the problem is its name.
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "events",
    operation_id = "listEvents",
    params(
        (
            "type" = Option<String>,
            Query,
            description = "Only events of this type",
            example = "visit_validated",
        ),
        (
            "since" = Option<String>,
            Query,
            description = "Only events received at or after this time; by `received_at`, so that you never miss a late event",
            example = "2026-01-01T00:00:00Z",
        ),
        (
            "until" = Option<String>,
            Query,
            description = "Only events received before this time",
            example = "2026-02-01T00:00:00Z",
        ),
        ("member_id" = Option<String>, Query, description = "Only events of this member"),
        ("card_id" = Option<String>, Query, description = "Only events of this card"),
        ("limit" = Option<i64>, Query, description = "Entries per page, 1 to 200; default: 50"),
        ("cursor" = Option<String>, Query, description = "The `next_cursor` of the previous page"),
    ),
    responses(
        (status = 200, description = "`{data, next_cursor, has_more}`"),
        (status = 410, description = "events_archived"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn events(app: Data<App>, reader: Reader, mut params: Params) -> Answer {
    let limit = params.limit()?;
    let after_seq = params.cursor()?.unwrap_or(0);
    let filter = EventFilter {
        after_seq,
        ..event_filter(&mut params)?
    };
    params.finish()?;
    Ok(ok(event_list::events(&app, &reader, filter, limit).await?))
}

/// Takes the parameter that names a type of event. One that nobody knows would be answered as if nothing of it had happened.
fn event_type(params: &mut Params) -> Result<Option<String>> {
    let Some(kind) = params.text("type") else {
        return Ok(None);
    };
    if KINDS.contains(&kind.as_str()) {
        return Ok(Some(kind));
    }
    let why = format!("must be a single type of event: {}", KINDS.join(", "));
    Err(Error::invalid("type", why))
}

/// Takes the parameters that say which events.
pub fn event_filter(params: &mut Params) -> Result<EventFilter> {
    let time = "a time such as 2026-01-31T09:30:00Z";
    Ok(EventFilter {
        after_seq: 0,
        kind: event_type(params)?,
        since: params.read("since", time)?,
        until: params.read("until", time)?,
        member_id: params.text("member_id"),
        card_id: params.text("card_id"),
    })
}
