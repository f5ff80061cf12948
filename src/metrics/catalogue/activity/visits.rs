//! How many visits were there? (`docs/METRICS.md`, section 5.3)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "visits",
    unit: MetricUnit::Count,
    better: Better::More,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "visits in the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Sum(Contributions::each(
        view.visits()
            .map(|visit| visit.person),
    ))
}
