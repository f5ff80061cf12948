//! Did the programme cause it? (section 5.8 of the dictionary): one file each, in the order of the dictionary.

// What several of them count.
pub mod shared;

family! {
    member_lift_visits
    member_lift_spend
    holdout_lift
}
