//! Did we lose fewer than before? (`docs/METRICS.md`, section 5.6)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::Breakdown;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::retention::shared::churn;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "churn_reduction",
    unit: MetricUnit::Points,
    better: Better::More,
    family: "keeping",
    reads: Reads::VISITS.previous(2),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown::NOTHING;

fn measure(view: &PeriodView<'_>) -> Figure {
    let (previous, current) = (churn(&view.previous()), churn(view));
    let value = previous
        .zip(current)
        .map(|(previous, current)| previous - current);
    Figure::table(json!({ "value": value, "previous": previous, "current": current }))
}
