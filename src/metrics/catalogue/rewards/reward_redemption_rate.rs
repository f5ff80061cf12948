//! Of the rewards people earned, how many did they use? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::rewards::shared::used_before_end;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "reward_redemption_rate",
    unit: Unit::Share,
    family: "rewards",
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, used before the end",
    den: "rewards earned in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let used = used_before_end(view);
    Parts::counted(
        view.rewards()
            .map(|reward| (reward.person, used.contains(&reward.id))),
    )
}
