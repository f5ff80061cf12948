//! `/admin/members`: the people of the shop.

// The people of the shop.
pub mod view;

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::{back_to, page_of};
use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::CardState;
use crate::domain::program::Program;
use crate::error::{Code, Error};
use crate::http::admin::members::view::{
    CardLine, MemberHistoryLine, MemberLine, MemberPage, MembersPage, MergePage, PairLine,
    ProfileForm,
};
use crate::http::admin::nav::{AdminNav, NavItem};
use crate::http::base::auth::SignedIn;
use crate::http::base::form::FormFields;
use crate::http::base::form::told_wrong;
use crate::http::base::layout::Layout;
use crate::http::base::page::{html, language};
use crate::http::base::problem::Answer;
use crate::http::base::query::Params;
use crate::http::site::card::shown;
use crate::ids::RequestId;
use crate::locale::Locale;
use crate::service::access::actor::Actor;
use crate::service::cards::change_card::{CardChange, StampsRequest, adjust_stamps, change_card};
use crate::service::cards::redeem_reward::{RedemptionRequest, redeem_reward, void_redemption};
use crate::service::cards::void_scan::{VoidRequest, void_scan};
use crate::service::idempotency::{Idempotency, NoKey};
use crate::service::members::change_member::{MemberChange, change_member};
use crate::service::members::erase_member::{ErasureRequest, erase_member};
use crate::service::members::history::{HistoryEntry, HistoryKind};
use crate::service::members::member;
use crate::service::members::member::{
    ImportedVisits, LOOK_BACK, Member, MemberCard, MemberDetail, MemberItem, no_such_member,
};
use crate::service::members::member_export::member_export;
use crate::service::members::merge_members::{MergeRequest, merge_members};
use crate::till_export::western;

/// Rows of one page of the list.
const ROWS: i64 = 50;

/// What an owner's page is drawn from.
pub(super) struct MemberPageContext {
    pub(super) frame: Layout,
    pub(super) here: AdminNav,
    pub(super) program: Program,
    pub(super) owner: Actor,
    now: Timestamp,
}

pub(super) async fn scene(
    app: &App,
    request: &HttpRequest,
    owner: &SignedIn,
    place: NavItem,
) -> crate::error::Result<MemberPageContext> {
    let (frame, here, program) = page_of(app, request, owner, place).await?;
    let owner = Actor {
        language: Some(frame.language.tag().to_owned()),
        ..owner.0.clone()
    };
    Ok(MemberPageContext {
        frame,
        here,
        program,
        owner,
        now: app.clock.now(),
    })
}

/// The newest members.
pub async fn list(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut params: Params,
) -> Answer {
    let scene = scene(&app, &request, &owner, NavItem::Members).await?;
    let cursor = params.cursor()?;
    let pairs = match cursor {
        None => member::members_of_one_id(&app, &scene.owner)
            .await?
            .iter()
            .map(|both| pair(&scene, both))
            .collect(),
        Some(_) => Vec::new(),
    };
    let page = member::newest_members(&app, &scene.owner, cursor, ROWS).await?;
    let lang = scene.frame.language.tag();
    let more = page
        .next_cursor
        .map(|cursor| format!("/admin/members?cursor={cursor}&lang={lang}"));
    let members = page
        .data
        .iter()
        .map(|member| line(&scene, member))
        .collect();
    html(&MembersPage {
        q: None,
        pairs,
        members,
        more,
        frame: scene.frame,
        here: scene.here,
    })
}

/// Whoever is sought by code, own id, e-mail or telephone; a single one is shown at once. What was sought stays out of the
/// address, which browsers and proxies write down.
pub async fn search(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    mut fields: FormFields,
) -> Answer {
    let scene = scene(&app, &request, &owner, NavItem::Members).await?;
    let lang = scene.frame.language.tag();
    let Some(q) = fields.text("q") else {
        let all = format!("/admin/members?lang={lang}");
        return Ok(HttpResponse::SeeOther()
            .insert_header((header::LOCATION, all))
            .finish());
    };
    let found = member::members(&app, &scene.owner, Some(q.clone()), None, ROWS)
        .await?
        .data;
    if let [one] = &found[..] {
        let way = format!("/admin/members/{}?lang={lang}", one.id);
        return Ok(HttpResponse::SeeOther()
            .insert_header((header::LOCATION, way))
            .finish());
    }
    let members = found
        .iter()
        .map(|member| line(&scene, member))
        .collect();
    html(&MembersPage {
        q: Some(q),
        pairs: Vec::new(),
        members,
        more: None,
        frame: scene.frame,
        here: scene.here,
    })
}

