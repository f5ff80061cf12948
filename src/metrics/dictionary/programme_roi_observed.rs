//! What does each 1.00 spent on the programme bring? (section 5.7 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, quotient};
use crate::metrics::money::{margin_impact, programme_cost};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "programme_roi_observed", unit: Unit::Number, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "margin on returns less the cost of rewards and of the whole shop",
    den: "cost of the rewards handed over, and costs of the whole shop",
};

fn measure(view: &View<'_>) -> Figure {
    let (impact, cost) = (margin_impact(view), programme_cost(view));
    let (impact, parts) = impact.unzip();
    let value = impact.and_then(|impact| quotient(impact, cost.sum() as f64));
    Figure::Table { value: json!({ "value": value, "num": impact, "den": cost.sum() }), num: parts, den: Some(cost.into()) }
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
