//! Cards: serials with a version and a modification time that only grow.

use diesel::prelude::*;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::card::{CardState, RewardState};
use crate::error::Result;
use crate::ids::{CardId, MemberId, MerchantId};
use crate::store::engine::prepared::{FixedUpdate, Value};
use crate::store::engine::schema::{cards, members, rewards};

/// One card.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = cards, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct CardRow {
    pub id: CardId,
    pub merchant_id: MerchantId,
    pub member_id: MemberId,
    pub secret_id: String,
    pub short_code: String,
    pub state: CardState,
    pub locale: String,
    pub channel: String,
    pub version: i64,
    pub last_modified_s: i64,
    pub notified_version: i64,
    pub expires_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl CardRow {
    /// The merchant the card belongs to: whoever holds a verified code of the card acts for it.
    pub fn tenant(&self) -> Tenant {
        Tenant(self.merchant_id)
    }
}

impl Tx<'_> {
    /// Adds a card.
    pub fn insert_card(&mut self, row: &CardRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(cards::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// The tenant's card.
    pub fn card(&mut self, tenant: Tenant, id: CardId) -> Result<Option<CardRow>> {
        Ok(on_both!(self.conn, |c| cards::table
            .find((tenant.id(), id))
            .select(CardRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// A card by id alone: only for callers that verified one of the card's own tokens.
    pub fn card_of_anyone(&mut self, id: CardId) -> Result<Option<CardRow>> {
        for shop in self.shops_of_bucket(id.bucket())? {
            if let Some(card) = self.card(shop, id)? {
                return Ok(Some(card));
            }
        }
        match self.shop_of_carried_card(id)? {
            Some(shop) => self.card(shop, id),
            None => Ok(None),
        }
    }

    /// The tenant's card with this short code.
    pub fn card_by_short_code(
        &mut self,
        tenant: Tenant,
        short_code: &str,
    ) -> Result<Option<CardRow>> {
        Ok(on_both!(self.conn, |c| cards::table
            .filter(
                cards::merchant_id
                    .eq(tenant.id())
                    .and(cards::short_code.eq(short_code))
            )
            .select(CardRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The tenant's cards after `after`, by age.
    pub fn cards(
        &mut self,
        tenant: Tenant,
        after: Option<CardId>,
        limit: i64,
    ) -> Result<Vec<CardRow>> {
        // An erased card is to everybody as if it had never been.
        Ok(on_both!(self.conn, |c| {
            let mut query = cards::table
                .filter(
                    cards::merchant_id
                        .eq(tenant.id())
                        .and(cards::state.ne(CardState::Erased)),
                )
                .order(cards::id)
                .limit(limit)
                .select(CardRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(cards::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// All cards of one member, oldest first.
    pub fn cards_of_member(&mut self, tenant: Tenant, member: MemberId) -> Result<Vec<CardRow>> {
        let mut rows: Vec<CardRow> = on_both!(self.conn, |c| cards::table
            .filter(
                cards::merchant_id
                    .eq(tenant.id())
                    .and(cards::member_id.eq(member))
            )
            .select(CardRow::as_select())
            .load(c))?;
        rows.sort_by_key(|card| card.id);
        Ok(rows)
    }

    /// How many cards the tenant has.
    pub fn count_cards(&mut self, tenant: Tenant) -> Result<i64> {
        Ok(on_both!(self.conn, |c| cards::table
            .filter(cards::merchant_id.eq(tenant.id()))
            .count()
            .get_result(c))?)
    }

    /// Cards still in use by the secret they were made with: what losing a secret would cost.
    pub fn cards_by_secret(&mut self) -> Result<Vec<(String, i64)>> {
        Ok(on_both!(self.conn, |c| cards::table
            .filter(cards::state.eq_any([CardState::Active, CardState::Paused]))
            .group_by(cards::secret_id)
            .select((cards::secret_id, diesel::dsl::count_star()))
            .load(c))?)
    }

    /// Sets a card's state and the end of its time.
    pub fn set_card_state(&mut self, tenant: Tenant, id: CardId, state: CardState) -> Result<()> {
        let target = cards::table.find((tenant.id(), id));
        on_both!(self.conn, |c| diesel::update(target)
            .set(cards::state.eq(state))
            .execute(c))?;
        Ok(())
    }

    /// The tenant's active cards whose time has run out.
    pub fn cards_run_out(
        &mut self,
        tenant: Tenant,
        now: Timestamp,
        limit: i64,
    ) -> Result<Vec<CardRow>> {
        Ok(on_both!(self.conn, |c| cards::table
            .filter(
                cards::merchant_id
                    .eq(tenant.id())
                    .and(cards::expires_at.le(now))
                    .and(cards::state.eq(CardState::Active))
            )
            .limit(limit)
            .select(CardRow::as_select())
            .load(c))?)
    }

    /// Merchants of whose rewards, cards, stamps or tiers the time has run out: for the sweep, which settles one after the other.
    pub fn run_out(&mut self, now: Timestamp) -> Result<Vec<Tenant>> {
        let mut ids: Vec<MerchantId> = on_both!(self.conn, |c| cards::table
            .filter(
                cards::expires_at
                    .le(now)
                    .and(cards::state.eq(CardState::Active))
            )
            .select(cards::merchant_id)
            .distinct()
            .load(c))?;
        let of_rewards: Vec<MerchantId> = on_both!(self.conn, |c| rewards::table
            .filter(
                rewards::state
                    .eq(RewardState::Available)
                    .and(rewards::expires_at.le(now))
            )
            .select(rewards::merchant_id)
            .distinct()
            .load(c))?;
        ids.extend(of_rewards);
        // Each by an index of its own, and only of those it concerns.
        let of_stamps: Vec<MerchantId> = on_both!(self.conn, |c| members::table
            .filter(members::stamps_expire_at.le(now))
            .select(members::merchant_id)
            .distinct()
            .load(c))?;
        let of_tiers: Vec<MerchantId> = on_both!(self.conn, |c| members::table
            .filter(members::tier_until.le(now))
            .select(members::merchant_id)
            .distinct()
            .load(c))?;
        ids.extend(of_stamps);
        ids.extend(of_tiers);
        ids.sort();
        ids.dedup();
        Ok(ids
            .into_iter()
            .map(Tenant)
            .collect())
    }

    /// Moves the end of time of all cards of a member.
    pub fn set_member_cards_expiry(
        &mut self,
        tenant: Tenant,
        member: MemberId,
        expires_at: Option<Timestamp>,
    ) -> Result<()> {
        let target = cards::table.filter(
            cards::merchant_id
                .eq(tenant.id())
                .and(cards::member_id.eq(member)),
        );
        on_both!(self.conn, |c| diesel::update(target)
            .set(cards::expires_at.eq(expires_at))
            .execute(c))?;
        Ok(())
    }

    /// Moves the end of a card's time.
    pub fn set_card_expiry(
        &mut self,
        tenant: Tenant,
        id: CardId,
        expires_at: Option<Timestamp>,
    ) -> Result<()> {
        let target = cards::table.find((tenant.id(), id));
        on_both!(self.conn, |c| diesel::update(target)
            .set(cards::expires_at.eq(expires_at))
            .execute(c))?;
        Ok(())
    }

    /// Marks the cards as changed: a new version, by which phones are told, and a `Last-Modified` second later than the one
    /// before (HTTP dates have seconds, two changes in one second must differ).
    pub fn mark_changed(&mut self, changed: &mut [CardRow], now: Timestamp) -> Result<()> {
        for card in changed {
            card.version += 1;
            card.last_modified_s = now
                .seconds()
                .max(card.last_modified_s + 1);
            card.updated_at = now;
            let (merchant, id) = (card.merchant_id.to_string(), card.id.to_string());
            let marked = FixedUpdate {
                pieces: [
                    ("UPDATE cards SET version = ", Value::Integer(card.version)),
                    (", last_modified_s = ", Value::Integer(card.last_modified_s)),
                    (", updated_at = ", Value::Integer(card.updated_at.0)),
                    (" WHERE merchant_id = ", Value::Text(&merchant)),
                    (" AND id = ", Value::Text(&id)),
                ],
            };
            marked.run(&mut self.conn)?;
        }
        Ok(())
    }

    /// Notes up to which version a message told of the card; false if one told of this version before.
    pub fn note_notified(&mut self, tenant: Tenant, card: CardId, version: i64) -> Result<bool> {
        let target = cards::table
            .find((tenant.id(), card))
            .filter(cards::notified_version.lt(version));
        Ok(on_both!(self.conn, |c| diesel::update(target)
            .set(cards::notified_version.eq(version))
            .execute(c))?
            > 0)
    }
}
