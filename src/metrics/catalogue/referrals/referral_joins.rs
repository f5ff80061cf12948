//! How many members did members bring? (section 5.9 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Unit};
use crate::metrics::catalogue::referrals::shared::referred;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "referral_joins",
    unit: Unit::Count,
    family: "referrals_reviews",
    reads: Reads::HEAD,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "joined through another member",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    let joined = referred(view).filter(|(_, member)| view.covers(member.joined_at));
    Figure::People(joined.map(|(person, _)| person).collect())
}
