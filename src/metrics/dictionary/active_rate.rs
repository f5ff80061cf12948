//! How many of our members actually came in this period? (section 5.3 of the dictionary)

use crate::metrics::activity::active_members;
use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "active_rate", unit: Unit::Share, family: "activity", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::AtEnd, num: "came in the period", den: "members at the end of the period" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Share { num: active_members(view), den: view.members_at_end() }
}

const WORDS: Words = Words {
    en: Text {
        name: "Members who came in",
        question: "How many of our members actually came in this period?",
        formula: "Members at the end of the period with at least one visit in it, out of all members at its end.",
        caveat: "Depends on the length of the period; compare only periods of equal length.",
    },
    ar: Text {
        name: "Members who came in",
        question: "How many of our members actually came in this period?",
        formula: "Members at the end of the period with at least one visit in it, out of all members at its end.",
        caveat: "Depends on the length of the period; compare only periods of equal length.",
    },
    fa: Text {
        name: "Members who came in",
        question: "How many of our members actually came in this period?",
        formula: "Members at the end of the period with at least one visit in it, out of all members at its end.",
        caveat: "Depends on the length of the period; compare only periods of equal length.",
    },
    tr: Text {
        name: "Members who came in",
        question: "How many of our members actually came in this period?",
        formula: "Members at the end of the period with at least one visit in it, out of all members at its end.",
        caveat: "Depends on the length of the period; compare only periods of equal length.",
    },
    uz: Text {
        name: "Members who came in",
        question: "How many of our members actually came in this period?",
        formula: "Members at the end of the period with at least one visit in it, out of all members at its end.",
        caveat: "Depends on the length of the period; compare only periods of equal length.",
    },
    id: Text {
        name: "Members who came in",
        question: "How many of our members actually came in this period?",
        formula: "Members at the end of the period with at least one visit in it, out of all members at its end.",
        caveat: "Depends on the length of the period; compare only periods of equal length.",
    },
};
