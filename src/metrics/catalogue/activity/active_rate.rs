//! How many of our members actually came in this period? (section 5.3 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::activity::shared::active_members;
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "active_rate",
    unit: Unit::Share,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtEnd,
    num: "came in the period",
    den: "members at the end of the period",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Share {
        num: active_members(view),
        den: view.members_at_end(),
    }
}
