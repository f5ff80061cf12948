//! Of the people who saw the join page, how many joined? (section 5.1 of the dictionary)

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::journal::Name;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "enrolment_rate", unit: Unit::Share, family: "adoption", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "visitors who joined", den: "visitors of the join page who had no card yet" };

fn measure(view: &View<'_>) -> Figure {
    let mut first_views: HashMap<Name, Timestamp> = HashMap::new();
    for page in view.book.ledger.page_views.iter().filter(|page| view.covers(page.at)) {
        if view.book.passes_joining(page.channel, page.location) {
            first_views.entry(page.visitor).or_insert(page.at);
        }
    }
    let mut were_members = HashSet::new();
    // By visitor, whose card it became; of several cards the first.
    let mut joined = HashMap::new();
    for card in &view.book.ledger.cards {
        let Some((visitor, first)) = card.visitor.and_then(|visitor| Some((visitor, first_views.get(&visitor)?))) else { continue };
        if card.issued_at < *first {
            were_members.insert(visitor);
        } else if card.issued_at < view.end {
            joined.entry(visitor).or_insert(card.owner);
        }
    }
    let candidates = first_views.keys().filter(|visitor| !were_members.contains(visitor)).count();
    joined.retain(|visitor, _| !were_members.contains(visitor));
    let num = Parts::each(joined.into_values());
    let strangers = candidates as i64 - num.sum();
    Figure::Ratio { den: num.clone().and_nobodys(strangers), num }
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
