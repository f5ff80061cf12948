//! Do members come on more days after joining than before? (`docs/METRICS.md`, section 5.8)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::lift::shared::lift;
use crate::metrics::dataset::{PeriodView, days_of};
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "member_lift_visits",
    unit: MetricUnit::Number,
    better: Better::More,
    family: "lift",
    reads: Reads::VISITS.windows(2),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Matured,
    num: "change in visit days, added up",
    den: "stayed {window} days and had a visit in the {window} days before joining",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    lift(view, |visits| {
        Some(days_of(visits.iter().copied()).len() as f64)
    })
}
