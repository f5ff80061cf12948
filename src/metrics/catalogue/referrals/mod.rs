//! Referrals, reviews, sentiment (`docs/METRICS.md`, section 5.9): one file each, in its order.

// What several of them count.
pub mod shared;

family! {
    referral_conversion_rate
    referral_joins
    referral_qualified_rate
    review_request_rate
    review_response_rate
    review_rating_average
    sentiment_score
}
