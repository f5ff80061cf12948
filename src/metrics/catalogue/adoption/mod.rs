//! Adoption (`docs/METRICS.md`, section 5.1): one file each, in its order.

// What several of them count.
pub mod shared;

family! {
    new_members
    total_members
    member_growth
    enrolment_rate
}
