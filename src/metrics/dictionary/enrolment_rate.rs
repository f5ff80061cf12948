//! Of the people who saw the join page, how many joined? (section 5.1 of the dictionary)

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::journal::Name;

pub(super) const METRIC: Definition = Definition { id: "enrolment_rate", unit: Unit::Share, family: "adoption", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let mut first_views: HashMap<Name, Timestamp> = HashMap::new();
    for page in view.book.ledger.page_views.iter().filter(|page| view.covers(page.at)) {
        if view.book.passes_joining(page.channel, page.location) {
            first_views.entry(page.visitor).or_insert(page.at);
        }
    }
    let mut were_members = HashSet::new();
    let mut joined = HashSet::new();
    for card in &view.book.ledger.cards {
        let Some((visitor, first)) = card.visitor.and_then(|visitor| Some((visitor, first_views.get(&visitor)?))) else { continue };
        if card.issued_at < *first {
            were_members.insert(visitor);
        } else if card.issued_at < view.end {
            joined.insert(visitor);
        }
    }
    let den = first_views.keys().filter(|visitor| !were_members.contains(visitor)).count();
    Figure::Ratio(joined.difference(&were_members).count() as i64, den as i64)
}

const WORDS: Words = Words {
    en: Text {
        name: "Page visitors who joined",
        question: "Of the people who saw the join page, how many joined?",
        formula: "Visitors of the join page in the period who were issued a card at or after their first view and before its end, out \
                  of all visitors of the page in the period who had no card before that view.",
        caveat: "Counts browsers, not people: cleared cookies and second phones lower it. Members enrolled by staff without a page \
                 view are in neither number.",
    },
    ar: Text {
        name: "Page visitors who joined",
        question: "Of the people who saw the join page, how many joined?",
        formula: "Visitors of the join page in the period who were issued a card at or after their first view and before its end, out \
                  of all visitors of the page in the period who had no card before that view.",
        caveat: "Counts browsers, not people: cleared cookies and second phones lower it. Members enrolled by staff without a page \
                 view are in neither number.",
    },
    fa: Text {
        name: "Page visitors who joined",
        question: "Of the people who saw the join page, how many joined?",
        formula: "Visitors of the join page in the period who were issued a card at or after their first view and before its end, out \
                  of all visitors of the page in the period who had no card before that view.",
        caveat: "Counts browsers, not people: cleared cookies and second phones lower it. Members enrolled by staff without a page \
                 view are in neither number.",
    },
    tr: Text {
        name: "Page visitors who joined",
        question: "Of the people who saw the join page, how many joined?",
        formula: "Visitors of the join page in the period who were issued a card at or after their first view and before its end, out \
                  of all visitors of the page in the period who had no card before that view.",
        caveat: "Counts browsers, not people: cleared cookies and second phones lower it. Members enrolled by staff without a page \
                 view are in neither number.",
    },
    uz: Text {
        name: "Page visitors who joined",
        question: "Of the people who saw the join page, how many joined?",
        formula: "Visitors of the join page in the period who were issued a card at or after their first view and before its end, out \
                  of all visitors of the page in the period who had no card before that view.",
        caveat: "Counts browsers, not people: cleared cookies and second phones lower it. Members enrolled by staff without a page \
                 view are in neither number.",
    },
    id: Text {
        name: "Page visitors who joined",
        question: "Of the people who saw the join page, how many joined?",
        formula: "Visitors of the join page in the period who were issued a card at or after their first view and before its end, out \
                  of all visitors of the page in the period who had no card before that view.",
        caveat: "Counts browsers, not people: cleared cookies and second phones lower it. Members enrolled by staff without a page \
                 view are in neither number.",
    },
};
