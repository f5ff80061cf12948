//! How much did members spend? (section 5.7 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::money::shared::revenue;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "member_revenue_minor",
    unit: Unit::Minor,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "spent in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(revenue(view))
}
