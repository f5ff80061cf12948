//! What did used vouchers cost us? (`docs/METRICS.md`, section 5.12)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::money::shared::voucher_cost;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "voucher_cost_minor",
    unit: MetricUnit::Minor,
    better: Better::Neither,
    family: "vouchers",
    reads: Reads::of(&[Kind::Vouchers]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "cost of the vouchers used",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Sum(voucher_cost(view))
}
