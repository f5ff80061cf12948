//! The card editor: values are tried, which draws and saves nothing, or put in force. Both are sent alike, for what an owner has
//! typed is longer than an address may be.

// How the card looks.
pub mod view;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};

use crate::app::App;
use crate::domain::program::{Colours, Program};
use crate::error::{Code, Result};
use crate::http::admin::card::view::{CardEditorPage, Change, Preview};
use crate::http::admin::nav;
use crate::http::base::auth::SignedIn;
use crate::http::base::form::{Fields, Sheet};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::http::site::public::html;
use crate::locale::Language;
use crate::service::access::actor::Actor;
use crate::service::program::editor;
use crate::service::program::editor::{LookForm, Tried};
use crate::service::program::own_picture;
use crate::service::program::own_picture::{LARGEST_UPLOAD, Place};
use crate::service::program::put_program::put_program;
use crate::service::shop::merchants;

use super::{back_to, page_of};

/// The page with the values of the address tried, or with the card as it is.
pub async fn page(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut params: Params,
) -> Answer {
    html(&draw(&app, &request, &owner, &mut params, false).await?.0)
}

/// The editor's fields of the shop's own pictures.
const PICTURES: [(Place, &str); 2] = [(Place::Logo, "logo"), (Place::Strip, "strip")];

