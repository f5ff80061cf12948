//! Money: what returns bring and what rewards cost (section 5.7 of the dictionary). Only visits with an amount enter sums.

use serde_json::json;

use super::book::View;
use super::catalogue::{Definition, Unit};
use super::figure::{Figure, quotient};
use super::keeping::churn;

pub(super) const METRICS: &[Definition] = &[
    Definition {
        id: "member_revenue_minor",
        question: "How much did members spend?",
        formula: "The sum of the amounts of visits in the period.",
        caveat: "Visits without an amount are not in it; look at the amount coverage first.",
        unit: Unit::Minor,
        measure: |view| Figure::Count(revenue(view)),
    },
    Definition {
        id: "average_spend_per_visit",
        question: "How much does a visit bring?",
        formula: "The sum of the amounts over visits with an amount.",
        caveat: "",
        unit: Unit::Minor,
        measure: |view| Figure::Ratio(revenue(view), view.visits().filter(|visit| visit.amount.is_some()).count() as i64),
    },
    Definition {
        id: "repeat_revenue_minor",
        question: "How much did returns bring?",
        formula: "The sum of the amounts of visits on a later day than the member's first known one.",
        caveat: "",
        unit: Unit::Minor,
        measure: |view| Figure::Count(repeat_revenue(view)),
    },
    Definition {
        id: "repeat_margin_minor",
        question: "What is left of the sales from returns?",
        formula: "Sales from returns × gross margin.",
        caveat: "Null while no margin is set.",
        unit: Unit::Minor,
        measure: |view| Figure::Table(json!(repeat_margin(view))),
    },
    Definition {
        id: "reward_cost_minor",
        question: "What did the rewards cost us?",
        formula: "The sum of the costs of redemptions in the period.",
        caveat: "What it cost the shop, not the menu price.",
        unit: Unit::Minor,
        measure: |view| Figure::Count(reward_cost(view)),
    },
    Definition {
        id: "programme_cost_minor",
        question: "What did the whole programme cost us?",
        formula: "Reward cost + recorded costs in the period.",
        caveat: "",
        unit: Unit::Minor,
        measure: |view| Figure::Count(programme_cost(view)),
    },
    Definition {
        id: "reward_cost_ratio",
        question: "For every 1.00 of repeat sales, how much did we give away in rewards?",
        formula: "Reward cost over sales from returns.",
        caveat: "Does not prove that the programme caused the sales.",
        unit: Unit::Share,
        measure: |view| Figure::Ratio(reward_cost(view), repeat_revenue(view)),
    },
    Definition {
        id: "reward_cost_margin_ratio",
        question: "How much of the margin on returns do the rewards take?",
        formula: "Reward cost over the margin on sales from returns.",
        caveat: "Above 1 the rewards eat the margin.",
        unit: Unit::Share,
        measure: |view| {
            let (cost, margin) = (reward_cost(view), repeat_margin(view));
            Figure::Table(json!({ "value": margin.and_then(|margin| quotient(cost as f64, margin)), "num": cost, "den": margin }))
        },
    },
    Definition {
        id: "margin_impact_minor",
        question: "Does the margin on returns pay for the programme?",
        formula: "Margin on sales from returns − programme cost.",
        caveat: "If every return were thanks to the programme.",
        unit: Unit::Minor,
        measure: |view| Figure::Table(json!(margin_impact(view))),
    },
    Definition {
        id: "programme_roi_observed",
        question: "What does each 1.00 spent on the programme bring?",
        formula: "(Margin on sales from returns − programme cost) over programme cost.",
        caveat: "If every return were thanks to the programme: not causal and usually far too high.",
        unit: Unit::Number,
        measure: |view| {
            let (impact, cost) = (margin_impact(view), programme_cost(view));
            Figure::Table(json!({ "value": impact.and_then(|impact| quotient(impact, cost as f64)), "num": impact, "den": cost }))
        },
    },
    Definition {
        id: "clv_observed_minor",
        question: "What has a member spent so far, on average?",
        formula: "The sum of the amounts of all visits before the end of the period over all who had joined by then.",
        caveat: "A fact, but young programmes look poor.",
        unit: Unit::Minor,
        measure: clv_observed,
    },
    Definition {
        id: "clv_projected_minor",
        question: "What might a member be worth?",
        formula: "Spend per customer and period × the number of periods to expect, 1 over the churn rate.",
        caveat: "If nothing changes: a model, not a measurement.",
        unit: Unit::Minor,
        measure: clv_projected,
    },
];

fn revenue(view: &View<'_>) -> i64 {
    view.visits().filter_map(|visit| visit.amount).sum()
}

fn repeat_revenue(view: &View<'_>) -> i64 {
    let of = |person: u32| {
        let first_known = view.book.known_of(person).map(|visit| visit.day).min();
        let returns = view.visits_of(person).filter(|visit| first_known.is_some_and(|first| visit.day > first));
        returns.filter_map(|visit| visit.amount).sum::<i64>()
    };
    view.book.scope().map(|(person, _)| of(person)).sum()
}

/// `money` × the margin in force at the end of the period, if one is set.
pub(super) fn at_margin(view: &View<'_>, money: f64) -> Option<f64> {
    view.configuration().gross_margin_bp.map(|margin| money * margin as f64 / 10_000.0)
}

fn repeat_margin(view: &View<'_>) -> Option<f64> {
    at_margin(view, repeat_revenue(view) as f64)
}

fn reward_cost(view: &View<'_>) -> i64 {
    view.redemptions().map(|redemption| redemption.cost).sum()
}

fn programme_cost(view: &View<'_>) -> i64 {
    reward_cost(view) + view.recorded_cost()
}

fn margin_impact(view: &View<'_>) -> Option<f64> {
    repeat_margin(view).map(|margin| margin - programme_cost(view) as f64)
}

fn clv_observed(view: &View<'_>) -> Figure {
    let joined: Vec<u32> = view.book.scope().filter(|(_, member)| member.joined_at < view.end).map(|(person, _)| person).collect();
    let visits = joined.iter().flat_map(|person| view.book.visits_of(*person)).filter(|visit| visit.at < view.end);
    Figure::Ratio(visits.filter_map(|visit| visit.amount).sum(), joined.len() as i64)
}

fn clv_projected(view: &View<'_>) -> Figure {
    let spend = quotient(revenue(view) as f64, view.visitors().len() as f64);
    let churn = churn(view);
    let value = spend.zip(churn).and_then(|(spend, churn)| quotient(spend, churn));
    Figure::Table(json!({ "value": value, "spend_per_customer": spend, "churn_rate": churn }))
}
