//! Coming back (`docs/METRICS.md`, section 5.4): one file each, in its order.

// What several of them count.
pub mod shared;

family! {
    one_and_done_rate
    repeat_visit_rate
    days_to_return_median
    ladder_completion_rate
    visit_gap_join_change
    visit_gap_launch_change
}
