//! Activity: who comes, and how often (`docs/METRICS.md`, section 5.3).

use crate::metrics::dataset::PeriodView;

/// The mean difference of consecutive days; nothing for fewer than two.
pub fn mean_gap(days: &[i32]) -> Option<f64> {
    match days {
        // The gaps between consecutive days add up to the way from the first to the last.
        [first, .., last] => Some(f64::from(last - first) / (days.len() - 1) as f64),
        _ => None,
    }
}

/// Members at the end of the period with a visit in it.
pub fn active_members(view: &PeriodView<'_>) -> Vec<u32> {
    // Whoever came and was gone by the end is in neither side of the active rate.
    view.members_at_end()
        .into_iter()
        .filter(|person| view.has_visit(*person))
        .collect()
}