/// Saves: at once if the owner saw how many cards change, else after saying so. A button that only tries saves nothing.
pub async fn save(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    payload: Payload,
) -> Answer {
    let Sheet {
        mut fields,
        mut files,
    } = Sheet::read(payload, &request, 2 * LARGEST_UPLOAD).await?;
    let seen = fields.text("cards").is_some();
    let mut refused = Vec::new();
    for (place, name) in PICTURES {
        let Some(file) = files.remove(&format!("{name}_file")) else {
            continue;
        };
        match own_picture::keep(&app, &owner, place, file).await? {
            Ok(hash) => drop(fields.0.insert(name.to_owned(), hash)),
            Err(why) => refused.push((name, why)),
        }
    }
    let (mut page, tried) = draw(&app, &request, &owner, &mut fields, true).await?;
    if !refused.is_empty() {
        page.refused_pictures = refused;
        page.change = Change::Impossible;
    }
    if !page.asked.is_empty() {
        return html(&page);
    }
    match page.change {
        Change::Nothing => back_to(&request, "/admin/card", "look-same"),
        Change::Cards(count) if seen || count == 0 => {
            put_program(&app, &owner, tried.program, false).await?;
            back_to(&request, "/admin/card", "look-saved")
        }
        Change::Cards(_) => {
            page.asks = true;
            html(&page)
        }
        Change::Impossible => {
            let mut response = html(&page)?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

async fn draw(
    app: &App,
    request: &HttpRequest,
    owner: &Actor,
    fields: &mut Params,
    sent: bool,
) -> Result<(CardEditorPage, Tried)> {
    let (mut frame, here, current) = page_of(app, request, owner, nav::Place::Card).await?;
    frame.path = "/admin/card".into();
    let from = fields
        .read::<i64>("from", "a version's number")?
        .filter(|version| *version != current.version);
    let base = match from {
        // An earlier look comes back; who runs the shop today stays.
        Some(version) => Program {
            version: current.version,
            legal: current.legal.clone(),
            ..editor::version(app, owner, version).await?
        },
        None => current.clone(),
    };
    let typed = fields.text("tried").is_some() || sent;
    let asked = fields.text("try").unwrap_or_default();
    let form = if typed {
        LookForm::read(&base, |name| fields.0.remove(name))
    } else {
        LookForm::of(&base, frame.language)
    };
    let form = form.with_rows(&asked, &base);
    let tried = editor::tried(app, &form, &base);
    let change = change(app, owner, &current, &tried).await?;
    let shown = fields
        .text("show")
        .and_then(|tag| Language::parse(base.tag_for(&tag)))
        .unwrap_or(frame.language);
    let program = if tried.faults.is_empty() {
        tried.program.clone()
    } else {
        readable(app, &tried, &base)
    };
    frame.colours = Some(program.colours.clone());
    let page = CardEditorPage {
        faults: tried.faults.clone(),
        icons: editor::icons(app, &program.colours),
        preview: Preview {
            language: shown,
            drawn: editor::drawn(app, owner, &program, shown).await?,
            logo_url: logo_url(&program),
            program,
        },
        refused_pictures: vec![],
        languages: base
            .languages
            .iter()
            .filter_map(|tag| Language::parse(tag))
            .collect(),
        corrected: tried.corrected.clone(),
        change,
        asks: false,
        asked,
        join: merchants::join_address(app, owner).await?,
        join_base: format!("{}/j/", app.public_url),
        join_refused: None,
        from,
        versions: editor::versions(app, owner).await?,
        now: app.clock.now(),
        zone: current.zone(),
        frame,
        here,
        form,
    };
    Ok((page, tried))
}

async fn change(app: &App, owner: &Actor, current: &Program, tried: &Tried) -> Result<Change> {
    if !tried.faults.is_empty() {
        return Ok(Change::Impossible);
    }
    let would = put_program(app, owner, tried.program.clone(), true).await?;
    Ok(if would.version == current.version {
        Change::Nothing
    } else {
        Change::Cards(would.cards_changed)
    })
}

/// Gives the shop another join address; the one until now goes on leading there.
pub async fn change_address(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: Fields,
) -> Answer {
    let typed = fields.text("slug").unwrap_or_default();
    let Err(error) = merchants::change_join_address(&app, &owner, &typed).await else {
        return back_to(&request, "/admin/card", "join-changed");
    };
    let why = match error.code {
        Code::SlugTaken => "look-join-taken",
        Code::InvalidRequest if merchants::typed_slug(&typed).is_ok() => "look-join-most",
        Code::InvalidRequest => "look-join-wrong",
        _ => return Err(error.into()),
    };
    let (mut page, _) = draw(&app, &request, &owner, &mut Params::default(), false).await?;
    page.join_refused = Some((typed, page.frame.t(why)));
    let mut response = html(&page)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// What the preview shows while a field is wrong: everything that can be drawn, the rest as it was.
fn readable(app: &App, tried: &Tried, base: &Program) -> Program {
    let wrong = |field: &str| tried.faults.iter().any(|fault| fault.starts_with(field));
    let mut program = if ["name", "reward", "stamps", "step"].into_iter().any(wrong) {
        base.clone()
    } else {
        tried.program.clone()
    };
    program.colours = tried.program.colours.clone();
    program.template = if app.templates.contains_key(&tried.program.template) {
        &tried.program.template
    } else {
        &base.template
    }
    .clone();
    program
}

fn logo_url(program: &Program) -> String {
    if let Some(hash) = &program.logo {
        return editor::picture_address(hash);
    }
    let bare = |colour: &str| colour.trim_start_matches('#').to_owned();
    let Colours {
        background,
        accent,
        label,
        ..
    } = &program.colours;
    format!(
        "/admin/card/logo.png?icon={}&colour={}&stamp_colour={}&label={}",
        program.template,
        bare(background),
        bare(accent),
        bare(label)
    )
}

/// One of the shop's own pictures, which a program may show or not.
pub async fn picture(app: Data<App>, owner: SignedIn, name: Path<String>) -> Answer {
    let missing = || Code::NotFound.because("This shop has no such picture.");
    let hash = name.strip_suffix(".png").ok_or_else(missing)?;
    let body = own_picture::file(&app, &owner, hash)
        .await?
        .ok_or_else(missing)?;
    Ok(HttpResponse::Ok()
        .content_type("image/png")
        .insert_header((
            header::CACHE_CONTROL,
            "private, max-age=31536000, immutable",
        ))
        .body(body))
}

/// The logo of an Apple pass in colours that are tried.
pub async fn logo(app: Data<App>, _owner: SignedIn, mut params: Params) -> Answer {
    let mut colour = |name: &str| params.text(name).unwrap_or_default();
    let colours = Colours {
        background: colour("colour"),
        foreground: String::new(),
        label: colour("label"),
        accent: colour("stamp_colour"),
    };
    let icon = params.text("icon").unwrap_or_default();
    Ok(HttpResponse::Ok()
        .content_type("image/png")
        .body(editor::logo(&app, &icon, colours).await?))
}
