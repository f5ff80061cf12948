//! When the database was last copied by `stampwell backup`.

use diesel::prelude::*;

use super::Tx;
use crate::clock::Timestamp;
use crate::error::Result;
use crate::store::engine::schema::backups;

impl Tx<'_> {
    /// Notes that a copy was written; the one before is forgotten.
    pub fn record_backup(&mut self, at: Timestamp) -> Result<()> {
        on_both!(self.conn, |c| diesel::delete(backups::table).execute(c))?;
        on_both!(self.conn, |c| diesel::insert_into(backups::table)
            .values(backups::made_at.eq(at))
            .execute(c))?;
        Ok(())
    }

    /// When the last copy was written; none if `stampwell backup` never ran here.
    pub fn last_backup(&mut self) -> Result<Option<Timestamp>> {
        Ok(on_both!(self.conn, |c| backups::table
            .select(diesel::dsl::max(backups::made_at))
            .get_result(c))?)
    }
}
