//! Is the programme growing, and through which channel? (`docs/METRICS.md`, section 5.1)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure, quotient};

pub const METRIC: Definition = Definition {
    id: "member_growth",
    unit: MetricUnit::Table,
    better: Better::More,
    family: "adoption",
    reads: Reads::MANIFEST,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::AtStart,
    num: "net change: 1 for joining, −1 for leaving",
    den: "members at the start of the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let (stock, joined) = (view.members_at_start(), view.joined());
    let opening = stock.len() as i64;
    let closing = view.members_at_end().len() as i64;
    let gone = view
        .dataset
        .scope()
        .filter(|(_, member)| {
            member
                .deleted_at
                .is_some_and(|at| view.covers(at))
        });
    let deleted: Contributions = gone
        .map(|(person, _)| (person, -1))
        .collect();
    let mut by_channel = BTreeMap::new();
    for member in joined
        .iter()
        .filter_map(|person| view.dataset.member(*person))
    {
        *by_channel
            .entry(
                view.dataset
                    .facts
                    .text(member.channel),
            )
            .or_insert(0) += 1;
    }
    let net = closing - opening;
    let value = json!({
        "opening": opening, "joined": joined.len(), "deleted": -deleted.sum(), "closing": closing, "net": net,
        "growth_rate": quotient(net as f64, opening as f64), "joined_by_channel": by_channel,
    });
    let mut change = Contributions::each(joined);
    change.extend(deleted.by_person());
    Figure::opened(value, change, Contributions::each(stock))
}
