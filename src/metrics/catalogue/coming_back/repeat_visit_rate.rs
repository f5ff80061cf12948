//! Of the people who joined, how many came back on another day? (section 5.4 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::coming_back::shared::by_return;
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_visit_rate",
    unit: Unit::Share,
    family: "coming_back",
    reads: Reads::VISITS.windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "came back within {window} days",
    den: "joined {window} days before the period's days",
};

fn measure(view: &View<'_>) -> Figure {
    by_return(view, true)
}
