//! Keeping customers (`docs/METRICS.md`, section 5.6): one file each, in its order.

// What several of them count.
pub mod shared;

family! {
    churn_rate
    customer_retention_rate
    churn_reduction
    customer_count_ratio
    recovered_lapsed_members
}
