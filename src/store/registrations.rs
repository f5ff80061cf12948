//! Apple devices registered for passes. Many to many; unique are device, type and serial together, never a push token.

use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::{Conn, Tenant, Tx};
use crate::clock::Timestamp;
use crate::domain::update_tag::{HeldCard, mark_of};
use crate::error::{Error, Result};
use crate::ids::{CardId, MerchantId};
use crate::store::engine::schema::{cards, device_logs, pass_types, registrations};
use crate::store::engine::server::AdvisoryLock;

/// One device's registration for one pass.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = registrations, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct RegistrationRow {
    pub merchant_id: MerchantId,
    pub device_library_identifier: String,
    pub pass_type_identifier: String,
    pub card_id: CardId,
    pub push_token: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub mark: i64,
}

impl RegistrationRow {
    /// A registration made now, with a mark of its own.
    pub fn new(
        tenant: Tenant,
        device: &str,
        pass_type: &str,
        card: CardId,
        push_token: &str,
        now: Timestamp,
    ) -> Result<RegistrationRow> {
        let mut random = [0; 5];
        openssl::rand::rand_bytes(&mut random).map_err(Error::internal)?;
        Ok(RegistrationRow {
            merchant_id: tenant.id(),
            device_library_identifier: device.to_owned(),
            pass_type_identifier: pass_type.to_owned(),
            card_id: card,
            push_token: push_token.to_owned(),
            created_at: now,
            updated_at: now,
            mark: mark_of(random),
        })
    }

    fn key(&self) -> (MerchantId, CardId, &str, &str) {
        let (device, pass_type) = (&self.device_library_identifier, &self.pass_type_identifier);
        (self.merchant_id, self.card_id, device, pass_type)
    }

    /// The merchant of its card.
    pub fn tenant(&self) -> Tenant {
        Tenant(self.merchant_id)
    }
}

/// Slots of the ring of device logs.
const LOG_RING: i64 = 1_000;

