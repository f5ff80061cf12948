//! How many different members redeemed anything? (`docs/METRICS.md`, section 5.5)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::rewards::shared::redeemers;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "redemption_participation",
    unit: MetricUnit::Count,
    better: Better::More,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::During,
    num: "redeemed a reward in the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::People(redeemers(view))
}
