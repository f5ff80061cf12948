//! Of the nudges, how many were followed by a visit within a week? (`docs/METRICS.md`, section 5.10)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::MessageFacts;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "message_return_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "messages",
    reads: Reads::of(&[Kind::Visits, Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, followed by a visit within a week",
    den: "campaign messages and reminders whose week is over",
};

fn measure(view: &PeriodView<'_>) -> Figure {
    let last_day = |message: &MessageFacts| view.dataset.day(message.at) + 7;
    // Only those whose whole week lies within the period: the others had less time.
    let judged = view
        .messages()
        .filter(|message| message.nudge && last_day(message) < view.to);
    let followed = |message: &MessageFacts| {
        view.dataset
            .visits_of(message.person)
            .any(|visit| visit.at > message.at && visit.day <= last_day(message))
    };
    Contributions::counted(judged.map(|message| (message.person, followed(message))))
}
