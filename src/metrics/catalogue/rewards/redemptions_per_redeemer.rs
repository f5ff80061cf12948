//! How often do those redeem who redeem? (`docs/METRICS.md`, section 5.5)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::rewards::shared::redeemers;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "redemptions_per_redeemer",
    unit: MetricUnit::Number,
    better: Better::More,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::During,
    num: "rewards handed over in the period",
    den: "redeemed a reward in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let redeemed = view
        .redemptions()
        .map(|redemption| redemption.person);
    Figure::Ratio {
        num: Contributions::each(redeemed),
        den: Contributions::each(redeemers(view)),
    }
}