fn name(frame: &Layout, member: &Member) -> String {
    let code = member
        .cards
        .first()
        .map(|card| card.short_code.as_str());
    let nameless = || match code {
        Some(code) => frame
            .language
            .text_with("member-card-of", &[("code", code.into())]),
        None => member
            .profile
            .external_id
            .clone()
            .unwrap_or_else(|| member.id.clone()),
    };
    member
        .profile
        .name
        .clone()
        .unwrap_or_else(nameless)
}

/// A member as a line of a list.
pub(super) fn line(scene: &MemberPageContext, member: &Member) -> MemberLine {
    let language = scene.frame.language;
    let code = member
        .cards
        .first()
        .map(|card| card.short_code.clone());
    MemberLine {
        name: name(&scene.frame, member),
        code: code.filter(|_| member.profile.name.is_some()),
        address: format!("/admin/members/{}?lang={}", member.id, language.tag()),
        stamps: crate::http::site::join::view::count(
            language,
            member.stamps,
            member.stamps_required,
        ),
        visits: language.number(member.visits),
        last_visit: member
            .last_visit_at
            .map(|at| moment(scene, at)),
    }
}

fn pair(scene: &MemberPageContext, both: &[Member; 2]) -> PairLine {
    let [keeper, other] = both;
    PairLine {
        id: keeper
            .profile
            .external_id
            .clone()
            .or_else(|| other.profile.external_id.clone())
            .unwrap_or_default(),
        both: [line(scene, keeper), line(scene, other)],
        merge: format!("/admin/members/{}/merge", keeper.id),
        other: other.id.clone(),
    }
}

fn moment(scene: &MemberPageContext, at: Timestamp) -> (String, String) {
    (
        scene
            .frame
            .language
            .moment(at, scene.now, &scene.program.zone()),
        at.to_string(),
    )
}

/// What a form held when it is shown again.
#[derive(Default)]
struct KeptForm {
    told: Option<ProfileForm>,
    delta: String,
    note: String,
    reason: String,
    problem: Option<(String, String)>,
}

/// One member.
pub async fn member(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
) -> Answer {
    let scene = scene(&app, &request, &owner, NavItem::Members).await?;
    draw(&app, scene, &id, KeptForm::default()).await
}

