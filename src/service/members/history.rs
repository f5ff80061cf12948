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
pub enum HistoryKind {
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
pub struct HistoryEntry {
    /// What it was.
    pub what: HistoryKind,
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

impl HistoryEntry {
    fn new(what: HistoryKind, occurred_at: Timestamp, id: impl ToString) -> HistoryEntry {
        HistoryEntry {
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
) -> Result<Vec<HistoryEntry>> {
    let mut all = Vec::new();
    for card in tx
        .cards_of_member(tenant, member.id)?
        .iter()
        .filter(|card| card.state != CardState::Erased)
    {
        all.push(HistoryEntry::new(
            HistoryKind::Joined,
            card.created_at,
            card.id,
        ));
    }
    visits(tx, tenant, member, limit, &mut all)?;
    for change in tx.latest_stamps_changes(tenant, member.id, limit)? {
        let happening = HistoryEntry::new(HistoryKind::Stamps, change.occurred_at, change.id);
        all.push(HistoryEntry {
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
    all: &mut Vec<HistoryEntry>,
) -> Result<()> {
    for scan in tx.latest_scans(tenant, member.id, limit)? {
        let visit = HistoryEntry::new(HistoryKind::Visit, scan.occurred_at, scan.id);
        all.push(HistoryEntry {
            stamps: Some(scan.stamps),
            voided: scan.voided_at.is_some(),
            ..visit
        });
        let back = scan
            .voided_at
            .map(|at| HistoryEntry {
                stamps: Some(-scan.stamps),
                ..HistoryEntry::new(HistoryKind::VisitVoided, at, scan.id)
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
    all: &mut Vec<HistoryEntry>,
) -> Result<()> {
    let (rewards, languages) = (
        tx.progress(member, true)?.rewards,
        tx.program(tenant)?
            .languages
            .clone(),
    );
    let name = |id| {
        rewards
            .iter()
            .find(|reward| reward.id == id)
            .map(|reward| {
                reward
                    .name
                    .in_language(language, &languages)
                    .to_owned()
            })
    };
    // What was taken back should never have existed, so nobody is told of it.
    for reward in rewards
        .iter()
        .filter(|reward| reward.state != RewardState::Revoked)
    {
        let named = Some(
            reward
                .name
                .in_language(language, &languages)
                .to_owned(),
        );
        all.push(HistoryEntry {
            reward: named.clone(),
            ..HistoryEntry::new(HistoryKind::RewardEarned, reward.earned_at, reward.id)
        });
        if let (RewardState::Expired, Some(end)) = (reward.state, reward.expires_at) {
            all.push(HistoryEntry {
                reward: named,
                ..HistoryEntry::new(HistoryKind::RewardExpired, end, reward.id)
            });
        }
    }
    for row in tx.latest_redemptions(tenant, member.id, limit)? {
        let redeemed = HistoryEntry::new(HistoryKind::RewardRedeemed, row.occurred_at, row.id);
        all.push(HistoryEntry {
            reward: name(row.reward_id),
            voided: row.voided_at.is_some(),
            ..redeemed
        });
        let back = row
            .voided_at
            .map(|at| HistoryEntry {
                reward: name(row.reward_id),
                ..HistoryEntry::new(HistoryKind::RedemptionVoided, at, row.id)
            });
        all.extend(back);
    }
    Ok(())
}
