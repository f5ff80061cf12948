//! Pictures of the shops' own.

use diesel::prelude::*;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::store::engine::schema::pictures;

impl Tx<'_> {
    /// Keeps a picture under its hash; one that is there already stays.
    pub fn keep_picture(
        &mut self,
        tenant: Tenant,
        hash: &str,
        body: &[u8],
        now: Timestamp,
    ) -> Result<()> {
        let row = (
            pictures::merchant_id.eq(tenant.id()),
            pictures::hash.eq(hash),
            pictures::body.eq(body),
            pictures::created_at.eq(now),
        );
        on_both!(self.conn, |c| diesel::insert_into(pictures::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
        Ok(())
    }

    /// The tenant's picture of this hash.
    pub fn picture(&mut self, tenant: Tenant, hash: &str) -> Result<Option<Vec<u8>>> {
        let key = (tenant.id(), hash);
        Ok(on_both!(self.conn, |c| pictures::table
            .find(key)
            .select(pictures::body)
            .get_result(c)
            .optional())?)
    }

    /// Hashes of the tenant's pictures, the oldest first.
    pub fn pictures(&mut self, tenant: Tenant) -> Result<Vec<String>> {
        Ok(on_both!(self.conn, |c| pictures::table
            .filter(pictures::merchant_id.eq(tenant.id()))
            .order((pictures::created_at, pictures::hash))
            .select(pictures::hash)
            .load(c))?)
    }

    /// Forgets a picture.
    pub fn delete_picture(&mut self, tenant: Tenant, hash: &str) -> Result<()> {
        on_both!(self.conn, |c| diesel::delete(
            pictures::table.find((tenant.id(), hash))
        )
        .execute(c))?;
        Ok(())
    }
}
