//! Activity (`docs/METRICS.md`, section 5.3): one file each, in its order.

// What several of them count.
pub mod shared;

family! {
    active_members
    active_rate
    participation_rate
    visits
    visits_per_active_member
    visit_rate_30d
    visit_gap_days
    repeat_purchase_rate
    engagement_score
}
