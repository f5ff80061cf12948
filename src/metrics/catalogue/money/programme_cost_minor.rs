//! What did the whole programme cost us? (`docs/METRICS.md`, section 5.7)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::programme_cost;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "programme_cost_minor",
    unit: MetricUnit::Minor,
    better: Better::Neither,
    family: "money",
    reads: Reads::of(&[Kind::Rewards, Kind::Vouchers]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "cost of the rewards handed over and vouchers used, and costs of the whole shop",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Sum(programme_cost(view))
}
