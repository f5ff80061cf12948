//! Money: what returns bring and what rewards cost (section 5.7 of the dictionary). Only visits with an amount enter sums.

use super::book::View;

/// Σ of the amounts of visits in the period.
pub(super) fn revenue(view: &View<'_>) -> i64 {
    view.visits().filter_map(|visit| visit.amount).sum()
}

/// Σ of the amounts of visits in the period on a later day than the member's first known one.
pub(super) fn repeat_revenue(view: &View<'_>) -> i64 {
    let of = |person: u32| {
        let first_known = view.book.known_of(person).map(|visit| visit.day).min();
        let returns = view.visits_of(person).filter(|visit| first_known.is_some_and(|first| visit.day > first));
        returns.filter_map(|visit| visit.amount).sum::<i64>()
    };
    view.book.scope().map(|(person, _)| of(person)).sum()
}

/// `money` × the margin in force at the end of the period, if one is set.
pub(super) fn at_margin(view: &View<'_>, money: f64) -> Option<f64> {
    view.configuration().gross_margin_bp.map(|margin| money * margin as f64 / 10_000.0)
}

/// The margin on sales from returns, if one is set.
pub(super) fn repeat_margin(view: &View<'_>) -> Option<f64> {
    at_margin(view, repeat_revenue(view) as f64)
}

/// Σ of the costs of redemptions in the period.
pub(super) fn reward_cost(view: &View<'_>) -> i64 {
    view.redemptions().map(|redemption| redemption.cost).sum()
}

/// The cost of rewards and the costs recorded in the period.
pub(super) fn programme_cost(view: &View<'_>) -> i64 {
    reward_cost(view) + view.recorded_cost()
}

/// What the programme leaves of the margin on sales from returns.
pub(super) fn margin_impact(view: &View<'_>) -> Option<f64> {
    repeat_margin(view).map(|margin| margin - programme_cost(view) as f64)
}
