//! What time does by itself: rewards and cards run out, kept answers are forgotten.

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::{CardState, RewardState};
use crate::domain::event::{Fact, RewardEnd};
use crate::error::Result;
use crate::service::change_card::set_state;
use crate::service::publish::publish;
use crate::store::{NewEvent, RewardRow, Tenant, Tx};

/// Rows that one transaction settles.
const BATCH: i64 = 200;

/// Settles what ran out by now; answers how many rewards and cards ended.
pub async fn sweep(app: &App) -> Result<usize> {
    let now = app.clock.now();
    let mut ended = 0;
    loop {
        let ours = app.clone();
        let settled = app.store.write(move |tx| settle(&ours, tx, now)).await?;
        ended += settled;
        if settled < BATCH as usize {
            break;
        }
    }
    app.store.write(move |tx| tx.forget_answers(now)).await?;
    Ok(ended)
}

fn settle(app: &App, tx: &mut Tx<'_>, now: Timestamp) -> Result<usize> {
    let rewards = tx.rewards_run_out(now, BATCH)?;
    let cards = tx.cards_run_out(now, BATCH)?;
    let count = rewards.len().max(cards.len());
    for (tenant, reward) in rewards {
        expire_reward(app, tx, tenant, &reward, now)?;
    }
    for mut card in cards {
        tx.lock(card.tenant())?;
        set_state(app, tx, &mut card, CardState::Expired, now)?;
    }
    Ok(count)
}

fn expire_reward(app: &App, tx: &mut Tx<'_>, tenant: Tenant, reward: &RewardRow, now: Timestamp) -> Result<()> {
    tx.lock(tenant)?;
    if !tx.set_reward_state(tenant, reward.id, RewardState::Available, RewardState::Expired)? {
        return Ok(());
    }
    let event = NewEvent {
        idempotency_key: format!("ended:{}:expired", reward.id),
        occurred_at: reward.expires_at.unwrap_or(now),
        member_id: Some(reward.member_id),
        card_id: None,
        location_id: None,
        staff_id: None,
        fact: Fact::RewardEnded { reward_id: reward.id.to_string(), reason: RewardEnd::Expired },
    };
    tx.append(tenant, now, vec![event])?;
    publish(app, tx, tenant, reward.member_id, now)?;
    Ok(())
}
