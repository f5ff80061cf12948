//! Can I trust these numbers? (section 5.11 of the dictionary): one file each, in the order of the dictionary.

family! {
    data_quality
}
