//! Rewards, ladder and tiers (`docs/METRICS.md`, section 5.5).

use std::collections::HashSet;

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

/// The rewards used before the end of the period, at whatever place.
pub fn used_before_end(view: &PeriodView<'_>) -> HashSet<Id> {
    view.dataset
        .redemptions_anywhere()
        .filter(|redemption| redemption.at < view.end)
        .map(|redemption| redemption.reward)
        .collect()
}
