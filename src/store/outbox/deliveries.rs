//! The outbox: calls to the wallets that are owed, one row for each card and target.

use std::collections::BTreeMap;

use diesel::dsl::{case_when, not, sql};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Array, BigInt, Bool, Text};
use diesel::upsert::excluded;

use super::owed::OwedDelivery;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{CardId, DeliveryId, MerchantId};
use crate::store::engine::prepared::PreparedWrite;
use crate::store::engine::schema::{deliveries, delivery_attempts};
use crate::store::instances::Share;
use crate::store::{Conn, Tenant, Tx};

/// The state of a delivery.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryState {
    /// To be sent: now, or when its time comes.
    Pending,
    /// The upstream accepted the newest state.
    Delivered,
    /// It failed too often or for good; it waits for a change or a retry by hand.
    Failed,
    /// The upstream said that the target no longer exists.
    Gone,
}

impl DeliveryState {
    /// Each with what callers call it.
    pub const NAMED: [(&str, DeliveryState); 4] = [
        ("pending", DeliveryState::Pending),
        ("delivered", DeliveryState::Delivered),
        ("failed", DeliveryState::Failed),
        ("gone", DeliveryState::Gone),
    ];
}

/// One call to be made.
#[derive(Clone, Debug, Queryable, QueryableByName, Selectable, Insertable)]
#[diesel(table_name = deliveries, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct DeliveryRow {
    pub id: DeliveryId,
    pub merchant_id: MerchantId,
    pub card_id: Option<CardId>,
    pub channel: String,
    pub topic: String,
    pub target: String,
    pub state: DeliveryState,
    pub revision: i64,
    pub card_version: i64,
    pub attempts: i64,
    pub pending_since: Timestamp,
    pub due_at: Timestamp,
    pub lease_until: Timestamp,
    pub last_status: Option<i64>,
    pub last_reason: Option<String>,
    pub last_attempt_at: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    pub fetched_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl DeliveryRow {
    /// The merchant on whose behalf it is owed.
    pub fn tenant(&self) -> Tenant {
        Tenant(self.merchant_id)
    }
}

/// What has been owed for longest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongestPending {
    /// The wallet.
    pub channel: String,
    /// Since when.
    pub since: Timestamp,
    /// What the last attempt there brought; none if none failed.
    pub reason: Option<String>,
}

/// What one attempt brought.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// When it was made.
    pub at: Timestamp,
    /// The upstream's HTTP status, if it answered.
    pub status: Option<i64>,
    /// Its reason, or why there was no answer.
    pub reason: Option<String>,
}

/// What becomes of a claimed delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// Accepted.
    Delivered,
    /// Accepted, and to be said once more then: an earlier attempt without an answer may yet arrive behind this one. That one
    /// stays the row's last attempt until then, so that a newer state may go out meanwhile and is said once more as well.
    Again(Timestamp),
    /// To be tried again, not before this.
    Later(Timestamp),
    /// Not to be tried again before something changes.
    Failed,
    /// The target is no more.
    Gone,
    /// Not this row's fault: tried again then, without counting an attempt.
    Released(Timestamp),
}

/// A row that somebody writes just now is left to the next look: who leases many rows waits for none.
const LEASE: &str = "UPDATE deliveries SET lease_until = $5 WHERE merchant_id = $1 AND id IN (
    SELECT id FROM deliveries WHERE merchant_id = $1 AND id = ANY($2) AND channel = $3
    AND state = 'pending' AND due_at <= $4 AND lease_until <= $4 FOR UPDATE SKIP LOCKED) RETURNING *";

