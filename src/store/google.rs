//! What Google was told about each object, and the callbacks that were counted.

use diesel::prelude::*;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{CardId, MerchantId};
use crate::store::engine::schema::{google_nonces, google_objects};

/// One object at Google: made at the customer's tap on the link.
#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = google_objects, primary_key(merchant_id, card_id), treat_none_as_default_value = false)]
pub struct GoogleObjectRow {
    /// The card behind it.
    pub card_id: CardId,
    /// Whose.
    pub merchant_id: MerchantId,
    /// `issuer.card`.
    pub object_id: String,
    /// Whether somebody has it in a wallet, as Google said last.
    pub saved: bool,
    /// The card's version that Google has; 0 before the first write.
    pub written_version: i64,
    /// The stamp count that Google has, as it shows there.
    pub written_balance: String,
    /// The newest reward that the customer was told of; ids sort by age.
    pub announced: String,
    /// When the phone was made to ring within a day, in milliseconds, with commas.
    pub notified: String,
    /// When Google was last asked whether somebody has it.
    pub looked_at: Timestamp,
}

impl GoogleObjectRow {
    /// The issuer it was made under.
    pub fn issuer(&self) -> &str {
        self.object_id
            .split('.')
            .next()
            .unwrap_or_default()
    }

    /// The merchant it belongs to.
    pub fn tenant(&self) -> Tenant {
        Tenant(self.merchant_id)
    }
}

impl Tx<'_> {
    /// The card's object, if its customer ever tapped the Google link.
    pub fn google_object(
        &mut self,
        tenant: Tenant,
        card: CardId,
    ) -> Result<Option<GoogleObjectRow>> {
        Ok(on_both!(self.conn, |c| google_objects::table
            .find((tenant.id(), card))
            .select(GoogleObjectRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// Adds an object.
    pub fn insert_google_object(&mut self, row: &GoogleObjectRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(google_objects::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// Writes what is known of an object now.
    pub fn save_google_object(&mut self, row: &GoogleObjectRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::update(
            google_objects::table.find((row.merchant_id, row.card_id))
        )
        .set(row)
        .execute(c))?;
        Ok(())
    }

    /// Objects of an issuer that nobody has asked Google about since an instant, the longest unseen first.
    pub fn google_objects_unseen_since(
        &mut self,
        issuer: &str,
        since: Timestamp,
        limit: i64,
    ) -> Result<Vec<GoogleObjectRow>> {
        Ok(on_both!(self.conn, |c| google_objects::table
            .filter(
                google_objects::looked_at
                    .lt(since)
                    .and(google_objects::object_id.like(format!("{issuer}.%")))
            )
            .order(google_objects::looked_at)
            .limit(limit)
            .select(GoogleObjectRow::as_select())
            .load(c))?)
    }

    /// Keeps a callback's nonce until the callback ends by itself; false if it was kept before.
    pub fn keep_nonce(&mut self, nonce: &str, expires_at: Timestamp) -> Result<bool> {
        let row = (
            google_nonces::nonce.eq(nonce),
            google_nonces::expires_at.eq(expires_at),
        );
        Ok(
            on_both!(self.conn, |c| diesel::insert_into(google_nonces::table)
                .values(row)
                .on_conflict_do_nothing()
                .execute(c))?
                > 0,
        )
    }

    /// Whether no callback about this card was kept that ends later; this one is the newest from now on. It stands among the
    /// nonces, for it is needed as long as they are: older callbacks are refused for their age.
    pub fn is_newest_callback(&mut self, card: CardId, expires_at: Timestamp) -> Result<bool> {
        // It lies among the nonces to be forgotten with
        // them: once it has ended, every older callback has.
        let name = format!("newest:{card}");
        let known = google_nonces::table
            .find(&name)
            .select(google_nonces::expires_at);
        let newest: Option<Timestamp> = on_both!(self.conn, |c| known.get_result(c).optional())?;
        if newest.is_some_and(|newest| newest > expires_at) {
            return Ok(false);
        }
        let row = (
            google_nonces::nonce.eq(&name),
            google_nonces::expires_at.eq(expires_at),
        );
        on_both!(self.conn, |c| diesel::insert_into(google_nonces::table)
            .values(row)
            .on_conflict(google_nonces::nonce)
            .do_update()
            .set(google_nonces::expires_at.eq(expires_at))
            .execute(c))?;
        Ok(true)
    }

    /// Forgets nonces of callbacks that would be refused for their age; whether there may be more.
    pub fn forget_nonces(&mut self, now: Timestamp) -> Result<bool> {
        // A day more than needed: Google's clock and ours may differ.
        let ended = now.plus_s(-86_400);
        self.delete_some("google_nonces", &format!("expires_at < {}", ended.0))
    }
}
