//! Rewards, ladder and tiers (`docs/METRICS.md`, section 5.5).

use crate::metrics::dataset::PeriodView;
use crate::metrics::facts::records::Id;

/// Members with a redemption in the period.
pub fn redeemers(view: &PeriodView<'_>) -> Vec<u32> {
    let marks = view.marks(
        view.redemptions()
            .map(|redemption| redemption.person),
    );
    (0..marks.len() as u32)
        .filter(|person| marks[*person as usize])
        .collect()
}

/// Whether a reward was used before the end of the period, at whatever place.
pub fn is_used_before_end(view: &PeriodView<'_>, reward: Id) -> bool {
    view.dataset
        .first_use_of(reward)
        .is_some_and(|used| used < view.end)
}
