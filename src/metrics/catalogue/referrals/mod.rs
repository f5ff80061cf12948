//! Referrals, reviews, sentiment (section 5.9 of the dictionary): one file each, in the order of the dictionary.

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
