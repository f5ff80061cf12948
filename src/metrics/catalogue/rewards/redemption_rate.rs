//! Of everybody who was a member, how many redeemed? (`docs/METRICS.md`, section 5.5)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::rewards::shared::redeemers;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "redemption_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::During,
    num: "redeemed a reward in the period",
    den: "members at some time in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Share {
        num: redeemers(view),
        den: view.members_during(),
    }
}
