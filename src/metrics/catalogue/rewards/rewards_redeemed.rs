//! How many rewards were handed over? (`docs/METRICS.md`, section 5.5)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "rewards_redeemed",
    unit: MetricUnit::Count,
    better: Better::More,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "rewards handed over in the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Sum(Contributions::each(
        view.redemptions()
            .map(|redemption| redemption.person),
    ))
}
