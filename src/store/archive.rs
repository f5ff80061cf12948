//! The archive of the facts: what [`crate::metrics::Archive`] stores, and up to where it holds.

use diesel::connection::DefaultLoadingMode;
use diesel::prelude::*;

use super::log_lines::LineRow;
use super::{EventFilter, Tenant, Tx};
use crate::error::Result;
use crate::store::engine::schema::{events, ledger_archive, merchants};

/// How far a merchant's archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub struct ArchiveState {
    /// The generation that holds; 0 where there is none.
    pub generation: i64,
    /// The log's sequence number up to which it goes.
    pub seq: i64,
    /// The last event that an import brought, which may repeat an earlier one.
    pub imported_seq: i64,
    /// The last event.
    pub log_seq: i64,
}

impl ArchiveState {
    /// Whether the archive can be gone on with: every event behind it is one of our own, of which none repeats another.
    pub fn holds(&self) -> bool {
        self.generation != 0 && self.imported_seq <= self.seq
    }
}

impl Tx<'_> {
    /// How far the tenant's archive is.
    pub fn archive_state(&mut self, tenant: Tenant) -> Result<ArchiveState> {
        let columns = (
            merchants::archive_generation,
            merchants::archive_seq,
            merchants::imported_seq,
            merchants::log_seq,
        );
        Ok(on_both!(self.conn, |c| merchants::table
            .find(tenant.id())
            .select(columns)
            .get_result(c))?)
    }

    /// One stored part.
    pub fn archive_part(
        &mut self,
        tenant: Tenant,
        generation: i64,
        kind: i64,
        part: i64,
    ) -> Result<Option<Vec<u8>>> {
        let key = (tenant.id().to_string(), generation, kind, part);
        Ok(on_both!(self.conn, |c| ledger_archive::table
            .find(key)
            .select(ledger_archive::body)
            .get_result(c)
            .optional())?)
    }

    /// Stores parts of an generation in place of what was there.
    pub fn store_archive_parts(
        &mut self,
        tenant: Tenant,
        generation: i64,
        parts: &[(i64, i64, Vec<u8>)],
    ) -> Result<()> {
        for (kind, part, body) in parts {
            let row = (
                ledger_archive::merchant_id.eq(tenant.id().to_string()),
                ledger_archive::generation.eq(generation),
                ledger_archive::kind.eq(kind),
                ledger_archive::part.eq(part),
                ledger_archive::body.eq(body),
            );
            let key = (
                ledger_archive::merchant_id,
                ledger_archive::generation,
                ledger_archive::kind,
                ledger_archive::part,
            );
            on_both!(self.conn, |c| diesel::insert_into(ledger_archive::table)
                .values(row)
                .on_conflict(key)
                .do_update()
                .set(ledger_archive::body.eq(body))
                .execute(c))?;
        }
        Ok(())
    }

    /// Says which generation holds, 0 for none, and up to where.
    pub fn publish_archive(&mut self, tenant: Tenant, generation: i64, seq: i64) -> Result<()> {
        let change = (
            merchants::archive_generation.eq(generation),
            merchants::archive_seq.eq(seq),
        );
        on_both!(self.conn, |c| diesel::update(
            merchants::table.find(tenant.id())
        )
        .set(change)
        .execute(c))?;
        Ok(())
    }

    /// Says that the generation that holds goes further.
    pub fn move_archive(&mut self, tenant: Tenant, seq: i64) -> Result<()> {
        let row = merchants::table.find(tenant.id());
        on_both!(self.conn, |c| diesel::update(row)
            .set(merchants::archive_seq.eq(seq))
            .execute(c))?;
        Ok(())
    }

    /// Removes the parts of one kind of all earlier generations.
    pub fn drop_earlier_generations(
        &mut self,
        tenant: Tenant,
        generation: i64,
        kind: i64,
    ) -> Result<()> {
        let parts = ledger_archive::table
            .filter(
                ledger_archive::merchant_id
                    .eq(tenant.id().to_string())
                    .and(ledger_archive::generation.lt(generation)),
            )
            .filter(ledger_archive::kind.eq(kind));
        on_both!(self.conn, |c| diesel::delete(parts).execute(c))?;
        Ok(())
    }

    /// Removes what was stored of an generation that will not hold.
    pub fn drop_generation(&mut self, tenant: Tenant, generation: i64) -> Result<()> {
        let parts = ledger_archive::table.filter(
            ledger_archive::merchant_id
                .eq(tenant.id().to_string())
                .and(ledger_archive::generation.eq(generation)),
        );
        on_both!(self.conn, |c| diesel::delete(parts).execute(c))?;
        Ok(())
    }

    /// Notes that an import wrote the last events: the archive is to be made anew.
    pub fn note_import(&mut self, tenant: Tenant) -> Result<()> {
        // That needs the whole log.
        self.require_log_files(tenant, &EventFilter::default())?;
        let (seq, _) = self.log_head(tenant)?;
        let row = merchants::table.find(tenant.id());
        on_both!(self.conn, |c| diesel::update(row)
            .set(merchants::imported_seq.eq(seq))
            .execute(c))?;
        Ok(())
    }

    /// The stored lines from one sequence number to another, both included.
    pub fn lines(&mut self, tenant: Tenant, from: i64, to: i64) -> Result<Vec<(i64, String)>> {
        self.with_archived(tenant, |tx, archived| {
            let in_files: Vec<i64> = (from..=to.min(archived)).collect();
            let mut lines = tx.archived_lines(tenant, &in_files)?;
            let rows = events::table
                .filter(
                    events::merchant_id
                        .eq(tenant.id().to_string())
                        .and(events::seq.between(from.max(archived + 1), to)),
                )
                .order(events::seq);
            on_both!(tx.conn, |c| read_into(
                &mut lines,
                tenant,
                rows.select(LineRow::as_select())
                    .load_iter::<LineRow, DefaultLoadingMode>(c)?
            ))?;
            Ok(lines)
        })
    }

    /// The stored lines with these sequence numbers, in order.
    pub fn lines_at(&mut self, tenant: Tenant, seqs: &[i64]) -> Result<Vec<(i64, String)>> {
        let mut seqs = seqs.to_vec();
        seqs.sort_unstable();
        self.with_archived(tenant, |tx, archived| {
            let (in_files, in_rows) = seqs.split_at(seqs.partition_point(|seq| *seq <= archived));
            let mut lines = tx.archived_lines(tenant, in_files)?;
            for part in in_rows.chunks(1_000) {
                let wanted = events::table
                    .filter(
                        events::merchant_id
                            .eq(tenant.id().to_string())
                            .and(events::seq.eq_any(part)),
                    )
                    .order(events::seq);
                on_both!(tx.conn, |c| read_into(
                    &mut lines,
                    tenant,
                    wanted
                        .select(LineRow::as_select())
                        .load_iter::<LineRow, DefaultLoadingMode>(c)?
                ))?;
            }
            Ok(lines)
        })
    }
}

/// Each row is read when it comes: to keep the rows of a batch until all are there takes more time than to read them.
fn read_into(
    lines: &mut Vec<(i64, String)>,
    tenant: Tenant,
    rows: impl Iterator<Item = QueryResult<LineRow>>,
) -> Result<()> {
    let merchant_id = tenant.id().to_string();
    for row in rows {
        lines.push(row?.read(&merchant_id)?);
    }
    Ok(())
}
