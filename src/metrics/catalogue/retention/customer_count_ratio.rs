//! Did more or fewer people come than in the previous period? (section 5.6 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "customer_count_ratio",
    unit: Unit::Number,
    family: "keeping",
    reads: Reads::VISITS.previous(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "came in the period",
    den: "came in the period before",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio {
        num: Parts::each(view.visitors()),
        den: Parts::each(view.previous().visitors()),
    }
}
