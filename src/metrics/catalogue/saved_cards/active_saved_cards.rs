//! How many saved cards were really used? (`docs/METRICS.md`, section 5.2)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::saved_cards::shared::active_saved_cards;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "active_saved_cards",
    unit: MetricUnit::Count,
    better: Better::More,
    family: "saved_cards",
    reads: Reads::of(&[Kind::Visits, Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "cards in a wallet at the end, with a visit in the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Sum(active_saved_cards(view).0)
}
