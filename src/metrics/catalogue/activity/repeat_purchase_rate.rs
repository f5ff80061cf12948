//! Of the customers of this period, how many bought at least twice? (`docs/METRICS.md`, section 5.3)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_purchase_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Visitors,
    num: "came on two or more days of the period",
    den: "members with a visit in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let den = view.visitors();
    // By days: two coffees on one day are two visits and no return.
    let num = den
        .iter()
        .copied()
        .filter(|person| view.visit_days_of(*person).len() >= 2)
        .collect();
    Figure::Share { num, den }
}
