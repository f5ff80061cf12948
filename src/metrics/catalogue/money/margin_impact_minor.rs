//! Does the margin on returns pay for the programme? (`docs/METRICS.md`, section 5.7)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::margin_impact;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "margin_impact_minor",
    unit: MetricUnit::Minor,
    better: Better::More,
    family: "money",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Vouchers]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "margin on repeat sales less the cost of rewards, vouchers and the whole shop",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::valued(margin_impact(view))
}
