//! The shop's own ids of members: those that still stand as they were typed, and the members who have one id.
//!
//! Whom the shop's own id names is said by the keyed digest alone, and that is unique. Of two members whose ids turn out to be
//! one the older has the digest and the younger points to the older, `same_id_as`, until the two are merged or one is erased.

use diesel::prelude::*;

use super::members::ProfileRow;
use super::{Tenant, Tx};
use crate::error::Result;
use crate::ids::{MemberId, MerchantId};
use crate::store::engine::schema::{member_profiles, members, merchants, typed_ids};

/// A member whose own id is to be folded.
#[derive(Clone, Debug)]
pub struct TypedId {
    /// What is personal, with the id in it.
    pub profile: ProfileRow,
    /// The digest by which the member is found.
    pub external_hash: Option<String>,
}

/// Two members with one id, as they are known now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameId {
    /// The shop's word in its addresses.
    pub slug: String,
    /// Who is found by the id.
    pub keeper: MemberId,
    /// Who has it, too.
    pub other: MemberId,
}

/// Who takes over the digest of somebody who is erased, and who has the same id as they.
#[derive(Debug)]
pub(super) struct Heir {
    external_hash: String,
    heir: MemberId,
    others: Vec<MemberId>,
}

impl Tx<'_> {
    /// The merchants some of whose members' ids are to be folded.
    pub fn merchants_with_typed_ids(&mut self) -> Result<Vec<Tenant>> {
        let ids: Vec<MerchantId> = on_both!(self.conn, |c| typed_ids::table
            .inner_join(
                member_profiles::table.on(member_profiles::merchant_id
                    .eq(typed_ids::merchant_id)
                    .and(member_profiles::member_id.eq(typed_ids::member_id)))
            )
            .select(typed_ids::merchant_id)
            .distinct()
            .order(typed_ids::merchant_id)
            .load(c))?;
        Ok(ids
            .into_iter()
            .map(Tenant)
            .collect())
    }

    /// How many members' ids are to be folded.
    pub fn count_typed_ids(&mut self) -> Result<i64> {
        Ok(on_both!(self.conn, |c| typed_ids::table
            .inner_join(
                member_profiles::table.on(member_profiles::merchant_id
                    .eq(typed_ids::merchant_id)
                    .and(member_profiles::member_id.eq(typed_ids::member_id)))
            )
            .count()
            .get_result(c))?)
    }

    /// The next members whose ids are to be folded, by age. Whoever was merged or erased meanwhile has no profile any more.
    pub fn typed_ids(
        &mut self,
        tenant: Tenant,
        after: Option<MemberId>,
        limit: i64,
    ) -> Result<Vec<TypedId>> {
        let rows: Vec<(ProfileRow, Option<String>)> = on_both!(self.conn, |c| {
            let mut query = typed_ids::table
                .inner_join(
                    member_profiles::table.on(member_profiles::merchant_id
                        .eq(typed_ids::merchant_id)
                        .and(member_profiles::member_id.eq(typed_ids::member_id))),
                )
                .inner_join(
                    members::table.on(members::merchant_id
                        .eq(typed_ids::merchant_id)
                        .and(members::id.eq(typed_ids::member_id))),
                )
                .filter(typed_ids::merchant_id.eq(tenant.id()))
                .order(typed_ids::member_id)
                .limit(limit)
                .select((ProfileRow::as_select(), members::external_hash))
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(typed_ids::member_id.gt(after));
            }
            query.load(c)
        })?;
        Ok(rows
            .into_iter()
            .map(|(profile, external_hash)| TypedId {
                profile,
                external_hash,
            })
            .collect())
    }

    /// Notes that these members' ids are folded.
    pub fn end_typed_ids(&mut self, tenant: Tenant, ids: &[MemberId]) -> Result<()> {
        let rows = typed_ids::table.filter(
            typed_ids::merchant_id
                .eq(tenant.id())
                .and(typed_ids::member_id.eq_any(ids)),
        );
        on_both!(self.conn, |c| diesel::delete(rows).execute(c))?;
        Ok(())
    }

    /// Which row of a person has one of these digests: the member's own, or that of somebody who was merged into the member.
    pub fn bearer_of_id(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        hashes: &[String],
    ) -> Result<Option<MemberId>> {
        let ids: Vec<MemberId> = on_both!(self.conn, |c| members::table
            .filter(
                members::merchant_id
                    .eq(tenant.id())
                    .and(members::external_hash.eq_any(hashes))
            )
            .filter(
                members::id
                    .eq(member)
                    .or(members::merged_into.eq(member))
            )
            .select(members::id)
            .load(c))?;
        Ok(ids.into_iter().min())
    }

    /// Lets a member be found by this digest of the shop's own id.
    pub fn set_external_hash(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        hash: &str,
    ) -> Result<()> {
        let row = members::table.find((tenant.id(), member));
        let found = (
            members::external_hash.eq(hash),
            members::same_id_as.eq(None::<String>),
        );
        on_both!(self.conn, |c| diesel::update(row)
            .set(found)
            .execute(c))?;
        Ok(())
    }

    /// Takes the shop's own id from one row of a person. Of others who have the same id the oldest is found by it from now on.
    pub fn release_external_id(&mut self, tenant: Tenant, row: MemberId) -> Result<()> {
        let heirs = self.heirs_of_ids(tenant, &[row])?;
        let target = members::table.find((tenant.id(), row));
        let none = (
            members::external_hash.eq(None::<String>),
            members::same_id_as.eq(None::<String>),
        );
        on_both!(self.conn, |c| diesel::update(target)
            .set(none)
            .execute(c))?;
        self.hand_on_ids(tenant, &heirs)
    }

    /// Notes that a member has the id that another one keeps. Whoever had the same id as the member has it with the other now.
    pub fn set_same_id(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        keeper: MemberId,
    ) -> Result<()> {
        let row = members::table.find((tenant.id(), member));
        let found = (
            members::external_hash.eq(None::<String>),
            members::same_id_as.eq(keeper),
        );
        on_both!(self.conn, |c| diesel::update(row)
            .set(found)
            .execute(c))?;
        let followers = members::table.filter(
            members::merchant_id
                .eq(tenant.id())
                .and(members::same_id_as.eq(member)),
        );
        on_both!(self.conn, |c| diesel::update(followers)
            .set(members::same_id_as.eq(keeper))
            .execute(c))?;
        Ok(())
    }

    /// Those of these members that are one person now are no pair any more.
    pub(super) fn end_pairs_within(&mut self, tenant: Tenant, person: &[MemberId]) -> Result<()> {
        let rows = members::table.filter(
            members::merchant_id
                .eq(tenant.id())
                .and(members::id.eq_any(person))
                .and(members::same_id_as.eq_any(person)),
        );
        on_both!(self.conn, |c| diesel::update(rows)
            .set(members::same_id_as.eq(None::<String>))
            .execute(c))?;
        Ok(())
    }

    /// Who is to be found by the ids of members who are about to be erased, because they have the same.
    pub(super) fn heirs_of_ids(
        &mut self,
        tenant: Tenant,
        erased: &[MemberId],
    ) -> Result<Vec<Heir>> {
        let mut heirs = Vec::new();
        for keeper in erased {
            let mut others: Vec<MemberId> = on_both!(self.conn, |c| members::table
                .filter(
                    members::merchant_id
                        .eq(tenant.id())
                        .and(members::same_id_as.eq(keeper))
                        .and(members::id.ne_all(erased))
                )
                .select(members::id)
                .load(c))?;
            others.sort();
            let hash = self
                .member(tenant, *keeper)?
                .and_then(|row| row.external_hash);
            if let (Some(external_hash), [heir, others @ ..]) = (hash, others.as_slice()) {
                heirs.push(Heir {
                    external_hash,
                    heir: *heir,
                    others: others.to_vec(),
                });
            }
        }
        Ok(heirs)
    }

    /// Gives each heir the digest.
    pub(super) fn hand_on_ids(&mut self, tenant: Tenant, heirs: &[Heir]) -> Result<()> {
        for Heir {
            external_hash,
            heir,
            others,
        } in heirs
        {
            self.set_external_hash(tenant, *heir, external_hash)?;
            others
                .iter()
                .try_for_each(|other| self.set_same_id(tenant, *other, *heir))?;
        }
        Ok(())
    }

    /// How many members have an id that an older one keeps.
    pub fn count_same_ids(&mut self) -> Result<i64> {
        Ok(on_both!(self.conn, |c| members::table
            .filter(members::same_id_as.is_not_null())
            .count()
            .get_result(c))?)
    }

    /// The members who have an id that an older one keeps, by age: of one merchant, or of all.
    pub fn same_ids(&mut self, tenant: Option<Tenant>, limit: i64) -> Result<Vec<SameId>> {
        type Row = (
            MerchantId,
            MemberId,
            Option<MemberId>,
            Option<MemberId>,
            String,
        );
        let rows: Vec<Row> = on_both!(self.conn, |c| {
            let mut query = members::table
                .inner_join(merchants::table.on(merchants::id.eq(members::merchant_id)))
                .filter(members::same_id_as.is_not_null())
                .order(members::id)
                .limit(limit)
                .select((
                    members::merchant_id,
                    members::id,
                    members::merged_into,
                    members::same_id_as,
                    merchants::slug,
                ))
                .into_boxed();
            if let Some(tenant) = tenant {
                query = query.filter(members::merchant_id.eq(tenant.id()));
            }
            query.load(c)
        })?;
        let (shops, keepers): (Vec<MerchantId>, Vec<MemberId>) = rows
            .iter()
            .filter_map(|(shop, _, _, keeper, _)| Some((*shop, (*keeper)?)))
            .unzip();
        let present: Vec<(MemberId, Option<MemberId>)> = on_both!(self.conn, |c| members::table
            .filter(
                members::merchant_id
                    .eq_any(shops)
                    .and(members::id.eq_any(keepers))
            )
            .select((members::id, members::merged_into))
            .load(c))?;
        let now = |id: MemberId| {
            present
                .iter()
                .find(|(row, _)| *row == id)
                .and_then(|(_, survivor)| *survivor)
                .unwrap_or(id)
        };
        let pair = |(_, id, survivor, keeper, slug): Row| {
            Some(SameId {
                slug,
                keeper: now(keeper?),
                other: survivor.unwrap_or(id),
            })
        };
        let mut pairs: Vec<SameId> = rows
            .into_iter()
            .filter_map(pair)
            .collect();
        pairs.dedup();
        Ok(pairs)
    }
}
