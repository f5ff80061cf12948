//! Messages (section 5.10 of the dictionary): one file each, in the order of the dictionary.

// What several of them count.
pub mod shared;

family! {
    messages_sent
    message_return_rate
    update_reach_rate
}
