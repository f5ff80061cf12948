//! Coming back (section 5.4 of the dictionary): one file each, in the order of the dictionary.

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
