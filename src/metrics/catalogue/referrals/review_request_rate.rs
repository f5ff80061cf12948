//! After how many visits did we ask? (section 5.9 of the dictionary)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "review_request_rate",
    unit: Unit::Share,
    family: "referrals_reviews",
    reads: Reads::of(&[Kind::Visits, Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, followed by a request",
    den: "visits in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let requests = view
        .book
        .ledger
        .requests
        .iter()
        .filter(|request| request.at < view.end);
    let asked: HashSet<Id> = requests.filter_map(|request| request.visit).collect();
    Parts::counted(
        view.visits()
            .map(|visit| (visit.person, asked.contains(&visit.id))),
    )
}
