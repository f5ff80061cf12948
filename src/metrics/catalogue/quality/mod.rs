//! Can I trust these numbers? (`docs/METRICS.md`, section 5.11): one file each, in its order.

family! {
    data_quality
    till_balance
}
