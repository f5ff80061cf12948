//! What share of members is in each tier? (`docs/METRICS.md`, section 5.5)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::records::Symbol;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "tier_distribution",
    unit: MetricUnit::Table,
    better: Better::Neither,
    family: "rewards",
    reads: Reads::of(&[Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::AtEnd,
    num: "have reached a tier",
    den: "members at the end of the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let mut tiers: Vec<Option<Symbol>> = vec![None; view.dataset.facts.people.len()];
    for change in view
        .dataset
        .facts
        .tiers
        .iter()
        .filter(|change| change.at < view.end)
    {
        tiers[change.person as usize] = Some(change.tier);
    }
    let members = view.members_at_end();
    // Tiers that nobody has reached are not listed; the log does not know them.
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for person in &members {
        *counts
            .entry(tiers[*person as usize].map_or("none", |tier| view.dataset.facts.text(tier)))
            .or_default() += 1;
    }
    let shares: BTreeMap<&str, f64> = counts
        .iter()
        .map(|(tier, n)| (*tier, *n as f64 / members.len() as f64))
        .collect();
    let value = json!({ "members": members.len(), "counts": counts, "shares": (!members.is_empty()).then_some(shares) });
    let in_a_tier = |person: &u32| {
        tiers[*person as usize].is_some_and(|tier| view.dataset.facts.text(tier) != "none")
    };
    Figure::opened(
        value,
        Contributions::each(
            members
                .iter()
                .copied()
                .filter(in_a_tier),
        ),
        Contributions::each(members.iter().copied()),
    )
}
