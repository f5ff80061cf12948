//! Apple devices registered for passes. Many to many; unique are device, type and serial together, never a push token.
//!
//! A device's push token stands once, in `devices`, which belongs to no shop. What is there of a device follows its registrations: it is
//! written before the first of them and deleted after the last one. Whoever adds or ends a registration holds its shop's lock and then the
//! device's row, always in this order.

use std::collections::{BTreeSet, HashMap};

use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::{Conn, Tenant, Tx, busy};
use crate::clock::Timestamp;
use crate::domain::update_tag::{HeldCard, mark_of};
use crate::error::{Error, Result};
use crate::ids::{CardId, MerchantId};
use crate::store::engine::schema::{
    cards, device_logs, device_merchants, devices, pass_types, registrations,
};
use crate::store::engine::server::AdvisoryLock;

/// A device with the push token that it has now.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = devices, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct DeviceRow {
    pub device_library_identifier: String,
    pub push_token: String,
    pub updated_at: Timestamp,
}

/// One device's registration for one pass.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = registrations, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct RegistrationRow {
    pub merchant_id: MerchantId,
    pub device_library_identifier: String,
    pub pass_type_identifier: String,
    pub card_id: CardId,
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
        now: Timestamp,
    ) -> Result<RegistrationRow> {
        let mut random = [0; 5];
        openssl::rand::rand_bytes(&mut random).map_err(Error::internal)?;
        Ok(RegistrationRow {
            merchant_id: tenant.id(),
            device_library_identifier: device.to_owned(),
            pass_type_identifier: pass_type.to_owned(),
            card_id: card,
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

/// How often a device that another transaction makes or forgets at the same moment is looked for.
const DEVICE_TRIES: usize = 5;
/// A device that tells its token again within so many milliseconds tells nothing new.
const TOLD_AGAIN_MS: i64 = 1_000;

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

    /// Notes the push token that a device has now; true if it had another one. To be done before its registration is added, as a directory
    /// asks for that must not miss one: on one database both are one transaction, and this order is enough. The device is not forgotten
    /// before this transaction ends.
    pub fn save_device(&mut self, row: &DeviceRow) -> Result<bool> {
        for _ in 0..DEVICE_TRIES {
            if let Some(known) = self.kept_device(&row.device_library_identifier)? {
                let renewed = self.renew_device(row)?;
                return Ok(renewed && known.push_token != row.push_token);
            }
            let made = on_both!(self.conn, |c| diesel::insert_into(devices::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(c))?;
            if made > 0 {
                return Ok(false);
            }
        }
        Err(busy("a device is registered and forgotten again and again"))
    }

    /// A device, which nobody forgets before this transaction ends; others may register it meanwhile.
    fn kept_device(&mut self, device: &str) -> Result<Option<DeviceRow>> {
        let row = devices::table.find(device);
        Ok(match &mut self.conn {
            Conn::Sqlite(c) => row
                .select(DeviceRow::as_select())
                .get_result(*c),
            Conn::Postgres(c) => row
                .for_key_share()
                .select(DeviceRow::as_select())
                .get_result(*c),
        }
        .optional()?)
    }

    /// Writes the token of a device that is known, unless it told a newer one, or this one a moment ago: of a phone's registrations in many
    /// shops, which come all at once, the first writes it and keeps the others for no longer than its own commit.
    fn renew_device(&mut self, row: &DeviceRow) -> Result<bool> {
        let worth_it = devices::push_token
            .ne(&row.push_token)
            .or(devices::updated_at.le(row
                .updated_at
                .plus_ms(-TOLD_AGAIN_MS)));
        let target = devices::table.filter(
            devices::device_library_identifier
                .eq(&row.device_library_identifier)
                .and(devices::updated_at.le(row.updated_at))
                .and(worth_it),
        );
        let renewed = (
            devices::push_token.eq(&row.push_token),
            devices::updated_at.eq(row.updated_at),
        );
        let written = on_both!(self.conn, |c| diesel::update(target)
            .set(renewed)
            .execute(c))?;
        Ok(written > 0)
    }

    /// A device, which nobody renews or forgets before this transaction ends.
    pub fn locked_device(&mut self, device: &str) -> Result<Option<DeviceRow>> {
        let row = devices::table.find(device);
        Ok(match &mut self.conn {
            Conn::Sqlite(c) => row
                .select(DeviceRow::as_select())
                .get_result(*c),
            Conn::Postgres(c) => row
                .for_update()
                .select(DeviceRow::as_select())
                .get_result(*c),
        }
        .optional()?)
    }

    /// The push tokens that these devices have now.
    pub fn push_tokens(&mut self, of: &[String]) -> Result<HashMap<String, String>> {
        let rows: Vec<(String, String)> = on_both!(self.conn, |c| devices::table
            .filter(devices::device_library_identifier.eq_any(of))
            .select((devices::device_library_identifier, devices::push_token))
            .load(c))?;
        Ok(rows.into_iter().collect())
    }

    /// Devices with this push token that were last renewed before an instant: whom a 410 of that instant concerns.
    pub fn devices_of_token(&mut self, push_token: &str, before: Timestamp) -> Result<Vec<String>> {
        Ok(on_both!(self.conn, |c| devices::table
            .filter(
                devices::push_token
                    .eq(push_token)
                    .and(devices::updated_at.lt(before))
            )
            .select(devices::device_library_identifier)
            .load(c))?)
    }

    /// Adds a registration of a device that is known. Its pass type is known from then on.
    pub fn insert_registration(&mut self, row: &RegistrationRow) -> Result<()> {
        let in_shop = (
            device_merchants::device_library_identifier.eq(&row.device_library_identifier),
            device_merchants::merchant_id.eq(row.merchant_id),
        );
        on_both!(self.conn, |c| diesel::insert_into(device_merchants::table)
            .values(in_shop)
            .on_conflict_do_nothing()
            .execute(c))?;
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

    /// Every registration of a device in this shop.
    pub fn registrations_of_device(
        &mut self,
        tenant: Tenant,
        device: &str,
    ) -> Result<Vec<RegistrationRow>> {
        Ok(on_both!(self.conn, |c| registrations::table
            .filter(
                registrations::device_library_identifier
                    .eq(device)
                    .and(registrations::merchant_id.eq(tenant.id()))
            )
            .select(RegistrationRow::as_select())
            .load(c))?)
    }

    /// How many of the shop's registrations get no push, because nothing is known of their device.
    pub fn count_registrations_without_device(&mut self, tenant: Tenant) -> Result<i64> {
        let its_token = devices::table.filter(
            devices::device_library_identifier.eq(registrations::device_library_identifier),
        );
        let here = device_merchants::table.filter(
            device_merchants::device_library_identifier
                .eq(registrations::device_library_identifier)
                .and(device_merchants::merchant_id.eq(registrations::merchant_id)),
        );
        Ok(on_both!(self.conn, |c| registrations::table
            .filter(registrations::merchant_id.eq(tenant.id()))
            .filter(not(exists(its_token)).or(not(exists(here))))
            .count()
            .get_result(c))?)
    }

    /// Whether the device is registered for the card, under whichever pass type.
    pub fn is_registered(&mut self, tenant: Tenant, card: CardId, device: &str) -> Result<bool> {
        let rows = registrations::table.filter(
            registrations::merchant_id
                .eq(tenant.id())
                .and(registrations::card_id.eq(card))
                .and(registrations::device_library_identifier.eq(device)),
        );
        Ok(on_both!(self.conn, |c| diesel::select(exists(rows)).get_result(c))?)
    }

    /// Ends one registration. With the last one in this shop, and in any, the device is forgotten.
    pub fn delete_registration(&mut self, row: &RegistrationRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::delete(
            registrations::table.find(row.key())
        )
        .execute(c))?;
        self.forget_device(row.tenant(), &row.device_library_identifier)
    }

    /// Forgets every registration for a card, and the devices that had no other.
    pub(super) fn forget_registrations(&mut self, tenant: Tenant, card: CardId) -> Result<()> {
        // In one order, so that two that forget the same devices do not wait for each other.
        let devices: BTreeSet<String> = self
            .push_targets(tenant, card)?
            .into_iter()
            .map(|(device, _)| device)
            .collect();
        let rows = registrations::table.filter(
            registrations::merchant_id
                .eq(tenant.id())
                .and(registrations::card_id.eq(card)),
        );
        on_both!(self.conn, |c| diesel::delete(rows).execute(c))?;
        devices
            .iter()
            .try_for_each(|device| self.forget_device(tenant, device))
    }

    /// Forgets that a device is known in this shop if it has no registration here, and its push token if it has none anywhere.
    fn forget_device(&mut self, tenant: Tenant, device: &str) -> Result<()> {
        let here = registrations::table.filter(
            registrations::device_library_identifier
                .eq(device)
                .and(registrations::merchant_id.eq(tenant.id())),
        );
        if on_both!(self.conn, |c| diesel::select(exists(here)).get_result(c))? {
            return Ok(());
        }
        let in_shop = device_merchants::table.find((device, tenant.id()));
        on_both!(self.conn, |c| diesel::delete(in_shop).execute(c))?;
        // A registration in another shop, made at this moment, has written the device's row first: it is waited for here and seen below.
        // One that comes later finds no row and makes a new one.
        self.locked_device(device)?;
        let anywhere =
            device_merchants::table.filter(device_merchants::device_library_identifier.eq(device));
        if !on_both!(self.conn, |c| diesel::select(exists(anywhere))
            .get_result(c))?
        {
            on_both!(self.conn, |c| diesel::delete(devices::table.find(device))
                .execute(c))?;
        }
        Ok(())
    }

    /// The devices and pass types registered for a card. A push goes to the token that a device has when it is sent.
    pub fn push_targets(&mut self, tenant: Tenant, card: CardId) -> Result<Vec<(String, String)>> {
        Ok(on_both!(self.conn, |c| registrations::table
            .filter(
                registrations::merchant_id
                    .eq(tenant.id())
                    .and(registrations::card_id.eq(card))
            )
            .select((
                registrations::device_library_identifier,
                registrations::pass_type_identifier
            ))
            .load(c))?)
    }

    /// Cards that a device is registered for under a pass type. What a shop has of them is read in one statement; a shop to which the device
    /// comes meanwhile is told with the next question.
    pub fn held_cards(&mut self, device: &str, pass_type: &str) -> Result<Vec<HeldCard>> {
        let shops: Vec<MerchantId> = self
            .shops_of_device(device)?
            .into_iter()
            .map(Tenant::id)
            .collect();
        let rows: Vec<(CardId, i64, i64, i64)> = on_both!(self.conn, |c| registrations::table
            .inner_join(
                cards::table.on(cards::merchant_id
                    .eq(registrations::merchant_id)
                    .and(cards::id.eq(registrations::card_id)))
            )
            .filter(
                registrations::device_library_identifier
                    .eq(device)
                    .and(registrations::merchant_id.eq_any(shops))
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

    /// Renews a registration that is there: with the mark of this one, and its instant.
    pub fn renew_registration(&mut self, row: &RegistrationRow) -> Result<()> {
        let target = registrations::table.find(row.key());
        let renewed = (
            registrations::mark.eq(row.mark),
            registrations::updated_at.eq(row.updated_at),
        );
        on_both!(self.conn, |c| diesel::update(target)
            .set(renewed)
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
