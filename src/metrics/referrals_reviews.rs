//! Referrals, reviews and sentiment (section 5.9 of the dictionary).

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::book::{Member, View};
use super::catalogue::{Definition, Unit};
use super::figure::{Figure, mean, quotient};
use super::journal::Name;
use super::ledger::Review;
use crate::clock::Timestamp;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "referral_conversion_rate",
        question: "Of the friends who opened an invitation, how many joined?",
        formula: "Visitors who opened an invitation in the period and were issued a card by referral before its end, out of all who \
                  opened one.",
        caveat: "",
        unit: Unit::Share,
        measure: referral_conversion_rate,
    },
    Definition {
        id: "referral_joins",
        question: "How many members did members bring?",
        formula: "Members who joined in the period and whose first card names another member as referrer.",
        caveat: "",
        unit: Unit::Count,
        measure: |view| {
            let joined = referred(view).filter(|(_, member)| view.covers(member.joined_at));
            Figure::People(joined.map(|(person, _)| person).collect())
        },
    },
    Definition {
        id: "referral_qualified_rate",
        question: "Were they real customers?",
        formula: "Referred members whose follow-up window ended in the period and who had a visit within it, out of all of them.",
        caveat: "",
        unit: Unit::Share,
        measure: referral_qualified_rate,
    },
    Definition {
        id: "review_request_rate",
        question: "After how many visits did we ask?",
        formula: "Visits in the period with a review request before its end, out of all visits.",
        caveat: "",
        unit: Unit::Share,
        measure: review_request_rate,
    },
    Definition {
        id: "review_response_rate",
        question: "Of those we asked, how many answered?",
        formula: "Review requests of the period that were answered before its end, out of all of them.",
        caveat: "",
        unit: Unit::Share,
        measure: review_response_rate,
    },
    Definition {
        id: "review_rating_average",
        question: "How many stars do we get?",
        formula: "The mean rating of the reviews submitted in the period.",
        caveat: "People who answer are not all people; read it with the response rate.",
        unit: Unit::Number,
        measure: review_rating_average,
    },
    Definition {
        id: "sentiment_score",
        question: "Is the feedback good or bad on balance?",
        formula: "(Positive − negative reviews) over all reviews submitted in the period, −1 to +1.",
        caveat: "People who answer are not all people; read it with the response rate.",
        unit: Unit::Number,
        measure: sentiment_score,
    },
];

fn referral_conversion_rate(view: &View<'_>) -> Figure {
    let mut first_openings: HashMap<Name, Timestamp> = HashMap::new();
    for invitation in view.book.ledger.invitations.iter().filter(|invitation| view.covers(invitation.at)) {
        if view.book.in_scope(invitation.inviter) {
            first_openings.entry(invitation.visitor).or_insert(invitation.at);
        }
    }
    let by_referral = view.book.ledger.cards.iter().filter(|card| card.referrer.is_some_and(|person| view.book.in_scope(person)));
    let joined: HashSet<Name> = by_referral
        .filter(|card| card.issued_at < view.end)
        .filter_map(|card| card.visitor.filter(|visitor| first_openings.get(visitor).is_some_and(|first| card.issued_at >= *first)))
        .collect();
    Figure::Ratio(joined.len() as i64, first_openings.len() as i64)
}

/// Members brought by a member in scope; the filters on joining apply to the inviter.
fn referred<'v>(view: &'v View<'_>) -> impl Iterator<Item = (u32, &'v Member)> {
    let by_another = |person: u32, member: &Member| member.referrer.is_some_and(|inviter| inviter != person && view.book.in_scope(inviter));
    view.book.everybody().filter(move |(person, member)| by_another(*person, member))
}

fn referral_qualified_rate(view: &View<'_>) -> Figure {
    let window = view.book.window;
    let came = |person: u32, member: &Member| {
        view.book.visits_of(person).any(|visit| (member.join_day..=member.join_day + window).contains(&visit.day))
    };
    let matured: Vec<(u32, &Member)> = referred(view).filter(|(_, member)| view.covers_day(member.join_day + window)).collect();
    let num = matured.iter().filter(|(person, member)| came(*person, member)).map(|(person, _)| *person).collect();
    Figure::Share { num, den: matured.iter().map(|(person, _)| *person).collect() }
}

fn review_request_rate(view: &View<'_>) -> Figure {
    let requests = view.book.ledger.requests.iter().filter(|request| request.at < view.end);
    let asked: HashSet<Name> = requests.filter_map(|request| request.visit).collect();
    let (num, den) = view.visits().fold((0, 0), |(num, den), visit| (num + i64::from(asked.contains(&visit.id)), den + 1));
    Figure::Ratio(num, den)
}

fn review_response_rate(view: &View<'_>) -> Figure {
    let reviews = view.book.ledger.reviews.iter().filter(|review| review.at < view.end);
    let answered: HashSet<Name> = reviews.filter_map(|review| review.request).collect();
    let requests = view.book.ledger.requests.iter().filter(|request| view.covers(request.at) && view.book.in_scope(request.person));
    let (num, den) = requests.fold((0, 0), |(num, den), request| (num + i64::from(answered.contains(&request.id)), den + 1));
    Figure::Ratio(num, den)
}

fn review_rating_average(view: &View<'_>) -> Figure {
    let ratings: Vec<f64> = view.reviews().map(|review| review.rating as f64).collect();
    let with = |stars: f64| ratings.iter().filter(|rating| **rating == stars).count();
    Figure::Table(json!({
        "value": mean(&ratings), "n": ratings.len(),
        "distribution": { "1": with(1.0), "2": with(2.0), "3": with(3.0), "4": with(4.0), "5": with(5.0) },
    }))
}

/// The sign of a review: what its words were read as, else what its stars say.
fn sign(review: &Review) -> i64 {
    review.sentiment.unwrap_or(match review.rating {
        4.. => 1,
        3 => 0,
        _ => -1,
    })
}

fn sentiment_score(view: &View<'_>) -> Figure {
    let signs: Vec<i64> = view.reviews().map(sign).collect();
    let with = |wanted: i64| signs.iter().filter(|sign| **sign == wanted).count();
    let balance = signs.iter().sum::<i64>();
    Figure::Table(json!({
        "value": quotient(balance as f64, signs.len() as f64), "positive": with(1), "neutral": with(0), "negative": with(-1),
    }))
}
