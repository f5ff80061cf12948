//! How many members do we have at the end? (section 5.1 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "total_members",
    unit: Unit::Count,
    family: "adoption",
    reads: Reads::HEAD,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtEnd,
    num: "members at the end of the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::People(view.members_at_end())
}
