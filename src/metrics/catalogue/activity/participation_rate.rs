//! How many members did anything at all with the programme? (section 5.3 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "participation_rate",
    unit: Unit::Share,
    family: "activity",
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Cards, Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::During,
    num: "a visit, a redemption, a review, a card saved or a friend brought in the period",
    den: "members at some time in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let ledger = view.book.ledger;
    let saves = ledger
        .signals
        .iter()
        .filter(|signal| signal.saved && view.covers(signal.at));
    let savers = saves.map(|signal| ledger.cards[signal.card as usize].owner);
    let doers = view
        .redemptions()
        .map(|r| r.person)
        .chain(view.reviews().map(|r| r.person))
        .chain(savers)
        .chain(view.referrers());
    let marks = view.marks(doers);
    let den = view.members_during();
    let num = den
        .iter()
        .copied()
        .filter(|person| marks[*person as usize] || view.has_visit(*person))
        .collect();
    Figure::Share { num, den }
}
