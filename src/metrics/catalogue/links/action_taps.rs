//! Are the card's links used? (`docs/METRICS.md`, section 5.13)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "action_taps",
    unit: MetricUnit::Count,
    better: Better::More,
    family: "links",
    reads: Reads::of(&[Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "links opened in the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let mut by_action: BTreeMap<&str, i64> = BTreeMap::new();
    let mut taps = Contributions::default();
    for (owner, tap) in view.taps() {
        *by_action
            .entry(view.dataset.facts.text(tap.action))
            .or_default() += 1;
        taps.extend([(owner, 1)]);
    }
    Figure::Table {
        value: json!({ "value": taps.sum(), "by_action": by_action }),
        num: Some(taps.into()),
        den: None,
    }
}
