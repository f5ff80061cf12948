//! Of the people who saw the join page, how many joined? (`docs/METRICS.md`, section 5.1)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::adoption::shared::seen_and_joined;
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "enrolment_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "adoption",
    reads: Reads::of(&[Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "visitors who joined",
    den: "visitors of the join page who had no card yet",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let (joined, strangers) = seen_and_joined(view);
    let num = Contributions::each(joined);
    Figure::Ratio {
        den: num
            .clone()
            .and_unattributed(strangers),
        num,
    }
}
