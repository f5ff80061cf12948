//! The beginning of a till's export as it would be read. Nothing is stored, neither of the file nor of what it says.

use std::sync::Arc;

use bytes::Bytes;

use crate::app::App;
use crate::domain::program::Program;
use crate::error::Result;
use crate::service::access::actor::Actor;
use crate::service::data::import_places::ShopPlaces;
use crate::service::data::visit_import::{ImportRequest, reading};
use crate::service::tills::till::Location;
use crate::task;
use crate::till_export::{
    BadLine, DateOrder, Encoding, Found, Other, Reading, TillFile, TillVisit, Unreadable,
    likely_encoding,
};

/// Bytes of a file that a preview looks at.
pub const HEAD: usize = 1024 * 1024;
/// Lines of each kind that are shown.
const SHOWN: usize = 10;
/// Unknown places that are asked about one by one.
pub const MOST_ASKED: usize = 20;
/// Different places that are looked for; a column that names more is none of places.
const MOST_NAMED: usize = 500;
/// Places of the shop that can be chosen.
const PLACES: i64 = 1_000;

/// What the beginning of a file looks like.
#[derive(Clone, Debug)]
pub struct ImportPreview {
    /// Its columns, and which of them is what.
    pub found: Found,
    /// What it says of itself where nobody said it.
    pub supposed: Supposed,
    /// Why nothing of it can be read.
    pub refusal: Option<Unreadable>,
    /// The first visits.
    pub visits: Vec<TillVisit>,
    /// The first bad lines.
    pub bad: Vec<BadLine>,
    /// How many lines of each kind there are in what was looked at.
    pub counts: Counts,
    /// Places that the shop has not, in the order in which they turn up.
    pub unknown_places: Vec<String>,
    /// The shop's places.
    pub places: Vec<Location>,
    /// The shop's program.
    pub program: Program,
}

/// How a file proves to be written, as a form says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Supposed {
    /// How letters lie in bytes.
    pub encoding: Option<&'static str>,
    /// In which order days, months and years stand.
    pub dates: Option<&'static str>,
}

impl Supposed {
    /// Completes what was said of a file by what its beginning proves: letters that are no UTF-8, and days above 12.
    fn complete(head: &Bytes, reading: &mut Reading) -> Supposed {
        let mut supposed = Supposed::default();
        if reading.encoding == Encoding::default()
            && let Some(name) = likely_encoding(head)
        {
            reading.encoding = Encoding::named(name).unwrap_or_default();
            supposed.encoding = Some(name);
        }
        if reading.dates == DateOrder::Iso
            && let Ok(mut file) = TillFile::open(head.clone(), reading.clone())
            && let Some(order) = file.proven_order()
        {
            reading.dates = order;
            supposed.dates = Some(order.name());
        }
        supposed
    }
}

/// Lines by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Visits.
    pub visits: i64,
    /// Sales to nobody known.
    pub without_member: i64,
    /// Money that went back.
    pub refunds: i64,
    /// What cannot be read.
    pub bad: i64,
}

/// What was read of a file's beginning.
#[derive(Default)]
struct Read {
    found: Found,
    visits: Vec<TillVisit>,
    bad: Vec<BadLine>,
    counts: Counts,
    named_places: Vec<String>,
}

/// Looks at the beginning of a file; `is_whole`: there is nothing behind it.
pub async fn preview(
    app: &App,
    actor: &Actor,
    request: &ImportRequest,
    head: Bytes,
    is_whole: bool,
) -> Result<ImportPreview> {
    let (tenant, now) = (actor.tenant, app.clock.now());
    let read = app.store.read(move |tx| {
        Ok((
            tx.program(tenant)?,
            ShopPlaces::read(tx, tenant, now)?,
            tx.locations(tenant, None, PLACES)?,
        ))
    });
    let (program, known, rows) = read.await?;
    let mut reading = reading(request, &program, now);
    let look = move || {
        let head = if is_whole {
            head
        } else {
            whole_lines(head)
        };
        let supposed = Supposed::complete(&head, &mut reading);
        (supposed, look(head, reading, is_whole))
    };
    let (supposed, read) = task::spawn_blocking(look).await?;
    let (read, refusal) = match read {
        Ok(read) => (read, None),
        Err(refusal) => {
            let found = Found {
                columns: refusal.columns.clone(),
                ..Found::default()
            };
            (
                Read {
                    found,
                    ..Read::default()
                },
                Some(refusal),
            )
        }
    };
    Ok(ImportPreview {
        unknown_places: read
            .named_places
            .into_iter()
            .filter(|name| known.of(name).is_none())
            .collect(),
        places: rows
            .into_iter()
            .map(Location::from)
            .collect(),
        found: read.found,
        supposed,
        refusal,
        visits: read.visits,
        bad: read.bad,
        counts: read.counts,
        program: Arc::unwrap_or_clone(program),
    })
}

fn look(head: Bytes, reading: Reading, is_whole: bool) -> std::result::Result<Read, Unreadable> {
    let file = TillFile::open(head, reading)?;
    let mut read = Read {
        found: file.found(),
        ..Read::default()
    };
    let (mut bad, mut last_visit) = (Vec::new(), 0);
    for line in file {
        match line {
            Ok(visit) => {
                read.counts.visits += 1;
                last_visit = visit.line;
                if let Some(name) = visit
                    .location
                    .as_ref()
                    .filter(|name| {
                        read.named_places.len() < MOST_NAMED && !read.named_places.contains(name)
                    })
                {
                    read.named_places.push(name.clone());
                }
                if read.visits.len() < SHOWN {
                    read.visits.push(visit);
                }
            }
            Err(other) => match other.kind() {
                Other::WithoutMember => read.counts.without_member += 1,
                Other::Refund => read.counts.refunds += 1,
                Other::Fault => bad.push(other),
            },
        }
    }
    if !is_whole && last_visit > 0 {
        // What was cut through at the end is no fault of the file's.
        bad.retain(|line| line.line < last_visit);
    }
    read.counts.bad = bad.len() as i64;
    bad.truncate(SHOWN);
    read.bad = bad;
    Ok(read)
}

/// The beginning of a file up to the end of its last line.
fn whole_lines(head: Bytes) -> Bytes {
    let Some(last) = head
        .iter()
        .rposition(|byte| matches!(byte, b'\n' | b'\r'))
    else {
        return head;
    };
    // In UTF-16 a sign has two bytes, and the second of a line's end may be nought.
    let end = last
        + if head.get(last + 1) == Some(&0) {
            2
        } else {
            1
        };
    head.slice(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_through_is_left_away() {
        let cut = |text: &[u8]| whole_lines(Bytes::copy_from_slice(text)).to_vec();
        assert_eq!(cut(b"a;b\n1;2\n3;"), b"a;b\n1;2\n");
        assert_eq!(cut(b"a\0\n\x001\0"), b"a\0\n\0");
        assert_eq!(cut(b"[{}"), b"[{}");
    }
}
