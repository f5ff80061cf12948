//! The metrics, one file each: what is asked, how it is computed, what it cannot tell, in every language, and the function.
//!
//! To add a metric, write its file beside the others and name it in the list below. A text that points at another metric
//! quotes its name; the tests hold every language to that, and to the numbers and caveats of English.

#[cfg(test)]
mod tests;

use super::catalogue::Definition;

/// Declares the file of each metric and puts its definition into the table.
macro_rules! dictionary {
    ($($metric:ident)*) => {
        $(mod $metric;)*

        /// Every metric in the order of the dictionary.
        pub(super) const METRICS: &[Definition] = &[$($metric::METRIC),*];
    };
}

dictionary! {
    // Adoption (5.1).
    new_members
    total_members
    member_growth
    enrolment_rate
    // Saved cards (5.2).
    saved_cards
    card_save_rate
    active_saved_cards
    saved_card_usage_rate
    card_removal_rate
    // Activity (5.3).
    active_members
    active_rate
    participation_rate
    visits
    visits_per_active_member
    visit_rate_30d
    visit_gap_days
    repeat_purchase_rate
    engagement_score
    // Coming back (5.4).
    one_and_done_rate
    repeat_visit_rate
    days_to_return_median
    ladder_completion_rate
    visit_gap_join_change
    visit_gap_launch_change
    // Rewards, ladder, tiers (5.5).
    rewards_earned
    rewards_redeemed
    reward_redemption_rate
    redemption_participation
    redemption_rate
    redemptions_per_redeemer
    rewards_outstanding
    ladder_progress
    tier_distribution
    // Keeping customers (5.6).
    churn_rate
    customer_retention_rate
    churn_reduction
    customer_count_ratio
    recovered_lapsed_members
    // Money (5.7).
    member_revenue_minor
    average_spend_per_visit
    repeat_revenue_minor
    repeat_margin_minor
    reward_cost_minor
    programme_cost_minor
    reward_cost_ratio
    reward_cost_margin_ratio
    margin_impact_minor
    programme_roi_observed
    clv_observed_minor
    clv_projected_minor
    // Did the programme cause it? (5.8).
    member_lift_visits
    member_lift_spend
    holdout_lift
    // Referrals, reviews, sentiment (5.9).
    referral_conversion_rate
    referral_joins
    referral_qualified_rate
    review_request_rate
    review_response_rate
    review_rating_average
    sentiment_score
    // Messages (5.10).
    messages_sent
    message_return_rate
    update_reach_rate
    // Can I trust these numbers? (5.11).
    data_quality
}
