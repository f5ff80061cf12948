//! Adoption (section 5.1 of the dictionary): one file each, in the order of the dictionary.

// What several of them count.
pub mod shared;

family! {
    new_members
    total_members
    member_growth
    enrolment_rate
}
