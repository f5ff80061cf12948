//! After a restore: phones remember update tags that lost changes had, and may show stamps that are no more.

use crate::app::App;
use crate::error::Result;
use crate::ids::CardId;
use crate::service::card_changed::update_wallets;
use crate::store::{Tenant, Tx};

/// How far update tags jump: more than could have been given since any backup worth restoring.
const TAG_GAP: i64 = 1 << 32;

/// Cards that one transaction marks: a service that was started already goes on scanning meanwhile.
const BATCH: i64 = 500;

/// Moves every update tag ahead and marks every card as changed, so that each phone fetches what is true now. Answers the
/// number of cards. Broken off, it is simply done again.
pub async fn settle_in(app: &App) -> Result<usize> {
    let app = &app.with_batch_deadline();
    // First and by itself: every change from here on has a tag that no phone has heard of.
    app.store
        .write(|tx| tx.jump_update_tags(TAG_GAP))
        .await?;
    let mut count = 0;
    for (tenant, _) in app
        .store
        .read(|tx| tx.all_merchants())
        .await?
    {
        let mut after = None;
        loop {
            let ours = app.clone();
            let (marked, last) = app
                .store
                .write(move |tx| mark(&ours, tx, tenant, after))
                .await?;
            if last.is_none() {
                break;
            }
            (count, after) = (count + marked, last);
        }
    }
    Ok(count)
}

/// Marks the next cards; answers how many, and the last of them.
fn mark(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    after: Option<CardId>,
) -> Result<(usize, Option<CardId>)> {
    tx.lock(tenant)?;
    let mut cards = tx.cards(tenant, after, BATCH)?;
    update_wallets(app, tx, tenant, &mut cards, app.clock.now())?;
    Ok((cards.len(), cards.last().map(|card| card.id)))
}
