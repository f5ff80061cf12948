//! Scans and redemptions: what staff confirmed, and what was taken back.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};

use super::log_lines::card_bytes;
use super::{Conn, EventFilter, NewEvent, Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::card::RewardState;
use crate::domain::program::{Program, VisitWorth};
use crate::error::Result;
use crate::ids::{
    CardId, KeyId, MemberId, MerchantId, RedemptionId, RewardId, ScanId, StampsChangeId, TillId,
};
use crate::store::engine::schema::{
    cards, events, members, redemptions, rewards, scans, stamp_changes,
};

/// One validated visit.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = scans, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct ScanRow {
    pub id: ScanId,
    pub merchant_id: MerchantId,
    pub card_id: CardId,
    pub member_id: MemberId,
    pub location_id: Option<String>,
    pub till_id: Option<TillId>,
    pub key_id: Option<KeyId>,
    pub stamps: i64,
    pub amount_minor: Option<i64>,
    pub occurred_at: Timestamp,
    pub received_at: Timestamp,
    pub voided_at: Option<Timestamp>,
    pub event_seq: Option<i64>,
    pub full_stamps: Option<i64>,
    pub kept_stamps: Option<i64>,
}

impl ScanRow {
    /// What it is worth by the program in force then, at an amount.
    pub fn worth_at(&self, visited: &Program, amount_minor: Option<i64>) -> VisitWorth {
        visited.worth(self.full_stamps.unwrap_or(1), amount_minor)
    }

    /// What it is worth by the program in force then.
    pub fn worth(&self, visited: &Program) -> VisitWorth {
        self.worth_at(visited, self.amount_minor)
    }

    /// The moment whose program says what it earned: its own, or that of its arrival where the till's clock ran ahead.
    pub fn judged_at(&self) -> Timestamp {
        self.occurred_at
            .min(self.received_at)
    }
}

/// The events of a visit, which stand in this order in the log, one behind the other.
#[derive(Clone, Debug)]
pub struct VisitEvents {
    /// That it was validated.
    pub validated: NewEvent,
    /// The stamps that it gave.
    pub stamps_changed: NewEvent,
}

impl VisitEvents {
    const KINDS: [&str; 2] = ["visit_validated", "stamps_changed"];

    pub(super) fn in_order(self) -> [NewEvent; 2] {
        [self.validated, self.stamps_changed]
    }

    /// Where they stand if the first one stands there: all, or the one of a kind.
    pub(super) fn places(first: i64, kind: Option<&str>) -> impl Iterator<Item = i64> {
        Self::KINDS
            .iter()
            .zip(first..)
            .filter(move |(of, _)| kind.is_none_or(|kind| kind == **of))
            .map(|(_, place)| place)
    }
}

/// Whose visits.
#[derive(Clone, Copy, Debug)]
pub(super) enum WhoseVisits {
    OfCard(CardId),
    /// Of a member, or of whom the member was merged into.
    OfMember(MemberId),
}

diesel::define_sql_function! {
    /// The first that is not null.
    fn coalesce(first: Nullable<Text>, second: Text) -> Text
}

/// One redemption.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = redemptions, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct RedemptionRow {
    pub id: RedemptionId,
    pub merchant_id: MerchantId,
    pub reward_id: RewardId,
    pub card_id: CardId,
    pub member_id: MemberId,
    pub location_id: Option<String>,
    pub till_id: Option<TillId>,
    pub key_id: Option<KeyId>,
    pub cost_minor: Option<i64>,
    pub occurred_at: Timestamp,
    pub received_at: Timestamp,
    pub voided_at: Option<Timestamp>,
}

/// One earned reward.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = rewards, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct RewardRow {
    pub id: RewardId,
    pub merchant_id: MerchantId,
    pub member_id: MemberId,
    pub rung: i64,
    pub round: i64,
    pub name: String,
    pub cost_minor: Option<i64>,
    pub stamps_spent: i64,
    pub state: RewardState,
    pub earned_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub program_version: Option<i64>,
}

/// Stamps added or removed without a visit.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = stamp_changes, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct StampsChangeRow {
    pub id: StampsChangeId,
    pub merchant_id: MerchantId,
    pub member_id: MemberId,
    pub card_id: CardId,
    pub delta: i64,
    pub reason: String,
    pub note: Option<String>,
    pub occurred_at: Timestamp,
}

