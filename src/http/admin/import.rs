//! `/admin/import`: visits from the till.
//!
//! The file is kept nowhere between looking at it and importing it. Whoever has JavaScript keeps it chosen on the page, which sends its
//! beginning to be looked at and the whole of it once; whoever has none chooses it twice. A place on the server would hold customers'
//! names and purchases that nobody asked us to keep, of every shop that looked and went away, and would need limits, an end and a
//! sweeper of its own.

// Why a line is not read, in the page's words.
pub mod reasons;
// Visits from the till.
pub mod view;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use openssl::sha::Sha256;

use super::page_of;
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::http::admin::import::view::{Choices, FilePreview, ImportPage, JobLine, JobPage};
use crate::http::admin::nav::NavItem;
use crate::http::api::imports::{LARGEST_IMPORT, import_request};
use crate::http::base::auth::SignedIn;
use crate::http::base::page::html;
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::http::base::upload::{Upload, upload};
use crate::ids::encode;
use crate::service::access::actor::Actor;
use crate::service::data::import_places::Unknown;
use crate::service::data::import_preview::{HEAD, MOST_ASKED, preview as look_at};
use crate::service::data::visit_import;
use crate::service::data::visit_import::ImportRequest;
use crate::service::idempotency::Idempotency;
use crate::service::shop::zones::zone_named;

/// Earlier imports that the page lists.
const LISTED: i64 = 10;

/// The page, with nothing chosen.
pub async fn page(app: Data<App>, request: HttpRequest, owner: SignedIn) -> Answer {
    html(&draw(&app, &request, &owner, Choices::default(), None).await?)
}

/// The page with what the chosen file looks like by these choices.
pub async fn preview(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    payload: Payload,
) -> Answer {
    let upload = upload(payload, &request, HEAD, LARGEST_IMPORT).await?;
    seen(&app, &request, &owner, upload, StatusCode::OK, None).await
}

