//! What did the whole programme cost us? (section 5.7 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::money::shared::programme_cost;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "programme_cost_minor",
    unit: Unit::Minor,
    family: "money",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "cost of the rewards handed over, and costs of the whole shop",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(programme_cost(view))
}
