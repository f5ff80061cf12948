//! How much did returns bring? (`docs/METRICS.md`, section 5.7)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::repeat_revenue;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_revenue_minor",
    unit: MetricUnit::Minor,
    better: Better::More,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "spent on later days than the first known one",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Sum(repeat_revenue(view))
}
