//! How many of our members actually came in this period? (`docs/METRICS.md`, section 5.3)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::activity::shared::active_members;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "active_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::AtEnd,
    num: "came in the period",
    den: "members at the end of the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Share {
        num: active_members(view),
        den: view.members_at_end(),
    }
}
