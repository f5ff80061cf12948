//! Two members who turned out to be one person: everything of one becomes the other's.

use diesel::prelude::*;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::card::EarnedReward;
use crate::error::Result;
use crate::ids::MemberId;
use crate::store::engine::schema::{cards, members, redemptions, rewards, scans, stamp_changes};

impl Tx<'_> {
    /// Gives the survivor all that hangs on the other: cards, visits, rewards, redemptions and changes of stamps.
    pub fn hand_over(&mut self, tenant: Tenant, from: MemberId, to: MemberId) -> Result<()> {
        macro_rules! hand_over {
            ($($table:ident)*) => {$(
                let of = $table::table.filter($table::member_id.eq(from).and($table::merchant_id.eq(tenant.id())));
                on_both!(self.conn, |c| diesel::update(of).set($table::member_id.eq(to)).execute(c))?;
            )*};
        }
        // All at once, since a card's visits are looked for among those of its member.
        hand_over!(cards scans rewards redemptions stamp_changes);
        Ok(())
    }

    /// Marks a member as merged into another, together with whoever was merged into the first one. The keyed digest of an
    /// external id stays, so that the shop's own id goes on naming the person.
    pub fn set_merged(
        &mut self,
        tenant: Tenant,
        from: MemberId,
        to: MemberId,
        now: Timestamp,
    ) -> Result<()> {
        let gone = (
            members::merged_into.eq(to),
            members::stamps.eq(0),
            members::round.eq(0),
            members::visits.eq(0),
            members::tier.eq(None::<String>),
            members::spend_minor.eq(0),
            members::goal_version.eq(None::<i64>),
            members::stamps_expire_at.eq(None::<Timestamp>),
            members::stamps_expiring.eq(None::<i64>),
            members::tier_until.eq(None::<Timestamp>),
            members::updated_at.eq(now),
        );
        let whom = members::table.filter(
            members::merchant_id
                .eq(tenant.id())
                .and(
                    members::id
                        .eq(from)
                        .or(members::merged_into.eq(from)),
                ),
        );
        on_both!(self.conn, |c| diesel::update(whom)
            .set(gone)
            .execute(c))?;
        let mut person = self.merged_into(tenant, to)?;
        person.push(to);
        self.end_pairs_within(tenant, &person)
    }

    /// Writes the round of each reward anew.
    pub fn set_rounds(&mut self, tenant: Tenant, list: &[EarnedReward]) -> Result<()> {
        for reward in list {
            let row = rewards::table.find((tenant.id(), reward.id));
            on_both!(self.conn, |c| diesel::update(row)
                .set(rewards::round.eq(reward.round))
                .execute(c))?;
        }
        Ok(())
    }

    /// Everybody who was merged into this member, by age.
    pub fn merged_into(&mut self, tenant: Tenant, survivor: MemberId) -> Result<Vec<MemberId>> {
        let mut ids: Vec<MemberId> = on_both!(self.conn, |c| members::table
            .filter(
                members::merged_into
                    .eq(survivor)
                    .and(members::merchant_id.eq(tenant.id()))
            )
            .select(members::id)
            .load(c))?;
        ids.sort();
        Ok(ids)
    }
}
