//! Of the rewards people earned, how many did they use? (`docs/METRICS.md`, section 5.5)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::rewards::shared::is_used_before_end;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "reward_redemption_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, used before the end",
    den: "rewards earned in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Contributions::counted(
        view.rewards()
            .map(|reward| (reward.person, is_used_before_end(view, reward.id))),
    )
}
