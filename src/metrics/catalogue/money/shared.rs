//! Money: what returns bring and what rewards cost (`docs/METRICS.md`, section 5.7). Only visits with an amount enter sums.

use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::Contributions;

/// Σ of the amounts of visits in the period.
pub fn revenue(view: &PeriodView<'_>) -> Contributions {
    view.visits()
        .filter_map(|visit| Some((visit.person, visit.amount?)))
        .collect()
}

/// Σ of the amounts of visits in the period on a later day than the member's first known one.
pub fn repeat_revenue(view: &PeriodView<'_>) -> Contributions {
    let of = |person: u32| {
        // Known from before joining counts: who bought
        // then came back with the first visit as a member.
        let first_known = view.dataset.first_known_day(person);
        let returns = view
            .visits_of(person)
            .filter(|visit| first_known.is_some_and(|first| visit.day > first));
        returns
            .filter_map(|visit| visit.amount)
            .sum::<i64>()
    };
    view.dataset
        .scope()
        .map(|(person, _)| (person, of(person)))
        .collect()
}

/// `money` × the margin in force at the end of the period, if one is set.
pub fn at_margin(view: &PeriodView<'_>, money: f64) -> Option<f64> {
    view.configuration()
        .gross_margin_bp
        .map(|margin| money * margin as f64 / 10_000.0)
}

/// The margin on sales from returns, if one is set, and each member's part of it.
pub fn repeat_margin(view: &PeriodView<'_>) -> Option<(f64, Contributions<f64>)> {
    let returns = repeat_revenue(view);
    // From the sum, not from its parts: money is added as whole numbers.
    Some((
        at_margin(view, returns.sum() as f64)?,
        returns.times(at_margin(view, 1.0)?),
    ))
}

/// Σ of the costs of redemptions and of used vouchers in the period: what was given away, whichever name it went under.
pub fn reward_cost(view: &PeriodView<'_>) -> Contributions {
    let mut cost = voucher_cost(view);
    // A cost that nobody said adds 0; the overview counts how many lack one.
    cost.extend(
        view.redemptions()
            .map(|redemption| (redemption.person, redemption.cost.unwrap_or(0))),
    );
    cost
}

/// Σ of the costs of vouchers used in the period.
pub fn voucher_cost(view: &PeriodView<'_>) -> Contributions {
    view.voucher_redemptions()
        .map(|(owner, used)| (owner, used.cost))
        .collect()
}

/// The cost of rewards and the costs recorded in the period.
pub fn programme_cost(view: &PeriodView<'_>) -> Contributions {
    reward_cost(view).and_unattributed(view.recorded_cost())
}

/// What the programme leaves of the margin on sales from returns, and each member's part of it.
pub fn margin_impact(view: &PeriodView<'_>) -> Option<(f64, Contributions<f64>)> {
    let ((margin, parts), cost) = (repeat_margin(view)?, programme_cost(view));
    Some((margin - cost.sum() as f64, parts.less(&cost.times(1.0))))
}
