//! Of the saved cards, how many were used? (`docs/METRICS.md`, section 5.2)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::catalogue::saved_cards::shared::active_saved_cards;
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "saved_card_usage_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "saved_cards",
    reads: Reads::of(&[Kind::Visits, Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, with a visit on the card in the period",
    den: "cards in a wallet at the end of the period",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let (num, den) = active_saved_cards(view);
    Figure::Ratio { num, den }
}
