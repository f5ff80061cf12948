//! What the programme costs beside rewards.

use diesel::prelude::*;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{CostId, MerchantId};
use crate::store::engine::schema::costs;

/// One cost, or the correction of one.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = costs, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct CostRow {
    pub id: CostId,
    pub merchant_id: MerchantId,
    pub kind: String,
    pub amount_minor: i64,
    pub occurred_at: Timestamp,
    pub location_id: Option<String>,
    pub note: Option<String>,
    pub corrects: Option<CostId>,
    pub created_at: Timestamp,
}

impl Tx<'_> {
    /// Adds a cost.
    pub fn insert_cost(&mut self, row: &CostRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(costs::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// The tenant's cost.
    pub fn cost(&mut self, tenant: Tenant, id: CostId) -> Result<Option<CostRow>> {
        Ok(on_both!(self.conn, |c| costs::table
            .find((tenant.id(), id))
            .select(CostRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// What the corrections of a cost took back so far; not above zero.
    pub fn corrected(&mut self, tenant: Tenant, id: CostId) -> Result<i64> {
        let amounts: Vec<i64> = on_both!(self.conn, |c| costs::table
            .filter(
                costs::merchant_id
                    .eq(tenant.id())
                    .and(costs::corrects.eq(id))
            )
            .select(costs::amount_minor)
            .load(c))?;
        Ok(amounts
            .into_iter()
            .fold(0, i64::saturating_add))
    }

    /// The tenant's costs after `after`, by age.
    pub fn costs(
        &mut self,
        tenant: Tenant,
        after: Option<CostId>,
        limit: i64,
    ) -> Result<Vec<CostRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = costs::table
                .filter(costs::merchant_id.eq(tenant.id()))
                .order(costs::id)
                .limit(limit)
                .select(CostRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(costs::id.gt(after));
            }
            query.load(c)
        })?)
    }
}
