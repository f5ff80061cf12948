//! Did we win anybody back? (`docs/METRICS.md`, section 5.6)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "recovered_lapsed_members",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "keeping",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::AtStart,
    num: "came in the period",
    den: "had been silent for {lapse} days or more",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let silent_since = view.from - view.dataset.lapse;
    let lapsed = |person: &u32| {
        // Visits from before joining break a silence as well.
        let last = view
            .dataset
            .known_of(*person)
            .rev()
            .find(|visit| visit.at < view.start);
        last.is_some_and(|visit| visit.day <= silent_since)
    };
    let den: Vec<u32> = view
        .members_at_start()
        .into_iter()
        .filter(lapsed)
        .collect();
    Figure::Share {
        num: den
            .iter()
            .copied()
            .filter(|person| view.has_visit(*person))
            .collect(),
        den,
    }
}
