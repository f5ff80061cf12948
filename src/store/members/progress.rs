//! How far members have come: stamps, rewards, tier, and what runs out by itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use diesel::dsl::{count, count_star};
use diesel::prelude::*;

use super::MemberRow;
use crate::clock::Timestamp;
use crate::domain::card::{EarnedReward, KeptGoal, Progress, RewardState};
use crate::domain::program::{Program, Text};
use crate::domain::stamp_expiry::{ExpiringStamps, StampGain};
use crate::error::{Error, Result};
use crate::ids::MemberId;
use crate::store::engine::prepared::{FixedUpdate, Value};
use crate::store::engine::schema::{members, rewards, scans, stamp_changes};
use crate::store::visits::RewardRow;
use crate::store::{Tenant, Tx};

impl From<RewardRow> for EarnedReward {
    fn from(row: RewardRow) -> EarnedReward {
        EarnedReward {
            id: row.id,
            rung: row.rung,
            round: row.round,
            name: serde_json::from_str(&row.name).unwrap_or(Text::Plain(row.name)),
            cost_minor: row.cost_minor,
            stamps_spent: row.stamps_spent,
            state: row.state,
            earned_at: row.earned_at,
            expires_at: row.expires_at,
            program_version: row.program_version,
        }
    }
}

/// Members who climb the same ladder and have as many stamps.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct GoalGroup {
    /// The version of the program whose ladder they still climb; none: the present one.
    pub goal_version: Option<i64>,
    /// Their stamps.
    pub stamps: i64,
    /// How many they are.
    pub members: i64,
}

