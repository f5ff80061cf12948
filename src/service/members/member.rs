//! The people of a shop, as its owner sees them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::{CardState, EarnedReward};
use crate::domain::program::Program;
use crate::error::{Code, Error, Result};
use crate::ids::{CardId, MemberId};
use crate::service::access::actor::Actor;
use crate::service::find_card::CardName;
use crate::service::members::history::{HistoryEntry, history};
use crate::service::members::profile;
use crate::service::members::profile::Profile;
use crate::service::page::Page;
use crate::service::shapes;
use crate::store::{CardRow, MemberRow, Tenant, Tx};

/// Happenings that one member's page looks back on.
pub(crate) const LOOK_BACK: i64 = 100;

/// One person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Member {
    /// `mem_…`
    pub id: String,
    /// Stamps in the current round.
    pub stamps: i64,
    /// Stamps in a full round.
    pub stamps_required: i64,
    /// Visits that have not been undone.
    pub visits: i64,
    /// The rewards that are waiting.
    pub rewards: Vec<shapes::Reward>,
    /// The tier reached.
    pub tier: Option<String>,
    /// All cards, oldest first; none for a regular who never joined.
    pub cards: Vec<MemberCard>,
    /// What the member told; empty for most.
    pub profile: MemberProfile,
    /// What the member agreed to, such as `{"news": true}`.
    pub consents: BTreeMap<String, bool>,
    /// When the first card was made, RFC 3339, UTC; null: a regular without a card.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub joined_at: Option<Timestamp>,
    /// The last visit that was not undone, RFC 3339, UTC.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_visit_at: Option<Timestamp>,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// A card of a member.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MemberCard {
    /// `card_…`
    pub id: String,
    /// Eight characters to type in.
    pub short_code: String,
    /// Whether it can be stamped.
    pub state: CardState,
    /// How the customer came.
    pub channel: String,
    /// Which wallets hold it.
    pub saved: shapes::Saved,
    /// The web card's address.
    pub page: String,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// What a member told; everything is optional.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct MemberProfile {
    /// What to call them.
    pub name: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// The shop's own ID for this person.
    pub external_id: Option<String>,
}

/// One person with what happened to them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MemberDetail {
    /// The person.
    #[serde(flatten)]
    pub member: Member,
    /// IDs of members who turned out to be this person; each one now returns this member.
    pub merged_ids: Vec<String>,
    /// The latest hundred events, newest first.
    pub history: Vec<HistoryEntry>,
}

/// The answer for unknown, erased and other merchants' members alike.
pub fn no_such_member() -> Error {
    Code::NotFound
        .because("This shop has no member with that ID. GET /v1/members lists its members.")
}

/// Something on a member's page that a form names by its id.
#[derive(Clone, Debug)]
pub enum MemberItem {
    /// `card_…`
    Card(String),
    /// `scan_…`
    Visit(String),
    /// `rdm_…`
    Redemption(String),
}

impl MemberItem {
    fn member(&self, tx: &mut Tx<'_>, tenant: Tenant) -> Result<Option<MemberId>> {
        Ok(match self {
            MemberItem::Card(id) => id
                .parse()
                .ok()
                .map(|id| tx.card(tenant, id))
                .transpose()?
                .flatten()
                .map(|card| card.member_id),
            MemberItem::Visit(id) => id
                .parse()
                .ok()
                .map(|id| tx.scan(tenant, id))
                .transpose()?
                .flatten()
                .map(|visit| visit.member_id),
            MemberItem::Redemption(id) => id
                .parse()
                .ok()
                .map(|id| tx.redemption(tenant, id))
                .transpose()?
                .flatten()
                .map(|row| row.member_id),
        })
    }
}

