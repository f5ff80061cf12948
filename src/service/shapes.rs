//! The shapes that callers see.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::{CardState, EarnedReward, Progress, RewardState};
use crate::domain::face::CardFace;
use crate::domain::program::Program;
use crate::error::Result;
use crate::service::access::actor::{Actor, Role};
use crate::store::{CardRow, MemberRow, RedemptionRow, ScanRow, StampsChangeRow, Tenant, Tx};

/// A card with the member's stamps and rewards.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Card {
    /// `card_…`; also Apple's serial number.
    pub id: String,
    /// `mem_…`
    pub member_id: String,
    /// The text in the barcode.
    pub code: String,
    /// Eight characters to type in.
    pub short_code: String,
    /// Whether it can be stamped.
    pub state: CardState,
    /// Stamps in the current round.
    pub stamps: i64,
    /// Stamps in a full round.
    pub stamps_required: i64,
    /// The rewards that are waiting.
    pub rewards: Vec<Reward>,
    /// The tier reached.
    pub tier: Option<String>,
    /// What is missing to the next stamp, in the smallest currency unit, where stamps follow what is spent and rests are kept.
    pub next_stamp_minor: Option<i64>,
    /// The stamps that run out next, where stamps do.
    pub expiring: Option<Expiring>,
    /// Which wallets hold it.
    pub saved: Saved,
    /// The customer's language.
    pub locale: String,
    /// How the customer joined.
    pub channel: String,
    /// Goes up with every visible change.
    pub version: i64,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
    /// Where to see and add it: for owners, and in the response that created the card. Anyone with these addresses can do what the customer
    /// can, so staff who only scan never see them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
}

/// Stamps that run out.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Expiring {
    /// How many.
    pub stamps: i64,
    /// The first instant at which they are gone. RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A reward that is waiting, or was just earned.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reward {
    /// `rwd_…`
    pub id: String,
    /// In the language of `Accept-Language` if the shop has it, otherwise the shop's own.
    pub name: String,
    /// Where it stands.
    pub state: RewardState,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub earned_at: Timestamp,
    /// RFC 3339, UTC; null = never.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Timestamp>,
}

/// Which wallets hold the card.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Saved {
    /// A device is registered for the pass.
    pub apple: bool,
    /// Google reported it saved.
    pub google: bool,
}

/// The card's addresses.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Links {
    /// The web card.
    pub page: String,
    /// The `.pkpass`; null when Apple Wallet is not set up.
    pub apple: Option<String>,
    /// Google's save link; null when Google Wallet is not set up.
    pub google: Option<String>,
}

/// One validated visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Scan {
    /// `scan_…`; also the visit's id in the log.
    pub id: String,
    /// The card that was shown.
    pub card_id: String,
    /// Whose visit.
    pub member_id: String,
    /// Where.
    pub location_id: Option<String>,
    /// The till that scanned.
    pub till_id: Option<String>,
    /// The API key that scanned.
    pub key_id: Option<String>,
    /// What this visit added.
    pub stamps: i64,
    /// What the customer paid, in the smallest currency unit.
    pub amount_minor: Option<i64>,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub occurred_at: Timestamp,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
    /// RFC 3339, UTC; null if it was not undone.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub voided_at: Option<Timestamp>,
}

impl From<ScanRow> for Scan {
    fn from(row: ScanRow) -> Scan {
        Scan {
            id: row.id.to_string(),
            card_id: row.card_id.to_string(),
            member_id: row.member_id.to_string(),
            location_id: row.location_id,
            till_id: row.till_id.map(|id| id.to_string()),
            key_id: row.key_id.map(|id| id.to_string()),
            stamps: row.stamps,
            amount_minor: row.amount_minor,
            occurred_at: row.occurred_at,
            received_at: row.received_at,
            voided_at: row.voided_at,
        }
    }
}

/// One redemption.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Redemption {
    /// `rdm_…`
    pub id: String,
    /// The reward handed over.
    pub reward_id: String,
    /// The card that was shown.
    pub card_id: String,
    /// What it cost the shop, in the smallest currency unit.
    pub cost_minor: Option<i64>,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub occurred_at: Timestamp,
    /// RFC 3339, UTC; null if it was not undone.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub voided_at: Option<Timestamp>,
}

