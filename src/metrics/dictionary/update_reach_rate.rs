//! Do pass updates reach iPhones? (section 5.10 of the dictionary)

use std::collections::HashMap;

use crate::clock::Timestamp;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::journal::Name;
use crate::metrics::messages::messages;

pub(super) const METRIC: Definition = Definition { id: "update_reach_rate", unit: Unit::Share, family: "messages", words: WORDS, measure };

const DAY_MS: i64 = 86_400_000;

fn measure(view: &View<'_>) -> Figure {
    let mut fetches: HashMap<Name, Vec<Timestamp>> = HashMap::new();
    for (card, at) in &view.book.ledger.fetches {
        fetches.entry(*card).or_default().push(*at);
    }
    let (mut num, mut den) = (0, 0);
    for message in messages(view).filter(|message| message.at < view.end.plus_ms(-DAY_MS)) {
        let Some(card) = message.apple_card else { continue };
        let a_day = message.at..=message.at.plus_ms(DAY_MS);
        den += 1;
        num += i64::from(fetches.get(&card).is_some_and(|times| times.iter().any(|at| a_day.contains(at))));
    }
    Figure::Ratio(num, den)
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
