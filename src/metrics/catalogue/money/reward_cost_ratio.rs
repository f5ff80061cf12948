//! For every 1.00 of repeat sales, how much did we give away in rewards? (section 5.7 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::money::shared::{repeat_revenue, reward_cost};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "reward_cost_ratio",
    unit: Unit::Share,
    family: "money",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "cost of the rewards handed over",
    den: "spent on later days than the first known one",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio {
        num: reward_cost(view),
        den: repeat_revenue(view),
    }
}
