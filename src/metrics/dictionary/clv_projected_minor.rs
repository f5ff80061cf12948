//! What might a member be worth? (section 5.7 of the dictionary)

use serde_json::json;

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, quotient};
use crate::metrics::keeping::churn;
use crate::metrics::money::revenue;
use crate::metrics::opens::Opens;

pub(super) const METRIC: Definition =
    Definition { id: "clv_projected_minor", unit: Unit::Minor, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens::NOTHING;

fn measure(view: &View<'_>) -> Figure {
    let spend = quotient(revenue(view).sum() as f64, view.visitors().len() as f64);
    let churn = churn(view);
    let value = spend.zip(churn).and_then(|(spend, churn)| quotient(spend, churn));
    Figure::table(json!({ "value": value, "spend_per_customer": spend, "churn_rate": churn }))
}

const WORDS: Words = Words {
    en: Text {
        name: "Projected value of a member",
        question: "What might a member be worth?",
        formula: "Spend per customer in the period × the number of periods to expect, which is 1 over the churn rate.",
        caveat: "If nothing changes: a model, not a measurement. Spend and churn are taken as constant; interest and margin are left \
                 out.",
    },
    ar: Text {
        name: "Projected value of a member",
        question: "What might a member be worth?",
        formula: "Spend per customer in the period × the number of periods to expect, which is 1 over the churn rate.",
        caveat: "If nothing changes: a model, not a measurement. Spend and churn are taken as constant; interest and margin are left \
                 out.",
    },
    fa: Text {
        name: "Projected value of a member",
        question: "What might a member be worth?",
        formula: "Spend per customer in the period × the number of periods to expect, which is 1 over the churn rate.",
        caveat: "If nothing changes: a model, not a measurement. Spend and churn are taken as constant; interest and margin are left \
                 out.",
    },
    tr: Text {
        name: "Projected value of a member",
        question: "What might a member be worth?",
        formula: "Spend per customer in the period × the number of periods to expect, which is 1 over the churn rate.",
        caveat: "If nothing changes: a model, not a measurement. Spend and churn are taken as constant; interest and margin are left \
                 out.",
    },
    uz: Text {
        name: "Projected value of a member",
        question: "What might a member be worth?",
        formula: "Spend per customer in the period × the number of periods to expect, which is 1 over the churn rate.",
        caveat: "If nothing changes: a model, not a measurement. Spend and churn are taken as constant; interest and margin are left \
                 out.",
    },
    id: Text {
        name: "Projected value of a member",
        question: "What might a member be worth?",
        formula: "Spend per customer in the period × the number of periods to expect, which is 1 over the churn rate.",
        caveat: "If nothing changes: a model, not a measurement. Spend and churn are taken as constant; interest and margin are left \
                 out.",
    },
};