/// Refuses what is not this member's, so that a page changes nobody but the member whom it shows.
pub async fn must_belong(app: &App, actor: &Actor, id: &str, thing: MemberItem) -> Result<()> {
    let (tenant, id) = (
        actor.tenant,
        id.parse()
            .map_err(|_| no_such_member())?,
    );
    let read = app.store.read(move |tx| {
        let shown = tx
            .present_member(tenant, id)?
            .ok_or_else(no_such_member)?;
        let owner = thing
            .member(tx, tenant)?
            .map(|owner| tx.present_member(tenant, owner))
            .transpose()?
            .flatten();
        Ok(owner.is_some_and(|owner| owner.id == shown.id))
    });
    if read.await? {
        Ok(())
    } else {
        Err(Code::NotFound.because(
            "This member has nothing with that ID. Reload the member's page and try again.",
        ))
    }
}

/// The merchant's members, oldest first; those whom a text names, if one was given.
pub async fn members(
    app: &App,
    actor: &Actor,
    q: Option<String>,
    after: Option<MemberId>,
    limit: i64,
) -> Result<Page<Member>> {
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    let members = app.store.read(move |tx| {
        let rows = match q
            .as_deref()
            .map(str::trim)
            .filter(|q| !q.is_empty())
        {
            Some(q) => named(&ours, tx, who.tenant, q, after, limit + 1)?,
            None => tx.present_members(who.tenant, after, limit + 1)?,
        };
        view_all(&ours, tx, &who, rows, now)
    });
    Ok(Page::new(
        members.await?,
        limit,
        |member| member.id.clone(),
        |member| member,
    ))
}

/// The merchant's members, newest first, before one of them.
pub async fn newest_members(
    app: &App,
    actor: &Actor,
    before: Option<MemberId>,
    limit: i64,
) -> Result<Page<Member>> {
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    let members = app.store.read(move |tx| {
        let rows = tx.newest_members(who.tenant, before, limit + 1)?;
        view_all(&ours, tx, &who, rows, now)
    });
    Ok(Page::new(
        members.await?,
        limit,
        |member| member.id.clone(),
        |member| member,
    ))
}

/// Those of these ids that are members here, each under the id that was asked for. An imported log speaks of others, too.
pub async fn members_of(
    app: &App,
    actor: &Actor,
    ids: Vec<String>,
) -> Result<HashMap<String, Member>> {
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    let sought: Vec<MemberId> = ids
        .iter()
        .filter_map(|id| id.parse().ok())
        .collect();
    app.store
        .read(move |tx| {
            let (mut names, mut rows) = (HashMap::new(), Vec::with_capacity(sought.len()));
            for id in sought {
                if let Some(row) = tx.present_member(who.tenant, id)? {
                    names.insert(row.id.to_string(), id.to_string());
                    rows.push(row);
                }
            }
            let members = view_all(&ours, tx, &who, rows, now)?;
            Ok(members
                .into_iter()
                .filter_map(|member| Some((names.remove(&member.id)?, member)))
                .collect())
        })
        .await
}

/// Those of the ids under which somebody was a member who has been erased since.
pub async fn erased_of(app: &App, actor: &Actor, ids: Vec<String>) -> Result<HashSet<String>> {
    let tenant = actor.tenant;
    app.store
        .read(move |tx| {
            let mut erased = HashSet::new();
            for id in ids {
                let Ok(sought) = id.parse() else {
                    continue;
                };
                let row = tx.member(tenant, sought)?;
                if row.is_some_and(|row| row.erased_at.is_some()) {
                    erased.insert(id);
                }
            }
            Ok(erased)
        })
        .await
}

/// Pairs of members with one id that a page lists; the next follow when these are merged.
const PAIRS: i64 = 50;

/// The members who have one id of the shop's, in pairs: who is found by it, and the younger one.
pub async fn members_of_one_id(app: &App, actor: &Actor) -> Result<Vec<[Member; 2]>> {
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    app.store
        .read(move |tx| {
            let pairs = tx.same_ids(Some(who.tenant), PAIRS)?;
            let mut ids: Vec<MemberId> = pairs
                .iter()
                .flat_map(|pair| [pair.keeper, pair.other])
                .collect();
            ids.sort();
            ids.dedup();
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                rows.extend(tx.present_member(who.tenant, id)?);
            }
            let members = view_all(&ours, tx, &who, rows, now)?;
            let find = |id: MemberId| {
                members
                    .iter()
                    .find(|member| member.id == id.to_string())
                    .cloned()
            };
            Ok(pairs
                .iter()
                .filter_map(|pair| Some([find(pair.keeper)?, find(pair.other)?]))
                .collect())
        })
        .await
}