impl Tx<'_> {
    /// Owes every target of the card its newest state. A row that waits keeps its place and its backoff.
    pub fn enqueue_delivery(
        &mut self,
        tenant: Tenant,
        card: CardId,
        version: i64,
        channel: &str,
        targets: &[(String, String)],
        now: Timestamp,
    ) -> Result<()> {
        /// The name of the upsert below.
        struct OweDelivery;
        for (target, topic) in targets {
            let new =
                DeliveryRow::pending(tenant, Some(card), version, channel, target, topic, now);
            let waits = || deliveries::state.eq(DeliveryState::Pending);
            // What waits only to be said once more need not wait with something new to say.
            let confirms = deliveries::attempts
                .eq(0)
                .and(deliveries::due_at.gt(now))
                .and(deliveries::last_status.is_null())
                .and(deliveries::delivered_at.ge(deliveries::last_attempt_at));
            let newest = (
                deliveries::revision.eq(deliveries::revision + 1),
                deliveries::card_version.eq(version),
                deliveries::updated_at.eq(now),
                deliveries::state.eq(DeliveryState::Pending),
                deliveries::pending_since
                    .eq(case_when(waits(), deliveries::pending_since).otherwise(now)),
                deliveries::due_at.eq(case_when(
                    not(waits()).or(confirms),
                    excluded(deliveries::due_at),
                )
                .otherwise(deliveries::due_at)),
                deliveries::attempts.eq(case_when(waits(), deliveries::attempts).otherwise(0)),
            );
            let id: DeliveryId = on_both!(self.conn, |c| PreparedWrite::named(
                OweDelivery,
                diesel::insert_into(deliveries::table)
                    .values(&new)
                    .on_conflict((
                        deliveries::merchant_id,
                        deliveries::card_id,
                        deliveries::channel,
                        deliveries::target,
                    ))
                    .do_update()
                    .set(newest)
                    .returning(deliveries::id)
            )
            .get_result(c))?;
            self.owe(tenant.id(), id, channel);
        }
        Ok(())
    }

    /// Notes a row that is due by this transaction, for the delivery worker of this process.
    fn owe(&mut self, merchant_id: MerchantId, id: DeliveryId, channel: &str) {
        self.owed.push(OwedDelivery {
            merchant_id,
            id,
            channel: channel.to_owned(),
        });
    }

    /// Lets what is owed of a card to a target wait as long as the upstream asked for.
    pub fn hold(
        &mut self,
        tenant: Tenant,
        card: CardId,
        channel: &str,
        target: &str,
        until: Timestamp,
    ) -> Result<()> {
        let owed = deliveries::table
            .filter(
                deliveries::merchant_id
                    .eq(tenant.id())
                    .and(deliveries::card_id.eq(card))
                    .and(deliveries::channel.eq(channel))
                    .and(deliveries::target.eq(target)),
            )
            .filter(
                deliveries::state
                    .eq(DeliveryState::Pending)
                    .and(deliveries::due_at.lt(until)),
            );
        on_both!(self.conn, |c| diesel::update(owed)
            .set(deliveries::due_at.eq(until))
            .execute(c))?;
        Ok(())
    }

    /// Owes Google the newest look of the merchant's class.
    pub fn enqueue_class(
        &mut self,
        tenant: Tenant,
        class: &str,
        version: i64,
        channel: &str,
        topic: &str,
        now: Timestamp,
    ) -> Result<()> {
        let row = deliveries::table.filter(
            deliveries::merchant_id
                .eq(tenant.id())
                .and(deliveries::card_id.is_null())
                .and(deliveries::channel.eq(channel))
                .and(deliveries::target.eq(class)),
        );
        let newer = (
            deliveries::revision.eq(deliveries::revision + 1),
            deliveries::card_version.eq(version),
            deliveries::updated_at.eq(now),
        );
        let standing: Option<(DeliveryId, DeliveryState)> = on_both!(self.conn, |c| row
            .select((deliveries::id, deliveries::state))
            .get_result(c)
            .optional())?;
        let again = (
            deliveries::state.eq(DeliveryState::Pending),
            deliveries::pending_since.eq(now),
            deliveries::due_at.eq(now),
            deliveries::attempts.eq(0),
        );
        let id = match standing {
            Some((id, DeliveryState::Pending)) => {
                on_both!(self.conn, |c| diesel::update(row)
                    .set(newer)
                    .execute(c))?;
                id
            }
            Some((id, _)) => {
                on_both!(self.conn, |c| diesel::update(row)
                    .set((newer, again))
                    .execute(c))?;
                id
            }
            None => {
                let new = DeliveryRow::pending(tenant, None, version, channel, class, topic, now);
                on_both!(self.conn, |c| diesel::insert_into(deliveries::table)
                    .values(&new)
                    .execute(c))?;
                new.id
            }
        };
        self.owe(tenant.id(), id, channel);
        Ok(())
    }

    /// Whether the class was ever owed to Google.
    pub fn knows_class(&mut self, tenant: Tenant, class: &str, channel: &str) -> Result<bool> {
        let row = deliveries::table.filter(
            deliveries::merchant_id
                .eq(tenant.id())
                .and(deliveries::card_id.is_null())
                .and(deliveries::channel.eq(channel))
                .and(deliveries::target.eq(class)),
        );
        let found: Option<DeliveryId> = on_both!(self.conn, |c| row
            .select(deliveries::id)
            .get_result(c)
            .optional())?;
        Ok(found.is_some())
    }

    /// Whether Google took the class at least once.
    pub fn class_was_delivered(
        &mut self,
        tenant: Tenant,
        class: &str,
        channel: &str,
    ) -> Result<bool> {
        let row = deliveries::table
            .filter(
                deliveries::merchant_id
                    .eq(tenant.id())
                    .and(deliveries::card_id.is_null())
                    .and(deliveries::channel.eq(channel))
                    .and(deliveries::target.eq(class)),
            )
            .filter(deliveries::delivered_at.is_not_null());
        let found: Option<DeliveryId> = on_both!(self.conn, |c| row
            .select(deliveries::id)
            .get_result(c)
            .optional())?;
        Ok(found.is_some())
    }

    /// How often the target's state was asked for: what is read together with the state covers every change before.
    pub fn delivery_revision(&mut self, delivery: &DeliveryRow) -> Result<i64> {
        Ok(on_both!(self.conn, |c| deliveries::table
            .find((delivery.merchant_id, delivery.id))
            .select(deliveries::revision)
            .get_result(c))?)
    }

    /// Since when the longest owed delivery of any channel waits.
    pub fn oldest_pending(&mut self) -> Result<Option<Timestamp>> {
        // In the index's own words: a bound value would not be known to be the one that it holds.
        Ok(on_both!(self.conn, |c| deliveries::table
            .filter(sql::<Bool>("state = 'pending'"))
            .select(diesel::dsl::min(deliveries::pending_since))
            .get_result(c))?)
    }

    /// What a wallet has been owed for longest, and why it was not delivered when anything was last tried there.
    pub fn longest_pending(&mut self) -> Result<Option<LongestPending>> {
        let owed = || deliveries::table.filter(deliveries::state.eq(DeliveryState::Pending));
        let oldest: Option<(String, Timestamp)> = on_both!(self.conn, |c| owed()
            .order(deliveries::pending_since)
            .select((deliveries::channel, deliveries::pending_since))
            .first(c)
            .optional())?;
        let Some((channel, since)) = oldest else {
            return Ok(None);
        };
        let last: Option<Option<String>> = on_both!(self.conn, |c| owed()
            .filter(deliveries::channel.eq(&channel))
            .filter(
                deliveries::last_status
                    .is_null()
                    .or(deliveries::last_status.ge(300_i64))
            )
            .filter(deliveries::last_reason.is_not_null())
            .order(deliveries::last_attempt_at.desc())
            .select(deliveries::last_reason)
            .first(c)
            .optional())?;
        Ok(Some(LongestPending {
            channel,
            since,
            reason: last.flatten(),
        }))
    }

    /// Takes up to `limit` due rows of a share's shops under a lease, so that no other worker sends them meanwhile.
    pub fn claim(
        &mut self,
        channel: &str,
        share: Share,
        now: Timestamp,
        lease_until: Timestamp,
        limit: i64,
    ) -> Result<Vec<DeliveryRow>> {
        // Some of those that are due first may be held by others just now.
        let seen_at_most = match &self.conn {
            Conn::Sqlite(_) => limit,
            Conn::Postgres(_) => limit.saturating_mul(4),
        };
        let seen: Vec<(MerchantId, DeliveryId)> = on_both!(self.conn, |c| {
            let mut due = deliveries::table
                .filter(
                    deliveries::state
                        .eq(DeliveryState::Pending)
                        .and(deliveries::channel.eq(channel)),
                )
                .filter(
                    deliveries::due_at
                        .le(now)
                        .and(deliveries::lease_until.le(now)),
                )
                .order(deliveries::due_at)
                .limit(seen_at_most)
                .select((deliveries::merchant_id, deliveries::id))
                .into_boxed();
            if let Some(shops) = share.condition() {
                due = due.filter(sql::<Bool>(&shops));
            }
            due.load(c)
        })?;
        let mut by_shop: BTreeMap<MerchantId, Vec<DeliveryId>> = BTreeMap::new();
        for (shop, id) in seen {
            by_shop
                .entry(shop)
                .or_default()
                .push(id);
        }
        let (mut leased, most) = (Vec::new(), usize::try_from(limit).unwrap_or(usize::MAX));
        for (shop, mut ids) in by_shop {
            ids.truncate(most.saturating_sub(leased.len()));
            if ids.is_empty() {
                break;
            }
            leased.extend(self.lease(shop, ids, channel, now, lease_until)?);
        }
        leased.sort_by_key(|row| (row.due_at, row.id));
        Ok(leased)
    }

    /// The same for rows that are known: those that are due and that nobody else holds.
    pub fn claim_owed(
        &mut self,
        channel: &str,
        owed: &BTreeMap<MerchantId, Vec<DeliveryId>>,
        now: Timestamp,
        lease_until: Timestamp,
    ) -> Result<Vec<DeliveryRow>> {
        let mut leased = Vec::new();
        for (shop, ids) in owed {
            leased.extend(self.lease(*shop, ids.clone(), channel, now, lease_until)?);
        }
        Ok(leased)
    }

    /// Takes those rows of a shop that are due still and that nobody else holds. They are read again with it: another instance that saw
    /// the same rows may have sent them meanwhile.
    fn lease(
        &mut self,
        shop: MerchantId,
        ids: Vec<DeliveryId>,
        channel: &str,
        now: Timestamp,
        lease_until: Timestamp,
    ) -> Result<Vec<DeliveryRow>> {
        match &mut self.conn {
            // Writes run one at a time here, so nothing is held by anybody else.
            Conn::Sqlite(c) => {
                // The signs keep SQLite from the index of what is due, which it would walk through for several ids.
                let due = sql::<Bool>("+state = 'pending' AND +channel = ")
                    .bind::<Text, _>(channel)
                    .sql(" AND +due_at <= ")
                    .bind::<BigInt, _>(now)
                    .sql(" AND lease_until <= ")
                    .bind::<BigInt, _>(now);
                let rows = deliveries::table
                    .filter(
                        deliveries::merchant_id
                            .eq(shop)
                            .and(deliveries::id.eq_any(ids)),
                    )
                    .filter(due);
                Ok(diesel::update(rows)
                    .set(deliveries::lease_until.eq(lease_until))
                    .returning(DeliveryRow::as_returning())
                    .get_results(*c)?)
            }
            Conn::Postgres(c) => Ok(sql_query(LEASE)
                .bind::<Text, _>(shop)
                .bind::<Array<Text>, _>(ids)
                .bind::<Text, _>(channel)
                .bind::<BigInt, _>(now)
                .bind::<BigInt, _>(lease_until)
                .get_results(*c)?),
        }
    }

    /// Gives back every lease: what a worker that no longer runs had claimed.
    pub fn release_leases(&mut self, channel: &str) -> Result<usize> {
        let claimed = deliveries::table.filter(
            deliveries::channel
                .eq(channel)
                .and(deliveries::lease_until.gt(Timestamp(0))),
        );
        Ok(on_both!(self.conn, |c| diesel::update(claimed)
            .set(deliveries::lease_until.eq(Timestamp(0)))
            .execute(c))?)
    }

    /// Whether a row of a share's shops is due that no worker holds.
    pub fn is_due(&mut self, channel: &str, share: Share, now: Timestamp) -> Result<bool> {
        let found: Option<DeliveryId> = on_both!(self.conn, |c| {
            let mut due = deliveries::table
                .filter(
                    deliveries::state
                        .eq(DeliveryState::Pending)
                        .and(deliveries::channel.eq(channel)),
                )
                .filter(
                    deliveries::due_at
                        .le(now)
                        .and(deliveries::lease_until.le(now)),
                )
                .order(deliveries::due_at)
                .limit(1)
                .select(deliveries::id)
                .into_boxed();
            if let Some(shops) = share.condition() {
                due = due.filter(sql::<Bool>(&shops));
            }
            due.get_result(c).optional()
        })?;
        Ok(found.is_some())
    }

    /// Writes what an attempt brought; the caller holds the merchant's lock, or a change that is being written beside it
    /// would be taken for delivered. A change that came meanwhile keeps the row due, so the newest state wins.
    pub fn settle(
        &mut self,
        claimed: &DeliveryRow,
        attempt: &Attempt,
        settlement: Settlement,
    ) -> Result<()> {
        let row = deliveries::table.find((claimed.merchant_id, claimed.id));
        let standing: Option<(i64, Timestamp)> = on_both!(self.conn, |c| row
            .select((deliveries::revision, deliveries::lease_until))
            .get_result(c)
            .optional())?;
        // The member was erased meanwhile, and with it whom this was sent to.
        let Some((revision, lease)) = standing else {
            return Ok(());
        };
        if lease != claimed.lease_until {
            // Somebody else claimed it after our lease ended, and settles what is true now.
            return Ok(());
        }
        let at = attempt.at;
        let accepted = matches!(settlement, Settlement::Delivered | Settlement::Again(_));
        let (state, due_at, attempts) = match settlement {
            // The state that was sent is the newest no more: since a moment ago, not since this row was first owed.
            Settlement::Delivered if revision != claimed.revision => {
                (DeliveryState::Pending, at, 0)
            }
            Settlement::Delivered => (DeliveryState::Delivered, claimed.due_at, 0),
            Settlement::Again(_) if revision != claimed.revision => (DeliveryState::Pending, at, 0),
            Settlement::Again(due) => (DeliveryState::Pending, due, 0),
            Settlement::Later(due) => (DeliveryState::Pending, due, claimed.attempts + 1),
            // What was refused is no longer what is owed; the newer state has had no try yet.
            Settlement::Failed if revision != claimed.revision => (DeliveryState::Pending, at, 0),
            Settlement::Failed => (DeliveryState::Failed, claimed.due_at, claimed.attempts + 1),
            Settlement::Gone => (DeliveryState::Gone, claimed.due_at, 0),
            Settlement::Released(due) => (DeliveryState::Pending, due, claimed.attempts),
        };
        let standing = (
            deliveries::state.eq(state),
            deliveries::due_at.eq(due_at),
            deliveries::pending_since.eq(if accepted {
                at
            } else {
                claimed.pending_since
            }),
            deliveries::attempts.eq(attempts),
            deliveries::lease_until.eq(Timestamp(0)),
            deliveries::updated_at.eq(at),
        );
        on_both!(self.conn, |c| diesel::update(row)
            .set(standing)
            .execute(c))?;
        if state == DeliveryState::Pending && due_at <= at {
            self.owe(claimed.merchant_id, claimed.id, &claimed.channel);
        }
        if matches!(settlement, Settlement::Again(_)) {
            on_both!(self.conn, |c| diesel::update(row)
                .set(deliveries::delivered_at.eq(at))
                .execute(c))?;
            return Ok(());
        }
        // Neither a success nor a wait for the upstream is this row's history; both stand on the row itself.
        let history = !accepted && !matches!(settlement, Settlement::Released(_));
        self.note_attempt(claimed, attempt, accepted, history)
    }

    fn note_attempt(
        &mut self,
        claimed: &DeliveryRow,
        attempt: &Attempt,
        delivered: bool,
        history: bool,
    ) -> Result<()> {
        let answer = (
            deliveries::last_status.eq(attempt.status),
            deliveries::last_reason.eq(attempt.reason.clone()),
            deliveries::last_attempt_at.eq(attempt.at),
        );
        let row = deliveries::table.find((claimed.merchant_id, claimed.id));
        if delivered {
            on_both!(self.conn, |c| diesel::update(row)
                .set((answer, deliveries::delivered_at.eq(attempt.at)))
                .execute(c))?;
            return Ok(());
        }
        on_both!(self.conn, |c| diesel::update(row)
            .set(answer)
            .execute(c))?;
        if !history {
            return Ok(());
        }
        let failure = (
            delivery_attempts::merchant_id.eq(claimed.merchant_id),
            delivery_attempts::delivery_id.eq(claimed.id),
            delivery_attempts::attempted_at.eq(attempt.at),
            delivery_attempts::status.eq(attempt.status),
            delivery_attempts::reason.eq(attempt
                .reason
                .clone()
                .unwrap_or_default()),
        );
        on_both!(self.conn, |c| diesel::insert_into(delivery_attempts::table)
            .values(failure)
            .on_conflict_do_nothing()
            .execute(c))?;
        Ok(())
    }

    /// The tenant's deliveries that changed last, newest first, in one state where asked.
    pub fn latest_deliveries(
        &mut self,
        tenant: Tenant,
        state: Option<DeliveryState>,
        limit: i64,
    ) -> Result<Vec<DeliveryRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = deliveries::table
                .filter(deliveries::merchant_id.eq(tenant.id()))
                .order((deliveries::updated_at.desc(), deliveries::id.desc()))
                .limit(limit)
                .select(DeliveryRow::as_select())
                .into_boxed();
            if let Some(state) = state {
                query = query.filter(deliveries::state.eq(state));
            }
            query.load(c)
        })?)
    }

    /// The tenant's deliveries after `after`, by age, of one card, state or channel where asked.
    pub fn deliveries(
        &mut self,
        tenant: Tenant,
        card: Option<CardId>,
        state: Option<DeliveryState>,
        channel: Option<&str>,
        after: Option<DeliveryId>,
        limit: i64,
    ) -> Result<Vec<DeliveryRow>> {
        let mut rows: Vec<DeliveryRow> = on_both!(self.conn, |c| {
            let mut query = deliveries::table
                .filter(deliveries::merchant_id.eq(tenant.id()))
                .select(DeliveryRow::as_select())
                .into_boxed();
            if let Some(state) = state {
                query = query.filter(deliveries::state.eq(state));
            }
            if let Some(channel) = channel {
                query = query.filter(deliveries::channel.eq(channel));
            }
            // A card has one for each phone that ever held it. They are few, and asked to begin somewhere SQLite would walk through the shop's.
            query = match (card, after) {
                (Some(card), _) => query.filter(deliveries::card_id.eq(card)),
                (None, Some(after)) => query.filter(deliveries::id.gt(after)),
                (None, None) => query,
            };
            if card.is_none() {
                query = query
                    .order(deliveries::id)
                    .limit(limit);
            }
            query.load(c)
        })?;
        rows.retain(|row| after.is_none_or(|after| row.id > after));
        rows.sort_by_key(|row| row.id);
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(rows)
    }

    /// Makes a delivery due at once; none if the tenant has none of that id.
    pub fn retry_delivery(
        &mut self,
        tenant: Tenant,
        id: DeliveryId,
        now: Timestamp,
    ) -> Result<Option<DeliveryRow>> {
        let target = deliveries::table.find((tenant.id(), id));
        // Counted like a change, so that a try that is under
        // way cannot settle the row that is made due here.
        let change = (
            deliveries::state.eq(DeliveryState::Pending),
            deliveries::revision.eq(deliveries::revision + 1),
            deliveries::pending_since.eq(now),
            deliveries::due_at.eq(now),
            deliveries::attempts.eq(0),
            deliveries::updated_at.eq(now),
        );
        on_both!(self.conn, |c| diesel::update(target)
            .set(change)
            .execute(c))?;
        let row: Option<DeliveryRow> = on_both!(self.conn, |c| target
            .select(DeliveryRow::as_select())
            .get_result(c)
            .optional())?;
        if let Some(row) = &row {
            self.owe(row.merchant_id, row.id, &row.channel);
        }
        Ok(row)
    }

    /// Notes that a phone fetched the card after its pushes.
    pub fn note_fetched(
        &mut self,
        tenant: Tenant,
        card: CardId,
        channel: &str,
        now: Timestamp,
    ) -> Result<()> {
        let target = deliveries::table.filter(
            deliveries::merchant_id
                .eq(tenant.id())
                .and(deliveries::card_id.eq(card))
                .and(deliveries::channel.eq(channel)),
        );
        // Notes of two instances may cross.
        let target = target.filter(
            deliveries::fetched_at
                .is_null()
                .or(deliveries::fetched_at.lt(now)),
        );
        on_both!(self.conn, |c| diesel::update(target)
            .set(deliveries::fetched_at.eq(now))
            .execute(c))?;
        Ok(())
    }

    /// Drops what is owed to a target for a card that it no longer holds.
    pub fn cancel_delivery(
        &mut self,
        tenant: Tenant,
        card: CardId,
        target: &str,
        now: Timestamp,
    ) -> Result<()> {
        let row = deliveries::table.filter(
            deliveries::merchant_id
                .eq(tenant.id())
                .and(deliveries::card_id.eq(card))
                .and(deliveries::target.eq(target)),
        );
        let change = (
            deliveries::state.eq(DeliveryState::Gone),
            deliveries::updated_at.eq(now),
        );
        on_both!(self.conn, |c| diesel::update(row)
            .set(change)
            .execute(c))?;
        Ok(())
    }
}

impl DeliveryRow {
    fn pending(
        tenant: Tenant,
        card: Option<CardId>,
        version: i64,
        channel: &str,
        target: &str,
        topic: &str,
        now: Timestamp,
    ) -> DeliveryRow {
        DeliveryRow {
            id: DeliveryId::new(tenant.bucket()),
            merchant_id: tenant.id(),
            card_id: card,
            channel: channel.to_owned(),
            topic: topic.to_owned(),
            target: target.to_owned(),
            state: DeliveryState::Pending,
            revision: 1,
            card_version: version,
            attempts: 0,
            pending_since: now,
            due_at: now,
            lease_until: Timestamp(0),
            last_status: None,
            last_reason: None,
            last_attempt_at: None,
            delivered_at: None,
            fetched_at: None,
            created_at: now,
            updated_at: now,
        }
    }
}
