//! How long until the second day? (`docs/METRICS.md`, section 5.4)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::coming_back::shared::days_to_return;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "days_to_return_median",
    unit: MetricUnit::Days,
    better: Better::Less,
    family: "coming_back",
    reads: Reads::VISITS.windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Matured,
    num: "days until they came back, added up",
    den: "came back within {window} days",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let waits = view
        .matured()
        .into_iter()
        .filter_map(|(person, member)| Some((person, days_to_return(view, person, member)?)));
    let returned: Vec<(u32, i32)> = waits.collect();
    let mut days: Vec<i32> = returned
        .iter()
        .map(|(_, days)| *days)
        .collect();
    days.sort_unstable();
    let middle = days.len() / 2;
    let median = match days.len() {
        0 => None,
        n if n % 2 == 1 => Some(f64::from(days[middle])),
        _ => Some(f64::from(days[middle - 1] + days[middle]) / 2.0),
    };
    let waited: Contributions = returned
        .iter()
        .map(|(person, days)| (*person, i64::from(*days)))
        .collect();
    Figure::opened(
        json!({ "value": median, "n": days.len() }),
        waited,
        Contributions::each(
            returned
                .iter()
                .map(|(person, _)| *person),
        ),
    )
}
