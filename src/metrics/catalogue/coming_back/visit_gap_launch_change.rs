//! Do people come more often than before the programme began? (`docs/METRICS.md`, section 5.4)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::activity::shared::mean_gap;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::{PeriodView, days_of};
use crate::metrics::figure::Figure;
use crate::metrics::period::day_number;
use crate::metrics::statistics::matched_people;

pub const METRIC: Definition = Definition {
    id: "visit_gap_launch_change",
    unit: MetricUnit::Days,
    better: Better::Less,
    family: "coming_back",
    reads: Reads::VISITS.launch(),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "change of the mean gap in days, added up",
    den: "two or more visit days both before the launch and since",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let Some(launch) = view
        .configuration()
        .launched_on
        .map(day_number)
    else {
        return matched_people(&[]);
    };
    let (before, after) = (
        launch - view.dataset.window..launch,
        view.from.max(launch)..view.to,
    );
    let pair = |person: u32| {
        let earlier = days_of(
            view.dataset
                .known_of(person)
                .filter(|visit| before.contains(&visit.day)),
        );
        let later = days_of(
            view.dataset
                .known_of(person)
                .filter(|visit| after.contains(&visit.day)),
        );
        Some((person, mean_gap(&earlier).zip(mean_gap(&later))?))
    };
    matched_people(
        &view
            .dataset
            .scope()
            .filter_map(|(person, _)| pair(person))
            .collect::<Vec<_>>(),
    )
}
