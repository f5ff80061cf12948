//! Of the nudges, how many were followed by a visit within a week? (section 5.10 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::ledger::Message;
use crate::metrics::messages::messages;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "message_return_rate", unit: Unit::Share, family: "messages", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, followed by a visit within a week",
    den: "campaign messages and reminders whose week is over",
};

fn measure(view: &View<'_>) -> Figure {
    let last_day = |message: &Message| view.book.day(message.at) + 7;
    let judged = messages(view).filter(|message| message.nudge && last_day(message) < view.to);
    let followed =
        |message: &Message| view.book.visits_of(message.person).any(|visit| visit.at > message.at && visit.day <= last_day(message));
    Parts::counted(judged.map(|message| (message.person, followed(message))))
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
