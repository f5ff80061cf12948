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
use crate::http::admin::card::view::{CardEditorPage, Preview, SaveEffect};
use crate::http::admin::nav;
use crate::http::base::auth::SignedIn;
use crate::http::base::form::Sheet;
use crate::http::base::page::html;
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::http::base::upload::is_multipart;
use crate::locale::Locale;
use crate::service::access::actor::Actor;
use crate::service::program::editor;
use crate::service::program::editor::{LookForm, Tried};
use crate::service::program::put_program::put_program;
use crate::service::shop::merchants;
use crate::service::wallets::own_picture;
use crate::service::wallets::own_picture::{LARGEST_UPLOAD, PicturePlace, RasterError};

use super::{back_to, page_of};

/// The page with the values of the address tried, or with the card as it is.
pub async fn page(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut params: Params,
) -> Answer {
    html(
        &draw(&app, &request, &owner, &mut params, false)
            .await?
            .0,
    )
}

/// The editor's fields of the shop's own pictures.
const PICTURES: [(PicturePlace, &str); 2] =
    [(PicturePlace::Logo, "logo"), (PicturePlace::Strip, "strip")];

/// Fields whose pictures cannot be used, each with the key of why.
type RefusedFields = Vec<(&'static str, &'static str)>;

/// Takes in what the editor sent: its fields with the pictures that came along, by their hashes.
async fn sent(
    app: &App,
    request: &HttpRequest,
    owner: &Actor,
    payload: Payload,
) -> Result<(Params, RefusedFields)> {
    // Taken before the files are, and kept until they are drawn. What is tried with each letter brings none.
    let place = is_multipart(request).then(|| {
        app.limits
            .uploads
            .take(&owner.tenant.id().to_string())
    });
    let _place = place.transpose()?;
    let mut sheet = Sheet::read(payload, request, LARGEST_UPLOAD).await?;
    let mut refused = Vec::new();
    for (place, name) in PICTURES {
        let Some(file) = sheet
            .files
            .remove(&format!("{name}_file"))
        else {
            continue;
        };
        match own_picture::keep(app, owner, place, file).await? {
            Ok(hash) => drop(
                sheet
                    .fields
                    .0
                    .insert(name.to_owned(), hash),
            ),
            Err(why) => refused.push((name, told_as(why))),
        }
    }
    Ok((sheet.fields, refused))
}

fn told_as(why: RasterError) -> &'static str {
    match why {
        RasterError::TooManyBytes => "look-picture-bytes",
        RasterError::TooManyPixels => "look-picture-pixels",
        RasterError::TooFewPixels => "look-picture-small",
        RasterError::Unreadable => "look-picture-unreadable",
    }
}

/// Saves: at once if the owner saw how many cards change, else after saying so. A button that only tries saves nothing.
pub async fn save(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    payload: Payload,
) -> Answer {
    let (mut fields, refused) = sent(&app, &request, &owner, payload).await?;
    let (seen, typed) = (fields.text("cards").is_some(), fields.clone());
    let (mut page, tried) = draw(&app, &request, &owner, &mut fields, true).await?;
    page.refuse(refused);
    if !page.asked.is_empty() {
        return html(&page);
    }
    match page.change {
        SaveEffect::Impossible => with(StatusCode::UNPROCESSABLE_ENTITY, &page),
        SaveEffect::Nothing => back_to(&request, "/admin/card", "look-same"),
        SaveEffect::Cards(_) if page.stale.is_some() => with(StatusCode::CONFLICT, &page),
        SaveEffect::Cards(count) if seen || count == 0 => {
            let made_of = Some(page.version);
            match put_program(&app, &owner, tried.program, false, made_of).await {
                Ok(_) => back_to(&request, "/admin/card", "look-saved"),
                // Somebody was faster by less than this page took to draw.
                Err(error) if error.code == Code::ProgramChanged => {
                    let (page, _) = draw(&app, &request, &owner, &mut typed.clone(), true).await?;
                    with(StatusCode::CONFLICT, &page)
                }
                Err(error) => Err(error.into()),
            }
        }
        SaveEffect::Cards(_) => {
            page.asks = true;
            html(&page)
        }
    }
}

fn with(status: StatusCode, page: &CardEditorPage) -> Answer {
    let mut response = html(page)?;
    *response.status_mut() = status;
    Ok(response)
}

