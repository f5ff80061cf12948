//! Of the people who joined, how many came back on another day? (`docs/METRICS.md`, section 5.4)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::coming_back::shared::by_return;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_visit_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "coming_back",
    reads: Reads::VISITS.windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Matured,
    num: "came back within {window} days",
    den: "joined {window} days before the period's days",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    by_return(view, true)
}