impl Tx<'_> {
    /// How many devices hold this card.
    pub fn count_registrations(&mut self, tenant: Tenant, card: CardId) -> Result<i64> {
        Ok(on_both!(self.conn, |c| registrations::table
            .filter(
                registrations::merchant_id
                    .eq(tenant.id())
                    .and(registrations::card_id.eq(card))
            )
            .count()
            .get_result(c))?)
    }

    /// Every registration for a card.
    pub fn registrations_of_card(
        &mut self,
        tenant: Tenant,
        card: CardId,
    ) -> Result<Vec<RegistrationRow>> {
        Ok(on_both!(self.conn, |c| registrations::table
            .filter(
                registrations::merchant_id
                    .eq(tenant.id())
                    .and(registrations::card_id.eq(card))
            )
            .select(RegistrationRow::as_select())
            .load(c))?)
    }

    /// This device's registration for this pass.
    pub fn registration(
        &mut self,
        tenant: Tenant,
        device: &str,
        pass_type: &str,
        card: CardId,
    ) -> Result<Option<RegistrationRow>> {
        Ok(on_both!(self.conn, |c| registrations::table
            .find((tenant.id(), card, device, pass_type))
            .select(RegistrationRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// Adds a registration. Its pass type is known from then on.
    pub fn insert_registration(&mut self, row: &RegistrationRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(registrations::table)
            .values(row)
            .execute(c))?;
        // Looked at first: on PostgreSQL two shops would wait for each other's row.
        if !self.knows_pass_type(&row.pass_type_identifier)? {
            let named = pass_types::pass_type_identifier.eq(&row.pass_type_identifier);
            on_both!(self.conn, |c| diesel::insert_into(pass_types::table)
                .values(named)
                .on_conflict_do_nothing()
                .execute(c))?;
        }
        Ok(())
    }

    /// Every registration of a device.
    pub fn registrations_of_device(&mut self, device: &str) -> Result<Vec<RegistrationRow>> {
        Ok(on_both!(self.conn, |c| registrations::table
            .filter(registrations::device_library_identifier.eq(device))
            .select(RegistrationRow::as_select())
            .load(c))?)
    }

    /// Gives every registration of the device its newest push token.
    pub fn set_push_token(&mut self, device: &str, push_token: &str, now: Timestamp) -> Result<()> {
        let target =
            registrations::table.filter(registrations::device_library_identifier.eq(device));
        let change = (
            registrations::push_token.eq(push_token),
            registrations::updated_at.eq(now),
        );
        on_both!(self.conn, |c| diesel::update(target)
            .set(change)
            .execute(c))?;
        Ok(())
    }

    /// Ends one registration; false if there was none.
    pub fn delete_registration(&mut self, row: &RegistrationRow) -> Result<bool> {
        Ok(on_both!(self.conn, |c| diesel::delete(
            registrations::table.find(row.key())
        )
        .execute(c))?
            > 0)
    }

    /// Registrations of a push token that were last renewed before an instant: what a 410 of that instant ends.
    pub fn registrations_of_token(
        &mut self,
        push_token: &str,
        before: Option<Timestamp>,
    ) -> Result<Vec<RegistrationRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = registrations::table
                .filter(registrations::push_token.eq(push_token))
                .select(RegistrationRow::as_select())
                .into_boxed();
            if let Some(before) = before {
                query = query.filter(registrations::updated_at.lt(before));
            }
            query.load(c)
        })?)
    }

    /// The distinct push tokens and pass types registered for a card.
    pub fn push_targets(&mut self, tenant: Tenant, card: CardId) -> Result<Vec<(String, String)>> {
        // A phone may have registered under several device
        // identifiers with one token; it is pushed once.
        Ok(on_both!(self.conn, |c| registrations::table
            .filter(
                registrations::merchant_id
                    .eq(tenant.id())
                    .and(registrations::card_id.eq(card))
            )
            .select((
                registrations::push_token,
                registrations::pass_type_identifier
            ))
            .distinct()
            .load(c))?)
    }

    /// Cards that a device is registered for under a pass type, read in one statement.
    pub fn held_cards(&mut self, device: &str, pass_type: &str) -> Result<Vec<HeldCard>> {
        let rows: Vec<(CardId, i64, i64, i64)> = on_both!(self.conn, |c| registrations::table
            .inner_join(
                cards::table.on(cards::merchant_id
                    .eq(registrations::merchant_id)
                    .and(cards::id.eq(registrations::card_id)))
            )
            .filter(
                registrations::device_library_identifier
                    .eq(device)
                    .and(registrations::pass_type_identifier.eq(pass_type))
            )
            .select((
                cards::id,
                registrations::mark,
                cards::version,
                cards::last_modified_s
            ))
            .load(c))?;
        let held = |(card, mark, version, changed_s)| HeldCard {
            card,
            mark,
            version,
            changed_s,
        };
        Ok(rows.into_iter().map(held).collect())
    }

    /// Gives a registration that is there the mark of this one.
    pub fn set_mark(&mut self, row: &RegistrationRow) -> Result<()> {
        let target = registrations::table.find(row.key());
        on_both!(self.conn, |c| diesel::update(target)
            .set(registrations::mark.eq(row.mark))
            .execute(c))?;
        Ok(())
    }

    /// Gives the registrations for these cards new marks, so that no tag tells of them any more.
    pub fn renew_marks(&mut self, tenant: Tenant, of: &[CardId]) -> Result<()> {
        let rows = registrations::table.filter(
            registrations::merchant_id
                .eq(tenant.id())
                .and(registrations::card_id.eq_any(of)),
        );
        match &mut self.conn {
            Conn::Sqlite(c) => diesel::update(rows)
                .set(registrations::mark.eq(sql::<BigInt>("random() & 1099511627775")))
                .execute(*c)?,
            Conn::Postgres(c) => diesel::update(rows)
                .set(
                    registrations::mark
                        .eq(sql::<BigInt>("floor(random() * 1099511627776)::bigint")),
                )
                .execute(*c)?,
        };
        Ok(())
    }

    /// Whether a phone was ever registered for a pass of this type.
    pub fn knows_pass_type(&mut self, pass_type: &str) -> Result<bool> {
        let rows = pass_types::table.find(pass_type);
        Ok(on_both!(self.conn, |c| diesel::select(exists(rows)).get_result(c))?)
    }

    /// Keeps lines that a phone reported, in a ring of bounded size.
    pub fn keep_device_logs(&mut self, lines: &[String], now: Timestamp) -> Result<()> {
        if let Conn::Postgres(c) = &mut self.conn {
            let lock = AdvisoryLock::DeviceLogs.number();
            diesel::sql_query(format!("SELECT pg_advisory_xact_lock({lock})")).execute(*c)?;
        }
        let newest: Option<i64> = on_both!(self.conn, |c| device_logs::table
            .order(device_logs::slot.desc())
            .select(device_logs::slot)
            .first(c)
            .optional())?;
        let mut slot = newest.unwrap_or(0);
        for line in lines {
            slot += 1;
            let row = (
                device_logs::slot.eq(slot),
                device_logs::received_at.eq(now),
                device_logs::message.eq(line),
            );
            on_both!(self.conn, |c| diesel::insert_into(device_logs::table)
                .values(row)
                .execute(c))?;
        }
        on_both!(self.conn, |c| diesel::delete(
            device_logs::table.filter(device_logs::slot.le(slot - LOG_RING))
        )
        .execute(c))?;
        Ok(())
    }
}
