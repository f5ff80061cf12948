//! Rewards, ladder, tiers (`docs/METRICS.md`, section 5.5): one file each, in its order.

// What several of them count.
pub mod shared;

family! {
    rewards_earned
    rewards_redeemed
    reward_redemption_rate
    redemption_participation
    redemption_rate
    redemptions_per_redeemer
    rewards_outstanding
    ladder_progress
    tier_distribution
}
