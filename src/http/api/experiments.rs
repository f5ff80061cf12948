//! Who gets the card or the message, and who does not: `/v1/experiments`.

use actix_web::web::{Data, Path};

use crate::app::App;
use crate::domain::event::Arm;
use crate::http::base::auth::Owner;
use crate::http::base::json_body::{Call, answered, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::data::experiments;
use crate::service::data::experiments::{Experiment, ExperimentRequest};

/// Starts an experiment: picks at random who is held out, and records both arms before anything is sent or given.
///
/// The number held out is exact. The experiment includes the people there are at this moment. While the state is `assigning`, some are
/// still waiting for their arm.
#[utoipa::path(
    post,
    path = "/v1/experiments",
    tag = "experiments",
    operation_id = "createExperiment",
    request_body = ExperimentRequest,
    responses((status = 201, body = Experiment), (status = 422, description = "invalid_request")),
)]
pub async fn begin_experiment(
    app: Data<App>,
    owner: Owner,
    call: Call<ExperimentRequest>,
) -> Answer {
    let (key, request) = call.split(&owner)?;
    Ok(answered(
        experiments::begin_experiment(&app, &owner, &key, request).await?,
    ))
}

/// Lists experiments, oldest first.
#[utoipa::path(
    get,
    path = "/v1/experiments",
    tag = "experiments",
    operation_id = "listExperiments",
    params(("limit" = Option<i64>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, description = "`{data, next_cursor, has_more}` of experiments")),
)]
pub async fn experiments(app: Data<App>, owner: Owner, mut params: Params) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    params.finish()?;
    Ok(ok(
        experiments::experiments(&app, &owner, after, limit).await?
    ))
}

/// One experiment, with the number of people in each arm.
#[utoipa::path(
    get,
    path = "/v1/experiments/{id}",
    tag = "experiments",
    operation_id = "getExperiment",
    params(("id" = String, Path)),
    responses((status = 200, body = Experiment), (status = 404, description = "not_found")),
)]
pub async fn get_experiment(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    params: Params,
) -> Answer {
    params.finish()?;
    Ok(ok(experiments::experiment(&app, &owner, &id).await?))
}

/// The people in an experiment, so that the shop knows who to leave out.
#[utoipa::path(
    get,
    path = "/v1/experiments/{id}/members",
    tag = "experiments",
    operation_id = "listExperimentMembers",
    params(
        ("id" = String, Path),
        ("arm" = Option<String>, Query, description = "treatment or control"),
        ("limit" = Option<i64>, Query),
        ("cursor" = Option<String>, Query),
    ),
    responses(
        (status = 200, description = "`{data, next_cursor, has_more}` of people"),
        (status = 404, description = "not_found"),
    ),
)]
pub async fn experiment_members(
    app: Data<App>,
    owner: Owner,
    id: Path<String>,
    mut params: Params,
) -> Answer {
    let (limit, after) = (params.limit()?, params.cursor()?);
    let arm = params.one_of(
        "arm",
        &[("treatment", Arm::Treatment), ("control", Arm::Control)],
    )?;
    params.finish()?;
    Ok(ok(experiments::people(
        &app, &owner, &id, arm, after, limit,
    )
    .await?))
}
