//! Do pass updates reach iPhones? (section 5.10 of the dictionary)

use std::collections::HashMap;

use crate::clock::Timestamp;
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::messages::shared::messages;
use crate::metrics::dataset::View;
use crate::metrics::facts::records::Name;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "update_reach_rate",
    unit: Unit::Share,
    family: "messages",
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, fetched within 24 hours",
    den: "messages about Apple cards, older than 24 hours at the end",
};

const DAY_MS: i64 = 86_400_000;

fn measure(view: &View<'_>) -> Figure {
    let mut fetches: HashMap<Name, Vec<Timestamp>> = HashMap::new();
    for (card, at) in &view.book.ledger.fetches {
        fetches.entry(*card).or_default().push(*at);
    }
    let judged = messages(view).filter(|message| message.at < view.end.plus_ms(-DAY_MS));
    let fetched = |card, sent: Timestamp| {
        let a_day = sent..=sent.plus_ms(DAY_MS);
        fetches
            .get(&card)
            .is_some_and(|times| times.iter().any(|at| a_day.contains(at)))
    };
    Parts::counted(
        judged
            .filter_map(|message| Some((message.person, fetched(message.apple_card?, message.at)))),
    )
}
