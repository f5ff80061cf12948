//! How many messages did we send? (section 5.10 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::messages::messages;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "messages_sent", unit: Unit::Count, family: "messages", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "messages sent in the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(Parts::each(messages(view).map(|message| message.person)))
}

const WORDS: Words = Words {
    en: Text {
        name: "Messages sent",
        question: "How many messages did we send?",
        formula: "Messages and pass updates handed to the wallets in the period, to people who were members at that time.",
        caveat: "Says nothing about delivery: no wallet reports it.",
    },
    ar: Text {
        name: "Messages sent",
        question: "How many messages did we send?",
        formula: "Messages and pass updates handed to the wallets in the period, to people who were members at that time.",
        caveat: "Says nothing about delivery: no wallet reports it.",
    },
    fa: Text {
        name: "Messages sent",
        question: "How many messages did we send?",
        formula: "Messages and pass updates handed to the wallets in the period, to people who were members at that time.",
        caveat: "Says nothing about delivery: no wallet reports it.",
    },
    tr: Text {
        name: "Messages sent",
        question: "How many messages did we send?",
        formula: "Messages and pass updates handed to the wallets in the period, to people who were members at that time.",
        caveat: "Says nothing about delivery: no wallet reports it.",
    },
    uz: Text {
        name: "Messages sent",
        question: "How many messages did we send?",
        formula: "Messages and pass updates handed to the wallets in the period, to people who were members at that time.",
        caveat: "Says nothing about delivery: no wallet reports it.",
    },
    id: Text {
        name: "Messages sent",
        question: "How many messages did we send?",
        formula: "Messages and pass updates handed to the wallets in the period, to people who were members at that time.",
        caveat: "Says nothing about delivery: no wallet reports it.",
    },
};
