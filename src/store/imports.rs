//! Till exports on their way into the log: how far each one is, and its bad lines.

use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Tenant, Tx};
use crate::clock::Timestamp;
use crate::error::Result;
use crate::ids::{ImportId, MerchantId};
use crate::store::engine::schema::{visit_import_faults, visit_imports};

/// The state of an import.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    ToSchema,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Somebody works on it, as long as the lease holds.
    Running,
    /// Every line was read.
    Done,
    /// It was given up; the reason stands beside it.
    Failed,
}

/// One import.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = visit_imports, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct VisitImportRow {
    pub id: ImportId,
    pub merchant_id: MerchantId,
    pub request_hash: String,
    pub state: ImportState,
    pub attempt: i64,
    pub lease_until: Timestamp,
    pub size_bytes: i64,
    pub read_bytes: i64,
    pub lines: i64,
    pub stored: i64,
    pub known: i64,
    pub bad: i64,
    pub reason: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub without_member: i64,
    pub refunds: i64,
    pub placeless: i64,
}

/// One line that is not a visit.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = visit_import_faults)]
#[expect(missing_docs, reason = "the columns are described in the migration")]
pub struct ImportFaultRow {
    pub merchant_id: MerchantId,
    pub import_id: ImportId,
    pub line: i64,
    pub reason: String,
}

impl Tx<'_> {
    /// Adds an import.
    pub fn insert_visit_import(&mut self, row: &VisitImportRow) -> Result<()> {
        on_both!(self.conn, |c| diesel::insert_into(visit_imports::table)
            .values(row)
            .execute(c))?;
        Ok(())
    }

    /// The tenant's import.
    pub fn visit_import(&mut self, tenant: Tenant, id: ImportId) -> Result<Option<VisitImportRow>> {
        Ok(on_both!(self.conn, |c| visit_imports::table
            .find((tenant.id(), id))
            .select(VisitImportRow::as_select())
            .get_result(c)
            .optional())?)
    }

    /// The tenant's newest import of this very request that did not come to its end.
    pub fn unfinished_visit_import(
        &mut self,
        tenant: Tenant,
        request_hash: &str,
    ) -> Result<Option<VisitImportRow>> {
        Ok(on_both!(self.conn, |c| visit_imports::table
            .filter(
                visit_imports::merchant_id
                    .eq(tenant.id())
                    .and(visit_imports::request_hash.eq(request_hash))
            )
            .filter(visit_imports::state.ne(ImportState::Done))
            .order(visit_imports::id.desc())
            .select(VisitImportRow::as_select())
            .first(c)
            .optional())?)
    }

    /// The tenant's imports after `after`, by age.
    pub fn visit_imports(
        &mut self,
        tenant: Tenant,
        after: Option<ImportId>,
        limit: i64,
    ) -> Result<Vec<VisitImportRow>> {
        Ok(on_both!(self.conn, |c| {
            let mut query = visit_imports::table
                .filter(visit_imports::merchant_id.eq(tenant.id()))
                .order(visit_imports::id)
                .limit(limit)
                .select(VisitImportRow::as_select())
                .into_boxed();
            if let Some(after) = after {
                query = query.filter(visit_imports::id.gt(after));
            }
            query.load(c)
        })?)
    }

    /// The tenant's newest imports, the newest first.
    pub fn newest_visit_imports(
        &mut self,
        tenant: Tenant,
        limit: i64,
    ) -> Result<Vec<VisitImportRow>> {
        Ok(on_both!(self.conn, |c| visit_imports::table
            .filter(visit_imports::merchant_id.eq(tenant.id()))
            .order(visit_imports::id.desc())
            .limit(limit)
            .select(VisitImportRow::as_select())
            .load(c))?)
    }

    /// Writes how far an import is, unless somebody else has taken it over since `attempt`; false then.
    pub fn save_visit_import(&mut self, row: &VisitImportRow, attempt: i64) -> Result<bool> {
        let change = (
            visit_imports::state.eq(row.state),
            visit_imports::attempt.eq(row.attempt),
            visit_imports::lease_until.eq(row.lease_until),
            visit_imports::read_bytes.eq(row.read_bytes),
            visit_imports::lines.eq(row.lines),
            visit_imports::stored.eq(row.stored),
            visit_imports::known.eq(row.known),
            visit_imports::bad.eq(row.bad),
            visit_imports::without_member.eq(row.without_member),
            visit_imports::refunds.eq(row.refunds),
            visit_imports::placeless.eq(row.placeless),
            visit_imports::reason.eq(row.reason.clone()),
            visit_imports::updated_at.eq(row.updated_at),
        );
        let target = visit_imports::table
            .find((row.merchant_id, row.id))
            .filter(visit_imports::attempt.eq(attempt));
        Ok(on_both!(self.conn, |c| diesel::update(target)
            .set(change)
            .execute(c))?
            > 0)
    }

    /// Notes bad lines.
    pub fn insert_import_faults(&mut self, rows: &[ImportFaultRow]) -> Result<()> {
        for part in rows.chunks(1_000) {
            on_both!(self.conn, |c| diesel::insert_into(
                visit_import_faults::table
            )
            .values(part)
            .execute(c))?;
        }
        Ok(())
    }

    /// The bad lines of an import after a line, in their order.
    pub fn import_faults(
        &mut self,
        tenant: Tenant,
        id: ImportId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<ImportFaultRow>> {
        Ok(on_both!(self.conn, |c| visit_import_faults::table
            .filter(
                visit_import_faults::merchant_id
                    .eq(tenant.id())
                    .and(visit_import_faults::import_id.eq(id))
            )
            .filter(visit_import_faults::line.gt(after))
            .order(visit_import_faults::line)
            .limit(limit)
            .select(ImportFaultRow::as_select())
            .load(c))?)
    }
}
