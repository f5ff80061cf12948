//! Of those we asked, how many answered? (`docs/METRICS.md`, section 5.9)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "review_response_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "referrals_reviews",
    reads: Reads::of(&[Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, answered before the end",
    den: "requests sent in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let reviews = view
        .dataset
        .facts
        .reviews
        .iter()
        .filter(|review| review.at < view.end);
    let answered: HashSet<Id> = reviews
        .filter_map(|review| review.request)
        .collect();
    // In scope is enough: a request counts also where the
    // person was erased before (`docs/METRICS.md`, section 2.2, rule 6).
    let requests = view
        .dataset
        .facts
        .requests
        .iter()
        .filter(|request| {
            view.covers(request.at)
                && view
                    .dataset
                    .in_scope(request.person)
        });
    Contributions::counted(requests.map(|request| (request.person, answered.contains(&request.id))))
}
