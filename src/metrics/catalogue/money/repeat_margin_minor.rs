//! What is left of the sales from returns? (`docs/METRICS.md`, section 5.7)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::repeat_margin;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_margin_minor",
    unit: MetricUnit::Minor,
    better: Better::More,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "margin on what was spent on later days than the first known one",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::valued(repeat_margin(view))
}
