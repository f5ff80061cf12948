//! What has a member spent so far, on average? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;

pub(super) const METRIC: Definition = Definition { id: "clv_observed_minor", unit: Unit::Minor, family: "money", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let joined: Vec<u32> = view.book.scope().filter(|(_, member)| member.joined_at < view.end).map(|(person, _)| person).collect();
    let visits = joined.iter().flat_map(|person| view.book.visits_of(*person)).filter(|visit| visit.at < view.end);
    Figure::Ratio(visits.filter_map(|visit| visit.amount).sum(), joined.len() as i64)
}

const WORDS: Words = Words {
    en: Text {
        name: "Spent per member so far",
        question: "What has a member spent so far, on average?",
        formula: "The sum of the amounts of all visits before the end of the period over all who had joined by then, deleted members \
                  included.",
        caveat: "A fact, but young programmes look poor.",
    },
    ar: Text {
        name: "Spent per member so far",
        question: "What has a member spent so far, on average?",
        formula: "The sum of the amounts of all visits before the end of the period over all who had joined by then, deleted members \
                  included.",
        caveat: "A fact, but young programmes look poor.",
    },
    fa: Text {
        name: "Spent per member so far",
        question: "What has a member spent so far, on average?",
        formula: "The sum of the amounts of all visits before the end of the period over all who had joined by then, deleted members \
                  included.",
        caveat: "A fact, but young programmes look poor.",
    },
    tr: Text {
        name: "Spent per member so far",
        question: "What has a member spent so far, on average?",
        formula: "The sum of the amounts of all visits before the end of the period over all who had joined by then, deleted members \
                  included.",
        caveat: "A fact, but young programmes look poor.",
    },
    uz: Text {
        name: "Spent per member so far",
        question: "What has a member spent so far, on average?",
        formula: "The sum of the amounts of all visits before the end of the period over all who had joined by then, deleted members \
                  included.",
        caveat: "A fact, but young programmes look poor.",
    },
    id: Text {
        name: "Spent per member so far",
        question: "What has a member spent so far, on average?",
        formula: "The sum of the amounts of all visits before the end of the period over all who had joined by then, deleted members \
                  included.",
        caveat: "A fact, but young programmes look poor.",
    },
};
