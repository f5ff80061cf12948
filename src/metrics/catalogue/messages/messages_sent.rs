//! How many messages did we send? (`docs/METRICS.md`, section 5.10)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "messages_sent",
    unit: MetricUnit::Count,
    better: Better::Neither,
    family: "messages",
    reads: Reads::of(&[Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "messages sent in the period",
    den: "",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    Figure::Sum(Contributions::each(
        view.messages()
            .map(|message| message.person),
    ))
}
