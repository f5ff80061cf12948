//! How often did those come who came? (`docs/METRICS.md`, section 5.3)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "visits_per_active_member",
    unit: MetricUnit::Number,
    better: Better::More,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Visitors,
    num: "visits in the period",
    den: "members with a visit in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Ratio {
        num: Contributions::each(
            view.visits()
                .map(|visit| visit.person),
        ),
        den: Contributions::each(view.visitors()),
    }
}
