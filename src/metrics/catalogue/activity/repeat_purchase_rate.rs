//! Of the customers of this period, how many bought at least twice? (section 5.3 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_purchase_rate",
    unit: Unit::Share,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Visitors,
    num: "came on two or more days of the period",
    den: "members with a visit in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let den = view.visitors();
    let num = den
        .iter()
        .copied()
        .filter(|person| view.visit_days_of(*person).len() >= 2)
        .collect();
    Figure::Share { num, den }
}
