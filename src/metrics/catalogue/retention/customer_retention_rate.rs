//! Of the customers of the previous period, how many came again? (`docs/METRICS.md`, section 5.6)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "customer_retention_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "keeping",
    reads: Reads::VISITS.previous(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::VisitorsBefore,
    num: "came in the period as well",
    den: "came in the period before",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let den = view.previous().visitors();
    Figure::Share {
        num: den
            .iter()
            .copied()
            .filter(|person| view.has_visit(*person))
            .collect(),
        den,
    }
}
