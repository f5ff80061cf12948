//! How many people joined? (`docs/METRICS.md`, section 5.1)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "new_members",
    unit: MetricUnit::Count,
    better: Better::More,
    family: "adoption",
    reads: Reads::MANIFEST,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Joined,
    num: "joined in the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::People(view.joined())
}
