//! What did we take back? (`docs/METRICS.md`, section 5.7)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "refunds_minor",
    unit: MetricUnit::Minor,
    better: Better::Less,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "taken back of what was spent in the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let refunds = &view.dataset.facts.refunds;
    // At the visit, whenever the money went back.
    let refunded = view
        .visits()
        .filter_map(|visit| Some((visit.person, *refunds.get(&visit.id)?)));
    Figure::Sum(refunded.collect())
}