impl From<RedemptionRow> for Redemption {
    fn from(row: RedemptionRow) -> Redemption {
        Redemption {
            id: row.id.to_string(),
            reward_id: row.reward_id.to_string(),
            card_id: row.card_id.to_string(),
            cost_minor: row.cost_minor,
            occurred_at: row.occurred_at,
            voided_at: row.voided_at,
        }
    }
}

/// Stamps added or removed without a visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StampAdjustment {
    /// `stc_…`
    pub id: String,
    /// The card.
    pub card_id: String,
    /// How many; negative if removed.
    pub delta: i64,
    /// Why.
    pub reason: String,
    /// The owner's own words about it.
    pub note: Option<String>,
    /// RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub occurred_at: Timestamp,
}

impl From<StampsChangeRow> for StampAdjustment {
    fn from(row: StampsChangeRow) -> StampAdjustment {
        StampAdjustment {
            id: row.id.to_string(),
            card_id: row.card_id.to_string(),
            delta: row.delta,
            reason: row.reason,
            note: row.note,
            occurred_at: row.occurred_at,
        }
    }
}

/// A reward in the words of a language.
pub fn reward(row: &EarnedReward, language: &str, program: &Program) -> Reward {
    Reward {
        id: row.id.to_string(),
        name: row
            .name
            .in_language(language, &program.languages)
            .to_owned(),
        state: row.state,
        earned_at: row.earned_at,
        expires_at: row.expires_at,
    }
}

/// The card as a caller sees it, from what the transaction has read already.
pub fn card(
    app: &App,
    actor: &Actor,
    row: &CardRow,
    progress: &Progress,
    program: &Program,
    saved: Saved,
    now: Timestamp,
) -> Card {
    let face = CardFace::of(progress, program, row.state, now);
    let mut waiting = face.waiting;
    // A till that was offline sends late, so that the newest reward of the list need not be the last one earned.
    waiting.sort_by_key(|r| (r.earned_at, r.id));
    Card {
        id: row.id.to_string(),
        member_id: row.member_id.to_string(),
        code: app
            .secrets
            .code(&row.secret_id, row.id),
        short_code: row.short_code.clone(),
        state: face.state,
        stamps: face.count.stamps,
        stamps_required: face.count.required,
        rewards: waiting
            .into_iter()
            .map(|r| reward(r, actor.reads(program), program))
            .collect(),
        tier: face.tier.map(str::to_owned),
        next_stamp_minor: face.to_next_stamp,
        expiring: face.expiring.map(|next| Expiring {
            stamps: next.stamps,
            at: next.at,
        }),
        saved,
        locale: row.locale.clone(),
        channel: row.channel.clone(),
        version: row.version,
        created_at: row.created_at,
        updated_at: row.updated_at,
        links: (actor.role == Role::Owner).then(|| links(app, row)),
    }
}

fn links(app: &App, row: &CardRow) -> Links {
    let page = app.card_page(row);
    Links {
        apple: app
            .apple
            .is_configured()
            .then(|| format!("{page}/apple")),
        google: app
            .google
            .is_configured()
            .then(|| format!("{page}/google")),
        page,
    }
}

/// The card in the answer that made it: whoever made it hands its addresses to the customer.
pub fn new_card(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    row: &CardRow,
    now: Timestamp,
) -> Result<Card> {
    Ok(Card {
        links: Some(links(app, row)),
        ..card_now(app, tx, actor, row, now)?
    })
}

/// The card as a caller sees it, read afresh.
pub fn card_now(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    row: &CardRow,
    now: Timestamp,
) -> Result<Card> {
    let tenant = actor.tenant;
    let program = tx.program(tenant)?;
    let member = existing_member(tx, tenant, row)?;
    let progress = tx.progress(&member, false)?;
    let saved = saved(app, tx, row)?;
    Ok(card(app, actor, row, &progress, &program, saved, now))
}

/// Which wallets hold a card.
pub fn saved(app: &App, tx: &mut Tx<'_>, row: &CardRow) -> Result<Saved> {
    let google = app.google.is_configured()
        && tx
            .google_object(row.tenant(), row.id)?
            .is_some_and(|object| object.saved);
    Ok(Saved {
        apple: tx.count_registrations(row.tenant(), row.id)? > 0,
        google,
    })
}

/// The member that a card names; every card has one.
pub fn existing_member(tx: &mut Tx<'_>, tenant: Tenant, card: &CardRow) -> Result<MemberRow> {
    tx.member(tenant, card.member_id)?
        .ok_or_else(|| {
            crate::error::Error::internal(format!("{} names a member that is missing", card.id))
        })
}
