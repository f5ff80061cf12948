//! How many different members redeemed anything? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::rewards::shared::redeemers;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "redemption_participation",
    unit: Unit::Count,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::During,
    num: "redeemed a reward in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::People(redeemers(view))
}
