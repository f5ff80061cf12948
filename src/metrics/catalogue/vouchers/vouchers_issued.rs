//! How many vouchers did we give out? (`docs/METRICS.md`, section 5.12)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "vouchers_issued",
    unit: MetricUnit::Count,
    better: Better::Neither,
    family: "vouchers",
    reads: Reads::of(&[Kind::Vouchers]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "vouchers given out in the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let given = view
        .dataset
        .vouchers()
        .filter(|(_, voucher)| view.covers(voucher.at));
    Figure::Sum(Contributions::each(given.map(|(owner, _)| owner)))
}