/// Everybody whom a text can mean: a code, an id, the shop's own id, an e-mail address or a telephone number.
fn named(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    q: &str,
    after: Option<MemberId>,
    limit: i64,
) -> Result<Vec<MemberRow>> {
    let mut found = tx.members_by_mark(
        tenant,
        &profile::sought_marks(&app.secrets, tenant, q),
        limit,
    )?;
    found
        .extend(tx.member_by_external(tenant, &profile::external_hashes(&app.secrets, tenant, q))?);
    let card = match q.parse::<CardId>() {
        Ok(id) => CardName::Id(id),
        Err(_) => CardName::read_code(app, q),
    };
    // A text that names no card is not refused: it may be a number, an address or an id.
    let by_card = match card.find(tx, tenant) {
        Ok(card) => Some(card.member_id),
        Err(error) if error.code == Code::CardNotFound => None,
        Err(error) => return Err(error),
    };
    for id in by_card
        .into_iter()
        .chain(q.parse::<MemberId>().ok())
    {
        found.extend(tx.present_member(tenant, id)?);
    }
    found.sort_by_key(|member| member.id);
    found.dedup_by_key(|member| member.id);
    found.retain(|member| after.is_none_or(|after| member.id > after));
    found.truncate(limit.max(0) as usize);
    Ok(found)
}

/// One member with the latest happenings.
pub async fn member(app: &App, actor: &Actor, id: &str) -> Result<MemberDetail> {
    let id: MemberId = id
        .parse()
        .map_err(|_| no_such_member())?;
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    app.store
        .read(move |tx| detail(&ours, tx, &who, id, LOOK_BACK, now))
        .await
}

/// The same inside a transaction.
pub fn detail(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: MemberId,
    look_back: i64,
    now: Timestamp,
) -> Result<MemberDetail> {
    let tenant = actor.tenant;
    let row = tx
        .present_member(tenant, id)?
        .ok_or_else(no_such_member)?;
    let merged_ids = tx
        .merged_into(tenant, row.id)?
        .iter()
        .map(ToString::to_string)
        .collect();
    let program = tx.program(tenant)?;
    let history = history(tx, tenant, &row, actor.reads(&program), look_back)?;
    let member = view_all(app, tx, actor, vec![row], now)?
        .pop()
        .ok_or_else(no_such_member)?;
    Ok(MemberDetail {
        member,
        merged_ids,
        history,
    })
}

/// Visits of a member that were imported from the till, before cards or beside them: no stamps, and no visits with the card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedVisits {
    /// How many there are.
    pub count: i64,
    /// When the latest were, newest first.
    pub latest: Vec<Timestamp>,
}

/// What was imported for a member, and for those who turned out to be the same person.
pub async fn imported_visits(
    app: &App,
    actor: &Actor,
    member: &MemberDetail,
) -> Result<ImportedVisits> {
    let tenant = actor.tenant;
    let ids: Vec<String> = std::iter::once(&member.member.id)
        .chain(&member.merged_ids)
        .cloned()
        .collect();
    let read = app
        .store
        .read(move |tx| tx.imported_visits(tenant, &ids, LOOK_BACK));
    let (count, latest) = read.await?;
    Ok(ImportedVisits { count, latest })
}

/// What hangs on the members of one page of a list, read for all of them at once.
struct Around {
    program: Arc<Program>,
    /// Stamps of a full round for whoever keeps the goal of a version.
    required: BTreeMap<Option<i64>, i64>,
    cards: BTreeMap<MemberId, Vec<CardRow>>,
    told: BTreeMap<MemberId, Profile>,
    rewards: BTreeMap<MemberId, Vec<EarnedReward>>,
    last_visits: BTreeMap<MemberId, Timestamp>,
    saved: BTreeMap<CardId, shapes::Saved>,
}

