//! How much did returns bring? (section 5.7 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::money::shared::repeat_revenue;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_revenue_minor",
    unit: Unit::Minor,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "spent on later days than the first known one",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(repeat_revenue(view))
}
