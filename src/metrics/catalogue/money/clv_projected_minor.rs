//! What might a member be worth? (`docs/METRICS.md`, section 5.7)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::Breakdown;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::revenue;
use crate::metrics::catalogue::retention::shared::churn;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Figure, quotient};

pub const METRIC: Definition = Definition {
    id: "clv_projected_minor",
    unit: MetricUnit::Minor,
    better: Better::More,
    family: "money",
    reads: Reads::VISITS.previous(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown::NOTHING;

fn measure(view: &PeriodView<'_>) -> Figure {
    let spend = quotient(revenue(view).sum() as f64, view.visitors().len() as f64);
    let churn = churn(view);
    // Without churn there is no number: divided by 0, a member would stay for ever.
    let value = spend
        .zip(churn)
        .and_then(|(spend, churn)| quotient(spend, churn));
    Figure::table(json!({ "value": value, "spend_per_customer": spend, "churn_rate": churn }))
}
