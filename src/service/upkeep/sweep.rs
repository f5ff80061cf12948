//! What time does by itself: rewards, stamps, tiers and cards run out, kept answers are forgotten, people of an experiment get their arm.

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::{CardState, RewardState};
use crate::domain::event::{Fact, RewardEnd};
use crate::error::{Code, Result};
use crate::service::card_changed::member_changed;
use crate::service::cards::change_card::set_state;
use crate::service::data::experiments::assign_waiting;
use crate::service::member_progress;
use crate::service::members::erase_member::end_pending_voids;
use crate::store::{NewEvent, RewardRow, Tenant, Tx};

/// Rows that one transaction settles.
const BATCH: i64 = 200;

/// Settles what ran out by now, one merchant after the other so that no transaction holds two; answers how many rewards
/// and cards ended.
pub async fn sweep(app: &App) -> Result<usize> {
    let app = &app.with_batch_deadline();
    let now = app.clock.now();
    let mut ended = 0;
    for tenant in app
        .store
        .read(move |tx| tx.run_out(now))
        .await?
    {
        loop {
            let ours = app.clone();
            let settled = app
                .store
                .write(move |tx| settle(&ours, tx, tenant, now))
                .await?;
            ended += settled;
            if settled < BATCH as usize {
                break;
            }
        }
    }
    let salts_went = forget(app, now).await?;
    end_pending_voids(app).await?;
    // Older copies of the salt's page wait in SQLite's log file, as after an erasure.
    if salts_went {
        app.store.settle_erasure().await;
    } else {
        app.store.settle_erasures().await;
    }
    assign_waiting(app).await?;
    Ok(ended)
}

/// Forgets what is kept for a time only, in steps that nobody waits for; whether salts of visitors went.
async fn forget(app: &App, now: Timestamp) -> Result<bool> {
    let (mut more, mut salts_went) = (true, false);
    while more {
        // Writes in any case, so that an idle service learns of a full disk before a customer does.
        let step = app.store.write(move |tx| {
            let answers = tx.forget_answers(now)?;
            let (views, salts) = tx.forget_page_views(now)?;
            let nonces = tx.forget_nonces(now)?;
            let sessions = tx.forget_sessions(now)?;
            tx.touch_disk()?;
            Ok((answers || views || nonces || sessions, salts))
        });
        let (left, salts) = step.await?;
        (more, salts_went) = (left, salts_went || salts);
    }
    loop {
        match app
            .store
            .write(move |tx| tx.empty_slot(now))
            .await
        {
            Ok(true) => {}
            Ok(false) => return Ok(salts_went),
            // It is waited for: the next sweep tries again.
            Err(error) if error.code == Code::Unavailable => return Ok(salts_went),
            Err(error) => return Err(error),
        }
    }
}

fn settle(app: &App, tx: &mut Tx<'_>, tenant: Tenant, now: Timestamp) -> Result<usize> {
    tx.lock(tenant)?;
    let rewards = tx.rewards_run_out(tenant, now, BATCH)?;
    let cards = tx.cards_run_out(tenant, now, BATCH)?;
    let members = tx.members_run_out(tenant, now, BATCH)?;
    let count = rewards
        .len()
        .max(cards.len())
        .max(members.len());
    for reward in rewards {
        expire_reward(app, tx, tenant, &reward, now)?;
    }
    for member in members {
        if let Some(member) = tx.member(tenant, member)? {
            member_progress::settle(app, tx, tenant, member, now)?;
        }
    }
    for card in cards {
        // Read again: the reward of the same member may just have changed it.
        let Some(mut card) = tx.card(tenant, card.id)? else {
            continue;
        };
        set_state(app, tx, &mut card, CardState::Expired, now)?;
    }
    Ok(count)
}

fn expire_reward(
    app: &App,
    tx: &mut Tx<'_>,
    tenant: Tenant,
    reward: &RewardRow,
    now: Timestamp,
) -> Result<()> {
    if !tx.set_reward_state(
        tenant,
        reward.id,
        RewardState::Available,
        RewardState::Expired,
    )? {
        return Ok(());
    }
    let event = NewEvent {
        idempotency_key: format!("ended:{}:expired", reward.id),
        // It ended when its time was over, not when the sweep came by.
        occurred_at: reward.expires_at.unwrap_or(now),
        member_id: Some(reward.member_id),
        card_id: None,
        location_id: None,
        staff_id: None,
        fact: Fact::RewardEnded {
            reward_id: reward.id.to_string(),
            reason: RewardEnd::Expired,
        },
    };
    member_changed(app, tx, tenant, reward.member_id, vec![event], now).map(drop)
}
