//! Lines on their way into the log: how many of them become one piece of the chain.

use std::collections::HashSet;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;

use super::events::{LogLine, StoredEvent, chain};
use super::{Conn, Tenant, Tx};
use crate::error::Result;
use crate::ids::MerchantId;
use crate::store::engine::prepared::PreparedWrite;
use crate::store::engine::schema::{events, merchants};

/// Lines that one statement inserts on SQLite, a number that is prepared once.
const TOGETHER: usize = 16;

impl Tx<'_> {
    /// Prepares the connection for many lines. Ids in no order touch pages all over SQLite's index: kept in memory and moved
    /// into the file more rarely, each of them is read and written fewer times.
    pub fn expect_many_lines(&mut self) -> Result<()> {
        if let Conn::Sqlite(c) = &mut self.conn {
            c.batch_execute("PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8192;")?;
        }
        Ok(())
    }

    /// Appends those of the lines whose event the log does not hold yet, once each; answers how many that were.
    pub fn append_new_lines(&mut self, tenant: Tenant, lines: &[LogLine]) -> Result<u64> {
        // Locked before the look, or two imports of one file would both find its events missing.
        self.lock(tenant)?;
        let ids: Vec<&str> = lines
            .iter()
            .map(|line| line.event_id.as_str())
            .collect();
        let known = self.known_event_ids(tenant, &ids)?;
        let mut seen: HashSet<&str> = known
            .iter()
            .map(String::as_str)
            .collect();
        let new: Vec<LogLine> = lines
            .iter()
            .filter(|line| seen.insert(&line.event_id))
            .cloned()
            .collect();
        let count = new.len() as u64;
        self.append_lines(tenant, new)?;
        Ok(count)
    }

    /// Appends lines as they are, ids and times included.
    pub(super) fn append_lines(&mut self, tenant: Tenant, lines: Vec<LogLine>) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let (mut seq, mut hash) = self.log_head(tenant)?;
        let merchant = tenant.id().to_string();
        let mut rows = Vec::with_capacity(lines.len());
        for line in lines {
            (seq, hash) = (seq + 1, chain(&hash, &line.text));
            rows.push(StoredEvent {
                merchant_id: merchant.clone(),
                seq,
                event_id: line.event_id,
                kind: line.kind.to_owned(),
                occurred_at: line.occurred_at,
                received_at: line.received_at,
                member_id: line.member_id,
                card_id: line.card_id,
                line: line.text,
                hash: hash.clone(),
            });
        }
        self.insert_rows(&rows)?;
        self.move_log_head(tenant, seq, hash)
    }

    fn move_log_head(&mut self, tenant: Tenant, seq: i64, hash: String) -> Result<()> {
        let change = (
            merchants::log_seq.eq(seq),
            merchants::log_hash.eq(hash.clone()),
        );
        let row = merchants::table.find(tenant.id());
        let _: MerchantId = on_both!(self.conn, |c| PreparedWrite(
            diesel::update(row)
                .set(change)
                .returning(merchants::id)
        )
        .get_result(c))?;
        let head = self.locked(tenant)?;
        (head.log_seq, head.log_hash) = (seq, hash);
        Ok(())
    }

    /// A statement with a fixed number of rows is prepared once and kept. Two rows are a visit, by far the most frequent.
    /// Many rows go to PostgreSQL by the thousand, since each statement is a journey there; on SQLite it is none, and what
    /// counts is that nothing is prepared again.
    fn insert_rows(&mut self, rows: &[StoredEvent]) -> Result<()> {
        if let Ok(pair) = <&[StoredEvent; 2]>::try_from(rows) {
            return Ok(on_both!(self.conn, |c| diesel::insert_into(events::table)
                .values(pair)
                .execute(c))
            .map(drop)?);
        }
        if let [row] = rows {
            return Ok(on_both!(self.conn, |c| diesel::insert_into(events::table)
                .values(row)
                .execute(c))
            .map(drop)?);
        }
        match &mut self.conn {
            Conn::Sqlite(c) => {
                let (groups, rest) = rows.as_chunks::<TOGETHER>();
                for group in groups {
                    diesel::insert_into(events::table)
                        .values(group)
                        .execute(*c)?;
                }
                for row in rest {
                    diesel::insert_into(events::table)
                        .values(row)
                        .execute(*c)?;
                }
            }
            // A statement takes at most 65,535 values.
            Conn::Postgres(c) => {
                for part in rows.chunks(1_000) {
                    diesel::insert_into(events::table)
                        .values(part)
                        .execute(*c)?;
                }
            }
        }
        Ok(())
    }
}