async fn draw(
    app: &App,
    request: &HttpRequest,
    owner: &Actor,
    fields: &mut Params,
    sent: bool,
) -> Result<(CardEditorPage, Tried)> {
    let (mut frame, here, current) = page_of(app, request, owner, nav::NavItem::Card).await?;
    frame.path = "/admin/card".into();
    let asked = fields
        .text("try")
        .unwrap_or_default();
    let read = fields.read::<i64>("version", "a version's number")?;
    let stale = match read.filter(|read| sent && asked.is_empty() && *read != current.version) {
        Some(read) => Some(editor::version(app, owner, read).await?),
        None => None,
    };
    let from = fields
        .read::<i64>("from", "a version's number")?
        .filter(|version| *version != current.version);
    let mut base = match from {
        // An earlier look comes back; who runs the shop today stays.
        Some(version) => Program {
            version: current.version,
            legal: current.legal.clone(),
            ..editor::version(app, owner, version).await?
        },
        None => current.clone(),
    };
    let lost = without_lost(app, owner, &mut base).await?;
    let typed = fields.text("tried").is_some() || sent;
    let form = if typed {
        LookForm::read(&base, |name| fields.0.remove(name))
    } else {
        LookForm::of(&base, frame.language)
    };
    let form = form.with_rows(&asked, &base);
    let mut tried = editor::tried(app, &form, &base);
    let gone = without_lost(app, owner, &mut tried.program).await?;
    let form = form.without_pictures(&gone);
    let (change, kept_goals) = change(app, owner, &current, &tried).await?;
    let shown = fields
        .text("show")
        .and_then(|tag| Locale::parse(base.tag_for(&tag)))
        .unwrap_or(frame.language);
    let program = if tried.faults.is_empty() {
        tried.program.clone()
    } else {
        readable(app, &tried, &base)
    };
    frame.colours = Some(program.colours.clone());
    let mut page = CardEditorPage {
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
            .filter_map(|tag| Locale::parse(tag))
            .collect(),
        corrected: tried.corrected.clone(),
        unsaved: typed && change != SaveEffect::Nothing,
        change,
        kept_goals,
        asks: false,
        opened: fields
            .text("open")
            .unwrap_or_default(),
        // A stale form that was told so is made of what is in force now; one that only tries keeps what it was made of.
        version: read
            .filter(|_| sent && !asked.is_empty())
            .unwrap_or(current.version),
        stale: stale.map(|before| (before, current.clone())),
        lost: !lost.is_empty(),
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
    let gone = gone
        .into_iter()
        .map(|field| (field, "look-picture-gone"));
    page.refuse(gone.collect());
    Ok((page, tried))
}

/// Takes pictures out of a program that the shop no longer has; answers their fields.
async fn without_lost(
    app: &App,
    owner: &Actor,
    program: &mut Program,
) -> Result<Vec<&'static str>> {
    let missing = own_picture::missing(app, owner.tenant, program).await?;
    let lost = |pointer: &str| {
        missing
            .iter()
            .any(|(known, _)| known == pointer)
    };
    let mut fields = Vec::new();
    if lost("/logo") {
        program.logo = None;
        fields.push("logo");
    }
    if lost("/strip") {
        program.strip = None;
        fields.push("strip");
    }
    Ok(fields)
}

/// What saving would do, and how many members would keep the goal that they have.
async fn change(
    app: &App,
    owner: &Actor,
    current: &Program,
    tried: &Tried,
) -> Result<(SaveEffect, i64)> {
    if !tried.faults.is_empty() {
        return Ok((SaveEffect::Impossible, 0));
    }
    let would = put_program(app, owner, tried.program.clone(), true, None).await?;
    let effect = if would.version == current.version {
        SaveEffect::Nothing
    } else {
        SaveEffect::Cards(would.cards_changed)
    };
    Ok((effect, would.members_kept_on_old_goal))
}

/// Gives the shop another join address; the one until now goes on leading there. What was typed into the editor and is not saved yet
/// comes along and stays.
pub async fn change_address(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    payload: Payload,
) -> Answer {
    let (mut fields, refused) = sent(&app, &request, &owner, payload).await?;
    let typed = fields
        .text("slug")
        .unwrap_or_default();
    let changed = merchants::change_join_address(&app, &owner, &typed).await;
    // No button that tries, but none that saves either.
    fields
        .0
        .insert("try".to_owned(), "address".to_owned());
    let (mut page, _) = draw(&app, &request, &owner, &mut fields, true).await?;
    page.refuse(refused);
    let why = match changed {
        Ok(_) if page.change == SaveEffect::Nothing => {
            return back_to(&request, "/admin/card", "join-changed");
        }
        Ok(_) => {
            page.here.done = Some(page.frame.t("done-join-changed"));
            return html(&page);
        }
        Err(error) => match error.code {
            Code::SlugTaken => "look-join-taken",
            Code::InvalidRequest if merchants::typed_slug(&typed).is_ok() => "look-join-most",
            Code::InvalidRequest => "look-join-wrong",
            _ => return Err(error.into()),
        },
    };
    page.join_refused = Some((typed, page.frame.t(why)));
    with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// What the preview shows while a field is wrong: everything that can be drawn, the rest as it was.
fn readable(app: &App, tried: &Tried, base: &Program) -> Program {
    let wrong = |field: &str| {
        tried
            .faults
            .iter()
            .any(|fault| fault.starts_with(field))
    };
    let mut program = if ["name", "reward", "stamps", "step"]
        .into_iter()
        .any(wrong)
    {
        base.clone()
    } else {
        tried.program.clone()
    };
    program.colours = tried.program.colours.clone();
    (program.logo, program.strip) = (tried.program.logo.clone(), tried.program.strip.clone());
    program.template = if app
        .templates
        .contains_key(&tried.program.template)
    {
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
    let bare = |colour: &str| {
        colour
            .trim_start_matches('#')
            .to_owned()
    };
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
    let hash = name
        .strip_suffix(".png")
        .ok_or_else(missing)?;
    let body = own_picture::file(&app, &owner, hash)
        .await?
        .ok_or_else(missing)?;
    // Named by its hash, it never changes; private, because no card may show it yet.
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
    let mut colour = |name: &str| {
        params
            .text(name)
            .unwrap_or_default()
    };
    let colours = Colours {
        background: colour("colour"),
        foreground: String::new(),
        label: colour("label"),
        accent: colour("stamp_colour"),
    };
    let icon = params
        .text("icon")
        .unwrap_or_default();
    Ok(HttpResponse::Ok()
        .content_type("image/png")
        .body(editor::logo(&app, &icon, colours).await?))
}
