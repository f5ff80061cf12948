//! Keeping customers: who stays and who is lost (section 5.6 of the dictionary).

use serde_json::json;

use super::book::View;
use super::catalogue::{Definition, Unit};
use super::figure::{Figure, quotient};

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "churn_rate",
        question: "Of the customers of the previous period, how many did not come in this one?",
        formula: "Members with a visit in the previous period and none in this one, out of those with a visit in the previous period.",
        caveat: "Choose a period at least three times the typical gap between visits.",
        unit: Unit::Share,
        measure: |view| {
            let den = view.previous().visitors();
            Figure::Share { num: den.iter().copied().filter(|person| !view.has_visit(*person)).collect(), den }
        },
    },
    Definition {
        id: "customer_retention_rate",
        question: "Of the customers of the previous period, how many came again?",
        formula: "Members with a visit in both periods out of those with a visit in the previous one.",
        caveat: "Choose a period at least three times the typical gap between visits.",
        unit: Unit::Share,
        measure: |view| {
            let den = view.previous().visitors();
            Figure::Share { num: den.iter().copied().filter(|person| view.has_visit(*person)).collect(), den }
        },
    },
    Definition {
        id: "churn_reduction",
        question: "Did we lose fewer than before?",
        formula: "Churn rate of the previous period minus the churn rate of this one; positive is better.",
        caveat: "",
        unit: Unit::Share,
        measure: |view| {
            let (previous, current) = (churn(&view.previous()), churn(view));
            let value = previous.zip(current).map(|(previous, current)| previous - current);
            Figure::Table(json!({ "value": value, "previous": previous, "current": current }))
        },
    },
    Definition {
        id: "customer_count_ratio",
        question: "Did more or fewer people come than in the previous period?",
        formula: "Members with a visit in this period over members with a visit in the previous one.",
        caveat: "Not a retention rate: new customers hide lost ones in it.",
        unit: Unit::Number,
        measure: |view| Figure::Ratio(view.visitors().len() as i64, view.previous().visitors().len() as i64),
    },
    Definition {
        id: "recovered_lapsed_members",
        question: "Did we win anybody back?",
        formula: "Members silent for the lapse time before the period who visited in it, out of all silent ones.",
        caveat: "Some return by themselves; a campaign's share needs a hold-out.",
        unit: Unit::Share,
        measure: recovered_lapsed_members,
    },
];

/// The churn rate as a plain number; nothing when nobody came in the period before.
pub(super) fn churn(view: &View<'_>) -> Option<f64> {
    let customers = view.previous().visitors();
    let lost = customers.iter().filter(|person| !view.has_visit(**person)).count();
    quotient(lost as f64, customers.len() as f64)
}

fn recovered_lapsed_members(view: &View<'_>) -> Figure {
    let silent_since = view.from - view.book.lapse;
    let lapsed = |person: &u32| {
        let last = view.book.known_of(*person).rev().find(|visit| visit.at < view.start);
        last.is_some_and(|visit| visit.day <= silent_since)
    };
    let den: Vec<u32> = view.members_at_start().into_iter().filter(lapsed).collect();
    Figure::Share { num: den.iter().copied().filter(|person| view.has_visit(*person)).collect(), den }
}
