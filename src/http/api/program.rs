//! `/v1/program`: the rules of the card, and how it looks.

use actix_web::web::Data;

use crate::app::App;
use crate::domain::program::Program;
use crate::http::base::auth::Owner;
use crate::http::base::json_body::{Call, ok};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::service::program::put_program;
use crate::service::program::put_program::ProgramAnswer;
use crate::service::program::read_program;

/// The program in force.
#[utoipa::path(
    get,
    path = "/v1/program",
    tag = "program",
    operation_id = "getProgram",
    responses((status = 200, body = Program)),
)]
pub async fn program(app: Data<App>, owner: Owner, params: Params) -> Answer {
    params.finish()?;
    Ok(ok(read_program::program(&app, &owner).await?))
}

/// Puts a new program in force. With `dry_run=true`, only says what it would do.
#[utoipa::path(
    put,
    path = "/v1/program",
    tag = "program",
    operation_id = "updateProgram",
    request_body = Program,
    params(("dry_run" = Option<bool>, Query, description = "Only say what it would do")),
    responses(
        (status = 200, body = ProgramAnswer),
        (status = 409, description = "program_changed"),
        (status = 422, description = "invalid_request"),
    ),
)]
pub async fn put_program(app: Data<App>, owner: Owner, mut call: Call<Program>) -> Answer {
    let dry_run = call
        .params
        .read("dry_run", "true or false")?;
    let program = call.read()?;
    // A body without a version has 0 here, and replaces whichever is in force.
    let over = Some(program.version).filter(|version| *version != 0);
    let dry_run = dry_run.unwrap_or(false);
    Ok(ok(put_program::put_program(
        &app, &owner, program, dry_run, over,
    )
    .await?))
}
