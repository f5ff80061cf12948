//! Did more or fewer people come than in the previous period? (section 5.6 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::{Figure, Parts};
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "customer_count_ratio", unit: Unit::Number, family: "keeping", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens { of: Population::Things, num: "came in the period", den: "came in the period before" };

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio { num: Parts::each(view.visitors()), den: Parts::each(view.previous().visitors()) }
}

const WORDS: Words = Words {
    en: Text {
        name: "Customers against before",
        question: "Did more or fewer people come than in the previous period?",
        formula: "Members with a visit in this period over members with a visit in the previous one.",
        caveat: "Not a retention rate: new customers hide lost ones in it.",
    },
    ar: Text {
        name: "Customers against before",
        question: "Did more or fewer people come than in the previous period?",
        formula: "Members with a visit in this period over members with a visit in the previous one.",
        caveat: "Not a retention rate: new customers hide lost ones in it.",
    },
    fa: Text {
        name: "Customers against before",
        question: "Did more or fewer people come than in the previous period?",
        formula: "Members with a visit in this period over members with a visit in the previous one.",
        caveat: "Not a retention rate: new customers hide lost ones in it.",
    },
    tr: Text {
        name: "Customers against before",
        question: "Did more or fewer people come than in the previous period?",
        formula: "Members with a visit in this period over members with a visit in the previous one.",
        caveat: "Not a retention rate: new customers hide lost ones in it.",
    },
    uz: Text {
        name: "Customers against before",
        question: "Did more or fewer people come than in the previous period?",
        formula: "Members with a visit in this period over members with a visit in the previous one.",
        caveat: "Not a retention rate: new customers hide lost ones in it.",
    },
    id: Text {
        name: "Customers against before",
        question: "Did more or fewer people come than in the previous period?",
        formula: "Members with a visit in this period over members with a visit in the previous one.",
        caveat: "Not a retention rate: new customers hide lost ones in it.",
    },
};
