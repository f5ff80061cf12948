//! Of those we asked, how many answered? (section 5.9 of the dictionary)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::dataset::View;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "review_response_rate",
    unit: Unit::Share,
    family: "referrals_reviews",
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, answered before the end",
    den: "requests sent in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let reviews = view
        .book
        .ledger
        .reviews
        .iter()
        .filter(|review| review.at < view.end);
    let answered: HashSet<Id> = reviews.filter_map(|review| review.request).collect();
    let requests = view
        .book
        .ledger
        .requests
        .iter()
        .filter(|request| view.covers(request.at) && view.book.in_scope(request.person));
    Parts::counted(requests.map(|request| (request.person, answered.contains(&request.id))))
}
