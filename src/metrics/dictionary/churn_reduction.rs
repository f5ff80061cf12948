//! Did we lose fewer than before? (section 5.6 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::keeping::churn;
use crate::metrics::opens::Opens;

pub(super) const METRIC: Definition =
    Definition { id: "churn_reduction", unit: Unit::Share, family: "keeping", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens::NOTHING;

fn measure(view: &View<'_>) -> Figure {
    let (previous, current) = (churn(&view.previous()), churn(view));
    let value = previous.zip(current).map(|(previous, current)| previous - current);
    Figure::table(json!({ "value": value, "previous": previous, "current": current }))
}

const WORDS: Words = Words {
    en: Text {
        name: "Fewer customers lost",
        question: "Did we lose fewer than before?",
        formula: "Churn rate of the previous period − churn rate of this one; positive is better.",
        caveat: "Empty if nobody came in one of the two periods before.",
    },
    ar: Text {
        name: "Fewer customers lost",
        question: "Did we lose fewer than before?",
        formula: "Churn rate of the previous period − churn rate of this one; positive is better.",
        caveat: "Empty if nobody came in one of the two periods before.",
    },
    fa: Text {
        name: "Fewer customers lost",
        question: "Did we lose fewer than before?",
        formula: "Churn rate of the previous period − churn rate of this one; positive is better.",
        caveat: "Empty if nobody came in one of the two periods before.",
    },
    tr: Text {
        name: "Fewer customers lost",
        question: "Did we lose fewer than before?",
        formula: "Churn rate of the previous period − churn rate of this one; positive is better.",
        caveat: "Empty if nobody came in one of the two periods before.",
    },
    uz: Text {
        name: "Fewer customers lost",
        question: "Did we lose fewer than before?",
        formula: "Churn rate of the previous period − churn rate of this one; positive is better.",
        caveat: "Empty if nobody came in one of the two periods before.",
    },
    id: Text {
        name: "Fewer customers lost",
        question: "Did we lose fewer than before?",
        formula: "Churn rate of the previous period − churn rate of this one; positive is better.",
        caveat: "Empty if nobody came in one of the two periods before.",
    },
};
