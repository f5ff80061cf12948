//! Of everybody who was a member, how many redeemed? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::rewards::shared::redeemers;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "redemption_rate",
    unit: Unit::Share,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::During,
    num: "redeemed a reward in the period",
    den: "members at some time in the period",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Share {
        num: redeemers(view),
        den: view.members_during(),
    }
}
