//! How much did members spend? (section 5.7 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::money::revenue;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "member_revenue_minor", unit: Unit::Minor, family: "money", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "spent in the period", den: "" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(revenue(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Members' spending",
        question: "How much did members spend?",
        formula: "The sum of the amounts of members' visits in the period.",
        caveat: "Visits without an amount are not in it; look at the amount coverage in the data quality first.",
    },
    ar: Text {
        name: "Members' spending",
        question: "How much did members spend?",
        formula: "The sum of the amounts of members' visits in the period.",
        caveat: "Visits without an amount are not in it; look at the amount coverage in the data quality first.",
    },
    fa: Text {
        name: "Members' spending",
        question: "How much did members spend?",
        formula: "The sum of the amounts of members' visits in the period.",
        caveat: "Visits without an amount are not in it; look at the amount coverage in the data quality first.",
    },
    tr: Text {
        name: "Members' spending",
        question: "How much did members spend?",
        formula: "The sum of the amounts of members' visits in the period.",
        caveat: "Visits without an amount are not in it; look at the amount coverage in the data quality first.",
    },
    uz: Text {
        name: "Members' spending",
        question: "How much did members spend?",
        formula: "The sum of the amounts of members' visits in the period.",
        caveat: "Visits without an amount are not in it; look at the amount coverage in the data quality first.",
    },
    id: Text {
        name: "Members' spending",
        question: "How much did members spend?",
        formula: "The sum of the amounts of members' visits in the period.",
        caveat: "Visits without an amount are not in it; look at the amount coverage in the data quality first.",
    },
};
