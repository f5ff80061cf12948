//! Whose something is that comes without its shop: a card's id from a phone, the secret of a key. These tables stand apart from the shops'
//! own and refer to none of them, so that they can be asked before it is known where a shop lives.

use diesel::prelude::*;

use super::{Tenant, Tx};
use crate::error::Result;
use crate::ids::{Bucket, CardId, MerchantId};
use crate::store::engine::schema::{carried_cards, device_merchants, merchants, tokens};

impl Tx<'_> {
    /// The shops whose new ids end with this bucket; mostly one or none.
    pub(super) fn shops_of_bucket(&mut self, bucket: Bucket) -> Result<Vec<Tenant>> {
        let ids: Vec<MerchantId> = on_both!(self.conn, |c| merchants::table
            .filter(merchants::bucket.eq(i64::from(bucket.number())))
            .select(merchants::id)
            .load(c))?;
        Ok(ids
            .into_iter()
            .map(Tenant)
            .collect())
    }

    /// The shop of a card that was made before ids ended with their shop's bucket.
    pub(super) fn shop_of_carried_card(&mut self, card: CardId) -> Result<Option<Tenant>> {
        let shop: Option<MerchantId> = on_both!(self.conn, |c| carried_cards::table
            .find(card)
            .select(carried_cards::merchant_id)
            .get_result(c)
            .optional())?;
        Ok(shop.map(Tenant))
    }

    /// The shops in which a device has registrations.
    pub fn shops_of_device(&mut self, device: &str) -> Result<Vec<Tenant>> {
        let shops: Vec<MerchantId> = on_both!(self.conn, |c| device_merchants::table
            .filter(device_merchants::device_library_identifier.eq(device))
            .select(device_merchants::merchant_id)
            .load(c))?;
        Ok(shops
            .into_iter()
            .map(Tenant)
            .collect())
    }

    /// The shop of the key, till or session with this digest of its secret.
    pub(super) fn shop_of_token(&mut self, hash: &str) -> Result<Option<Tenant>> {
        let shop: Option<MerchantId> = on_both!(self.conn, |c| tokens::table
            .find(hash)
            .select(tokens::merchant_id)
            .get_result(c)
            .optional())?;
        Ok(shop.map(Tenant))
    }

    /// Notes whose a secret is.
    pub(super) fn insert_token(&mut self, tenant: Tenant, hash: &str) -> Result<()> {
        let row = (
            tokens::token_hash.eq(hash),
            tokens::merchant_id.eq(tenant.id()),
        );
        on_both!(self.conn, |c| diesel::insert_into(tokens::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// Forgets secrets that open nothing any more.
    pub(super) fn delete_tokens(&mut self, hashes: &[String]) -> Result<()> {
        for part in hashes.chunks(1_000) {
            let rows = tokens::table.filter(tokens::token_hash.eq_any(part));
            on_both!(self.conn, |c| diesel::delete(rows).execute(c))?;
        }
        Ok(())
    }
}
