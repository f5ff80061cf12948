//! Of the friends who opened an invitation, how many joined? (section 5.9 of the dictionary)

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::journal::Name;

pub(super) const METRIC: Definition =
    Definition { id: "referral_conversion_rate", unit: Unit::Share, family: "referrals_reviews", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
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

const WORDS: Words = Words {
    en: Text {
        name: "Invited friends who joined",
        question: "Of the friends who opened an invitation, how many joined?",
        formula: "Visitors who were issued a card by referral after opening a member's invitation in the period and before its end, \
                  out of all who opened one in the period.",
        caveat: "Counts browsers, not people.",
    },
    ar: Text {
        name: "Invited friends who joined",
        question: "Of the friends who opened an invitation, how many joined?",
        formula: "Visitors who were issued a card by referral after opening a member's invitation in the period and before its end, \
                  out of all who opened one in the period.",
        caveat: "Counts browsers, not people.",
    },
    fa: Text {
        name: "Invited friends who joined",
        question: "Of the friends who opened an invitation, how many joined?",
        formula: "Visitors who were issued a card by referral after opening a member's invitation in the period and before its end, \
                  out of all who opened one in the period.",
        caveat: "Counts browsers, not people.",
    },
    tr: Text {
        name: "Invited friends who joined",
        question: "Of the friends who opened an invitation, how many joined?",
        formula: "Visitors who were issued a card by referral after opening a member's invitation in the period and before its end, \
                  out of all who opened one in the period.",
        caveat: "Counts browsers, not people.",
    },
    uz: Text {
        name: "Invited friends who joined",
        question: "Of the friends who opened an invitation, how many joined?",
        formula: "Visitors who were issued a card by referral after opening a member's invitation in the period and before its end, \
                  out of all who opened one in the period.",
        caveat: "Counts browsers, not people.",
    },
    id: Text {
        name: "Invited friends who joined",
        question: "Of the friends who opened an invitation, how many joined?",
        formula: "Visitors who were issued a card by referral after opening a member's invitation in the period and before its end, \
                  out of all who opened one in the period.",
        caveat: "Counts browsers, not people.",
    },
};
