//! Is the feedback good or bad on balance? (section 5.9 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts, quotient};
use crate::metrics::ledger::Review;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "sentiment_score", unit: Unit::Number, family: "referrals_reviews", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "positive less negative reviews", den: "reviews submitted in the period" };

fn measure(view: &View<'_>) -> Figure {
    let signs: Vec<i64> = view.reviews().map(sign).collect();
    let with = |wanted: i64| signs.iter().filter(|sign| **sign == wanted).count();
    let balance = signs.iter().sum::<i64>();
    let value = json!({
        "value": quotient(balance as f64, signs.len() as f64), "positive": with(1), "neutral": with(0), "negative": with(-1),
    });
    let balance: Parts = view.reviews().map(|review| (review.person, sign(review))).collect();
    Figure::opened(value, balance, Parts::each(view.reviews().map(|review| review.person)))
}

/// The sign of a review: what its words were read as, else what its stars say.
fn sign(review: &Review) -> i64 {
    review.sentiment.unwrap_or(match review.rating {
        4.. => 1,
        3 => 0,
        _ => -1,
    })
}

const WORDS: Words = Words {
    en: Text {
        name: "Balance of reviews",
        question: "Is the feedback good or bad on balance?",
        formula: "(Positive − negative reviews) over all reviews submitted in the period, −1 to +1. Without a sentiment of its own, a \
                  review with 4 or 5 stars is positive, one with 1 or 2 negative.",
        caveat: "People who answer are not all people; read it with the response rate.",
    },
    ar: Text {
        name: "Balance of reviews",
        question: "Is the feedback good or bad on balance?",
        formula: "(Positive − negative reviews) over all reviews submitted in the period, −1 to +1. Without a sentiment of its own, a \
                  review with 4 or 5 stars is positive, one with 1 or 2 negative.",
        caveat: "People who answer are not all people; read it with the response rate.",
    },
    fa: Text {
        name: "Balance of reviews",
        question: "Is the feedback good or bad on balance?",
        formula: "(Positive − negative reviews) over all reviews submitted in the period, −1 to +1. Without a sentiment of its own, a \
                  review with 4 or 5 stars is positive, one with 1 or 2 negative.",
        caveat: "People who answer are not all people; read it with the response rate.",
    },
    tr: Text {
        name: "Balance of reviews",
        question: "Is the feedback good or bad on balance?",
        formula: "(Positive − negative reviews) over all reviews submitted in the period, −1 to +1. Without a sentiment of its own, a \
                  review with 4 or 5 stars is positive, one with 1 or 2 negative.",
        caveat: "People who answer are not all people; read it with the response rate.",
    },
    uz: Text {
        name: "Balance of reviews",
        question: "Is the feedback good or bad on balance?",
        formula: "(Positive − negative reviews) over all reviews submitted in the period, −1 to +1. Without a sentiment of its own, a \
                  review with 4 or 5 stars is positive, one with 1 or 2 negative.",
        caveat: "People who answer are not all people; read it with the response rate.",
    },
    id: Text {
        name: "Balance of reviews",
        question: "Is the feedback good or bad on balance?",
        formula: "(Positive − negative reviews) over all reviews submitted in the period, −1 to +1. Without a sentiment of its own, a \
                  review with 4 or 5 stars is positive, one with 1 or 2 negative.",
        caveat: "People who answer are not all people; read it with the response rate.",
    },
};
