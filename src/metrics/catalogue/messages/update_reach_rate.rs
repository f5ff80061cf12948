//! Do pass updates reach iPhones? (`docs/METRICS.md`, section 5.10)

use std::collections::HashMap;

use crate::clock::Timestamp;
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Breakdown, Population};
use crate::metrics::catalogue::definition::{Better, Definition, MetricUnit};
use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::records::Symbol;
use crate::metrics::figure::{Contributions, Figure};

pub const METRIC: Definition = Definition {
    id: "update_reach_rate",
    unit: MetricUnit::Share,
    better: Better::More,
    family: "messages",
    reads: Reads::of(&[Kind::Engagement]),
    opens: OPENS,
    measure,
};

const OPENS: Breakdown = Breakdown {
    of: Population::Things,
    num: "of these, fetched within 24 hours",
    den: "messages about Apple cards, older than 24 hours at the end",
};

const DAY_MS: i64 = 86_400_000;

fn measure(view: &PeriodView<'_>) -> Figure {
    let mut fetches: HashMap<Symbol, Vec<Timestamp>> = HashMap::new();
    for (card, at) in &view.dataset.facts.fetches {
        fetches
            .entry(*card)
            .or_default()
            .push(*at);
    }
    // Younger ones have not had a whole day to be fetched in.
    let judged = view
        .messages()
        .filter(|message| message.at < view.end.plus_ms(-DAY_MS));
    let fetched = |card, sent: Timestamp| {
        let a_day = sent..=sent.plus_ms(DAY_MS);
        fetches
            .get(&card)
            .is_some_and(|times| {
                times
                    .iter()
                    .any(|at| a_day.contains(at))
            })
    };
    // Google tells of no fetches, so messages without an Apple card are in neither side.
    Contributions::counted(
        judged
            .filter_map(|message| Some((message.person, fetched(message.apple_card?, message.at)))),
    )
}
