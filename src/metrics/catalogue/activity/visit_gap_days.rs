//! How many days pass between two visits? (`docs/METRICS.md`, section 5.3)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::activity::shared::mean_gap;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure, mean};

pub const METRIC: Definition = Definition {
    id: "visit_gap_days",
    unit: MetricUnit::Days,
    better: Better::Less,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Visitors,
    num: "mean days between their visits, added up",
    den: "members with two or more visit days in the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let gap = |person: u32| Some((person, mean_gap(&view.visit_days_of(person))?));
    let (people, gaps): (Vec<u32>, Vec<f64>) = view
        .dataset
        .scope()
        .filter_map(|(person, _)| gap(person))
        .unzip();
    // A mean of means: each member weighs the same, however often they came.
    let value = json!({ "value": mean(&gaps), "n": gaps.len() });
    Figure::opened(
        value,
        people
            .iter()
            .copied()
            .zip(gaps)
            .collect::<Contributions<f64>>(),
        Contributions::each(people.iter().copied()),
    )
}
