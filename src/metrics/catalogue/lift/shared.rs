//! Did the programme cause it? (`docs/METRICS.md`, section 5.8)

use crate::metrics::dataset::{JoinedMember, PeriodView, Visit};
use crate::metrics::figure::Figure;
use crate::metrics::statistics::matched_people;

/// What visits are worth in the window after joining against the window before, for the same members.
pub fn lift(view: &PeriodView<'_>, worth: fn(&[Visit]) -> Option<f64>) -> Figure {
    let window = view.dataset.window;
    let pair = |(person, member): (u32, &JoinedMember)| {
        // The join day is in neither window, since people join because they are visiting.
        let (before, after) = (
            member.join_day - window..member.join_day,
            member.join_day + 1..=member.join_day + window,
        );
        let earlier: Vec<Visit> = view
            .dataset
            .history_of(person)
            .filter(|visit| before.contains(&visit.day))
            .collect();
        let later: Vec<Visit> = view
            .dataset
            .visits_of(person)
            .filter(|visit| after.contains(&visit.day))
            .collect();
        if earlier.is_empty() {
            None
        } else {
            Some((person, worth(&earlier).zip(worth(&later))?))
        }
    };
    // Who was erased meanwhile has no whole window after joining.
    let staying = view
        .matured()
        .into_iter()
        .filter(|(_, member)| member.stays_through(member.join_day + window));
    matched_people(
        &staying
            .filter_map(pair)
            .collect::<Vec<_>>(),
    )
}
