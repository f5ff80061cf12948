//! How much of the margin on returns do rewards and vouchers take? (`docs/METRICS.md`, section 5.7)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::{repeat_margin, reward_cost};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Figure, quotient};

pub const METRIC: Definition = Definition {
    id: "reward_cost_margin_ratio",
    unit: MetricUnit::Share,
    better: Better::Less,
    family: "money",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Vouchers]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "cost of the rewards handed over and vouchers used",
    den: "margin on what was spent on later days than the first known one",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let (cost, margin) = (reward_cost(view), repeat_margin(view));
    let (margin, parts) = margin.unzip();
    let value = margin.and_then(|margin| quotient(cost.sum() as f64, margin));
    Figure::Table {
        value: json!({ "value": value, "num": cost.sum(), "den": margin }),
        num: Some(cost.into()),
        den: parts,
    }
}
