//! On how many cards can we still write? (`docs/METRICS.md`, section 5.2)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::saved_cards::shared::{owners, saved_at_end};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "saved_cards",
    unit: MetricUnit::Count,
    better: Better::More,
    family: "saved_cards",
    reads: Reads::of(&[Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "cards in a wallet at the end of the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let saved = saved_at_end(view);
    let apple = saved
        .iter()
        .filter(|(_, held)| held.apple)
        .count();
    let google = saved
        .iter()
        .filter(|(_, held)| held.google)
        .count();
    // A card in both wallets counts in either, and once in the value.
    let value = json!({ "value": saved.len(), "apple": apple, "google": google });
    Figure::Table {
        value,
        num: Some(owners(view, saved.iter().map(|(card, _)| *card)).into()),
        den: None,
    }
}
