//! What has a member spent so far, on average? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "clv_observed_minor", unit: Unit::Minor, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens =
    Opens { of: Population::Things, num: "spent since joining, up to the end of the period", den: "everybody who had joined by the end" };

fn measure(view: &View<'_>) -> Figure {
    let joined: Vec<u32> = view.book.scope().filter(|(_, member)| member.joined_at < view.end).map(|(person, _)| person).collect();
    let visits = joined.iter().flat_map(|person| view.book.visits_of(*person)).filter(|visit| visit.at < view.end);
    let spent = visits.filter_map(|visit| Some((visit.person, visit.amount?)));
    Figure::Ratio { num: spent.collect(), den: Parts::each(joined.iter().copied()) }
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
