//! Do people come more often than before they joined? (`docs/METRICS.md`, section 5.4)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::activity::shared::mean_gap;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::{JoinedMember, PeriodView, days_of};
use crate::metrics::figure::Figure;
use crate::metrics::statistics::matched_people;

pub const METRIC: Definition = Definition {
    id: "visit_gap_join_change",
    unit: MetricUnit::Days,
    better: Better::Less,
    family: "coming_back",
    reads: Reads::VISITS.windows(2),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Matured,
    num: "change of the mean gap in days, added up",
    den: "two or more visit days both before joining and after",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let window = view.dataset.window;
    let pair = |(person, member): (u32, &JoinedMember)| {
        // People join because they are visiting, so the join day is in neither window.
        let (before, after) = (
            member.join_day - window..member.join_day,
            member.join_day + 1..=member.join_day + window,
        );
        let earlier = days_of(
            view.dataset
                .history_of(person)
                .filter(|visit| before.contains(&visit.day)),
        );
        let later = days_of(
            view.dataset
                .visits_of(person)
                .filter(|visit| after.contains(&visit.day)),
        );
        Some((person, mean_gap(&earlier).zip(mean_gap(&later))?))
    };
    let staying = view
        .matured()
        .into_iter()
        .filter(|(_, member)| member.stays_through(member.join_day + window));
    matched_people(
        &staying
            .filter_map(pair)
            .collect::<Vec<_>>(),
    )
}
