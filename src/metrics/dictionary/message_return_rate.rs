//! Of the nudges, how many were followed by a visit within a week? (section 5.10 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::messages::messages;

pub(super) const METRIC: Definition =
    Definition { id: "message_return_rate", unit: Unit::Share, family: "messages", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let (mut num, mut den) = (0, 0);
    for message in messages(view).filter(|message| message.nudge) {
        let last_day = view.book.day(message.at) + 7;
        if last_day < view.to {
            den += 1;
            num += i64::from(view.book.visits_of(message.person).any(|visit| visit.at > message.at && visit.day <= last_day));
        }
    }
    Figure::Ratio(num, den)
}

const WORDS: Words = Words {
    en: Text {
        name: "Nudges followed by a visit",
        question: "Of the nudges, how many were followed by a visit within a week?",
        formula: "Campaign messages and reminders of the period after which that member came within seven days, out of all whose seven \
                  days ended in the period.",
        caveat: "Observational: many would have come anyway.",
    },
    ar: Text {
        name: "Nudges followed by a visit",
        question: "Of the nudges, how many were followed by a visit within a week?",
        formula: "Campaign messages and reminders of the period after which that member came within seven days, out of all whose seven \
                  days ended in the period.",
        caveat: "Observational: many would have come anyway.",
    },
    fa: Text {
        name: "Nudges followed by a visit",
        question: "Of the nudges, how many were followed by a visit within a week?",
        formula: "Campaign messages and reminders of the period after which that member came within seven days, out of all whose seven \
                  days ended in the period.",
        caveat: "Observational: many would have come anyway.",
    },
    tr: Text {
        name: "Nudges followed by a visit",
        question: "Of the nudges, how many were followed by a visit within a week?",
        formula: "Campaign messages and reminders of the period after which that member came within seven days, out of all whose seven \
                  days ended in the period.",
        caveat: "Observational: many would have come anyway.",
    },
    uz: Text {
        name: "Nudges followed by a visit",
        question: "Of the nudges, how many were followed by a visit within a week?",
        formula: "Campaign messages and reminders of the period after which that member came within seven days, out of all whose seven \
                  days ended in the period.",
        caveat: "Observational: many would have come anyway.",
    },
    id: Text {
        name: "Nudges followed by a visit",
        question: "Of the nudges, how many were followed by a visit within a week?",
        formula: "Campaign messages and reminders of the period after which that member came within seven days, out of all whose seven \
                  days ended in the period.",
        caveat: "Observational: many would have come anyway.",
    },
};
