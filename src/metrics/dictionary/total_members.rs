//! How many members do we have at the end? (section 5.1 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "total_members", unit: Unit::Count, family: "adoption", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::AtEnd, num: "members at the end of the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::People(view.members_at_end())
}

const WORDS: Words = Words {
    en: Text {
        name: "Members at the end",
        question: "How many members do we have at the end?",
        formula: "Members who joined before the end of the period and were not deleted before it.",
        caveat: "",
    },
    ar: Text {
        name: "Members at the end",
        question: "How many members do we have at the end?",
        formula: "Members who joined before the end of the period and were not deleted before it.",
        caveat: "",
    },
    fa: Text {
        name: "Members at the end",
        question: "How many members do we have at the end?",
        formula: "Members who joined before the end of the period and were not deleted before it.",
        caveat: "",
    },
    tr: Text {
        name: "Members at the end",
        question: "How many members do we have at the end?",
        formula: "Members who joined before the end of the period and were not deleted before it.",
        caveat: "",
    },
    uz: Text {
        name: "Members at the end",
        question: "How many members do we have at the end?",
        formula: "Members who joined before the end of the period and were not deleted before it.",
        caveat: "",
    },
    id: Text {
        name: "Members at the end",
        question: "How many members do we have at the end?",
        formula: "Members who joined before the end of the period and were not deleted before it.",
        caveat: "",
    },
};
