//! Is the programme growing, and through which channel? (section 5.1 of the dictionary)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts, quotient};

pub const METRIC: Definition = Definition {
    id: "member_growth",
    unit: Unit::Table,
    family: "adoption",
    reads: Reads::HEAD,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtStart,
    num: "net change: 1 for joining, −1 for leaving",
    den: "members at the start of the period",
};

fn measure(view: &View<'_>) -> Figure {
    let (stock, joined) = (view.members_at_start(), view.joined());
    let opening = stock.len() as i64;
    let closing = view.members_at_end().len() as i64;
    let gone = view
        .book
        .scope()
        .filter(|(_, member)| member.deleted_at.is_some_and(|at| view.covers(at)));
    let deleted: Parts = gone.map(|(person, _)| (person, -1)).collect();
    let mut by_channel = BTreeMap::new();
    for member in joined.iter().filter_map(|person| view.book.member(*person)) {
        *by_channel
            .entry(view.book.ledger.text(member.channel))
            .or_insert(0) += 1;
    }
    let net = closing - opening;
    let value = json!({
        "opening": opening, "joined": joined.len(), "deleted": -deleted.sum(), "closing": closing, "net": net,
        "growth_rate": quotient(net as f64, opening as f64), "joined_by_channel": by_channel,
    });
    let mut change = Parts::each(joined);
    change.extend(deleted.by_person());
    Figure::opened(value, change, Parts::each(stock))
}
