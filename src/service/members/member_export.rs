//! Everything that is kept about one member, for the person it is about.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::error::{Error, Result};
use crate::ids::{CardId, MemberId};
use crate::service::access::actor::{Actor, Role};
use crate::service::members::member::{Member, detail, no_such_member};
use crate::service::shapes::{self, StampAdjustment};
use crate::store::Tx;

/// Rows of a kind that one person can have.
const MOST: i64 = 100_000;
/// Lines of the log that are read at a time.
const PAGE: i64 = 2_000;

/// Everything we keep about one member.
#[derive(Debug, Serialize, ToSchema)]
pub struct MemberExport {
    /// When this was written, RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    exported_at: Timestamp,
    /// The shop's name.
    shop: String,
    /// Profile, consents, stamps, waiting rewards and cards.
    member: Member,
    /// Ids of members who turned out to be this person.
    merged_ids: Vec<String>,
    /// How many wallets hold each card. Their addresses are the wallets' own and are used for updates only.
    wallets: Vec<WalletUse>,
    /// Every visit, newest first.
    visits: Vec<shapes::Scan>,
    /// Stamps added or removed without a visit, newest first.
    stamp_changes: Vec<StampAdjustment>,
    /// Every reward, whatever happened to it.
    rewards: Vec<shapes::Reward>,
    /// Every redemption, newest first.
    redemptions: Vec<shapes::Redemption>,
    /// The log's lines about this person, oldest first.
    #[schema(value_type = Vec<Object>)]
    events: Vec<Box<RawValue>>,
}

/// Which wallets hold a card.
#[derive(Debug, Serialize, ToSchema)]
pub struct WalletUse {
    /// The card.
    card_id: String,
    /// Apple devices registered for it.
    apple_devices: i64,
    /// Whether Google reported it saved.
    google: bool,
}

/// Everything that is kept about one member; of a shop only some are written at once, because the whole log is looked through.
pub async fn member_export(app: &App, actor: &Actor, id: &str) -> Result<MemberExport> {
    // Customers have places of their own, so that they do not keep the owner from an export.
    let who = if actor.role == Role::Owner {
        "owner"
    } else {
        "customers"
    };
    let _place = app
        .limits
        .exports
        .take(&format!("{}:{who}", actor.tenant.id()))?;
    let id: MemberId = id
        .parse()
        .map_err(|_| no_such_member())?;
    let app = &app.with_batch_deadline();
    let (ours, who, now) = (app.clone(), actor.clone(), app.clock.now());
    let mut export = app
        .store
        .read(move |tx| kept(&ours, tx, &who, id, now))
        .await?;
    let ids: Vec<String> = std::iter::once(&export.member.id)
        .chain(&export.merged_ids)
        .cloned()
        .collect();
    export.events = events(app, actor, ids).await?;
    Ok(export)
}

fn kept(
    app: &App,
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: MemberId,
    now: Timestamp,
) -> Result<MemberExport> {
    let tenant = actor.tenant;
    let detail = detail(app, tx, actor, id, 0, now)?;
    let row = tx
        .present_member(tenant, id)?
        .ok_or_else(no_such_member)?;
    let program = tx.program(tenant)?;
    let language = actor.reads(&program).to_owned();
    let cards: Vec<CardId> = tx
        .cards_of_member(tenant, row.id)?
        .iter()
        .map(|card| card.id)
        .collect();
    let (devices, google) = (
        tx.devices_of_cards(tenant, &cards)?,
        tx.saved_in_google(tenant, &cards)?,
    );
    Ok(MemberExport {
        exported_at: now,
        shop: program
            .name
            .in_language(&language, &program.languages)
            .to_owned(),
        member: detail.member,
        merged_ids: detail.merged_ids,
        wallets: cards
            .iter()
            .map(|card| wallets(*card, &devices, &google))
            .collect(),
        visits: tx
            .latest_scans(tenant, row.id, MOST)?
            .into_iter()
            .map(shapes::Scan::from)
            .collect(),
        stamp_changes: tx
            .latest_stamps_changes(tenant, row.id, MOST)?
            .into_iter()
            .map(StampAdjustment::from)
            .collect(),
        rewards: tx
            .progress(&row, true)?
            .rewards
            .iter()
            .map(|reward| shapes::reward(reward, &language, &program))
            .collect(),
        redemptions: tx
            .latest_redemptions(tenant, row.id, MOST)?
            .into_iter()
            .map(shapes::Redemption::from)
            .collect(),
        events: vec![],
    })
}

fn wallets(card: CardId, devices: &BTreeMap<CardId, i64>, google: &[CardId]) -> WalletUse {
    let apple_devices = devices
        .get(&card)
        .copied()
        .unwrap_or(0);
    WalletUse {
        card_id: card.to_string(),
        apple_devices,
        google: google.contains(&card),
    }
}

/// The log's lines about these ids, read page after page so that no reader is held for long.
async fn events(app: &App, actor: &Actor, ids: Vec<String>) -> Result<Vec<Box<RawValue>>> {
    let (tenant, mut after, mut lines) = (actor.tenant, 0, Vec::new());
    loop {
        let ids = ids.clone();
        let page = app
            .store
            .read(move |tx| tx.lines_about(tenant, &ids, after, PAGE))
            .await?;
        let Some((found, last)) = page else {
            return Ok(lines);
        };
        after = last;
        for line in found {
            lines.push(RawValue::from_string(line).map_err(Error::internal)?);
        }
    }
}
