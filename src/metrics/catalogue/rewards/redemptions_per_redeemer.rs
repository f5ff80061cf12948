//! How often do those redeem who redeem? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::rewards::shared::redeemers;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "redemptions_per_redeemer",
    unit: Unit::Number,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::During,
    num: "rewards handed over in the period",
    den: "redeemed a reward in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let redeemed = view.redemptions().map(|redemption| redemption.person);
    Figure::Ratio {
        num: Parts::each(redeemed),
        den: Parts::each(redeemers(view)),
    }
}