impl Tx<'_> {
    /// `occurred_at` of the member's unvoided visits strictly between two instants.
    pub fn visits_between(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        after: Timestamp,
        before: Timestamp,
    ) -> Result<Vec<Timestamp>> {
        Ok(on_both!(self.conn, |c| scans::table
            .filter(
                scans::member_id
                    .eq(member)
                    .and(scans::merchant_id.eq(tenant.id()))
                    .and(scans::voided_at.is_null())
            )
            .filter(
                scans::occurred_at
                    .gt(after)
                    .and(scans::occurred_at.lt(before))
            )
            .select(scans::occurred_at)
            .load(c))?)
    }

    /// Adds a visit with its events, which are found by it.
    pub fn insert_visit(&mut self, visit: ScanRow, events: VisitEvents) -> Result<ScanRow> {
        let (tenant, now) = (Tenant(visit.merchant_id), visit.received_at);
        let first = self.append_of_visit(tenant, now, events)?;
        let visit = ScanRow {
            event_seq: Some(first),
            ..visit
        };
        on_both!(self.conn, |c| diesel::insert_into(scans::table)
            .values(&visit)
            .execute(c))?;
        Ok(visit)
    }

    /// Where the first events of visits stand that were received when the filter asks for, and not all of them before the place that
    /// it begins at.
    pub(super) fn first_events_of_visits(
        &mut self,
        tenant: Tenant,
        whose: WhoseVisits,
        filter: &EventFilter,
    ) -> Result<Vec<i64>> {
        // In one statement, or they could be another's when it looks for them: who is merged hands on the cards with their visits.
        macro_rules! visits {
            () => {{
                let mut query = scans::table
                    .filter(scans::merchant_id.eq(tenant.id()))
                    .filter(scans::event_seq.ge(filter.after_seq))
                    .select(scans::event_seq.assume_not_null())
                    .into_boxed();
                match whose {
                    WhoseVisits::OfCard(card) => {
                        let member = cards::table
                            .find((tenant.id(), card))
                            .select(cards::member_id)
                            .single_value();
                        query = query.filter(
                            scans::member_id
                                .nullable()
                                .eq(member)
                                .and(scans::card_id.eq(card)),
                        );
                    }
                    WhoseVisits::OfMember(member) => {
                        let survivor = members::table
                            .find((tenant.id(), member))
                            .select(coalesce(members::merged_into, members::id))
                            .single_value();
                        query = query.filter(
                            scans::member_id
                                .nullable()
                                .eq(survivor),
                        );
                    }
                }
                if let Some(since) = filter.since {
                    query = query.filter(scans::received_at.ge(since));
                }
                if let Some(until) = filter.until {
                    query = query.filter(scans::received_at.lt(until));
                }
                query
            }};
        }
        Ok(match &mut self.conn {
            Conn::Sqlite(c) => visits!().load(*c)?,
            Conn::Postgres(c) => visits!().load(*c)?,
        })
    }

    /// The places in the log of the events that are found by these visits.
    pub(super) fn events_of_visits(
        &mut self,
        tenant: Tenant,
        ids: &[ScanId],
    ) -> Result<HashSet<i64>> {
        let first: Vec<Option<i64>> = on_both!(self.conn, |c| scans::table
            .filter(
                scans::merchant_id
                    .eq(tenant.id())
                    .and(scans::id.eq_any(ids))
            )
            .select(scans::event_seq)
            .load(c))?;
        Ok(first
            .into_iter()
            .flatten()
            .flat_map(|first| VisitEvents::places(first, None))
            .collect())
    }

    /// What is not as it must be between visits and the events that are found by them, in words; of visits the first few.
    pub fn faults_of_visits(&mut self, tenant: Tenant) -> Result<Vec<String>> {
        let archived = self.archived_through(tenant)?;
        let (mut faults, mut named, mut after) = (Vec::new(), 0, None);
        loop {
            let page = self.visits_with_events(tenant, after)?;
            let Some((last, ..)) = page.last() else {
                break;
            };
            after = Some(*last);
            let places: Vec<i64> = page
                .iter()
                .flat_map(|(.., first)| VisitEvents::places(*first, None))
                .filter(|place| *place > archived)
                .collect();
            named += places.len() as i64;
            let there: Vec<(i64, String, Option<Vec<u8>>, bool)> =
                on_both!(self.conn, |c| events::table
                    .filter(
                        events::merchant_id
                            .eq(tenant.id().to_string())
                            .and(events::seq.eq_any(&places))
                    )
                    .select((events::seq, events::kind, events::card_id, events::of_visit))
                    .load(c))?;
            let there: HashSet<(i64, &str, &[u8], bool)> = there
                .iter()
                .map(|(seq, kind, card, of_visit)| {
                    let card = card.as_deref().unwrap_or_default();
                    (*seq, kind.as_str(), card, *of_visit)
                })
                .collect();
            for (id, card, first) in &page {
                let card = card_bytes(&card.to_string());
                let whole = VisitEvents::KINDS
                    .into_iter()
                    .zip(*first..)
                    .filter(|(_, place)| *place > archived)
                    .all(|(kind, place)| there.contains(&(place, kind, &card, true)));
                if !whole && faults.len() < 10 {
                    faults.push(format!(
                        "{id} says that its events stand at {first} in the log, but others do"
                    ));
                }
            }
        }
        let marked: i64 = on_both!(self.conn, |c| events::table
            .filter(
                events::merchant_id
                    .eq(tenant.id().to_string())
                    .and(events::seq.gt(archived))
            )
            .filter(events::of_visit)
            .count()
            .get_result(c))?;
        if marked != named {
            faults.push(format!(
                "{marked} events are to be found by visits, but visits name {named}"
            ));
        }
        Ok(faults)
    }

    /// The next visits that say where their events stand, each with its card.
    fn visits_with_events(
        &mut self,
        tenant: Tenant,
        after: Option<ScanId>,
    ) -> Result<Vec<(ScanId, CardId, i64)>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = scans::table
                .filter(scans::merchant_id.eq(tenant.id()))
                .filter(scans::event_seq.is_not_null())
                .order(scans::id)
                .limit(1_000)
                .select((
                    scans::id,
                    scans::card_id,
                    scans::event_seq.assume_not_null(),
                ))
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(scans::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// The tenant's visit.
    pub fn scan(&mut self, tenant: Tenant, id: ScanId) -> Result<Option<ScanRow>> {
        Ok(on_both!(self.conn, |c| scans::table
            .find((tenant.id(), id))
            .select(ScanRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The tenant's visits after `after`, by age; those of one key or till where asked.
    pub fn scans(
        &mut self,
        tenant: Tenant,
        own: Option<(Option<KeyId>, Option<TillId>)>,
        after: Option<ScanId>,
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
            if let Some((key, till)) = own {
                query = match till {
                    Some(till) => query.filter(scans::till_id.eq(till)),
                    None => query.filter(scans::key_id.eq(key)),
                };
            }
            query.load(c)
        })?)
    }

    /// The member's latest visits, newest first.
    pub fn latest_scans(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        limit: i64,
    ) -> Result<Vec<ScanRow>> {
        Ok(on_both!(self.conn, |c| scans::table
            .filter(
                scans::member_id
                    .eq(member)
                    .and(scans::merchant_id.eq(tenant.id()))
            )
            .order((scans::occurred_at.desc(), scans::id.desc()))
            .limit(limit)
            .select(ScanRow::as_select())
            .load(c))?)
    }

    /// A till's latest visits, newest first.
    pub fn latest_scans_of_till(
        &mut self,
        tenant: Tenant,
        till: TillId,
        limit: i64,
    ) -> Result<Vec<ScanRow>> {
        Ok(on_both!(self.conn, |c| scans::table
            .filter(
                scans::merchant_id
                    .eq(tenant.id())
                    .and(scans::till_id.eq(till))
            )
            .order(scans::id.desc())
            .limit(limit)
            .select(ScanRow::as_select())
            .load(c))?)
    }

    /// A till's latest redemptions, newest first.
    pub fn latest_redemptions_of_till(
        &mut self,
        tenant: Tenant,
        till: TillId,
        limit: i64,
    ) -> Result<Vec<RedemptionRow>> {
        Ok(on_both!(self.conn, |c| redemptions::table
            .filter(
                redemptions::merchant_id
                    .eq(tenant.id())
                    .and(redemptions::till_id.eq(till))
            )
            .order(redemptions::id.desc())
            .limit(limit)
            .select(RedemptionRow::as_select())
            .load(c))?)
    }

    /// What each till stamped since, and how much of it was taken back: (till, visits, taken back).
    pub fn visits_by_till(
        &mut self,
        tenant: Tenant,
        since: Timestamp,
    ) -> Result<Vec<(Option<TillId>, i64, i64)>> {
        use diesel::dsl::count;
        Ok(on_both!(self.conn, |c| scans::table
            .filter(
                scans::merchant_id
                    .eq(tenant.id())
                    .and(scans::received_at.ge(since))
                    .and(scans::till_id.is_not_null())
            )
            .group_by(scans::till_id)
            .select((scans::till_id, count(scans::id), count(scans::voided_at)))
            .load(c))?)
    }

    /// Voids a visit; false if it was voided before.
    pub fn void_scan(&mut self, tenant: Tenant, id: ScanId, now: Timestamp) -> Result<bool> {
        let target = scans::table
            .find((tenant.id(), id))
            .filter(scans::voided_at.is_null());
        Ok(on_both!(self.conn, |c| diesel::update(target)
            .set(scans::voided_at.eq(now))
            .execute(c))?
            > 0)
    }

    /// Notes what a visit came to, and how many stamps it gave by that.
    pub fn set_scan_amount(
        &mut self,
        tenant: Tenant,
        id: ScanId,
        amount: i64,
        stamps: i64,
        kept_stamps: Option<i64>,
    ) -> Result<()> {
        let target = scans::table.find((tenant.id(), id));
        on_both!(self.conn, |c| diesel::update(target)
            .set((
                scans::amount_minor.eq(amount),
                scans::stamps.eq(stamps),
                scans::kept_stamps.eq(kept_stamps)
            ))
            .execute(c))?;
        Ok(())
    }

    /// Sets a reward's state if it is in the expected one; false if somebody was faster.
    pub fn set_reward_state(
        &mut self,
        tenant: Tenant,
        id: RewardId,
        from: RewardState,
        to: RewardState,
    ) -> Result<bool> {
        let target = rewards::table
            .find((tenant.id(), id))
            .filter(rewards::state.eq(from));
        Ok(on_both!(self.conn, |c| diesel::update(target)
            .set(rewards::state.eq(to))
            .execute(c))?
            > 0)
    }

    /// Takes a reward back, whatever unused state it is in.
    pub fn revoke_reward(&mut self, tenant: Tenant, id: RewardId) -> Result<()> {
        let target = rewards::table
            .find((tenant.id(), id))
            .filter(rewards::state.ne(RewardState::Redeemed));
        on_both!(self.conn, |c| diesel::update(target)
            .set(rewards::state.eq(RewardState::Revoked))
            .execute(c))?;
        Ok(())
    }

    /// The tenant's reward.
    pub fn reward(&mut self, tenant: Tenant, id: RewardId) -> Result<Option<RewardRow>> {
        Ok(on_both!(self.conn, |c| rewards::table
            .find((tenant.id(), id))
            .select(RewardRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The tenant's waiting rewards whose time has run out.
    pub fn rewards_run_out(
        &mut self,
        tenant: Tenant,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<RewardRow>> {
        Ok(on_both!(self.conn, |c| rewards::table
            .filter(
                rewards::merchant_id
                    .eq(tenant.id())
                    .and(rewards::state.eq(RewardState::Available))
                    .and(rewards::expires_at.le(now))
            )
            .limit(limit)
            .select(RewardRow::as_select())
            .load(c))?)
    }

    /// Adds a redemption.
    pub fn insert_redemption(&mut self, row: &RedemptionRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(redemptions::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// The tenant's redemption.
    pub fn redemption(
        &mut self,
        tenant: Tenant,
        id: RedemptionId,
    ) -> Result<Option<RedemptionRow>> {
        Ok(on_both!(self.conn, |c| redemptions::table
            .find((tenant.id(), id))
            .select(RedemptionRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The member's latest redemptions, newest first.
    pub fn latest_redemptions(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        limit: i64,
    ) -> Result<Vec<RedemptionRow>> {
        Ok(on_both!(self.conn, |c| redemptions::table
            .filter(
                redemptions::member_id
                    .eq(member)
                    .and(redemptions::merchant_id.eq(tenant.id()))
            )
            .order((redemptions::occurred_at.desc(), redemptions::id.desc()))
            .limit(limit)
            .select(RedemptionRow::as_select())
            .load(c))?)
    }

    /// Notes stamps given or taken without a visit.
    pub fn insert_stamps_change(&mut self, row: &StampsChangeRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(stamp_changes::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// The member's latest stamps given or taken without a visit, newest first.
    pub fn latest_stamps_changes(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        limit: i64,
    ) -> Result<Vec<StampsChangeRow>> {
        Ok(on_both!(self.conn, |c| stamp_changes::table
            .filter(
                stamp_changes::member_id
                    .eq(member)
                    .and(stamp_changes::merchant_id.eq(tenant.id()))
            )
            .order((stamp_changes::occurred_at.desc(), stamp_changes::id.desc()))
            .limit(limit)
            .select(StampsChangeRow::as_select())
            .load(c))?)
    }

    /// Voids a redemption; false if it was voided before.
    pub fn void_redemption(
        &mut self,
        tenant: Tenant,
        id: RedemptionId,
        now: Timestamp,
    ) -> Result<bool> {
        let target = redemptions::table
            .find((tenant.id(), id))
            .filter(redemptions::voided_at.is_null());
        Ok(on_both!(self.conn, |c| diesel::update(target)
            .set(redemptions::voided_at.eq(now))
            .execute(c))?
            > 0)
    }
}