fn view_all(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    rows: Vec<MemberRow>,
    now: Timestamp,
) -> Result<Vec<Member>> {
    let mut around = around(app, tx, actor.tenant, &rows)?;
    Ok(rows
        .into_iter()
        .map(|row| view_one(app, actor, row, &mut around, now))
        .collect())
}

fn around(app: &App, tx: &mut Tx<'_>, tenant: Tenant, rows: &[MemberRow]) -> Result<Around> {
    let ids: Vec<MemberId> = rows
        .iter()
        .map(|row| row.id)
        .collect();
    let names: Vec<String> = ids
        .iter()
        .map(ToString::to_string)
        .collect();
    let cards = tx.cards_by_member(tenant, &names)?;
    let card_ids: Vec<CardId> = cards
        .values()
        .flatten()
        .map(|card| card.id)
        .collect();
    let (devices, google) = (
        tx.devices_of_cards(tenant, &card_ids)?,
        tx.saved_in_google(tenant, &card_ids)?,
    );
    let saved = |id: &CardId| shapes::Saved {
        apple: devices.contains_key(id),
        google: app.google.is_configured() && google.contains(id),
    };
    let mut told = BTreeMap::new();
    for (id, row) in tx.profiles_by_member(tenant, &names)? {
        // One that cannot be read, as after a lost secret, must not hide the others.
        let profile = profile::open(&app.secrets, &row).unwrap_or_else(|error| {
            tracing::warn!(member.id = %id, error = %error, "a member's profile cannot be read");
            Profile::default()
        });
        told.insert(id, profile);
    }
    let rewards = tx
        .waiting_rewards(tenant, &ids)?
        .into_iter();
    let mut required = BTreeMap::new();
    for row in rows {
        if row.goal_version.is_some() && !required.contains_key(&row.goal_version) {
            required.insert(
                row.goal_version,
                tx.program_for(row)?
                    .stamps_required(),
            );
        }
    }
    Ok(Around {
        program: tx.program(tenant)?,
        required,
        saved: card_ids
            .iter()
            .map(|id| (*id, saved(id)))
            .collect(),
        cards,
        told,
        rewards: rewards
            .map(|(id, rows)| {
                (
                    id,
                    rows.into_iter()
                        .map(EarnedReward::from)
                        .collect(),
                )
            })
            .collect(),
        last_visits: tx.last_visits(tenant, &ids)?,
    })
}

fn view_one(
    app: &App,
    actor: &Actor,
    row: MemberRow,
    around: &mut Around,
    now: Timestamp,
) -> Member {
    let language = actor
        .reads(&around.program)
        .to_owned();
    let cards = around
        .cards
        .remove(&row.id)
        .unwrap_or_default();
    let told = around
        .told
        .remove(&row.id)
        .unwrap_or_default();
    let rewards = around
        .rewards
        .remove(&row.id)
        .unwrap_or_default();
    Member {
        id: row.id.to_string(),
        stamps: row.stamps,
        stamps_required: around
            .required
            .get(&row.goal_version)
            .copied()
            .unwrap_or(around.program.stamps_required()),
        visits: row.visits,
        rewards: rewards
            .iter()
            .filter(|reward| reward.is_available(now))
            .map(|reward| shapes::reward(reward, &language, &around.program))
            .collect(),
        tier: row.tier,
        joined_at: cards
            .first()
            .map(|card| card.created_at),
        cards: cards
            .iter()
            .map(|card| view_card(app, card, around))
            .collect(),
        profile: MemberProfile {
            name: told.name,
            email: told.email,
            phone: told.phone,
            external_id: told.external_id,
        },
        consents: told.consents.unwrap_or_default(),
        last_visit_at: around
            .last_visits
            .get(&row.id)
            .copied(),
        created_at: row.created_at,
    }
}

fn view_card(app: &App, card: &CardRow, around: &Around) -> MemberCard {
    MemberCard {
        id: card.id.to_string(),
        short_code: card.short_code.clone(),
        state: card.state,
        channel: card.channel.clone(),
        saved: around
            .saved
            .get(&card.id)
            .copied()
            .unwrap_or(shapes::Saved {
                apple: false,
                google: false,
            }),
        page: app.card_page(card),
        created_at: card.created_at,
    }
}
