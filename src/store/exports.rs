//! Pages of exports: each is read by itself from where the last one ended, so that whoever takes them slowly holds nothing
//! here meanwhile.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::cards::CardRow;
use super::members::{MemberRow, ProfileRow};
use super::visits::ScanRow;
use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{MemberId, ScanId};
use crate::store::engine::schema::{cards, member_profiles, scans};

/// From when, inclusive, until when, exclusive; either end may be open.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeSpan {
    /// The first moment that belongs to it.
    pub since: Option<Timestamp>,
    /// The first moment after it.
    pub until: Option<Timestamp>,
}

impl TimeSpan {
    /// Whether a moment belongs to it.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.since
            .is_none_or(|since| at >= since)
            && self
                .until
                .is_none_or(|until| at < until)
    }
}

/// A member with everything that an export says about one.
#[derive(Clone, Debug)]
pub struct ExportMemberRow {
    /// The member.
    pub member: MemberRow,
    /// Their cards, oldest first; none for a regular who never joined.
    pub cards: Vec<CardRow>,
    /// What is personal, sealed.
    pub profile: Option<ProfileRow>,
}

impl Tx<'_> {
    /// The tenant's next members after `after`, by age; the profiles only where they are asked for.
    pub fn members_to_export(
        &mut self,
        tenant: Tenant,
        after: Option<MemberId>,
        profiles: bool,
        limit: i64,
    ) -> Result<Vec<ExportMemberRow>> {
        let rows = self.present_members(tenant, after, limit)?;
        let ids: Vec<String> = rows
            .iter()
            .map(|member| member.id.to_string())
            .collect();
        let (mut cards, mut sealed) = (self.cards_by_member(tenant, &ids)?, BTreeMap::new());
        if profiles {
            sealed = self.profiles_by_member(tenant, &ids)?;
        }
        let exported = |member: MemberRow| ExportMemberRow {
            cards: cards
                .remove(&member.id)
                .unwrap_or_default(),
            profile: sealed.remove(&member.id),
            member,
        };
        Ok(rows
            .into_iter()
            .map(exported)
            .collect())
    }

    /// The cards of these members, oldest first.
    pub fn cards_by_member(
        &mut self,
        tenant: Tenant,
        ids: &[String],
    ) -> Result<BTreeMap<MemberId, Vec<CardRow>>> {
        let mut rows: Vec<CardRow> = on_both!(self.conn, |c| cards::table
            .filter(
                cards::merchant_id
                    .eq(tenant.id())
                    .and(cards::member_id.eq_any(ids))
            )
            .select(CardRow::as_select())
            .load(c))?;
        rows.sort_by_key(|card| card.id);
        let mut by_member: BTreeMap<MemberId, Vec<CardRow>> = BTreeMap::new();
        for card in rows {
            by_member
                .entry(card.member_id)
                .or_default()
                .push(card);
        }
        Ok(by_member)
    }

    /// What is personal about these members, sealed.
    pub fn profiles_by_member(
        &mut self,
        tenant: Tenant,
        ids: &[String],
    ) -> Result<BTreeMap<MemberId, ProfileRow>> {
        let rows: Vec<ProfileRow> = on_both!(self.conn, |c| member_profiles::table
            .filter(
                member_profiles::merchant_id
                    .eq(tenant.id())
                    .and(member_profiles::member_id.eq_any(ids))
            )
            .select(ProfileRow::as_select())
            .load(c))?;
        Ok(rows
            .into_iter()
            .map(|row| (row.member_id, row))
            .collect())
    }

    /// The tenant's next visits after `after`, by age, that were received within a span.
    pub fn scans_to_export(
        &mut self,
        tenant: Tenant,
        after: Option<ScanId>,
        span: TimeSpan,
        limit: i64,
    ) -> Result<Vec<ScanRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = scans::table
                .filter(scans::merchant_id.eq(tenant.id()))
                .order(scans::id)
                .limit(limit)
                .select(ScanRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(scans::id.gt(after));
            }
            if let Some(since) = span.since {
                query = query.filter(scans::received_at.ge(since));
            }
            if let Some(until) = span.until {
                query = query.filter(scans::received_at.lt(until));
            }
            query.load(c)
        })?)
    }
}
