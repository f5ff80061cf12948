//! How often did those come who came? (section 5.3 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "visits_per_active_member",
    unit: Unit::Number,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Visitors,
    num: "visits in the period",
    den: "members with a visit in the period",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio {
        num: Parts::each(view.visits().map(|visit| visit.person)),
        den: Parts::each(view.visitors()),
    }
}
