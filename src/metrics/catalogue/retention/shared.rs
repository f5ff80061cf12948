//! Keeping customers: who stays and who is lost (`docs/METRICS.md`, section 5.6).

use crate::metrics::dataset::PeriodView;
use crate::metrics::figure::quotient;

/// The churn rate as a plain number; nothing when nobody came in the period before.
pub fn churn(view: &PeriodView<'_>) -> Option<f64> {
    let customers = view.previous().visitors();
    let lost = customers
        .iter()
        .filter(|person| !view.has_visit(**person))
        .count();
    quotient(lost as f64, customers.len() as f64)
}
