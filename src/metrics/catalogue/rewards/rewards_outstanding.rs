//! What do we still owe? (`docs/METRICS.md`, section 5.5)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::rewards::shared::is_used_before_end;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "rewards_outstanding",
    unit: MetricUnit::Count,
    better: Better::Neither,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "rewards waiting at the end of the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let owed = view
        .dataset
        .rewards()
        .filter(|reward| reward.at < view.end && view.is_member_at_end(reward.person));
    let waiting = owed.filter(|reward| {
        !is_used_before_end(view, reward.id)
            && reward
                .expired_at
                .is_none_or(|ended| ended >= view.end)
    });
    let (mut owners, mut cost) = (Contributions::default(), 0);
    for reward in waiting {
        owners.extend([(reward.person, 1)]);
        cost += reward.cost;
    }
    let value = json!({ "value": owners.sum(), "cost_minor": cost });
    Figure::Table {
        value,
        num: Some(owners.into()),
        den: None,
    }
}
