//! Activity: who comes, and how often (section 5.3 of the dictionary).

use crate::metrics::dataset::PeriodView;

/// The mean difference of consecutive days; nothing for fewer than two.
pub fn mean_gap(days: &[i32]) -> Option<f64> {
    match days {
        [first, .., last] => Some(f64::from(last - first) / (days.len() - 1) as f64),
        _ => None,
    }
}

/// Members at the end of the period with a visit in it.
pub fn active_members(view: &PeriodView<'_>) -> Vec<u32> {
    view.members_at_end()
        .into_iter()
        .filter(|person| view.has_visit(*person))
        .collect()
}
