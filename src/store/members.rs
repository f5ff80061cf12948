//! Members, how far they have come, and their rewards.

use diesel::prelude::*;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::card::{EarnedReward, Progress, RewardState};
use crate::domain::program::Text;
use crate::error::{Error, Result};
use crate::ids::{MemberId, MerchantId};
use crate::store::engine::prepared::{FixedUpdate, Value};
use crate::store::engine::schema::{member_marks, member_profiles, members, rewards};

use super::visits::RewardRow;

/// One person.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = members, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct MemberRow {
    pub id: MemberId,
    pub merchant_id: MerchantId,
    pub external_hash: Option<String>,
    pub stamps: i64,
    pub round: i64,
    pub visits: i64,
    pub tier: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub merged_into: Option<MemberId>,
    pub erased_at: Option<Timestamp>,
}

/// What is personal about a member, sealed.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = member_profiles, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct ProfileRow {
    pub member_id: MemberId,
    pub merchant_id: MerchantId,
    pub secret_id: String,
    pub sealed_key: String,
    pub sealed: String,
}

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
        }
    }
}

impl Tx<'_> {
    /// Adds a member.
    pub fn insert_member(&mut self, row: &MemberRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(members::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// The tenant's member.
    pub fn member(&mut self, tenant: Tenant, id: MemberId) -> Result<Option<MemberRow>> {
        Ok(on_both!(self.conn, |c| members::table
            .find((tenant.id(), id))
            .select(MemberRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The tenant's member of this id, or the one that it was merged into; none for somebody who was erased.
    pub fn present_member(&mut self, tenant: Tenant, id: MemberId) -> Result<Option<MemberRow>> {
        let row = self.member(tenant, id)?;
        let present = match row
            .as_ref()
            .and_then(|row| row.merged_into)
        {
            // One step is enough: a merger takes along whoever was merged into the member before.
            Some(survivor) => self.member(tenant, survivor)?,
            None => row,
        };
        Ok(present.filter(|row| row.erased_at.is_none()))
    }

    /// The member under the first of these keyed digests of an external id that is known.
    pub fn member_by_external(
        &mut self,
        tenant: Tenant,
        hashes: &[String],
    ) -> Result<Option<MemberRow>> {
        let rows = self.members_by_external(tenant, hashes)?;
        let rank = |row: &MemberRow| {
            hashes
                .iter()
                .position(|hash| row.external_hash.as_ref() == Some(hash))
        };
        let first = rows.into_iter().min_by_key(rank);
        first
            .map(|row| self.present_member(tenant, row.id))
            .transpose()
            .map(Option::flatten)
    }

    /// The members under any of these keyed digests of external ids.
    pub fn members_by_external(
        &mut self,
        tenant: Tenant,
        hashes: &[String],
    ) -> Result<Vec<MemberRow>> {
        let mut found = Vec::new();
        for part in hashes.chunks(1_000) {
            let rows: Vec<MemberRow> = on_both!(self.conn, |c| members::table
                .filter(
                    members::merchant_id
                        .eq(tenant.id())
                        .and(members::external_hash.eq_any(part))
                )
                .select(MemberRow::as_select())
                .load(c))?;
            found.extend(rows);
        }
        Ok(found)
    }

    /// Those of the ids that name a member of the tenant, each with the id that it stands for now.
    pub fn known_members(
        &mut self,
        tenant: Tenant,
        ids: &[MemberId],
    ) -> Result<Vec<(MemberId, MemberId)>> {
        let mut found = Vec::new();
        for part in ids.chunks(1_000) {
            let rows: Vec<(MemberId, Option<MemberId>)> = on_both!(self.conn, |c| members::table
                .filter(
                    members::merchant_id
                        .eq(tenant.id())
                        .and(members::id.eq_any(part))
                        .and(members::erased_at.is_null())
                )
                .select((members::id, members::merged_into))
                .load(c))?;
            found.extend(
                rows.into_iter()
                    .map(|(id, survivor)| (id, survivor.unwrap_or(id))),
            );
        }
        Ok(found)
    }

    /// Adds members with what is personal about them.
    pub fn insert_members(&mut self, rows: &[MemberRow], profiles: &[ProfileRow]) -> Result<()> {
        for part in rows.chunks(1_000) {
            on_both!(self.conn, |c| diesel::insert_into(members::table)
                .values(part)
                .execute(c))?;
        }
        for part in profiles.chunks(1_000) {
            on_both!(self.conn, |c| diesel::insert_into(member_profiles::table)
                .values(part)
                .execute(c))?;
        }
        Ok(())
    }

    /// The tenant's members after `after`, by age, without those who were merged into another or erased.
    pub fn present_members(
        &mut self,
        tenant: Tenant,
        after: Option<MemberId>,
        limit: i64,
    ) -> Result<Vec<MemberRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = members::table
                .filter(
                    members::merchant_id
                        .eq(tenant.id())
                        .and(members::merged_into.is_null())
                        .and(members::erased_at.is_null()),
                )
                .order(members::id)
                .limit(limit)
                .select(MemberRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(members::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// The tenant's latest members before `before`, newest first, without those who were merged into another or erased.
    pub fn newest_members(
        &mut self,
        tenant: Tenant,
        before: Option<MemberId>,
        limit: i64,
    ) -> Result<Vec<MemberRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = members::table
                .filter(
                    members::merchant_id
                        .eq(tenant.id())
                        .and(members::merged_into.is_null())
                        .and(members::erased_at.is_null()),
                )
                .order(members::id.desc())
                .limit(limit)
                .select(MemberRow::as_select())
                .into_boxed();
            if let Some(before) = before {
                query = query.filter(members::id.lt(before));
            }
            query.load(c)
        })?)
    }

    /// All rows of the tenant's members after `after`, by age.
    pub fn members(
        &mut self,
        tenant: Tenant,
        after: Option<MemberId>,
        limit: i64,
    ) -> Result<Vec<MemberRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = members::table
                .filter(members::merchant_id.eq(tenant.id()))
                .order(members::id)
                .limit(limit)
                .select(MemberRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(members::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// Adds what is personal, sealed.
    pub fn insert_profile(&mut self, row: &ProfileRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(member_profiles::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// Drops what is personal about a member, with what finds the member by it.
    pub fn drop_profile(&mut self, tenant: Tenant, member: MemberId) -> Result<()> {
        let profile = member_profiles::table.find((tenant.id(), member));
        on_both!(self.conn, |c| diesel::delete(profile).execute(c))?;
        let marks = member_marks::table.filter(
            member_marks::merchant_id
                .eq(tenant.id())
                .and(member_marks::member_id.eq(member)),
        );
        on_both!(self.conn, |c| diesel::delete(marks).execute(c))?;
        Ok(())
    }

    /// What is personal about each of these members, sealed.
    pub fn profiles(&mut self, tenant: Tenant, ids: &[MemberId]) -> Result<Vec<ProfileRow>> {
        Ok(on_both!(self.conn, |c| member_profiles::table
            .filter(
                member_profiles::merchant_id
                    .eq(tenant.id())
                    .and(member_profiles::member_id.eq_any(ids))
            )
            .select(ProfileRow::as_select())
            .load(c))?)
    }

    /// What is personal about a member, sealed.
    pub fn profile(&mut self, tenant: Tenant, id: MemberId) -> Result<Option<ProfileRow>> {
        Ok(on_both!(self.conn, |c| member_profiles::table
            .find((tenant.id(), id))
            .select(ProfileRow::as_select())
            .get_result(c)
            .optional())?)
    }

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
        })
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
        let saved = FixedUpdate {
            pieces: [
                (
                    "UPDATE members SET stamps = ",
                    Value::Integer(progress.stamps),
                ),
                (", round = ", Value::Integer(progress.round)),
                (", visits = ", Value::Integer(progress.visits)),
                (", tier = ", Value::MaybeText(progress.tier.as_deref())),
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
            };
            on_both!(self.conn, |c| diesel::insert_into(rewards::table)
                .values(&row)
                .execute(c))?;
        }
        Ok(())
    }
}
