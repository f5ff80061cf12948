//! What has a member spent so far, on average? (`docs/METRICS.md`, section 5.7)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "clv_observed_minor",
    unit: MetricUnit::Minor,
    better: Better::More,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "spent since joining, up to the end of the period",
    den: "everybody who had joined by the end",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    // Those who were erased since count too: what they spent is a fact (`docs/METRICS.md`, section 5.7).
    let joined: Vec<u32> = view
        .dataset
        .scope()
        .filter(|(_, member)| member.joined_at < view.end)
        .map(|(person, _)| person)
        .collect();
    let facts = view.dataset.facts;
    let here = facts.since..view.end;
    let visits = joined
        .iter()
        .flat_map(|person| view.dataset.visits_of(*person))
        .filter(|visit| here.contains(&visit.at));
    let spent = visits.filter_map(|visit| Some((visit.person, visit.amount?)));
    let marks = view.marks(joined.iter().copied());
    // What lies before the partitions that were read came along as one sum for each member.
    let before = facts
        .brought
        .iter()
        .copied()
        .filter(|(person, _)| marks[*person as usize]);
    Figure::Ratio {
        num: spent.chain(before).collect(),
        den: Contributions::each(joined.iter().copied()),
    }
}
