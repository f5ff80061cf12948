//! A member is erased: what points to the person is destroyed, what the shop's totals need stays under random ids.

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::CardState;
use crate::domain::event::Fact;
use crate::error::Result;
use crate::ids::{CardId, MemberId};
use crate::service::card_changed::update_wallets;
use crate::service::members::member::no_such_member;
use crate::service::unit_of_work::{self, Lock};
use crate::store::{CardRow, MemberRow, NewEvent, PendingVoidRow, Tenant, Tx};

/// How long a wallet's address is kept, at most, to tell it that the card is void.
const FAREWELL_S: i64 = 3 * 86_400;
/// Rows that one sweep looks at.
const BATCH: i64 = 200;

/// Who wants it.
#[derive(Clone, Debug)]
pub enum ErasureRequest {
    /// The owner, for the member: the key or session that asked.
    Owner(String),
    /// The member, on the card's own page.
    Member,
}

/// Erases a member. The profile and its key, digests, notes and kept answers are gone with the commit; wallets hear that the
/// cards are void, and their addresses are gone as soon as they have, after three days in any case. Backups lose the person
/// when they are rotated. The totals of the past do not move.
pub async fn erase_member(
    app: &App,
    tenant: Tenant,
    wish: ErasureRequest,
    id: MemberId,
) -> Result<()> {
    let app = &app.with_batch_deadline();
    let now = app.clock.now();
    let ours = app.clone();
    let cards = unit_of_work::write(app, Lock::Shop(tenant), move |tx| {
        let member = present(tx, tenant, id)?;
        let names = names_of(tx, tenant, &member)?;
        tx.forget_device_logs(&names)?;
        erase(&ours, tx, tenant, &wish, &member, now)
    })
    .await?;
    forget_passes(app, &cards);
    app.store.settle_erasure().await;
    Ok(())
}

/// Drops the signed passes that are kept in memory.
fn forget_passes(app: &App, cards: &[CardId]) {
    cards
        .iter()
        .for_each(|card| app.cache.passes.forget(card));
}

fn present(tx: &mut Tx<'_>, tenant: Tenant, id: MemberId) -> Result<MemberRow> {
    tx.present_member(tenant, id)?
        .ok_or_else(no_such_member)
}

/// Every id under which the member stands in what a phone reports.
fn names_of(tx: &mut Tx<'_>, tenant: Tenant, member: &MemberRow) -> Result<Vec<String>> {
    let mut names = vec![member.id.to_string()];
    names.extend(
        tx.merged_into(tenant, member.id)?
            .iter()
            .map(ToString::to_string),
    );
    names.extend(
        tx.cards_of_member(tenant, member.id)?
            .iter()
            .map(|card| card.id.to_string()),
    );
    Ok(names)
}

/// Erases a member in the caller's transaction, which holds the merchant's lock; answers the cards.
pub fn erase(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    wish: &ErasureRequest,
    member: &MemberRow,
    now: Timestamp,
) -> Result<Vec<CardId>> {
    let mut cards = tx.cards_of_member(tenant, member.id)?;
    let at = after_everything(tx, tenant, member, &cards, now)?;
    let mut ids = vec![member.id];
    ids.extend(tx.merged_into(tenant, member.id)?);
    tx.forget_answers_about(tenant, &ids)?;
    tx.erase_members(tenant, &ids, at)?;
    cards
        .iter_mut()
        .for_each(|card| card.state = CardState::Erased);
    update_wallets(app, tx, tenant, &mut cards, now)?;
    for card in &cards {
        schedule_void_notice(tx, card, now)?;
    }
    let (reason, staff_id) = match wish {
        ErasureRequest::Owner(id) => ("erasure", Some(id.clone())),
        ErasureRequest::Member => ("leaving", None),
    };
    let event = NewEvent {
        idempotency_key: format!("deleted:{}", member.id),
        occurred_at: at,
        member_id: Some(member.id),
        card_id: None,
        location_id: None,
        staff_id,
        fact: Fact::MemberDeleted {
            reason: Some(reason.into()),
        },
    };
    tx.append(tenant, now, vec![event])?;
    Ok(cards
        .iter()
        .map(|card| card.id)
        .collect())
}

/// An instant after the member's last event: what happens at the moment of leaving or later counts no more, and a till's clock
/// may run five minutes ahead.
fn after_everything(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: &MemberRow,
    cards: &[CardRow],
    now: Timestamp,
) -> Result<Timestamp> {
    let visit = tx
        .latest_scans(tenant, member.id, 1)?
        .first()
        .map(|scan| scan.occurred_at);
    let redemption = tx
        .latest_redemptions(tenant, member.id, 1)?
        .first()
        .map(|row| row.occurred_at);
    let made = cards
        .iter()
        .map(|card| card.created_at)
        .max();
    let change = tx
        .latest_stamps_changes(tenant, member.id, 1)?
        .first()
        .map(|row| row.occurred_at);
    let last = [visit, redemption, made, change]
        .into_iter()
        .flatten()
        .max();
    Ok(last.map_or(now, |last| now.max(last.plus_ms(1))))
}

/// Keeps a card's addresses until its wallets have heard, if there are any.
fn schedule_void_notice(tx: &mut Tx<'_>, card: &CardRow, now: Timestamp) -> Result<()> {
    if tx.count_registrations(card.tenant(), card.id)? == 0
        && tx
            .google_object(card.tenant(), card.id)?
            .is_none()
    {
        return tx.forget_addresses(card.tenant(), card.id);
    }
    tx.insert_pending_void(&PendingVoidRow {
        card_id: card.id,
        merchant_id: card.merchant_id,
        since: now,
        ends_at: now.plus_s(FAREWELL_S),
    })
}

/// Forgets the addresses of erased members' cards whose wallets have heard, or had their three days.
pub async fn end_pending_voids(app: &App) -> Result<()> {
    let now = app.clock.now();
    let ended = app.store.read(move |tx| {
        let mut ended = Vec::new();
        for row in tx.pending_voids(BATCH)? {
            if row.ends_at <= now || tx.all_notified(&row)? {
                ended.push(row);
            }
        }
        Ok(ended)
    });
    for row in ended.await? {
        unit_of_work::write(app, Lock::ShopForLong(row.tenant()), move |tx| {
            tx.forget_addresses(row.tenant(), row.card_id)
        })
        .await?;
        app.store.settle_erasure().await;
    }
    Ok(())
}
