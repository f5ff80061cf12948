//! How members are found and listed: by the digests of what is personal, and with all that a list says of each.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::members::MemberRow;
use super::visits::RewardRow;
use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::card::RewardState;
use crate::error::Result;
use crate::ids::{CardId, MemberId};
use crate::store::engine::schema::{google_objects, member_marks, registrations, rewards, scans};

impl Tx<'_> {
    /// Puts these digests in the place of the member's former ones.
    pub fn set_marks(&mut self, tenant: Tenant, member: MemberId, marks: &[String]) -> Result<()> {
        let former = member_marks::table.filter(
            member_marks::merchant_id
                .eq(tenant.id())
                .and(member_marks::member_id.eq(member)),
        );
        on_both!(self.conn, |c| diesel::delete(former).execute(c))?;
        for mark in marks {
            let row = (
                member_marks::member_id.eq(member),
                member_marks::mark.eq(mark),
                member_marks::merchant_id.eq(tenant.id()),
            );
            on_both!(self.conn, |c| diesel::insert_into(member_marks::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(c))?;
        }
        Ok(())
    }

    /// The tenant's members under any of these digests, by age.
    pub fn members_by_mark(
        &mut self,
        tenant: Tenant,
        marks: &[String],
        limit: i64,
    ) -> Result<Vec<MemberRow>> {
        let mut ids: Vec<MemberId> = on_both!(self.conn, |c| member_marks::table
            .filter(
                member_marks::merchant_id
                    .eq(tenant.id())
                    .and(member_marks::mark.eq_any(marks))
            )
            .select(member_marks::member_id)
            .load(c))?;
        ids.sort();
        ids.dedup();
        ids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let rows = ids
            .into_iter()
            .map(|id| self.present_member(tenant, id))
            .collect::<Result<Vec<_>>>()?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// The rewards of these members that wait.
    pub fn waiting_rewards(
        &mut self,
        tenant: Tenant,
        members: &[MemberId],
    ) -> Result<BTreeMap<MemberId, Vec<RewardRow>>> {
        let mut rows: Vec<RewardRow> = on_both!(self.conn, |c| rewards::table
            .filter(
                rewards::merchant_id
                    .eq(tenant.id())
                    .and(rewards::member_id.eq_any(members))
                    .and(rewards::state.eq(RewardState::Available))
            )
            .select(RewardRow::as_select())
            .load(c))?;
        rows.sort_by_key(|row| row.id);
        let mut by_member: BTreeMap<MemberId, Vec<RewardRow>> = BTreeMap::new();
        for row in rows {
            by_member
                .entry(row.member_id)
                .or_default()
                .push(row);
        }
        Ok(by_member)
    }

    /// When each of these members came last.
    pub fn last_visits(
        &mut self,
        tenant: Tenant,
        members: &[MemberId],
    ) -> Result<BTreeMap<MemberId, Timestamp>> {
        let rows: Vec<(MemberId, Option<Timestamp>)> = on_both!(self.conn, |c| scans::table
            .filter(
                scans::merchant_id
                    .eq(tenant.id())
                    .and(scans::member_id.eq_any(members))
                    .and(scans::voided_at.is_null())
            )
            .group_by(scans::member_id)
            .select((scans::member_id, diesel::dsl::max(scans::occurred_at)))
            .load(c))?;
        Ok(rows
            .into_iter()
            .filter_map(|(member, at)| Some((member, at?)))
            .collect())
    }

    /// How many Apple devices hold each of these cards.
    pub fn devices_of_cards(
        &mut self,
        tenant: Tenant,
        cards: &[CardId],
    ) -> Result<BTreeMap<CardId, i64>> {
        let rows: Vec<(CardId, i64)> = on_both!(self.conn, |c| registrations::table
            .filter(
                registrations::merchant_id
                    .eq(tenant.id())
                    .and(registrations::card_id.eq_any(cards))
            )
            .group_by(registrations::card_id)
            .select((registrations::card_id, diesel::dsl::count_star()))
            .load(c))?;
        Ok(rows.into_iter().collect())
    }

    /// Those of the cards that somebody has in Google Wallet.
    pub fn saved_in_google(&mut self, tenant: Tenant, cards: &[CardId]) -> Result<Vec<CardId>> {
        Ok(on_both!(self.conn, |c| google_objects::table
            .filter(
                google_objects::merchant_id
                    .eq(tenant.id())
                    .and(google_objects::card_id.eq_any(cards))
                    .and(google_objects::saved.eq(true))
            )
            .select(google_objects::card_id)
            .load(c))?)
    }
}
