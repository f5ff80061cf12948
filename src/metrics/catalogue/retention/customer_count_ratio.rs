//! Did more or fewer people come than in the previous period? (`docs/METRICS.md`, section 5.6)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "customer_count_ratio",
    unit: MetricUnit::Number,
    better: Better::More,
    family: "keeping",
    reads: Reads::VISITS.previous(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "came in the period",
    den: "came in the period before",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    // No retention rate, though some call it one: new customers hide lost ones in it.
    Figure::Ratio {
        num: Contributions::each(view.visitors()),
        den: Contributions::each(view.previous().visitors()),
    }
}
