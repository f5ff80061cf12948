//! Keeping customers (section 5.6 of the dictionary): one file each, in the order of the dictionary.

// What several of them count.
pub mod shared;

family! {
    churn_rate
    customer_retention_rate
    churn_reduction
    customer_count_ratio
    recovered_lapsed_members
}