impl Tx<'_> {
    /// How far the member has come, with the rewards that are available or of the present round; `all` adds the rest,
    /// which only a void needs.
    pub fn progress(&mut self, member: &MemberRow, all: bool) -> Result<Progress> {
        let mut rows: Vec<RewardRow> = on_both!(self.conn, |c| {
            let of_member = rewards::table
                .filter(
                    rewards::merchant_id
                        .eq(member.merchant_id)
                        .and(rewards::member_id.eq(member.id)),
                )
                .select(RewardRow::as_select());
            let counts = rewards::state
                .eq(RewardState::Available)
                .or(rewards::round.ge(member.round));
            match all {
                true => of_member.load(c),
                false => of_member.filter(counts).load(c),
            }
        })?;
        rows.sort_by_key(|row| row.id);
        let tenant = Tenant(member.merchant_id);
        let kept_goal = match member.goal_version {
            Some(program_version) => Some(KeptGoal {
                program_version,
                ladder: self.ladder(tenant, program_version)?,
            }),
            None => None,
        };
        // Only a reward that took stamps leads back to a round of before.
        let versions: BTreeSet<i64> = rows
            .iter()
            .filter(|row| all && row.stamps_spent > 0 && row.state != RewardState::Revoked)
            .filter_map(|row| row.program_version)
            .collect();
        let ladders = versions
            .into_iter()
            .map(|version| Ok((version, self.ladder(tenant, version)?)))
            .collect::<Result<_>>()?;
        Ok(Progress {
            shop: member.merchant_id.bucket(),
            stamps: member.stamps,
            round: member.round,
            visits: member.visits,
            tier: member.tier.clone(),
            rewards: rows
                .into_iter()
                .map(EarnedReward::from)
                .collect(),
            spend_minor: member.spend_minor,
            expiring: member
                .stamps_expire_at
                .zip(member.stamps_expiring)
                .map(|(at, stamps)| ExpiringStamps { at, stamps }),
            tier_until: member.tier_until,
            kept_goal,
            ladders,
        })
    }

    /// The program as it holds for a member: with the ladder of an earlier version where its goal is nearer.
    pub fn program_for(&mut self, member: &MemberRow) -> Result<Arc<Program>> {
        let tenant = Tenant(member.merchant_id);
        let program = self.program(tenant)?;
        self.with_goal(tenant, program, member.goal_version)
    }

    /// A version of the program, with the ladder of an earlier one where that is asked for.
    pub fn program_with_goal(
        &mut self,
        tenant: Tenant,
        version: i64,
        goal_version: Option<i64>,
    ) -> Result<Option<Arc<Program>>> {
        self.program_version(tenant, version)?
            .map(|program| self.with_goal(tenant, program, goal_version))
            .transpose()
    }

    fn with_goal(
        &mut self,
        tenant: Tenant,
        program: Arc<Program>,
        goal_version: Option<i64>,
    ) -> Result<Arc<Program>> {
        let Some(version) = goal_version else {
            return Ok(program);
        };
        Ok(Arc::new(Program {
            rewards: self
                .ladder(tenant, version)?
                .to_vec(),
            goal_version,
            ..Program::clone(&program)
        }))
    }

    /// Writes how far the member has come; rewards are written by themselves.
    pub fn save_progress(
        &mut self,
        tenant: Tenant,
        id: MemberId,
        progress: &Progress,
        now: Timestamp,
    ) -> Result<()> {
        let (merchant, id) = (tenant.id().to_string(), id.to_string());
        let goal = progress
            .kept_goal
            .as_ref()
            .map(|goal| goal.program_version);
        let expiring = progress.expiring;
        let saved = FixedUpdate {
            pieces: [
                (
                    "UPDATE members SET stamps = ",
                    Value::Integer(progress.stamps),
                ),
                (", round = ", Value::Integer(progress.round)),
                (", visits = ", Value::Integer(progress.visits)),
                (", tier = ", Value::MaybeText(progress.tier.as_deref())),
                (", spend_minor = ", Value::Integer(progress.spend_minor)),
                (", goal_version = ", Value::MaybeInteger(goal)),
                (
                    ", stamps_expire_at = ",
                    Value::MaybeInteger(expiring.map(|next| next.at.0)),
                ),
                (
                    ", stamps_expiring = ",
                    Value::MaybeInteger(expiring.map(|next| next.stamps)),
                ),
                (
                    ", tier_until = ",
                    Value::MaybeInteger(
                        progress
                            .tier_until
                            .map(|until| until.0),
                    ),
                ),
                (", updated_at = ", Value::Integer(now.0)),
                (" WHERE merchant_id = ", Value::Text(&merchant)),
                (" AND id = ", Value::Text(&id)),
            ],
        };
        saved.run(&mut self.conn)
    }

    /// Adds rewards that a member earned.
    pub fn insert_rewards(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        earned: &[EarnedReward],
    ) -> Result<()> {
        for reward in earned {
            let row = RewardRow {
                id: reward.id,
                merchant_id: tenant.id(),
                member_id: member,
                rung: reward.rung,
                round: reward.round,
                name: serde_json::to_string(&reward.name).map_err(Error::internal)?,
                cost_minor: reward.cost_minor,
                stamps_spent: reward.stamps_spent,
                state: reward.state,
                earned_at: reward.earned_at,
                expires_at: reward.expires_at,
                program_version: reward.program_version,
            };
            on_both!(self.conn, |c| diesel::insert_into(rewards::table)
                .values(&row)
                .execute(c))?;
        }
        Ok(())
    }

    /// What the member was given of stamps, newest first: as much as covers so many.
    pub fn stamp_gains(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        stamps: i64,
    ) -> Result<Vec<StampGain>> {
        // Each gives one stamp or more.
        let most = stamps.max(1);
        let of_visits: Vec<(Timestamp, i64)> = on_both!(self.conn, |c| scans::table
            .filter(
                scans::member_id
                    .eq(member)
                    .and(scans::merchant_id.eq(tenant.id()))
                    .and(scans::voided_at.is_null())
                    .and(scans::stamps.gt(0))
            )
            .order(scans::occurred_at.desc())
            .limit(most)
            .select((scans::occurred_at, scans::stamps))
            .load(c))?;
        let given: Vec<(Timestamp, i64)> = on_both!(self.conn, |c| stamp_changes::table
            .filter(
                stamp_changes::member_id
                    .eq(member)
                    .and(stamp_changes::merchant_id.eq(tenant.id()))
                    .and(stamp_changes::delta.gt(0))
            )
            .order(stamp_changes::occurred_at.desc())
            .limit(most)
            .select((stamp_changes::occurred_at, stamp_changes::delta))
            .load(c))?;
        let mut gains: Vec<StampGain> = of_visits
            .into_iter()
            .chain(given)
            .map(|(at, stamps)| StampGain { at, stamps })
            .collect();
        gains.sort_by_key(|gain| std::cmp::Reverse(gain.at));
        Ok(gains)
    }

    /// When the member's unvoided visits were, newest first, back to an instant.
    pub fn visits_since(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        since: Timestamp,
    ) -> Result<Vec<Timestamp>> {
        Ok(on_both!(self.conn, |c| scans::table
            .filter(
                scans::member_id
                    .eq(member)
                    .and(scans::merchant_id.eq(tenant.id()))
                    .and(scans::voided_at.is_null())
                    .and(scans::occurred_at.ge(since))
            )
            .order(scans::occurred_at.desc())
            .select(scans::occurred_at)
            .load(c))?)
    }

    /// Members of whose stamps some have run out, or whose tier is over.
    pub fn members_run_out(
        &mut self,
        tenant: Tenant,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<MemberId>> {
        // Two questions, each with an index of its own: of an OR the planner reads all members.
        let mut ids: Vec<MemberId> = on_both!(self.conn, |c| members::table
            .filter(members::merchant_id.eq(tenant.id()))
            .filter(members::stamps_expire_at.le(now))
            .limit(limit)
            .select(members::id)
            .load(c))?;
        let of_tiers: Vec<MemberId> = on_both!(self.conn, |c| members::table
            .filter(members::merchant_id.eq(tenant.id()))
            .filter(members::tier_until.le(now))
            .limit(limit)
            .select(members::id)
            .load(c))?;
        ids.extend(of_tiers);
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// Has time's work on all members done anew, because the program counts it otherwise: stamps' and tiers' ends are due now.
    pub fn recount_time(&mut self, tenant: Tenant, now: Timestamp) -> Result<()> {
        let with_stamps = members::table.filter(
            members::merchant_id
                .eq(tenant.id())
                .and(members::stamps.gt(0))
                .and(members::erased_at.is_null()),
        );
        let due = (
            members::stamps_expire_at.eq(now),
            members::stamps_expiring.eq(0),
        );
        on_both!(self.conn, |c| diesel::update(with_stamps)
            .set(due)
            .execute(c))?;
        let with_tier = members::table.filter(
            members::merchant_id
                .eq(tenant.id())
                .and(members::tier.is_not_null())
                .and(members::erased_at.is_null()),
        );
        on_both!(self.conn, |c| diesel::update(with_tier)
            .set(members::tier_until.eq(now))
            .execute(c))?;
        Ok(())
    }

    /// How many members climb each ladder with as many stamps.
    pub fn goal_groups(&mut self, tenant: Tenant) -> Result<Vec<GoalGroup>> {
        let key = (members::goal_version, members::stamps);
        Ok(on_both!(self.conn, |c| members::table
            .filter(
                members::merchant_id
                    .eq(tenant.id())
                    .and(members::merged_into.is_null())
                    .and(members::erased_at.is_null())
            )
            .group_by(key)
            .select((members::goal_version, members::stamps, count_star()))
            .load(c))?)
    }

    /// How many members there are, and how many of them keep an earlier goal.
    pub fn goal_counts(&mut self, tenant: Tenant) -> Result<(i64, i64)> {
        Ok(on_both!(self.conn, |c| members::table
            .filter(
                members::merchant_id
                    .eq(tenant.id())
                    .and(members::merged_into.is_null())
                    .and(members::erased_at.is_null())
            )
            .select((count_star(), count(members::goal_version)))
            .get_result(c))?)
    }

    /// Has members who climb a ladder, and have one of these numbers of stamps, climb another.
    pub fn set_goal(
        &mut self,
        tenant: Tenant,
        climbing: Option<i64>,
        stamps: &[i64],
        goal_version: Option<i64>,
    ) -> Result<()> {
        macro_rules! those {
            ($climbing:expr) => {
                members::table
                    .filter(
                        members::merchant_id
                            .eq(tenant.id())
                            .and(members::stamps.eq_any(stamps)),
                    )
                    .filter($climbing)
                    .filter(
                        members::merged_into
                            .is_null()
                            .and(members::erased_at.is_null()),
                    )
            };
        }
        let goal = members::goal_version.eq(goal_version);
        match climbing {
            Some(version) => on_both!(self.conn, |c| diesel::update(those!(
                members::goal_version
                    .eq(version)
                    .assume_not_null()
            ))
            .set(goal)
            .execute(c))?,
            None => on_both!(self.conn, |c| diesel::update(those!(
                members::goal_version.is_null()
            ))
            .set(goal)
            .execute(c))?,
        };
        Ok(())
    }

    /// Has rewards that wait, and would last longer or for ever, end at an instant.
    pub fn shorten_rewards(&mut self, tenant: Tenant, end: Timestamp) -> Result<()> {
        let longer = rewards::table.filter(
            rewards::merchant_id
                .eq(tenant.id())
                .and(rewards::state.eq(RewardState::Available))
                .and(
                    rewards::expires_at
                        .is_null()
                        .or(rewards::expires_at
                            .gt(end)
                            .assume_not_null()),
                ),
        );
        on_both!(self.conn, |c| diesel::update(longer)
            .set(rewards::expires_at.eq(end))
            .execute(c))?;
        Ok(())
    }
}
