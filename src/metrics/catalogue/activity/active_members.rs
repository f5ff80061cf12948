//! How many of our members came in? (section 5.3 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::activity::shared::active_members;
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "active_members",
    unit: Unit::Count,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtEnd,
    num: "came in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::People(active_members(view))
}
