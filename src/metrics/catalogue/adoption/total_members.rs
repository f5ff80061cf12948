//! How many members do we have at the end? (`docs/METRICS.md`, section 5.1)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "total_members",
    unit: MetricUnit::Count,
    better: Better::More,
    family: "adoption",
    reads: Reads::MANIFEST,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::AtEnd,
    num: "members at the end of the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::People(view.members_at_end())
}
