//! How many days pass between two visits? (section 5.3 of the dictionary)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::activity::shared::mean_gap;
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts, mean};

pub const METRIC: Definition = Definition {
    id: "visit_gap_days",
    unit: Unit::Days,
    family: "activity",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Visitors,
    num: "mean days between their visits, added up",
    den: "members with two or more visit days in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let gap = |person: u32| Some((person, mean_gap(&view.visit_days_of(person))?));
    let (people, gaps): (Vec<u32>, Vec<f64>) = view
        .book
        .scope()
        .filter_map(|(person, _)| gap(person))
        .unzip();
    let value = json!({ "value": mean(&gaps), "n": gaps.len() });
    Figure::opened(
        value,
        people.iter().copied().zip(gaps).collect::<Parts<f64>>(),
        Parts::each(people.iter().copied()),
    )
}
