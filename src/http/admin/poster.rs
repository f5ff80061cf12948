//! Posters and table tents: the page that prints them, and the drawing as a file.

// What hangs in the shop.
pub mod view;

use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::error::{Error, Result};
use crate::http::admin::nav::NavItem;
use crate::http::admin::poster::view::PosterPage;
use crate::http::admin::poster_drawing::svg;
use crate::http::base::auth::SignedIn;
use crate::http::base::page::html;
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::locale::Locale;
use crate::service::program::read_program;

use crate::service::program::poster::{Size, languages, poster};

use super::page_of;

/// The poster as it prints.
pub async fn page(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut params: Params,
) -> Answer {
    let (frame, here, program) = page_of(&app, &request, &owner, NavItem::Poster).await?;
    let size = size(&mut params)?;
    let wanted: Vec<String> = ["first", "second"]
        .into_iter()
        .filter_map(|name| params.text(name))
        .collect();
    let spoken = languages(&wanted.join(","), &program)?;
    let sheet = svg(&poster(&app, owner.tenant, size, &spoken).await?);
    let offered = program
        .languages
        .iter()
        .filter_map(|tag| Locale::parse(tag))
        .collect();
    html(&PosterPage {
        frame,
        here,
        size,
        first: spoken[0],
        second: spoken.get(1).copied(),
        languages: offered,
        out_of_reach: app.own_address_alone(),
        sheet,
    })
}

/// The drawing as a file: `?size=a4&lang=en,fa`.
pub async fn file(app: Data<App>, owner: SignedIn, mut params: Params) -> Answer {
    let size = size(&mut params)?;
    let spoken = languages(
        &params
            .text("lang")
            .unwrap_or_default(),
        &read_program::program(&app, &owner).await?,
    )?;
    let sheet = svg(&poster(&app, owner.tenant, size, &spoken).await?);
    let name = format!(
        "attachment; filename=\"{}-{}.svg\"",
        size.channel(),
        size.word()
    );
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_DISPOSITION, name))
        .content_type("image/svg+xml")
        .body(sheet))
}

fn size(params: &mut Params) -> Result<Size> {
    let word = params
        .text("size")
        .unwrap_or_else(|| "a4".into());
    Size::parse(&word).ok_or_else(|| Error::invalid("size", "must be a4, a5 or tent"))
}
