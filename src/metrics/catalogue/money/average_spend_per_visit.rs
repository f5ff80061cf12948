//! How much does a visit bring? (section 5.7 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::money::shared::revenue;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "average_spend_per_visit",
    unit: Unit::Minor,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "spent in the period",
    den: "visits with an amount",
};

fn measure(view: &View<'_>) -> Figure {
    let with_amount = view.visits().filter(|visit| visit.amount.is_some());
    Figure::Ratio {
        num: revenue(view),
        den: Parts::each(with_amount.map(|visit| visit.person)),
    }
}
