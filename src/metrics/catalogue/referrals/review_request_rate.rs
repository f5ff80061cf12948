//! After how many visits did we ask? (`docs/METRICS.md`, section 5.9)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "review_request_rate",
    unit: MetricUnit::Share,
    better: Better::Neither,
    family: "referrals_reviews",
    reads: Reads::of(&[Kind::Visits, Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, followed by a request",
    den: "visits in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let requests = view
        .dataset
        .facts
        .requests
        .iter()
        .filter(|request| request.at < view.end);
    let asked: HashSet<Id> = requests
        .filter_map(|request| request.visit)
        .collect();
    Contributions::counted(
        view.visits()
            .map(|visit| (visit.person, asked.contains(&visit.id))),
    )
}
