//! After a restore: phones have heard of lost changes, and may show stamps that are no more.

use crate::app::App;
use crate::error::Result;
use crate::ids::CardId;
use crate::service::card_changed::update_wallets;
use crate::store::{Tenant, Tx};

/// Cards that one transaction marks: a service that was started already goes on scanning meanwhile.
const BATCH: i64 = 500;

/// Marks every card as changed and gives its registrations new marks, so that each phone fetches what is true now. Answers the
/// number of cards. Broken off, it is simply done again.
pub async fn settle_in(app: &App) -> Result<usize> {
    let app = &app.with_batch_deadline();
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
                .write(move |tx| settle_next(&ours, tx, tenant, after, BATCH))
                .await?;
            if last.is_none() {
                break;
            }
            (count, after) = (count + marked, last);
        }
    }
    Ok(count)
}

/// Settles the next cards of a shop in the caller's transaction; answers how many, and the last of them.
pub fn settle_next(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    after: Option<CardId>,
    limit: i64,
) -> Result<(usize, Option<CardId>)> {
    tx.lock(tenant)?;
    let mut cards = tx.cards(tenant, after, limit)?;
    // The lost changes had the versions that come next: by its old mark
    // a phone would take one of them for what it has heard of.
    let ids: Vec<CardId> = cards
        .iter()
        .map(|card| card.id)
        .collect();
    tx.renew_marks(tenant, &ids)?;
    update_wallets(app, tx, tenant, &mut cards, app.clock.now())?;
    Ok((cards.len(), cards.last().map(|card| card.id)))
}
