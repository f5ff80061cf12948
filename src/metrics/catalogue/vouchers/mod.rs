//! Vouchers (`docs/METRICS.md`, section 5.12): one file each, in its order.

family! {
    vouchers_issued
    voucher_redemption_rate
    voucher_cost_minor
}
