//! How many people joined? (section 5.1 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "new_members", unit: Unit::Count, family: "adoption", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Joined, num: "joined in the period", den: "" };

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
