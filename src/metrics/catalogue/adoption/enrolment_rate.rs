//! Of the people who saw the join page, how many joined? (section 5.1 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::adoption::shared::seen_and_joined;
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "enrolment_rate",
    unit: Unit::Share,
    family: "adoption",
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "visitors who joined",
    den: "visitors of the join page who had no card yet",
};

fn measure(view: &View<'_>) -> Figure {
    let (joined, strangers) = seen_and_joined(view);
    let num = Parts::each(joined);
    Figure::Ratio {
        den: num.clone().and_unattributed(strangers),
        num,
    }
}
