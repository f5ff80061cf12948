//! What does each 1.00 spent on the programme bring? (`docs/METRICS.md`, section 5.7)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::{margin_impact, programme_cost};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Figure, quotient};

pub const METRIC: Definition = Definition {
    id: "programme_roi_observed",
    unit: MetricUnit::Number,
    better: Better::More,
    family: "money",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Vouchers]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "margin on returns less the cost of rewards, vouchers and the whole shop",
    den: "cost of the rewards handed over and vouchers used, and costs of the whole shop",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let (impact, cost) = (margin_impact(view), programme_cost(view));
    let (impact, parts) = impact.unzip();
    let value = impact.and_then(|impact| quotient(impact, cost.sum() as f64));
    Figure::Table {
        value: json!({ "value": value, "num": impact, "den": cost.sum() }),
        num: parts,
        den: Some(cost.into()),
    }
}
