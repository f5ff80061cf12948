//! Do pass updates reach iPhones? (section 5.10 of the dictionary)

use std::collections::HashMap;

use crate::clock::Timestamp;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::journal::Name;
use crate::metrics::messages::messages;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "update_reach_rate", unit: Unit::Share, family: "messages", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, fetched within 24 hours",
    den: "messages about Apple cards, older than 24 hours at the end",
};

const DAY_MS: i64 = 86_400_000;

fn measure(view: &View<'_>) -> Figure {
    let mut fetches: HashMap<Name, Vec<Timestamp>> = HashMap::new();
    for (card, at) in &view.book.ledger.fetches {
        fetches.entry(*card).or_default().push(*at);
    }
    let judged = messages(view).filter(|message| message.at < view.end.plus_ms(-DAY_MS));
    let fetched = |card, sent: Timestamp| {
        let a_day = sent..=sent.plus_ms(DAY_MS);
        fetches.get(&card).is_some_and(|times| times.iter().any(|at| a_day.contains(at)))
    };
    Parts::counted(judged.filter_map(|message| Some((message.person, fetched(message.apple_card?, message.at)))))
}

const WORDS: Words = Words {
    en: Text {
        name: "Updates fetched by iPhones",
        question: "Do pass updates reach iPhones?",
        formula: "Messages of the period to cards in Apple Wallet after which the pass was fetched within 24 hours, out of all that \
                  were sent more than 24 hours before its end.",
        caveat: "No such signal exists for Google: those messages are not counted at all.",
    },
    ar: Text {
        name: "Updates fetched by iPhones",
        question: "Do pass updates reach iPhones?",
        formula: "Messages of the period to cards in Apple Wallet after which the pass was fetched within 24 hours, out of all that \
                  were sent more than 24 hours before its end.",
        caveat: "No such signal exists for Google: those messages are not counted at all.",
    },
    fa: Text {
        name: "Updates fetched by iPhones",
        question: "Do pass updates reach iPhones?",
        formula: "Messages of the period to cards in Apple Wallet after which the pass was fetched within 24 hours, out of all that \
                  were sent more than 24 hours before its end.",
        caveat: "No such signal exists for Google: those messages are not counted at all.",
    },
    tr: Text {
        name: "Updates fetched by iPhones",
        question: "Do pass updates reach iPhones?",
        formula: "Messages of the period to cards in Apple Wallet after which the pass was fetched within 24 hours, out of all that \
                  were sent more than 24 hours before its end.",
        caveat: "No such signal exists for Google: those messages are not counted at all.",
    },
    uz: Text {
        name: "Updates fetched by iPhones",
        question: "Do pass updates reach iPhones?",
        formula: "Messages of the period to cards in Apple Wallet after which the pass was fetched within 24 hours, out of all that \
                  were sent more than 24 hours before its end.",
        caveat: "No such signal exists for Google: those messages are not counted at all.",
    },
    id: Text {
        name: "Updates fetched by iPhones",
        question: "Do pass updates reach iPhones?",
        formula: "Messages of the period to cards in Apple Wallet after which the pass was fetched within 24 hours, out of all that \
                  were sent more than 24 hours before its end.",
        caveat: "No such signal exists for Google: those messages are not counted at all.",
    },
};
