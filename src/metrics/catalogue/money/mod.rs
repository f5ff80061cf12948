//! Money (`docs/METRICS.md`, section 5.7): one file each, in its order.

// What several of them count.
pub mod shared;

family! {
    sales_coverage_rate
    member_revenue_minor
    average_spend_per_visit
    refunds_minor
    repeat_revenue_minor
    repeat_margin_minor
    reward_cost_minor
    programme_cost_minor
    reward_cost_ratio
    reward_cost_margin_ratio
    margin_impact_minor
    programme_roi_observed
    clv_observed_minor
    clv_projected_minor
}
