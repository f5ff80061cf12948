//! How much does a visit bring? (`docs/METRICS.md`, section 5.7)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::revenue;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "average_spend_per_visit",
    unit: MetricUnit::Minor,
    better: Better::More,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "spent in the period",
    den: "visits with an amount",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    // A visit whose amount nobody knows is in neither side, or it would count as free.
    let with_amount = view
        .visits()
        .filter(|visit| visit.amount.is_some());
    Figure::Ratio {
        num: revenue(view),
        den: Contributions::each(with_amount.map(|visit| visit.person)),
    }
}
