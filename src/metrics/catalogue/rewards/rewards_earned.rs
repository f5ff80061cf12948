//! How many rewards did members earn? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "rewards_earned",
    unit: Unit::Count,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "rewards earned in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(Parts::each(view.rewards().map(|reward| reward.person)))
}
