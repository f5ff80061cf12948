//! What has a member spent so far, on average? (section 5.7 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "clv_observed_minor",
    unit: Unit::Minor,
    family: "money",
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "spent since joining, up to the end of the period",
    den: "everybody who had joined by the end",
};

fn measure(view: &View<'_>) -> Figure {
    let joined: Vec<u32> = view
        .book
        .scope()
        .filter(|(_, member)| member.joined_at < view.end)
        .map(|(person, _)| person)
        .collect();
    let ledger = view.book.ledger;
    let here = ledger.since..view.end;
    let visits = joined
        .iter()
        .flat_map(|person| view.book.visits_of(*person))
        .filter(|visit| here.contains(&visit.at));
    let spent = visits.filter_map(|visit| Some((visit.person, visit.amount?)));
    let marks = view.marks(joined.iter().copied());
    let before = ledger
        .brought
        .iter()
        .copied()
        .filter(|(person, _)| marks[*person as usize]);
    Figure::Ratio {
        num: spent.chain(before).collect(),
        den: Parts::each(joined.iter().copied()),
    }
}
