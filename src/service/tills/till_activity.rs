//! What a till did last, so that its staff can take it back.

use crate::app::App;
use crate::clock::Timestamp;
use crate::domain::card::EarnedReward;
use crate::error::Result;
use crate::ids::CardId;
use crate::service::access::actor::Actor;
use crate::service::cards::redeem_reward::void_redemption;
use crate::service::cards::void_scan::{VoidRequest, WINDOW_MS, void_scan};
use crate::service::idempotency::NoKey;
use crate::store::{Tenant, Tx};

/// So many are shown.
const MOST: usize = 20;

/// Something that a till did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TillAction {
    /// `scan_…` or `rdm_…`
    pub id: String,
    /// The reward handed over; none: a visit was stamped.
    pub reward: Option<String>,
    /// The last signs of the card's short code.
    pub card: String,
    /// What the visit came to, if somebody said so.
    pub amount_minor: Option<i64>,
    /// When it happened.
    pub at: Timestamp,
    /// Whether it was taken back.
    pub voided: bool,
    /// Whether this till may still take it back.
    pub can_undo: bool,
}

/// The till's latest visits and redemptions, newest first.
pub async fn recent(app: &App, till: &Actor, language: String) -> Result<Vec<TillAction>> {
    let Some(id) = till.till else {
        return Ok(vec![]);
    };
    let (tenant, now) = (till.tenant, app.clock.now());
    app.store
        .read(move |tx| {
            let can_undo = |received: Timestamp, voided: Option<Timestamp>| {
                voided.is_none() && now.0 - received.0 <= WINDOW_MS
            };
            let mut deeds = vec![];
            for row in tx.latest_scans_of_till(tenant, id, MOST as i64)? {
                let card = card_name(tx, tenant, row.card_id)?;
                let can_undo = can_undo(row.received_at, row.voided_at);
                deeds.push(TillAction {
                    id: row.id.to_string(),
                    reward: None,
                    amount_minor: row.amount_minor,
                    card,
                    at: row.occurred_at,
                    voided: row.voided_at.is_some(),
                    can_undo,
                });
            }
            for row in tx.latest_redemptions_of_till(tenant, id, MOST as i64)? {
                let program = tx.program(tenant)?;
                let reward = tx
                    .reward(tenant, row.reward_id)?
                    .map(EarnedReward::from);
                let reward = reward.map_or(String::new(), |reward| {
                    reward
                        .name
                        .in_language(&language, &program.languages)
                        .to_owned()
                });
                let card = card_name(tx, tenant, row.card_id)?;
                let can_undo = can_undo(row.received_at, row.voided_at);
                deeds.push(TillAction {
                    id: row.id.to_string(),
                    reward: Some(reward),
                    amount_minor: None,
                    card,
                    at: row.occurred_at,
                    voided: row.voided_at.is_some(),
                    can_undo,
                });
            }
            deeds.sort_by_key(|deed| std::cmp::Reverse(deed.at));
            deeds.truncate(MOST);
            Ok(deeds)
        })
        .await
}

fn card_name(tx: &mut Tx<'_>, tenant: Tenant, id: CardId) -> Result<String> {
    let code = tx
        .card(tenant, id)?
        .map(|card| card.short_code)
        .unwrap_or_default();
    Ok(code
        .chars()
        .skip(
            code.chars()
                .count()
                .saturating_sub(4),
        )
        .collect())
}

/// Takes one of them back.
pub async fn take_back(app: &App, till: &Actor, id: &str) -> Result<()> {
    let request = VoidRequest::default();
    if id.starts_with("rdm_") {
        void_redemption(app, till, &NoKey, id, request)
            .await
            .map(drop)
    } else {
        void_scan(app, till, &NoKey, id, request)
            .await
            .map(drop)
    }
}
