//! What happened to a member, newest first: visits, gifts and corrections, rewards, and what was taken back.

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Timestamp;
use crate::domain::card::{CardState, RewardState};
use crate::error::Result;
use crate::store::{MemberRow, Tenant, Tx};

/// What kind of event it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A card was made.
    Joined,
    /// A visit was stamped.
    Visit,
    /// A visit was taken back.
    VisitVoided,
    /// Stamps were given or taken without a visit.
    Stamps,
    /// A reward was earned.
    RewardEarned,
    /// A reward was handed over.
    RewardRedeemed,
    /// A handing over was taken back.
    RedemptionVoided,
    /// A reward ended unused.
    RewardExpired,
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Happening {
    /// What it was.
    pub what: What,
    /// When, RFC 3339, UTC.
    #[schema(value_type = String, format = DateTime)]
    pub occurred_at: Timestamp,
    /// The card, visit, change, reward or redemption concerned.
    pub id: String,
    /// Stamps that it brought, below zero taken; null where it brought none.
    pub stamps: Option<i64>,
    /// The reward's name.
    pub reward: Option<String>,
    /// Why stamps were given or taken: `bonus`, `birthday`, `referral` or `correction`.
    pub reason: Option<String>,
    /// The owner's own words about it.
    pub note: Option<String>,
    /// Whether it was undone later.
    pub voided: bool,
}

impl Happening {
    fn new(what: What, occurred_at: Timestamp, id: impl ToString) -> Happening {
        Happening {
            what,
            occurred_at,
            id: id.to_string(),
            stamps: None,
            reward: None,
            reason: None,
            note: None,
            voided: false,
        }
    }
}

/// The member's latest happenings, at most `limit`, rewards named in a language.
pub fn history(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: &MemberRow,
    language: &str,
    limit: i64,
) -> Result<Vec<Happening>> {
    let mut all = Vec::new();
    for card in tx
        .cards_of_member(tenant, member.id)?
        .iter()
        .filter(|card| card.state != CardState::Erased)
    {
        all.push(Happening::new(What::Joined, card.created_at, card.id));
    }
    visits(tx, tenant, member, limit, &mut all)?;
    for change in tx.latest_stamps_changes(tenant, member.id, limit)? {
        let happening = Happening::new(What::Stamps, change.occurred_at, change.id);
        all.push(Happening {
            stamps: Some(change.delta),
            reason: Some(change.reason),
            note: change.note,
            ..happening
        });
    }
    rewards(tx, tenant, member, language, limit, &mut all)?;
    // Of what happened at once, the later kind follows from the earlier one: the visit that earned comes below its reward.
    all.sort_by(|a, b| {
        (b.occurred_at, b.what as u8, &b.id).cmp(&(a.occurred_at, a.what as u8, &a.id))
    });
    all.truncate(limit.max(0) as usize);
    Ok(all)
}

fn visits(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: &MemberRow,
    limit: i64,
    all: &mut Vec<Happening>,
) -> Result<()> {
    for scan in tx.latest_scans(tenant, member.id, limit)? {
        let visit = Happening::new(What::Visit, scan.occurred_at, scan.id);
        all.push(Happening {
            stamps: Some(scan.stamps),
            voided: scan.voided_at.is_some(),
            ..visit
        });
        let back = scan.voided_at.map(|at| Happening {
            stamps: Some(-scan.stamps),
            ..Happening::new(What::VisitVoided, at, scan.id)
        });
        all.extend(back);
    }
    Ok(())
}

fn rewards(
    tx: &mut Tx<'_>,
    tenant: Tenant,
    member: &MemberRow,
    language: &str,
    limit: i64,
    all: &mut Vec<Happening>,
) -> Result<()> {
    let (rewards, languages) = (
        tx.progress(member, true)?.rewards,
        tx.program(tenant)?.languages,
    );
    let name = |id| {
        rewards
            .iter()
            .find(|reward| reward.id == id)
            .map(|reward| reward.name.in_language(language, &languages).to_owned())
    };
    for reward in rewards
        .iter()
        .filter(|reward| reward.state != RewardState::Revoked)
    {
        let named = Some(reward.name.in_language(language, &languages).to_owned());
        all.push(Happening {
            reward: named.clone(),
            ..Happening::new(What::RewardEarned, reward.earned_at, reward.id)
        });
        if let (RewardState::Expired, Some(end)) = (reward.state, reward.expires_at) {
            all.push(Happening {
                reward: named,
                ..Happening::new(What::RewardExpired, end, reward.id)
            });
        }
    }
    for row in tx.latest_redemptions(tenant, member.id, limit)? {
        let redeemed = Happening::new(What::RewardRedeemed, row.occurred_at, row.id);
        all.push(Happening {
            reward: name(row.reward_id),
            voided: row.voided_at.is_some(),
            ..redeemed
        });
        let back = row.voided_at.map(|at| Happening {
            reward: name(row.reward_id),
            ..Happening::new(What::RedemptionVoided, at, row.id)
        });
        all.extend(back);
    }
    Ok(())
}