/// Imports the chosen file by these choices, and leads to the job.
pub async fn begin(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    payload: Payload,
) -> Answer {
    // Taken before the file is: nobody without a place fills the memory.
    let place = app
        .limits
        .imports
        .take(&owner.tenant.id().to_string())?;
    let upload = upload(payload, &request, LARGEST_IMPORT, LARGEST_IMPORT).await?;
    let asked = match asked(upload.fields.clone()) {
        Ok(asked) if !upload.file.is_empty() => asked,
        _ => {
            return seen(
                &app,
                &request,
                &owner,
                upload,
                StatusCode::UNPROCESSABLE_ENTITY,
                None,
            )
            .await;
        }
    };
    // A page sends no key; an import that was interrupted is found by the digest alone.
    let key = Idempotency::of(owner.tenant, owner.id(), None, digest(&upload));
    match visit_import::import_visits(&app, &owner, &key, asked, upload.file.clone(), place).await {
        Ok(answer) => {
            let id = visit_import::job_id(&answer)
                .ok_or_else(|| Error::internal("an import without an id"))?;
            let language =
                crate::http::base::page::language(&request, crate::locale::Locale::default()).tag();
            Ok(HttpResponse::SeeOther()
                .insert_header((
                    header::LOCATION,
                    format!("/admin/import/{id}?lang={language}"),
                ))
                .finish())
        }
        Err(error) if error.code == Code::InvalidRequest => {
            seen(
                &app,
                &request,
                &owner,
                upload,
                StatusCode::UNPROCESSABLE_ENTITY,
                Some(error),
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

/// What makes the same file with the same choices the same import, so that one that was interrupted goes on.
fn digest(upload: &Upload) -> String {
    let mut hasher = Sha256::new();
    let fields = upload
        .fields
        .0
        .iter()
        .flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
    for part in fields.chain([upload.file.as_ref()]) {
        hasher.update(&(part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    encode(&hasher.finish())
}

/// What the fields of the form say of the file.
fn asked(mut fields: Params) -> Result<ImportRequest> {
    // Said by our own script, which sent no more than the beginning.
    fields.text("part");
    if let Some(zone) = fields.0.get_mut("tz")
        && let Some(name) = zone_named(zone)
    {
        *zone = name;
    }
    let mut meant = std::collections::HashMap::new();
    for n in 0..MOST_ASKED {
        let (name, is) = (
            fields.text(&format!("place-{n}")),
            fields.text(&format!("is-{n}")),
        );
        let is = match is.as_deref() {
            None | Some("ignore") => Unknown::LeftOut,
            Some("create") => Unknown::Made,
            Some(id) => Unknown::Is(id.to_owned()),
        };
        meant.extend(name.map(|name| (name.to_lowercase(), is)));
    }
    let asked = import_request(&mut fields, "")?;
    fields.finish()?;
    // Who was asked about the first places wants no bad line for one further down.
    Ok(ImportRequest {
        meant,
        unknown_places: Unknown::LeftOut,
        ..asked
    })
}

/// The page with what was sent; choices that make no sense, and why an import was refused, are told in place of the file.
async fn seen(
    app: &App,
    request: &HttpRequest,
    owner: &Actor,
    upload: Upload,
    status: StatusCode,
    refused: Option<Error>,
) -> Answer {
    let choices = Choices::of(&upload.fields);
    if upload.file.is_empty() {
        let mut page = draw(app, request, owner, choices, None).await?;
        page.no_file = true;
        return with(status, &page);
    }
    let is_whole =
        upload.is_whole && upload.file.len() <= HEAD && !upload.fields.0.contains_key("part");
    let head = upload
        .file
        .slice(..upload.file.len().min(HEAD));
    let (asked, wrong) = match asked(upload.fields) {
        Ok(asked) => (asked, None),
        Err(error) if error.code == Code::InvalidRequest => (ImportRequest::default(), Some(error)),
        Err(error) => return Err(error.into()),
    };
    let preview = look_at(app, owner, &asked, head, is_whole).await?;
    let wrong = wrong
        .or(refused)
        .filter(|_| preview.refusal.is_none())
        .map(|error| error.detail.clone());
    let seen = FilePreview {
        preview,
        is_whole,
        wrong,
    };
    let page = draw(app, request, owner, choices, Some(seen)).await?;
    with(status, &page)
}

fn with(status: StatusCode, page: &ImportPage) -> Answer {
    let mut response = html(page)?;
    *response.status_mut() = status;
    Ok(response)
}

async fn draw(
    app: &App,
    request: &HttpRequest,
    owner: &Actor,
    choices: Choices,
    seen: Option<FilePreview>,
) -> Result<ImportPage> {
    let (mut frame, here, program) = page_of(app, request, owner, NavItem::Members).await?;
    frame.path = "/admin/import".into();
    let (now, zone) = (app.clock.now(), program.zone());
    let jobs = visit_import::newest_imports(app, owner, LISTED).await?;
    Ok(ImportPage {
        jobs: jobs
            .iter()
            .map(|job| JobLine::of(job, &frame, now, &zone))
            .collect(),
        choices,
        seen,
        no_file: false,
        zone,
        frame,
        here,
    })
}

/// One import: how far it is, and what became of its lines.
pub async fn job(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
) -> Answer {
    let job = visit_import::visit_import(&app, &owner, &id).await?;
    let (mut frame, here, program) = page_of(&app, &request, &owner, NavItem::Members).await?;
    frame.path = format!("/admin/import/{}", job.id);
    let line = JobLine::of(&job, &frame, app.clock.now(), &program.zone());
    html(&JobPage {
        line,
        job,
        frame,
        here,
    })
}

/// The bad lines of an import as a file.
pub async fn bad_lines(app: Data<App>, owner: SignedIn, id: Path<String>) -> Answer {
    let csv = visit_import::bad_lines_csv(&app, &owner, &id).await?;
    let name = format!("attachment; filename=\"bad-lines-{}.csv\"", id.as_str());
    let kind = "text/csv; charset=utf-8; header=present";
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(csv))
}