async fn draw(app: &App, scene: MemberPageContext, id: &str, kept: KeptForm) -> Answer {
    let detail = member::member(app, &scene.owner, id).await?;
    let imported = member::imported_visits(app, &scene.owner, &detail).await?;
    let MemberDetail {
        member, history, ..
    } = detail;
    let failed = kept.problem.is_some();
    let page = MemberPage {
        name: name(&scene.frame, &member),
        facts: facts(&scene, &member, &imported),
        has_imported: imported.count > 0,
        told: kept
            .told
            .unwrap_or_else(|| told(&member)),
        rewards: member
            .rewards
            .iter()
            .map(|reward| (reward.id.clone(), reward.name.clone()))
            .collect(),
        cards: member
            .cards
            .iter()
            .map(|card| card_line(&scene.frame, card))
            .collect(),
        history: history_lines(&scene, &history, &imported),
        base: format!("/admin/members/{}", member.id),
        // The form's idempotency key: a button that is tapped twice gives the stamps once.
        once: RequestId::new().to_string(),
        delta: kept.delta,
        note: kept.note,
        reason: kept.reason,
        problem: kept.problem,
        frame: Layout {
            path: format!("/admin/members/{}", member.id),
            ..scene.frame
        },
        here: scene.here,
    };
    let mut response = html(&page)?;
    if failed {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn told(member: &Member) -> ProfileForm {
    let known = member.profile.clone();
    ProfileForm {
        name: known.name.unwrap_or_default(),
        email: known.email.unwrap_or_default(),
        phone: known.phone.unwrap_or_default(),
        external_id: known
            .external_id
            .unwrap_or_default(),
    }
}

fn facts(
    scene: &MemberPageContext,
    member: &Member,
    imported: &ImportedVisits,
) -> Vec<(String, String)> {
    let language = scene.frame.language;
    let t = |key: &str| scene.frame.t(key);
    let agreed = member.consents.get("news") == Some(&true);
    let told = &member.profile;
    let known = [
        (
            "members-stamps",
            Some(crate::http::site::join::view::count(
                language,
                member.stamps,
                member.stamps_required,
            )),
        ),
        ("members-visits", Some(language.number(member.visits))),
        (
            "members-last",
            Some(
                member
                    .last_visit_at
                    .map_or_else(|| t("members-never"), |at| moment(scene, at).0),
            ),
        ),
        ("members-imported", imported_words(scene, imported)),
        (
            "pass-member-since",
            member
                .joined_at
                .map(|at| language.date(at, &scene.program.zone())),
        ),
        ("pass-tier", member.tier.clone()),
        ("member-email", told.email.clone()),
        ("member-phone", told.phone.clone()),
        ("member-external", told.external_id.clone()),
        (
            "member-news",
            Some(t(if agreed {
                "member-news-yes"
            } else {
                "member-news-no"
            })),
        ),
    ];
    known
        .into_iter()
        .filter_map(|(key, value)| Some((t(key), value?)))
        .collect()
}

fn card_line(frame: &Layout, card: &MemberCard) -> CardLine {
    let t = |key: &str| frame.t(key);
    let wallets = [
        (card.saved.apple, "card-in-apple"),
        (card.saved.google, "card-in-google"),
    ];
    let mut state = vec![t(&format!("member-state-{}", card.state.as_str()))];
    state.extend(
        wallets
            .into_iter()
            .filter(|(saved, _)| *saved)
            .map(|(_, key)| t(key)),
    );
    let ways: &[(&str, &str)] = match card.state {
        CardState::Active => &[("paused", "member-pause"), ("ended", "member-end")],
        CardState::Paused => &[("active", "member-reopen"), ("ended", "member-end")],
        CardState::Ended | CardState::Expired => &[("active", "member-reopen")],
        CardState::Erased => &[],
    };
    CardLine {
        id: card.id.clone(),
        code: card.short_code.clone(),
        page: card.page.clone(),
        state: state.join(" · "),
        in_use: card.state == CardState::Active,
        ways: ways
            .iter()
            .map(|(state, key)| (*state, t(key)))
            .collect(),
    }
}

/// How many visits were imported and when the last was; none without any.
fn imported_words(scene: &MemberPageContext, imported: &ImportedVisits) -> Option<String> {
    let language = scene.frame.language;
    let last = imported.latest.first()?;
    let (number, day) = (
        language.number(imported.count),
        language.date(*last, &scene.program.zone()),
    );
    let said = [("number", (&number).into()), ("day", (&day).into())];
    // The marks that set its parts apart would leave the whole without a direction.
    let words = language.text_with("members-imported-until", &said);
    Some(words.replace(['\u{2068}', '\u{2069}'], ""))
}

/// What happened with the card, and the visits from the till among it, newest first.
fn history_lines(
    scene: &MemberPageContext,
    history: &[HistoryEntry],
    imported: &ImportedVisits,
) -> Vec<MemberHistoryLine> {
    let own = history
        .iter()
        .enumerate()
        .map(|(i, happening)| {
            (
                happening.occurred_at,
                history_line(scene, happening, i == 0),
            )
        });
    let from_till = |at: &Timestamp| MemberHistoryLine {
        what: scene.frame.t("member-imported"),
        beside: None,
        when: moment(scene, *at),
        voided: false,
        undo: None,
    };
    let mut all: Vec<(Timestamp, MemberHistoryLine)> = own
        .chain(
            imported
                .latest
                .iter()
                .map(|at| (*at, from_till(at))),
        )
        .collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    all.truncate(LOOK_BACK as usize);
    all.into_iter()
        .map(|(_, line)| line)
        .collect()
}

/// The latest change of stamps is undone by its opposite; visits and redemptions are voided.
fn history_line(
    scene: &MemberPageContext,
    happening: &HistoryEntry,
    latest: bool,
) -> MemberHistoryLine {
    let undo = match happening.what {
        HistoryKind::Visit if !happening.voided => Some(("visit", happening.id.clone())),
        HistoryKind::RewardRedeemed if !happening.voided => {
            Some(("redemption", happening.id.clone()))
        }
        HistoryKind::Stamps if latest => happening
            .stamps
            .map(|stamps| ("delta", (-stamps).to_string())),
        _ => None,
    };
    MemberHistoryLine {
        what: shown(happening).words(scene.frame.language),
        beside: happening
            .note
            .clone()
            .or_else(|| happening.reward.clone()),
        when: moment(scene, happening.occurred_at),
        voided: happening.voided,
        undo,
    }
}

/// The page after a form: back with the news, or drawn again with the problem.
async fn after<T>(
    app: &App,
    request: &HttpRequest,
    owner: &SignedIn,
    id: &str,
    done: &str,
    kept: KeptForm,
    outcome: crate::error::Result<T>,
) -> Answer {
    let error = match outcome {
        Ok(_) => return back_to(request, &format!("/admin/members/{id}"), done),
        Err(error)
            if error.code.status() >= 500
                || matches!(error.code, Code::NotFound | Code::Unauthorized) =>
        {
            return Err(error.into());
        }
        Err(error) => error,
    };
    let scene = scene(app, request, owner, NavItem::Members).await?;
    let language = scene.frame.language;
    let words = |found: Option<String>| found.unwrap_or_else(|| error.detail.clone());
    let code = error.code.as_str();
    let problem = Some((
        words(language.error_title(code)),
        words(language.error_help(code)),
    ));
    draw(
        app,
        scene,
        id,
        KeptForm {
            problem: kept.problem.clone().or(problem),
            ..kept
        },
    )
    .await
}

/// A number as people write it: in the digits of their script, with a minus of any kind.
fn whole(text: &str) -> Option<i64> {
    let marks =
        |sign: &char| sign.is_whitespace() || matches!(sign, '\u{200E}' | '\u{200F}' | '\u{61C}');
    let bare: String = western(text)
        .chars()
        .filter(|sign| !marks(sign))
        .map(|sign| {
            if sign == '–' {
                '-'
            } else {
                sign
            }
        })
        .collect();
    bare.parse().ok()
}

/// Puts right what is known of the member; a field that was emptied is removed.
pub async fn profile(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
    mut fields: FormFields,
) -> Answer {
    let mut text = |name: &str| {
        fields
            .text(name)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let told = ProfileForm {
        name: text("name"),
        email: text("email"),
        phone: text("phone"),
        external_id: text("external_id"),
    };
    let given = |text: &str| Some(Some(text.to_owned()).filter(|text| !text.is_empty()));
    let change = MemberChange {
        name: given(&told.name),
        email: given(&told.email),
        phone: given(&told.phone),
        external_id: given(&told.external_id),
        consents: None,
    };
    let outcome = change_member(&app, &owner, &id, change).await;
    let language = language(&request, Locale::default());
    let wrong = outcome
        .as_ref()
        .err()
        .and_then(|error| error.errors.first())
        .map(|fault| fault.pointer.clone());
    let problem =
        wrong.map(|pointer| (language.text("told-wrong"), told_wrong(language, &pointer)));
    let kept = KeptForm {
        told: Some(told),
        problem,
        ..KeptForm::default()
    };
    after(&app, &request, &owner, &id, "member-saved", kept, outcome).await
}

/// Adds or takes stamps with a reason.
pub async fn stamps(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
    mut fields: FormFields,
) -> Answer {
    let mut text = |name: &str| {
        fields
            .text(name)
            .unwrap_or_default()
    };
    let mut kept = KeptForm {
        delta: text("delta"),
        note: text("note"),
        reason: text("reason"),
        ..KeptForm::default()
    };
    let key = Idempotency::of(
        owner.tenant,
        owner.id(),
        Some(text("once")).filter(|key| !key.is_empty()),
        format!("stamps:{id}:{}:{}:{}", kept.delta, kept.reason, kept.note),
    );
    let outcome = match (
        whole(&kept.delta),
        serde_json::from_value(serde_json::json!(kept.reason)),
    ) {
        (Some(delta), Ok(reason)) if delta != 0 && delta.unsigned_abs() <= 1_000 => {
            let note = Some(kept.note.clone()).filter(|note| !note.trim().is_empty());
            give(
                &app,
                &owner,
                &id,
                &key,
                StampsRequest {
                    card_id: String::new(),
                    delta,
                    reason,
                    note,
                },
            )
            .await
        }
        _ => {
            let language = language(&request, Locale::default());
            kept.problem = Some((
                language.text("member-how-many-wrong"),
                language.text("member-how-many-hint"),
            ));
            Err(Error::invalid("/delta", "must be a whole number"))
        }
    };
    after(&app, &request, &owner, &id, "stamps", kept, outcome).await
}

/// Stamps are the member's, whichever card they are given by.
async fn give(
    app: &App,
    owner: &Actor,
    id: &str,
    key: &Idempotency,
    request: StampsRequest,
) -> crate::error::Result<()> {
    let detail = member::member(app, owner, id).await?;
    let card = detail
        .member
        .cards
        .first()
        .ok_or_else(|| Code::CardNotFound.because("This member has no card yet."))?;
    adjust_stamps(
        app,
        owner,
        key,
        StampsRequest {
            card_id: card.id.clone(),
            ..request
        },
    )
    .await
    .map(drop)
}

/// Hands a waiting reward over: what a customer asks for who stands before the owner and not at a till.
pub async fn redeem(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
    mut fields: FormFields,
) -> Answer {
    let (reward, once) = (
        fields
            .text("reward")
            .unwrap_or_default(),
        fields.text("once"),
    );
    // The page has a button for each reward and one key for all of them.
    let key = Idempotency::of(
        owner.tenant,
        owner.id(),
        once.map(|once| format!("{once}-{reward}")),
        format!("redeem:{id}:{reward}"),
    );
    let outcome = hand_over(&app, &owner, &id, &key, reward).await;
    after(
        &app,
        &request,
        &owner,
        &id,
        "handed-over",
        KeptForm::default(),
        outcome,
    )
    .await
}

/// Rewards are the member's, whichever card is in use.
async fn hand_over(
    app: &App,
    owner: &Actor,
    id: &str,
    key: &Idempotency,
    reward: String,
) -> crate::error::Result<()> {
    let cards = member::member(app, owner, id)
        .await?
        .member
        .cards;
    let in_use = cards
        .iter()
        .find(|card| card.state == CardState::Active)
        .or(cards.first());
    let card = in_use.ok_or_else(|| Code::CardNotFound.because("This member has no card yet."))?;
    let request = RedemptionRequest {
        card_id: Some(card.id.clone()),
        reward_id: Some(reward),
        ..RedemptionRequest::default()
    };
    redeem_reward(app, owner, key, request)
        .await
        .map(drop)
}

/// Pauses, ends or reopens a card of the member.
pub async fn card(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
    mut fields: FormFields,
) -> Answer {
    let (card, state) = (
        fields
            .text("card")
            .unwrap_or_default(),
        fields
            .text("state")
            .unwrap_or_default(),
    );
    member::must_belong(&app, &owner, &id, MemberItem::Card(card.clone())).await?;
    let outcome = match serde_json::from_value(serde_json::json!(state)) {
        Ok(state) => change_card(&app, &owner, &card, CardChange { state }).await,
        Err(_) => Err(Error::invalid("/state", "must be active, paused or ended")),
    };
    after(
        &app,
        &request,
        &owner,
        &id,
        "card-changed",
        KeptForm::default(),
        outcome,
    )
    .await
}

/// Takes a visit or a redemption back.
pub async fn undo(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
    mut fields: FormFields,
) -> Answer {
    // No key is needed: what was taken back cannot be taken back again.
    let outcome = match (fields.text("visit"), fields.text("redemption")) {
        (Some(visit), _) => {
            member::must_belong(&app, &owner, &id, MemberItem::Visit(visit.clone())).await?;
            void_scan(&app, &owner, &NoKey, &visit, VoidRequest::default())
                .await
                .map(drop)
        }
        (None, Some(redemption)) => {
            member::must_belong(
                &app,
                &owner,
                &id,
                MemberItem::Redemption(redemption.clone()),
            )
            .await?;
            void_redemption(&app, &owner, &NoKey, &redemption, VoidRequest::default())
                .await
                .map(drop)
        }
        (None, None) => Err(Error::invalid("/visit", "is required")),
    };
    after(
        &app,
        &request,
        &owner,
        &id,
        "taken-back",
        KeptForm::default(),
        outcome,
    )
    .await
}

/// Shows what merging another card's member into this one would make.
pub async fn merge_page(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
    mut params: Params,
) -> Answer {
    let scene = scene(&app, &request, &owner, NavItem::Members).await?;
    let stays = member::member(&app, &scene.owner, &id)
        .await?
        .member;
    let mut found = member::members(
        &app,
        &scene.owner,
        params
            .text("code")
            // Nothing typed would list everybody; this finds nobody.
            .or(Some("?".into())),
        None,
        2,
    )
    .await?
    .data;
    let lang = scene.frame.language.tag();
    // Two were asked for, which is enough to see that the text names more than one.
    let (Some(other), true) = (found.pop(), found.is_empty()) else {
        return not_merged(&app, scene, &id, "member-merge-unknown").await;
    };
    if other.id == stays.id {
        return not_merged(&app, scene, &id, "member-merge-same").await;
    }
    let action = format!("/admin/members/{}/merge?lang={lang}", stays.id);
    let both = [line(&scene, &stays), line(&scene, &other)];
    html(&MergePage {
        both,
        other: other.id,
        action,
        frame: scene.frame,
        here: scene.here,
    })
}

async fn not_merged(app: &App, scene: MemberPageContext, id: &str, why: &str) -> Answer {
    let problem = Some((
        scene.frame.t(why),
        scene
            .frame
            .t("member-merge-meaning"),
    ));
    draw(
        app,
        scene,
        id,
        KeptForm {
            problem,
            ..KeptForm::default()
        },
    )
    .await
}

/// Merges another member into this one.
pub async fn merge(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
    mut fields: FormFields,
) -> Answer {
    let other = fields
        .text("other")
        .unwrap_or_default();
    let outcome = merge_members(
        &app,
        &owner,
        &NoKey,
        &other,
        MergeRequest { into: id.clone() },
    )
    .await;
    after(
        &app,
        &request,
        &owner,
        &id,
        "merged",
        KeptForm::default(),
        outcome,
    )
    .await
}

/// Everything that is kept about the member, as a file.
pub async fn export(app: Data<App>, owner: SignedIn, id: Path<String>) -> Answer {
    let export = member_export(&app, &owner, &id).await?;
    let file = (
        header::CONTENT_DISPOSITION,
        format!("attachment; filename=\"{id}.json\""),
    );
    Ok(HttpResponse::Ok()
        .insert_header(file)
        .json(export))
}

/// Erases the member.
pub async fn delete(
    app: Data<App>,
    request: HttpRequest,
    owner: SignedIn,
    id: Path<String>,
) -> Answer {
    let member = id
        .parse()
        .map_err(|_| no_such_member())?;
    erase_member(
        &app,
        owner.tenant,
        ErasureRequest::Owner(owner.id()),
        member,
    )
    .await?;
    back_to(&request, "/admin/members", "member-deleted")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (text, number) in [
            ("-3", -3),
            ("−3", -3),
            (" 12 ", 12),
            ("۱۲", 12),
            ("-٧", -7),
            ("\u{200e}-۷", -7),
        ] {
            assert_eq!(whole(text), Some(number), "{text}");
        }
        assert_eq!((whole("three"), whole("")), (None, None));
    }
}
