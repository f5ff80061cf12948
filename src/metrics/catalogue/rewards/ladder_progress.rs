//! Where on the ladder do members stand? (`docs/METRICS.md`, section 5.5)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "ladder_progress",
    unit: MetricUnit::Table,
    better: Better::Neither,
    family: "rewards",
    reads: Reads::of(&[Kind::Stamps, Kind::Rewards, Kind::Visits]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::AtEnd,
    num: "one or two stamps from the reward",
    den: "members at the end of the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let mut balances = vec![0; view.dataset.facts.people.len()];
    for change in view
        .dataset
        .facts
        .stamps
        .iter()
        .filter(|change| change.at < view.end)
    {
        balances[change.person as usize] += change.delta;
    }
    // Revoked ones are not among them, so their stamps are back unless a correction takes them.
    for reward in view
        .dataset
        .rewards()
        .filter(|reward| reward.at < view.end)
    {
        balances[reward.person as usize] -= reward.stamps_spent;
    }
    let members = view.members_at_end();
    let standing = |person: &u32| balances[*person as usize].max(0);
    let mut distribution: BTreeMap<i64, i64> = BTreeMap::new();
    members
        .iter()
        .map(standing)
        .for_each(|balance| {
            *distribution
                .entry(balance)
                .or_default() += 1
        });
    let required = view.configuration().stamps_required;
    let near_to = |required: i64| {
        members
            .iter()
            .copied()
            .filter(move |person| [required - 1, required - 2].contains(&standing(person)))
    };
    let near: Option<Vec<u32>> = required.map(|required| near_to(required).collect());
    let by_balance: serde_json::Map<_, _> = distribution
        .iter()
        .map(|(balance, n)| (balance.to_string(), json!(n)))
        .collect();
    let value = json!({ "distribution": by_balance, "stamps_required": required, "near_reward": near.as_ref().map(Vec::len) });
    Figure::Table {
        value,
        num: near.map(|near| Contributions::each(near).into()),
        den: Some(Contributions::each(members).into()),
    }
}
