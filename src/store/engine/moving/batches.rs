//! Reads a table by its key, in batches of about one size.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use diesel::QueryResult;

use super::ends::MovingEnd;
use super::faults::{AtSide as _, MoveSide};
use super::rows::{Datum, DatumRow};
use super::table_digest::TableDigest;
use super::tables::MovedTable;

/// Bytes of one batch, about; a row that is larger is a batch of its own.
pub const BATCH_BYTES: usize = 2 << 20;
/// Rows of one batch at most.
pub const BATCH_ROWS: usize = 4_000;
/// Batches that are read ahead.
const AHEAD: usize = 2;

/// Which rows of a table are read, and what of them.
pub struct TableReading<'a> {
    pub table: &'a MovedTable,
    pub columns: Vec<usize>,
    pub condition: Option<&'a str>,
    /// The key behind which it begins.
    pub after: Option<Vec<Datum>>,
}

impl<'a> TableReading<'a> {
    /// Whole rows, all of them.
    pub fn all(table: &'a MovedTable) -> TableReading<'a> {
        TableReading {
            table,
            columns: (0..table.columns.len()).collect(),
            condition: None,
            after: None,
        }
    }

    /// Reads on one thread while `work` takes the batches on this one.
    pub fn each<T>(
        self,
        from: &mut MovingEnd,
        work: impl FnOnce(Receiver<QueryResult<Vec<DatumRow>>>) -> T,
    ) -> T {
        std::thread::scope(|scope| {
            let (send, batches) = sync_channel(AHEAD);
            scope.spawn(move || self.send_all(from, &send));
            work(batches)
        })
    }

    /// Ends with the table, with an error, or when nobody wants more.
    fn send_all(mut self, from: &mut MovingEnd, to: &SyncSender<QueryResult<Vec<DatumRow>>>) {
        let mut sizes = VecDeque::new();
        loop {
            match self.next(from, &mut sizes) {
                Ok(None) => return,
                Ok(Some(batch)) => {
                    if to.send(Ok(batch)).is_err() {
                        return;
                    }
                }
                Err(error) => {
                    // Whoever wants no more wants no error either.
                    let _ = to.send(Err(error));
                    return;
                }
            }
        }
    }

    /// The next rows, as many as make a batch. Their sizes are asked for first: behind thousands of small rows there may be large ones.
    fn next(
        &mut self,
        from: &mut MovingEnd,
        sizes: &mut VecDeque<usize>,
    ) -> QueryResult<Option<Vec<DatumRow>>> {
        let (table, columns, condition) = (self.table, &self.columns, self.condition);
        if sizes.is_empty() {
            *sizes = from
                .sizes(table, columns, condition, self.after.as_deref(), BATCH_ROWS)?
                .into();
        }
        let (mut rows, mut bytes) = (0, 0);
        while let Some(size) = sizes.front()
            && (rows == 0 || bytes + size <= BATCH_BYTES)
        {
            bytes += size;
            rows += 1;
            sizes.pop_front();
        }
        if rows == 0 {
            return Ok(None);
        }
        let batch = from.page(table, columns, condition, self.after.as_deref(), rows)?;
        let Some(last) = batch.last() else {
            return Ok(None);
        };
        let key = table.key.iter().filter_map(|at| {
            let place = columns
                .iter()
                .position(|column| column == at)?;
            Some(last.0[place].clone())
        });
        self.after = Some(key.collect());
        Ok(Some(batch))
    }
}

/// Digests the first rows of a table, so many at most; the last of them comes along.
pub fn digest_first(
    end: &mut MovingEnd,
    side: MoveSide,
    table: &MovedTable,
    most: u64,
    mut told: impl FnMut(u64),
) -> anyhow::Result<(TableDigest, Option<DatumRow>)> {
    TableReading::all(table).each(end, |batches| {
        let (mut digest, mut last) = (TableDigest::default(), None);
        for batch in batches {
            if digest.rows >= most {
                break;
            }
            let mut batch = batch.at(side, || format!("read {}", table.name))?;
            let wanted = usize::try_from(most - digest.rows).unwrap_or(usize::MAX);
            batch.truncate(wanted);
            batch
                .iter()
                .for_each(|row| digest.add(row.digest()));
            told(batch.len() as u64);
            last = batch.pop().or(last);
        }
        Ok((digest, last))
    })
}
