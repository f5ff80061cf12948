//! How many people joined? (section 5.1 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "new_members",
    unit: Unit::Count,
    family: "adoption",
    reads: Reads::HEAD,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Joined,
    num: "joined in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::People(view.joined())
}
