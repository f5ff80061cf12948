//! What does each 1.00 spent on the programme bring? (section 5.7 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, quotient};
use crate::metrics::money::{margin_impact, programme_cost};

pub(super) const METRIC: Definition =
    Definition { id: "programme_roi_observed", unit: Unit::Number, family: "money", words: WORDS, measure };

fn measure(view: &View<'_>) -> Figure {
    let (impact, cost) = (margin_impact(view), programme_cost(view));
    Figure::Table(json!({ "value": impact.and_then(|impact| quotient(impact, cost as f64)), "num": impact, "den": cost }))
}

const WORDS: Words = Words {
    en: Text {
        name: "Return on the programme",
        question: "What does each 1.00 spent on the programme bring?",
        formula: "(Margin on sales from returns − cost of the programme) over cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal, and usually far too high.",
    },
    ar: Text {
        name: "Return on the programme",
        question: "What does each 1.00 spent on the programme bring?",
        formula: "(Margin on sales from returns − cost of the programme) over cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal, and usually far too high.",
    },
    fa: Text {
        name: "Return on the programme",
        question: "What does each 1.00 spent on the programme bring?",
        formula: "(Margin on sales from returns − cost of the programme) over cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal, and usually far too high.",
    },
    tr: Text {
        name: "Return on the programme",
        question: "What does each 1.00 spent on the programme bring?",
        formula: "(Margin on sales from returns − cost of the programme) over cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal, and usually far too high.",
    },
    uz: Text {
        name: "Return on the programme",
        question: "What does each 1.00 spent on the programme bring?",
        formula: "(Margin on sales from returns − cost of the programme) over cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal, and usually far too high.",
    },
    id: Text {
        name: "Return on the programme",
        question: "What does each 1.00 spent on the programme bring?",
        formula: "(Margin on sales from returns − cost of the programme) over cost of the programme.",
        caveat: "If every return were thanks to the programme: not causal, and usually far too high.",
    },
};
