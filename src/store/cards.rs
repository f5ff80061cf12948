//! Cards: serials with a version, an update tag and a modification time that only grow.

use diesel::prelude::*;

use super::{Conn, Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::card::{CardState, RewardState};
use crate::error::Result;
use crate::ids::{CardId, MemberId, MerchantId};
use crate::store::engine::prepared::PreparedUpdate;
use crate::store::engine::schema::{cards, pass_types, rewards};

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
    pub update_tag: i64,
    pub last_modified_s: i64,
    pub told_version: i64,
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
        Ok(self
            .card_of_anyone(id)?
            .filter(|card| card.merchant_id == tenant.id()))
    }

    /// A card by id alone: only for callers that verified one of the card's own tokens.
    pub fn card_of_anyone(&mut self, id: CardId) -> Result<Option<CardRow>> {
        Ok(on_both!(self.conn, |c| cards::table
            .find(id)
            .select(CardRow::as_select())
            .get_result(c)
            .optional())?)
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

    /// All cards of one member, oldest first. The query names the member alone: with the merchant beside it SQLite takes
    /// the merchant's index, whose order fits, and walks through every card of the shop.
    pub fn cards_of_member(&mut self, tenant: Tenant, member: MemberId) -> Result<Vec<CardRow>> {
        let mut rows: Vec<CardRow> = on_both!(self.conn, |c| cards::table
            .filter(cards::member_id.eq(member))
            .order(cards::id)
            .select(CardRow::as_select())
            .load(c))?;
        rows.retain(|card| card.merchant_id == tenant.id());
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
        let target = cards::table
            .find(id)
            .filter(cards::merchant_id.eq(tenant.id()));
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

    /// Merchants of whose rewards or cards the time has run out: for the sweep, which settles one after the other.
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
        let target = cards::table
            .find(id)
            .filter(cards::merchant_id.eq(tenant.id()));
        on_both!(self.conn, |c| diesel::update(target)
            .set(cards::expires_at.eq(expires_at))
            .execute(c))?;
        Ok(())
    }

    /// Marks the cards as changed: a new version, a `Last-Modified` second later than the one before (HTTP dates have
    /// seconds, two changes in one second must differ) and the pass type's next update tag. On PostgreSQL the tag is
    /// taken by the last statement before the commit.
    pub fn mark_changed(
        &mut self,
        pass_type: &str,
        changed: &mut [CardRow],
        now: Timestamp,
    ) -> Result<()> {
        if changed.is_empty() {
            return Ok(());
        }
        self.tag(pass_type, changed)?;
        for card in changed {
            card.version += 1;
            card.last_modified_s = now
                .seconds()
                .max(card.last_modified_s + 1);
            card.updated_at = now;
            let change = (
                cards::version.eq(card.version),
                cards::update_tag.eq(card.update_tag),
                cards::last_modified_s.eq(card.last_modified_s),
                cards::updated_at.eq(card.updated_at),
            );
            let row = cards::table.find(card.id);
            // Nobody reads the row that comes back, but only
            // an update that answers rows stays prepared.
            let _: CardId = on_both!(self.conn, |c| PreparedUpdate(
                diesel::update(row)
                    .set(change)
                    .returning(cards::id)
            )
            .get_result(c))?;
        }
        Ok(())
    }

    /// Gives a card the next update tag although it did not change: somebody asks for news of it who has heard of later
    /// changes before.
    pub fn renew_tag(&mut self, pass_type: &str, card: &mut CardRow) -> Result<()> {
        self.tag(pass_type, std::slice::from_mut(card))?;
        let change = cards::update_tag.eq(card.update_tag);
        on_both!(self.conn, |c| diesel::update(cards::table.find(card.id))
            .set(change)
            .execute(c))?;
        Ok(())
    }

    fn tag(&mut self, pass_type: &str, changed: &mut [CardRow]) -> Result<()> {
        match self.conn {
            // Writes commit here in the order in which they run,
            // so a tag taken now is as good as one taken last.
            Conn::Sqlite(_) => {
                let tag = self.next_update_tag(pass_type)?;
                changed
                    .iter_mut()
                    .for_each(|card| card.update_tag = tag);
            }
            Conn::Postgres(_) => self
                .untagged
                .entry(pass_type.to_owned())
                .or_default()
                .extend(changed.iter().map(|card| card.id)),
        }
        Ok(())
    }

    /// Gives the cards that this write changed their tag. The tag's row stays locked until the commit, so that no smaller tag
    /// can appear later; every shop of the pass type waits for it, so this is the last thing a write does.
    pub(super) fn take_tags(&mut self) -> Result<()> {
        for (pass_type, changed) in std::mem::take(&mut self.untagged) {
            let tag = self.next_update_tag(&pass_type)?;
            let rows = cards::table.filter(cards::id.eq_any(changed));
            on_both!(self.conn, |c| diesel::update(rows)
                .set(cards::update_tag.eq(tag))
                .execute(c))?;
        }
        Ok(())
    }

    /// The newest tag that was given to a card of a pass type.
    pub fn newest_tag(&mut self, pass_type: &str) -> Result<i64> {
        let tag = pass_types::table
            .find(pass_type)
            .select(pass_types::update_tag);
        let tag: Option<i64> = on_both!(self.conn, |c| tag.get_result(c).optional())?;
        Ok(tag.unwrap_or(0))
    }

    fn next_update_tag(&mut self, pass_type: &str) -> Result<i64> {
        loop {
            let target = pass_types::table.find(pass_type);
            let change = pass_types::update_tag.eq(pass_types::update_tag + 1);
            let tag: Option<i64> = on_both!(self.conn, |c| PreparedUpdate(
                diesel::update(target)
                    .set(change)
                    .returning(pass_types::update_tag)
            )
            .get_result(c)
            .optional())?;
            if let Some(tag) = tag {
                return self.beyond_other_types(pass_type, tag);
            }
            // A pass type met for the first time begins beyond every tag ever given, because cards that existed before
            // it carry theirs along.
            let highest: Option<i64> = on_both!(self.conn, |c| pass_types::table
                .select(diesel::dsl::max(pass_types::update_tag))
                .get_result(c))?;
            let row = (
                pass_types::pass_type_identifier.eq(pass_type),
                pass_types::update_tag.eq(highest.unwrap_or(0)),
            );
            on_both!(self.conn, |c| diesel::insert_into(pass_types::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(c))?;
        }
    }

    /// Cards carry their tags along when the pass type changes (no certificate yet, a broken one, another one), so a tag
    /// must also be larger than those given under every other type.
    fn beyond_other_types(&mut self, pass_type: &str, tag: i64) -> Result<i64> {
        let others = pass_types::table.filter(pass_types::pass_type_identifier.ne(pass_type));
        let highest: Option<i64> = on_both!(self.conn, |c| others
            .select(diesel::dsl::max(pass_types::update_tag))
            .get_result(c))?;
        match highest {
            Some(highest) if highest >= tag => {
                let change = pass_types::update_tag.eq(highest + 1);
                on_both!(self.conn, |c| diesel::update(
                    pass_types::table.find(pass_type)
                )
                .set(change)
                .execute(c))?;
                Ok(highest + 1)
            }
            _ => Ok(tag),
        }
    }

    /// Whether passes of this type were ever issued here.
    pub fn knows_pass_type(&mut self, pass_type: &str) -> Result<bool> {
        let found: Option<i64> = on_both!(self.conn, |c| pass_types::table
            .find(pass_type)
            .select(pass_types::update_tag)
            .get_result(c)
            .optional())?;
        Ok(found.is_some())
    }

    /// Moves every update tag ahead by a gap, after a restore: tags that phones remember were given by lost changes.
    pub fn jump_update_tags(&mut self, gap: i64) -> Result<()> {
        let change = pass_types::update_tag.eq(pass_types::update_tag + gap);
        on_both!(self.conn, |c| diesel::update(pass_types::table)
            .set(change)
            .execute(c))?;
        Ok(())
    }

    /// Notes up to which version the card's wallet was told; false if it was told of this one before.
    pub fn note_told(&mut self, card: CardId, version: i64) -> Result<bool> {
        let target = cards::table
            .find(card)
            .filter(cards::told_version.lt(version));
        Ok(on_both!(self.conn, |c| diesel::update(target)
            .set(cards::told_version.eq(version))
            .execute(c))?
            > 0)
    }
}
