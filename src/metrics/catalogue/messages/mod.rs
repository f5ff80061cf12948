//! Messages (`docs/METRICS.md`, section 5.10): one file each, in its order.

family! {
    messages_sent
    message_return_rate
    update_reach_rate
    messages_per_member
}
