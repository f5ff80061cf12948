//! Did new members make it through the ladder? (`docs/METRICS.md`, section 5.4)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "ladder_completion_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "coming_back",
    reads: Reads::of(&[Kind::Rewards]).windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Matured,
    num: "completed the ladder within {window} days",
    den: "joined {window} days before the period's days",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    // Only the last rung takes stamps, so a reward that
    // took some is a whole ladder; gifts take none.
    let climbed = view
        .dataset
        .rewards()
        .filter(|reward| reward.stamps_spent > 0)
        .filter(|reward| {
            let join_day = view
                .dataset
                .member(reward.person)
                .map(|member| member.join_day);
            join_day.is_some_and(|join_day| {
                view.dataset.day(reward.at) <= join_day + view.dataset.window
            })
        });
    let marks = view.marks(climbed.map(|reward| reward.person));
    let den: Vec<u32> = view
        .matured()
        .into_iter()
        .map(|(person, _)| person)
        .collect();
    Figure::Share {
        num: den
            .iter()
            .copied()
            .filter(|person| marks[*person as usize])
            .collect(),
        den,
    }
}
