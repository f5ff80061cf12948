//! For every 1.00 of repeat sales, how much did we give away in rewards and vouchers? (`docs/METRICS.md`, section 5.7)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::{repeat_revenue, reward_cost};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "reward_cost_ratio",
    unit: MetricUnit::Share,
    better: Better::Less,
    family: "money",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Vouchers]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "cost of the rewards handed over and vouchers used",
    den: "spent on later days than the first known one",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Ratio {
        num: reward_cost(view),
        den: repeat_revenue(view),
    }
}
