//! What is left of a member who is erased: rows under random ids, and nothing that points to anybody.

use diesel::prelude::*;

use super::{DeliveryState, Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::card::CardState;
use crate::error::Result;
use crate::ids::{CardId, DeliveryId, MemberId, MerchantId};
use crate::store::engine::schema::{
    cards, deliveries, delivery_attempts, device_logs, google_objects, member_marks,
    member_profiles, members, pending_voids, stamp_changes,
};

/// A card of an erased member whose wallets have still to hear that it is void.
#[derive(Clone, Copy, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = pending_voids, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct PendingVoidRow {
    pub card_id: CardId,
    pub merchant_id: MerchantId,
    pub since: Timestamp,
    pub ends_at: Timestamp,
}

impl PendingVoidRow {
    /// The merchant it belongs to.
    pub fn tenant(&self) -> Tenant {
        Tenant(self.merchant_id)
    }
}

impl Tx<'_> {
    /// Destroys everything personal about members: profile with its key, digests, notes.
    pub fn erase_members(&mut self, tenant: Tenant, ids: &[MemberId], at: Timestamp) -> Result<()> {
        macro_rules! of_them {
            ($table:ident) => {
                $table::table.filter(
                    $table::merchant_id
                        .eq(tenant.id())
                        .and($table::member_id.eq_any(ids)),
                )
            };
        }
        on_both!(self.conn, |c| diesel::delete(of_them!(member_profiles))
            .execute(c))?;
        on_both!(self.conn, |c| diesel::delete(of_them!(member_marks))
            .execute(c))?;
        let notes = of_them!(stamp_changes);
        on_both!(self.conn, |c| diesel::update(notes)
            .set(stamp_changes::note.eq(None::<String>))
            .execute(c))?;
        // Read before the digests go: they say who was found by which id.
        let heirs = self.heirs_of_ids(tenant, ids)?;
        let rows = members::table.filter(
            members::id
                .eq_any(ids)
                .and(members::merchant_id.eq(tenant.id())),
        );
        let erased = (
            members::external_hash.eq(None::<String>),
            members::same_id_as.eq(None::<String>),
            members::spend_minor.eq(0),
            members::goal_version.eq(None::<i64>),
            members::stamps_expire_at.eq(None::<Timestamp>),
            members::stamps_expiring.eq(None::<i64>),
            members::tier_until.eq(None::<Timestamp>),
            members::erased_at.eq(at),
            members::updated_at.eq(at),
        );
        on_both!(self.conn, |c| diesel::update(rows)
            .set(erased)
            .execute(c))?;
        // A digest is unique, so it can be handed on only once its former bearer has lost it.
        self.hand_on_ids(tenant, &heirs)?;
        on_both!(self.conn, |c| diesel::update(of_them!(cards))
            .set(cards::state.eq(CardState::Erased))
            .execute(c))?;
        Ok(())
    }

    /// Forgets what phones reported with one of these words in it.
    pub fn forget_device_logs(&mut self, words: &[String]) -> Result<()> {
        for word in words {
            let lines = device_logs::table.filter(device_logs::message.like(format!("%{word}%")));
            on_both!(self.conn, |c| diesel::delete(lines).execute(c))?;
        }
        Ok(())
    }

    /// Notes that a card's wallets have still to hear that it is void.
    pub fn insert_pending_void(&mut self, row: &PendingVoidRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(pending_voids::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// Cards whose wallets are still being told, the longest first.
    pub fn pending_voids(&mut self, limit: i64) -> Result<Vec<PendingVoidRow>> {
        Ok(on_both!(self.conn, |c| pending_voids::table
            .order(pending_voids::ends_at)
            .limit(limit)
            .select(PendingVoidRow::as_select())
            .load(c))?)
    }

    /// Whether everybody has heard: nothing is owed any more, and each device that was told has fetched the pass since.
    pub fn all_notified(&mut self, row: &PendingVoidRow) -> Result<bool> {
        let of_card = || {
            deliveries::table.filter(
                deliveries::merchant_id
                    .eq(row.merchant_id)
                    .and(deliveries::card_id.eq(row.card_id)),
            )
        };
        let owed: Option<DeliveryId> = on_both!(self.conn, |c| of_card()
            .filter(deliveries::state.eq(DeliveryState::Pending))
            .select(deliveries::id)
            .first(c)
            .optional())?;
        if owed.is_some() {
            return Ok(false);
        }
        let fetched: Option<Timestamp> = on_both!(self.conn, |c| of_card()
            .select(diesel::dsl::max(deliveries::fetched_at))
            .get_result(c))?;
        Ok(self.count_registrations(row.tenant(), row.card_id)? == 0
            || fetched.is_some_and(|at| at >= row.since))
    }

    /// Forgets every address of a card: registrations, push tokens, the object at Google, and what was sent there.
    pub fn forget_addresses(&mut self, tenant: Tenant, card: CardId) -> Result<()> {
        macro_rules! of_card {
            ($table:ident) => {
                $table::table.filter(
                    $table::merchant_id
                        .eq(tenant.id())
                        .and($table::card_id.eq(card)),
                )
            };
        }
        self.forget_registrations(tenant, card)?;
        // Attempts refer to their delivery and carry no card, so they are found by it and go first.
        let ids: Vec<DeliveryId> = on_both!(self.conn, |c| of_card!(deliveries)
            .select(deliveries::id)
            .load(c))?;
        let attempts = delivery_attempts::table.filter(
            delivery_attempts::merchant_id
                .eq(tenant.id())
                .and(delivery_attempts::delivery_id.eq_any(ids)),
        );
        on_both!(self.conn, |c| diesel::delete(attempts).execute(c))?;
        on_both!(self.conn, |c| diesel::delete(of_card!(deliveries))
            .execute(c))?;
        on_both!(self.conn, |c| diesel::delete(of_card!(google_objects))
            .execute(c))?;
        on_both!(self.conn, |c| diesel::delete(of_card!(pending_voids))
            .execute(c))?;
        // The row stays for the visits that hang on it; what people typed does not.
        let nameless = cards::short_code.eq(card.to_string());
        let row = cards::table.find((tenant.id(), card));
        on_both!(self.conn, |c| diesel::update(row)
            .set(nameless)
            .execute(c))?;
        Ok(())
    }
}
