//! How many people joined? (section 5.1 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;

pub(super) const METRIC: Definition = Definition { id: "new_members", unit: Unit::Count, family: "adoption", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    Figure::People(view.joined())
}

const WORDS: Words = Words {
    en: Text {
        name: "New members",
        question: "How many people joined?",
        formula: "Members whose first card was issued in the period.",
        caveat: "Sign-ups alone prove nothing: read it with the repeat visit rate.",
    },
    ar: Text {
        name: "New members",
        question: "How many people joined?",
        formula: "Members whose first card was issued in the period.",
        caveat: "Sign-ups alone prove nothing: read it with the repeat visit rate.",
    },
    fa: Text {
        name: "New members",
        question: "How many people joined?",
        formula: "Members whose first card was issued in the period.",
        caveat: "Sign-ups alone prove nothing: read it with the repeat visit rate.",
    },
    tr: Text {
        name: "New members",
        question: "How many people joined?",
        formula: "Members whose first card was issued in the period.",
        caveat: "Sign-ups alone prove nothing: read it with the repeat visit rate.",
    },
    uz: Text {
        name: "New members",
        question: "How many people joined?",
        formula: "Members whose first card was issued in the period.",
        caveat: "Sign-ups alone prove nothing: read it with the repeat visit rate.",
    },
    id: Text {
        name: "New members",
        question: "How many people joined?",
        formula: "Members whose first card was issued in the period.",
        caveat: "Sign-ups alone prove nothing: read it with the repeat visit rate.",
    },
};
