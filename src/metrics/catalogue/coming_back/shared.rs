//! Coming back: what new members do afterwards (`docs/METRICS.md`, section 5.4).

use crate::metrics::dataset::{JoinedMember, PeriodView};
use crate::metrics::figure::Figure;

/// Days from joining to the first visit on a later day within the window.
pub fn days_to_return(view: &PeriodView<'_>, person: u32, member: &JoinedMember) -> Option<i32> {
    let window = member.join_day + 1..=member.join_day + view.dataset.window;
    view.dataset
        .visits_on(person, window)
        .next()
        .map(|visit| visit.day - member.join_day)
}

/// Of matured(P), those who came back within the window, or those who did not.
pub fn by_return(view: &PeriodView<'_>, returned: bool) -> Figure {
    // Who was erased meanwhile stays in the denominator (`docs/METRICS.md`, section 5.4).
    let matured = view.matured();
    let num = matured
        .iter()
        .filter(|(person, member)| days_to_return(view, *person, member).is_some() == returned);
    Figure::Share {
        num: num
            .map(|(person, _)| *person)
            .collect(),
        den: matured
            .iter()
            .map(|(person, _)| *person)
            .collect(),
    }
}
