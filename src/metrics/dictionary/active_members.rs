//! How many of our members came in? (section 5.3 of the dictionary)

use crate::metrics::activity::active_members;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "active_members", unit: Unit::Count, family: "activity", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::AtEnd, num: "came in the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::People(active_members(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Active members",
        question: "How many of our members came in?",
        formula: "Members at the end of the period with at least one visit in it.",
        caveat: "Whoever came and was deleted before the end is not counted.",
    },
    ar: Text {
        name: "Active members",
        question: "How many of our members came in?",
        formula: "Members at the end of the period with at least one visit in it.",
        caveat: "Whoever came and was deleted before the end is not counted.",
    },
    fa: Text {
        name: "Active members",
        question: "How many of our members came in?",
        formula: "Members at the end of the period with at least one visit in it.",
        caveat: "Whoever came and was deleted before the end is not counted.",
    },
    tr: Text {
        name: "Active members",
        question: "How many of our members came in?",
        formula: "Members at the end of the period with at least one visit in it.",
        caveat: "Whoever came and was deleted before the end is not counted.",
    },
    uz: Text {
        name: "Active members",
        question: "How many of our members came in?",
        formula: "Members at the end of the period with at least one visit in it.",
        caveat: "Whoever came and was deleted before the end is not counted.",
    },
    id: Text {
        name: "Active members",
        question: "How many of our members came in?",
        formula: "Members at the end of the period with at least one visit in it.",
        caveat: "Whoever came and was deleted before the end is not counted.",
    },
};
