//! How much of the money do we know? (`docs/METRICS.md`, section 5.7)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "sales_coverage_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, with an amount",
    den: "visits in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Contributions::counted(
        view.visits()
            .map(|visit| (visit.person, visit.amount.is_some())),
    )
}
