//! Rewards, ladder, tiers (section 5.5 of the dictionary): one file each, in the order of the dictionary.

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
