//! Of the friends who opened an invitation, how many joined? (section 5.9 of the dictionary)

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::journal::Name;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "referral_conversion_rate", unit: Unit::Share, family: "referrals_reviews", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, the visitor joined; by who invited",
    den: "visitors who opened an invitation; by who invited",
};

fn measure(view: &View<'_>) -> Figure {
    // By visitor, the first opening and whose invitation it was.
    let mut first_openings: HashMap<Name, (Timestamp, u32)> = HashMap::new();
    for invitation in view.book.ledger.invitations.iter().filter(|invitation| view.covers(invitation.at)) {
        if view.book.in_scope(invitation.inviter) {
            let opening = (invitation.at, invitation.inviter);
            let first = first_openings.entry(invitation.visitor).or_insert(opening);
            *first = opening.min(*first);
        }
    }
    let by_referral = view.book.ledger.cards.iter().filter(|card| card.referrer.is_some_and(|person| view.book.in_scope(person)));
    let joined: HashSet<Name> = by_referral
        .filter(|card| card.issued_at < view.end)
        .filter_map(|card| card.visitor.filter(|visitor| first_openings.get(visitor).is_some_and(|(first, _)| card.issued_at >= *first)))
        .collect();
    Parts::counted(first_openings.iter().map(|(visitor, (_, inviter))| (*inviter, joined.contains(visitor))))
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
