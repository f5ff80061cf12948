//! Did the programme cause it? (`docs/METRICS.md`, section 5.8): one file each, in its order.

// What several of them count.
pub mod shared;

family! {
    member_lift_visits
    member_lift_spend
    holdout_lift
    campaign_lift
}
