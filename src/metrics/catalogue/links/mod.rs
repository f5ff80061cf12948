//! Links on the card (`docs/METRICS.md`, section 5.13): one file each, in its order.

family! {
    action_taps
    action_tap_rate
}
