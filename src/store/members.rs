//! Members, how far they have come, and their rewards.

mod progress;

use diesel::prelude::*;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{MemberId, MerchantId};
use crate::store::engine::schema::{member_marks, member_profiles, members};

pub use progress::GoalGroup;

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
    pub spend_minor: i64,
    pub goal_version: Option<i64>,
    pub stamps_expire_at: Option<Timestamp>,
    pub stamps_expiring: Option<i64>,
    pub tier_until: Option<Timestamp>,
}

impl MemberRow {
    /// Somebody who has nothing yet.
    pub fn new(tenant: Tenant, external_hash: Option<String>, now: Timestamp) -> MemberRow {
        MemberRow {
            id: MemberId::new(tenant.bucket()),
            merchant_id: tenant.id(),
            external_hash,
            stamps: 0,
            round: 0,
            visits: 0,
            tier: None,
            created_at: now,
            updated_at: now,
            merged_into: None,
            erased_at: None,
            spend_minor: 0,
            goal_version: None,
            stamps_expire_at: None,
            stamps_expiring: None,
            tier_until: None,
        }
    }
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
}
