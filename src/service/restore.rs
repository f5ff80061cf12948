//! After a restore: phones remember update tags that lost changes had, and may show stamps that are no more.

use crate::app::App;
use crate::error::Result;
use crate::service::publish::publish_cards;

/// How far update tags jump: more than could have been given since any backup worth restoring.
const TAG_GAP: i64 = 1 << 32;

/// Moves every update tag ahead and marks every card as changed, so that each phone fetches what is true now. Answers the
/// number of cards.
pub async fn settle_in(app: &App) -> Result<usize> {
    let (ours, now) = (app.clone(), app.clock.now());
    app.store
        .write(move |tx| {
            tx.jump_update_tags(TAG_GAP)?;
            let mut count = 0;
            for (tenant, _) in tx.all_merchants()? {
                tx.lock(tenant)?;
                let mut after = None;
                loop {
                    let mut cards = tx.cards(tenant, after, 500)?;
                    let Some(last) = cards.last() else { break };
                    after = Some(last.id);
                    count += cards.len();
                    publish_cards(&ours, tx, tenant, &mut cards, now)?;
                }
            }
            Ok(count)
        })
        .await
}
