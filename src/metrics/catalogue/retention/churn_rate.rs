//! Of the customers of the previous period, how many did not come in this one? (`docs/METRICS.md`, section 5.6)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "churn_rate",
    unit: MetricUnit::Share,
    better: Better::Less,
    family: "keeping",
    reads: Reads::VISITS.previous(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::VisitorsBefore,
    num: "did not come in the period",
    den: "came in the period before",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    // Who was erased since stays in it, and counts as lost (`docs/METRICS.md`, section 5.6).
    let den = view.previous().visitors();
    Figure::Share {
        num: den
            .iter()
            .copied()
            .filter(|person| !view.has_visit(*person))
            .collect(),
        den,
    }
}
